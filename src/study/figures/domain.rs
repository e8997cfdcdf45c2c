//! Which respondents a condition leaves, in the words of a reader.

use super::estimates::group_order;
use super::notes;
use crate::study::Source;
use crate::study::options::Selection;
use crate::survey::expression::{Condition, Readable};
use crate::survey::{Value, Variable, is_scale_word};

/// The condition in words, as `men, Capital`; none where it cannot be put simply, or there is none. Of a printed table a condition chooses
/// figures, which say themselves what they are of.
pub(super) fn in_words(source: &Source, selection: &Selection) -> Option<String> {
    let variables = source.respondents()?.file().variables();
    let condition = Condition::new(selection.condition.as_deref()?, variables).ok()?;
    let readable = Readable {
        column: &|at| group_order(source, &variables[at].name).short_title(),
        value: &|at, value| title(source, &variables[at], value),
        tells: &tells,
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

/// A value as readers know it: the level of a group that a study gives it, else the label in the file, else the value itself.
fn title(source: &Source, variable: &Variable, value: &Value) -> String {
    let label = variable.title(value);
    let levels = source.codebook().group(&variable.name).map_or(&[][..], |group| &group.levels);
    let spelt = levels.iter().find(|(id, spellings)| *id == label || spellings.contains(&label));
    spelt.map_or(&label, |(id, _)| id).to_string()
}

/// Whether words tell what they are of: those of a scale and short codes do not.
fn tells(word: &str) -> bool {
    const YES_AND_NO: [&str; 8] = ["yes", "no", "true", "false", "так", "ні", "да", "нет"];
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 2 && !YES_AND_NO.contains(&word.to_lowercase().as_str()) && !is_scale_word(word)
}
