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
mod layout;
mod lexicon;
mod long;
mod nets;
mod relabel;
mod settings;
mod waves;
mod wide;

pub use finding::{Code, Finding};
pub use layout::{Column, Kind, Layout, Line, Table, Unit};
pub use nets::FoundNet;
pub use relabel::apply;
pub use settings::{Settings, Stated};

use super::cell::{self, Style};
use super::encoding::{self, Decoded};
use super::error::ReadError;
use super::records::Grid;
use crate::survey::Figure;
use draft::{Context, Finished, Names};
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
    /// Every printed figure, in the order of the file.
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
        let message = format!("read as {}, by its letters; state the encoding if words look wrong", decoded.encoding);
        findings.add(Code::EncodingGuessed, None, message);
    }
    let (tables, decimal) = tables(&grid, settings, &mut findings)?;
    assemble(&grid, &decoded, decimal, tables, (settings, findings))
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
    findings: &mut Findings,
) -> Result<(Vec<Read>, Option<cell::Decimal>), ReadError> {
    let cells = (0..grid.rows()).flat_map(|row| (1..grid.width(row)).map(move |column| grid.text(row, column)));
    let decimal = settings.stated.decimal.or_else(|| cell::decimal_sign(cells));
    let style = Style { decimal, letters: 0 };
    let mut context = Context { grid, settings, style, findings, names: Names::default(), cells: 0 };
    let stated_row = settings.stated.heading_line.and_then(|line| (0..grid.rows()).find(|&row| grid.line(row) == line));
    let first = || stated_row.unwrap_or(0);
    let tables = match settings.stated.kind {
        Some(Kind::Long) => {
            let row = stated_row.or_else(|| long::heading(&context)).unwrap_or_else(first);
            vec![long::read(&mut context, row)?]
        }
        Some(Kind::AnswersAcross) => {
            let row = stated_row.or_else(|| wide::heading(&context)).unwrap_or_else(first);
            vec![wide::read(&mut context, row)?]
        }
        Some(Kind::GroupsAcross | Kind::WavesAcross) => read_banner(&mut context)?,
        None => match (long::heading(&context), wide::heading(&context)) {
            (Some(row), _) => vec![long::read(&mut context, row)?],
            (None, Some(row)) => vec![wide::read(&mut context, row)?],
            (None, None) => {
                long::refuse_misnamed(&context)?;
                read_banner(&mut context)?
            }
        },
    };
    Ok((tables, decimal))
}

fn read_banner(context: &mut Context<'_>) -> Result<Vec<Read>, ReadError> {
    let widest = (0..context.grid.rows()).map(|row| context.grid.width(row)).max().unwrap_or(1);
    context.style.letters = widest.saturating_sub(1).min(26);
    banner::read(context)
}

/// Joins the tables of a file, applies the codebook, and checks what must hold for all of them together.
fn assemble(
    grid: &Grid,
    decoded: &Decoded<'_>,
    decimal: Option<cell::Decimal>,
    tables: Vec<Read>,
    (settings, mut findings): (&Settings, Findings),
) -> Result<Reading, ReadError> {
    let (mut figures, mut shapes, mut described) = (Vec::new(), Vec::new(), Vec::new());
    for Read { mut done, mut table } in tables {
        relabel::relabel(&settings.codebook, &mut done.figures, &mut findings);
        table.questions = questions(&done.figures);
        figures.append(&mut done.figures);
        shapes.append(&mut done.shapes);
        described.push(table);
    }
    if figures.is_empty() {
        return Err(ReadError::NoTable {
            file: grid.file().to_string(),
            why: "the table has headings, but no cell has a figure".into(),
            next: "Give a table with percentages or shares".into(),
        });
    }
    checks::repeated(&figures, &mut findings)?;
    checks::bases(&figures)?;
    let asked = cells::questions(&figures, &shapes);
    let (declared, found) = nets::find(&asked, &settings.codebook, &mut findings);
    let all: Vec<FoundNet> = declared.into_iter().chain(found.iter().cloned()).collect();
    checks::sums(&asked, &all, settings.multiple, &mut findings)?;
    drop(asked);
    let layout = Layout {
        encoding: decoded.encoding.to_owned(),
        byte_order_mark: decoded.marked,
        delimiter: grid.delimiter(),
        decimal,
        tables: described,
    };
    Ok(Reading { figures, layout, nets: found, findings: findings.finish() })
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
