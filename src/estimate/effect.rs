//! Design effects: the variance of an estimate over that of a simple random sample of as many respondents (Kish 1965), and the effective
//! sample sizes that follow.

use crate::sample::Srs;
use crate::uncertainty::{Base, Estimates};

/// Weights that add up to less than so many times the respondents tell no size of a population: hardly ever half of one is asked.
const SCALED: f64 = 2.0;

/// n/(n − 1) p(1 − p) of every share.
pub(super) fn share_spreads(shares: &Estimates) -> Vec<f64> {
    let spread = |i: usize| {
        let (p, base) = (shares.values()[i], shares.output(i).base);
        base.n.map_or(f64::NAN, |n| n / (n - 1.0) * p * (1.0 - p))
    };
    (0..shares.len()).map(spread).collect()
}

/// Fills in design effects and effective sizes of means and shares; `spreads[i]` is the variance between respondents that estimate i
/// stands on. Nothing is done when `srs` is `None`.
pub(super) fn with_design_effects(estimates: Estimates, spreads: &[f64], srs: Option<Srs>) -> Estimates {
    scaled(estimates, spreads, &[], srs)
}

/// The same for totals: `sizes[i]` is the sum of weights that mean i was multiplied by.
pub(super) fn scaled(estimates: Estimates, spreads: &[f64], sizes: &[f64], srs: Option<Srs>) -> Estimates {
    let Some(srs) = srs else { return estimates };
    let base = |(i, variance): (usize, &f64)| {
        let size = sizes.get(i).copied().unwrap_or(1.0);
        effect(estimates.output(i).base, variance / (size * size), spreads[i], srs)
    };
    let bases = estimates.variances().iter().enumerate().map(base).collect();
    estimates.with_bases(bases)
}

fn effect(base: Base, variance: f64, spread: f64, srs: Srs) -> Base {
    let (Some(n), Some(weighted)) = (base.n, base.n_weighted) else { return base };
    let finite = match srs {
        Srs::WithReplacement => 1.0,
        Srs::ByWeights if weighted < SCALED * n => 1.0,
        Srs::ByWeights | Srs::WithoutReplacement => (weighted - n) / weighted,
    };
    // What rounding leaves of the sums over a single cluster, which are 0, is no variance.
    let variance = if variance <= 1e-26 * spread { 0.0 } else { variance };
    let deff = variance / (spread * finite / n);
    // Of a constant, everybody says the same: n of n. What differs between people but not between samples has no limit.
    let n_effective = if variance > 0.0 || spread > 0.0 { spread * (n - 1.0) / n / variance } else { n };
    let known = |value: f64| (value.is_finite() && value >= 0.0).then_some(value);
    Base { deff: known(deff).filter(|_| finite > 0.0), n_effective: known(n_effective), ..base }
}
