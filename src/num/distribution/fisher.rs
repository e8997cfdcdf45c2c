//! Fisher's F distribution: d₁F/d₂ is the odds of a beta variable with shapes d₁/2 and d₂/2.

use super::beta::{Point, quantile_odds, tails};
use super::tails::{Probability, Tails};
use super::{LARGEST, chi_square};

/// P(F ≤ x) with `numerator > 0` and `denominator > 0` degrees of freedom; the denominator's may be infinite. 0 below zero.
pub fn f_cdf(x: f64, numerator: f64, denominator: f64) -> f64 {
    at(x, numerator, denominator).lower
}

/// P(F > x), as [`f_cdf`].
pub fn f_survival(x: f64, numerator: f64, denominator: f64) -> f64 {
    at(x, numerator, denominator).upper
}

/// The x with P(F ≤ x) = `p`.
pub fn f_quantile(p: f64, numerator: f64, denominator: f64) -> f64 {
    Probability::below(p).map_or(f64::NAN, |p| quantile(p, numerator, denominator))
}

/// The x with P(F > x) = `q`.
pub fn f_upper_quantile(q: f64, numerator: f64, denominator: f64) -> f64 {
    Probability::above(q).map_or(f64::NAN, |p| quantile(p, numerator, denominator))
}

pub(super) fn at(x: f64, d1: f64, d2: f64) -> Tails {
    if d2 > LARGEST {
        return chi_square::tails(d1 * x, d1);
    }
    if x == f64::INFINITY {
        return Tails::AT_INFINITY;
    }
    let x = if x < 0.0 { 0.0 } else { x };
    // Both ends through the smaller of the two ratios: neither may overflow.
    let odds = x * (d1 / d2);
    let point = if odds < 1.0 {
        let y = 1.0 / (1.0 + odds);
        Point { x: odds * y, y, below_mean: 0.5 * d1 * (1.0 - x) * y }
    } else {
        let inverse = 1.0 / odds;
        let share = 1.0 / (1.0 + inverse);
        Point { x: share, y: inverse * share, below_mean: 0.5 * d2 * (1.0 / x - 1.0) * share }
    };
    tails(d1 / 2.0, d2 / 2.0, &point)
}

pub(super) fn quantile(p: Probability, d1: f64, d2: f64) -> f64 {
    if d2 > LARGEST {
        return chi_square::quantile(p, d1) / d1;
    }
    quantile_odds(p, d1 / 2.0, d2 / 2.0) * (d2 / d1)
}
