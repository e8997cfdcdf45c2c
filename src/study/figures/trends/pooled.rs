//! Polls pooled into one level, for the forest.

use super::{around, only, row};
use crate::chart::{Figures, Part, Row};
use crate::study::acts::TrendResult;
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
    let houses = figures.rows.iter().filter_map(|row| row.pollster.as_deref());
    if crate::chart::figures::distinct(houses).len() < 2 {
        figures.rows.iter_mut().for_each(|row| row.pollster = None);
    }
    let pooled = Row { inner: mean.bounds, outer: prediction.bounds, part: Part::Pooled, ..Row::new(mean.value) };
    figures.rows.push(pooled.item("Pooled level"));
    Ok(figures)
}
