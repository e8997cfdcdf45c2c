//! Laws of the reader: any table written in any style is read back whole, and no bytes at all make it panic, hang or invent a figure.

mod damaged;
mod printed;
