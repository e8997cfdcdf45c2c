//! Lines in words, for alt texts.

use super::plot::Line;
use crate::chart::figures::range;
use crate::chart::words::{self, Printer};

impl Line<'_> {
    /// In words where nothing joins its polls: ` Yes: polls between 27% and 40%.`
    pub(super) fn told_apart(&self, printer: Printer) -> Option<String> {
        let (low, high) = range(self.rows.iter().filter_map(|row| row.value))?;
        let name = if self.name.is_empty() { String::new() } else { format!("{}: ", words::capital(self.name)) };
        Some(format!(" {name}polls between {} and {}.", printer.value(low), printer.value(high)))
    }

    /// Where it goes, for readers that cannot see it: ` Support: from 40% to 52%, single polls between 38% and 55%.`
    pub(super) fn told(&self, printer: Printer) -> Option<String> {
        let ((_, first), (_, last)) = self.ends()?;
        let (low, high) = range(self.rows.iter().filter_map(|row| row.value)).unwrap_or((first, last));
        let [first, last, low, high] = [first, last, low, high].map(|value| printer.value(value));
        let named =
            if self.name.is_empty() { "The line runs".to_owned() } else { format!("{}:", words::capital(self.name)) };
        if self.rows.len() == 1 {
            let name = if self.name.is_empty() { "The line".to_owned() } else { words::capital(self.name) };
            return Some(format!(" {name}: {last} in one poll."));
        }
        let ends = [&first, &last];
        let within = ends.contains(&&low) && ends.contains(&&high);
        let polls = if within { String::new() } else { format!(", single polls between {low} and {high}") };
        Some(format!(" {named} from {first} to {last}{polls}."))
    }
}
