//! Which respondents a condition leaves, in the words of a reader.

use super::groups::group_order;
use super::notes;
use crate::chart::figures::distinct;
use crate::chart::{Figures, words};
use crate::study::options::Selection;
use crate::study::{Source, StudyError};
use crate::survey::expression::{Condition, Readable};
use crate::survey::{Codebook, Value, Variable, is_scale_word};
use std::sync::Arc;

/// The condition in words, as `men, Capital`; none where it cannot be put simply, asks for what nobody has, or there is none. Of a
/// printed table a condition chooses figures, which say themselves what they are of.
pub(super) fn in_words(source: &Source, selection: &Selection) -> Option<String> {
    let text = selection.condition.as_deref()?;
    let seen = source.respondents()?.seen_by_conditions();
    let (variables, codebook) = (seen.variables(), source.codebook());
    let condition = Condition::new(text, variables).ok().filter(|_| source.strangers_to(text).is_empty())?;
    let readable = Readable {
        column: &|at| group_order(source, &variables[at].name).short_title(),
        value: &|at, value| title(codebook, &variables[at], value),
        tells: &|at, word| tells(codebook, &variables[at].name, word),
    };
    condition.in_words(&readable)
}

/// The condition as a sentence of the footer: in words where it can be put so, else as typed.
pub(super) fn sentence(source: &Source, selection: &Selection) -> Option<String> {
    let condition = selection.condition.as_deref().filter(|_| source.published().is_none())?;
    let only = |of: String| format!("Only {of}");
    Some(in_words(source, selection).map_or_else(|| format!("Only respondents with {condition}"), only))
}

/// How everybody is called among groups: of those whom a condition leaves nobody should think that they are all respondents.
pub(super) fn everybody(source: &Source, selection: &Selection) -> Option<String> {
    let chosen = selection.condition.is_some() && source.published().is_none();
    if chosen { Some("All of these".to_owned()) } else { notes::everybody(source) }
}

/// Refuses figures of different respondents in one picture, which has one place to say of whom it is.
///
/// # Errors
/// [`StudyError::Usage`] with whom each are of.
pub(super) fn check(chart: &str, all: &[Figures]) -> Result<(), StudyError> {
    let of = |figures: &Figures| figures.notes.domain.as_deref().map_or("all respondents".to_owned(), words::lower);
    let each = distinct(all.iter().map(of));
    if each.len() < 2 {
        return Ok(());
    }
    Err(StudyError::Usage(format!(
        "chart {chart}: its results are of different respondents ({}): give them the same condition, or draw a chart of each",
        each.join("; ")
    )))
}

/// A value as readers know it: the title that a study gives an answer, else the label in the file, else the value itself. None for a mere
/// spelling: columns hold the names that stand for it, and a condition never finds it.
fn title(codebook: &Codebook, variable: &Variable, value: &Value) -> Option<String> {
    let label = variable.title(value);
    let question = codebook.question(&variable.name);
    let levels = codebook.group(&variable.name).into_iter().flat_map(|group| &group.levels);
    let answers = question.into_iter().flat_map(|question| &question.answers);
    let mut known: Vec<(&Arc<str>, &Vec<Arc<str>>)> = answers.map(|answer| (&answer.id, &answer.labels)).collect();
    known.extend(levels.map(|(id, spellings)| (id, spellings)));
    let is_name = known.iter().any(|(id, _)| **id == label);
    let is_spelling = known.iter().any(|(_, spellings)| spellings.contains(&label));
    let title = question.and_then(|question| question.title_of(&label)).unwrap_or(&label);
    (is_name || !is_spelling).then(|| title.to_string())
}

/// Whether a word tells what it is of without the name of its variable: a level of a group that the study declares, and of no other.
/// Words of scales and short codes do not.
fn tells(codebook: &Codebook, variable: &str, word: &str) -> bool {
    const YES_AND_NO: [&str; 8] = ["yes", "no", "true", "false", "так", "ні", "да", "нет"];
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let said = letters > 2 && !YES_AND_NO.contains(&word.to_lowercase().as_str()) && !is_scale_word(word);
    let mut of = codebook.groups.iter().filter(|group| group.levels.iter().any(|(id, _)| **id == *word));
    said && of.next().is_some_and(|group| &*group.id == variable) && of.next().is_none()
}
