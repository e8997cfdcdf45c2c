//! Grouping variables with what is known of the order of their levels.

use super::notes;
use crate::chart::GroupOrder;
use crate::chart::figures::distinct;
use crate::study::Source;
use crate::study::acts::KnownScales;
use crate::survey::{Group, are_ranges};
use std::sync::Arc;

/// A grouping variable as the codebook orders it; its title is that of the question where it is one.
pub(super) fn group_order(source: &Source, variable: &str) -> GroupOrder {
    let known = source.codebook().group(variable);
    let of_question = || source.codebook().question(variable).map(|q| q.title.to_string());
    let title = known.map(|group| group.title.to_string()).or_else(of_question).filter(|title| title != variable);
    GroupOrder {
        variable: variable.to_owned(),
        title: title.unwrap_or_else(|| notes::words_of(variable)),
        levels: known.map(|g| g.levels.iter().map(|(id, _)| id.to_string()).collect()).unwrap_or_default(),
        ordered: known.is_some_and(|g| g.ordered),
    }
}

/// The variables of some groups in order: ages have one even where nobody states it, and codes where a file has labels for them.
pub(super) fn orders<'a>(
    source: &Source,
    scales: &KnownScales,
    variables: &[Arc<str>],
    groups: impl Iterator<Item = &'a Group>,
) -> Vec<GroupOrder> {
    let groups: Vec<&Group> = distinct(groups);
    let order = |variable: &Arc<str>| {
        let known = group_order(source, variable);
        if let Some(scale) = scales.of_group(variable) {
            let levels = scale.answers.iter().map(|(level, _)| level.to_string()).collect();
            return GroupOrder { levels, ordered: true, ..known };
        }
        // The order of the result is that of codes.
        let levels = || groups.iter().filter(|group| group.variable == *variable).map(|group| &*group.level);
        if known.levels.is_empty() && source.orders(variable) {
            return GroupOrder { levels: levels().map(str::to_owned).collect(), ordered: true, ..known };
        }
        GroupOrder { ordered: known.ordered || are_ranges(levels()), ..known }
    };
    variables.iter().map(order).collect()
}
