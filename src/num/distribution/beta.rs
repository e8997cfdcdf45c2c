//! The beta distribution (the regularized incomplete beta function and its inverse), by the continued fraction of Didonato and
//! Morris (1992, *Significant Digit Computation of the Incomplete Beta Function Ratios*, eq. 9), inverted on the scale of odds.

use super::stirling::{deviance, stirling_error};
use super::tails::{Probability, Tails, positive_quantile};
use super::{LARGEST, normal_cdf};
use std::f64::consts::TAU;

/// P(X ≤ x), the regularized incomplete beta function I_x(a, b), for shapes `a, b > 0`.
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    at(x, a, b).lower
}

/// P(X > x) for shapes `a, b > 0`.
pub fn beta_survival(x: f64, a: f64, b: f64) -> f64 {
    at(x, a, b).upper
}

/// The x with P(X ≤ x) = `p`, the inverse of the regularized incomplete beta function.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    Probability::below(p).map_or(f64::NAN, |p| share(quantile_odds(p, a, b)))
}

/// The x with P(X > x) = `q`.
pub fn beta_upper_quantile(q: f64, a: f64, b: f64) -> f64 {
    Probability::above(q).map_or(f64::NAN, |p| share(quantile_odds(p, a, b)))
}

/// A point of the unit interval by its distances from both ends, and how far it is below the mean: a·y − b·x.
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) below_mean: f64,
}

fn valid(a: f64, b: f64) -> bool {
    0.0 < a && a <= LARGEST && 0.0 < b && b <= LARGEST
}

fn share(odds: f64) -> f64 {
    if odds > 1.0 { 1.0 / (1.0 + 1.0 / odds) } else { odds / (1.0 + odds) }
}

fn at(x: f64, a: f64, b: f64) -> Tails {
    let x = x.clamp(0.0, 1.0);
    let y = 1.0 - x;
    // The smaller of x and y is the one known to the last digit.
    let below_mean = if x < y { (-(a + b)).mul_add(x, a) } else { (a + b).mul_add(y, -b) };
    tails(a, b, &Point { x, y, below_mean })
}

/// The odds x/(1 − x) at a probability.
pub(super) fn quantile_odds(p: Probability, a: f64, b: f64) -> f64 {
    if !valid(a, b) {
        return f64::NAN;
    }
    positive_quantile(p, a / b, (1.0 / a + 1.0 / b).sqrt(), |odds| {
        let (x, y) = (share(odds), share(1.0 / odds));
        let below_mean = if odds < 1.0 { (-b).mul_add(odds, a) * y } else { a.mul_add(1.0 / odds, -b) * x };
        tails(a, b, &Point { x, y, below_mean })
    })
}

/// Both tails at a point; the slope is against the logarithm of the odds.
pub(super) fn tails(a: f64, b: f64, point: &Point) -> Tails {
    let Point { x, y, below_mean } = *point;
    if !valid(a, b) || x.is_nan() {
        return Tails { lower: f64::NAN, upper: f64::NAN, slope: f64::NAN };
    }
    if x <= 0.0 {
        return Tails::AT_ZERO;
    }
    if y <= 0.0 {
        return Tails::AT_INFINITY;
    }
    let n = a + b;
    let unusual = deviance(a, n * x, below_mean) + deviance(b, n * y, -below_mean);
    let scale = (a / n * b / TAU).sqrt();
    let slope = scale * (stirling_error(n) - stirling_error(a) - stirling_error(b) - unusual).exp();
    if a.min(b) > 1e10 {
        let root = (2.0 * unusual).sqrt() * -below_mean.signum();
        return Tails { lower: normal_cdf(root), upper: normal_cdf(-root), slope };
    }
    if below_mean >= 0.0 {
        Tails::from_lower(slope / fraction(a, b, point), slope)
    } else {
        let mirrored = Point { x: y, y: x, below_mean: -below_mean };
        Tails::from_upper(slope / fraction(b, a, &mirrored), slope)
    }
}

/// The continued fraction whose quotient with the slope is the lower tail; for points below the mean. By Lentz's rule.
fn fraction(a: f64, b: f64, point: &Point) -> f64 {
    let Point { x, y, below_mean } = *point;
    let first = a * (below_mean + 1.0) / (a + 1.0);
    let (mut value, mut c, mut d) = (first, first, 0.0);
    for m in 1..1_000_000 {
        let m = f64::from(m);
        let odd = a + 2.0 * m - 1.0;
        let numerator = ((a + m - 1.0) / odd * x) * ((a + b + m - 1.0) / odd * x) * m * (b - m);
        let denominator = m + m * (b - m) * x / odd + (a + m) * (below_mean + 1.0 + m * (1.0 + y)) / (odd + 2.0);
        d = 1.0 / (denominator + numerator * d);
        c = denominator + numerator / c;
        value *= c * d;
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}
