//! Simultaneous (stand-in).
use super::{Bounds, Estimate, Level};
/// s
pub trait Simultaneous: Sync {
    /// n
    fn name(&self) -> &'static str;
    /// s
    fn summary(&self) -> &'static str;
    /// b
    fn bounds(&self, e: &[Estimate], level: Level) -> Vec<Bounds>;
}
/// a
pub const ALL: &[&dyn Simultaneous] = &[];
