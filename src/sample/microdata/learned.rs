//! What is learned of a design when it meets the data.

use super::options::Draw;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// What has been learned of a design so far; those who share it learn it together.
#[derive(Debug, Default)]
pub struct Learned {
    nested: AtomicBool,
    draw: OnceLock<Draw>,
}

impl Learned {
    /// Whether clusters have been taken as nested because their numbers begin again in every stratum, while the design does not say that
    /// they are.
    pub fn takes_as_nested(&self) -> bool {
        self.nested.load(Ordering::Relaxed)
    }

    /// The simple random sample that design effects were taken against; `None` while none was taken.
    pub fn draw(&self) -> Option<Draw> {
        self.draw.get().copied()
    }

    pub(super) fn taken_as_nested(&self, so: bool) {
        self.nested.fetch_or(so, Ordering::Relaxed);
    }

    pub(super) fn drawn(&self, draw: impl FnOnce() -> Draw) -> Draw {
        *self.draw.get_or_init(draw)
    }
}
