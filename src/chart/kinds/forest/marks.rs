//! Squares of polls and the diamond of their level.

use crate::chart::drawing::{Role, Stroke};
use crate::chart::figures::Row;
use crate::chart::layout::{Axis, Sheet};

/// How large squares are: the radius of the heaviest, and its weight.
pub(super) struct Squares {
    largest: f64,
    heaviest: f64,
}

/// The radius of the heaviest square at most, and of any at least.
const LARGEST: f64 = 5.6;
const LEAST: f64 = 2.2;
/// Half the side of a square of radius 1.
const SIDE: f64 = 0.9;
/// How far an interval reaches past its square to be seen behind it.
const SEEN: f64 = 3.0;

impl Squares {
    /// So large that most intervals reach past them.
    pub(super) fn of(rows: &[&Row], axis: &Axis) -> Self {
        const PART: f64 = 0.5;
        let half = |row: &&Row| row.inner.map(|b| (axis.at(b.high) - axis.at(b.low)) / 2.0);
        let mut halves: Vec<f64> = rows.iter().filter_map(half).collect();
        halves.sort_by(f64::total_cmp);
        let usual = halves.get(halves.len() / 3).map_or(LARGEST, |half| PART * half);
        let heaviest = rows.iter().filter_map(|row| row.weight).fold(0.0, f64::max);
        Self { largest: usual.clamp(1.4 * LEAST, LARGEST), heaviest }
    }

    /// A poll with its interval, which is a line within the square where that would hide it.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, row: &Row, axis: &Axis, y: f64) {
        let colour = sheet.series_colour(0);
        sheet.series = Some(0);
        for (bounds, width) in [(row.outer, 1.0), (row.inner, 1.6)] {
            if let Some(bounds) = bounds {
                let pale = sheet.paled(colour);
                let ends = vec![(axis.at(bounds.low), y), (axis.at(bounds.high), y)];
                sheet.line(Role::Whisker, ends, Stroke::new(pale, width));
            }
        }
        if let Some(value) = row.value {
            let x = axis.at(value);
            let side = |weight: f64| self.largest * (weight / self.heaviest.max(1e-9)).max(0.0).sqrt();
            let radius = row.weight.map_or(self.largest.min(4.5), side).max(LEAST);
            // A ring of paper would cut a short interval to crumbs.
            let (fill, line) = match row.low_precision {
                true => (sheet.theme.colours.paper, colour),
                false => (colour, colour.ink_on()),
            };
            let ring = row.low_precision.then(|| Stroke::new(colour, 1.0));
            sheet.point(Role::Estimate, (x, y), radius, 2, (Some(fill), ring));
            if let Some((low, high)) = row.inner.map(|b| (axis.at(b.low), axis.at(b.high))) {
                let side = SIDE * radius;
                let (from, to) = (low.max(x - side), high.min(x + side));
                if high - x < side + SEEN && x - low < side + SEEN && from < to {
                    sheet.line(Role::Within, vec![(from, y), (to, y)], Stroke::new(line, 1.4));
                }
            }
        }
        sheet.series = None;
    }
}

/// What of a level is seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Its interval reaches past the axis, and is a line with arrows.
    pub(super) is_cut: bool,
    /// Its dotted line reaches past its interval.
    pub(super) dots: bool,
}

/// The level as a diamond as wide as its interval, on a dotted line as long as that of a further poll.
pub(super) fn draw_pooled(sheet: &mut Sheet<'_>, row: &Row, axis: &Axis, y: f64) -> Seen {
    let ink = sheet.theme.colours.ink;
    // What is predicted of a share may reach past 0 or 100 %, where the axis ends.
    let dotted = row.outer.map(|outer| [outer.low, outer.high].map(|end| axis.at(end.clamp(axis.from, axis.to))));
    if let Some(ends) = dotted {
        sheet.line(Role::Whisker, ends.map(|x| (x, y)).to_vec(), Stroke::new(ink, 1.2).dashed(1.5, 2.5));
    }
    let past = |from: f64, to: f64| dotted.is_some_and(|[low, high]| low < from - SEEN || high > to + SEEN);
    let Some(value) = row.value else { return Seen { is_cut: false, dots: dotted.is_some() } };
    let inner = row.inner.map_or((value, value), |b| (b.low, b.high));
    let x = axis.at(value);
    let (left, right) = (axis.at(inner.0).min(x - 5.0), axis.at(inner.1).max(x + 5.0));
    let (from, to) = (left.max(axis.start - PAST), right.min(axis.end + PAST));
    if (left, right) == (from, to) {
        sheet.area(Role::Estimate, vec![(left, y), (x, y - 7.0), (right, y), (x, y + 7.0)], ink, None);
        return Seen { is_cut: false, dots: past(left, right) };
    }
    // A diamond without its ends would be a bar: the interval is a line with arrows where it goes on.
    let line = [(left < from, from + ARROW), (right > to, to - ARROW)];
    let line = line.iter().zip([from, to]).map(|((cut, base), end)| (if *cut { *base } else { end }, y)).collect();
    sheet.line(Role::Whisker, line, Stroke::new(ink, 2.2));
    sheet.area(Role::Estimate, vec![(x - 7.0, y), (x, y - 7.0), (x + 7.0, y), (x, y + 7.0)], ink, None);
    for (cut, end, way) in [(left < from, from, -1.0), (right > to, to, 1.0)] {
        if cut {
            let base = end - way * ARROW;
            sheet.area(Role::Estimate, vec![(end, y), (base, y - 4.5), (base, y + 4.5)], ink, None);
        }
    }
    Seen { is_cut: true, dots: past(from, to) }
}

/// The length of an arrow, which ends where a diamond may.
const ARROW: f64 = 7.0;

/// How far a diamond may reach past an end of the axis before it is cut off: it is wider than its interval where that is short.
const PAST: f64 = 5.0;
