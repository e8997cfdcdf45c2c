//! Intervals that are not seen, as the points on them are as long.

use super::drawing::{Covered, Drawing, Mark, Rect, Role, Shape};

/// What is seen of an interval reaches so far past the point at least.
const SEEN: f64 = 1.0;

/// How many intervals are not seen to reach past a point.
pub(super) fn covered(drawing: &Drawing) -> Covered {
    let of_role = |mark: &&Mark| mark.role == Role::Estimate;
    let mut points: Vec<Rect> = drawing.marks.iter().filter(of_role).map(Mark::extent).collect();
    points.sort_by(|a, b| a.x.total_cmp(&b.x));
    let widest = points.iter().map(|point| point.width).fold(0.0, f64::max);
    let intervals: Vec<Rect> = drawing.marks.iter().filter(|mark| is_interval(mark)).map(Mark::extent).collect();
    let hidden = |interval: &&Rect| {
        let ends = core(interval);
        let from = points.partition_point(|point| point.x < ends[1].0 - widest);
        let mut near = points[from..].iter().take_while(|point| point.x <= ends[0].0);
        near.any(|point| ends.iter().all(|end| point.holds(*end)))
    };
    match intervals.iter().filter(hidden).count() {
        0 => Covered::None,
        count if count == intervals.len() => Covered::All,
        _ => Covered::Some,
    }
}

/// Whether a mark is the line of an interval: a cloud may be one of points too.
fn is_interval(mark: &Mark) -> bool {
    mark.role == Role::Whisker || mark.role == Role::Cloud && matches!(mark.shape, Shape::Line { .. })
}

/// The ends of an interval without so much of it as has to be seen.
fn core(interval: &Rect) -> [(f64, f64); 2] {
    let (x, y) = interval.centre();
    let half = (interval.width.max(interval.height) / 2.0 - SEEN).max(0.0);
    let (dx, dy) = if interval.height > interval.width { (0.0, half) } else { (half, 0.0) };
    [(x - dx, y - dy), (x + dx, y + dy)]
}
