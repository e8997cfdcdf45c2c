//! Files in.

pub mod dates;
mod months;
