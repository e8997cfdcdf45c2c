//! One-dimensional searches on [0, ∞) for variances: a maximum from a likelihood with its slope, and crossings of a monotone function.
//! They run on a grid of powers of two and then halve, so they need no start value, cannot diverge, and are exact to rounding.

/// The grid runs from `scale`·2^−LEAST to `scale`·2^MOST.
const LEAST: i32 = -30;
const MOST: i32 = 30;

/// Where `f` = (value, slope) is greatest on [0, ∞). `scale` is the size that an answer may be expected to have: answers are sought from
/// 2⁻³⁰ to 2³⁰ times it, and at 0. Of several maxima the highest on the grid is taken.
pub(super) fn maximum(scale: f64, f: impl Fn(f64) -> (f64, f64)) -> f64 {
    let grid: Vec<f64> = std::iter::once(0.0).chain((LEAST..=MOST).map(|power| scale * 2f64.powi(power))).collect();
    let mut best = (0, f(0.0));
    for (at, &x) in grid.iter().enumerate().skip(1) {
        let here = f(x);
        if here.0 > best.1.0 {
            best = (at, here);
        }
    }
    let (at, (_, slope)) = best;
    let (low, high) = if slope > 0.0 {
        (grid[at], grid.get(at + 1).copied().unwrap_or(grid[at]))
    } else {
        (at.checked_sub(1).map_or(0.0, |before| grid[before]), grid[at])
    };
    crossing(low, high, |x| f(x).1 > 0.0)
}

/// the point between `low` and `high` up to which `above` holds, found by halving until the two ends are neighbours.
pub(super) fn crossing(mut low: f64, mut high: f64, above: impl Fn(f64) -> bool) -> f64 {
    while low < high {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if above(middle) { low = middle } else { high = middle }
    }
    // A bracket that started at 0 and found nothing above has shrunk onto 0 itself.
    if low == 0.0 { 0.0 } else { high }
}

/// The point from `low` on up to which `above` holds; infinite if it always does.
pub(super) fn crossing_beyond(low: f64, scale: f64, above: impl Fn(f64) -> bool) -> f64 {
    let mut high = low.max(scale);
    while above(high) {
        high *= 2.0;
        if !high.is_finite() {
            return f64::INFINITY;
        }
    }
    crossing(low, high, above)
}
