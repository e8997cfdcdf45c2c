//! Steps that failed: the first ends a run, unless it is to go on.

use super::{Done, RunOptions};
use crate::study::{Source, Study, StudyError};
use std::collections::BTreeMap;

/// What has failed so far.
pub(super) struct Failures<'a> {
    study: &'a Study,
    options: &'a RunOptions,
    pub(super) all: Vec<StudyError>,
}

impl<'a> Failures<'a> {
    pub(super) fn new(study: &'a Study, options: &'a RunOptions) -> Self {
        Self { study, options, all: Vec::new() }
    }

    /// Keeps the error of an act or chart for later, or gives it back to end the run.
    pub(super) fn keep(&mut self, step: &str, error: StudyError) -> Result<(), StudyError> {
        self.keep_as(step.to_owned(), error, |name| name == step)
    }

    /// The same of a source that cannot be opened.
    pub(super) fn keep_source(&mut self, id: &str, error: StudyError) -> Result<(), StudyError> {
        let study = self.study;
        let source = |act: &str| study.file().acts().find(|(name, _)| *name == act).and_then(|(_, source)| source);
        let works_on_it = |act: &str| study.source_of(act, source(act)).is_ok_and(|of| of == id);
        self.keep_as(format!("source {id}"), error, works_on_it)
    }

    fn keep_as(&mut self, step: String, error: StudyError, is_lost: impl Fn(&str) -> bool) -> Result<(), StudyError> {
        let error = StudyError::Step { step, error: Box::new(error) };
        if self.options.keep_going {
            self.all.push(error);
            return Ok(());
        }
        let others = self.options.only.is_none() && self.leaves_some(is_lost);
        Err(if others { StudyError::Stopped { error: Box::new(error) } } else { error })
    }

    /// Whether there are acts or charts that do without what is lost.
    fn leaves_some(&self, is_lost: impl Fn(&str) -> bool) -> bool {
        let file = self.study.file();
        let chart = |name: &str, of: &[String]| !is_lost(name) && of.iter().any(|act| !is_lost(act));
        file.act_names().any(|act| !is_lost(act)) || file.chart.iter().any(|entry| chart(&entry.name, &entry.of))
    }
}

/// Acts of which there is no result, each with why, as a clause: for what draws on them.
pub(super) fn lost(study: &Study, sources: &BTreeMap<String, Source>, done: &[Done<'_>]) -> BTreeMap<String, String> {
    let is_done = |name: &str| done.iter().any(|act| act.name == name);
    let why = |(name, source): (&str, Option<&str>)| {
        let why = match study.source_of(name, source) {
            Ok(id) if !sources.contains_key(id) => format!("whose source {id} cannot be read"),
            _ => "which failed".to_owned(),
        };
        (name.to_owned(), why)
    };
    study.file().acts().filter(|(name, _)| !is_done(name)).map(why).collect()
}

/// What a report lacks, each in a line: what failed, with the acts that a source took with it. Files are named from the study's folder, so
/// that a report does not tell where that lies.
pub(super) fn missing(study: &Study, failed: &[StudyError], lost: &BTreeMap<String, String>) -> Vec<String> {
    let folder = study.path().parent().map(|folder| format!("{}/", folder.display())).filter(|folder| folder != "/");
    let line = |error: &StudyError| {
        let told = error.to_string();
        let told = folder.as_ref().map_or_else(|| told.clone(), |folder| told.replace(folder, ""));
        let StudyError::Step { step, .. } = error else { return told };
        let Some(id) = step.strip_prefix("source ") else { return told };
        let clause = format!("whose source {id} cannot be read");
        let acts: Vec<&str> = lost.iter().filter(|(_, why)| **why == clause).map(|(act, _)| act.as_str()).collect();
        if acts.is_empty() { told } else { format!("{told}. Not made without it: {}", acts.join(", ")) }
    };
    failed.iter().map(line).collect()
}
