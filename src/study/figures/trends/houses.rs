//! House effects, for the chart of them.

use super::{around, only};
use crate::chart::{Figures, Margins, Part, Row, Unit};
use crate::study::acts::{FittedSeries, TrendResult};
use crate::study::figures::choice::rules_out;
use crate::study::figures::notes;
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
use crate::trend::Observed;

/// A poll as its distance from the level at its date.
fn poll(series: &FittedSeries, observed: &Observed) -> Option<Row> {
    let observation = &observed.observation;
    let level = series.trend.fitted().iter().find(|point| point.time == observation.time)?;
    let base = observation.estimate.base;
    let row = Row::new(observation.estimate.value - level.value).part(Part::Poll);
    let row = Row { n: base.n, n_effective: base.n_effective, ..row };
    Some(row.pollster(observation.house.as_deref()?))
}

/// How far each pollster stands from the level, with the number of its polls.
pub(super) fn figures(source: &Source, found: &TrendResult) -> Result<Figures, StudyError> {
    let series = only(found, "house")?;
    let polls =
        |house: &str| series.trend.observed().iter().filter(|o| o.observation.house.as_deref() == Some(house)).count();
    let answer = notes::answer_title(source, &series.cell).filter(|_| found.statistic.stat() == Stat::Share);
    let effect = |p: &crate::trend::Parameter| {
        let house = p.name.strip_prefix("house ")?;
        let (polls, answer) = (Some(polls(house) as f64), answer.clone());
        Some(Row { inner: p.bounds, polls, answer, ..Row::new(p.value).pollster(house) })
    };
    let mut figures = around(source, found);
    figures.rows = series.trend.parameters().iter().filter_map(effect).collect();
    if figures.rows.is_empty() {
        return Err(rules_out("house", "house effects: fit the trend with --method local-level --houses sum-to-zero"));
    }
    figures.rows.extend(series.trend.observed().iter().filter_map(|observed| poll(series, observed)));
    if figures.notes.margins == Margins::NetScores {
        figures.notes.margins = Margins::Untold;
    }
    if figures.unit == Unit::Share {
        figures.unit = Unit::Points;
    }
    let anchor =
        figures.rows.iter().find(|row| row.part == Part::Estimate && row.inner.is_none() && row.value == Some(0.0));
    let level = anchor
        .and_then(|row| row.pollster.clone())
        .map_or_else(|| "the common level".to_owned(), |name| format!("the level of {name}"));
    figures.measure = figures.measure.map(|measure| format!("{measure}: points above or below {level}"));
    Ok(figures)
}
