//! Jeffreys: the equal-tailed posterior interval of a beta with shapes np + ½ and n(1 − p) + ½ (Brown, Cai and DasGupta 2001), on the
//! effective n scaled for its degrees of freedom. As there, the low end is 0 at 0 % and the high end 1 at 100 %; below about a
//! twentieth of an answer, where the equal tails would pass by the share, the interval is stretched to it.

use super::share::{self, Share};
use super::{Bounds, Estimate, Interval, Level};
use crate::num::distribution::{beta_quantile, beta_upper_quantile};

pub(super) struct Jeffreys;

impl Interval for Jeffreys {
    fn name(&self) -> &'static str {
        "jeffreys"
    }

    fn summary(&self) -> &'static str {
        "equal tails of the posterior beta from Jeffreys' prior, on the effective n"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, posterior)
    }
}

fn posterior(share: &Share) -> Bounds {
    let n = share.n_exact();
    let (yes, no) = (n * share.p + 0.5, n * (1.0 - share.p) + 0.5);
    Bounds::new(beta_quantile(share.tail(), yes, no), beta_upper_quantile(share.tail(), yes, no))
}
