//! Totals of codes that a file has labels for: their sum is seldom what is wanted.

use super::Found;
use super::functions::share_in_function;
use crate::estimate::Of;
use crate::report::Warning;
use crate::study::Source;
use crate::study::options::Statistic;
use crate::study::stat::Stat;
use crate::survey::{Cell, Value};
use std::collections::BTreeSet;

/// A label of one code alone, as of 99 or of the last number, makes no answers of a number.
const FEW: usize = 2;

/// One warning for each labelled question whose codes are added up as numbers, by themselves or in a function.
pub(super) fn warnings(source: &Source, found: &Found) -> Vec<Warning> {
    let (statistic, cells): (&Statistic, Vec<&Cell>) = match found {
        Found::Estimates(found) => (&found.options.statistic, found.rows.iter().map(|row| &row.cell).collect()),
        Found::Comparisons(found) => {
            (&found.options.statistic, found.rows.iter().map(|row| &row.comparison.pair.cell).collect())
        }
        Found::Trends(found) => (&found.statistic, found.series.iter().map(|series| &series.cell).collect()),
        Found::Tests(_) | Found::Inspection(_) => return Vec::new(),
    };
    let leaves = statistic.function.iter().flat_map(|function| function.0.leaves());
    let in_function: BTreeSet<&str> =
        leaves.filter(|leaf| leaf.of == Of::Total).filter_map(|leaf| leaf.question.as_deref()).collect();
    let cells = cells.into_iter().filter(|cell| statistic.stat() == Stat::Total && cell.answer.is_none());
    let alone: BTreeSet<&str> = cells.filter_map(|cell| cell.question.as_deref()).collect();
    let of_function = in_function.into_iter().filter_map(|question| {
        warning(source, question, |label| {
            format!("a function takes the share of one answer, as {}", share_in_function(question, label))
        })
    });
    let by_itself = alone.into_iter().filter_map(|question| {
        warning(source, question, |label| {
            format!("for the number of people who give each answer name some, --answer '{label}', or a --net")
        })
    });
    by_itself.chain(of_function).collect()
}

fn warning(source: &Source, question: &str, advice: impl Fn(&str) -> String) -> Option<Warning> {
    let file = source.respondents()?.file();
    let variable = &file.variables()[file.find(question)?];
    let is_answer = |code: &Value| variable.missing.iter().all(|missing| !missing.holds(code));
    let labels: Vec<_> = variable.labels.iter().filter(|(code, _)| is_answer(code)).collect();
    let (code, label) = labels.first().filter(|_| labels.len() >= FEW)?;
    let message = format!(
        "the codes of \"{question}\" are added up, and the file has labels for them ({code} is \"{label}\"): {}; if the sum of the codes is wanted, --allow W220",
        advice(label)
    );
    Some(Warning { code: "W220".to_owned(), message, place: None })
}
