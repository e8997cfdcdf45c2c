//! Published opinion tables: CSV and its kin, in the long form or as pollsters print them, read into [`Figure`]s.
//!
//! The layout is found by itself and told in [`Reading::layout`]; a study can state it. Every figure keeps its place in the file and the
//! range that its printing leaves open. What is doubtful is a [`Finding`], what cannot be right is a [`ReadError`].

mod banner;
mod cells;
mod checks;
mod draft;
mod evidence;
mod fields;
mod finding;
mod groupings;
mod layout;
mod lexicon;
mod long;
mod nets;
mod relabel;
mod settings;
mod titles;
mod typed;
mod waves;
mod wholes;
mod wide;

pub use finding::{Code, Detail, Finding, NetRule};
pub use layout::{Column, Kind, Layout, Line, Table, Unit};
pub use lexicon::same_variable;
pub use nets::FoundNet;
pub use relabel::apply;
pub use settings::{Settings, Stated};

use super::cell::{self, Style};
use super::encoding;
use super::error::ReadError;
use super::records::Grid;
use crate::survey::{Codebook, Figure};
use draft::{Context, Finished, Names, Shape};
pub(super) use evidence::looks_published;
use finding::Findings;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// The largest published table that is read.
pub const MOST_BYTES: usize = 256 << 20;

/// A published table as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Every printed figure, in the order of the file; one printed twice with the same value is kept once.
    pub figures: Vec<Figure>,
    /// How the file was read.
    pub layout: Layout,
    /// Nets found among the answers of questions for which the codebook declares none.
    pub nets: Vec<FoundNet>,
    /// What is doubtful.
    pub findings: Vec<Finding>,
}

/// Reads a file.
///
/// # Errors
/// [`ReadError`]: no file, no table, or a table that cannot be right.
pub fn read(path: &Path, settings: &Settings) -> Result<Reading, ReadError> {
    let file = path.display().to_string();
    let bytes = bytes(path, &file)?;
    read_bytes(&file, &bytes, settings)
}

/// The bytes of a file that is no larger than a published table may be; more are never read.
fn bytes(path: &Path, file: &str) -> Result<Vec<u8>, ReadError> {
    let io = |reason| ReadError::Io { file: file.to_owned(), reason };
    if path.is_dir() {
        return Err(ReadError::Directory { file: file.to_owned() });
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(io)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(io)?;
    Ok(bytes)
}

/// Reads a table from memory; `name` stands for it in messages and, without its folder and ending, for a question that is not named.
///
/// # Errors
/// [`ReadError`]: no table, or one that cannot be right.
pub fn read_bytes(name: &str, bytes: &[u8], settings: &Settings) -> Result<Reading, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { file: name.to_owned(), limit: MOST_BYTES, unit: "bytes" });
    }
    if let Some(unit) = settings.rounding.filter(|unit| !(0.0..=1.0).contains(unit)) {
        let why = format!("{unit} is not between 0 and 1; whole per cent are 0.01");
        return Err(ReadError::Stated { file: name.to_owned(), what: "rounding", why });
    }
    let decoded = encoding::decode(name, bytes, settings.stated.encoding.as_deref())?;
    let grid = Grid::read(name, &decoded.text, settings.stated.delimiter)?;
    let mut findings = Findings::default();
    if decoded.guessed {
        let message = format!("read as {}, by its letters", decoded.encoding);
        findings.advise(Code::EncodingGuessed, None, message, "; state the encoding if words look wrong");
    }
    let cells = (0..grid.rows()).flat_map(|row| (1..grid.width(row)).map(move |column| (row, column)));
    let decimal =
        settings.stated.decimal.or_else(|| cell::decimal_sign(cells.map(|(row, column)| grid.text(row, column))));
    let tables = tables(&grid, settings, decimal, &mut findings)?;
    let (mut figures, mut shapes, tables) = join(tables, &settings.codebook, &mut findings);
    let twins = checks::repeated(&figures)?;
    checks::bases(&figures)?;
    checks::keep_first(&mut figures, &mut shapes, &twins, &mut findings);
    let nets = check_sums(&grid, &figures, &shapes, settings, &mut findings)?;
    let layout = Layout {
        encoding: decoded.encoding.to_owned(),
        byte_order_mark: decoded.marked,
        delimiter: grid.delimiter(),
        decimal,
        tables,
    };
    Ok(Reading { figures, layout, nets, findings: findings.finish() })
}

/// One table as a layout reader gives it.
struct Read {
    done: Finished,
    table: Table,
}

/// Reads every table of a grid, in the stated kind or the one that fits.
fn tables(
    grid: &Grid,
    settings: &Settings,
    decimal: Option<cell::Decimal>,
    findings: &mut Findings,
) -> Result<Vec<Read>, ReadError> {
    let style = Style { decimal, letters: 0 };
    let mut context = Context { grid, settings, style, findings, names: Names::default(), cells: 0 };
    let stated = &settings.stated;
    stated.refuse_impossible(grid.file())?;
    let row = stated.heading_row(grid)?;
    let kind = stated.kind.map_or_else(|| find_kind(&context), Ok)?;
    if matches!(kind, Kind::GroupsAcross | Kind::WavesAcross) {
        return read_banner(&mut context);
    }
    stated.refuse_unused(grid.file())?;
    let read = if kind == Kind::Long { long::read } else { wide::read };
    Ok(vec![read(&mut context, row)?])
}

/// The kind of a table by its headings.
fn find_kind(context: &Context<'_>) -> Result<Kind, ReadError> {
    if long::heading(context).is_some() {
        return Ok(Kind::Long);
    }
    if wide::heading(context).is_some() {
        return Ok(Kind::AnswersAcross);
    }
    long::refuse_misnamed(context)?;
    typed::refuse_lacking(context)?;
    wide::refuse_cut(context)?;
    Ok(Kind::GroupsAcross)
}

fn read_banner(context: &mut Context<'_>) -> Result<Vec<Read>, ReadError> {
    let widest = (0..context.grid.rows()).map(|row| context.grid.width(row)).max().unwrap_or(1);
    context.style.letters = widest.saturating_sub(1).min(26);
    banner::read(context)
}

/// Joins the figures of the tables of a file, with the labels of the codebook.
fn join(read: Vec<Read>, codebook: &Codebook, findings: &mut Findings) -> (Vec<Figure>, Vec<Shape>, Vec<Table>) {
    let (mut figures, mut shapes, mut tables) = (Vec::new(), Vec::new(), Vec::new());
    for Read { mut done, mut table } in read {
        relabel::relabel(codebook, &mut done.figures, findings);
        table.questions = questions(&done.figures);
        figures.append(&mut done.figures);
        shapes.append(&mut done.shapes);
        tables.push(table);
    }
    (figures, shapes, tables)
}

/// Checks that there are figures and that they add up to no more than everybody; the nets found on the way.
fn check_sums(
    grid: &Grid,
    figures: &[Figure],
    shapes: &[Shape],
    settings: &Settings,
    findings: &mut Findings,
) -> Result<Vec<FoundNet>, ReadError> {
    if figures.is_empty() {
        return Err(ReadError::NoTable {
            file: grid.file().to_string(),
            why: "the table has headings, but no cell has a figure".into(),
            next: "Give a table with percentages or shares".into(),
        });
    }
    let asked = cells::questions(figures, shapes);
    let (declared, found) = nets::find(&asked, &settings.codebook, findings);
    wholes::nets(&asked, &declared, settings, findings);
    wholes::totals(&asked, findings);
    let all: Vec<FoundNet> = declared.into_iter().chain(found.iter().cloned()).collect();
    checks::sums(&asked, &all, settings, findings)?;
    Ok(found)
}

fn questions(figures: &[Figure]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    figures.iter().filter(|figure| seen.insert(&figure.question)).map(|figure| figure.question.to_string()).collect()
}

/// The question of a table that does not name it: stated, or the name of the file without folder and ending.
fn question(context: &mut Context<'_>) -> Arc<str> {
    if let Some(stated) = &context.settings.question {
        return stated.clone();
    }
    let file = context.grid.file().clone();
    let stem = Path::new(&*file).file_stem().and_then(|stem| stem.to_str()).filter(|stem| *stem != "-");
    context.names.get(stem.unwrap_or("question"))
}

/// Rows as lines of text.
fn lines(grid: &Grid, rows: impl IntoIterator<Item = usize>) -> Vec<Line> {
    rows.into_iter().map(|row| Line { line: grid.line(row), text: super::error::clip(&text(grid, row)) }).collect()
}

/// The fields of a row that say something, as one text.
fn text(grid: &Grid, row: usize) -> String {
    let fields = (0..grid.width(row)).map(|column| grid.text(row, column)).filter(|text| !text.is_empty());
    fields.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod properties;
