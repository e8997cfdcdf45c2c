//! A table as people see it: parts (columns) with a role, lines (rows) of text cells, and what is said around them.

use super::number::level;
use super::pieces::{Piece, Plan, constant, filled};
use super::sources::Reference;
use super::{Numbers, Range, Scale, Sources, visible};
use crate::report::{Kind, Row, Table, Value};

/// What a part is for; forms align and drop by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Role {
    /// Names the row.
    Label,
    /// The estimate itself.
    Estimate,
    /// A number. The higher the rank, the sooner it goes when room is short; 0 stays.
    Figure(u8),
    /// An interval; ranked like a number.
    Interval(u8),
    /// Marks of flags.
    Marks,
    /// Where the number stands.
    Where,
}

/// One column of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Part {
    pub(in crate::report) title: String,
    pub(in crate::report) role: Role,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::report) struct Cell {
    pub(in crate::report) text: String,
    /// The same label as in the line above.
    pub(in crate::report) again: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Line {
    pub(in crate::report) cells: Vec<Cell>,
    /// A new set of lines begins.
    pub(in crate::report) apart: bool,
    /// `file:line:field` in full.
    pub(in crate::report) place: Option<String>,
    /// Its number in the list of sources.
    pub(in crate::report) source: Option<usize>,
    /// What to draw.
    pub(in crate::report) range: Option<Range>,
}

/// A table ready for people.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Sheet {
    pub(in crate::report) caption: String,
    /// What is the same in every row, as `title: value · title: value`.
    pub(in crate::report) context: String,
    /// The source of all rows, if they share one and have no places of their own.
    pub(in crate::report) source: Option<usize>,
    pub(in crate::report) parts: Vec<Part>,
    pub(in crate::report) lines: Vec<Line>,
    /// Remarks and the meaning of marks.
    pub(in crate::report) legend: Vec<String>,
    pub(in crate::report) scale: Option<Scale>,
}

impl Sheet {
    /// Makes a table ready. `level` is that of intervals where the table has none; sources are numbered on from those met before.
    pub(in crate::report) fn of(table: &Table, level: Option<f64>, sources: &mut Sources) -> Self {
        let maker = Maker { table, plan: Plan::of(table), numbers: Numbers::of(table), marks: Marks::of(table) };
        let references: Vec<Option<Reference>> = table.rows().iter().map(|row| maker.reference(row, sources)).collect();
        let mut parts: Vec<Part> = maker.plan.pieces.iter().map(|piece| maker.part(piece, level)).collect();
        let with_places =
            references.iter().flatten().any(|r| r.position.is_some() || Some(r) != references[0].as_ref());
        let mut lines: Vec<Line> = table.rows().iter().map(|row| maker.line(row)).collect();
        for (line, reference) in lines.iter_mut().zip(&references) {
            line.source = reference.as_ref().map(|r| r.number);
            if with_places {
                line.cells.push(Cell { text: reference.as_ref().map(describe).unwrap_or_default(), again: false });
            }
        }
        if with_places {
            parts.push(Part { title: "where".to_owned(), role: Role::Where });
        }
        let by_variable = matches!(maker.plan.pieces.first(), Some(Piece::Variable(_)));
        mark_repeats(&parts, &mut lines, by_variable);
        let ranges: Vec<Option<Range>> = lines.iter().map(|line| line.range).collect();
        let scale = Scale::of(table, &ranges);
        let source = lines.first().filter(|_| !with_places).and_then(|line| line.source);
        let (caption, context, legend) = (visible(table.caption()), maker.context(), maker.legend());
        Self { caption, context, source, parts, lines, legend, scale }
    }

    /// What is the same in every row, the source included; `None` when nothing is.
    pub(in crate::report) fn context_line(&self) -> Option<String> {
        let source = self.source.map(|number| format!("source: [{number}]"));
        let said: Vec<&str> = [self.context.as_str()].into_iter().chain(source.as_deref()).collect();
        let line = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        (!line.is_empty()).then_some(line)
    }
}

fn describe(reference: &Reference) -> String {
    match &reference.position {
        Some(position) => format!("[{}] {position}", reference.number),
        None => format!("[{}]", reference.number),
    }
}

/// Marks labels that repeat the line above (all but the last label part), and lines where the first label changes.
fn mark_repeats(parts: &[Part], lines: &mut [Line], by_variable: bool) {
    let labels: Vec<usize> = (0..parts.len()).filter(|&i| parts[i].role == Role::Label).collect();
    let Some((_, leading)) = labels.split_last() else { return };
    for at in 1..lines.len() {
        let (before, rest) = lines.split_at_mut(at);
        let (above, line) = (&before[at - 1], &mut rest[0]);
        let same = leading.iter().take_while(|&&i| above.cells[i].text == line.cells[i].text).count();
        leading[..same].iter().for_each(|&i| line.cells[i].again = true);
        line.apart = same == 0 && !leading.is_empty();
    }
    // Sets of hardly more than a line each are no sets; variables always are.
    let sets = 1 + lines.iter().filter(|line| line.apart).count();
    if !by_variable && lines.len() < 2 * sets {
        lines.iter_mut().for_each(|line| line.apart = false);
    }
}

struct Maker<'a> {
    table: &'a Table,
    plan: Plan,
    numbers: Numbers,
    marks: Marks,
}

impl Maker<'_> {
    fn part(&self, piece: &Piece, level_of_all: Option<f64>) -> Part {
        let columns = self.table.columns();
        let kind = |i: usize| columns[i].kind();
        let (title, role) = match piece {
            Piece::Label(i) => (visible(columns[*i].title()), Role::Label),
            Piece::Variable(_) => (String::new(), Role::Label),
            Piece::Level(_) => ("group".to_owned(), Role::Label),
            Piece::Marks(_) => (String::new(), Role::Marks),
            Piece::Interval(low, _) => match kind(*low) {
                Kind::LowOuter => ("with rounding".to_owned(), Role::Interval(5)),
                _ => (self.interval_title(level_of_all), Role::Interval(0)),
            },
            Piece::Figure(i) => match kind(*i) {
                Kind::Estimate => (self.estimate_title(*i), Role::Estimate),
                Kind::Difference => (visible(columns[*i].title()), Role::Estimate),
                other => (visible(columns[*i].title()), Role::Figure(rank(other, columns[*i].name()))),
            },
        };
        Part { title, role }
    }

    fn interval_title(&self, level_of_all: Option<f64>) -> String {
        let stated = self.table.position(Kind::Level).filter(|i| self.plan.lifted.contains(i));
        let stated = stated.and_then(|i| constant(self.table, i)).and_then(Value::number);
        let varies = self.table.position(Kind::Level).is_some_and(|i| constant(self.table, i).is_none());
        match stated.or(level_of_all.filter(|_| !varies)) {
            Some(x) => format!("{} interval", level(x)),
            None => "interval".to_owned(),
        }
    }

    /// The statistic's name, when all rows are of one.
    fn estimate_title(&self, i: usize) -> String {
        let stat = self.table.position(Kind::Stat).filter(|i| self.plan.lifted.contains(i));
        let name = stat.and_then(|i| constant(self.table, i)).and_then(Value::title);
        visible(name.unwrap_or_else(|| self.table.columns()[i].title()))
    }

    fn line(&self, row: &Row) -> Line {
        let cell = |piece: &Piece| {
            let text = self.text(piece, row);
            let number = matches!(piece, Piece::Figure(_) | Piece::Interval(..));
            Cell { text: if number && row.is_unsigned() { text.replace('+', "") } else { text }, again: false }
        };
        let cells = self.plan.pieces.iter().map(cell).collect();
        let place = self.label(Kind::Place, row).map(visible);
        Line { cells, apart: false, place, source: None, range: Range::of(self.table, row) }
    }

    fn text(&self, piece: &Piece, row: &Row) -> String {
        match piece {
            Piece::Label(i) | Piece::Figure(i) => self.value(*i, row),
            Piece::Variable(groups) => {
                filled(row, groups).next().map(|i| visible(self.table.columns()[i].title())).unwrap_or_default()
            }
            Piece::Level(groups) => {
                filled(row, groups).next().map_or_else(|| "total".to_owned(), |i| self.value(i, row))
            }
            Piece::Interval(low, high) => {
                let signed = self.table.position(Kind::Difference).is_some();
                let end = |i: &usize| row.values()[*i].number();
                self.numbers.interval(row.measure(), signed, (end(low), end(high)))
            }
            Piece::Marks(i) => row.values()[*i].id().map(|flags| self.marks.of_row(flags)).unwrap_or_default(),
        }
    }

    fn value(&self, i: usize, row: &Row) -> String {
        let kind = self.table.columns()[i].kind();
        match &row.values()[i] {
            value if value.is_missing() && kind == Kind::Group => "total".to_owned(),
            value if value.is_missing() => String::new(),
            Value::Number(x) => self.numbers.write(i, kind, row.measure(), *x),
            Value::Numbers { values, .. } => {
                let one = |x: &f64| self.numbers.write(i, kind, row.measure(), *x);
                values.iter().map(one).collect::<Vec<_>>().join(";")
            }
            value => value.title().map(visible).unwrap_or_default(),
        }
    }

    fn label<'r>(&self, kind: Kind, row: &'r Row) -> Option<&'r str> {
        row.values()[self.table.position(kind)?].title()
    }

    fn reference(&self, row: &Row, sources: &mut Sources) -> Option<Reference> {
        sources.refer(self.label(Kind::Place, row), self.label(Kind::Source, row))
    }

    /// What is the same everywhere and is not said in a header.
    fn context(&self) -> String {
        let (columns, table) = (self.table.columns(), self.table);
        let has = |found: fn(&Piece, &Table) -> bool| self.plan.pieces.iter().any(|piece| found(piece, table));
        let in_header = |kind: Kind| match kind {
            Kind::Level => has(|piece, _| matches!(piece, Piece::Interval(..))),
            Kind::Stat => {
                has(|piece, table| matches!(piece, Piece::Figure(i) if table.columns()[*i].kind() == Kind::Estimate))
            }
            Kind::Flags => true,
            _ => false,
        };
        let said = |&i: &usize| {
            let row = table.rows().first()?;
            let infinite = columns[i].kind() == Kind::Df && row.values()[i].number() == Some(f64::INFINITY);
            let said = !in_header(columns[i].kind()) && !infinite;
            said.then(|| format!("{}: {}", visible(columns[i].title()), self.value(i, row)))
        };
        self.plan.lifted.iter().filter_map(said).collect::<Vec<_>>().join(" · ")
    }

    /// The marks that occur, flags that all rows have, and the table's notes.
    fn legend(&self) -> Vec<String> {
        let everywhere = self.table.position(Kind::Flags).filter(|i| self.plan.lifted.contains(i));
        let lines = self.marks.0.iter().enumerate().map(|(k, flag)| {
            let name = if everywhere.is_some() { "all rows".to_owned() } else { mark(k) };
            let meaning = self.table.meaning(flag).map(|text| format!(": {}", visible(text))).unwrap_or_default();
            format!("{name} {}{meaning}", visible(flag))
        });
        lines.chain(self.table.notes().iter().map(|note| visible(note))).collect()
    }
}

/// How soon a number goes when room is short: who was asked is needed most, then how many they count as, then what they weigh.
fn rank(kind: Kind, name: &str) -> u8 {
    match kind {
        Kind::Df => 4,
        Kind::Count if name == "n" => 1,
        Kind::Count if name == "n_weighted" => 3,
        Kind::Ratio | Kind::Error => 3,
        Kind::Count => 2,
        Kind::PValue => 1,
        _ => 0,
    }
}

/// The flags of a table in order of appearance; each has its mark.
struct Marks(Vec<String>);

impl Marks {
    fn of(table: &Table) -> Self {
        let mut flags: Vec<String> = Vec::new();
        if let Some(i) = table.position(Kind::Flags) {
            for flag in table.rows().iter().filter_map(|row| row.values()[i].id()).flat_map(split) {
                if !flags.iter().any(|known| known == flag) {
                    flags.push(flag.to_owned());
                }
            }
        }
        Self(flags)
    }

    fn of_row(&self, flags: &str) -> String {
        let place = |flag: &str| self.0.iter().position(|known| known == flag);
        split(flags).filter_map(place).map(mark).collect()
    }
}

fn split(flags: &str) -> impl Iterator<Item = &str> {
    flags.split(';').map(str::trim).filter(|flag| !flag.is_empty())
}

/// † ‡ § ¶, then doubled.
fn mark(k: usize) -> String {
    ["†", "‡", "§", "¶"][k % 4].repeat(k / 4 + 1)
}
