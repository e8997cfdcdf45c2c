//! The chi-square distribution, by the regularized incomplete gamma function: the power series below the mean, Legendre's
//! continued fraction above (DLMF 8.7.1 and 8.9.2).

use super::stirling::{deviance, stirling_error};
use super::tails::{Probability, Tails, positive_quantile};
use super::{LARGEST, normal_cdf};
use std::f64::consts::TAU;

/// P(X ≤ x) for `df > 0` degrees of freedom; 0 below zero.
pub fn chi_square_cdf(x: f64, df: f64) -> f64 {
    tails(x, df).lower
}

/// P(X > x) for `df > 0` degrees of freedom; 1 below zero.
pub fn chi_square_survival(x: f64, df: f64) -> f64 {
    tails(x, df).upper
}

/// The x with P(X ≤ x) = `p`.
pub fn chi_square_quantile(p: f64, df: f64) -> f64 {
    Probability::below(p).map_or(f64::NAN, |p| quantile(p, df))
}

/// The x with P(X > x) = `q`.
pub fn chi_square_upper_quantile(q: f64, df: f64) -> f64 {
    Probability::above(q).map_or(f64::NAN, |p| quantile(p, df))
}

fn valid(df: f64) -> bool {
    0.0 < df && df <= LARGEST
}

pub(super) fn tails(x: f64, df: f64) -> Tails {
    if !valid(df) || x.is_nan() {
        return Tails { lower: f64::NAN, upper: f64::NAN, slope: f64::NAN };
    }
    gamma_tails(df / 2.0, x / 2.0)
}

pub(super) fn quantile(p: Probability, df: f64) -> f64 {
    if !valid(df) {
        return f64::NAN;
    }
    let shape = df / 2.0;
    2.0 * positive_quantile(p, shape, shape.sqrt().recip(), |x| gamma_tails(shape, x))
}

/// The gamma distribution with this shape and scale 1.
fn gamma_tails(shape: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails::AT_ZERO;
    }
    if x == f64::INFINITY {
        return Tails::AT_INFINITY;
    }
    let unusual = deviance(shape, x, shape - x);
    let slope = (shape / TAU).sqrt() * (-unusual - stirling_error(shape)).exp();
    if shape > 1e10 {
        let root = (2.0 * unusual).sqrt() * (x - shape).signum();
        return Tails { lower: normal_cdf(root), upper: normal_cdf(-root), slope };
    }
    if x < shape + 1.0 {
        Tails::from_lower(slope / shape * series(shape, x), slope)
    } else {
        Tails::from_upper(slope * fraction(shape, x), slope)
    }
}

/// 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …, for x < a + 1.
fn series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, a);
    while term > sum * f64::EPSILON / 8.0 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum
}

/// 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))), for x ≥ a + 1, by Lentz's rule.
fn fraction(a: f64, x: f64) -> f64 {
    let first = (x - a) + 1.0;
    let (mut value, mut c, mut d) = (first, first, 0.0);
    for m in 1..1_000_000 {
        let m = f64::from(m);
        let (numerator, denominator) = (m * (a - m), first + 2.0 * m);
        d = 1.0 / (denominator + numerator * d);
        c = denominator + numerator / c;
        value *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    1.0 / value
}
