//! A last wall around the crates that take foreign binary formats apart.
//!
//! The bytes of a damaged file reach deep into them, and a panic there would end the program of whoever asked us to look at the file.
//! They keep no state that outlives the call, so unwinding past them is safe; our own code is outside of the wall.

use crate::survey::SourceError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Runs `read`; a reason why it failed, and a panic within, become an error that names the file.
pub(super) fn panics<T>(path: &Path, read: impl FnOnce() -> Result<T, String>) -> Result<T, SourceError> {
    let outcome = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err("the file is damaged in a way that its reader does not understand; copy or export it again".to_owned())
    });
    outcome.map_err(|reason| SourceError { file: path.display().to_string(), reason })
}

/// Checks that a number of rows can be true: each takes a byte of the file at least. A damaged header may say anything.
pub(super) fn rows(path: &Path, rows: u64) -> Result<usize, String> {
    let bytes = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    let fitting = usize::try_from(rows).ok().filter(|_| rows <= bytes);
    fitting.ok_or_else(|| {
        format!("its header says {rows} rows, but it has only {bytes} bytes: it was cut short or is damaged")
    })
}
