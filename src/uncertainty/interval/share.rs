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
    /// Respondents, if known.
    pub(super) respondents: Option<f64>,
    /// The confidence level.
    pub(super) level: Level,
    /// Degrees of freedom of the variance; `None` where `n` counts respondents and rests on no variance.
    pub(super) df: Option<f64>,
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
        let (n, df) = match (effective, respondents) {
            (Some(n), _) => (n, Some(estimate.base.df)),
            (None, _) if inside => return Err(Bounds::new(p, p)),
            (None, Some(n)) => (n, None),
            (None, None) => return Err(whole),
        };
        if n > 0.0 { Ok(Self { p, n, t, respondents, level, df }) } else { Err(whole) }
    }

    /// n for methods that have no t: times (t at n − 1 respondents / t at df)², after Korn and Graubard (1998). It never exceeds `n`: where
    /// df are more than n − 1, since they count those who were asked and n those who answered, nothing is added.
    pub(super) fn n_exact(&self) -> f64 {
        let at_most = self.respondents.map_or(f64::INFINITY, |n| n - 1.0);
        match self.df {
            Some(df) if df < at_most => self.n * (t_quantile(self.level.upper_tail(), at_most) / self.t).powi(2),
            _ => self.n,
        }
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
