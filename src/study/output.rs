//! Writing files: whole or not at all, and never over something topline did not write.

use super::StudyError;
use std::fs;
use std::io::Write;
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
    may_write(path, &[], overwrite)?;
    let failed = |error| StudyError::Write { path: path.to_owned(), error };
    let mut file = temporary(path)?;
    fill(file.as_file_mut())?;
    readable_by_all(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
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

/// Whether `there` was written by topline: it says so (pictures, documents, JSON, Parquet), or it is a table with the very header
/// that is about to be written.
fn is_ours(there: &[u8], new: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 5] =
        [b"topline/", b"topline.variables", b"Software\0topline", b"Made with topline", b"content=\"topline"];
    let header = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
    let signed = SIGNATURES.iter().any(|mark| there.windows(mark.len()).any(|window| window == *mark));
    there.is_empty()
        || signed
        || (header(there) == header(new)
            && header(new).is_some_and(|line| line.contains(&b',') || line.contains(&b'\t')))
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
