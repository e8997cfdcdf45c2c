//! The Poisson distribution at its mean.

use super::stirling::stirling_error;
use std::f64::consts::TAU;

/// P(Y = `count`) for a Poisson count Y with mean `count`, a whole number not below 0.
pub fn poisson_at_mean(count: f64) -> f64 {
    if count == 0.0 { 1.0 } else { (-stirling_error(count)).exp() / (TAU * count).sqrt() }
}
