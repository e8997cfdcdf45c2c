//! Words that are probably one level written in several ways: an act takes each for a level of its own, which must not be silent.

use super::{Found, roles};
use crate::ingest::microdata::{Spellings, alike};
use crate::report::Warning;
use crate::sample::{Microdata, Published};
use crate::study::options::{Selection, Statistic};
use crate::study::source::Asked;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Column, MISSING};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The words of each variable.
type Words = BTreeMap<Arc<str>, BTreeSet<Arc<str>>>;

/// A warning for each level that seems to be written in several ways.
pub(super) fn warnings(source: &Source, found: &Found) -> Vec<Warning> {
    let words = match found {
        Found::Inspection(found) => {
            let counted = |(word, count): &(Arc<str>, u64)| format!("\"{word}\" ({count})");
            return found.alike.iter().map(|(name, of)| warning(name, of.iter().map(counted))).collect();
        }
        Found::Estimates(found) => {
            let cells = found.rows.iter().map(|row| &row.cell);
            of_cells(source, (&found.options.selection, &found.options.statistic), cells)
        }
        Found::Trends(found) => {
            let cells = found.series.iter().map(|series| &series.cell);
            of_cells(source, (&found.selection, &Statistic::default()), cells)
        }
        Found::Comparisons(found) => first(source, &found.options.selection, &found.options.statistic),
        Found::Tests(found) => first(source, &found.options.selection, &found.options.statistic),
    };
    let of = |(variable, words): (Arc<str>, BTreeSet<Arc<str>>)| {
        let levels = alike(words.into_iter().map(|word| (word, 0)));
        levels
            .into_iter()
            .map(move |of: Spellings| warning(&variable, of.iter().map(|(word, _)| format!("\"{word}\""))))
    };
    words.into_iter().flat_map(of).collect()
}

/// The words that label the cells. Answers that were chosen do not tell of the others.
fn of_cells<'a>(
    source: &Source,
    (selection, statistic): (&Selection, &Statistic),
    cells: impl Iterator<Item = &'a Cell>,
) -> Words {
    let mut words = match selection.answer.is_empty() {
        true => Words::new(),
        false => first(source, &Selection { by: Vec::new(), over: None, ..selection.clone() }, statistic),
    };
    // Names of nets are the study's words, not the file's.
    let is_net = |answer: &Arc<str>| {
        selection.net.iter().any(|net| net.name == *answer)
            || source.codebook().questions.iter().flat_map(|q| &q.nets).any(|net| net.id == *answer)
    };
    let mut add = |variable: &Arc<str>, word: &Arc<str>| match words.get_mut(variable) {
        Some(known) if known.contains(word) => {}
        Some(known) => drop(known.insert(word.clone())),
        None => drop(words.insert(variable.clone(), [word.clone()].into())),
    };
    for cell in cells {
        cell.groups.iter().for_each(|group| add(&group.variable, &group.level));
        if let (Some(question), Some(answer)) = (&cell.question, cell.answer.as_ref().filter(|id| !is_net(id))) {
            add(question, answer);
        }
    }
    words
}

/// The words of the variables asked for among the figures of a printed table, or in the first stretch of a file of respondents.
fn first(source: &Source, selection: &Selection, statistic: &Statistic) -> Words {
    let read = || -> Result<Words, StudyError> {
        let roles = roles(source, selection, statistic, statistic.stat().is_of_numbers());
        let variables: BTreeSet<Arc<str>> = roles.words.iter().map(|&name| name.into()).collect();
        match source.ask(selection, None, roles)? {
            Asked::Published(sample) => Ok(printed(sample, selection)),
            Asked::Part(sample) => Ok(printed(&sample, selection)),
            Asked::Microdata(sample) => {
                variables.into_iter().map(|variable| Ok((variable.clone(), held(&sample, &variable)?))).collect()
            }
        }
    };
    // The act itself has read all of this: nothing new can be amiss here.
    read().unwrap_or_default()
}

/// The words that label printed figures of what is asked.
fn printed(sample: &Published, selection: &Selection) -> Words {
    let mut words = Words::new();
    let is_asked = |question: &str| selection.question.is_empty() || selection.question.iter().any(|q| q == question);
    for figure in sample.figures().iter().filter(|figure| is_asked(&figure.question)) {
        words.entry(figure.question.clone()).or_default().insert(figure.answer.clone());
        for group in figure.groups.iter().filter(|group| selection.by.iter().any(|by| by.0.contains(&group.variable))) {
            words.entry(group.variable.clone()).or_default().insert(group.level.clone());
        }
    }
    words
}

/// The words in the first stretch of a column, of respondents whom the condition holds for.
fn held(sample: &Microdata, variable: &str) -> Result<BTreeSet<Arc<str>>, StudyError> {
    let first = sample.source().find(variable).map(|place| sample.first_of(place)).transpose()?.flatten();
    let Some((Column::Text { codes, levels }, held)) = first else { return Ok(BTreeSet::new()) };
    let mut is_used = vec![false; levels.len()];
    for (row, &code) in codes.iter().enumerate().filter(|(_, code)| **code != MISSING) {
        is_used[code as usize] |= held.as_ref().is_none_or(|held| held[row]);
    }
    Ok(levels.into_iter().zip(is_used).filter(|(_, is_used)| *is_used).map(|(level, _)| level).collect())
}

fn warning(variable: &str, each: impl Iterator<Item = String>) -> Warning {
    let message = format!(
        "{variable} has words that differ only in case, spaces or apostrophes: {}. If they are one level, write it in one way in the file, or list them as labels of one level in a study's [[group]] or of one answer in its [[question]]",
        each.collect::<Vec<_>>().join(", ")
    );
    Warning { code: "W215".to_owned(), message, place: None }
}
