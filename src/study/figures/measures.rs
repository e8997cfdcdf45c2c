//! Numbers of several questions that have no scale in common, as an age and an income.

use super::choice::lacks;
use crate::chart::kinds::{self, are_apart};
use crate::study::StudyError;
use crate::survey::Cell;
use crate::uncertainty::Measure;
use std::collections::BTreeMap;

/// Whether numbers of several questions differ so much that they must be measures of different things. Numbers of people who give an answer
/// are one measure, whatever was asked.
pub(super) fn differ<'a>(numbers: impl Iterator<Item = (&'a Cell, Measure, f64)>) -> bool {
    let mut largest: BTreeMap<_, f64> = BTreeMap::new();
    for (cell, measure, value) in numbers {
        if measure != Measure::Number {
            return false;
        }
        let size = largest.entry(cell.question.as_ref().filter(|_| cell.answer.is_none())).or_default();
        *size = if value.is_finite() { size.max(value.abs()) } else { *size };
    }
    largest.len() > 1 && are_apart(largest.into_values())
}

/// Refuses to draw on one scale what has none in common, with `apart` as what is needed. Tables give questions a scale each, but not people beside what they have.
pub(super) fn check<'a>(
    numbers: impl Iterator<Item = (&'a Cell, Measure, f64)> + Clone,
    (kind, apart): (&str, &'static str),
) -> Result<(), StudyError> {
    let kind = kinds::kind(kind)?.name();
    let people = |(cell, measure, _): (&Cell, Measure, f64)| measure == Measure::Number && cell.answer.is_some();
    if numbers.clone().any(people) && !numbers.clone().all(people) {
        let needs =
            "one measure, and these are numbers of people beside totals of a number: draw one at a time, --question";
        return Err(lacks(kind, needs));
    }
    let on_one_scale = ["dumbbell", "slope", "dots", "bars", "trend", "facets"].contains(&kind);
    match on_one_scale && differ(numbers) {
        true => Err(lacks(kind, apart)),
        false => Ok(()),
    }
}
