//! Changes of estimates from one wave to another, tested as `compare` tests them, among the lines that are
//! drawn: for pictures of many lines.

use super::{Context, compare, roles};
use crate::compare::adjust::Adjustment;
use crate::compare::{Comparison, Pair, differences};
use crate::estimate::Ask;
use crate::study::acts::{EstimateResult, EstimateRow};
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Group};
use crate::uncertainty::Estimates;
use std::sync::Arc;

/// An earlier and a later estimate of the same thing.
pub(in crate::study) type Ends<'a> = (&'a EstimateRow, &'a EstimateRow);

/// The changes between `ends`, in their order. The p-values of one question with its grouping are adjusted for each other by Holm's method.
/// None where a covariance is not known.
///
/// # Errors
/// [`StudyError`] when the source cannot be read again for the degrees of freedom.
pub(in crate::study) fn changes(
    source: &Source,
    found: &EstimateResult,
    ends: &[Ends<'_>],
) -> Result<Option<Vec<Comparison>>, StudyError> {
    let options = &found.options;
    let roles = roles(source, &options.selection, &options.statistic, options.statistic.stat().is_of_numbers());
    let context = Context::new(source, &options.selection, &options.precision, roles)?;
    let mut families: Vec<Ask> = Vec::new();
    for ask in ends.iter().map(|(_, later)| ask(found, &later.cell)) {
        if !families.contains(&ask) {
            families.push(ask);
        }
    }
    let mut made: Vec<Option<Comparison>> = vec![None; ends.len()];
    for family in families {
        let members: Vec<usize> = (0..ends.len()).filter(|at| ask(found, &ends[*at].1.cell) == family).collect();
        let (parts, pairs) = paired(members.iter().map(|at| ends[*at]));
        let freedom = compare::freedom(&context, &family)?;
        let level = options.precision.level();
        let Ok(mut changes) = differences(&parts, pairs, level, freedom.as_ref()) else { return Ok(None) };
        let p_values: Vec<f64> = changes.iter().map(|change| change.p_value).collect();
        for (change, adjusted) in changes.iter_mut().zip(Adjustment::Holm.adjust(&p_values)) {
            change.p_adjusted = adjusted;
        }
        members.into_iter().zip(changes).for_each(|(at, change)| made[at] = Some(change));
    }
    Ok(made.into_iter().collect())
}

/// The question with the grouping that a cell is of.
fn ask(found: &EstimateResult, cell: &Cell) -> Ask {
    let variable = |group: &Group| group.variable.clone();
    Ask {
        question: cell.question.clone().unwrap_or_default(),
        by: cell.groups.iter().map(variable).collect(),
        over: found.options.selection.over.as_deref().map(Arc::from),
        ..Ask::default()
    }
}

/// The estimates behind some ends, and their places in them.
fn paired<'a>(ends: impl Iterator<Item = Ends<'a>>) -> (Vec<&'a Estimates>, Vec<Pair>) {
    let mut parts: Vec<&'a Arc<Estimates>> = Vec::new();
    let mut address = |row: &'a EstimateRow| {
        let (part, index) = &row.joint;
        let known = parts.iter().position(|known| Arc::ptr_eq(known, part));
        let at = known.unwrap_or_else(|| {
            parts.push(part);
            parts.len() - 1
        });
        (at, *index)
    };
    let wave = |row: &EstimateRow| row.cell.wave.as_ref().map(ToString::to_string).unwrap_or_default();
    let pairs = ends
        .map(|(earlier, later)| Pair {
            cell: Cell { wave: None, ..later.cell.clone() },
            a: address(later),
            b: address(earlier),
            names: (wave(later), wave(earlier)),
        })
        .collect();
    (parts.into_iter().map(|part| &**part).collect(), pairs)
}
