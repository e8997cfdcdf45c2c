//! The panels whose change a test bears out: they are in colour and tell it beside their names, the largest bold. The others may be chance,
//! and are grey.

use super::{dated, panelled, panels, plots};
use crate::chart::figures::{Figures, Row, Unit};
use crate::chart::kinds::emphasis::{adjusted, is_change, of_fits};
use crate::chart::kinds::told::MOST_TOLD;
use crate::chart::kinds::trend::{Plot, line_names};
use crate::chart::words::{self, Printer};

/// The changes beyond chance, from the first poll of a panel to its last, in the order of panels; at least one.
pub(super) struct Changes<'a> {
    sure: Vec<Change<'a>>,
    /// Whether some panels changed by no more than may be chance.
    some: bool,
}

/// The change of a panel.
struct Change<'a> {
    panel: &'a str,
    /// Its test.
    row: &'a Row,
    value: f64,
    /// The ends of its line.
    ends: (f64, f64),
}

impl<'a> Changes<'a> {
    /// Of panels of one line each that need no key, of which none is highlighted; none where no change is beyond chance.
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
            let row = figures.rows.iter().find(|row| is_change(row) && row.panel.as_deref() == Some(panel))?;
            row.is_certain().then_some(Change { panel, row, value: row.value?, ends: *ends })
        };
        let sure: Vec<Change<'a>> = panels.iter().zip(&ends).filter_map(of).collect();
        let some = sure.len() < panels.len();
        (!sure.is_empty()).then_some(Self { sure, some })
    }

    fn find(&self, panel: &str) -> Option<&Change<'a>> {
        self.sure.iter().find(|change| change.panel == panel)
    }

    /// Whether the change of a panel is beyond chance.
    pub(super) fn has(&self, panel: &str) -> bool {
        self.find(panel).is_some()
    }

    /// `−15 points`, where it is.
    pub(super) fn told_of(&self, figures: &Figures, panel: &str) -> Option<String> {
        self.find(panel).map(|change| change.words(figures))
    }

    /// Whether no panel changed by more, as it is printed.
    pub(super) fn is_largest(&self, figures: &Figures, panel: &str) -> bool {
        self.largest(figures).iter().any(|change| change.panel == panel)
    }

    /// The largest change, and those printed alike.
    fn largest(&self, figures: &Figures) -> Vec<&Change<'a>> {
        let size = |change: &Change<'_>| change.value.abs();
        let most = self.sure.iter().map(size).fold(0.0, f64::max);
        let printed = |size: f64| Printer::of(figures).of_differences().value(size);
        self.sure.iter().filter(|change| printed(size(change)) == printed(most)).collect()
    }

    /// What colour and bold say, for the footer.
    pub(super) fn drawn(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let apart = self.sure.iter().any(|change| printer.rounds_apart(change.ends, change.value));
        let apart = if apart { format!("{}. ", words::ROUNDED_APART) } else { String::new() };
        let bold = match self.largest(figures).len() {
            _ if self.sure.len() == 1 => "",
            1 => "; bold: the largest",
            _ => "; bold: the largest, printed alike",
        };
        let what = format!("changes{} from first to last beyond chance", of_fits(figures));
        let adjusted = adjusted(figures);
        match self.some {
            true => format!("In colour: {what}{adjusted}{bold}. {apart}"),
            false => format!("Beside names: {what}{adjusted}{bold}. {apart}"),
        }
    }

    /// The same for readers that cannot see it, the largest first.
    pub(super) fn told(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures).of_differences();
        let one = |change: &&Change<'_>| {
            let bounds =
                change.row.widest().map(|bounds| format!(" ({})", printer.interval(bounds))).unwrap_or_default();
            format!("{}, {}{bounds}", words::capital(change.panel).replace(": ", ", "), change.words(figures))
        };
        let mut sorted: Vec<&Change<'_>> = self.sure.iter().collect();
        sorted.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        let told: Vec<String> = sorted.iter().take(MOST_TOLD).map(one).collect();
        let more = sorted.len() - told.len();
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let others = if self.some { " No other change is." } else { "" };
        format!(" Changes beyond chance{}: {}{more}.{others}", adjusted(figures), told.join("; "))
    }
}

impl Change<'_> {
    /// `−15 points`.
    fn words(&self, figures: &Figures) -> String {
        let value = Printer::of(figures).of_differences().telling(self.value).value(self.value);
        match figures.unit {
            Unit::Number => value,
            _ if value.trim_start_matches(['+', '−']) == "1" => format!("{value} point"),
            _ => format!("{value} points"),
        }
    }
}
