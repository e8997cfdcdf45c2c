//! Files in the making: each lies under a temporary name beside its place until it is whole. All of them are known, so that whoever is
//! interrupted can take them away before leaving.

use crate::study::StudyError;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// Temporary names in use. Whoever holds the lock is alone in making, keeping and removing such files.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps every file from being begun or finished for as long as it lives.
#[must_use = "files can be written again once it is dropped"]
pub struct Halted(#[expect(dead_code, reason = "held, not read")] MutexGuard<'static, Vec<PathBuf>>);

/// Removes every unfinished file, and lets none be begun or finished while the result lives: for a program about to leave.
pub fn halt() -> Halted {
    let mut names = unfinished();
    for name in names.drain(..) {
        // One that cannot be removed stays: there is no other way out.
        let _ = fs::remove_file(name);
    }
    Halted(names)
}

/// An unfinished file for `path`. Dropped, it is removed.
pub(super) struct Staged {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Staged {
    /// An empty file beside `path`, in a folder made for it.
    pub(super) fn new(path: &Path) -> Result<Self, StudyError> {
        let failed = |error| StudyError::Write { path: path.to_owned(), error };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        let mut names = unfinished();
        let file = tempfile::Builder::new().prefix(".topline-").tempfile_in(folder).map_err(failed)?;
        names.push(file.path().to_owned());
        Ok(Self { file: Some(file), path: path.to_owned() })
    }

    /// Fills the file, which then is for everybody to read.
    pub(super) fn fill(
        &mut self,
        fill: impl FnOnce(&mut fs::File) -> Result<(), StudyError>,
    ) -> Result<(), StudyError> {
        let failed = |path: &PathBuf, error| StudyError::Write { path: path.clone(), error };
        let Some(file) = self.file.as_mut() else { return Ok(()) };
        fill(file.as_file_mut())?;
        readable_by_all(file.as_file()).map_err(|error| failed(&self.path, error))
    }

    /// Where the unfinished file lies.
    pub(super) fn temporary(&self) -> &Path {
        self.file.as_ref().map_or(Path::new(""), NamedTempFile::path)
    }

    /// Gives all files their names: no interruption comes between two of them.
    pub(super) fn keep_all(files: &mut [Self]) -> Result<(), StudyError> {
        let mut names = unfinished();
        files.iter_mut().try_for_each(|staged| staged.keep(&mut names))
    }

    fn keep(&mut self, names: &mut Vec<PathBuf>) -> Result<(), StudyError> {
        let Some(file) = self.file.take() else { return Ok(()) };
        names.retain(|name| name != file.path());
        let kept = file.persist(&self.path).map(drop);
        kept.map_err(|error| StudyError::Write { path: self.path.clone(), error: error.error })
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let mut names = unfinished();
            names.retain(|name| name != file.path());
            drop(file);
        }
    }
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
