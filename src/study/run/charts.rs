//! The charts of a run: several drawn at a time, and one that would be the same as last time taken from there.

use super::failures::Failures;
use super::manifest::Previous;
use super::{Done, Made, RunOptions, is_asked};
use crate::report::{Warning, sha256};
use crate::study::claim::Claim;
use crate::study::{ChartEntry, Drawn, Study, StudyError, figures};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// A chart that was drawn.
pub(super) struct Charted<'a> {
    pub(super) entry: &'a ChartEntry,
    pub(super) svg: String,
    pub(super) alt: String,
    pub(super) findings: Vec<Warning>,
}

/// Names of the files of a chart.
pub(super) fn chart_files(name: &str) -> [String; 4] {
    ["png", "svg", "csv", "txt"].map(|ending| format!("{name}.{ending}"))
}

/// One chart: its four files and what the report needs of it.
type Drawing<'a> = Result<(Vec<Made>, Charted<'a>), StudyError>;

/// The charts, several at a time, but for those that draw on what was lost; the PNG of one that is drawn as in the last run is taken from there.
pub(super) fn draw<'a>(
    study: &'a Study,
    options: &RunOptions,
    (done, lost): (&[Done<'_>], &BTreeMap<String, String>),
    previous: &Previous,
    made: &mut Vec<Made>,
    failed: &mut Failures<'_>,
) -> Result<Vec<Charted<'a>>, StudyError> {
    let charts: Vec<&ChartEntry> = study.file().chart.iter().filter(|chart| is_asked(options, &chart.name)).collect();
    let next = AtomicUsize::new(0);
    let results: Mutex<BTreeMap<usize, Drawing<'a>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.clamp(1, charts.len().max(1)) {
            scope.spawn(|| {
                while let Some(entry) = charts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let at = charts.iter().position(|chart| chart.name == entry.name).unwrap_or_default();
                    let drawing = match entry.of.iter().find_map(|act| lost.get_key_value(act)) {
                        Some((act, why)) => Err(StudyError::Lost { act: act.clone(), why: why.clone() }),
                        None => chart(entry, done, previous),
                    };
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
            Err(error) => failed.keep(&charts[at].name, error)?,
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
    let about_title = entry.title.is_some().then(|| doubt(entry, supported)).flatten();
    let plan = figures(&entry_shown, &drawn)?;
    let picture = plan.render()?;
    let svg = picture.svg()?;
    // The SVG holds everything that the picture shows, so the code that draws it is in the key too; only painting is spared.
    let key = sha256(format!("{} {} {svg}", crate::report::VERSION, picture.drawing.source).as_bytes());
    let names = chart_files(&entry.name);
    let painted = previous.unchanged(&key, &names[0]).map_or_else(|| picture.png(), Ok)?;
    let findings = crate::study::warnings(&entry.name, &picture).into_iter().chain(about_title).collect();
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

/// What is said where a title is not printed, or printed without a test.
fn doubt(entry: &ChartEntry, supported: bool) -> Option<Warning> {
    let (code, message) = match (supported, entry.needs.as_slice()) {
        (false, needs) => {
            ("W204", format!("the title is not printed: the tests of {} do not bear it out", needs.join(", ")))
        }
        (true, []) => (
            "W214",
            "the title is printed untested: if it claims something, name the comparison or trend that it rests on, as needs = \"NAME > 0\"; if not, leave it out, or --allow W214".to_owned(),
        ),
        (true, _) => return None,
    };
    Some(Warning { code: code.to_owned(), message, place: Some(entry.name.clone()) })
}
