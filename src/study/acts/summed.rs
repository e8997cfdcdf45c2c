//! Totals of codes that a file has labels for: their sum is seldom what is wanted.

use super::Found;
use crate::report::Warning;
use crate::study::Source;
use crate::study::stat::Stat;
use crate::survey::{Cell, Value};
use std::collections::BTreeSet;

/// A label of one code alone, as of 99 or of the last number, makes no answers of a number.
const FEW: usize = 2;

/// One warning for each labelled question whose codes are added up as numbers.
pub(super) fn warnings(source: &Source, found: &Found) -> Vec<Warning> {
    let (stat, cells): (Stat, Vec<&Cell>) = match found {
        Found::Estimates(found) => (found.options.statistic.stat(), found.rows.iter().map(|row| &row.cell).collect()),
        Found::Comparisons(found) => {
            let cells = found.rows.iter().map(|row| &row.comparison.pair.cell);
            (found.options.statistic.stat(), cells.collect())
        }
        Found::Trends(found) => (found.statistic.stat(), found.series.iter().map(|series| &series.cell).collect()),
        Found::Tests(_) | Found::Inspection(_) => return Vec::new(),
    };
    if stat != Stat::Total {
        return Vec::new();
    }
    let summed = cells.into_iter().filter(|cell| cell.answer.is_none()).filter_map(|cell| cell.question.as_deref());
    summed.collect::<BTreeSet<_>>().into_iter().filter_map(|question| warning(source, question)).collect()
}

fn warning(source: &Source, question: &str) -> Option<Warning> {
    let file = source.respondents()?.file();
    let variable = &file.variables()[file.find(question)?];
    let is_answer = |code: &Value| variable.missing.iter().all(|missing| !missing.holds(code));
    let labels: Vec<_> = variable.labels.iter().filter(|(code, _)| is_answer(code)).collect();
    let (code, label) = labels.first().filter(|_| labels.len() >= FEW)?;
    let message = format!(
        "the codes of \"{question}\" are added up, and the file has labels for them ({code} is \"{label}\"): for the number of people who give each answer name some, --answer '{label}', or a --net; if the sum of the codes is wanted, --allow W220"
    );
    Some(Warning { code: "W220".to_owned(), message, place: None })
}
