//! A fitted trend: the waves it was fitted to, fitted values with their band by date, parameters, and remarks on the fit.

use super::{FitOptions, Note, Observation, Series};
use crate::uncertainty::interval::fitting;
use crate::uncertainty::{Bounds, Level, Measure};

/// A wave as observed, with its own interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// The wave.
    pub observation: Observation,
    /// Its interval by the method of [`FitOptions::interval`], where that fits such a number.
    pub bounds: Bounds,
}

/// The fit at one date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Days since 1970-01-01.
    pub time: f64,
    /// Fitted value, on the scale of the series.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
    /// The band for the true value at this date (pointwise).
    pub bounds: Bounds,
}

/// What a parameter is counted in. Years are of 365.25 days; values are on the scale of the series (shares as fractions of 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// The scale of the series.
    Value,
    /// The scale of the series, per year.
    ValuePerYear,
    /// The scale of the series, per square root of a year: the standard deviation of one year's drift.
    ValuePerRootYear,
    /// Log-odds.
    LogOdds,
    /// Log-odds per year.
    LogOddsPerYear,
    /// A pure number.
    Number,
}

impl Unit {
    /// As written in outputs, where a value of the series is a `share`, a `difference` or a `value`.
    pub fn name(self, measure: Measure) -> &'static str {
        use Measure::{Difference, Number, Share};
        match (self, measure) {
            (Self::Value, Share) => "share",
            (Self::Value, Difference) => "difference",
            (Self::Value, Number) => "value",
            (Self::ValuePerYear, Share) => "share/year",
            (Self::ValuePerYear, Difference) => "difference/year",
            (Self::ValuePerYear, Number) => "value/year",
            (Self::ValuePerRootYear, Share) => "share/year^0.5",
            (Self::ValuePerRootYear, Difference) => "difference/year^0.5",
            (Self::ValuePerRootYear, Number) => "value/year^0.5",
            (Self::LogOdds, _) => "log-odds",
            (Self::LogOddsPerYear, _) => "log-odds/year",
            (Self::Number, _) => "1",
        }
    }
}

/// One number that describes the whole fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name in outputs: `slope`, `change`, `tau` …
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Standard error, where the interval is made from one.
    pub se: Option<f64>,
    /// Interval at the level of the fit.
    pub bounds: Option<Bounds>,
    /// Degrees of freedom of its test, infinite for the normal.
    pub df: Option<f64>,
    /// Two-sided p-value of the hypothesis that it is 0 (for `q`: of no scatter beyond sampling).
    pub p_value: Option<f64>,
    /// What it is counted in.
    pub unit: Unit,
}

impl Parameter {
    /// A value without uncertainty.
    pub(super) fn plain(name: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self { name: name.into(), value, se: None, bounds: None, df: None, p_value: None, unit }
    }

    /// The same with an interval.
    pub(super) fn within(self, bounds: Bounds) -> Self {
        Self { bounds: Some(bounds), ..self }
    }

    /// A value with its standard error, Student's t interval and test against 0 (infinite `df`: the normal).
    pub(super) fn tested(name: impl Into<String>, value: f64, se: f64, reference: Reference, unit: Unit) -> Self {
        let p_value = 2.0 * crate::num::distribution::t_cdf(-(value / se).abs(), reference.df);
        Self {
            se: Some(se),
            df: Some(reference.df),
            // 0/0: a change of exactly nothing with no error, over a span of no length.
            p_value: p_value.is_finite().then_some(p_value),
            ..Self::plain(name, value, unit).within(reference.bounds(value, se))
        }
    }
}

/// The distribution that intervals and tests refer to: Student's t, at a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reference {
    df: f64,
    quantile: f64,
}

impl Reference {
    /// Student's t with `df` degrees of freedom; infinite: the normal.
    pub(super) fn new(df: f64, level: Level) -> Self {
        Self { df, quantile: crate::num::distribution::t_quantile(level.upper_tail(), df) }
    }

    /// An estimate's two-sided interval.
    pub(super) fn bounds(self, value: f64, se: f64) -> Bounds {
        Bounds::new(value - self.quantile * se, value + self.quantile * se)
    }

    /// A fitted value with its band.
    pub(super) fn point(self, time: f64, value: f64, se: f64) -> Point {
        Point { time, value, se, bounds: self.bounds(value, se) }
    }
}

/// A trend fitted to a series. Made by [`super::TrendModel::fit`] only.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    method: &'static str,
    name: String,
    measure: Measure,
    level: Level,
    observed: Vec<Observed>,
    fitted: Vec<Point>,
    parameters: Vec<Parameter>,
    notes: Vec<Note>,
}

impl Trend {
    /// The result of `method`; points are cut to the range of the series' kind, and a note says so.
    pub(super) fn new(
        method: &'static str,
        series: &Series,
        options: &FitOptions,
        mut fitted: Vec<Point>,
        parameters: Vec<Parameter>,
    ) -> Self {
        let interval = fitting(options.interval, series.measure());
        let bounds = |o: &Observation| interval.bounds(&o.estimate, options.level);
        let observed =
            series.observations().iter().map(|o| Observed { bounds: bounds(o), observation: o.clone() }).collect();
        let mut notes = series.notes().to_vec();
        notes.extend(cut(&mut fitted, series.measure()));
        let houses = series.houses();
        notes.extend((houses > 1 && options.houses.is_none()).then_some(Note::HousesPooled { houses }));
        let (name, measure, level) = (series.name().to_owned(), series.measure(), options.level);
        Self { method, name, measure, level, observed, fitted, parameters, notes }
    }

    /// The same with more remarks.
    pub(super) fn noting(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// Name of the method.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// Name of the series.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What kind of number was followed.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// The confidence level of every interval here.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The waves, in order of time.
    pub fn observed(&self) -> &[Observed] {
        &self.observed
    }

    /// The fit at each wave's date and on the step between, in order of time.
    pub fn fitted(&self) -> &[Point] {
        &self.fitted
    }

    /// The parameters, the most important first.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The parameter with this name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// Remarks that belong beside the numbers.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

/// Cuts values and bands to what the kind of number allows; the note names the dates.
fn cut(points: &mut [Point], measure: Measure) -> Option<Note> {
    let (least, most) = match measure {
        Measure::Share => (0.0, 1.0),
        Measure::Difference => (-1.0, 1.0),
        Measure::Number => return None,
    };
    let outside = |p: &Point| p.bounds.low < least || p.bounds.high > most;
    let first = points.iter().find(|p| outside(p))?.time;
    let last = points.iter().rfind(|p| outside(p))?.time;
    for point in points {
        let Bounds { low, high } = point.bounds;
        point.bounds = Bounds::new(low.clamp(least, most), high.clamp(least, most));
        point.value = point.value.clamp(least, most);
    }
    Some(Note::Cut { first, last, measure })
}
