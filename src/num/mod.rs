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
/// A dense column vector of `f64`.
pub type Vector = nalgebra::DVector<f64>;
