//! Agresti and Coull (1998): t²/2 answers of each kind are added, then Wald, cut off at 0 and 1. Never narrower than Wilson.

use super::share::{self, Share};
use super::{Bounds, Estimate, Interval, Level};

pub(super) struct AgrestiCoull;

impl Interval for AgrestiCoull {
    fn name(&self) -> &'static str {
        "agresti-coull"
    }

    fn summary(&self) -> &'static str {
        "Wald about a share pulled towards one half by t²/2 answers each way"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, adjusted)
    }
}

fn adjusted(share: &Share) -> Bounds {
    let Share { p, n, t, .. } = *share;
    let total = n + t * t;
    let center = (n * p + t * t / 2.0) / total;
    let half = t * (center * (1.0 - center) / total).sqrt();
    Bounds::new(center - half, center + half)
}
