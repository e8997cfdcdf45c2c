//! The runner: everything a study declares, into one folder, each file whole or not at all, with a manifest.

mod diff;
mod findings;
mod manifest;
mod report;

pub use diff::{Outputs, diff};
pub use manifest::{Manifest, Record};

use super::acts::{self, Found};
use super::claim::Claim;
use super::output::{Overwrite, may_write, write_file};
use super::{ChartEntry, Drawn, Source, Study, StudyError, figures};
use crate::report::{Document, Warning, form, sha256};
use manifest::Previous;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// How a study is to be run.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// The folder for outputs.
    pub folder: PathBuf,
    /// Only the act or chart with this name; no report.
    pub only: Option<String>,
    /// Go on after a step has failed.
    pub keep_going: bool,
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

/// A chart that was drawn.
pub(super) struct Charted<'a> {
    entry: &'a ChartEntry,
    svg: String,
    alt: String,
    findings: Vec<Warning>,
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

fn chart_files(name: &str) -> [String; 4] {
    ["png", "svg", "csv", "txt"].map(|ending| format!("{name}.{ending}"))
}

/// Runs a study. Files are made in memory first and written together at the end.
///
/// # Errors
/// The first [`StudyError`]; with `keep_going`, only one that leaves nothing to be done.
pub fn run(study: &Study, options: &RunOptions) -> Result<Ran, StudyError> {
    check_only(study, options.only.as_deref())?;
    let previous = Previous::read(&options.folder);
    let mut failed = Vec::new();
    let sources = open_sources(study, options, &mut failed)?;
    let done = do_acts(study, options, &sources, &mut failed)?;
    let mut made: Vec<Made> = Vec::new();
    for act in done.iter().filter(|act| is_asked(options, act.name)) {
        made.extend(act_outputs(act)?);
    }
    let charted = draw(study, options, &done, &previous, &mut made, &mut failed)?;
    let document = report::document(study, &sources, &done, &charted);
    if options.only.is_none() {
        made.extend(report_outputs(study, &document)?);
    }
    let warnings = document.meta.warnings.clone();
    for file in made.iter_mut().filter(|file| !file.unchanged) {
        file.unchanged = previous.holds(&file.file, &file.bytes);
    }
    let inputs = sources.values().map(|source| source.input().clone()).collect();
    let manifest = Manifest::new(study, inputs, warnings, &made);
    let manifest = if options.only.is_some() { previous.kept_beside(manifest) } else { manifest };
    write(options, &previous, made, &manifest)?;
    Ok(Ran { manifest, failed, document })
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

/// Keeps an error for later, or gives it back to end the run.
fn keep(options: &RunOptions, failed: &mut Vec<StudyError>, step: &str, error: StudyError) -> Result<(), StudyError> {
    let error = StudyError::Step { step: step.to_owned(), error: Box::new(error) };
    if options.keep_going {
        failed.push(error);
        Ok(())
    } else {
        Err(error)
    }
}

fn open_sources(
    study: &Study,
    options: &RunOptions,
    failed: &mut Vec<StudyError>,
) -> Result<BTreeMap<String, Source>, StudyError> {
    let mut sources = BTreeMap::new();
    for id in study.source_ids() {
        match study.source(&id) {
            Ok(source) => drop(sources.insert(id, source)),
            Err(error) => keep(options, failed, &format!("source {id}"), error)?,
        }
    }
    Ok(sources)
}

/// Every act that is asked for, or that a chart asked for draws on.
fn do_acts<'a>(
    study: &'a Study,
    options: &RunOptions,
    sources: &'a BTreeMap<String, Source>,
    failed: &mut Vec<StudyError>,
) -> Result<Vec<Done<'a>>, StudyError> {
    let file = study.file();
    let chart = file.chart.iter().find(|chart| options.only.as_deref() == Some(&chart.name));
    let needed = |name: &str| is_asked(options, name) || chart.is_some_and(|c| c.draws_on().any(|of| of == name));
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
                Err(error) => keep(options, failed, name, error),
            },
            Err(error) => keep(options, failed, name, error),
        }
    };
    for a in &file.estimate {
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| {
            Ok(Found::Estimates(acts::estimate(s, &a.options)?))
        })?;
    }
    for a in &file.compare {
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| Found::of_compare(s, &a.options))?;
    }
    for a in &file.trend {
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| Ok(Found::Trends(acts::trend(s, &a.options)?)))?;
    }
    for a in &file.inspect {
        act(&a.name, a.title.as_deref(), a.source.as_deref(), &|s| {
            Ok(Found::Inspection(acts::inspect(s, &a.options)?))
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

/// One chart: its four files and what the report needs of it.
type Drawing<'a> = Result<(Vec<Made>, Charted<'a>), StudyError>;

/// The charts, several at a time; the PNG of one that is drawn as in the last run is taken from there.
fn draw<'a>(
    study: &'a Study,
    options: &RunOptions,
    done: &[Done<'_>],
    previous: &Previous,
    made: &mut Vec<Made>,
    failed: &mut Vec<StudyError>,
) -> Result<Vec<Charted<'a>>, StudyError> {
    let charts: Vec<&ChartEntry> = study.file().chart.iter().filter(|chart| is_asked(options, &chart.name)).collect();
    let next = AtomicUsize::new(0);
    let results: Mutex<BTreeMap<usize, Drawing<'a>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.clamp(1, charts.len().max(1)) {
            scope.spawn(|| {
                while let Some(entry) = charts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let at = charts.iter().position(|chart| chart.name == entry.name).unwrap_or_default();
                    let drawing = chart(entry, done, previous);
                    results.lock().unwrap_or_else(PoisonError::into_inner).insert(at, drawing);
                }
            });
        }
    });
    let mut charted = Vec::new();
    for (at, drawing) in results.into_inner().unwrap_or_else(PoisonError::into_inner) {
        match drawing {
            Ok((files, chart)) => {
                made.extend(files);
                charted.push(chart);
            }
            Err(error) => keep(options, failed, &charts[at].name, error)?,
        }
    }
    Ok(charted)
}

fn chart<'a>(entry: &'a ChartEntry, done: &[Done<'_>], previous: &Previous) -> Drawing<'a> {
    let of = |names: &[String]| done.iter().filter(|act| names.iter().any(|name| name == act.name)).collect::<Vec<_>>();
    let drawn: Vec<Drawn<'_>> =
        of(&entry.of).iter().map(|act| Drawn { source: act.source, found: &act.found }).collect();
    let borne_out = |claim: Claim<'_>| done.iter().any(|act| act.name == claim.act && claim.holds(&act.found));
    let supported = entry.needs.iter().all(|needed| borne_out(Claim::of(needed)));
    let entry_shown = if supported { entry.clone() } else { ChartEntry { title: None, ..entry.clone() } };
    let withheld = (!supported && entry.title.is_some()).then(|| withheld(entry));
    let plan = figures(&entry_shown, &drawn)?;
    let picture = plan.render()?;
    let svg = picture.svg()?;
    // The SVG holds everything that the picture shows, so the code that draws it is in the key too; only painting is spared.
    let key = sha256(format!("{} {} {svg}", crate::report::VERSION, picture.drawing.source).as_bytes());
    let names = chart_files(&entry.name);
    let painted = previous.unchanged(&key, &names[0]).map_or_else(|| picture.png(), Ok)?;
    let findings = super::figures::warnings(&entry.name, &picture).into_iter().chain(withheld).collect();
    let chart = Charted { entry, svg, alt: picture.alt.clone(), findings };
    let bytes = [painted, chart.svg.clone().into(), picture.csv.into(), format!("{}\n", chart.alt).into()];
    let file = |(file, bytes): (&String, Vec<u8>)| Made {
        file: file.clone(),
        step: entry.name.clone(),
        key: key.clone(),
        bytes,
        unchanged: false,
    };
    Ok((names.iter().zip(bytes).map(file).collect(), chart))
}

/// What is said where a title is not printed.
fn withheld(entry: &ChartEntry) -> Warning {
    let message = format!("the title is not printed: the tests of {} do not bear it out", entry.needs.join(", "));
    Warning { code: "W204".to_owned(), message, place: Some(entry.name.clone()) }
}

/// Writes every file that is not there already, then the manifest.
fn write(options: &RunOptions, previous: &Previous, made: Vec<Made>, manifest: &Manifest) -> Result<(), StudyError> {
    let path = |file: &str| -> PathBuf { Path::new(&options.folder).join(file) };
    let allowed = |file: &str| if previous.wrote(file) { Overwrite::Always } else { options.overwrite };
    for file in &made {
        may_write(&path(&file.file), &file.bytes, allowed(&file.file))?;
    }
    for file in made.into_iter().filter(|file| !file.unchanged) {
        write_file(&path(&file.file), &file.bytes, allowed(&file.file))?;
    }
    write_file(&path(manifest::FILE), manifest.json().as_bytes(), allowed(manifest::FILE))
}
