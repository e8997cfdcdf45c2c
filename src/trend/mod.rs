//! Trends: fits of dated estimates over time, with honest bands. One file for each method, one list.
//!
//! A [`Series`] goes in (with its joint sampling covariance), a [`Trend`] comes out; the two are different types. Standard errors
//! come from sampling; rounding of printed figures is not added, and shows as scatter between waves where it matters.

mod error;
mod fitted;
mod grid;
mod houses;
mod line;
mod local_level;
mod logit_line;
mod note;
mod optimum;
#[cfg(test)]
mod refusals;
mod regression;
mod series;
#[cfg(test)]
mod tests;
mod walk;

pub use error::TrendError;
pub use fitted::{Observed, Parameter, Point, Trend, Unit};
pub use houses::Houses;
pub use note::Note;
pub use series::{Observation, Series};

use crate::uncertainty::Level;
use crate::uncertainty::interval::Interval;
use std::num::NonZeroU16;

/// Days in a year, as rates are stated.
pub const YEAR: f64 = 365.25;

/// What every method is told.
#[derive(Clone)]
pub struct FitOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// The interval of the waves as observed.
    pub interval: &'static dyn Interval,
    /// Days between fitted dates: 1 daily, 7 weekly.
    pub step: NonZeroU16,
    /// House effects, measured from what; only some methods have them.
    pub houses: Option<Houses>,
}

impl FitOptions {
    /// That no house effects are asked of a method without them.
    fn refuse_houses(&self, method: &'static str) -> Result<(), TrendError> {
        if self.houses.is_some() { Err(TrendError::HousesUnused { method }) } else { Ok(()) }
    }
}

/// A way to fit a trend.
pub trait TrendModel: Sync {
    /// The name used in flags, study files and outputs.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// The fit.
    ///
    /// # Errors
    /// [`TrendError`] when the series is too short, has one date only, or is of a kind the method cannot follow.
    fn fit(&self, series: &Series, options: &FitOptions) -> Result<Trend, TrendError>;
}

/// Every method there is.
pub const ALL: &[&dyn TrendModel] = &[&line::Line, &logit_line::LogitLine, &local_level::LocalLevel];

/// The method with this name.
pub fn named(name: &str) -> Option<&'static dyn TrendModel> {
    ALL.iter().copied().find(|model| model.name() == name)
}
