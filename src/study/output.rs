//! Writing files: whole or not at all, and never over something topline did not write.

use super::StudyError;
use crate::ingest::columns::{Values, to_parquet};
use crate::report::{Column, Document, Input, Table, VERSION, Value};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

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

/// Writes `bytes` to `path` through a temporary file beside it, so that readers see the old file or the new one, never half.
/// Missing folders are made.
///
/// # Errors
/// [`StudyError::Exists`] when the file may not be overwritten, [`StudyError::Write`] when it cannot be written.
pub fn write_file(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), StudyError> {
    may_write(path, bytes, overwrite)?;
    let failed = |error| StudyError::Write { path: path.to_owned(), error };
    let mut file = temporary(path)?;
    file.write_all(bytes).map_err(failed)?;
    readable_by_all(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
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
    let mut file = temporary(path)?;
    fill(file.as_file_mut())?;
    may_write(path, &head(file.path()).map_err(failed)?, overwrite)?;
    readable_by_all(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
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

/// An empty file beside `path`, in a folder made for it.
fn temporary(path: &Path) -> Result<tempfile::NamedTempFile, StudyError> {
    let failed = |error| StudyError::Write { path: path.to_owned(), error };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    tempfile::Builder::new().prefix(".topline-").tempfile_in(folder).map_err(failed)
}

/// Whether `bytes` may be written to `path`.
///
/// # Errors
/// [`StudyError::Exists`] when something else is there.
pub fn may_write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), StudyError> {
    if overwrite == Overwrite::Always || !path.exists() {
        return Ok(());
    }
    match fs::read(path) {
        Ok(there) if overwrite == Overwrite::Ours && is_ours(&there, bytes) => Ok(()),
        _ => Err(StudyError::Exists { path: path.to_owned() }),
    }
}

/// Whether `there` was written by topline: it says so (pictures, documents, JSON, Parquet, manual pages), or it is a table with the
/// very header (of JSON lines, the very keys) that is about to be written.
fn is_ours(there: &[u8], new: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 7] = [
        b"\"schema\": \"topline/",
        b"topline.variables",
        b"topline.sha256",
        b"Made with topline",
        b"content=\"topline",
        b"Software\0topline",
        b".TH topline",
    ];
    let signed = SIGNATURES.iter().any(|mark| there.windows(mark.len()).any(|window| window == *mark));
    there.is_empty() || signed || heading(new).is_some_and(|columns| heading(there) == Some(columns))
}

/// The columns that the first line names.
fn heading(bytes: &[u8]) -> Option<Vec<String>> {
    let line = std::str::from_utf8(bytes.split(|byte| *byte == b'\n').next()?).ok()?;
    if let Ok(object) = serde_json::from_str::<serde_json::Map<_, _>>(line) {
        return Some(object.into_iter().map(|(key, _)| key).collect());
    }
    let table = line.contains([',', '\t']);
    table.then(|| vec![line.to_owned()])
}

/// Temporary files are private to their owner; outputs are for everybody.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}
