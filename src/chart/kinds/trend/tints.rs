//! The colours of lines over time, and which of many stand out.

use super::crossing::Crossing;
use super::plot::{day, points};
use crate::chart::drawing::Stroke;
use crate::chart::figures::{Figures, Row, range};
use crate::chart::kinds::emphasis::{Emphasis, MOST_COLOURED, are_many};
use crate::chart::kinds::tint::{Tint, are_numbered, tints};
use crate::survey::Role;
use std::collections::{BTreeMap, BTreeSet};

/// The most of many lines that have intervals and bands, which lie over each other.
const MOST_BANDS: usize = 4;
/// The most steps of a scale that its ramp tells apart as lines.
const MOST_OF_RAMP: usize = 5;
/// The most lines that have a hue each: so many are told apart without red, green or blue cones, those past [`MOST_COLOURED`] by dashes too.
const MOST_HUES: usize = 9;

/// The names of lines: answers in their order, groups in that of the variable called `series`, everybody after them.
pub(in crate::chart::kinds) fn line_names(figures: &Figures) -> Vec<&str> {
    let mut names = figures.in_answer_order(figures.estimates().map(|(row, _)| row.line().unwrap_or("")));
    if let Some(order) = figures.group_order("series") {
        names.sort_by_key(|name| order.levels.iter().position(|level| level == name).unwrap_or(usize::MAX));
    }
    names
}

/// Whether some panels have no line in common, as those of questions with answers of their own: then the colours of one say nothing in
/// another.
pub(in crate::chart::kinds) fn are_apart(figures: &Figures) -> bool {
    let mut panels: BTreeMap<Option<&str>, BTreeSet<Option<&str>>> = BTreeMap::new();
    for (row, _) in figures.estimates() {
        panels.entry(row.panel.as_deref()).or_default().insert(row.line());
    }
    let lines: Vec<_> = panels.into_values().collect();
    let apart = |(at, one): (usize, &BTreeSet<_>)| lines[..at].iter().any(|other| one.is_disjoint(other));
    lines.iter().any(|lines| lines.len() > 1) && lines.iter().enumerate().any(apart)
}

/// Whether bases differ so much that points of different size tell them.
pub(super) fn has_sizes(figures: &Figures) -> bool {
    /// Bases that differ by less give points of one size to the eye, and so do those below the second, whose points are the smallest.
    const ALIKE: f64 = 1.15;
    const SMALLEST: f64 = 420.0;
    let bases = range(figures.estimates().filter_map(|(row, _)| row.n_effective.or(row.n)));
    bases.is_some_and(|(least, most)| most > ALIKE * least.max(SMALLEST))
}

/// The lines of a plot that stand out from many others.
pub(super) fn emphasis<'a>(figures: &Figures, names: &[&'a str]) -> Option<Emphasis<'a>> {
    let panels = figures.rows.iter().any(|row| row.panel.is_some());
    if panels || !are_many(figures, names) || are_numbered(figures, names) || Crossing::of(figures).is_some() {
        return None;
    }
    let run = |name: &&'a str| -> Vec<f64> {
        let mut rows: Vec<&Row> =
            figures.estimates().map(|(row, _)| row).filter(|row| row.line() == Some(name)).collect();
        rows.sort_by(|a, b| day(a).total_cmp(&day(b)));
        let points = points(figures.fits.iter().find(|fit| fit.series == **name), &rows);
        points.iter().filter(|point| !point.forecast).map(|point| point.value).collect()
    };
    let runs: Vec<(&str, Vec<f64>)> = names.iter().map(|name| (*name, run(name))).collect();
    let ends = |run: &[f64]| run.first().copied().zip(run.last().copied());
    let courses = || runs.iter().map(|(name, run)| (*name, ends(run))).collect::<Vec<_>>();
    Some(Emphasis::of_tests(figures, names, MOST_BANDS).unwrap_or_else(|| Emphasis::highest(figures, &courses())))
}

/// The tints of lines, and the places in the order of series that these colours tell. Panels of one line each need no colours to tell
/// them apart.
pub(in crate::chart::kinds) fn line_tints(figures: &Figures, names: &[&str]) -> (Vec<Tint>, Vec<usize>) {
    let alone = figures.estimates().all(|(row, _)| row.panel.is_some() && row.panel.as_deref() == row.line());
    // Groups have no place in the order of answers.
    let answers = names.iter().any(|name| figures.answers.iter().any(|answer| answer.name == **name));
    let ordered = figures.ordered && answers || are_numbered(figures, names);
    let unsided = |name: &&str| matches!(figures.role(name), Role::Plain | Role::DontKnow | Role::Refused);
    let plain = !ordered && names.iter().all(unsided);
    let each = (0..names.len()).collect();
    let of_all = |tints: Vec<Tint>| -> Vec<Tint> {
        // Everybody beside groups is what these are read against.
        let grouped = names.len() > 1 && !alone;
        let tint =
            |(name, tint): (&&str, Tint)| if grouped && **name == *figures.everybody() { Tint::Neutral } else { tint };
        names.iter().zip(tints).map(tint).collect()
    };
    match emphasis(figures, names) {
        Some(emphasis) => (of_all(many_tints(figures, names, &emphasis.lit())), each),
        None if alone && plain => {
            let own = |at: usize| if figures.role(names[at]) == Role::Plain { 0 } else { at + 1 };
            let tint = |(at, tint): (usize, Tint)| (if own(at) == 0 { Tint::Series(0) } else { tint }, own(at));
            tints(figures, names).into_iter().enumerate().map(tint).unzip()
        }
        None if ordered == figures.ordered => (of_all(stepped(tints(figures, names))), each),
        None => (of_all(stepped(tints(&Figures { ordered, ..figures.clone() }, names))), each),
    }
}

/// The tints of lines, of which a scale may have more steps than its ramp tells apart.
fn stepped(tints: Vec<Tint>) -> Vec<Tint> {
    let count = tints.iter().filter(|tint| matches!(tint, Tint::Ordered(_))).count();
    let last = count.saturating_sub(1) as f64;
    let step = |tint: Tint| match tint {
        Tint::Ordered(at) if count > MOST_OF_RAMP => Tint::Step((at * last).round() as usize, count),
        tint => tint,
    };
    tints.into_iter().map(step).collect()
}

/// The tints of many lines: a hue each, and past the last hue grey for those that never stand high. What is outside the scale keeps its grey.
fn many_tints(figures: &Figures, names: &[&str], lit: &[&str]) -> Vec<Tint> {
    let highest = |name: &str| {
        let mine = figures.estimates().filter(|(row, _)| row.line() == Some(name));
        range(mine.map(|(_, value)| value)).map_or(f64::NEG_INFINITY, |(_, most)| most)
    };
    let is_aside = |name: &str| figures.role(name) != Role::Plain;
    let mut ranked: Vec<&str> = names.iter().copied().filter(|name| !is_aside(name)).collect();
    ranked.sort_by(|a, b| lit.contains(b).cmp(&lit.contains(a)).then(highest(b).total_cmp(&highest(a))));
    ranked.truncate(MOST_HUES);
    let mut hued: Vec<&str> = names.iter().copied().filter(|name| is_aside(name) || ranked.contains(name)).collect();
    // Those that stand high have whole lines, the others dashes.
    hued.sort_by_key(|name| ranked.iter().position(|one| one == name).is_some_and(|at| at >= MOST_COLOURED));
    let tints = tints(figures, &hued);
    let tint = |name: &&str| hued.iter().position(|one| one == name).map_or(Tint::Behind, |at| tints[at]);
    names.iter().map(tint).collect()
}

/// The dashes that tell the line of this tint from others besides its colour.
pub(super) fn dashed(stroke: Stroke, tint: Tint) -> Stroke {
    match tint {
        // Grey lines outside a scale, from the second on.
        Tint::Aside(1, _) => stroke.dashed(9.0, 2.5),
        Tint::Aside(2.., _) => stroke.dashed(14.0, 5.0),
        Tint::Series(at) if at >= MOST_COLOURED => super::crossing::dashed(stroke, 1 + at - MOST_COLOURED),
        _ => stroke,
    }
}
