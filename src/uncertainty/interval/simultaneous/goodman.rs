//! Goodman (1965, *On Simultaneous Confidence Intervals for Multinomial Proportions*): score intervals with the quantile of χ²₁ at
//! 1 − α/k, where k is the number of answers, so that is what Wilson's interval becomes at the level 1 − α/k. With finite degrees
//! of freedom the quantile is that of t².

use super::super::wilson::Wilson;
use super::{Bounds, Estimate, Interval, Level, Simultaneous, level_of_each};

pub(super) struct Goodman;

impl Simultaneous for Goodman {
    fn name(&self) -> &'static str {
        "goodman"
    }

    fn summary(&self) -> &'static str {
        "score intervals with the χ² quantile at 1 − α/k for k answers"
    }

    fn bounds(&self, shares: &[Estimate], level: Level, _: &dyn Interval) -> Vec<Bounds> {
        let each = level_of_each(level, shares.len());
        shares.iter().map(|share| Wilson.bounds(share, each)).collect()
    }
}
