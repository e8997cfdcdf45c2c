//! Wald: value ± t · se. Leaves [0, 1] near the ends and has no width at 0 % and 100 %.

use super::{Bounds, Estimate, Interval, Level};
use crate::num::distribution::t_quantile;

pub(super) struct Wald;

impl Interval for Wald {
    fn name(&self) -> &'static str {
        "wald"
    }

    fn summary(&self) -> &'static str {
        "estimate ± t·se"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        let half = t_quantile(level.upper_tail(), estimate.base.df) * estimate.se;
        Bounds::new(estimate.value - half, estimate.value + half)
    }
}
