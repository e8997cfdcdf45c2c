//! Files in: published tables and respondent-level records become typed figures and columns, or a clear error with its place.

pub mod dates;
pub mod microdata;
mod months;
