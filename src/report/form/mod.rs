//! The forms a document can be written in: one file each, one list.

mod delimited;
mod html;
mod json;
mod jsonl;
mod markdown;
mod terminal;
mod xlsx;

pub use delimited::Delimited;
pub use html::Html;
pub use json::Json;
pub use jsonl::JsonLines;
pub use markdown::Markdown;
pub use terminal::{Style, Terminal};
pub use xlsx::Xlsx;

use super::{Document, ReportError};
use crate::names;
use std::io::{self, Write};
use std::path::Path;

/// A form of output: document in, bytes out.
pub trait Form: Sync {
    /// The name `--format` knows it by.
    fn name(&self) -> &'static str;

    /// The ending of its files, without the dot.
    fn extension(&self) -> &'static str;

    /// Writes the document; the same document gives the same bytes.
    ///
    /// # Errors
    /// What `out` reports; and [`io::ErrorKind::InvalidData`] when the form has no place for the document (a CSV file of a document
    /// without a table, a workbook of more rows than a sheet can hold).
    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()>;
}

/// Every form.
pub static ALL: [&dyn Form; 8] =
    [&Terminal { style: Style::FILE }, &Delimited::CSV, &Delimited::TSV, &Json, &JsonLines, &Markdown, &Html, &Xlsx];

/// The form of this name.
///
/// # Errors
/// [`ReportError::UnknownForm`] with the known names.
pub fn named(name: &str) -> Result<&'static dyn Form, ReportError> {
    let found = ALL.into_iter().find(|form| form.name() == name);
    found.ok_or_else(|| {
        let hint = names::hint(name, ALL.iter().map(|form| form.name()));
        ReportError::UnknownForm { name: name.to_owned(), hint }
    })
}

/// The form that the ending of `path` names, in either case of letters.
///
/// # Errors
/// [`ReportError::UnknownEnding`] with the known endings.
pub fn for_path(path: &Path) -> Result<&'static dyn Form, ReportError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let found = ending.as_deref().and_then(|ending| ALL.into_iter().find(|form| form.extension() == ending));
    found.ok_or_else(|| {
        let hint = names::hint(ending.as_deref().unwrap_or_default(), ALL.iter().map(|form| form.extension()));
        ReportError::UnknownEnding { path: path.display().to_string(), ending, hint }
    })
}

/// The first table of a document, which forms of one table write.
fn only_table<'a>(document: &'a Document, form: &str) -> io::Result<&'a super::Table> {
    document.tables().next().ok_or_else(|| {
        let message = format!("\"{}\" has no table for {form} to hold: use json, md or html", document.title);
        io::Error::new(io::ErrorKind::InvalidData, message)
    })
}
