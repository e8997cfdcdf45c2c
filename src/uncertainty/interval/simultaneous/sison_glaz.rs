//! Sison and Glaz (1995, *Simultaneous Confidence Intervals and Sample Size Determination for Multinomial Proportions*): one width for
//! all answers, from an Edgeworth approximation to the probability that every count stays within c of what was counted, and 2γ more
//! above, γ being how far the level lies between the coverages of c and c + 1. Where the approximation falls again before it reaches
//! the level (two even answers at 99.9 %, or hardly more than one answer in use), the exact probability takes its place. Where one
//! answer has nearly everybody the published approximation is too sure of itself: `goodman` is the better choice there.
//!
//! The counts are the effective ones, n·p rounded to whole people, with the smallest effective n of the shares. If the shares leave a
//! rest that rounding does not explain, that is one more answer.

use super::super::share::{self, Share};
use super::multinomial::{Edgeworth, convolution};
use super::{Bounds, Estimate, Interval, Level, Simultaneous};

/// More people than this are counted as this many, which makes intervals a few thousandths of a point wide.
const MOST: f64 = 1e9;

pub(super) struct SisonGlaz;

impl Simultaneous for SisonGlaz {
    fn name(&self) -> &'static str {
        "sison-glaz"
    }

    fn summary(&self) -> &'static str {
        "one width for all answers, from the multinomial of the effective counts"
    }

    fn bounds(&self, shares: &[Estimate], level: Level, _: &dyn Interval) -> Vec<Bounds> {
        let known = shares.iter().filter_map(|share| Share::read(share, level).ok());
        let n = known.map(|share| share.n_exact()).fold(MOST, f64::min);
        let counts = counts(shares, n);
        let total = counts.iter().sum::<f64>().max(1.0);
        let (below, above) = widths(&counts, total, level.get());
        let around = |(share, count): (&Estimate, &f64)| {
            share::bounds(share, level, |_| Bounds::new((count - below) / total, (count + above) / total))
        };
        shares.iter().zip(&counts).map(around).collect()
    }
}

/// The effective counts, with the rest as the last one if there is one.
fn counts(shares: &[Estimate], n: f64) -> Vec<f64> {
    let rest = 1.0 - shares.iter().map(|share| share.value).sum::<f64>();
    let explained: f64 = shares.iter().map(|share| share.rounding).sum();
    let left = (rest > explained + 1e-9).then_some(rest);
    shares.iter().map(|share| share.value.clamp(0.0, 1.0)).chain(left).map(|p| (p * n).round()).collect()
}

/// How far the interval reaches below and above the counts.
fn widths(counts: &[f64], total: f64, level: f64) -> (f64, f64) {
    let found = by_series(counts, total, level).unwrap_or_else(|| exactly(counts, total, level));
    let (c, now, next) = found;
    (c, c + 2.0 * (level - now) / (next - now))
}

/// The first c with coverage at most `level` at c and more at c + 1, and both coverages; `None` when the Edgeworth coverage falls
/// before it gets there.
fn by_series(counts: &[f64], total: f64, level: f64) -> Option<(f64, f64, f64)> {
    let mut series = Edgeworth::new(counts, total);
    let (mut c, mut now) = (0.0, 0.0);
    loop {
        let next = if c + 1.0 < total { series.widened_to(c + 1.0) } else { 1.0 };
        if level < next {
            return Some((c, now, next));
        }
        if next.is_nan() || next < now {
            return None;
        }
        (c, now) = (c + 1.0, next);
    }
}

/// The same with the exact coverage, which never falls: found by doubling, then halving.
fn exactly(counts: &[f64], total: f64, level: f64) -> (f64, f64, f64) {
    let coverage = |c: f64| if c < total { convolution(counts, total, c) } else { 1.0 };
    let (mut c, mut now) = (0.0, 0.0);
    let (mut above, mut next) = (1.0, coverage(1.0));
    while next <= level && above < total {
        (c, now) = (above, next);
        above = (2.0 * above).min(total);
        next = coverage(above);
    }
    while above - c > 1.0 {
        let middle = ((c + above) / 2.0).floor();
        match coverage(middle) {
            at if at <= level => (c, now) = (middle, at),
            at => (above, next) = (middle, at),
        }
    }
    (c, now, next)
}
