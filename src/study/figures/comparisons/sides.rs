//! The order of the groups that are compared with each other, as pictures of all of them have it: by their places they have their colours.

use crate::chart::GroupOrder;
use crate::chart::figures::distinct;
use crate::study::Source;
use crate::study::acts::{CompareResult, KnownScales};
use crate::study::figures::groups;
use crate::survey::Group;
use std::sync::Arc;

/// The levels of the variable whose groups are compared, as the order of series; none where other things are.
pub(super) fn order(source: &Source, found: &CompareResult, scales: &KnownScales) -> Option<GroupOrder> {
    let sides: Vec<&Group> = found.rows.iter().flat_map(|row| &row.sides).flatten().collect();
    let single = found.rows.iter().flat_map(|row| &row.sides).all(|side| side.len() == 1);
    let variables = distinct(sides.iter().map(|group| group.variable.clone()));
    let [variable] = variables.as_slice() else { return None };
    let known = groups::orders(source, scales, &variables, sides.iter().copied()).pop().filter(|_| single)?;
    let levels = if known.levels.is_empty() { found_levels(source, variable, &sides) } else { known.levels };
    Some(GroupOrder { variable: "series".to_owned(), levels, ..known })
}

/// Levels that nobody put in order, as results have them: as they are printed, those of respondents by their names.
fn found_levels(source: &Source, variable: &Arc<str>, sides: &[&Group]) -> Vec<String> {
    let printed = source.published().map(|table| table.figures().iter().flat_map(|figure| &figure.groups));
    let groups: Vec<&Group> = printed.map_or_else(|| sides.to_vec(), Iterator::collect);
    let levels = distinct(groups.into_iter().filter(|group| group.variable == *variable).map(|group| &*group.level));
    let mut levels: Vec<String> = levels.into_iter().map(str::to_owned).collect();
    if source.published().is_none() {
        levels.sort();
    }
    levels
}
