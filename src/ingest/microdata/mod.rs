//! Readers of respondent-level files: one file for each format, one list.
//!
//! Each gives a [`Source`]: variables by name, rows in chunks. Parquet is read again for every pass, only the columns needed; text
//! formats are read once into memory.

mod delimited;
mod frame;
mod labels;
mod parquet;
mod relabelled;
mod write;

pub use delimited::read_delimited;
pub use frame::{Frame, FrameError};
pub use relabelled::relabelled;
pub use write::write_parquet;

use crate::survey::{Source, SourceError};
use std::path::Path;
use std::sync::Arc;

/// A format of respondent-level files.
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// The endings of its files, longest first.
    pub endings: &'static [&'static str],
    open: fn(&Path) -> Result<Arc<dyn Source>, SourceError>,
}

/// Every format that can be read.
pub const FORMATS: &[Format] = &[
    Format { name: "Parquet", endings: &[".parquet", ".pq"], open: parquet::open },
    Format {
        name: "delimited text",
        endings: &[".csv.gz", ".tsv.gz", ".csv", ".tsv", ".tab", ".txt"],
        open: delimited::open,
    },
];

/// Opens a file by its ending.
///
/// # Errors
/// [`SourceError`] when the ending is not known or the file cannot be read.
pub fn open(path: &Path) -> Result<Arc<dyn Source>, SourceError> {
    let name = path.to_string_lossy().to_lowercase();
    let format = FORMATS.iter().find(|format| format.endings.iter().any(|ending| name.ends_with(ending)));
    let format = format.ok_or_else(|| {
        let endings: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings.iter().copied()).collect();
        let reason = format!("the format is not known; files that can be read end in {}", endings.join(", "));
        SourceError { file: path.display().to_string(), reason }
    })?;
    (format.open)(path)
}

/// What the system says about a file.
fn io_error(path: &Path, error: &std::io::Error) -> SourceError {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => error.to_string(),
    };
    SourceError { file: path.display().to_string(), reason }
}
