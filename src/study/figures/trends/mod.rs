//! Trends as figures: polls as points and fits as lines, in one plot or in panels; pooled polls and house effects each in a file.

mod houses;
mod pooled;

use super::estimates::{group_order, unit};
use super::notes;
use super::waves::readable;
use crate::chart::{Figures, FitPoint, FittedLine, Row};
use crate::study::acts::{FittedSeries, TrendResult};
use crate::study::figures::choice::lacks;
use crate::study::{Source, StudyError};
use crate::survey::day;
use crate::trend::{Observed, Point};

/// Figures for a kind of chart.
pub(super) fn figures(source: &Source, found: &TrendResult, kind: &str) -> Result<Figures, StudyError> {
    match kind {
        "forest" => pooled::figures(source, found),
        "house" => houses::figures(source, found),
        "facets" => panels(source, found),
        _ => Ok(plot(source, found, &|series| (None, series.trend.name().to_owned()))),
    }
}

/// The method whose fit is drawn at the dates of polls alone.
const WALK: &str = "local-level";
const JOINED: &str = "The band is that at the polls’ dates, joined; between polls far apart the level is less sure";

/// What names a series: its panel and its line there.
type Naming<'a> = &'a dyn Fn(&FittedSeries) -> (Option<String>, String);

fn plot(source: &Source, found: &TrendResult, naming: Naming<'_>) -> Figures {
    let observed = |series: &FittedSeries| {
        let (panel, name) = naming(series);
        let row = |o| Row { panel: panel.clone(), ..row(o).series(name.clone()) };
        series.trend.observed().iter().map(row).collect::<Vec<_>>()
    };
    let mut figures = around(source, found);
    figures.rows = found.series.iter().flat_map(observed).collect();
    figures.fits = found.series.iter().map(|series| line(series, naming)).collect();
    if found.method == WALK {
        figures.notes.extra.push(JOINED.to_owned());
    }
    figures
}

/// A panel for each group, with the answers as lines in it; for each answer where there are no groups.
fn panels(source: &Source, found: &TrendResult) -> Result<Figures, StudyError> {
    if found.series.len() < 2 {
        return Err(lacks(
            "facets",
            "several groups or answers, one for each panel: ask for them with --by or --answer",
        ));
    }
    let grouped = found.series.iter().any(|series| !series.cell.groups.is_empty());
    let answer = |series: &FittedSeries| notes::answer_title(source, &series.cell).unwrap_or_default();
    let levels = |series: &FittedSeries| {
        let levels: Vec<&str> = series.cell.groups.iter().map(|group| &*group.level).collect();
        if levels.is_empty() { notes::everybody(source).unwrap_or("all".to_owned()) } else { levels.join(", ") }
    };
    let naming = |series: &FittedSeries| (Some(if grouped { levels(series) } else { answer(series) }), answer(series));
    let mut figures = plot(source, found, &naming);
    let by = found.series.iter().find_map(|series| series.cell.groups.first());
    figures.groups.extend(by.map(|group| {
        let order = group_order(source, &group.variable);
        crate::chart::GroupOrder { variable: "panel".to_owned(), ..order }
    }));
    Ok(figures)
}

/// What stands around the rows of any picture of a trend.
fn around(source: &Source, found: &TrendResult) -> Figures {
    let first = found.series.first();
    Figures {
        subject: first.and_then(|series| notes::subject(source, &series.cell, found.stat)),
        measure: notes::measure(source, found.series.iter().map(|series| &series.cell), found.stat),
        unit: unit(first.map(|series| series.trend.measure())),
        answers: notes::answer_order(source, found.series.iter().map(|series| &series.cell)),
        notes: notes::of_trends(source, found),
        ..Figures::default()
    }
}

/// The only series, for pictures of one.
fn only<'a>(found: &'a TrendResult, kind: &'static str) -> Result<&'a FittedSeries, StudyError> {
    match found.series.as_slice() {
        [series] => Ok(series),
        _ => Err(lacks(kind, "one series: name one answer with --answer, and no --by")),
    }
}

fn row(observed: &Observed) -> Row {
    let observation = &observed.observation;
    let label = observation.period.as_ref().map_or_else(|| day(observation.time), readable);
    Row {
        value: Some(observation.estimate.value),
        inner: Some(observed.bounds),
        n: observation.estimate.base.n,
        n_effective: observation.estimate.base.n_effective,
        pollster: observation.house.as_ref().map(ToString::to_string),
        ..Row::default().at(observation.time, label)
    }
}

/// The line of a fit. The level of a random walk is a straight line between polls, so its points at the polls' dates are the whole
/// line; its band swells between polls, which a reader would take for movement, and is drawn as it is at the polls too. The table of the
/// trend has the band of every date.
fn line(series: &FittedSeries, naming: Naming<'_>) -> FittedLine {
    let (panel, name) = naming(series);
    let polled = |p: &&Point| series.trend.observed().iter().any(|o| o.observation.time == p.time);
    let shown = |p: &&Point| series.trend.method() != WALK || polled(p);
    let point = |p: &Point| FitPoint { day: p.time, value: p.value, band: Some(p.bounds), forecast: false };
    FittedLine { panel, series: name, points: series.trend.fitted().iter().filter(shown).map(point).collect() }
}
