//! Wald on the log-odds with the standard error se/(p(1 − p)), taken back (R `survey`: "xlogit"). At 0 % and 100 %, where there are no
//! log-odds, Clopper and Pearson's.

use super::korn_graubard::clopper_pearson;
use super::share::{self, Share};
use super::{Bounds, Estimate, Interval, Level};

pub(super) struct Xlogit;

impl Interval for Xlogit {
    fn name(&self) -> &'static str {
        "xlogit"
    }

    fn summary(&self) -> &'static str {
        "Wald on the log-odds, by the derivative (R's xlogit)"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, derivative)
    }
}

pub(super) fn derivative(share: &Share) -> Bounds {
    let Share { p, n, t, .. } = *share;
    if p == 0.0 || p == 1.0 {
        return clopper_pearson(share, share.n_exact());
    }
    from_log_odds(p, t / (n * p * (1.0 - p)).sqrt())
}

/// `half` either way of the log-odds of `p`.
pub(super) fn from_log_odds(p: f64, half: f64) -> Bounds {
    let shifted = |shift: f64| 1.0 / (1.0 + (1.0 - p) / p * (-shift).exp());
    Bounds::new(shifted(-half), shifted(half))
}
