//! A point of a distribution on the positive half-line, and the way back from a probability to its point.

use super::normal_quantile;

/// Both tails at a point x, and the density against ln x.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tails {
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) slope: f64,
}

impl Tails {
    pub(super) const AT_ZERO: Self = Self { lower: 0.0, upper: 1.0, slope: 0.0 };
    pub(super) const AT_INFINITY: Self = Self { lower: 1.0, upper: 0.0, slope: 0.0 };

    pub(super) fn from_lower(lower: f64, slope: f64) -> Self {
        let lower = lower.min(1.0);
        Self { lower, upper: 1.0 - lower, slope }
    }

    pub(super) fn from_upper(upper: f64, slope: f64) -> Self {
        Self::from_lower(upper, slope).mirrored()
    }

    /// The tails of 1/x.
    pub(super) fn mirrored(self) -> Self {
        Self { lower: self.upper, upper: self.lower, slope: self.slope }
    }
}

/// A probability, held by both of its tails so that neither is lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Probability {
    pub(super) below: f64,
    pub(super) above: f64,
}

impl Probability {
    /// `p` below; `None` unless 0 ≤ p ≤ 1.
    pub(super) fn below(p: f64) -> Option<Self> {
        (0.0..=1.0).contains(&p).then_some(Self { below: p, above: 1.0 - p })
    }

    /// `q` above; `None` unless 0 ≤ q ≤ 1.
    pub(super) fn above(q: f64) -> Option<Self> {
        Self::below(q).map(Self::mirrored)
    }

    pub(super) fn mirrored(self) -> Self {
        Self { below: self.above, above: self.below }
    }
}

/// The point of a distribution on (0, ∞), given its tails, its middle and the standard deviation of its logarithm there.
///
/// The families used here have log-concave densities in ln x, so the logarithm of either tail is concave and Newton's steps towards
/// the smaller one cannot cycle. Rounding is met by a bracket, halved in ln x whenever a step would leave it.
pub(super) fn positive_quantile(wanted: Probability, middle: f64, spread: f64, tails: impl Fn(f64) -> Tails) -> f64 {
    if wanted.below == 0.0 {
        return 0.0;
    }
    if wanted.above == 0.0 {
        return f64::INFINITY;
    }
    let (sign, tail) = if wanted.above < wanted.below { (-1.0, wanted.above) } else { (1.0, wanted.below) };
    let (mut low, mut high) = (f64::MIN_POSITIVE, f64::MAX);
    let mut x = (middle * (sign * normal_quantile(tail) * spread).exp()).clamp(low, high);
    let mut last = f64::INFINITY;
    for _ in 0..200 {
        let at = tails(x);
        let here = if sign < 0.0 { at.upper } else { at.lower };
        let step = sign * (tail / here).ln() * here / at.slope;
        if step.abs() < 1e-15 || (step.abs() < 1e-8 && step.abs() >= last) {
            break;
        }
        if (here < tail) == (sign > 0.0) {
            low = x;
        } else {
            high = x;
        }
        let next = x * step.exp();
        // A step that is not a number, because the tail has vanished, fails the comparison too.
        x = if low < next && next < high { next } else { low.sqrt() * high.sqrt() };
        last = step.abs();
    }
    x
}
