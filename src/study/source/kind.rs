//! Which kind of data a file holds, and its bytes.

use super::SourceFlags;
use crate::ingest;
use crate::study::StudyError;
use crate::study::convert::delimited;
use crate::study::error::with_near_names;
use crate::study::file::SourceEntry;
use crate::survey;
use std::io::Read;
use std::path::Path;

/// Whether the file is text: a table or respondents. Other endings are respondent-level formats.
pub(super) fn is_text(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    let binary =
        ingest::microdata::FORMATS.iter().flat_map(|format| format.endings).filter(|ending| !TEXT.contains(ending));
    ingest::microdata::refused(path).is_none() && !binary.into_iter().any(|ending| name.ends_with(ending))
}

/// Endings of text files, which may hold either kind of data.
const TEXT: [&str; 4] = [".csv", ".tsv", ".tab", ".txt"];

/// The first bytes of a file, `most` of them if it has so many.
pub(in crate::study) fn read(path: &Path, most: usize) -> Result<Vec<u8>, StudyError> {
    let unreadable = |error| StudyError::Unreadable { path: path.to_owned(), error: with_near_names(path, error) };
    if path.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(unreadable)?;
    file.take(most as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// The rows as text, where a file that is none may hold published figures: its columns are named as those of a long table.
pub(super) fn figures(rows: &dyn survey::Source, path: &Path) -> Option<Result<Vec<u8>, StudyError>> {
    const MOST_FIGURES: u64 = 1_000_000;
    let has = |name: &str| rows.find(name).is_some();
    let long = has("answer") && (has("percent") || has("share")) && rows.rows() <= MOST_FIGURES;
    long.then(|| {
        let mut bytes = Vec::new();
        delimited(rows, &mut bytes, b',', path).map(|_| bytes)
    })
}

/// The lines that an error names are those of the text that was made of the rows.
pub(super) fn in_rows(error: StudyError) -> StudyError {
    match error {
        StudyError::Read(_) => StudyError::InRows { error: Box::new(error) },
        other => other,
    }
}

/// Whether a text holds respondents: a stated design says so, else what its head looks like. One that cannot be read counts as a
/// published table: reading it says what is wrong.
pub(super) fn holds_respondents(name: &str, head: &[u8], entry: &SourceEntry, flags: &SourceFlags) -> bool {
    let stated = flags.design.is_stated() || entry.design.is_stated();
    stated || matches!(ingest::sniff_bytes(name, head), Ok(ingest::DataKind::Microdata))
}
