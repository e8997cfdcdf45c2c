//! Variables as a weight sees them: whoever has none, or one of 0, gives no answer. Their levels as a codebook names and orders them.

use super::weighting::Margin;
use crate::ingest::microdata::{Content, Count, Frequency, VariableSummary, summaries};
use crate::study::source::Respondents;
use crate::survey::{Codebook, Column, MISSING, Origin, Source, SourceError, Variable};
use std::sync::Arc;

/// A source of which only those with a weight above 0 answer; all where there is no weight.
struct Weighed<'a> {
    inner: &'a dyn Source,
    variables: &'a [Variable],
    weight: Option<usize>,
}

impl Source for Weighed<'_> {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(self.inner)
    }

    fn variables(&self) -> &[Variable] {
        self.variables
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let columns = self.inner.read(chunk, wanted)?;
        let Some(weight) = self.weight else { return Ok(columns) };
        let weights = self.inner.read(chunk, &[weight])?;
        // Words are no weights, which whoever reads them as such says.
        let Some(weights) = weights[0].numbers() else { return Ok(columns) };
        Ok(columns.into_iter().map(|column| where_above_0(column, &weights)).collect())
    }
}

/// The column without the values in rows without a weight.
fn where_above_0(column: Column, weights: &[f64]) -> Column {
    match column {
        Column::Text { codes, levels } => {
            let kept = codes.iter().zip(weights).map(|(code, weight)| if *weight > 0.0 { *code } else { MISSING });
            Column::Text { codes: kept.collect::<Vec<_>>().into(), levels }
        }
        column => {
            let number = |row: usize| if weights[row] > 0.0 { column.number(row) } else { None };
            Column::Numbers((0..column.len()).map(|row| number(row).unwrap_or(f64::NAN)).collect::<Vec<_>>().into())
        }
    }
}

/// The variables at some places among those with a weight above 0.
///
/// # Errors
/// [`SourceError`] when the file cannot be read any more.
pub(super) fn of(respondents: &Respondents, places: &[usize]) -> Result<Vec<VariableSummary>, SourceError> {
    let (inner, weight) = (respondents.answers(), respondents.weight());
    summaries(&Weighed { inner, variables: inner.variables(), weight }, places, weight)
}

/// Variables among those with a weight above 0, their values by the names of the codebook, in the order of the file.
///
/// # Errors
/// [`SourceError`] when the file cannot be read any more.
pub(super) fn shown(
    respondents: &Respondents,
    is_asked: impl Fn(&str) -> bool,
) -> Result<Vec<VariableSummary>, SourceError> {
    let Some(weight) = respondents.weight() else { return Ok(Vec::new()) };
    let inner = respondents.answers();
    let mut variables = inner.variables().to_vec();
    for variable in &mut variables {
        // Values that have the names of a codebook are no codes any more.
        if !variable.levels.is_empty() {
            variable.labels.clear();
        }
    }
    let of_file = respondents.file().variables().iter();
    let asked = of_file.enumerate().filter(|(_, variable)| is_asked(&variable.name));
    let places: Vec<usize> = asked.map(|(place, _)| place).collect();
    let of = |above_0| summaries(&Weighed { inner, variables: &variables, weight: above_0 }, &places, Some(weight));
    let (all, weighed) = (of(None)?, of(Some(weight))?);
    Ok(all.into_iter().zip(weighed).map(|(all, weighed)| with_levels_of(&all, weighed)).collect())
}

/// The summary with every value of `all`, also of those that nobody with a weight has.
fn with_levels_of(all: &VariableSummary, weighed: VariableSummary) -> VariableSummary {
    let Content::Values(values) = &all.content else { return all.clone() };
    let held = match &weighed.content {
        Content::Values(held) => held.as_slice(),
        _ => &[],
    };
    let nobody = Count { n: 0, weighted: Some(0.0) };
    let count = |of: &Frequency| held.iter().find(|held| held.value == of.value).map_or(nobody, |held| held.count);
    let values = values.iter().map(|of| Frequency { count: count(of), ..of.clone() }).collect();
    VariableSummary { content: Content::Values(values), ..weighed }
}

/// The margin in the order of the codebook, as far as that has its levels.
pub(super) fn in_order(mut margin: Margin, stated: &Codebook) -> Margin {
    let answers = stated.question(&margin.variable).into_iter().flat_map(|q| &q.answers).map(|answer| &answer.id);
    let levels = stated.group(&margin.variable).into_iter().flat_map(|group| &group.levels).map(|(id, _)| id);
    let listed: Vec<&Arc<str>> = answers.chain(levels).collect();
    margin.levels.sort_by_key(|(level, _)| listed.iter().position(|id| *id == level).unwrap_or(listed.len()));
    margin
}

/// The level that a codebook calls so, or that is all that a file calls so.
pub(super) fn meant<'a>(stated: &'a Codebook, variable: &str, name: &str) -> Option<&'a Arc<str>> {
    let alone = |labels: &[Arc<str>]| matches!(labels, [only] if **only == *name);
    let mut levels = stated.group(variable).into_iter().flat_map(|group| &group.levels);
    let mut answers = stated.question(variable).into_iter().flat_map(|question| &question.answers);
    let of_group = levels.find(|(_, labels)| alone(labels)).map(|(id, _)| id);
    of_group.or_else(|| answers.find(|answer| *answer.title == *name || alone(&answer.labels)).map(|answer| &answer.id))
}

/// The margin in the words of the codebook, where it has some.
pub(super) fn in_words(mut margin: Margin, stated: &Codebook) -> Margin {
    let (question, group) = (stated.question(&margin.variable), stated.group(&margin.variable));
    let titles = [group.map(|group| &group.title), question.map(|question| &question.title)];
    if let Some(title) = titles.into_iter().flatten().find(|title| **title != margin.variable) {
        margin.title = title.clone();
    }
    let title = |level: &Arc<str>| question.and_then(|question| question.title_of(level)).unwrap_or(level).clone();
    let titled: Vec<Arc<str>> = margin.levels.iter().map(|(level, _)| title(level)).collect();
    // Two levels under one title would be one line.
    if (1..titled.len()).all(|at| !titled[..at].contains(&titled[at])) {
        margin.levels.iter_mut().zip(titled).for_each(|((level, _), title)| *level = title);
    }
    margin
}
