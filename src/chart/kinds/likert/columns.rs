//! Figures beside the stacks: answers outside the scale, nets with their intervals, bases.

use super::scale::{Answer, Scale, find};
use super::stack::dagger;
use super::{nets, side, side_colour};
use crate::chart::figures::{Figures, Part, Row};
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
        let value = |entry: &Entry<'_>| Some(number(find(entry, Part::Estimate, answer.name)?, text));
        let cells = entries.iter().map(|entry| value(entry).unwrap_or_default()).collect();
        Column { narrow: true, ..Column::new(words::capital(answer.name), cells, sheet.plain()) }
    };
    scale.answers.iter().filter(|answer| answer.aside).map(column).collect()
}

/// A number with a dagger where it is weak, and a dash where it is suppressed.
fn number(row: &Row, text: &dyn Fn(f64) -> String) -> String {
    row.value.map_or_else(|| "–".to_owned(), |value| dagger(text(value), row.low_precision))
}

/// The part of the width that columns may take: each goes with all that belongs to it.
pub(super) const COLUMNS: f64 = 0.4;
/// Pictures up to these widths, without their margins, leave this part of it to the bars.
const NARROW: [(f64, f64); 2] = [(591.0, 0.5), (751.0, 0.45)];

/// The nets with their intervals, and the bases, beside names of this width: from all of them down to what is worth most. Bases go first; then
/// intervals stand under their nets where rows may be so high, the last nets go, and all intervals.
pub(super) fn columns(
    sheet: &Sheet<'_>,
    figures: &Figures,
    entries: &[Entry<'_>],
    (names, printer): (f64, Printer),
) -> Vec<Vec<Column>> {
    let groups: Vec<Vec<Column>> =
        nets(figures).into_iter().map(|net| of_net(sheet, figures, entries, (net, printer))).collect();
    let bases = bases(entries, sheet.small());
    let values = |count: usize| groups[..count].iter().filter_map(|group| group.first().cloned()).collect::<Vec<_>>();
    let share = |columns: &[Column]| sheet.columns_width(columns) / sheet.body.width;
    let body = sheet.body.width;
    let bars = NARROW.iter().find(|(width, _)| body <= *width).map_or(0.0, |(_, bars)| *bars);
    let most = if bars > 0.0 { COLUMNS.min(1.0 - bars - names / body) } else { COLUMNS };
    // Bases are worth less than the width of the bars.
    let with_bases = Some([groups.concat(), bases].concat()).filter(|all| share(all) <= most.min(COLUMNS - 0.1));
    let fewer = (1..=groups.len()).rev().map(values);
    let stacked = |count: usize| groups[..count].iter().filter_map(|group| stacked(group)).collect::<Vec<_>>();
    // Names over bars would meet what stands above the middle of these.
    let high = names > 0.0 && sheet.has_room_for(entries.len(), sheet.two_lines());
    let under = (1..=groups.len()).rev().filter(|_| high).map(stacked);
    let beside = (1..=groups.len()).rev().map(|count| groups[..count].concat());
    let forms = with_bases.into_iter().chain([groups.concat()]).chain(under).chain(beside).chain(fewer);
    let mut forms: Vec<Vec<Column>> = forms.filter(|columns| share(columns) <= most).collect();
    if forms.is_empty() {
        let count = groups.len().min(1);
        forms.extend([stacked(count), values(count)].into_iter().skip(usize::from(!high)));
    }
    forms
}

/// The column of a net with its intervals, if it has any, under it.
fn stacked(group: &[Column]) -> Option<Column> {
    let under = group.get(1).map_or_else(Vec::new, |intervals| intervals.cells.clone());
    Some(Column { under, ..group.first()?.clone() })
}

/// Whether columns have intervals under their cells.
pub(super) fn are_stacked(columns: &[Column]) -> bool {
    columns.iter().any(|column| !column.under.is_empty())
}

/// Whether columns end with that of bases.
pub(super) fn has_bases(columns: &[Column]) -> bool {
    columns.last().is_some_and(|column| column.heading == "n")
}

/// The column of a net and that of its intervals, as far as there are any.
fn of_net(sheet: &Sheet<'_>, figures: &Figures, entries: &[Entry<'_>], (net, printer): (&str, Printer)) -> Vec<Column> {
    // A sum of answers of which one is suppressed is not known.
    let unknown = |entry: &Entry<'_>| entry.rows.iter().any(|row| row.value.is_none()).then(|| "–".to_owned());
    let value = |entry: &Entry<'_>| {
        let row = find(entry, Part::Net, net);
        row.map(|row| number(row, &|value| printer.value(value))).or_else(|| unknown(entry))
    };
    let bounds =
        |entry: &Entry<'_>| find(entry, Part::Net, net).and_then(Row::widest).map(|bounds| printer.interval(bounds));
    let cells = |text: &dyn Fn(&Entry<'_>) -> Option<String>| {
        entries.iter().map(|entry| text(entry).unwrap_or_default()).collect::<Vec<String>>()
    };
    let colour = side(figures, net).map(|side| side_colour(sheet, side));
    let values = Column { colour, ..Column::new(words::capital(net), cells(&value), sheet.plain().strong()) };
    let intervals = Column { close: true, ..Column::intervals("", cells(&bounds), sheet.small()) };
    let filled = |column: &Column| column.cells.iter().any(|cell| !cell.is_empty());
    [values, intervals].into_iter().filter(filled).collect()
}
