//! Everybody in comparisons: beside the groups that are drawn, and as what groups are compared with.

use super::Context;
use super::compare::{CompareRow, Dimension, dimension, estimates};
use super::parts::parts_of;
use crate::compare::CompareError;
use crate::estimate::Ask;
use crate::sample::WithEverybody;
use crate::study::StudyError;
use crate::study::options::CompareOptions;
use crate::survey::Cell;
use crate::uncertainty::Estimates;
use std::collections::BTreeMap;

/// The comparisons of waves or answers that are asked for by groups, asked of everybody, each once.
pub(super) fn asks(
    context: &Context<'_>,
    asks: &[Ask],
    options: &CompareOptions,
) -> Result<Vec<(Ask, Dimension)>, StudyError> {
    let mut whole: Vec<(Ask, Dimension)> = Vec::new();
    for ask in asks.iter().filter(|ask| !ask.by.is_empty()) {
        let dimension = dimension(context, options, ask)?;
        let everybody = Ask { by: Vec::new(), ..ask.clone() };
        let apart = matches!(dimension, Dimension::Answers | Dimension::Waves(_));
        if apart && whole.iter().all(|(known, _)| *known != everybody) {
            whole.push((everybody, dimension));
        }
    }
    Ok(whole)
}

/// One family of comparisons.
type Family<'a> = &'a dyn Fn(&Ask, &Dimension) -> Result<Vec<CompareRow>, StudyError>;

/// The comparisons of everybody. A table may print groups only: then there are none to show beside them.
pub(super) fn families(whole: &[(Ask, Dimension)], family: Family<'_>) -> Result<Vec<CompareRow>, StudyError> {
    let mut everybody = Vec::new();
    for (ask, dimension) in whole {
        match family(ask, dimension) {
            Ok(found) => everybody.extend(found),
            Err(StudyError::Compare(CompareError::Nothing { .. })) => {}
            Err(StudyError::Estimate(error)) if error.is_of_nobody() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(everybody)
}

/// Groups with everybody beside them. Clusters tie two passes together; respondents drawn one by one are known jointly within one pass
/// only, in which everybody is whoever is in a group.
pub(super) fn beside(
    context: &Context<'_>,
    ask: &Ask,
    options: &CompareOptions,
    mut groups: Vec<Estimates>,
) -> Result<Vec<Estimates>, StudyError> {
    let everybody = estimates(context, &Ask { by: Vec::new(), ..ask.clone() }, options)?;
    let one_by_one = context.sample.microdata().is_some_and(|sample| sample.squares().is_some());
    if !one_by_one || options.statistic.reads_quantiles() {
        groups.extend(everybody);
        return Ok(groups);
    }
    let sample = WithEverybody(context.sample.sample());
    let made = parts_of(&sample, context, ask, (&options.statistic, &options.precision))?;
    let made: Vec<Estimates> = made.into_iter().map(|part| part.estimates).collect();
    if people(&made) != people(&everybody) {
        let by = ask.by.join(" or ");
        return Err(StudyError::Usage(format!(
            "some respondents have no {by}, so that everybody is more than the groups together: leave them out, --where '{} is not missing'",
            ask.by.join(" is not missing and ")
        )));
    }
    Ok(made)
}

/// How many people everybody is, answer by answer and wave by wave.
fn people(parts: &[Estimates]) -> BTreeMap<Cell, u64> {
    let of = |part: &Estimates| {
        let whole = (0..part.len()).map(|at| part.output(at)).filter(|output| output.cell.groups.is_empty());
        whole.map(|output| (output.cell, output.base.n.unwrap_or_default().round() as u64)).collect::<Vec<_>>()
    };
    parts.iter().flat_map(of).collect()
}
