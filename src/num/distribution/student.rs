//! Student's t distribution: its square is F with 1 and df degrees of freedom.

use super::tails::Probability;
use super::{LARGEST, fisher, normal_cdf, normal_quantile};
use std::cell::Cell;

/// P(T ≤ x) with `df > 0` degrees of freedom (infinite: the normal).
pub fn t_cdf(x: f64, df: f64) -> f64 {
    if df > LARGEST {
        return normal_cdf(x);
    }
    let square = fisher::at(x * x, 1.0, df);
    if x < 0.0 { square.upper / 2.0 } else { 0.5 + square.lower / 2.0 }
}

/// P(T > x) with `df > 0` degrees of freedom (infinite: the normal).
pub fn t_survival(x: f64, df: f64) -> f64 {
    t_cdf(-x, df)
}

/// The x with P(T ≤ x) = `p`; infinite at 0 and 1, NaN outside.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    thread_local! {
        /// The last p and df with their quantile: one interval after another is made at the same level and degrees of freedom.
        static LAST: Cell<(f64, f64, f64)> = const { Cell::new((f64::NAN, f64::NAN, f64::NAN)) };
    }
    let last = LAST.get();
    if (last.0, last.1) == (p, df) {
        return last.2;
    }
    let found = if p > 0.5 { -lower_quantile(1.0 - p, df) } else { lower_quantile(p, df) };
    LAST.set((p, df, found));
    found
}

/// The x with P(T > x) = `q`; infinite at 0 and 1, NaN outside.
pub fn t_upper_quantile(q: f64, df: f64) -> f64 {
    -t_quantile(q, df)
}

/// The quantile at p ≤ 1/2.
fn lower_quantile(p: f64, df: f64) -> f64 {
    if df > LARGEST {
        return normal_quantile(p);
    }
    match Probability::above(2.0 * p) {
        Some(of_square) => -fisher::quantile(of_square, 1.0, df).sqrt(),
        None => f64::NAN,
    }
}
