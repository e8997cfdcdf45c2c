//! Confidence intervals: one file each, one list.

pub mod simultaneous;
mod wald;

use super::{Bounds, Estimate, Level};
use wald::Wald;

/// A method that turns one estimate into an interval.
pub trait Interval: Sync {
    /// The name used in flags, study files and outputs.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// x
    fn fits(&self, _: crate::uncertainty::Measure) -> bool {
        true
    }

    /// The bounds at `level`, with Student's t at the estimate's degrees of freedom (normal when infinite).
    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds;
}

/// Every interval there is.
pub const ALL: &[&dyn Interval] = &[&Wald];

/// The interval for shares when none is named.
pub const USUAL: &dyn Interval = &Wald;

/// The interval that fits every kind of number.
pub const PLAIN: &dyn Interval = &Wald;

/// The interval with this name.
pub fn named(name: &str) -> Option<&'static dyn Interval> {
    ALL.iter().copied().find(|interval| interval.name() == name)
}
