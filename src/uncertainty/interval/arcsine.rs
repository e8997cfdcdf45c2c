//! Arcsine: Wald on asin √p, whose variance is 1/(4n) for every share (R `survey`: "asin"). The transformed ends stop at 0 and π/2,
//! where R's fold back.

use super::share::{self, Share};
use super::{Bounds, Estimate, Interval, Level};
use std::f64::consts::FRAC_PI_2;

pub(super) struct Arcsine;

impl Interval for Arcsine {
    fn name(&self) -> &'static str {
        "arcsine"
    }

    fn summary(&self) -> &'static str {
        "Wald on the arcsine of the root of the share"
    }

    fn bounds(&self, estimate: &Estimate, level: Level) -> Bounds {
        share::bounds(estimate, level, transformed)
    }
}

fn transformed(share: &Share) -> Bounds {
    let center = share.p.sqrt().asin();
    let half = share.t / (2.0 * share.n.sqrt());
    let back = |angle: f64| angle.clamp(0.0, FRAC_PI_2).sin().powi(2);
    Bounds::new(back(center - half), back(center + half))
}
