//! Numbers without survey words: matrices and distributions.

pub mod distribution;
mod hadamard;
mod random;
mod sum;

pub use hadamard::hadamard;
pub use random::{SplitMix, mix};
pub use sum::Sum;

/// A dense matrix of `f64`.
pub type Matrix = nalgebra::DMatrix<f64>;
/// `matrix`⁻¹ `right`; `None` where the matrix is singular to working precision: 1/(‖A‖₁‖A⁻¹‖₁) below ε, as LAPACK's `dgesv` users test it.
pub fn solved(matrix: &Matrix, right: &Matrix) -> Option<Matrix> {
    let inverse = matrix.clone().lu().try_inverse()?;
    let norm = |of: &Matrix| of.column_iter().map(|column| column.iter().map(|x| x.abs()).sum()).fold(0.0, f64::max);
    let condition = 1.0 / (norm(matrix) * norm(&inverse));
    (condition >= f64::EPSILON).then(|| matrix.clone().lu().solve(right)).flatten()
}

/// A dense column vector of `f64`.
pub type Vector = nalgebra::DVector<f64>;
