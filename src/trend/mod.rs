//! The room `trend`.
