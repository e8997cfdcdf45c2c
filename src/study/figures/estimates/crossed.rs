//! What two things tell apart, as lists have it: the levels of a second variable, or waves, under each level of the first variable.

use super::{Reader, Rows};
use crate::chart::figures::distinct;
use crate::chart::{GroupOrder, Part, Row};
use crate::ingest::{are_ranked, rank};
use crate::study::figures::notes;
use crate::survey::{Cell, Group, Role};

/// A row of what is one question, or several in columns, under the level of its first variable, by that of its second or by its `wave`, where all rows are so; else, and
/// everybody's, as it is. A pollster stands under its group as a wave does.
pub(super) fn under(reader: &Reader<'_>, row: Row, cell: &Cell, wave: Option<String>) -> Row {
    let variables = 2 - usize::from(wave.is_some());
    if reader.found.rows.iter().any(|row| row.cell.groups.len() != variables) {
        return row;
    }
    let (first, item) = match (cell.groups.as_slice(), wave) {
        ([first, second], None) => (first, name(reader, second)),
        ([first], Some(wave)) => (first, wave),
        _ => return row,
    };
    Row { under: Some(key(cell)), item: Some(item), group: Some(first.clone()), ..row }
}

/// A level as it is called alone.
fn name(reader: &Reader<'_>, group: &Group) -> String {
    reader.group_names.name(std::slice::from_ref(group)).unwrap_or_else(|| group.level.to_string())
}

/// What the rows of a level of the first variable stand under.
fn key(cell: &Cell) -> String {
    cell.groups.first().map(|group| format!("{} = {}", group.variable, group.level)).unwrap_or_default()
}

/// The levels of the first variable as headings, in their own order or by the mean of what they hold, weighted by its bases; under all of them the levels of the
/// second, or the waves, in one order, so that they can be compared.
pub(super) fn orders(reader: &Reader<'_>, rows: &Rows<'_>) -> Vec<GroupOrder> {
    let mut blocks = distinct(rows.iter().filter_map(|(of, row)| Some((row.under.clone()?, of.cell.groups.first()?))));
    let variables = reader.group_orders();
    let Some(first) = variables.first() else { return Vec::new() };
    let second = variables.get(1).map_or(&[][..], |order| &order.levels);
    let place = |known: &[String], level: &str| known.iter().position(|name| name == level).unwrap_or(usize::MAX);
    let inside = rows.iter().filter(|(_, row)| row.under.is_some());
    let mut items =
        distinct(inside.filter_map(|(of, row)| Some((of.cell.groups.get(1), &of.cell.wave, row.item.clone()?))));
    items.sort_by_cached_key(|(group, wave, _)| match group {
        Some(group) => (place(second, &group.level), rank(&group.level), None),
        None => (0, None, (*wave).clone()),
    });
    let levels: Vec<String> = distinct(items.into_iter().map(|(.., item)| item));
    // The first answer, or all of its side: what lists are sorted by elsewhere too.
    let first_answer = rows.iter().find_map(|(_, row)| row.answer.as_deref());
    let answers = notes::answer_order(reader.source, rows.iter().map(|(of, _)| &of.cell));
    let side =
        |name: Option<&str>| answers.iter().find(|known| Some(known.name.as_str()) == name).map(|known| known.role);
    let leads = |row: &Row| match side(first_answer) {
        Some(role @ (Role::Positive | Role::Negative)) => {
            row.part == Part::Estimate && side(row.answer.as_deref()) == Some(role)
        }
        _ => row.answer.as_deref() == first_answer,
    };
    let mean = |key: &str| {
        let of = || rows.iter().map(|(_, row)| row).filter(|row| row.under.as_deref() == Some(key));
        let base = |row: &Row| row.n_effective.or(row.n).unwrap_or(1.0);
        let sum: f64 = of().filter(|row| leads(row)).filter_map(|row| Some(row.value? * base(row))).sum();
        sum / of().filter(|row| row.answer.as_deref() == first_answer).map(base).sum::<f64>().max(1e-9)
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
    // Everybody by pollster, in the order of pollsters under the groups.
    let whole = distinct(rows.iter().filter(|(_, row)| row.under.is_none()).filter_map(|(_, row)| row.item.clone()));
    let everybody = GroupOrder { variable: "item".to_owned(), title: String::new(), levels: whole, ordered: true };
    let everybody = Some(everybody).filter(|order| !blocks.is_empty() && !order.levels.is_empty());
    blocks.into_iter().map(order).chain(everybody).collect()
}
