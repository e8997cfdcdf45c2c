//! What a trend is fitted to: dated estimates of one thing, in order of time, with their joint sampling covariance.
//!
//! A share of exactly 0 or 1 has an estimated variance of 0 and would outweigh every other wave; with a known effective n its
//! variance is taken at p̃ = (n·p + 2)/(n + 4) instead (Agresti & Coull 1998, at 95 per cent).

use super::{Note, TrendError};
use crate::num::Matrix;
use crate::survey::{Cell, Group, Period};
use crate::uncertainty::{Estimate, Estimates, Measure};
use std::sync::Arc;

/// A correlation, or a standard error beside its value, that rounding alone can leave: a little more than 2⁻⁵³ for each of thousands
/// of terms.
const DUST: f64 = 1e-12;

/// One wave, or one poll: a dated estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The wave as its source names it.
    pub label: Arc<str>,
    /// Days since 1970-01-01; the middle of the field period.
    pub time: f64,
    /// The field dates, as exactly as they are known.
    pub period: Option<Period>,
    /// The value with its own standard error.
    pub estimate: Estimate,
    /// Who asked, if it is known.
    pub house: Option<Arc<str>>,
}

/// Dated estimates of one thing. At least one; every number finite; every variance positive; in order of time, whatever the order
/// they came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    name: Arc<str>,
    observations: Vec<Observation>,
    covariance: Matrix,
    notes: Vec<Note>,
}

impl Series {
    /// Independent waves: the variance of each is the square of its estimate's standard error.
    ///
    /// # Errors
    /// [`TrendError`] when a number is not finite or out of range, or a variance is 0 and no effective n is known.
    pub fn independent(name: &str, observations: Vec<Observation>) -> Result<Self, TrendError> {
        let variances = observations.iter().map(|o| o.estimate.se * o.estimate.se);
        let covariance = Matrix::from_diagonal(&crate::num::Vector::from_iterator(observations.len(), variances));
        Self::correlated(name, observations, covariance)
    }

    /// Waves with a joint covariance, k × k in the order of `observations`; its diagonal stands for their standard errors.
    ///
    /// # Errors
    /// As [`Series::independent`], and when the matrix has another size or is not positive definite.
    pub fn correlated(name: &str, observations: Vec<Observation>, covariance: Matrix) -> Result<Self, TrendError> {
        let (rows, columns, waves) = (covariance.nrows(), covariance.ncols(), observations.len());
        if (rows, columns) != (waves, waves) {
            return Err(TrendError::CovarianceShape { series: name.to_owned(), rows, columns, waves });
        }
        let order = in_time(&observations);
        let covariance = Matrix::from_fn(waves, waves, |i, j| covariance[(order[i], order[j])]);
        let observations = order.iter().map(|&i| observations[i].clone()).collect();
        let mut series = Self { name: name.into(), observations, covariance, notes: Vec::new() };
        series.check()?;
        Ok(series)
    }

    /// The estimates at `indices`, one for each wave. They must be of one question, answer and group; pollsters may differ
    /// and become the houses.
    ///
    /// # Errors
    /// As [`Series::correlated`]; also for an index out of range, a wave without a date, and estimates of different things.
    pub fn from_estimates(name: &str, estimates: &Estimates, indices: &[usize]) -> Result<Self, TrendError> {
        let series = || name.to_owned();
        let count = estimates.len();
        if let Some(&index) = indices.iter().find(|&&i| i >= count) {
            return Err(TrendError::NoEstimate { series: series(), index, count });
        }
        let mut observations = Vec::with_capacity(indices.len());
        for &index in indices {
            let cell = &estimates.cells()[index];
            let first = &estimates.cells()[indices[0]];
            if subject(cell) != subject(first) {
                return Err(TrendError::Mixed { series: series(), first: describe(first), other: describe(cell) });
            }
            let label = cell.wave.as_ref().map_or_else(|| "".into(), |wave| wave.label.clone());
            let period = cell.wave.as_ref().and_then(|wave| wave.period);
            let time =
                period.ok_or_else(|| TrendError::NoDate { series: series(), label: label.to_string() })?.middle();
            let (estimate, house) = (estimates.get(index), cell.pollster.clone());
            observations.push(Observation { label, time, period, estimate, house });
        }
        let covariance = estimates.select(indices).covariance();
        Self::correlated(name, observations, covariance)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The waves, in order of time.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Number of waves, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "a series is never empty")]
    pub fn len(&self) -> usize {
        self.observations.len()
    }

    /// The joint sampling covariance of the waves, in order of time.
    pub fn covariance(&self) -> &Matrix {
        &self.covariance
    }

    /// What kind of number is followed.
    pub fn measure(&self) -> Measure {
        self.observations[0].estimate.measure
    }

    /// How many pollsters are named.
    pub fn houses(&self) -> usize {
        let names: std::collections::BTreeSet<_> = self.observations.iter().filter_map(|o| o.house.as_ref()).collect();
        names.len()
    }

    /// What was done to the waves on the way in.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Days since 1970-01-01 of the waves, ascending.
    pub(super) fn times(&self) -> Vec<f64> {
        self.observations.iter().map(|o| o.time).collect()
    }

    /// The values, in order of time.
    pub(super) fn values(&self) -> Vec<f64> {
        self.observations.iter().map(|o| o.estimate.value).collect()
    }

    /// That there are at least `least` waves on at least two dates.
    pub(super) fn require(&self, method: &'static str, least: usize, advice: &'static str) -> Result<(), TrendError> {
        self.require_waves(method, least, advice)?;
        let (series, waves) = (self.name.to_string(), self.len());
        let first = self.observations[0].time;
        if self.observations[waves - 1].time == first {
            return Err(TrendError::OneDate { series, waves, date: super::grid::date(first) });
        }
        Ok(())
    }

    /// That there are at least `least` waves.
    pub(super) fn require_waves(
        &self,
        method: &'static str,
        least: usize,
        advice: &'static str,
    ) -> Result<(), TrendError> {
        let (series, waves) = (self.name.to_string(), self.len());
        if waves < least {
            return Err(TrendError::TooFewWaves { series, method, waves, least, advice });
        }
        Ok(())
    }

    /// That no two waves are correlated.
    pub(super) fn require_independent(&self, method: &'static str) -> Result<(), TrendError> {
        let label = |i: usize| self.observations[i].label.to_string();
        let mut pairs = (0..self.len()).flat_map(|i| (0..i).map(move |j| (j, i)));
        match pairs.find(|&pair| self.covariance[pair] != 0.0) {
            Some((first, second)) => {
                let (series, first, second) = (self.name.to_string(), label(first), label(second));
                Err(TrendError::Correlated { series, method, first, second })
            }
            None => Ok(()),
        }
    }

    fn check(&mut self) -> Result<(), TrendError> {
        if self.observations.is_empty() {
            let (series, method) = (self.name.to_string(), "a series");
            return Err(TrendError::TooFewWaves { series, method, waves: 0, least: 1, advice: "" });
        }
        for i in 0..self.len() {
            self.check_one(i)?;
        }
        self.symmetrize();
        // Independent waves (any number of polls) need no decomposition: their variances are positive.
        let diagonal = self.covariance == Matrix::from_diagonal(&self.covariance.diagonal());
        if !diagonal && self.covariance.clone().cholesky().is_none() {
            return Err(TrendError::NotPositiveDefinite { series: self.name.to_string() });
        }
        Ok(())
    }

    /// Halves of a covariance that differ by rounding are averaged; halves that differ by more become NaN, which no check lets pass. What
    /// sums leave of a covariance of nothing is nothing.
    fn symmetrize(&mut self) {
        for i in 0..self.len() {
            for j in 0..i {
                let (one, other) = (self.covariance[(i, j)], self.covariance[(j, i)]);
                let scale = (self.covariance[(i, i)] * self.covariance[(j, j)]).sqrt();
                let mean = if (one - other).abs() <= 1e-9 * scale { (one + other) / 2.0 } else { f64::NAN };
                let mean = if mean.abs() <= DUST * scale { 0.0 } else { mean };
                self.covariance[(i, j)] = mean;
                self.covariance[(j, i)] = mean;
            }
        }
    }

    fn check_one(&mut self, i: usize) -> Result<(), TrendError> {
        let Observation { label, time, estimate, .. } = &self.observations[i];
        let (value, variance) = (estimate.value, self.covariance[(i, i)]);
        let bad = |what, value, rule| {
            Err(TrendError::BadNumber { series: self.name.to_string(), label: label.to_string(), what, value, rule })
        };
        if !time.is_finite() {
            return bad("the date", *time, "a finite number of days");
        }
        if estimate.measure != self.measure() {
            let mixed = |o: &Observation| format!("{} ({:?})", o.label, o.estimate.measure);
            let (first, other) = (mixed(&self.observations[0]), mixed(&self.observations[i]));
            return Err(TrendError::Mixed { series: self.name.to_string(), first, other });
        }
        match estimate.measure {
            Measure::Share if !(0.0..=1.0).contains(&value) => return bad("the share", value, "between 0 and 1"),
            Measure::Difference if !(-1.0..=1.0).contains(&value) => {
                return bad("the difference", value, "between -1 and 1");
            }
            _ if !value.is_finite() => return bad("the value", value, "a finite number: leave the wave out (--where)"),
            _ => {}
        }
        if !(variance >= 0.0 && variance.is_finite()) {
            return bad("the variance", variance, "a finite number, at least 0");
        }
        if variance.sqrt() <= DUST * value.abs() {
            let floor = floor(estimate).ok_or_else(|| TrendError::NoVariance {
                series: self.name.to_string(),
                label: label.to_string(),
                value,
                share: estimate.measure == Measure::Share,
            })?;
            self.notes.push(Note::VarianceFloor { label: label.clone(), se: floor.se });
            self.covariance[(i, i)] = floor.se * floor.se;
        }
        self.observations[i].estimate.se = self.covariance[(i, i)].sqrt();
        Ok(())
    }
}

/// A share moved to p̃ = (n·p + 2)/(n + 4) with the standard error there; `None` without an effective n.
pub(super) fn floor(estimate: &Estimate) -> Option<Estimate> {
    let n = estimate.base.n_effective.filter(|n| n.is_finite() && *n > 0.0)?;
    (estimate.measure == Measure::Share).then(|| estimate.moved_to((n * estimate.value + 2.0) / (n + 4.0)))
}

/// Positions in order of time; ties by everything else that tells two waves apart, so that the order they came in never matters.
fn in_time(observations: &[Observation]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..observations.len()).collect();
    order.sort_by(|&i, &j| {
        let (a, b) = (&observations[i], &observations[j]);
        a.time
            .total_cmp(&b.time)
            .then_with(|| a.house.cmp(&b.house))
            .then_with(|| a.label.cmp(&b.label))
            .then_with(|| a.estimate.value.total_cmp(&b.estimate.value))
            .then_with(|| a.estimate.se.total_cmp(&b.estimate.se))
    });
    order
}

/// What a cell is about, its wave and pollster apart.
fn subject(cell: &Cell) -> (Option<&str>, Option<&str>, Vec<&Group>) {
    let groups = cell.groups.iter().collect();
    (cell.question.as_deref(), cell.answer.as_deref(), groups)
}

fn describe(cell: &Cell) -> String {
    let (question, answer, groups) = subject(cell);
    let groups = groups.into_iter().map(|group| format!("{} = {}", group.variable, group.level));
    question.into_iter().chain(answer).map(str::to_owned).chain(groups).collect::<Vec<_>>().join(", ")
}
