//! The reader of published tables on real tables and on tables in the shapes and encodings in which pollsters publish, checked figure by
//! figure against what a person reads in them; and what it says of tables that cannot be right.

mod errors;
mod files;
mod settings;
mod shapes;
mod wholes;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use topline::ingest::published::{Code, FoundNet, Reading, Settings, read, read_bytes};
use topline::survey::{Figure, PrintedBase};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/published").join(name)
}

fn file(name: &str) -> Reading {
    read(&data(name), &Settings::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn text(text: &str) -> Reading {
    read_bytes("table.csv", text.as_bytes(), &Settings::default()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A column of a table as a person reads it: its groups (`sex=Men`, empty for everybody), its wave in ISO form, and its bases.
type Column<'a> = (&'a str, &'a str, Option<f64>, Option<f64>);

const fn column<'a>(groups: &'a str, wave: &'a str, n: f64) -> Column<'a> {
    (groups, wave, Some(n), None)
}

const fn bare<'a>(groups: &'a str, wave: &'a str) -> Column<'a> {
    (groups, wave, None, None)
}

/// No figure in this cell.
const NONE: f64 = f64::NAN;

fn groups(figure: &Figure) -> String {
    figure.groups.iter().map(|g| format!("{}={}", g.variable, g.level)).collect::<Vec<_>>().join(",")
}

fn wave(figure: &Figure) -> String {
    let period = figure.wave.as_ref().and_then(|wave| wave.period);
    period.map_or(String::new(), |period| period.to_string())
}

/// Every figure of `question` must be in this table, in per cent rounded to `unit` points, and every number of the table among the figures.
#[track_caller]
fn holds(reading: &Reading, question: &str, columns: &[Column<'_>], unit: f64, rows: &[(&str, &[f64])]) {
    let mut found = BTreeMap::new();
    for figure in reading.figures.iter().filter(|figure| &*figure.question == question) {
        let key = (figure.answer.to_string(), groups(figure), wave(figure));
        assert!(found.insert(key.clone(), figure).is_none(), "{key:?} twice");
    }
    for (answer, values) in rows {
        assert_eq!(values.len(), columns.len(), "{answer}");
        for ((group, wave, n, weighted), value) in columns.iter().zip(*values) {
            let key = (answer.to_string(), group.to_string(), wave.to_string());
            let figure = found.remove(&key);
            if value.is_nan() {
                assert!(figure.is_none(), "{key:?} should have no figure");
                continue;
            }
            let figure = figure.unwrap_or_else(|| panic!("no {key:?}; left are {:?}", found.keys()));
            let near = |what: &str, found: f64, expected: f64| {
                assert!((found - expected).abs() < 1e-12, "{key:?}: {what} is {found}, not {expected}");
            };
            near("share", figure.printed.share(), value / 100.0);
            near("low", figure.printed.low(), ((value - unit / 2.0) / 100.0).max(0.0));
            near("high", figure.printed.high(), ((value + unit / 2.0) / 100.0).min(1.0));
            assert_eq!(figure.base, PrintedBase { unweighted: *n, weighted: *weighted }, "{key:?}");
        }
    }
    assert!(found.is_empty(), "not in the table: {:?}", found.keys());
}

fn net(question: &str, net: &str, parts: &[&str], agreeing: usize) -> FoundNet {
    let parts = parts.iter().map(|part| (*part).into()).collect();
    FoundNet { question: question.into(), net: net.into(), parts, agreeing }
}

fn codes(reading: &Reading) -> Vec<Code> {
    reading.findings.iter().map(|finding| finding.code).collect()
}
