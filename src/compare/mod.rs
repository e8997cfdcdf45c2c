//! The room `compare`.

pub mod adjust;
