//! How far an axis reaches at least, so that small changes look small.

use super::trend::limits;
use crate::chart::figures::{Figures, Unit};

/// The least reach of an axis of shares on which changes are told by how far they go.
const LEAST_REACH: f64 = 0.2;

/// The reach of some shares or points, widened about its middle to the least that tells small changes from large ones.
pub(super) fn widened(figures: &Figures, (from, to): (f64, f64)) -> (f64, f64) {
    if figures.unit == Unit::Number || to - from >= LEAST_REACH {
        return (from, to);
    }
    let (least, most) = limits(figures);
    let start = (f64::midpoint(from, to) - LEAST_REACH / 2.0).min(most - LEAST_REACH).max(least);
    (start, start + LEAST_REACH)
}
