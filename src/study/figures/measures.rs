//! Numbers of several questions that have no scale in common, as an age and an income.

use crate::chart::kinds::are_apart;
use crate::survey::Cell;
use crate::uncertainty::Measure;
use std::collections::BTreeMap;

/// Whether numbers of several questions differ so much that they must be measures of different things.
pub(super) fn differ<'a>(numbers: impl Iterator<Item = (&'a Cell, Measure, f64)>) -> bool {
    let mut largest: BTreeMap<_, f64> = BTreeMap::new();
    for (cell, measure, value) in numbers {
        if measure != Measure::Number || cell.answer.is_some() {
            return false;
        }
        let size = largest.entry(&cell.question).or_default();
        *size = if value.is_finite() { size.max(value.abs()) } else { *size };
    }
    largest.len() > 1 && are_apart(largest.into_values())
}
