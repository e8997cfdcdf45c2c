//! The panel that changed most, where a test bears its change out: it alone is in colour, and tells the change beside its name.

use super::{dated, panelled, panels, plots};
use crate::chart::figures::{Figures, Row, Unit};
use crate::chart::kinds::emphasis::{adjusted, is_change};
use crate::chart::kinds::trend::{Plot, line_names};
use crate::chart::words::{self, Printer};

/// The panel whose line changed most from its first poll to its last, beyond chance.
pub(super) struct Foremost<'a> {
    pub(super) panel: &'a str,
    /// Its tested change.
    row: &'a Row,
    change: f64,
    /// The ends of its line.
    ends: (f64, f64),
}

impl<'a> Foremost<'a> {
    /// Of panels of one line each that need no key, of which none is highlighted: none where another changed as much as it is printed, or
    /// where the largest change may be chance.
    pub(super) fn of(figures: &'a Figures) -> Option<Self> {
        let names = line_names(figures);
        if !dated(figures) || figures.highlight.is_some() || !(names.len() == 1 || panelled(figures)) {
            return None;
        }
        let panels = panels(figures);
        let ends = |plot: &Plot<'_>| match plot.courses().as_slice() {
            [(_, ends)] => Some(*ends),
            _ => None,
        };
        let ends: Vec<(f64, f64)> = plots(figures, &panels).iter().filter_map(ends).collect();
        if panels.len() < 2 || ends.len() < panels.len() {
            return None;
        }
        let of = |(panel, ends): (&&'a str, &(f64, f64))| {
            let row = figures.rows.iter().find(|row| is_change(row) && row.panel.as_deref() == Some(panel));
            (*panel, row, row.and_then(|row| row.value).unwrap_or(ends.1 - ends.0), *ends)
        };
        let all: Vec<_> = panels.iter().zip(&ends).map(of).collect();
        let (panel, row, change, ends) = *all.iter().max_by(|a, b| a.2.abs().total_cmp(&b.2.abs()))?;
        let printed = |change: f64| Printer::of(figures).of_differences().value(change.abs());
        let alone = all.iter().filter(|other| printed(other.2) == printed(change)).count() == 1;
        let row = row.filter(|row| alone && row.is_certain())?;
        Some(Self { panel, row, change, ends })
    }

    /// `−15 points`.
    pub(super) fn change(&self, figures: &Figures) -> String {
        let value = Printer::of(figures).of_differences().telling(self.change).value(self.change);
        match figures.unit {
            Unit::Number => value,
            _ if value.trim_start_matches(['+', '−']) == "1" => format!("{value} point"),
            _ => format!("{value} points"),
        }
    }

    /// What its colour says, for the footer.
    pub(super) fn drawn(&self, figures: &Figures) -> String {
        let apart = Printer::of(figures).rounds_apart(self.ends, self.change);
        let apart = if apart { format!("{}. ", words::ROUNDED_APART) } else { String::new() };
        format!("In colour: the largest change from first to last, beyond chance{}. {apart}", adjusted(figures))
    }

    /// The same for readers that cannot see it.
    pub(super) fn told(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures).of_differences();
        let bounds = self.row.widest().map(|bounds| format!(" ({})", printer.interval(bounds))).unwrap_or_default();
        let (panel, change) = (words::capital(self.panel), self.change(figures));
        format!(" The largest change is beyond chance{}: {panel}, {change}{bounds}.", adjusted(figures))
    }
}
