//! Wilson (1927): the shares that a score test with Student's t would not reject, on the effective n (Dean and Pagano 2015; Franco et
//! al. 2019). At 0 % and 100 % one end is the share itself.

use super::share::{self, Share};
use super::{Bounds, Estimate, Interval, Level};

pub(super) struct Wilson;

impl Interval for Wilson {
    fn name(&self) -> &'static str {
        "wilson"
    }

    fn summary(&self) -> &'static str {
        "score interval on the effective n; sound at any share and base"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, score)
    }
}

/// The roots P of (p − P)² = t² P(1 − P)/n.
fn score(share: &Share) -> Bounds {
    let Share { p, n, t, .. } = *share;
    let weight = t * t / n;
    let center = p + weight / 2.0;
    let half = (weight * (p * (1.0 - p) + weight / 4.0)).sqrt();
    // At the ends the difference of two equal numbers may be a rounding error.
    let low = if p == 0.0 { 0.0 } else { (center - half) / (1.0 + weight) };
    let high = if p == 1.0 { 1.0 } else { (center + half) / (1.0 + weight) };
    Bounds::new(low, high)
}
