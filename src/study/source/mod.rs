//! One opened source: a published table or respondent-level data, with what is known and assumed about it.

mod microdata;
mod published;

use super::StudyError;
use super::codebook::basis;
use super::file::{SourceEntry, StudyFile};
use super::options::{DesignFlags, PublishedBasis, Selection};
use crate::ingest;
use crate::report::{Fact, Input, Warning};
use crate::sample::{Microdata, Published, Sample};
use crate::survey::Codebook;
pub(crate) use microdata::Respondents;
use published::Table;
use std::path::Path;
use std::sync::OnceLock;

/// What flags say of a source, before what a study says.
#[derive(Debug, Clone, Default)]
pub struct SourceFlags {
    /// Base and design effect of a published table.
    pub basis: PublishedBasis,
    /// Design of respondent-level data.
    pub design: DesignFlags,
    /// Threads for sums; all cores when left out.
    pub threads: Option<std::num::NonZeroUsize>,
}

/// A source ready to be asked.
pub struct Source {
    id: String,
    path: String,
    kind: Kind,
    codebook: Codebook,
    citation: Option<String>,
    input: OnceLock<Input>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("id", &self.id).field("path", &self.path).finish_non_exhaustive()
    }
}

enum Kind {
    Table(Box<Table>),
    Respondents(Box<Respondents>),
}

/// A sample that answers what a selection asks: its domain is set.
pub enum Asked<'a> {
    /// A published table, whole.
    Published(&'a Published),
    /// Some figures of a published table.
    Part(Published),
    /// Respondents.
    Microdata(Microdata),
}

impl Asked<'_> {
    /// The sample.
    pub fn sample(&self) -> &dyn Sample {
        match self {
            Self::Published(sample) => *sample,
            Self::Part(sample) => sample,
            Self::Microdata(sample) => sample,
        }
    }

    /// The respondents, if these are respondent-level data.
    pub fn microdata(&self) -> Option<&Microdata> {
        match self {
            Self::Microdata(sample) => Some(sample),
            _ => None,
        }
    }
}

impl Source {
    /// A file by itself, without a study.
    ///
    /// # Errors
    /// [`StudyError`] when it cannot be read or its basis makes no sense.
    pub fn of_file(path: &Path, flags: &SourceFlags) -> Result<Self, StudyError> {
        Self::of_entry(&SourceEntry::default(), path, &StudyFile::default(), flags)
    }

    /// Bytes by themselves, as from standard input.
    ///
    /// # Errors
    /// [`StudyError`] when they cannot be read or their basis makes no sense.
    pub fn of_bytes(name: &str, bytes: &[u8], flags: &SourceFlags) -> Result<Self, StudyError> {
        Self::of_content(name, bytes, &SourceEntry::default(), &StudyFile::default(), flags)
    }

    /// A source that a study declares.
    pub(super) fn of_entry(
        entry: &SourceEntry,
        path: &Path,
        study: &StudyFile,
        flags: &SourceFlags,
    ) -> Result<Self, StudyError> {
        let name = path.to_string_lossy();
        if path.is_dir() || !path.exists() || !is_text(path) {
            if !path.exists() || path.is_dir() {
                read(path)?;
            }
            let respondents = Respondents::open(path, entry, (study, flags))?;
            return Ok(Self::build(
                &name,
                entry,
                respondents.codebook(study),
                Kind::Respondents(Box::new(respondents)),
            ));
        }
        Self::of_content(&name, &read(path)?, entry, study, flags)
    }

    /// A text, which is a published table or respondents: what is stated decides, else what it looks like.
    fn of_content(
        name: &str,
        bytes: &[u8],
        entry: &SourceEntry,
        study: &StudyFile,
        flags: &SourceFlags,
    ) -> Result<Self, StudyError> {
        let stated = flags.design.is_stated() || entry.design.is_stated();
        let made = if stated || looks_like_microdata(name, bytes) {
            let respondents = Respondents::of_bytes(name, bytes, entry, (study, flags))?;
            Self::build(name, entry, respondents.codebook(study), Kind::Respondents(Box::new(respondents)))
        } else {
            let (table, codebook) = Table::read(name, bytes, entry, study, basis(&flags.basis, &entry.basis))?;
            Self::build(name, entry, codebook, Kind::Table(Box::new(table)))
        };
        // The bytes are at hand: no need to read the file again for its hash.
        let _ = made.input.set(Input::of(name, bytes));
        Ok(made)
    }

    fn build(path: &str, entry: &SourceEntry, codebook: Codebook, kind: Kind) -> Self {
        let id = if entry.id.is_empty() { path } else { &entry.id };
        let citation = entry.citation.clone();
        Self { id: id.to_owned(), path: path.to_owned(), kind, codebook, citation, input: OnceLock::new() }
    }

    /// Its name in the study, or the file's.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The sample for what a selection asks; `df` replaces the degrees of freedom of a design.
    ///
    /// # Errors
    /// [`StudyError`] when the condition cannot be read or the design does not fit.
    pub fn ask(&self, selection: &Selection, df: Option<f64>) -> Result<Asked<'_>, StudyError> {
        match (&self.kind, selection.condition.as_deref()) {
            (Kind::Table(table), None) => Ok(Asked::Published(table.sample())),
            (Kind::Table(table), Some(condition)) => Ok(Asked::Part(table.within(condition)?)),
            (Kind::Respondents(respondents), condition) => Ok(Asked::Microdata(respondents.sample(condition, df)?)),
        }
    }

    /// The published figures, if this is a published table.
    pub fn published(&self) -> Option<&Published> {
        match &self.kind {
            Kind::Table(table) => Some(table.sample()),
            Kind::Respondents(_) => None,
        }
    }

    /// The published table, if this is one.
    pub(super) fn table(&self) -> Option<&Table> {
        match &self.kind {
            Kind::Table(table) => Some(table),
            Kind::Respondents(_) => None,
        }
    }

    /// The respondents, if this is respondent-level data.
    pub(super) fn respondents(&self) -> Option<&Respondents> {
        match &self.kind {
            Kind::Table(_) => None,
            Kind::Respondents(respondents) => Some(respondents),
        }
    }

    /// How its labels are read.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The file as named.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file and its hash; a file that cannot be read any more has none.
    pub fn input(&self) -> &Input {
        self.input.get_or_init(|| Input::of_file(&self.path))
    }

    /// What was found on reading.
    pub fn warnings(&self) -> &[Warning] {
        self.table().map_or(&[], Table::warnings)
    }

    /// How it is to be cited.
    pub fn citation(&self) -> Option<&str> {
        self.citation.as_deref()
    }

    /// Base and design as facts of the method.
    pub fn basis_facts(&self) -> Vec<Fact> {
        match &self.kind {
            Kind::Table(table) => table.basis_facts(),
            Kind::Respondents(respondents) => respondents.design_facts(),
        }
    }

    /// The layout in lines, and as facts.
    pub fn layout(&self) -> (Vec<String>, Vec<Fact>) {
        match &self.kind {
            Kind::Table(table) => table.layout(),
            Kind::Respondents(respondents) => respondents.layout(),
        }
    }

    /// What the intervals of this source rest on, in a sentence for a report; `None` when nothing is stated.
    pub fn basis_sentence(&self) -> Option<String> {
        let file = Path::new(&self.path).file_name().map_or_else(String::new, |f| f.to_string_lossy().into_owned());
        let text = match &self.kind {
            Kind::Table(table) => table.basis_text(),
            Kind::Respondents(respondents) => Some(respondents.design_text()),
        };
        text.map(|text| format!("{file}.{text}"))
    }
}

/// Whether the file is text: a table or respondents. Other endings are respondent-level formats.
fn is_text(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    let binary =
        ingest::microdata::FORMATS.iter().flat_map(|format| format.endings).filter(|ending| !TEXT.contains(ending));
    !binary.into_iter().any(|ending| name.ends_with(ending))
}

/// Endings of text files, which may hold either kind of data.
const TEXT: [&str; 4] = [".csv", ".tsv", ".tab", ".txt"];

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, StudyError> {
    let unreadable = |error| StudyError::Unreadable { path: path.to_owned(), error };
    if path.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    std::fs::read(path).map_err(unreadable)
}

/// Whether a text is a table of respondents. One that cannot be read counts as a published table: reading it says what is wrong.
fn looks_like_microdata(name: &str, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(ingest::HEAD)];
    matches!(ingest::sniff_bytes(name, head), Ok(ingest::DataKind::Microdata))
}
