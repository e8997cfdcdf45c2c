//! The standard normal distribution: its square is chi-square with one degree of freedom; its quantile is `statrs`'s inverse of the
//! complementary error function (whose direct function has only eleven right digits at a tail of 1e-12).

use super::chi_square;
use statrs::function::erf::erfc_inv;
use std::f64::consts::SQRT_2;

/// P(Z ≤ x).
pub fn normal_cdf(x: f64) -> f64 {
    let square = chi_square::tails(x * x, 1.0);
    if x < 0.0 { square.upper / 2.0 } else { 0.5 + square.lower / 2.0 }
}

/// P(Z > x).
pub fn normal_survival(x: f64) -> f64 {
    normal_cdf(-x)
}

/// The x with P(Z ≤ x) = `p`; infinite at 0 and 1, NaN outside.
pub fn normal_quantile(p: f64) -> f64 {
    if (0.0..=1.0).contains(&p) { -SQRT_2 * erfc_inv(2.0 * p) } else { f64::NAN }
}

/// The x with P(Z > x) = `q`; infinite at 0 and 1, NaN outside.
pub fn normal_upper_quantile(q: f64) -> f64 {
    -normal_quantile(q)
}
