//! Files in: published tables and respondent-level records become typed figures and columns, or a clear error with its place.

pub mod columns;
pub mod dates;
mod error;
pub mod microdata;
mod months;
pub mod published;
pub use error::ReadError;
