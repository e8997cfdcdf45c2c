//! Fitted lines and dated events.

use crate::uncertainty::Bounds;

/// One point of a fitted line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitPoint {
    /// Days since 1970-01-01.
    pub day: f64,
    /// The fit.
    pub value: f64,
    /// Its band.
    pub band: Option<Bounds>,
    /// Past the data, by a labelled forecast.
    pub forecast: bool,
}

/// A fitted line with its band, points in order of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FittedLine {
    /// The small multiple it belongs to.
    pub panel: Option<String>,
    /// The series it fits, as rows name it.
    pub series: String,
    /// The line.
    pub points: Vec<FitPoint>,
}

/// A dated note on a plot over time: of a day, or of a span.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Days since 1970-01-01; of a span its first day.
    pub day: f64,
    /// The last day of a span, which is shaded; none for what happened on one day.
    pub until: Option<f64>,
    /// What happened.
    pub label: String,
}

impl Event {
    /// First and last day.
    pub fn ends(&self) -> [f64; 2] {
        [self.day, self.until.unwrap_or(self.day)]
    }
}
