//! What all intervals for shares have in common: the numbers they depend on, and the cases where there is nothing to compute.

use super::{Bounds, Estimate, Level, Measure, multiplier};
use crate::num::distribution::t_quantile;

/// A share from which an interval can be computed.
pub(super) struct Share {
    /// The share, in [0, 1].
    pub(super) p: f64,
    /// The size of a simple random sample of the same precision, above 0.
    pub(super) n: f64,
    /// Student's t at the level and the degrees of freedom of the variance.
    pub(super) t: f64,
    /// n for methods that have no t: times (t at n − 1 respondents / t at df)², after Korn and Graubard (1998). A design has no more
    /// degrees of freedom than n − 1, so this never exceeds `n`.
    pub(super) n_exact: f64,
    /// Respondents, if known.
    pub(super) respondents: Option<f64>,
    /// The confidence level.
    pub(super) level: Level,
}

impl Share {
    /// The share and what it stands on, or the bounds where there is nothing to compute.
    pub(super) fn read(estimate: &Estimate, level: Level) -> Result<Self, Bounds> {
        let whole = Bounds::new(0.0, 1.0);
        let p = estimate.value.clamp(0.0, 1.0);
        if estimate.measure != Measure::Share || p.is_nan() {
            return Err(Bounds::new(f64::NAN, f64::NAN));
        }
        let t = multiplier(level, estimate.base.df);
        if !t.is_finite() {
            return Err(whole);
        }
        let inside = 0.0 < p && p < 1.0;
        let implied = p * (1.0 - p) / (estimate.se * estimate.se);
        // What the standard error says comes first: a stated effective n may come from a design effect with another denominator.
        let effective = if inside && implied < 1e100 { Some(implied) } else { estimate.base.n_effective };
        let respondents = estimate.base.n;
        let (n, n_exact) = match (effective, respondents) {
            (Some(n), _) => (n, n * exact_factor(level, estimate.base.df, t, respondents)),
            (None, _) if inside => return Err(Bounds::new(p, p)),
            (None, Some(n)) => (n, n),
            (None, None) => return Err(whole),
        };
        if n > 0.0 { Ok(Self { p, n, t, n_exact, respondents, level }) } else { Err(whole) }
    }

    /// α/2.
    pub(super) fn tail(&self) -> f64 {
        (1.0 - self.level.get()) / 2.0
    }
}

/// The bounds by `method`, kept within [0, 1] and around the share.
pub(super) fn bounds(estimate: &Estimate, level: Level, method: impl Fn(&Share) -> Bounds) -> Bounds {
    match Share::read(estimate, level) {
        Ok(share) => {
            let found = method(&share);
            Bounds::new(found.low.clamp(0.0, share.p), found.high.clamp(share.p, 1.0))
        }
        Err(bounds) => bounds,
    }
}

fn exact_factor(level: Level, df: f64, t: f64, respondents: Option<f64>) -> f64 {
    let at_most = respondents.map_or(f64::INFINITY, |n| n - 1.0);
    if df < at_most { (t_quantile(level.upper_tail(), at_most) / t).powi(2) } else { 1.0 }
}
