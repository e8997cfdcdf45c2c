//! Which columns people see: empty ones go, constant ones are said once, bounds merge into intervals, group columns of which a row
//! fills only one merge into variable and level.

use crate::report::{Column, Kind, Row, Table, Value};

/// One column of a sheet, by the columns of the table that it is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Label(usize),
    /// The variable of the group that a row fills.
    Variable(Vec<usize>),
    /// Its level.
    Level(Vec<usize>),
    /// A number.
    Figure(usize),
    /// Two bounds.
    Interval(usize, usize),
    /// Flags, as marks.
    Marks(usize),
}

/// The pieces of a table in order, and the columns said once above it.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) pieces: Vec<Piece>,
    pub(super) lifted: Vec<usize>,
}

impl Plan {
    /// Reads a table.
    pub(super) fn of(table: &Table) -> Self {
        let columns = table.columns();
        let says_something = |&i: &usize| !is_empty(table, i) && !repeats_count(table, i);
        let filled: Vec<usize> = (0..columns.len()).filter(says_something).collect();
        let mut lifted: Vec<usize> = filled.iter().copied().filter(|&i| is_lifted(table, i)).collect();
        let mut shown: Vec<usize> = filled.into_iter().filter(|i| !lifted.contains(i)).collect();
        let names_rows = |i: &usize| matches!(columns[*i].kind(), Kind::Text | Kind::Group | Kind::Date | Kind::Stat);
        if !shown.iter().any(names_rows)
            && let Some(at) = lifted.iter().position(names_rows)
        {
            // Something has to name the row.
            shown.push(lifted.remove(at));
            shown.sort_unstable();
        }
        Self { pieces: pieces(table, &shown), lifted }
    }
}

fn pieces(table: &Table, shown: &[usize]) -> Vec<Piece> {
    let columns = table.columns();
    let find = |kind: Kind| shown.iter().copied().find(|&i| columns[i].kind() == kind);
    let interval = find(Kind::Low).zip(find(Kind::High));
    let outer = find(Kind::LowOuter).zip(find(Kind::HighOuter));
    let groups: Vec<usize> = shown.iter().copied().filter(|&i| columns[i].kind() == Kind::Group).collect();
    let one_at_a_time = groups.len() > 1 && table.rows().iter().all(|row| filled(row, &groups).count() <= 1);
    let mut pieces = Vec::new();
    for &i in shown {
        match columns[i].kind() {
            Kind::Group if one_at_a_time && i == groups[0] => {
                pieces.extend([Piece::Variable(groups.clone()), Piece::Level(groups.clone())]);
            }
            Kind::Group if one_at_a_time => {}
            Kind::Text | Kind::Group | Kind::Date | Kind::Stat => pieces.push(Piece::Label(i)),
            Kind::Flags => pieces.push(Piece::Marks(i)),
            Kind::Low if interval.is_some() => {
                let both = interval.into_iter().chain(outer);
                pieces.extend(both.map(|(low, high)| Piece::Interval(low, high)));
            }
            // The interval says the same.
            Kind::Error | Kind::High if interval.is_some() => {}
            Kind::LowOuter | Kind::HighOuter if interval.and(outer).is_some() => {}
            Kind::Place | Kind::Source => {}
            _ => pieces.push(Piece::Figure(i)),
        }
    }
    pieces
}

/// The group columns among `groups` that a row fills.
pub(super) fn filled<'a>(row: &'a Row, groups: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    groups.iter().copied().filter(|&i| !row.values()[i].is_missing())
}

fn is_empty(table: &Table, i: usize) -> bool {
    !table.rows().is_empty() && table.rows().iter().all(|row| row.values()[i].is_missing())
}

/// Whether column `i` is the same in every row, and of those that are then said once.
fn is_lifted(table: &Table, i: usize) -> bool {
    let column: &Column = &table.columns()[i];
    let kind_may = match column.kind() {
        Kind::Text | Kind::Group | Kind::Date | Kind::Count | Kind::Ratio | Kind::Flags => table.rows().len() > 1,
        _ => false,
    };
    (column.is_context() || kind_may) && constant(table, i).is_some()
}

/// The value that column `i` has in every row.
pub(super) fn constant(table: &Table, i: usize) -> Option<&Value> {
    let mut values = table.rows().iter().map(|row| &row.values()[i]);
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// Whether count column `i` says the same as the count column before it.
fn repeats_count(table: &Table, i: usize) -> bool {
    let counts = |column: &Column| column.kind() == Kind::Count;
    let before = table.columns()[..i].iter().rposition(counts).filter(|_| counts(&table.columns()[i]));
    before
        .is_some_and(|b| !table.rows().is_empty() && table.rows().iter().all(|row| row.values()[b] == row.values()[i]))
}
