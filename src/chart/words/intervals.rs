//! What intervals are called, and what the marks are that show them.

use super::{capital_unless_symbol, per_cent};
use crate::chart::drawing::Covered;
use crate::chart::figures::{Figures, Row};

/// The name of the intervals: `95% intervals (Wilson)`.
pub fn interval_name(figures: &Figures) -> String {
    let level = figures.notes.level.map(|level| format!("{}% ", per_cent(level.get()))).unwrap_or_default();
    let method = figures.notes.interval.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    format!("{level}intervals{method}")
}

/// The name of the widest intervals that estimates have: `95% intervals (Wilson) with rounding`.
pub fn widest_name(figures: &Figures) -> String {
    let wider = figures.notes.outer.as_deref().unwrap_or("total error");
    let with =
        if figures.rows.iter().any(|row| row.outer.is_some()) { format!(" with {wider}") } else { String::new() };
    format!("{}{with}", interval_name(figures))
}

/// The heading of a column of intervals: `95% interval`.
pub fn interval_heading(figures: &Figures) -> String {
    let level = figures.notes.level.map(|level| format!("{}% ", per_cent(level.get()))).unwrap_or_default();
    format!("{level}interval")
}

/// What the whiskers of estimates are, for the footer: thick and thin named where both are drawn.
pub fn whiskers(figures: &Figures) -> Option<String> {
    let has = |bounds: fn(&Row) -> bool| figures.rows.iter().any(bounds);
    let wider = figures.notes.outer.as_deref().unwrap_or("total error");
    match (has(|row| row.inner.is_some()), has(|row| row.outer.is_some())) {
        (true, true) if figures.notes.left_out.covered != Covered::All => {
            let thick = format!("Thick bars: {} from sampling; thin bars add {wider}", interval_name(figures));
            Some(thick + unseen(figures))
        }
        (true, false) => Some(bars(figures, "Bars", " from sampling")),
        (_, true) => Some(bars(figures, "Bars", "")),
        (false, false) => None,
    }
}

/// The widest intervals as what they are `called`, and `of` what: `Bars: 95% intervals (Wilson) from sampling`; what is said of them where
/// points hide them.
pub fn bars(figures: &Figures, called: &str, of: &str) -> String {
    let name = format!("{}{of}", widest_name(figures));
    match figures.notes.left_out.covered {
        Covered::All => capital_unless_symbol(&format!("{name} are no longer than the points")),
        Covered::None | Covered::Some => format!("{called}: {name}{}", unseen(figures)),
    }
}

/// What is said where points hide some intervals.
pub fn unseen(figures: &Figures) -> &'static str {
    match figures.notes.left_out.covered {
        Covered::Some => "; bars not seen are no longer than the points",
        Covered::None | Covered::All => "",
    }
}
