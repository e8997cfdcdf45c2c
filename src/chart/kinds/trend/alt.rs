//! Lines in words, for alt texts.

use super::plot::{Line, Plot};
use crate::chart::figures::range;
use crate::chart::layout::month_and_year;
use crate::chart::words::{self, Printer};

impl Line<'_> {
    /// In words where nothing joins its polls, beside the days of all: ` Yes: polls between 27% and 40%.`
    pub(super) fn told_apart(&self, printer: Printer, polls: &[f64]) -> Option<String> {
        let (low, high) = range(self.rows.iter().filter_map(|row| row.value))?;
        let name = if self.name.is_empty() { String::new() } else { format!("{}: ", words::capital(self.name)) };
        let until =
            self.early_end(polls).map(|day| format!(", the last in {}", month_and_year(day))).unwrap_or_default();
        Some(format!(" {name}polls between {} and {}{until}.", printer.value(low), printer.value(high)))
    }

    /// Where it goes, for readers that cannot see it, beside the days of all polls: ` Support: from 40% to 52% in Mar 2021, its last poll,
    /// single polls between 38% and 55%.`
    pub(super) fn told(&self, printer: Printer, polls: &[f64]) -> Option<String> {
        let ((_, first), (_, last)) = self.ends()?;
        let (low, high) = range(self.rows.iter().filter_map(|row| row.value)).unwrap_or((first, last));
        let [first, last, low, high] = [first, last, low, high].map(|value| printer.value(value));
        let named =
            if self.name.is_empty() { "The line runs".to_owned() } else { format!("{}:", words::capital(self.name)) };
        if self.rows.len() == 1 {
            let name = if self.name.is_empty() { "The line".to_owned() } else { words::capital(self.name) };
            return Some(format!(" {name}: {last} in one poll{}.", self.until(polls)));
        }
        let until = self.until(polls);
        let ends = [&first, &last];
        let within = ends.contains(&&low) && ends.contains(&&high);
        let polls = if within { String::new() } else { format!(", single polls between {low} and {high}") };
        Some(format!(" {named} from {first} to {last}{until}{polls}."))
    }

    /// ` in Mar 2021, its last poll`, where that is well before the last of all; of one poll its date.
    fn until(&self, polls: &[f64]) -> String {
        match (self.early_end(polls).map(month_and_year), self.rows.len()) {
            (None, _) => String::new(),
            (Some(date), 1) => format!(", {date}"),
            (Some(date), _) => format!(" in {date}, its last poll"),
        }
    }
}

impl Plot<'_> {
    /// When a line ends, where that is well before the last of these polls.
    pub(in crate::chart::kinds) fn until(&self, name: &str, polls: &[f64]) -> String {
        self.lines.iter().find(|line| line.name == name).map_or_else(String::new, |line| line.until(polls))
    }
}
