//! The room `weight`.
