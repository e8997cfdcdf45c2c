//! Trends: fits of dated estimates over time, with honest bands. One file for each method, one list.
//!
//! A [`Series`] goes in (with its joint sampling covariance), a [`Trend`] comes out; the two are different types. Standard errors
//! come from sampling; rounding of printed figures is not added, and shows as scatter between waves where it matters.

mod average;
mod between;
mod error;
mod fitted;
mod grid;
mod houses;
mod line;
mod local_level;
mod loess;
mod logit_line;
mod note;
mod optimum;
mod options;
#[cfg(test)]
mod refusals;
mod regression;
mod series;
#[cfg(test)]
mod tests;
mod walk;

pub use between::Between;
pub use error::TrendError;
pub use fitted::{Observed, Parameter, Point, Trend, Unit};
pub use houses::Houses;
pub use note::Note;
pub use options::{FitOptions, Setting, Span};
pub use series::{Observation, Series};

/// Days in a year, as rates are stated.
pub const YEAR: f64 = 365.25;

/// A way to fit a trend.
pub trait TrendModel: Sync {
    /// The name used in flags, study files and outputs.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// The settings of [`FitOptions`] that it takes, beside those that all take.
    fn settings(&self) -> &'static [Setting];

    /// The fit.
    ///
    /// # Errors
    /// [`TrendError`] when the series is too short, has one date only, or is of a kind the method cannot follow; when `options` holds a
    /// setting that the method would ignore.
    fn fit(&self, series: &Series, options: &FitOptions) -> Result<Trend, TrendError>;
}

/// Every method there is.
pub const ALL: &[&dyn TrendModel] =
    &[&line::Line, &logit_line::LogitLine, &local_level::LocalLevel, &loess::Loess, &average::Average];

/// The method when none is named.
pub const USUAL: &dyn TrendModel = &line::Line;

/// The method with this name.
pub fn named(name: &str) -> Option<&'static dyn TrendModel> {
    ALL.iter().copied().find(|model| model.name() == name)
}
