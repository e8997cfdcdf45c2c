//! One opened source: a published table or respondent-level data, with what is known and assumed about it.

mod kind;
mod microdata;
mod published;
mod variables;

use super::StudyError;
use super::codebook::{Told, basis};
use super::file::{SourceEntry, StudyFile};
use super::options::{DesignFlags, PublishedBasis, Selection};
use crate::ingest;
use crate::report::{Fact, Input, Warning};
use crate::sample::{Microdata, Published, Sample};
use crate::survey::{Codebook, Watch};
pub(super) use kind::read;
use kind::{figures, holds_respondents, in_rows, is_text};
pub(crate) use microdata::{Respondents, Roles};
pub(crate) use published::Table;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// What flags say of a source, before what a study says.
#[derive(Debug, Clone, Default)]
pub struct SourceFlags {
    /// Base and design effect of a published table.
    pub basis: PublishedBasis,
    /// Design of respondent-level data.
    pub design: DesignFlags,
    /// Threads for sums; all cores when left out.
    pub threads: Option<std::num::NonZeroUsize>,
    /// A published table whose figures add up to more than everybody is read all the same, with a warning.
    pub tolerant: bool,
    /// Told how far the reading of respondents has come.
    pub watch: Option<Watch>,
}

/// A source ready to be asked.
pub struct Source {
    id: String,
    path: String,
    location: PathBuf,
    kind: Kind,
    codebook: Codebook,
    citation: Option<String>,
    told: Told,
    input: OnceLock<Input>,
    /// What conditions asked for that nobody has, by their text.
    strangers: Mutex<BTreeMap<String, Vec<String>>>,
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
pub(super) enum Asked<'a> {
    /// A published table, whole.
    Published(&'a Published),
    /// Some figures of a published table.
    Part(Published),
    /// Respondents.
    Microdata(Microdata),
}

impl Asked<'_> {
    /// The sample.
    pub(super) fn sample(&self) -> &dyn Sample {
        match self {
            Self::Published(sample) => *sample,
            Self::Part(sample) => sample,
            Self::Microdata(sample) => sample,
        }
    }

    /// The figures asked, if these are published ones.
    pub(super) fn published(&self) -> Option<&Published> {
        match self {
            Self::Published(sample) => Some(sample),
            Self::Part(sample) => Some(sample),
            Self::Microdata(_) => None,
        }
    }

    /// The respondents, if these are respondent-level data.
    pub(super) fn microdata(&self) -> Option<&Microdata> {
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
        let name = path.to_string_lossy();
        Self::of_entry(&SourceEntry::default(), (&name, path), &StudyFile::default(), flags)
    }

    /// Bytes by themselves, as from standard input.
    ///
    /// # Errors
    /// [`StudyError`] when they cannot be read or their basis makes no sense.
    pub fn of_bytes(name: &str, bytes: &[u8], flags: &SourceFlags) -> Result<Self, StudyError> {
        Self::of_content(name, bytes, &SourceEntry::default(), &StudyFile::default(), flags)
    }

    /// A source that a study declares, with the name that outputs give it and where it lies: outputs must not depend on the folder in
    /// which topline was started, while an error is best understood by the path.
    pub(super) fn of_entry(
        entry: &SourceEntry,
        (name, path): (&str, &Path),
        study: &StudyFile,
        flags: &SourceFlags,
    ) -> Result<Self, StudyError> {
        let head = read(path, ingest::HEAD)?;
        let located = |made: Self| Self { location: path.to_owned(), ..made };
        if !is_text(path) || holds_respondents(name, &head, entry, flags) {
            let respondents = Respondents::open(path, entry, (study, flags))?;
            return match figures(respondents.file(), path).transpose()? {
                Some(bytes) if !holds_respondents(name, &bytes[..bytes.len().min(ingest::HEAD)], entry, flags) => {
                    let read = Self::of_table(name, &bytes, (entry, study), flags);
                    read.map(|made| made.read_again(path)).map_err(in_rows)
                }
                _ => Ok(located(Self::of_respondents(name, entry, study, respondents))),
            };
        }
        // One byte more than a published table may have is enough to refuse a larger file.
        let bytes = read(path, ingest::published::MOST_BYTES + 1)?;
        let read = |name: &str| Self::of_table(name, &bytes, (entry, study), flags);
        let in_full = path.to_string_lossy();
        read(name).map(located).or_else(|error| if *in_full == *name { Err(error) } else { read(&in_full) })
    }

    /// A text, which is a published table or respondents.
    fn of_content(
        name: &str,
        bytes: &[u8],
        entry: &SourceEntry,
        study: &StudyFile,
        flags: &SourceFlags,
    ) -> Result<Self, StudyError> {
        let head = &bytes[..bytes.len().min(ingest::HEAD)];
        if let Some(what) = ingest::other_than_text(head) {
            let message = format!("this is {what}, and only text is read from here: write it to a file and name that");
            return Err(StudyError::Asked { source_name: name.to_owned(), message });
        }
        if !holds_respondents(name, head, entry, flags) {
            return Self::of_table(name, bytes, (entry, study), flags);
        }
        let respondents = Respondents::of_bytes(name, bytes, entry, (study, flags))?;
        let made = Self::of_respondents(name, entry, study, respondents);
        Ok(made.hashed(bytes))
    }

    fn of_table(
        name: &str,
        bytes: &[u8],
        (entry, study): (&SourceEntry, &StudyFile),
        flags: &SourceFlags,
    ) -> Result<Self, StudyError> {
        let (table, codebook) =
            Table::read(name, bytes, (entry, study), basis(&flags.basis, &entry.basis), flags.tolerant)?;
        Ok(Self::build(name, (entry, study), codebook, Kind::Table(Box::new(table))).hashed(bytes))
    }

    fn of_respondents(name: &str, entry: &SourceEntry, study: &StudyFile, respondents: Respondents) -> Self {
        let codebook = respondents.codebook(study);
        Self::build(name, (entry, study), codebook, Kind::Respondents(Box::new(respondents)))
    }

    /// The bytes are at hand: no need to read the file again for its hash.
    fn hashed(self, bytes: &[u8]) -> Self {
        let input = OnceLock::from(Input::of(&*self.path, bytes));
        Self { input, ..self }
    }

    /// Made from other bytes than those of the file: its hash is to be that of the file.
    fn read_again(self, path: &Path) -> Self {
        Self { location: path.to_owned(), input: OnceLock::new(), ..self }
    }

    fn build(path: &str, (entry, study): (&SourceEntry, &StudyFile), codebook: Codebook, kind: Kind) -> Self {
        let id = if entry.id.is_empty() { path } else { &entry.id };
        let citation = entry.citation.clone();
        let told = Told::of(entry, study);
        let (id, path, location) = (id.to_owned(), path.to_owned(), PathBuf::from(path));
        Self { id, path, location, kind, codebook, citation, told, input: OnceLock::new(), strangers: Mutex::default() }
    }

    /// Its name in the study, or the file's.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The sample for what a selection asks, its variables in their roles; `df` replaces the degrees of freedom of a design.
    ///
    /// # Errors
    /// [`StudyError`] when the condition cannot be read or the design does not fit.
    pub(super) fn ask(
        &self,
        selection: &Selection,
        df: Option<f64>,
        roles: Roles<'_>,
    ) -> Result<Asked<'_>, StudyError> {
        match (&self.kind, selection.condition.as_deref()) {
            (Kind::Table(table), None) => Ok(Asked::Published(table.sample())),
            (Kind::Table(table), Some(condition)) => {
                let (sample, strangers) = table.within(condition)?;
                self.tell_strangers(condition, strangers);
                Ok(Asked::Part(sample))
            }
            (Kind::Respondents(respondents), condition) => {
                Ok(Asked::Microdata(respondents.sample(condition, df, roles)?))
            }
        }
    }

    /// Takes note of what a condition asks for and nobody has.
    pub(super) fn tell_strangers(&self, condition: &str, found: Vec<String>) {
        self.strangers.lock().unwrap_or_else(PoisonError::into_inner).insert(condition.to_owned(), found);
    }

    /// What an act found that a condition asks for and nobody has.
    pub(super) fn strangers_to(&self, condition: &str) -> Vec<String> {
        let strangers = self.strangers.lock().unwrap_or_else(PoisonError::into_inner);
        strangers.get(condition).cloned().unwrap_or_default()
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

    /// Whether the file orders the values of a variable: by codes behind their labels, or as levels.
    pub(super) fn orders(&self, variable: &str) -> bool {
        let variables = self.respondents().map_or(&[][..], |respondents| respondents.file().variables());
        let found = variables.iter().find(|known| *known.name == *variable);
        found.is_some_and(|known| !known.labels.is_empty() || !known.levels.is_empty())
    }

    /// Whether a question is a multiple-response set of respondent-level data.
    pub fn is_set(&self, question: &str) -> bool {
        self.respondents().is_some_and(|respondents| respondents.is_set(question))
    }

    /// Whether people could give several answers to a question: it is a set, or a printed table is stated to be such.
    pub(super) fn takes_several(&self, question: &str) -> bool {
        self.is_set(question) || self.published().is_some_and(|sample| sample.assumptions().multiple)
    }

    /// Whether people count by weights, and not each as one or as often as there were such.
    pub(super) fn weighs(&self) -> bool {
        self.respondents().is_some_and(|respondents| respondents.stated_design().weighs())
    }

    /// How its labels are read.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The file as named: of a study's source as the study names it, which is relative to the study file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where the file lies; of standard input its name.
    pub fn location(&self) -> &Path {
        &self.location
    }

    /// The file and its hash; a file that cannot be read any more has none.
    pub fn input(&self) -> &Input {
        self.input.get_or_init(|| Input::of_file(&*self.path, &self.location))
    }

    /// What was found on reading.
    pub fn warnings(&self) -> &[Warning] {
        self.table().map_or(&[], Table::warnings)
    }

    /// How it is to be cited.
    pub fn citation(&self) -> Option<&str> {
        self.citation.as_deref()
    }

    /// What the study says of the fieldwork.
    pub(super) fn told(&self) -> &Told {
        &self.told
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
