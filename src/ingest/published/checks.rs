//! Rules that any published table obeys: one value for one thing, one base for one cell, and no more than everybody.

use super::cells::{Asked, CellKey, disjoint};
use super::draft::Shape;
use super::finding::{Code, Detail, Findings};
use super::lexicon;
use super::nets::FoundNet;
use super::settings::Settings;
use crate::ingest::error::{Contradiction, ExcessiveSum, ReadError};
use crate::survey::Figure;
use std::collections::{BTreeMap, BTreeSet};

/// A sum this far beyond what rounding allows is an error, below it a warning: weighting and misprints make small excesses.
const FAR: f64 = 0.03;
const NOISE: f64 = 1e-9;

/// Refuses two values for one figure; of a figure printed twice with the same value, finds the positions of both.
///
/// # Errors
/// [`ReadError::Contradiction`].
pub(super) fn repeated(figures: &[Figure]) -> Result<Vec<(usize, usize)>, ReadError> {
    let mut seen: BTreeMap<(&str, &str, CellKey<'_>), usize> = BTreeMap::new();
    let mut twins = Vec::new();
    for (second, figure) in figures.iter().enumerate() {
        let key = CellKey::of(figure);
        let first = *seen.entry((&figure.question, &figure.answer, key)).or_insert(second);
        let known = &figures[first];
        if known.printed.share() != figure.printed.share() {
            return Err(contradiction(Contradiction {
                place: figure.place.clone(),
                what: format!("\"{}\" ({})", figure.answer, key.describe()),
                first: percent(known.printed.share()),
                second: percent(figure.printed.share()),
                line: known.place.line,
                next: "keep the right one, or tell them apart by a wave, group or pollster",
            }));
        }
        if first != second {
            twins.push((first, second));
        }
    }
    Ok(twins)
}

/// Keeps the first of figures printed twice, with a base if only another has one, and warns of the others.
pub(super) fn keep_first(
    figures: &mut Vec<Figure>,
    shapes: &mut Vec<Shape>,
    twins: &[(usize, usize)],
    findings: &mut Findings,
) {
    for &(first, second) in twins {
        let (base, place) = (figures[second].base, figures[second].place.clone());
        let kept = &mut figures[first];
        kept.base.unweighted = kept.base.unweighted.or(base.unweighted);
        kept.base.weighted = kept.base.weighted.or(base.weighted);
        let what = format!("\"{}\" ({})", kept.answer, CellKey::of(kept).describe());
        let message = format!("{what} is printed in line {} with the same value; it is kept once", kept.place.line);
        findings.detailed((Code::Repeated, Detail::Twin(kept.place.clone())), &place, message, "");
    }
    let dropped: BTreeSet<usize> = twins.iter().map(|(_, second)| *second).collect();
    let kept = |at: &mut usize| {
        *at += 1;
        !dropped.contains(&(*at - 1))
    };
    let (mut figure, mut shape) = (0, 0);
    figures.retain(|_| kept(&mut figure));
    shapes.retain(|_| kept(&mut shape));
}

/// Refuses two bases for the same cell of the same question.
///
/// # Errors
/// [`ReadError::Contradiction`].
pub(super) fn bases(figures: &[Figure]) -> Result<(), ReadError> {
    one_base(figures, "unweighted base", |figure| figure.base.unweighted)?;
    one_base(figures, "weighted base", |figure| figure.base.weighted)
}

fn one_base(figures: &[Figure], name: &str, of: fn(&Figure) -> Option<f64>) -> Result<(), ReadError> {
    let mut seen: BTreeMap<(&str, CellKey<'_>), (f64, usize)> = BTreeMap::new();
    for figure in figures {
        let Some(base) = of(figure) else { continue };
        let key = CellKey::of(figure);
        let (first, line) = *seen.entry((&figure.question, key)).or_insert((base, figure.place.line));
        if first != base {
            return Err(contradiction(Contradiction {
                place: figure.place.clone(),
                what: format!("the {name} of \"{}\" ({})", figure.question, key.describe()),
                first: first.to_string(),
                second: base.to_string(),
                line,
                next: "a cell has one base. Correct one; if the column counts the people who gave each answer, remove it",
            }));
        }
    }
    Ok(())
}

/// Refuses answers that add up to far more than everybody (of tolerant settings it warns of them), and warns of sums a little over or, in a
/// list with a last "hard to say", too low.
///
/// # Errors
/// [`ReadError::Sum`].
pub(super) fn sums(
    asked: &[Asked<'_>],
    nets: &[FoundNet],
    settings: &Settings,
    findings: &mut Findings,
) -> Result<(), ReadError> {
    for question in asked.iter().filter(|_| !settings.multiple) {
        let nets = question.positions(nets);
        for (key, cell) in &question.cells {
            let figures = disjoint(cell, &nets);
            let sum = |of: fn(&Figure) -> f64| figures.iter().map(|figure| of(figure)).sum::<f64>();
            let (low, share, high) = (sum(|f| f.printed.low()), sum(|f| f.printed.share()), sum(|f| f.printed.high()));
            let Some(last) = figures.iter().max_by_key(|figure| (figure.place.line, figure.place.column)) else {
                continue;
            };
            let far = low > 1.0 + FAR;
            if far && !settings.tolerant {
                return Err(ReadError::Sum(Box::new(ExcessiveSum {
                    place: last.place.clone(),
                    question: question.question.to_string(),
                    cell: key.describe(),
                    sum: percent(share),
                    most: percent(1.0 + share - low),
                    answers: list(&figures),
                })));
            }
            let complete = figures.len() > 2 && figures.iter().any(|figure| lexicon::dont_know(&figure.answer));
            let advice = if far { " (multiple = true); verbs that compute refuse this table" } else { "" };
            let (code, words) = match () {
                () if far => (
                    Code::SumHigh,
                    "more than everybody: a figure is wrong, a net counts twice, or people could give several answers",
                ),
                () if low > 1.0 + NOISE => (Code::SumHigh, "more than rounding allows"),
                () if complete && high < 1.0 - 0.02 => (Code::SumLow, "though the list of answers looks complete"),
                () => continue,
            };
            let message = format!(
                "the answers to \"{}\" ({}) add up to {} %, {words}",
                question.question,
                key.describe(),
                percent(share)
            );
            findings.detailed((code, Detail::Sum(share)), &last.place, message, advice);
        }
    }
    Ok(())
}

fn contradiction(details: Contradiction) -> ReadError {
    ReadError::Contradiction(Box::new(details))
}

/// A share in per cent, to a thousandth at most.
pub(super) fn percent(share: f64) -> String {
    ((share * 1e5).round() / 1e3).to_string()
}

fn list(figures: &[&Figure]) -> String {
    let name =
        |figure: &&Figure| format!("{} {}", super::super::error::clip(&figure.answer), percent(figure.printed.share()));
    let mut names: Vec<String> = figures.iter().take(8).map(name).collect();
    if figures.len() > 8 {
        names.push(format!("and {} more", figures.len() - 8));
    }
    names.join(", ")
}
