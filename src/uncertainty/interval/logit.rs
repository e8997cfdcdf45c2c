//! Wald on the log-odds, their standard error as a logistic regression finds it (R `survey`: "logit"; Rao and Scott 1984). With
//! linearization that is `xlogit`; with replicates the log-odds are taken in each replicate.
//!
//! R takes one degree of freedom off for this method unless told; here it has those of the estimate.

use super::xlogit::{derivative, from_log_odds};
use super::{Bounds, Estimate, Interval, Level, Measure, multiplier, share};
use crate::uncertainty::{Estimates, Smooth};

pub(super) struct Logit;

impl Interval for Logit {
    fn name(&self) -> &'static str {
        "logit"
    }

    fn summary(&self) -> &'static str {
        "Wald on the log-odds; with replicates, on those of each replicate (R's logit)"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, derivative)
    }

    fn bounds_of(&self, estimate: &Estimate, (estimates, i): (&Estimates, usize), level: Level) -> Bounds {
        let output = estimates.output(i);
        let se = estimates.select(&[i]).map(&LogOdds, vec![output]).get(0).se;
        let half = multiplier(level, estimate.base.df) * se;
        // A replicate without any such answer, or with no other, has no log-odds.
        if estimate.measure == Measure::Share && half.is_finite() && 0.0 < estimate.value && estimate.value < 1.0 {
            from_log_odds(estimate.value, half)
        } else {
            self.bounds(estimate, level)
        }
    }
}

/// ln(p/(1 − p)) of one share.
struct LogOdds;

impl Smooth for LogOdds {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        vec![(x[0] / (1.0 - x[0])).ln()]
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        vec![vec![(0, 1.0 / (x[0] * (1.0 - x[0])))]]
    }
}
