//! `local-level`: a level that drifts as a random walk, read by polls with known sampling variance (Harvey 1989; Jackman 2005).
//!
//! The drift's variance σ² per year is estimated by diffuse maximum likelihood, with a profile-likelihood interval that is valid in form
//! also when the estimate is 0. The band is that of the smoother at the estimated σ², normal quantiles; dates may be irregular and
//! several polls may share one.

use super::fitted::Reference;
use super::houses::HouseDesign;
use super::optimum::{crossing, crossing_beyond, maximum};
use super::walk::{self, Innovations, Step};
use super::{FitOptions, Note, Parameter, Point, Series, Setting, Trend, TrendError, TrendModel, Unit, YEAR, grid};
use crate::num::distribution::chi_square_quantile;
use crate::num::{Matrix, Vector};
use crate::uncertainty::{Bounds, Level};

/// The method.
pub(super) struct LocalLevel;

const NAME: &str = "local-level";

/// Two innovations, so that their spread says something.
const LEAST: usize = 3;

impl TrendModel for LocalLevel {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "random walk read through sampling error, Kalman smoother; follows any bend"
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Houses]
    }

    fn fit(&self, series: &Series, options: &FitOptions) -> Result<Trend, TrendError> {
        options.check(self)?;
        fit(series, options, None)
    }
}

/// The fit at the likeliest drift, or at a given one.
pub(super) fn fit(series: &Series, options: &FitOptions, drift: Option<f64>) -> Result<Trend, TrendError> {
    series.require(NAME, LEAST, "; with two, test the difference between them")?;
    series.require_independent(NAME)?;
    let houses = match &options.houses {
        Some(houses) => HouseDesign::new(series, houses, NAME)?,
        None => HouseDesign::none(series.len()),
    };
    let readings = Readings::new(series, &houses);
    let drift = drift.unwrap_or_else(|| readings.drift());
    let found = readings.innovations(drift);
    let reference = Reference::new(f64::INFINITY, options.level);
    let (fitted, change) = readings.smooth(&grid::dates(series, options.step)?, drift, &found, reference);
    let mut parameters = vec![change, readings.sigma(drift, options.level)];
    for (name, (value, se)) in houses.names.iter().zip(houses.effects(&found.coefficients, &found.covariance)) {
        parameters.push(effect(name, value, se, reference));
    }
    let notes = (drift == 0.0).then_some(Note::NoDrift);
    Ok(Trend::new(NAME, series, options, fitted, parameters).noting(notes))
}

/// The effect of one house; the anchor's is 0 by convention and has no error.
fn effect(name: &str, value: f64, se: f64, reference: Reference) -> Parameter {
    let name = format!("house {name}");
    if se == 0.0 {
        return Parameter::plain(name, value, Unit::Value);
    }
    Parameter::tested(name, value, se, reference, Unit::Value)
}

/// The readings of a series, ready for the filter.
struct Readings {
    steps: Vec<Step>,
    columns: Matrix,
    /// The size a drift may be expected to have: sampling variance over the span in years.
    scale: f64,
}

impl Readings {
    fn new(series: &Series, houses: &HouseDesign) -> Self {
        let times = series.times();
        let variances = series.covariance().diagonal();
        let mut steps = Vec::with_capacity(times.len());
        for (row, &time) in times.iter().enumerate() {
            let gap = row.checked_sub(1).map_or(0.0, |before| (time - times[before]) / YEAR);
            steps.push(Step { time, gap, reading: Some((row, variances[row])) });
        }
        let scale = variances.mean() / ((times[times.len() - 1] - times[0]) / YEAR);
        let mut columns = houses.design.clone().insert_column(0, 0.0);
        columns.set_column(0, &Vector::from_vec(series.values()));
        Self { steps, columns, scale }
    }

    fn innovations(&self, drift: f64) -> Innovations {
        walk::innovations(&self.steps, &self.columns, drift)
    }

    /// The likeliest variance of the walk, per year.
    fn drift(&self) -> f64 {
        maximum(self.scale, |drift| {
            let found = self.innovations(drift);
            (found.likelihood, found.slope)
        })
    }

    /// All variances that the likelihood-ratio test does not reject.
    fn drift_interval(&self, drift: f64, level: Level) -> Bounds {
        let least = self.innovations(drift).likelihood - chi_square_quantile(level.get(), 1.0) / 2.0;
        let within = |x: f64| self.innovations(x).likelihood >= least;
        let low = if within(0.0) { 0.0 } else { crossing(0.0, drift, |x| !within(x)) };
        Bounds::new(low, crossing_beyond(drift, self.scale, within))
    }

    /// The standard deviation of a year's drift, with its interval.
    fn sigma(&self, drift: f64, level: Level) -> Parameter {
        let Bounds { low, high } = self.drift_interval(drift, level);
        Parameter::plain("sigma", drift.sqrt(), Unit::ValuePerRootYear).within(Bounds::new(low.sqrt(), high.sqrt()))
    }

    /// The level at `dates` (ascending, the readings' own among them), and its change from the first to the last.
    fn smooth(&self, dates: &[f64], drift: f64, found: &Innovations, reference: Reference) -> (Vec<Point>, Parameter) {
        let steps = merge(&self.steps, dates);
        let smoothed = walk::smooth(&steps, &self.columns, drift);
        let mut points: Vec<Point> = Vec::with_capacity(dates.len());
        for (at, step) in steps.iter().enumerate() {
            if points.last().is_none_or(|before| before.time < step.time) {
                let (value, variance) = smoothed.level(at, found);
                points.push(reference.point(step.time, value, variance.sqrt()));
            }
        }
        let (change, variance) = smoothed.change(found);
        let change = match drift {
            // A walk that does not move has no change, and no error of one to test it against.
            0.0 => Parameter::plain("change", 0.0, Unit::Value),
            _ => Parameter::tested("change", change, variance.max(0.0).sqrt(), reference, Unit::Value),
        };
        (points, change)
    }
}

/// The steps of the readings with steps for the other dates between them.
fn merge(readings: &[Step], dates: &[f64]) -> Vec<Step> {
    let own = |date: &f64| readings.binary_search_by(|step| step.time.total_cmp(date)).is_ok();
    let others = dates.iter().filter(|date| !own(date)).map(|&time| Step { time, gap: 0.0, reading: None });
    let mut steps: Vec<Step> = readings.iter().copied().chain(others).collect();
    steps.sort_by(|a, b| a.time.total_cmp(&b.time));
    for at in 1..steps.len() {
        steps[at].gap = (steps[at].time - steps[at - 1].time) / YEAR;
    }
    steps
}
