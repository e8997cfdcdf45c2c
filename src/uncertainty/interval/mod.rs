//! Confidence intervals: one file each, one list. All but `wald` are for shares: they depend on the share, on its effective number
//! of respondents and on the degrees of freedom of its variance, never leave [0, 1] and always contain the share.

mod agresti_coull;
mod arcsine;
mod jeffreys;
mod korn_graubard;
mod likelihood;
mod logit;
mod share;
pub mod simultaneous;
mod wald;
mod wilson;
mod xlogit;

use super::{Bounds, Estimate, Estimates, Level, Measure};
use crate::num::distribution::t_quantile;

/// A method that turns one estimate into an interval.
///
/// With no degrees of freedom (`base.df` not above 0) nothing is known: the interval is the whole range. A share of 0 % or 100 %
/// whose effective n is not stated stands on its `n`; without that, its interval is all of [0, 1].
pub trait Interval: Sync {
    /// The name used in flags, study files and outputs.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// Whether the method has an interval for this kind of number. Where it has not, [`Interval::bounds`] are NaN: choose another
    /// method, and say so.
    fn fits(&self, measure: Measure) -> bool {
        measure == Measure::Share
    }

    /// The bounds at `level`, with Student's t at the estimate's degrees of freedom (normal when infinite).
    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds;

    /// The bounds of `estimate`, which is number i of joint ones, for methods that can use more than its standard error: a
    /// transformation taken replicate by replicate is not the same as its derivative.
    ///
    /// # Panics
    /// When there is no number i.
    fn bounds_of(&self, estimate: &Estimate, _joint: (&Estimates, usize), level: Level) -> Bounds {
        self.bounds(estimate, level)
    }
}

/// Every interval there is.
pub const ALL: &[&dyn Interval] = &[
    &wald::Wald,
    &wilson::Wilson,
    &logit::Logit,
    &xlogit::Xlogit,
    &korn_graubard::KornGraubard,
    &jeffreys::Jeffreys,
    &agresti_coull::AgrestiCoull,
    &arcsine::Arcsine,
    &likelihood::Likelihood,
];

/// The interval for shares when none is named.
pub const USUAL: &dyn Interval = &wilson::Wilson;

/// The interval that fits every kind of number.
pub const PLAIN: &dyn Interval = &wald::Wald;

/// The interval `wanted`, where it fits such a number; else the plain one: those made for shares do for nothing else.
pub fn fitting(wanted: &'static dyn Interval, measure: Measure) -> &'static dyn Interval {
    if wanted.fits(measure) { wanted } else { PLAIN }
}

/// The interval with this name.
pub fn named(name: &str) -> Option<&'static dyn Interval> {
    ALL.iter().copied().find(|interval| interval.name() == name)
}

/// Student's t for a two-sided interval; infinite when there are no degrees of freedom.
fn multiplier(level: Level, df: f64) -> f64 {
    if df > 0.0 { t_quantile(level.upper_tail(), df) } else { f64::INFINITY }
}

#[cfg(test)]
mod tests;
