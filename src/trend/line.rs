//! `line`: a straight line on the scale of the series by generalized least squares, the scatter between waves estimated.
//!
//! The slope is per year of 365.25 days. Interval, test and band use Student's t on k − 2 degrees of freedom with the variance of
//! [`super::regression`]; the sampling covariance counts as known.

use super::fitted::Reference;
use super::regression::{Fit, Regression};
use super::{FitOptions, Note, Parameter, Point, Series, Setting, Trend, TrendError, TrendModel, Unit, YEAR, grid};
use crate::num::{Matrix, Vector};
use crate::uncertainty::Level;

/// The method.
pub(super) struct Line;

impl TrendModel for Line {
    fn name(&self) -> &'static str {
        "line"
    }

    fn summary(&self) -> &'static str {
        "straight line by GLS, scatter between waves by REML (Knapp-Hartung interval)"
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Between]
    }

    fn fit(&self, series: &Series, options: &FitOptions) -> Result<Trend, TrendError> {
        options.check(self)?;
        series.require(self.name(), LEAST, ADVICE)?;
        let values = Vector::from_vec(series.values());
        let line = Straight::fit(&series.times(), values, series.covariance(), options);
        let fitted = grid::dates(series, options.step)?.into_iter().map(|time| line.point(time)).collect();
        let (change, change_se) = line.change();
        let mut parameters = vec![
            line.slope(Unit::ValuePerYear),
            Parameter::tested("change", change, change_se, line.reference, Unit::Value),
        ];
        parameters.extend(line.scatter(Unit::Value));
        Ok(Trend::new(self.name(), series, options, fitted, parameters).noting(line.notes()))
    }
}

/// A line and a variance about it take three waves.
pub(super) const LEAST: usize = 3;
/// What to do with two.
pub(super) const ADVICE: &str = "; with two, test the difference between them";

/// A straight line through dated values, in years about the middle of the span (so that the normal equations are well conditioned).
pub(super) struct Straight {
    regression: Regression,
    fit: Fit,
    covariance: Matrix,
    middle: f64,
    ends: (f64, f64),
    level: Level,
    pub(super) reference: Reference,
}

impl Straight {
    /// The line through `values` at `times` (days, ascending, not all equal; at least [`LEAST`]).
    pub(super) fn fit(times: &[f64], values: Vector, covariance: &Matrix, options: &FitOptions) -> Self {
        let ends = (times[0], times[times.len() - 1]);
        let middle = ends.0 + (ends.1 - ends.0) / 2.0;
        let design = Matrix::from_fn(times.len(), 2, |i, j| if j == 0 { 1.0 } else { (times[i] - middle) / YEAR });
        let regression = Regression::new(covariance, design, values);
        let fit = regression.fit(options.between.unwrap_or_default());
        let covariance = regression.covariance(&fit);
        let reference = Reference::new(regression.df(), options.level);
        Self { regression, fit, covariance, middle, ends, level: options.level, reference }
    }

    /// The combination a + b·x of the coefficients and its standard error.
    fn combination(&self, a: f64, b: f64) -> (f64, f64) {
        let along = Vector::from_vec(vec![a, b]);
        (along.dot(&self.fit.coefficients), along.dot(&(&self.covariance * &along)).max(0.0).sqrt())
    }

    /// Value and standard error at a date.
    pub(super) fn at(&self, time: f64) -> (f64, f64) {
        self.combination(1.0, (time - self.middle) / YEAR)
    }

    /// First and last date.
    pub(super) fn ends(&self) -> (f64, f64) {
        self.ends
    }

    /// The covariance of the values at the first and the last date.
    pub(super) fn end_covariance(&self) -> f64 {
        let half = (self.ends.1 - self.middle) / YEAR;
        self.covariance[(0, 0)] - half * half * self.covariance[(1, 1)]
    }

    /// Value and band at a date.
    pub(super) fn point(&self, time: f64) -> Point {
        let (value, se) = self.at(time);
        self.reference.point(time, value, se)
    }

    /// Last date less first.
    fn change(&self) -> (f64, f64) {
        self.combination(0.0, (self.ends.1 - self.ends.0) / YEAR)
    }

    /// The slope per year.
    pub(super) fn slope(&self, unit: Unit) -> Parameter {
        let (value, se) = self.combination(0.0, 1.0);
        Parameter::tested("slope", value, se, self.reference, unit)
    }

    /// τ, I² and Q.
    pub(super) fn scatter(&self, unit: Unit) -> [Parameter; 3] {
        self.regression.scatter(&self.fit, self.level, unit)
    }

    /// Remarks on the scatter.
    pub(super) fn notes(&self) -> Vec<Note> {
        self.regression.notes(&self.fit)
    }
}
