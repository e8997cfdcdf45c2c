//! `logit-line`: a straight line on the log-odds of a share, so that the fit and its band stay between 0 and 1.
//!
//! The covariance of the log-odds is that of the shares by the delta method, V_ij/(p_i q_i p_j q_j); the line is that of [`super::line`].
//! Band ends are those on the log-odds, turned back. A share of 0 or 1 is entered at (n·p + 2)/(n + 4).

use super::line::{ADVICE, LEAST, Straight};
use super::series::floor;
use super::{FitOptions, Note, Parameter, Point, Series, Setting, Trend, TrendError, TrendModel, Unit, grid};
use crate::num::{Matrix, Vector};
use crate::uncertainty::{Bounds, Measure};

/// The method.
pub(super) struct LogitLine;

impl TrendModel for LogitLine {
    fn name(&self) -> &'static str {
        "logit-line"
    }

    fn summary(&self) -> &'static str {
        "straight line on the log-odds of a share; stays between 0 and 100 %"
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Between]
    }

    fn fit(&self, series: &Series, options: &FitOptions) -> Result<Trend, TrendError> {
        options.check(self)?;
        series.require(self.name(), LEAST, ADVICE)?;
        if series.measure() != Measure::Share {
            return Err(TrendError::SharesOnly { series: series.name().to_owned(), method: self.name() });
        }
        let (shares, notes) = inside(series)?;
        let odds = Vector::from_iterator(shares.len(), shares.iter().map(|p| (p / (1.0 - p)).ln()));
        let spread: Vec<f64> = shares.iter().map(|p| p * (1.0 - p)).collect();
        let covariance =
            Matrix::from_fn(shares.len(), shares.len(), |i, j| series.covariance()[(i, j)] / (spread[i] * spread[j]));
        let line = Straight::fit(&series.times(), odds, &covariance, options);
        let fitted = grid::dates(series, options.step)?.into_iter().map(|time| back(line.point(time))).collect();
        let mut parameters = vec![line.slope(Unit::LogOddsPerYear), change(&line)];
        parameters.extend(line.scatter(Unit::LogOdds));
        Ok(Trend::new(self.name(), series, options, fitted, parameters).noting(notes).noting(line.notes()))
    }
}

/// The shares, those of 0 and 1 moved inside.
fn inside(series: &Series) -> Result<(Vec<f64>, Vec<Note>), TrendError> {
    let mut notes = Vec::new();
    let mut shares = Vec::with_capacity(series.len());
    for observation in series.observations() {
        let mut share = observation.estimate.value;
        if share == 0.0 || share == 1.0 {
            let label = || observation.label.clone();
            share = floor(&observation.estimate).map(|moved| moved.value).ok_or_else(|| TrendError::BadNumber {
                series: series.name().to_owned(),
                label: label().to_string(),
                what: "the share",
                value: share,
                rule: "inside 0 and 1 for logit-line, or come with its base (n)",
            })?;
            notes.push(Note::MovedInside { label: label(), share });
        }
        shares.push(share);
    }
    Ok((shares, notes))
}

/// The share that has these log-odds.
fn share(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// A point on the log-odds as a share; the standard error by the delta method.
fn back(point: Point) -> Point {
    let value = share(point.value);
    let bounds = Bounds::new(share(point.bounds.low), share(point.bounds.high));
    Point { value, se: value * (1.0 - value) * point.se, bounds, ..point }
}

/// The share at the last date less that at the first, by the delta method.
fn change(line: &Straight) -> Parameter {
    let (first, last) = line.ends();
    let [(first, first_se), (last, last_se)] = [first, last].map(|time| {
        let (odds, se) = line.at(time);
        (share(odds), se)
    });
    let (before, after) = (first * (1.0 - first), last * (1.0 - last));
    let variance =
        (after * last_se).powi(2) + (before * first_se).powi(2) - 2.0 * after * before * line.end_covariance();
    Parameter::tested("change", last - first, variance.max(0.0).sqrt(), line.reference, Unit::Value)
}
