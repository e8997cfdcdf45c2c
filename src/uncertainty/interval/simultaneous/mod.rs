//! Intervals that hold for all answers of a question at once with the stated probability: one file each, one list.

mod bonferroni;
mod goodman;
mod multinomial;
mod sison_glaz;

use super::super::{Bounds, Estimate, Level};
use super::Interval;

/// A method that turns all shares of one question into intervals.
pub trait Simultaneous: Sync {
    /// The name used in flags, study files and outputs.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// Whether the intervals are made by a method for single shares, the one given to [`Simultaneous::bounds`]. Where not, that one
    /// has no effect.
    fn uses_single(&self) -> bool {
        false
    }

    /// The bounds of `shares`, all the answers of one question in one group, so that all hold at once with probability `level`.
    fn bounds(&self, shares: &[Estimate], level: Level, single: &dyn Interval) -> Vec<Bounds>;
}

/// Every simultaneous interval there is.
pub const ALL: &[&dyn Simultaneous] = &[&goodman::Goodman, &sison_glaz::SisonGlaz, &bonferroni::Bonferroni];

/// The simultaneous interval with this name.
pub fn named(name: &str) -> Option<&'static dyn Simultaneous> {
    ALL.iter().copied().find(|interval| interval.name() == name)
}

/// The level 1 − α/k of each of k intervals.
fn level_of_each(level: Level, count: usize) -> Level {
    // Where α/k is lost beside 1, α is a few units of the last digit.
    Level::new(1.0 - (1.0 - level.get()) / count as f64).unwrap_or(level)
}

#[cfg(test)]
mod tests;
