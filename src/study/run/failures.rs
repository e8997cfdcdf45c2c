//! Steps that failed: the first ends a run, unless it is to go on.

use super::RunOptions;
use crate::study::{Study, StudyError};

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
