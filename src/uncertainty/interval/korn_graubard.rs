//! Korn and Graubard (1998; R `survey`: "beta"): Clopper and Pearson's exact binomial interval on n* = p(1 − p)/V · (t at n − 1
//! respondents / t at df)². As the NCHS standards ask (Parker et al. 2017), n* is at most n, and n at 0 % and 100 %, unless an
//! effective n is stated (published tables). R caps nothing.
//!
//! At 0 % the low end is 0 and the high end the usual one, with α/2 above it: 1 − (α/2)^(1/n). At 100 % likewise.

use super::share::{self, Share};
use super::{Bounds, Estimate, Interval, Level};
use crate::num::distribution::{beta_quantile, beta_upper_quantile};

pub(super) struct KornGraubard;

impl Interval for KornGraubard {
    fn name(&self) -> &'static str {
        "korn-graubard"
    }

    fn summary(&self) -> &'static str {
        "exact binomial (Clopper–Pearson) on the effective n; conservative"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, capped)
    }
}

fn capped(share: &Share) -> Bounds {
    let n = share.respondents.map_or(share.n_exact(), |respondents| share.n_exact().min(respondents));
    clopper_pearson(share, n)
}

/// The exact interval had `n` people been asked; `n` and the number of answers need not be whole.
pub(super) fn clopper_pearson(share: &Share, n: f64) -> Bounds {
    let (yes, no) = (n * share.p, n * (1.0 - share.p));
    let low = if yes > 0.0 { beta_quantile(share.tail(), yes, no + 1.0) } else { 0.0 };
    let high = if no > 0.0 { beta_upper_quantile(share.tail(), yes + 1.0, no) } else { 1.0 };
    Bounds::new(low, high)
}
