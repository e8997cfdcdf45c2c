//! Changes from the first wave to the last beside the slopes; where they were tested, with their own intervals, and what tells the lines
//! that changed from those that may not have.

use super::{End, find, names, waves};
use crate::chart::figures::{Figures, Part, Row, Unit};
use crate::chart::kinds::dumbbell::noun;
use crate::chart::layout::{Column, Sheet};
use crate::chart::words::{self, Printer};

fn is_change(row: &Row) -> bool {
    matches!(row.part, Part::Change | Part::Gap)
}

/// The tested change of a line.
pub(super) fn tested<'a>(figures: &'a Figures, name: &str) -> Option<&'a Row> {
    figures.rows.iter().find(|row| is_change(row) && row.category() == Some(name))
}

/// Whether changes were tested.
fn are_tested(figures: &Figures) -> bool {
    figures.rows.iter().any(is_change)
}

/// The lines to be set off from the others: those whose change is beyond chance, where changes of several were tested and none is
/// highlighted; else none is.
pub(super) fn certain<'a>(figures: &Figures, names: &[&'a str]) -> Option<Vec<&'a str>> {
    let sure = |name: &&&str| tested(figures, name).is_some_and(Row::is_certain);
    let told = are_tested(figures) && names.len() > 1 && figures.highlight.is_none();
    told.then(|| names.iter().filter(sure).copied().collect())
}

/// What the columns and the grey lines are, for the footer.
pub(super) fn drawn(figures: &Figures) -> Vec<String> {
    if !are_tested(figures) {
        return Vec::new();
    }
    let changes = || figures.rows.iter().filter(|row| is_change(row));
    let (noun, left_out) = (noun(figures), figures.notes.left_out);
    let chance = words::chance(figures, noun, &|row| is_change(row) && !row.is_certain());
    let grey = certain(figures, &names(figures)).is_some();
    let grey = chance.and_then(|chance| match (grey, left_out.changes) {
        (true, false) => Some(format!("Grey or {chance}")),
        (true, true) => Some(chance.replacen('≈', "Grey", 1)),
        (false, false) => Some(chance),
        (false, true) => None,
    });
    let off = figures.notes.intervals_off || left_out.change_intervals;
    let known = !off && changes().any(|row| row.widest().is_some());
    let wider = figures.notes.outer.as_deref().filter(|_| changes().any(|row| row.outer.is_some()));
    let wider = wider.map(|wider| format!(" with {wider}")).unwrap_or_default();
    let own = known.then(|| format!("In brackets: the {noun}’s own {}{wider}", words::interval_heading(figures)));
    own.into_iter().chain(grey).collect()
}

/// Columns of the changes from the first wave to the last, for the lines that reach the last; none where no line has both.
pub(super) fn columns(
    figures: &Figures,
    sheet: &Sheet<'_>,
    last: &[End],
    (names, waves): (&[&str], &[&str]),
) -> Vec<Column> {
    let number = figures.unit == Unit::Number;
    let printer = Printer::of(figures).of_differences();
    let change = |end: &End| {
        let made = tested(figures, names[end.line]);
        let first = || find(figures, names[end.line], waves[0])?.value;
        let change = made.and_then(|row| row.value).or_else(|| Some(end.value - first()?))?;
        let mark = if made.is_some_and(|row| !row.is_certain()) { "≈ " } else { "" };
        Some(format!("{mark}{}", printer.value(change)))
    };
    let bounds = |end: &End| {
        let bounds = tested(figures, names[end.line]).and_then(Row::widest);
        bounds.map_or_else(String::new, |bounds| format!("({})", printer.interval(bounds)))
    };
    let what = if waves.len() > 2 { "first to last" } else { noun(figures) };
    let heading = if number { what.to_owned() } else { format!("{what}, points") };
    let (plain, small) = (sheet.plain(), sheet.small());
    let faint = |at: &usize| tested(figures, names[last[*at].line]).is_some_and(|row| !row.is_certain());
    let changes = Column {
        faint: (0..last.len()).filter(faint).collect(),
        ..Column::new(
            heading,
            last.iter().map(|end| change(end).unwrap_or_default()).collect(),
            if are_tested(figures) { plain.strong() } else { plain },
        )
    };
    let mut columns = vec![changes, Column::intervals("", last.iter().map(bounds).collect(), small)];
    columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
    columns
}

/// Whether some change stands beside the slopes that is printed as another number than their printed ends are apart.
pub(super) fn shows_rounded_apart(figures: &Figures) -> bool {
    if figures.notes.left_out.changes {
        return false;
    }
    let (waves, printer) = (waves(figures), Printer::of(figures));
    let [first, .., last] = waves.as_slice() else { return false };
    names(figures).into_iter().any(|name| {
        let value = |wave: &str| find(figures, name, wave)?.value;
        value(first).zip(value(last)).is_some_and(|(from, to)| printer.rounds_apart((from, to), to - from))
    })
}
