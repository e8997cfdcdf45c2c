//! Groups of two crossed variables, as lists have them: the levels of the second under each level of the first.

use super::{Reader, Rows};
use crate::chart::figures::distinct;
use crate::chart::{GroupOrder, Row};
use crate::ingest::{are_ranked, rank};
use crate::survey::{Cell, Group};

/// Whether rows are of one question and of two crossed variables, everybody apart, and nothing else has to be in their names.
pub(super) fn is_crossed(reader: &Reader<'_>) -> bool {
    !reader.questions && reader.found.rows.iter().all(|row| row.cell.groups.len() == 2)
}

/// A row of a cell under the level of its first variable, by that of its second; everybody's as it is.
pub(super) fn under(reader: &Reader<'_>, row: Row, cell: &Cell) -> Row {
    let [first, second] = cell.groups.as_slice() else { return row };
    Row { under: Some(key(cell)), item: Some(name(reader, second)), group: Some(first.clone()), ..row }
}

/// A level as it is called alone.
fn name(reader: &Reader<'_>, group: &Group) -> String {
    reader.group_names.name(std::slice::from_ref(group)).unwrap_or_else(|| group.level.to_string())
}

/// What the rows of a level of the first variable stand under.
fn key(cell: &Cell) -> String {
    cell.groups.first().map(|group| format!("{} = {}", group.variable, group.level)).unwrap_or_default()
}

/// The levels of the first variable as headings, in their own order or by the mean of what they hold; under all of them the levels of the
/// second in one order, so that they can be compared.
pub(super) fn orders(reader: &Reader<'_>, rows: &Rows<'_>) -> Vec<GroupOrder> {
    let mut blocks = distinct(rows.iter().filter_map(|(of, row)| Some((row.under.clone()?, of.cell.groups.first()?))));
    let Ok([first, second]) = <[GroupOrder; 2]>::try_from(reader.group_orders()) else { return Vec::new() };
    let place = |known: &[String], level: &str| known.iter().position(|name| name == level).unwrap_or(usize::MAX);
    let mut found =
        distinct(rows.iter().filter(|(_, row)| row.under.is_some()).filter_map(|(of, _)| of.cell.groups.get(1)));
    found.sort_by_key(|group| (place(&second.levels, &group.level), rank(&group.level)));
    let levels: Vec<String> = found.into_iter().map(|group| name(reader, group)).collect();
    let mean = |key: &str| {
        let answer = rows.iter().find_map(|(_, row)| row.answer.as_deref());
        let of = rows.iter().filter(|(_, row)| row.under.as_deref() == Some(key) && row.answer.as_deref() == answer);
        let values: Vec<f64> = of.filter_map(|(_, row)| row.value).collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    if first.ordered {
        blocks.sort_by_key(|(_, group)| place(&first.levels, &group.level));
    } else if are_ranked(blocks.iter().map(|(_, group)| &*group.level)) {
        blocks.sort_by_key(|(_, group)| rank(&group.level));
    } else {
        blocks.sort_by(|a, b| mean(&b.0).total_cmp(&mean(&a.0)));
    }
    let order = |(variable, group): (String, &Group)| GroupOrder {
        variable,
        title: name(reader, group),
        levels: levels.clone(),
        ordered: true,
    };
    blocks.into_iter().map(order).collect()
}
