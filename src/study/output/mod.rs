//! Writing files: whole or not at all, and never over something topline did not write.

mod ours;
mod staged;

pub use staged::{Halted, halt};

use super::StudyError;
use crate::ingest::columns::{Values, to_parquet};
use crate::report::{Column, Document, Input, Table, VERSION, Value};
use ours::is_ours;
pub use ours::pictures;
use staged::Staged;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What may be overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// Nothing.
    Never,
    /// Files that topline wrote.
    Ours,
    /// Anything.
    Always,
}

/// A file to be written.
#[derive(Debug, Clone)]
pub struct Planned<'a> {
    /// Where to.
    pub path: PathBuf,
    /// All of it.
    pub bytes: &'a [u8],
    /// What it may replace.
    pub overwrite: Overwrite,
}

/// Writes all files or, if one cannot be written, none. Each goes through a temporary file beside it, so that readers see the old file or
/// the new one, never half; they get their names together at the end. Missing folders are made.
///
/// # Errors
/// [`StudyError::Exists`] when a file may not be overwritten, [`StudyError::Write`] when one cannot be written.
pub fn write_files(files: &[Planned<'_>]) -> Result<(), StudyError> {
    files.iter().try_for_each(|file| may_write(&file.path, file.bytes, file.overwrite))?;
    let stage = |planned: &Planned<'_>| {
        let failed = |error| StudyError::Write { path: planned.path.clone(), error };
        let mut staged = Staged::new(&planned.path)?;
        staged.fill(|file| file.write_all(planned.bytes).map_err(failed))?;
        Ok(staged)
    };
    let mut staged: Vec<Staged> = files.iter().map(stage).collect::<Result<_, StudyError>>()?;
    Staged::keep_all(&mut staged)
}

/// Refuses outputs that would take the place of what they are made from, even where anything may be overwritten.
///
/// # Errors
/// [`StudyError::Usage`] naming the first such file.
pub fn refuse_inputs<'a>(outputs: &[PathBuf], inputs: impl IntoIterator<Item = &'a Path>) -> Result<(), StudyError> {
    let inputs: Vec<PathBuf> = inputs.into_iter().filter_map(|input| fs::canonicalize(input).ok()).collect();
    let is_input = |path: &&PathBuf| fs::canonicalize(path).is_ok_and(|path| inputs.contains(&path));
    match outputs.iter().find(is_input) {
        Some(path) => Err(StudyError::Usage(format!(
            "{} is what the outputs are made from, and would be lost: write to another file or folder",
            path.display()
        ))),
        None => Ok(()),
    }
}

/// Writes one file in the same way.
///
/// # Errors
/// As [`write_files`].
pub fn write_file(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), StudyError> {
    write_files(&[Planned { path: path.to_owned(), bytes, overwrite }])
}

/// Writes what `fill` gives, a piece at a time, in the same way; for outputs too large to hold.
///
/// # Errors
/// As [`write_file`], and what `fill` reports.
pub fn write_streamed(
    path: &Path,
    overwrite: Overwrite,
    fill: impl FnOnce(&mut fs::File) -> Result<(), StudyError>,
) -> Result<(), StudyError> {
    let failed = |error| StudyError::Write { path: path.to_owned(), error };
    let mut staged = Staged::new(path)?;
    staged.fill(fill)?;
    may_write(path, &head(staged.temporary()).map_err(failed)?, overwrite)?;
    Staged::keep_all(&mut [staged])
}

/// The first bytes of a file, enough for the heading of a table.
fn head(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(1 << 20).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The first table of a document as the bytes of a Parquet file, which names the verb and the inputs.
///
/// # Errors
/// [`StudyError`] when there is no table or it cannot be written.
pub fn parquet(document: &Document) -> Result<Vec<u8>, StudyError> {
    let none = || StudyError::Usage("there is no table to write as Parquet: choose .json, .md or .html".to_owned());
    let table = document.tables().next().ok_or_else(none)?;
    let meta = &document.meta;
    let inputs = |field: fn(&Input) -> &str| meta.inputs.iter().map(field).collect::<Vec<_>>().join("\n");
    let metadata = [
        ("topline", format!("topline/{}/1 {VERSION}", meta.verb)),
        ("topline.input", inputs(|input| &input.path)),
        ("topline.sha256", inputs(Input::sha256)),
    ];
    let metadata = metadata.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Ok(to_parquet(columns(table), metadata)?)
}

/// The columns of a table; one holds numbers when no cell of it is a word.
fn columns(table: &Table) -> Vec<(String, Values)> {
    let column = |(at, column): (usize, &Column)| {
        let cells = || table.rows().iter().map(|row| &row.values()[at]);
        let words = column.kind().is_label() || cells().any(|cell| cell.id().is_some());
        let values = if words {
            Values::Texts(cells().map(|cell| cell.id().map(str::to_owned)).collect())
        } else {
            Values::Numbers(cells().map(Value::number).collect())
        };
        (column.name().to_owned(), values)
    };
    table.columns().iter().enumerate().map(column).collect()
}

/// Whether `bytes` may be written to `path`.
///
/// # Errors
/// [`StudyError::Exists`] when something else is there.
pub fn may_write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), StudyError> {
    if overwrite == Overwrite::Always || !path.exists() {
        return Ok(());
    }
    let ours = overwrite == Overwrite::Ours && is_ours(path, bytes).unwrap_or(false);
    if ours { Ok(()) } else { Err(StudyError::Exists { path: path.to_owned() }) }
}
