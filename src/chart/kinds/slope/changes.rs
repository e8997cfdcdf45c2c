//! Changes from the first wave to the last beside the slopes; where they were tested, with their own intervals, and what tells the lines
//! that changed from those that may not have.

use super::{End, find, names, waves};
use crate::chart::figures::{Figures, Row, Unit};
use crate::chart::kinds::dumbbell::noun;
use crate::chart::kinds::emphasis::{Emphasis, MOST_COLOURED, are_many, is_change, tested};
use crate::chart::layout::{Column, Sheet};
use crate::chart::words::{self, Printer};

/// Whether changes were tested.
pub(super) fn are_tested(figures: &Figures) -> bool {
    figures.rows.iter().any(is_change)
}

/// The lines to be set off from the others, where none is highlighted: those whose change is beyond chance, where changes of several were
/// tested, which of many may be none; of many untested the largest rise and fall. A few without such keep a colour each.
pub(super) fn emphasis<'a>(figures: &Figures, names: &[&'a str]) -> Option<Emphasis<'a>> {
    let many = are_many(figures, names);
    if names.len() < 2 || figures.highlight.is_some() || !(are_tested(figures) || many) {
        return None;
    }
    let waves = waves(figures);
    let [first, .., last] = waves.as_slice() else { return None };
    let value = |name: &str, wave: &str| find(figures, name, wave)?.value;
    let ends = |name: &&'a str| (*name, value(name, first).zip(value(name, last)));
    let without = || match are_tested(figures) {
        true => Emphasis::Changed(Vec::new()),
        false => Emphasis::extremes(figures, &names.iter().map(ends).collect::<Vec<_>>()),
    };
    Emphasis::of_tests(figures, names, MOST_COLOURED).or_else(|| many.then(without))
}

/// What the columns and the grey lines are, for the footer.
pub(super) fn drawn(figures: &Figures) -> Vec<String> {
    let emphasis = emphasis(figures, &names(figures));
    let told = emphasis.as_ref().filter(|emphasis| !matches!(emphasis, Emphasis::Changed(_)));
    let told =
        told.map(|emphasis| emphasis.words(figures, ("In colour", noun(figures)))).filter(|told| !told.is_empty());
    if !are_tested(figures) {
        return told.map(|told| format!("{told}; changes are not tested")).into_iter().collect();
    }
    let (noun, left_out) = (noun(figures), figures.notes.left_out);
    let chance = words::chance(figures, noun, &|row| is_change(row) && !row.is_certain());
    // Grey is chance alone only where all that is more is in colour.
    let look = match (&emphasis, told.is_none()) {
        (Some(_), grey) => grey.then_some("Grey"),
        (None, _) => figures.highlight.is_none().then_some("Thin"),
    };
    let chance = chance.and_then(|chance| match (look, left_out.changes) {
        (Some(look), false) => Some(format!("{look} or {chance}")),
        (Some(look), true) => Some(chance.replacen('≈', look, 1)),
        (None, false) => Some(chance),
        (None, true) => None,
    });
    told.into_iter().chain(chance).collect()
}

/// What the intervals in brackets are, where changes have some.
pub(super) fn brackets(figures: &Figures) -> Option<String> {
    let changes = || figures.rows.iter().filter(|row| is_change(row));
    let off = figures.notes.intervals_off || figures.notes.left_out.changes;
    let known = are_tested(figures) && !off && changes().any(|row| row.widest().is_some());
    let wider = figures.notes.outer.as_deref().filter(|_| changes().any(|row| row.outer.is_some()));
    let wider = wider.map(|wider| format!(" with {wider}")).unwrap_or_default();
    known.then(|| format!("In brackets: the {}’s own {}{wider}", noun(figures), words::interval_heading(figures)))
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
        // A change that is more than chance is not printed as none.
        let points = if made.is_some_and(Row::is_certain) { printer.telling(change) } else { printer };
        Some(format!("{mark}{}", points.value(change)))
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
