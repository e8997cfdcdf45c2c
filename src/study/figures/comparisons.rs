//! Comparisons as figures: each difference with its interval, and the two ends of each for a dumbbell.

use super::notes;
use crate::chart::{Figures, Part, Row, Unit};
use crate::study::Source;
use crate::study::acts::{CompareResult, CompareRow};

/// The natural kind and its figures.
pub(super) fn figures(source: &Source, found: &CompareResult) -> (&'static str, Figures) {
    let figures = Figures {
        unit: Unit::Share,
        rows: found.rows.iter().flat_map(|row| ends(source, row)).collect(),
        notes: notes::of_comparisons(source, found),
        ..Figures::default()
    };
    ("dumbbell", figures)
}

/// b is where a change starts (the earlier wave, everybody), a where it ends.
fn ends(source: &Source, row: &CompareRow) -> [Row; 3] {
    let made = &row.comparison;
    let item = item(source, row);
    let (a, b) = &made.estimates;
    let end = |name: &str, e: &crate::uncertainty::Estimate| Row {
        n: e.base.n,
        n_effective: e.base.n_effective,
        ..Row::new(e.value).item(item.clone()).series(name)
    };
    let change = Row {
        inner: Some(made.bounds),
        outer: (made.difference.rounding > 0.0).then_some(made.outer),
        ..Row::new(made.difference.value).item(item.clone()).part(Part::Change)
    };
    [end("b", b), end("a", a), change]
}

/// What the row is about, and which two are compared.
fn item(source: &Source, row: &CompareRow) -> String {
    let pair = &row.comparison.pair;
    let answer = notes::answer_title(source, &pair.cell);
    let groups = pair.cell.groups.iter().map(|g| g.level.to_string());
    let wave = pair.cell.wave.as_ref().map(ToString::to_string);
    let compared = format!("{} vs {}", pair.names.0, pair.names.1);
    answer.into_iter().chain(groups).chain(wave).chain([compared]).collect::<Vec<_>>().join(", ")
}
