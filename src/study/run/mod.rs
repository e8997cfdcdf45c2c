//! The runner: everything a study declares, into one folder, each file whole or not at all, with a manifest.

mod charts;
mod diff;
mod failures;
mod findings;
mod manifest;
mod report;

pub use diff::{Outputs, diff};
pub use manifest::{Manifest, Record};

use super::acts::{self, Found};
use super::output::{Overwrite, Planned, may_write, refuse_inputs, write_files};
use super::{Source, SourceFlags, Study, StudyError};
use crate::report::{Document, form, sha256};
use crate::survey::Watch;
use charts::{chart_files, draw};
use failures::{Failures, lost, missing};
use manifest::Previous;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// How a study is to be run.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// The folder for outputs.
    pub folder: PathBuf,
    /// Only the act or chart with this name; no report.
    pub only: Option<String>,
    /// Go on after a step has failed.
    pub keep_going: bool,
    /// Threads that sum up respondents; all cores when none are stated.
    pub threads: Option<NonZeroUsize>,
    /// Told how far the reading of respondents has come.
    pub watch: Option<Watch>,
    /// Charts drawn at a time.
    pub jobs: usize,
    /// What may be overwritten.
    pub overwrite: Overwrite,
}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    /// What was written, or found unchanged.
    pub manifest: Manifest,
    /// Steps that failed, with `keep_going`.
    pub failed: Vec<StudyError>,
    /// The report.
    pub document: Document,
    /// Files of an earlier run that were removed, because the steps that made them now failed.
    pub removed: Vec<String>,
}

/// A file of the outputs.
pub(super) struct Made {
    file: String,
    step: String,
    key: String,
    bytes: Vec<u8>,
    unchanged: bool,
}

/// An act that was done.
pub(super) struct Done<'a> {
    name: &'a str,
    title: Option<&'a str>,
    source: &'a Source,
    found: Found,
}

/// Names of the steps of a study with the files each makes, in order: what `--dry-run` shows.
pub fn plan(study: &Study, only: Option<&str>) -> Vec<(String, Vec<String>)> {
    let wanted = |name: &&str| only.is_none_or(|only| only == *name);
    let file = study.file();
    let acts = file.act_names().filter(wanted).map(|name| (name.to_owned(), act_files(study, name)));
    let charts = file.chart.iter().map(|chart| chart.name.as_str()).filter(wanted);
    let charts = charts.map(|name| (name.to_owned(), chart_files(name).into()));
    let forms = file.report.forms.iter().map(|form| format!("report.{form}")).collect::<Vec<_>>();
    let report = (only.is_none() && !forms.is_empty()).then(|| ("report".to_owned(), forms));
    acts.chain(charts).chain(report).collect()
}

fn act_files(study: &Study, name: &str) -> Vec<String> {
    let trend = study.file().trend.iter().any(|act| act.name == name);
    let parameters = trend.then(|| format!("{name}-parameters.csv"));
    let joint = study.file().estimate.iter().any(|act| act.name == name && act.options.covariance);
    let covariance = joint.then(|| format!("{name}-covariance.csv"));
    std::iter::once(format!("{name}.csv")).chain(parameters).chain(covariance).collect()
}

/// Runs a study. Files are made in memory first and written together at the end.
///
/// # Errors
/// The first [`StudyError`]; with `keep_going`, only one that leaves nothing to be done.
pub fn run(study: &Study, options: &RunOptions) -> Result<Ran, StudyError> {
    check_only(study, options.only.as_deref())?;
    let previous = Previous::read(&options.folder);
    let mut failed = Failures::new(study, options);
    let sources = open_sources(study, options, &mut failed)?;
    check_asks(study)?;
    let done = do_acts(study, options, &sources, &mut failed)?;
    let mut made: Vec<Made> = Vec::new();
    for act in done.iter().filter(|act| is_asked(options, act.name)) {
        made.extend(act_outputs(act)?);
    }
    let lost = lost(study, &sources, &done);
    let charted = draw(study, options, (&done, &lost), &previous, &mut made, &mut failed)?;
    let failed = failed.all;
    let document = report::document(study, &sources, (&done, &missing(study, &failed, &lost)), &charted);
    if options.only.is_none() {
        made.extend(report_outputs(study, &document)?);
    }
    let warnings = document.meta.warnings.clone();
    for file in made.iter_mut().filter(|file| !file.unchanged) {
        file.unchanged = previous.holds(&file.file, &file.bytes);
    }
    let inputs = sources.values().map(|source| source.input().clone()).collect();
    let manifest = Manifest::new(study, inputs, warnings, &made).without(&failed);
    let manifest = match &options.only {
        Some(step) => previous.kept_beside(manifest, step),
        None => manifest,
    };
    let outputs: Vec<PathBuf> = made.iter().map(|file| options.folder.join(&file.file)).collect();
    refuse_inputs(&outputs, sources.values().map(Source::location).chain([study.path()]))?;
    let outdated = previous.outdated(&plan(study, options.only.as_deref()), &made);
    write(options, &previous, made, &manifest)?;
    let removed = remove(options, outdated)?;
    Ok(Ran { manifest, failed, document, removed })
}

fn is_asked(options: &RunOptions, name: &str) -> bool {
    options.only.as_deref().is_none_or(|only| only == name)
}

/// Whether the study has the step that alone is asked for.
///
/// # Errors
/// [`StudyError::Usage`] when it has not.
pub fn check_only(study: &Study, only: Option<&str>) -> Result<(), StudyError> {
    let file = study.file();
    let names: Vec<&str> = file.act_names().chain(file.chart.iter().map(|c| c.name.as_str())).collect();
    match only {
        Some(only) if !names.contains(&only) => {
            let hint = crate::names::hint(only, names);
            Err(StudyError::Usage(format!("no step named \"{only}\" in {}{hint}", study.path().display())))
        }
        _ => Ok(()),
    }
}

/// Refuses a study that only declares sources.
fn check_asks(study: &Study) -> Result<(), StudyError> {
    if !plan(study, None).is_empty() {
        return Ok(());
    }
    Err(StudyError::Usage(format!(
        "{} asks for nothing: add [[estimate]], [[compare]], [[trend]] or [[inspect]] with name and source; `topline new DIR` writes an example",
        study.path().display()
    )))
}

fn open_sources(
    study: &Study,
    options: &RunOptions,
    failed: &mut Failures<'_>,
) -> Result<BTreeMap<String, Source>, StudyError> {
    let mut sources = BTreeMap::new();
    let flags = SourceFlags { threads: options.threads, watch: options.watch.clone(), ..SourceFlags::default() };
    for id in study.source_ids() {
        match study.source_with(&id, &flags) {
            Ok(source) => drop(sources.insert(id, source)),
            Err(error) => failed.keep_source(&id, error)?,
        }
    }
    Ok(sources)
}

/// Every act that is asked for, or that a chart asked for draws on.
fn do_acts<'a>(
    study: &'a Study,
    options: &RunOptions,
    sources: &'a BTreeMap<String, Source>,
    failed: &mut Failures<'_>,
) -> Result<Vec<Done<'a>>, StudyError> {
    let file = study.file();
    let chart = file.chart.iter().find(|chart| options.only.as_deref() == Some(&chart.name));
    let needed = |name: &str| is_asked(options, name) || chart.is_some_and(|c| c.draws_on().any(|(_, of)| of == name));
    let mut done = Vec::new();
    let mut act = |name: &'a str,
                   title: Option<&'a str>,
                   source: Option<&str>,
                   verb: &dyn Fn(&Source) -> Result<Found, StudyError>| {
        if !needed(name) {
            return Ok(());
        }
        let found = study.source_of(name, source).map(|id| sources.get(id));
        match found {
            // The source failed to open, which was said already.
            Ok(None) => Ok(()),
            Ok(Some(source)) => match verb(source).map_err(|error| study.located(name, error)) {
                Ok(found) => {
                    done.push(Done { name, title, source, found });
                    Ok(())
                }
                Err(error) => failed.keep(name, error),
            },
            Err(error) => failed.keep(name, error),
        }
    };
    let is_drawn = |name: &str| file.chart.iter().any(|chart| chart.draws_on().any(|(_, of)| of == name));
    for a in &file.estimate {
        let drawn = is_drawn(&a.name);
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| {
            Ok(Found::Estimates(acts::estimate(s, &a.options, drawn)?))
        })?;
    }
    for a in &file.compare {
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| {
            Found::of_compare(s, &a.options, is_drawn(&a.name))
        })?;
    }
    for a in &file.trend {
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| Ok(Found::Trends(acts::trend(s, &a.options)?)))?;
    }
    for a in &file.inspect {
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| {
            Ok(Found::Inspection(acts::inspect(s, &a.options, is_drawn(&a.name))?))
        })?;
    }
    Ok(done)
}

/// The tables of an act as CSV.
fn act_outputs(act: &Done<'_>) -> Result<Vec<Made>, StudyError> {
    let tables = act.found.tables(act.source, act.name).into_iter().enumerate();
    let file =
        |at: usize, name: &str| if at == 0 { format!("{}.csv", act.name) } else { format!("{}-{name}.csv", act.name) };
    tables
        .map(|(at, table)| {
            let file = file(at, table.name());
            let document = Document::new("", Default::default()).with(crate::report::Block::Table(table));
            let bytes = written("csv", &document)?;
            Ok(Made { file, step: act.name.to_owned(), key: sha256(&bytes), bytes, unchanged: false })
        })
        .collect()
}

fn written(name: &str, document: &Document) -> Result<Vec<u8>, StudyError> {
    let mut bytes = Vec::new();
    let failed = |error| StudyError::Write { path: name.into(), error };
    form::named(name)?.write(document, &mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn report_outputs(study: &Study, document: &Document) -> Result<Vec<Made>, StudyError> {
    let form = |name: &String| {
        let bytes = written(name, document)?;
        Ok(Made {
            file: format!("report.{name}"),
            step: "report".to_owned(),
            key: sha256(&bytes),
            bytes,
            unchanged: false,
        })
    };
    study.file().report.forms.iter().map(form).collect()
}

/// Writes every file that is not there already, and the manifest, all or none.
fn write(options: &RunOptions, previous: &Previous, made: Vec<Made>, manifest: &Manifest) -> Result<(), StudyError> {
    let listing = manifest.json();
    let planned = |file: &str, bytes| {
        let overwrite = if previous.wrote(file) { Overwrite::Always } else { options.overwrite };
        Planned { path: options.folder.join(file), bytes, overwrite }
    };
    let (there, new): (Vec<Made>, Vec<Made>) = made.into_iter().partition(|file| file.unchanged);
    for file in &there {
        let Planned { path, bytes, overwrite } = planned(&file.file, &file.bytes);
        may_write(&path, bytes, overwrite)?;
    }
    let new = new.iter().map(|file| planned(&file.file, &file.bytes));
    write_files(&new.chain([planned(manifest::FILE, listing.as_bytes())]).collect::<Vec<_>>())
}

/// Removes what an earlier run made of steps that failed.
fn remove(options: &RunOptions, outdated: Vec<String>) -> Result<Vec<String>, StudyError> {
    for file in &outdated {
        let path = options.folder.join(file);
        std::fs::remove_file(&path).map_err(|error| StudyError::Write { path, error })?;
    }
    Ok(outdated)
}
