//! What numbers measure, in words; and numbers of several questions that have no scale in common, as an age and an income.

use super::choice::lacks;
use super::notes::{answer_title, question_title};
use crate::chart::kinds::{self, are_apart};
use crate::chart::words;
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
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

/// The measure: `% who say “continue”` where all cells are of one answer, `Mean of income` of numbers.
/// `answers` are those asked for, of which a net score is made.
pub(super) fn measure<'a>(
    source: &Source,
    mut cells: impl Iterator<Item = &'a Cell>,
    stat: Stat,
    answers: &[String],
) -> Option<String> {
    let first = cells.next()?;
    let rest: Vec<&Cell> = cells.collect();
    let question =
        rest.iter().all(|cell| cell.question == first.question).then(|| question_title(source, first)).flatten();
    let of =
        |what: &str| question.as_deref().map_or(what.to_owned(), |title| format!("{what} of {}", words::lower(title)));
    let title = answer_title(source, first);
    let answer = title.filter(|title| rest.iter().all(|cell| answer_title(source, cell).as_ref() == Some(title)));
    let number = if source.weighs() { "Weighted number" } else { "Number" };
    match stat {
        Stat::Share => answer.map(|answer| format!("% who say “{answer}”")),
        Stat::Mean => Some(of("Mean")),
        Stat::Total => Some(match (&first.answer, answer) {
            (_, Some(answer)) => format!("{number} who say “{answer}”"),
            (Some(_), None) => format!("{number} who give each answer"),
            (None, None) => of("Total"),
        }),
        Stat::Median => Some(of("Median")),
        Stat::Quantile => Some(of("Quantiles")),
        Stat::Variance => Some(of("Variance")),
        Stat::StandardDeviation => Some(of("Standard deviation")),
        Stat::Ratio => Some("Ratio".to_owned()),
        Stat::Function => first.answer.as_ref().or(first.question.as_ref()).map(ToString::to_string),
        Stat::NetScore => Some(format!("{}, in points", sides(source, first, answers))),
    }
}

/// The two answers of a net score, if they were named: `“yes” minus “no”`.
fn sides(source: &Source, cell: &Cell, answers: &[String]) -> String {
    let title = |answer: &String| {
        let cell = Cell { answer: Some(answer.as_str().into()), ..cell.clone() };
        answer_title(source, &cell).unwrap_or_else(|| answer.clone())
    };
    match answers {
        [up, down] => format!("“{}” minus “{}”", title(up), title(down)),
        _ => "Positive minus negative answers".to_owned(),
    }
}
