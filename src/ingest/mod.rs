//! Files in: published tables become figures with their places, respondent-level records become columns; or a clear error.

mod bounded;
pub mod cell;
pub mod columns;
pub mod dates;
mod encoding;
pub mod error;
pub mod microdata;
mod months;
pub mod published;
mod records;
mod sequence;
mod sniff;

pub use bounded::read_lines;
pub use encoding::other_than_text;
pub use error::ReadError;
pub use records::Delimiter;
pub use sequence::{Rank, are_ranked, rank};
pub use sniff::{DataKind, HEAD, sniff, sniff_bytes};
