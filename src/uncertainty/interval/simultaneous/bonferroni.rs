//! Bonferroni: the interval chosen for single shares, at the level 1 − α/k for each of k answers. With `wilson` this is `goodman`;
//! with `korn-graubard` its coverage is assured in samples of any size.

use super::{Bounds, Estimate, Interval, Level, Simultaneous, level_of_each};

pub(super) struct Bonferroni;

impl Simultaneous for Bonferroni {
    fn name(&self) -> &'static str {
        "bonferroni"
    }

    fn summary(&self) -> &'static str {
        "the chosen interval at the level 1 − α/k for each of k answers"
    }

    fn uses_single(&self) -> bool {
        true
    }

    fn bounds(&self, shares: &[Estimate], level: Level, single: &dyn Interval) -> Vec<Bounds> {
        let each = level_of_each(level, shares.len());
        shares.iter().map(|share| single.bounds(share, each)).collect()
    }
}
