//! Polls pooled into one level, for the forest.

use super::{around, only, row};
use crate::chart::{Figures, Part, Row, Unit};
use crate::study::acts::{FittedSeries, TrendResult};
use crate::study::figures::choice::lacks;
use crate::study::{Source, StudyError};

/// Each poll with its weight, 1/(se² + τ²) as a share of all, then the pooled level with its interval and the prediction interval.
pub(super) fn figures(source: &Source, found: &TrendResult) -> Result<Figures, StudyError> {
    let series = only(found, "forest")?;
    let parameter = |name: &str| series.trend.parameter(name);
    let (Some(mean), Some(prediction), Some(tau)) = (parameter("mean"), parameter("prediction"), parameter("tau"))
    else {
        return Err(lacks("forest", "polls pooled into one level: fit the trend with --method average"));
    };
    let observed = series.trend.observed();
    let weights: Vec<f64> =
        observed.iter().map(|o| 1.0 / (o.observation.estimate.se.powi(2) + tau.value.powi(2))).collect();
    let total: f64 = weights.iter().sum();
    let weight = |at: usize| Some(weights[at] / total).filter(|weight| weight.is_finite());
    let mut figures = around(source, found);
    figures.rows = observed.iter().enumerate().map(|(at, o)| Row { weight: weight(at), ..row(o) }).collect();
    figures.notes.scatter = scatter(series, figures.unit);
    let houses = figures.rows.iter().filter_map(|row| row.pollster.as_deref());
    if crate::chart::figures::distinct(houses).len() < 2 {
        figures.rows.iter_mut().for_each(|row| row.pollster = None);
    }
    let pooled = Row { inner: mean.bounds, outer: prediction.bounds, part: Part::Pooled, ..Row::new(mean.value) };
    figures.rows.push(pooled.item("Pooled level"));
    Ok(figures)
}

/// τ, I² and the test of homogeneity in words.
fn scatter(series: &FittedSeries, unit: Unit) -> Option<String> {
    let parameter = |name: &str| series.trend.parameter(name);
    let (tau, i2, q) = (parameter("tau")?, parameter("i2")?, parameter("q")?);
    let points = unit == Unit::Share || unit == Unit::Points;
    let tau = if points { format!("{:.1} points", 100.0 * tau.value) } else { format!("{:.3}", tau.value) };
    let p = q
        .p_value
        .map_or_else(String::new, |p| if p < 0.001 { ", p < 0.001".to_owned() } else { format!(", p = {p:.3}") });
    let (df, q, i2) = (q.df.unwrap_or_default(), q.value, 100.0 * i2.value);
    Some(format!("Scatter of polls beyond sampling: τ = {tau}, I² = {i2:.0}% (Q = {q:.1} on {df} df{p})"))
}
