//! The declarative study: sources, codebook, and the acts done with them; and the runner that turns a study into a folder of outputs.

pub mod acts;
mod choices;
mod claim;
mod codebook;
mod convert;
mod error;
mod figures;
mod file;
mod keys;
mod margins;
pub mod options;
pub mod output;
pub mod run;
mod source;
mod spec;
mod stat;

pub use convert::{convert_respondents, replicate_study, tidy, tidy_parquet};
pub use error::{Blame, StudyError};
pub use figures::{Drawn, figures, warnings};
pub use file::{ChartEntry, StudyFile};
pub use source::{Source, SourceFlags};

use crate::estimate::EstimateError;
use crate::report::Input;
use crate::sample::DesignError;
use options::DesignFlags;
use std::path::{Path, PathBuf};

/// No study file is larger.
const MOST_BYTES: usize = 16 << 20;

/// A study file with where it lies.
#[derive(Debug, Clone)]
pub struct Study {
    path: PathBuf,
    text: String,
    file: StudyFile,
}

impl Study {
    /// Reads a study.
    ///
    /// # Errors
    /// [`StudyError`] when it cannot be read or says something impossible.
    pub fn open(path: &Path) -> Result<Self, StudyError> {
        let bytes = source::read(path, MOST_BYTES + 1)?;
        if bytes.len() > MOST_BYTES {
            let message = format!("{} is larger than any study: is it one?", path.display());
            return Err(StudyError::Usage(message));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let (line, column) =
                file::position(&String::from_utf8_lossy(error.as_bytes()), error.utf8_error().valid_up_to());
            let message = "not UTF-8: save the study file as UTF-8".to_owned();
            StudyError::File { path: path.to_owned(), line, column, message }
        })?;
        let file = StudyFile::parse(path, &text)?;
        let study = Self { path: path.to_owned(), text, file };
        study.check()?;
        Ok(study)
    }

    /// What it says.
    pub fn file(&self) -> &StudyFile {
        &self.file
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its file name, which is what outputs call it: where it lies is not theirs to say.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    /// The file and its hash.
    pub fn input(&self) -> Input {
        Input::of(self.name(), self.text.as_bytes())
    }

    /// The source that an act works on: the one it names, or the only one.
    fn source_of<'a>(&'a self, act: &str, named: Option<&'a str>) -> Result<&'a str, StudyError> {
        match (named, self.file.source.as_slice()) {
            (Some(named), sources) if sources.iter().any(|source| source.id == named) => Ok(named),
            (Some(named), sources) => {
                let hint = crate::names::hint(named, sources.iter().map(|source| source.id.as_str()));
                Err(self.error_at(named, format!("no source \"{named}\"{hint}")))
            }
            (None, [only]) => Ok(&only.id),
            (None, _) => {
                Err(self.error_at(act, format!("\"{act}\" must say which source it works on: source = \"…\"")))
            }
        }
    }

    /// An error of an act about a name or a net that the study states, at the line where it states it.
    fn located(&self, act: &str, error: StudyError) -> StudyError {
        let place = match &error {
            StudyError::Estimate(EstimateError::NetIsAnswer { net, question }) => {
                keys::place_of_net(&self.text, act, question, net)
            }
            StudyError::Target { .. } => keys::place_of_key(&self.text, act, "target"),
            _ => error.unknown_name().and_then(|name| keys::place_of(&self.text, Some(act), name)),
        };
        match place {
            Some(_) => self.error_from(place, error.to_string()),
            None => error,
        }
    }

    /// Ids of its sources.
    pub fn source_ids(&self) -> Vec<String> {
        self.file.source.iter().map(|source| source.id.clone()).collect()
    }

    /// Opens one of its sources.
    ///
    /// # Errors
    /// [`StudyError`] when there is none of that name or it cannot be read.
    pub fn source(&self, id: &str) -> Result<Source, StudyError> {
        self.source_with(id, &SourceFlags::default())
    }

    /// Opens one of its sources; what `flags` say of its base comes first.
    ///
    /// # Errors
    /// [`StudyError`] when there is none of that name or it cannot be read.
    pub fn source_with(&self, id: &str, flags: &SourceFlags) -> Result<Source, StudyError> {
        let found = self.file.source.iter().find(|source| source.id == id);
        let entry = found.ok_or_else(|| {
            let hint = crate::names::hint(id, self.file.source.iter().map(|source| source.id.as_str()));
            self.error_at(id, format!("no source \"{id}\"{hint}"))
        })?;
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let opened = Source::of_entry(entry, (&entry.file, &folder.join(&entry.file)), &self.file, flags);
        let source = opened.map_err(|error| match error {
            // Options that do not go together, none of them a flag: the study says so.
            StudyError::Usage(message) | StudyError::Design(DesignError::Options(message))
                if flags.design == DesignFlags::default() =>
            {
                self.error_at(id, format!("source \"{id}\": {message}"))
            }
            other => match other.unknown_name() {
                Some(name) if flags.design == DesignFlags::default() => {
                    let stated = keys::place_of(&self.text, Some(id), name).map_or(id, |_| name);
                    self.error_at(stated, other.to_string())
                }
                _ => other,
            },
        })?;
        match entry.first_of_table().filter(|_| source.respondents().is_some()) {
            Some((key, next)) => {
                let file = &entry.file;
                let message = format!("source \"{id}\": {key} has no effect on respondents, as {file} holds: {next}");
                Err(self.error_from(keys::place_of_key(&self.text, id, key), message))
            }
            None => Ok(source),
        }
    }

    /// An error at the first place in the file where `quoted` stands in quotes.
    fn error_at(&self, quoted: &str, message: String) -> StudyError {
        self.error_from(keys::place_of(&self.text, None, quoted), message)
    }

    /// An error at a place in the file, in bytes; at its start where that is not known.
    fn error_from(&self, place: Option<usize>, message: String) -> StudyError {
        let offset = place.unwrap_or(0);
        let (line, column) = file::position(&self.text, offset);
        StudyError::File { path: self.path.clone(), line, column, message }
    }

    /// Names that refer to each other must exist, and be given once.
    fn check(&self) -> Result<(), StudyError> {
        if self.file.source.is_empty() {
            return Err(self.error_at("", "a study needs a source: add [[source]] with id and file".to_owned()));
        }
        let mut seen: Vec<&str> = Vec::new();
        for name in self.file.source.iter().map(|s| s.id.as_str()) {
            self.once(&mut seen, name, "source")?;
        }
        let mut seen: Vec<&str> = Vec::new();
        for name in self.file.act_names().chain(self.file.chart.iter().map(|c| c.name.as_str())) {
            self.once(&mut seen, name, "step")?;
        }
        let acts: Vec<&str> = self.file.act_names().collect();
        for (stated, of) in self.file.chart.iter().flat_map(ChartEntry::draws_on) {
            if !acts.contains(&of) {
                let hint = crate::names::hint(of, acts.iter().copied());
                return Err(self.error_at(stated, format!("no act named \"{of}\"{hint}")));
            }
        }
        let untested = |act: &str| {
            let estimated = self.file.estimate.iter().any(|estimate| estimate.name == act);
            estimated || self.file.inspect.iter().any(|inspection| inspection.name == act)
        };
        let needs = self.file.chart.iter().flat_map(|chart| &chart.needs);
        if let Some(needed) = needs.into_iter().find(|needed| untested(claim::Claim::of(needed).act)) {
            let message = format!("\"{needed}\" is a table that tests nothing: a title needs a comparison or a trend");
            return Err(self.error_at(needed, message));
        }
        for kind in self.file.chart.iter().filter_map(|chart| chart.kind.as_deref()) {
            crate::chart::kinds::kind(kind).map_err(|error| self.error_at(kind, error.to_string()))?;
        }
        for form in &self.file.report.forms {
            crate::report::form::named(form).map_err(|error| self.error_at(form, error.to_string()))?;
        }
        self.check_targets()?;
        self.check_files()?;
        self.check_codebook()
    }

    /// Targets of weighting are for a picture.
    fn check_targets(&self) -> Result<(), StudyError> {
        let is_drawn = |name: &str| self.file.chart.iter().flat_map(ChartEntry::draws_on).any(|(_, of)| of == name);
        match self.file.inspect.iter().find(|act| !act.options.target.is_empty() && !is_drawn(&act.name)) {
            Some(act) => {
                let message = format!(
                    "target has no effect without the picture of weights: add a [[chart]] with of = \"{}\", or leave it out",
                    act.name
                );
                Err(self.error_from(keys::place_of_key(&self.text, &act.name, "target"), message))
            }
            None => Ok(()),
        }
    }

    /// No two steps may make one file.
    fn check_files(&self) -> Result<(), StudyError> {
        let mut seen: Vec<String> = Vec::new();
        for (step, files) in run::plan(self, None) {
            for file in files {
                if seen.contains(&file) {
                    return Err(self.error_at(&step, format!("two steps make the file {file}: rename \"{step}\"")));
                }
                seen.push(file);
            }
        }
        Ok(())
    }

    /// Ids differ, nets have parts that are there, shares of groups are shares.
    fn check_codebook(&self) -> Result<(), StudyError> {
        for question in &self.file.question {
            let answers: Vec<&str> = question.answers.iter().map(|answer| answer.id.as_str()).collect();
            let known: Vec<&str> =
                answers.iter().copied().chain(question.nets.iter().map(|net| net.id.as_str())).collect();
            if let Some(twice) = known.iter().enumerate().find(|(at, id)| known[..*at].contains(id)).map(|(_, id)| *id)
            {
                return Err(
                    self.error_at(twice, format!("two answers or nets of {} are called \"{twice}\"", question.id))
                );
            }
            // A question whose answers are not listed takes them from the file.
            let parts = question.nets.iter().flat_map(|net| &net.of).filter(|_| !answers.is_empty());
            if let Some(part) = parts.into_iter().find(|part| !known.contains(&part.as_str())) {
                let hint = crate::names::hint(part, known.iter().copied());
                return Err(self.error_at(part, format!("no answer \"{part}\" to {} for a net{hint}", question.id)));
            }
        }
        self.check_spellings()?;
        let levels = self.file.group.iter().flat_map(|group| &group.levels);
        match levels.into_iter().find(|level| level.share.is_some_and(|share| !(share > 0.0 && share <= 1.0))) {
            Some(level) => {
                let share = level.share.unwrap_or_default();
                let rule = "a share is above 0 and at most 1: for 45 per cent write 0.45";
                Err(self.error_at(&level.id, format!("the share of \"{}\" is {share}: {rule}", level.id)))
            }
            None => Ok(()),
        }
    }

    /// One spelling stands for one answer, or for one level.
    fn check_spellings(&self) -> Result<(), StudyError> {
        let questions = self.file.question.iter().map(|question| {
            let answers = question.answers.iter().map(|answer| (&answer.id, &answer.labels));
            (&question.id, answers.collect::<Vec<_>>())
        });
        let groups = self.file.group.iter().map(|group| {
            let levels = group.levels.iter().map(|level| (&level.id, &level.labels));
            (&group.id, levels.collect::<Vec<_>>())
        });
        for (variable, members) in questions.chain(groups) {
            let mut known: Vec<(&str, &str)> = Vec::new();
            for (id, labels) in members {
                for spelling in std::iter::once(id).chain(labels) {
                    match known.iter().find(|(other, _)| other == spelling) {
                        Some((_, first)) if first != id => {
                            let message = format!(
                                "{variable}: \"{spelling}\" stands for \"{first}\" and for \"{id}\"; each spelling stands for one"
                            );
                            return Err(self.error_at(spelling, message));
                        }
                        _ => known.push((spelling, id)),
                    }
                }
            }
        }
        Ok(())
    }

    fn once<'a>(&self, seen: &mut Vec<&'a str>, name: &'a str, what: &str) -> Result<(), StudyError> {
        let safe = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        if name.is_empty() || !name.chars().all(safe) || name.starts_with('.') {
            let rule = "write letters, digits, hyphens: it becomes part of file names";
            return Err(self.error_at(name, format!("\"{name}\" is no name for a {what}: {rule}")));
        }
        if seen.contains(&name) {
            let places = keys::named(&self.text, what, name);
            let [first, second] = [0, 1].map(|at| file::position(&self.text, places.get(at).copied().unwrap_or(0)));
            let message = format!("two {what}s are named \"{name}\", here and in line {}: names must differ", second.0);
            return Err(StudyError::File { path: self.path.clone(), line: first.0, column: first.1, message });
        }
        seen.push(name);
        Ok(())
    }
}
