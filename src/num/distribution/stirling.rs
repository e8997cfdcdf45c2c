//! The two pieces from which densities of the gamma and beta families are made without cancellation (Loader 2000, *Fast and
//! Accurate Computation of Binomial Probabilities*).

/// ln Γ(z + 1) less Stirling's formula: δ(z) in Γ(z + 1) = √(2πz) (z/e)^z e^δ(z), for `z > 0`.
pub(super) fn stirling_error(z: f64) -> f64 {
    let (mut z, mut shifted) = (z, 0.0);
    while z < 16.0 {
        // δ(z) − δ(z + 1)
        shifted += (z + 0.5) * (1.0 / z).ln_1p() - 1.0;
        z += 1.0;
    }
    let square = 1.0 / (z * z);
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];
    shifted + terms.iter().rev().fold(0.0, |sum, term| sum * square + term) / z
}

/// `count`·ln(`count`/`mean`) − `excess`, where `excess` = `count` − `mean` is known better than the difference of the two.
pub(super) fn deviance(count: f64, mean: f64, excess: f64) -> f64 {
    let v = excess / (count + mean);
    if v.abs() > 0.2 {
        return count * (count / mean).ln() - excess;
    }
    // count/mean = (1 + v)/(1 − v), and its logarithm is 2(v + v³/3 + v⁵/5 + …).
    let square = v * v;
    let (mut power, mut sum, mut odd) = (v * square, 0.0, 3.0);
    for _ in 0..14 {
        sum += power / odd;
        (power, odd) = (power * square, odd + 2.0);
    }
    excess * v + 2.0 * count * sum
}
