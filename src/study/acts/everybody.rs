//! Everybody beside groups that are compared.

use super::Context;
use super::compare::{Dimension, estimates};
use super::parts::parts_of;
use crate::estimate::Ask;
use crate::sample::WithEverybody;
use crate::study::StudyError;
use crate::study::options::CompareOptions;
use crate::study::stat::Stat;
use crate::survey::Cell;
use crate::uncertainty::Estimates;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whether comparisons of this kind are made group by group, so that they can be made of everybody as well.
pub(super) fn is_grouped(context: &Context<'_>, dimension: &Dimension, by: &[Arc<str>]) -> bool {
    let alike = matches!(dimension, Dimension::Answers | Dimension::Waves(_));
    alike && !by.is_empty() && context.source.published().is_some()
}

/// Groups with everybody beside them. Clusters tie two passes together; respondents drawn one by one are known jointly within one pass
/// only, in which everybody is whoever is in a group.
pub(super) fn with_everybody(
    context: &Context<'_>,
    ask: &Ask,
    options: &CompareOptions,
    mut groups: Vec<Estimates>,
) -> Result<Vec<Estimates>, StudyError> {
    let everybody = estimates(context, &Ask { by: Vec::new(), ..ask.clone() }, options)?;
    let one_by_one = context.sample.microdata().is_some_and(|sample| sample.squares().is_some());
    if !one_by_one || matches!(options.statistic.stat(), Stat::Quantile | Stat::Median) {
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
