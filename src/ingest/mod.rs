//! Files in: published tables become figures, with their places and the layout that was found.

pub mod cell;
pub mod dates;
mod encoding;
pub mod error;
mod months;
pub mod published;
mod records;
mod sniff;

pub use error::ReadError;
pub use records::Delimiter;
pub use sniff::{DataKind, HEAD, sniff, sniff_bytes};
