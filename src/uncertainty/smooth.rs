//! Smooth functions of estimates: a value and a sparse Jacobian.

/// A smooth map from `k` numbers to `m` numbers.
pub trait Smooth {
    /// The `m` values at `x` (length `k`).
    fn value(&self, x: &[f64]) -> Vec<f64>;

    /// The Jacobian at `x`, by row: for each of the `m` outputs the inputs it depends on with their derivatives.
    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>>;
}

/// Linear combinations: each output is Σ c · x over its (index, c) pairs. Its value needs no linearization.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear(pub Vec<Vec<(usize, f64)>>);

impl Linear {
    /// `x[a] − x[b]` for every pair.
    pub fn differences(pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        Self(pairs.into_iter().map(|(a, b)| vec![(a, 1.0), (b, -1.0)]).collect())
    }
}

impl Smooth for Linear {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        // An empty sum of floats is −0.
        self.0.iter().map(|row| row.iter().fold(0.0, |sum, &(i, c)| sum + c * x[i])).collect()
    }

    fn jacobian(&self, _: &[f64]) -> Vec<Vec<(usize, f64)>> {
        self.0.clone()
    }
}

/// Ratios: each output is `x[numerator] / x[denominator]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratios(pub Vec<(usize, usize)>);

impl Smooth for Ratios {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        self.0.iter().map(|&(up, down)| x[up] / x[down]).collect()
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        // Divided twice, so that the two cancel to the last bit where the ratio is 1.
        self.0.iter().map(|&(up, down)| vec![(up, 1.0 / x[down]), (down, -(x[up] / x[down]) / x[down])]).collect()
    }
}
