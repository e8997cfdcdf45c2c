//! The room `ingest`.

pub mod microdata;
