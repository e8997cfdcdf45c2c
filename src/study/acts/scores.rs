//! The scores of ordered groups: those stated, else their places in an order that is known.

use super::Context;
use crate::names;
use crate::study::StudyError;
use crate::study::spec::ScoresSpec;
use crate::survey::{Kind, Value, Variable};
use crate::uncertainty::Estimates;
use std::sync::Arc;

/// A score for every level of `by` that occurs in `parts`.
pub(super) fn of(
    context: &Context<'_>,
    by: &Arc<str>,
    parts: &[Estimates],
    stated: Option<&ScoresSpec>,
) -> Result<Vec<(Arc<str>, f64)>, StudyError> {
    let levels = occurring(parts, by);
    if let Some(ScoresSpec::Named(named)) = stated {
        let stranger = named.iter().find(|(level, _)| !levels.contains(level));
        return match stranger {
            Some((level, _)) => {
                let hint = names::hint(level, levels.iter().map(|level| &**level));
                Err(StudyError::Usage(format!("--scores: {by} has no level \"{level}\"{hint}")))
            }
            None => Ok(named.clone()),
        };
    }
    let Some(ordered) = in_order(context, by, levels.clone()) else {
        let words = levels.join(", ");
        let message = format!(
            "the levels of {by} ({words}) have no stated order, and a trend depends on it: give --scores LEVEL=SCORE,… or list the levels in a study's [[group]]"
        );
        return Err(StudyError::Usage(message));
    };
    match stated {
        Some(ScoresSpec::InOrder(scores)) if scores.len() != ordered.len() => {
            let (given, there) = (scores.len(), ordered.len());
            let words = ordered.join(", ");
            Err(StudyError::Usage(format!("--scores has {given} numbers for the {there} levels of {by}: {words}")))
        }
        Some(ScoresSpec::InOrder(scores)) => Ok(ordered.into_iter().zip(scores.iter().copied()).collect()),
        _ => Ok(ordered.into_iter().zip(1u32..).map(|(level, place)| (level, f64::from(place))).collect()),
    }
}

/// Levels in order of occurrence.
fn occurring(parts: &[Estimates], by: &str) -> Vec<Arc<str>> {
    let mut levels: Vec<Arc<str>> = Vec::new();
    for cell in parts.iter().flat_map(|part| part.cells()) {
        let level = cell.groups.iter().find(|group| &*group.variable == by).map(|group| &group.level);
        levels.extend(level.filter(|level| !levels.contains(level)).cloned());
    }
    levels
}

/// The levels in their natural order: as a codebook lists them, as the codes of a numeric variable run, or by the numbers they begin with
/// (`18-24`, `40+`); `None` where no such order is known.
fn in_order(context: &Context<'_>, by: &str, mut levels: Vec<Arc<str>>) -> Option<Vec<Arc<str>>> {
    let group = context.source.codebook().group(by);
    let place = |level: &Arc<str>| group.and_then(|group| group.levels.iter().position(|(id, _)| id == level));
    if levels.iter().all(|level| place(level).is_some()) {
        levels.sort_by_key(place);
        return Some(levels);
    }
    let source = context.sample.microdata().map(|sample| sample.source());
    let variable = source.and_then(|source| source.find(by).map(|at| &source.variables()[at]));
    if let Some(variable) = variable.filter(|variable| variable.kind == Kind::Number) {
        levels.sort_by_key(|level| code(variable, level));
        return Some(levels);
    }
    let starts = levels.iter().map(|level| leading(level)).collect::<Option<Vec<f64>>>()?;
    let mut both: Vec<(f64, Arc<str>)> = starts.into_iter().zip(levels).collect();
    both.sort_by(|a, b| a.0.total_cmp(&b.0));
    let differ = both.windows(2).all(|pair| pair[0].0 < pair[1].0);
    differ.then(|| both.into_iter().map(|(_, level)| level).collect())
}

/// The code that a level is the label of.
fn code(variable: &Variable, level: &str) -> Value {
    let labelled = variable.labels.iter().find(|(_, label)| &**label == level).map(|(value, _)| value.clone());
    labelled.unwrap_or_else(|| level.parse().map_or(Value::Missing, Value::number))
}

/// The number that a level begins with.
fn leading(level: &str) -> Option<f64> {
    let end = level.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(level.len());
    level[..end].parse().ok()
}
