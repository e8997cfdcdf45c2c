//! The report of a run: title, pictures, tables, method and sources, in reading order.

use super::Done;
use super::charts::Charted;
use super::findings::findings;
use crate::report::{Block, Column, Document, Fact, Kind, METHOD, Meta, Picture, Warning};
use crate::study::{Source, Study};
use std::collections::BTreeMap;

/// The document of everything a run found, and of what is missing.
pub(super) fn document(
    study: &Study,
    sources: &BTreeMap<String, Source>,
    (done, missing): (&[Done<'_>], &[String]),
    charted: &[Charted<'_>],
) -> Document {
    let file = study.file();
    let mut made = Document::new(&*file.title, meta(study, sources, done, charted));
    made.blocks.extend(file.summary.iter().cloned().map(Block::Paragraph));
    if !missing.is_empty() {
        made.blocks.push(Block::Heading { level: 1, text: "What is missing".to_owned() });
        made.blocks.push(Block::Notes(missing.to_vec()));
    }
    let found = findings(done);
    if !found.is_empty() {
        made.blocks.push(Block::Heading { level: 1, text: "What the figures bear".to_owned() });
        made.blocks.push(Block::Notes(found));
    }
    made.blocks.extend(charted.iter().map(picture));
    for act in done {
        made.blocks.push(Block::Heading { level: 1, text: act.title.unwrap_or(act.name).to_owned() });
        made.blocks.extend(act.found.shown(act.source, act.name).into_iter().map(Block::Table));
    }
    made.blocks.push(Block::Heading { level: 1, text: METHOD.to_owned() });
    made.blocks.push(Block::Notes(method(study, sources, done)));
    made
}

fn picture(chart: &Charted<'_>) -> Block {
    Block::Picture(Picture {
        svg: chart.svg.clone(),
        png: None,
        href: Some(format!("{}.png", chart.entry.name)),
        alt: chart.alt.clone(),
        caption: String::new(),
    })
}

fn meta(study: &Study, sources: &BTreeMap<String, Source>, done: &[Done<'_>], charted: &[Charted<'_>]) -> Meta {
    let mut warnings: Vec<Warning> = sources.values().flat_map(|source| source.warnings().iter().cloned()).collect();
    warnings.extend(by_code(done));
    warnings.extend(charted.iter().flat_map(|chart| chart.findings.iter().cloned()));
    let inputs = std::iter::once(study.input()).chain(sources.values().map(|source| source.input().clone())).collect();
    let study_name = Fact::new(Column::new("study", "Study", Kind::Text), study.name());
    Meta { verb: "run".to_owned(), inputs, method: vec![study_name], warnings }
}

/// What a reader must know to weigh the numbers, each a sentence or two.
fn method(study: &Study, sources: &BTreeMap<String, Source>, done: &[Done<'_>]) -> Vec<String> {
    let mut notes: Vec<String> = sources.values().filter_map(Source::basis_sentence).collect();
    notes.push("Answers to one question are one multinomial: leads and nets use its covariance. Waves are independent samples; so are groups that cannot overlap.".to_owned());
    if done.iter().any(|act| {
        act.source.published().is_some_and(|sample| sample.figures().iter().any(|f| f.printed.high() > f.printed.low()))
    }) {
        notes.push("Printed figures are rounded. Intervals are for sampling alone; those “with rounding” add what rounding may hide.".to_owned());
    }
    notes.extend(study.file().report.notes.iter().cloned());
    notes.dedup();
    notes
}

/// The code of what is true of the weights, of whichever act it was noticed in: one example is enough.
const OF_WEIGHTS: &str = "W206";

/// Warnings of the acts, each message once with the acts it concerns.
fn by_code(done: &[Done<'_>]) -> Vec<Warning> {
    let mut found: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    let mut of_weights: BTreeMap<&str, String> = BTreeMap::new();
    for act in done {
        for warning in act.found.warnings(act.source) {
            let message = match warning.code == OF_WEIGHTS {
                true => of_weights.entry(act.source.id()).or_insert(warning.message).clone(),
                false => warning.message,
            };
            found.entry((warning.code, message)).or_default().push(act.name);
        }
    }
    let warning = |((code, message), acts): ((String, String), Vec<&str>)| Warning {
        code,
        message,
        place: Some(acts.join(", ")),
    };
    found.into_iter().map(warning).collect()
}
