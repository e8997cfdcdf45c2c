//! Wald: value ± t · se, for any kind of number. For shares it leaves [0, 1] near the ends and has no width at 0 % and 100 %.

use super::{Bounds, Estimate, Interval, Level, Measure, multiplier};

pub(super) struct Wald;

impl Interval for Wald {
    fn name(&self) -> &'static str {
        "wald"
    }

    fn summary(&self) -> &'static str {
        "estimate ± t·se; any number, poor for shares near 0 % and 100 %"
    }

    fn fits(&self, _: Measure) -> bool {
        true
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        let half = if estimate.se == 0.0 { 0.0 } else { multiplier(level, estimate.base.df) * estimate.se };
        Bounds::new(estimate.value - half, estimate.value + half)
    }
}
