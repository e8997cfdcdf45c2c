//! Trends as figures: polls as points, fits as lines.

use super::{notes, readable};
use crate::chart::{Figures, FitPoint, FittedLine, Row, Unit};
use crate::study::Source;
use crate::study::acts::{FittedSeries, TrendResult};
use crate::survey::day;
use crate::trend::Observed;
use crate::uncertainty::Measure;

/// The natural kind and its figures.
pub(super) fn figures(source: &Source, found: &TrendResult) -> (&'static str, Figures) {
    let unit = match found.series.first().map(|series| series.trend.measure()) {
        Some(Measure::Number) => Unit::Number,
        Some(Measure::Difference) => Unit::Points,
        _ => Unit::Share,
    };
    let question = found.series.first().and_then(|s| source.codebook().question(s.cell.question.as_deref()?));
    let figures = Figures {
        subject: question.map(|q| q.title.to_string()),
        unit,
        rows: found.series.iter().flat_map(|series| series.trend.observed().iter().map(|o| row(series, o))).collect(),
        fits: found.series.iter().map(line).collect(),
        answers: notes::answer_order(source, found.series.iter().map(|series| &series.cell)),
        notes: notes::of_trends(source, found),
        ..Figures::default()
    };
    ("trend", figures)
}

fn row(series: &FittedSeries, observed: &Observed) -> Row {
    let observation = &observed.observation;
    let label = observation.period.as_ref().map_or_else(|| day(observation.time), readable);
    Row {
        value: Some(observation.estimate.value),
        inner: Some(observed.bounds),
        n: observation.estimate.base.n,
        n_effective: observation.estimate.base.n_effective,
        pollster: observation.house.as_ref().map(ToString::to_string),
        ..Row::default().series(series.trend.name()).at(observation.time, label)
    }
}

fn line(series: &FittedSeries) -> FittedLine {
    let point =
        |p: &crate::trend::Point| FitPoint { day: p.time, value: p.value, band: Some(p.bounds), forecast: false };
    FittedLine {
        panel: None,
        series: series.trend.name().to_owned(),
        points: series.trend.fitted().iter().map(point).collect(),
    }
}
