//! Figures beside the stacks: answers outside the scale, nets with their intervals, bases.

use super::scale::{Answer, Scale, find};
use super::{nets, side, side_colour};
use crate::chart::figures::{Figures, Part};
use crate::chart::kinds::crosstab::bases;
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::{Column, Sheet};
use crate::chart::words::{self, Printer};

/// A column for each answer outside the scale.
pub(super) fn asides(
    sheet: &Sheet<'_>,
    entries: &[Entry<'_>],
    scale: &Scale<'_>,
    text: &dyn Fn(f64) -> String,
) -> Vec<Column> {
    let column = |answer: &Answer<'_>| {
        let value = |entry: &Entry<'_>| find(entry, Part::Estimate, answer.name)?.value.map(text);
        let cells = entries.iter().map(|entry| value(entry).unwrap_or_default()).collect();
        Column { narrow: true, ..Column::new(words::capital(answer.name), cells, sheet.plain()) }
    };
    scale.answers.iter().filter(|answer| answer.aside).map(column).collect()
}

/// The part of the width that columns may take: each goes with all that belongs to it.
pub(super) const COLUMNS: f64 = 0.4;
/// Pictures narrower than this, without their margins, leave half of their width to the bars.
const NARROW: f64 = 752.0;

/// The nets with their intervals, and the bases, beside names of this width. Where there is no room for all, bases go first, then all intervals, then the last nets.
pub(super) fn columns(
    sheet: &Sheet<'_>,
    figures: &Figures,
    entries: &[Entry<'_>],
    (names, printer): (f64, Printer),
) -> Vec<Column> {
    let (strong, small) = (sheet.plain().strong(), sheet.small());
    let mut groups = Vec::new();
    for net in nets(figures) {
        let value = |entry: &Entry<'_>| {
            find(entry, Part::Net, net).and_then(|row| row.value).map_or_else(String::new, |v| printer.value(v))
        };
        let bounds = |entry: &Entry<'_>| {
            let bounds = find(entry, Part::Net, net).and_then(|row| row.inner.or(row.outer));
            bounds.map_or_else(String::new, |b| format!("({})", printer.interval(b)))
        };
        let cells = |text: &dyn Fn(&Entry<'_>) -> String| entries.iter().map(text).collect();
        let colour = side(figures, net).map(|side| side_colour(sheet, side));
        let values = Column { colour, ..Column::new(words::capital(net), cells(&value), strong) };
        groups.push(vec![values, Column::intervals("", cells(&bounds), small)]);
    }
    let share = |columns: &[Column]| sheet.columns_width(columns) / sheet.body.width;
    // Bases are worth less than the width of the bars.
    let with_bases = [groups.concat(), bases(entries, small)].concat();
    groups.extend((share(&with_bases) <= COLUMNS - 0.1).then(|| bases(entries, small)));
    let filled = |column: &Column| column.cells.iter().any(|cell| !cell.is_empty());
    groups.iter_mut().for_each(|group| group.retain(filled));
    groups.retain(|group| !group.is_empty());
    let body = sheet.body.width;
    let most = if body < NARROW { COLUMNS.min(0.5 - names / body) } else { COLUMNS };
    let wide = |groups: &[Vec<Column>]| share(&groups.concat()) > most;
    let is_base = |group: &Vec<Column>| group.iter().any(|column| column.heading == "n");
    if groups.len() > 1 && wide(&groups) {
        groups.retain(|group| !is_base(group));
    }
    if wide(&groups) {
        groups.iter_mut().for_each(|group| group.truncate(1));
    }
    while groups.len() > 1 && wide(&groups) {
        groups.pop();
    }
    groups.concat()
}
