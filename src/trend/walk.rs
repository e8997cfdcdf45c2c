//! A random walk read through noise: the Kalman filter and the fixed-interval smoother for one level with exact diffuse start.
//!
//! y = μ(t) + noise of known variance, μ(t) a random walk with variance `drift` per year (Harvey 1989; Durbin & Koopman 2012 §2, §5). The
//! diffuse start is exact by beginning at the first reading, which alone then says where the walk is. The filter is linear in the
//! readings, so it takes several columns at once: the readings themselves, and regressors whose coefficients are estimated from the
//! innovations with a diffuse prior (Rosenberg 1973; de Jong 1991).

use crate::num::{Matrix, Vector};

/// One moment: a reading, or a date at which the level is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// Days since 1970-01-01.
    pub(super) time: f64,
    /// Years since the step before; 0 for the first.
    pub(super) gap: f64,
    /// Which reading (row), and its variance; `None` without one.
    pub(super) reading: Option<(usize, f64)>,
}

/// What the innovations say for one drift.
#[derive(Debug)]
pub(super) struct Innovations {
    /// Diffuse log-likelihood without constants, the coefficients profiled and integrated out.
    pub(super) likelihood: f64,
    /// Its derivative by the drift.
    pub(super) slope: f64,
    /// Coefficients of the regressors.
    pub(super) coefficients: Vector,
    /// Their covariance.
    pub(super) covariance: Matrix,
}

/// The smoothed walk: the level of every column by step (steps × columns), its variance were the coefficients known, and the
/// covariance of the levels at the first and the last step.
#[derive(Debug)]
pub(super) struct Smoothed {
    level: Matrix,
    variance: Vec<f64>,
    ends: f64,
}

impl Smoothed {
    /// The level at a step and its variance, the coefficients of the regressors estimated.
    pub(super) fn level(&self, at: usize, found: &Innovations) -> (f64, f64) {
        let (level, extra) = self.combination(found, |column| self.level[(at, column)]);
        (level, self.variance[at] + extra)
    }

    /// The level at the last step less that at the first, and its variance.
    pub(super) fn change(&self, found: &Innovations) -> (f64, f64) {
        let last = self.variance.len() - 1;
        let (change, extra) = self.combination(found, |column| self.level[(last, column)] - self.level[(0, column)]);
        (change, self.variance[0] + self.variance[last] - 2.0 * self.ends + extra)
    }

    /// One quantity of the readings freed of the regressors, and the variance that their estimated coefficients add to it.
    fn combination(&self, found: &Innovations, of: impl Fn(usize) -> f64) -> (f64, f64) {
        let regressors = Vector::from_fn(found.coefficients.len(), |column, _| of(column + 1));
        (of(0) - regressors.dot(&found.coefficients), regressors.dot(&(&found.covariance * &regressors)))
    }
}

/// Runs the filter over the readings only. `columns` is readings × (1 + regressors): the readings first.
///
/// The derivatives by the drift are carried along, each line of the filter beside its derivative.
pub(super) fn innovations(steps: &[Step], columns: &Matrix, drift: f64) -> Innovations {
    let width = columns.ncols();
    let (mut products, mut d_products) = (Matrix::zeros(width, width), Matrix::zeros(width, width));
    let (mut logs, mut d_logs) = (0.0, 0.0);
    let (mut level, mut d_level) = (Vector::zeros(width), Vector::zeros(width));
    let (mut variance, mut d_variance) = (0.0, 0.0);
    let mut started = false;
    for step in steps {
        if started {
            variance += drift * step.gap;
            d_variance += step.gap;
        }
        let Some((row, noise)) = step.reading else { continue };
        let reading = columns.row(row).transpose();
        if !started {
            (level, variance, started) = (reading, noise, true);
            continue;
        }
        let (total, d_total) = (variance + noise, d_variance);
        let (surprise, d_surprise) = (reading - &level, -&d_level);
        logs += total.ln();
        d_logs += d_total / total;
        products += &surprise * surprise.transpose() / total;
        let cross = &d_surprise * surprise.transpose();
        d_products +=
            (&cross + cross.transpose()) / total - &surprise * surprise.transpose() * (d_total / (total * total));
        let (gain, d_gain) = (variance / total, d_variance * noise / (total * total));
        level += &surprise * gain;
        d_level += &surprise * d_gain + &d_surprise * gain;
        let kept = noise / total;
        (variance, d_variance) = (variance * kept, d_variance * kept * kept);
    }
    profile(logs, d_logs, &products, &d_products)
}

/// Likelihood and coefficients from the sums of squares and products of the innovations, and their derivatives.
fn profile(logs: f64, d_logs: f64, products: &Matrix, d_products: &Matrix) -> Innovations {
    let last = products.ncols() - 1;
    let block = |all: &Matrix| all.view((1, 1), (last, last)).into_owned();
    let column = |all: &Matrix| all.view((1, 0), (last, 1)).column(0).into_owned();
    let (inner, d_inner) = (block(products), block(d_products));
    let (outer, d_outer) = (column(products), column(d_products));
    // Regressors that the readings cannot tell apart are refused before; a NaN would show at once.
    let covariance = inner.clone().try_inverse().unwrap_or_else(|| inner.map(|_| f64::NAN));
    let coefficients = &covariance * &outer;
    let q = products[(0, 0)] - coefficients.dot(&outer);
    let d_q = d_products[(0, 0)] - 2.0 * coefficients.dot(&d_outer) + coefficients.dot(&(&d_inner * &coefficients));
    let determinant = if last == 0 { 0.0 } else { inner.determinant().ln() };
    let d_determinant = (&covariance * d_inner).trace();
    let likelihood = -(logs + determinant + q) / 2.0;
    let slope = -(d_logs + d_determinant + d_q) / 2.0;
    Innovations { likelihood, slope, coefficients, covariance }
}

/// Filters and smooths at every step; the first step must be a reading.
pub(super) fn smooth(steps: &[Step], columns: &Matrix, drift: f64) -> Smoothed {
    let mut level = Matrix::zeros(steps.len(), columns.ncols());
    let mut variance = vec![0.0; steps.len()];
    for (at, step) in steps.iter().enumerate() {
        let (mut here, mut spread) = match at.checked_sub(1) {
            Some(before) => (level.row(before).into_owned(), variance[before] + drift * step.gap),
            None => (Matrix::zeros(1, columns.ncols()).row(0).into_owned(), f64::INFINITY),
        };
        if let Some((row, noise)) = step.reading {
            if spread.is_infinite() {
                (here, spread) = (columns.row(row).into_owned(), noise);
            } else {
                here += (columns.row(row) - &here) * (spread / (spread + noise));
                spread *= noise / (spread + noise);
            }
        }
        level.set_row(at, &here);
        variance[at] = spread;
    }
    backwards(steps, drift, level, variance)
}

/// The backward pass of Rauch, Tung & Striebel 1965.
fn backwards(steps: &[Step], drift: f64, mut level: Matrix, mut variance: Vec<f64>) -> Smoothed {
    let mut along = 1.0;
    for at in (0..steps.len().saturating_sub(1)).rev() {
        let ahead = variance[at] + drift * steps[at + 1].gap;
        let gain = variance[at] / ahead;
        let here = level.row(at) * (1.0 - gain) + level.row(at + 1) * gain;
        level.set_row(at, &here);
        variance[at] += gain * gain * (variance[at + 1] - ahead);
        along *= gain;
    }
    let ends = along * variance[steps.len() - 1];
    Smoothed { level, variance, ends }
}
