//! Design effects: the variance of an estimate over that of a simple random sample of as many respondents (Kish 1965), and the effective
//! sample sizes that follow.

use crate::sample::Draw;
use crate::uncertainty::{Base, Estimates};

/// n/(n − 1) p(1 − p) of every share; sums of floats to hardly less than everybody are everybody.
pub(super) fn share_spreads(shares: &Estimates) -> Vec<f64> {
    let spread = |i: usize| {
        let (p, base) = (shares.values()[i], shares.output(i).base);
        let p = if (1.0 - p).abs() < 1e-12 { 1.0 } else { p };
        base.n.map_or(f64::NAN, |n| n / (n - 1.0) * p * (1.0 - p))
    };
    (0..shares.len()).map(spread).collect()
}

/// Fills in design effects and effective sizes of means and shares; `spreads[i]` is the variance between respondents that estimate i
/// stands on. Nothing is done when `srs` is `None`.
pub(super) fn with_design_effects(estimates: Estimates, spreads: &[f64], srs: Option<Draw>) -> Estimates {
    scaled(estimates, spreads, &[], srs)
}

/// The same for totals: `sizes[i]` is the sum of weights that mean i was multiplied by.
pub(super) fn scaled(estimates: Estimates, spreads: &[f64], sizes: &[f64], srs: Option<Draw>) -> Estimates {
    let Some(srs) = srs else { return estimates };
    let base = |(i, variance): (usize, &f64)| {
        let size = sizes.get(i).copied().unwrap_or(1.0);
        effect(estimates.output(i).base, variance / (size * size), spreads[i], srs)
    };
    let bases = estimates.variances().iter().enumerate().map(base).collect();
    estimates.with_bases(bases)
}

/// The same estimates with none: what a simple random sample would tell is not known.
pub(super) fn without_design_effects(estimates: Estimates) -> Estimates {
    let base = |i: usize| Base { deff: None, n_effective: None, ..estimates.output(i).base };
    let bases = (0..estimates.len()).map(base).collect();
    estimates.with_bases(bases)
}

fn effect(base: Base, variance: f64, spread: f64, draw: Draw) -> Base {
    let (Some(n), Some(weighted)) = (base.n, base.n_weighted) else { return base };
    let finite = match draw {
        Draw::WithReplacement => 1.0,
        Draw::WithoutReplacement => (weighted - n) / weighted,
    };
    // What rounding leaves of the sums over a single cluster, which are 0, is no variance.
    let variance = if variance <= 1e-26 * spread { 0.0 } else { variance };
    let deff = variance / (spread * finite / n);
    // Of a constant, everybody says the same: n of n. What differs between people but not between samples has no limit.
    let n_effective = if variance > 0.0 || spread > 0.0 { spread * (n - 1.0) / n / variance } else { n };
    let known = |value: f64| (value.is_finite() && value >= 0.0).then_some(value);
    // Of everybody there is no spread that a sample could have.
    let n_effective = known(n_effective).filter(|n| *n > 0.0);
    Base { deff: known(deff).filter(|_| finite > 0.0), n_effective, ..base }
}
