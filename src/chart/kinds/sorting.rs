//! What rows without an order of their own are sorted by, in one way for every kind that lists them, and what the footer says of it.

use super::listing::{Entry, by_first_value, categories, is_sorted_by_value, is_sum, listing};
use crate::chart::figures::{Figures, Part, Row, distinct};
use crate::chart::words;
use crate::survey::Role;

/// The columns by whose sum rows are sorted.
pub(super) struct Sorting<'a> {
    columns: Vec<&'a str>,
    /// The column of a row.
    of: fn(&Row) -> Option<&str>,
    /// The sorting is plain to see, as the first number of each row has it.
    first: bool,
}

impl<'a> Sorting<'a> {
    /// By the columns of a table, which are answers or series.
    pub(super) fn of_columns(figures: &Figures, columns: &[&'a str]) -> Self {
        let leading = leading(figures, columns);
        Self { first: leading == columns[..columns.len().min(1)], columns: leading, of: Row::column }
    }

    /// By the series of rows, by their one value where there are none.
    pub(super) fn of_series(figures: &'a Figures) -> Self {
        let series = figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.series.as_deref()));
        Self { of: |row| row.series.as_deref(), ..Self::of_columns(figures, &series) }
    }

    /// The same where a net beside the rows shows the sum.
    pub(super) fn beside_nets(self, figures: &Figures) -> Self {
        Self { first: self.first || self.net(figures).is_some(), ..self }
    }

    /// The columns.
    pub(super) fn columns(&self) -> &[&'a str] {
        &self.columns
    }

    /// What a row is sorted by, the largest first; rows without it are last.
    pub(super) fn weigh(&self, rows: &[&Row]) -> f64 {
        if self.columns.is_empty() {
            return by_first_value(rows);
        }
        let of_leading = |row: &&&Row| (self.of)(row).is_some_and(|column| self.columns.contains(&column));
        let values = rows.iter().filter(of_leading).filter_map(|row| row.value);
        values.reduce(|a, b| a + b).unwrap_or(f64::NEG_INFINITY)
    }

    /// The net that sums these columns and no other.
    pub(super) fn net<'f>(&self, figures: &'f Figures) -> Option<&'f str> {
        let nets = figures.rows.iter().filter(|row| row.part == Part::Net).filter_map(|row| row.answer.as_deref());
        let is_sum = |net: &&str| {
            let parts = figures.parts_of(net);
            parts.len() == self.columns.len() && parts.iter().all(|part| self.columns.contains(&part.as_str()))
        };
        distinct(nets).into_iter().find(is_sum).filter(|_| self.columns.len() > 1)
    }

    /// The variables whose rows these columns sort, and whether rows stand under several headings.
    fn sorts<'f>(&self, figures: &Figures, entries: &[Entry<'f>]) -> (Vec<&'f str>, bool) {
        let places = distinct(entries.iter().filter_map(|entry| place(entry.rows.first()?)));
        let variables = distinct(places.iter().map(|(variable, _)| *variable));
        // Of two rows alone the order is plain to see.
        let least = if variables.len() > 1 { 1 } else { 2 };
        let unordered = |variable: &&str| {
            let levels = || places.iter().filter(|(of, _)| of == variable).map(|(_, level)| *level);
            levels().count() > least && is_sorted_by_value(figures, variable, levels())
        };
        let sorted = variables.iter().filter(|variable| figures.order.is_empty() && unordered(variable));
        (sorted.copied().collect(), variables.len() > 1)
    }

    /// Whether these columns put any rows in order.
    pub(super) fn decides(&self, figures: &Figures, entries: &[Entry<'_>]) -> bool {
        figures.order.is_empty() && figures.notes.sorted_as.is_some() || !self.sorts(figures, entries).0.is_empty()
    }

    /// By what rows were sorted, for the footer; of rows under several headings also which of them. Nothing where that is plain.
    pub(super) fn said(&self, figures: &Figures, entries: &[Entry<'_>]) -> Option<String> {
        if let Some(first) = figures.notes.sorted_as.as_deref().filter(|_| figures.order.is_empty()) {
            return Some(format!(
                "Sorted by {}: {}, under all headings alike",
                self.named(figures),
                words::capital(first)
            ));
        }
        let (sorted, blocks) = self.sorts(figures, entries);
        if sorted.is_empty() || (!blocks && self.first) {
            return None;
        }
        let title = |variable: &&str| {
            words::capital(figures.group_order(variable).map_or(*variable, |order| order.title.as_str()))
        };
        let titles = sorted.iter().map(title).filter(|title| !title.is_empty()).collect::<Vec<_>>();
        let titles = titles.iter().map(String::as_str).collect::<Vec<_>>();
        let within = if blocks { format!(": {}", words::list(&titles, titles.len())) } else { String::new() };
        // In a narrow picture rows may have become columns.
        Some(format!("Sorted by {}{within}", self.named(figures)))
    }

    /// The columns in words.
    fn named(&self, figures: &Figures) -> String {
        let names = self.columns.iter().map(|name| words::capital(name)).collect::<Vec<_>>();
        let names = names.iter().map(String::as_str).collect::<Vec<_>>();
        match (names.as_slice(), self.net(figures)) {
            ([], _) => "value".to_owned(),
            ([one], _) => (*one).to_owned(),
            (_, Some(net)) => words::capital(net),
            (many, None) => format!("{} together", words::list(many, 4)),
        }
    }
}

/// What the footer says of the order of rows with a value for each series.
pub(super) fn sorted(figures: &Figures) -> Option<String> {
    let figures = categories(figures);
    let sorting = Sorting::of_series(&figures);
    sorting.said(&figures, &listing(&figures, &[Part::Estimate], &|rows| sorting.weigh(rows)))
}

/// The variable and the name of a line; none of everybody, and of nets after the answers they sum.
fn place(row: &Row) -> Option<(&str, &str)> {
    let group = row.group.as_ref().filter(|_| row.item.is_none()).map(|group| &*group.variable);
    let variable = row.under.as_deref().or(group).unwrap_or("item");
    Some((variable, row.heading()?)).filter(|_| !is_sum(row))
}

/// Whether a column is a net.
pub(super) fn is_net(figures: &Figures, name: &str) -> bool {
    let mut rows = figures.rows.iter().filter(|row| row.column() == Some(name)).peekable();
    rows.peek().is_some() && rows.all(|row| row.part == Part::Net)
}

/// The columns that lines are sorted by: the last of dates, the first side of a scale that has sides, else the first.
fn leading<'a>(figures: &Figures, columns: &[&'a str]) -> Vec<&'a str> {
    if columns.is_empty() {
        return Vec::new();
    }
    if figures.estimates().all(|(row, _)| row.when.is_some() && row.answer.is_none()) {
        return columns[columns.len() - 1..].to_vec();
    }
    let side = figures.role(columns[0]);
    let parts = columns.iter().copied().filter(|name| figures.role(name) == side && !is_net(figures, name));
    match side {
        Role::Positive | Role::Negative if parts.clone().count() > 0 => parts.collect(),
        _ => columns[..1].to_vec(),
    }
}
