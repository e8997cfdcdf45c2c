//! Labels at the ends of lines: kept apart, each in its line's colour, with a thin curve to the end where it had to move.

use super::super::ChartError;
use super::super::colour::Colour;
use super::super::drawing::{Anchor, Point, Role, Stroke};
use super::{Lines, Sheet, spread};

/// The label of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct EndLabel {
    /// The series it names.
    pub series: Option<usize>,
    /// Its text.
    pub lines: Lines,
    /// The colour of its line; the text takes it as far as it reads on the paper.
    pub colour: Colour,
    /// The end of its line.
    pub at: Point,
    /// A curve leads to the end of its line where the label had to move: not to one that lies far off.
    pub led: bool,
}

/// Between the end of a line and the curve to its label.
const CLEAR: f64 = 4.5;
/// Between a label and the curve to it.
const BEFORE: f64 = 3.0;
/// The least way in which a curve bends.
const BEND: f64 = 7.0;
/// Straight pieces of a curve.
const PIECES: u32 = 14;
/// The part of a line of text by which a label may move without a curve.
const MOVED: f64 = 0.55;

impl Sheet<'_> {
    /// Writes labels at `x`, to its right when `anchor` is [`Anchor::Start`], to its left otherwise, as near to the ends of their lines
    /// as the others let them, between two heights; the heights of their middles.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when they need more room.
    pub fn end_labels(
        &mut self,
        labels: &[EndLabel],
        (x, anchor): (f64, Anchor),
        reach: (f64, f64),
    ) -> Result<Vec<f64>, ChartError> {
        let style = self.plain().strong();
        let leading = self.measure(style).leading();
        let wanted: Vec<f64> = labels.iter().map(|label| label.at.1).collect();
        let extent: Vec<f64> = labels.iter().map(|label| label.lines.lines.len().max(1) as f64 * leading).collect();
        let placed = self.keep_apart(&wanted, &extent, reach)?;
        let way = if anchor == Anchor::Start { 1.0 } else { -1.0 };
        // Curves from ends that stand aside of each other bend at one place, past the last of them, and so never cross.
        let outermost = labels.iter().map(|label| way * label.at.0).fold(f64::NEG_INFINITY, f64::max) + CLEAR;
        for (at, (label, &middle)) in labels.iter().zip(&placed).enumerate() {
            self.series = label.series;
            let colour = label.colour.readable_on(self.ground);
            let moved = (middle - label.at.1).abs() > leading * MOVED || stands_by_another(at, &wanted, middle);
            if label.led && moved {
                let (from, to) = ((label.at.0 + way * CLEAR, label.at.1), (x - way * BEFORE, middle));
                let latest = way * to.0 - BEND;
                let curve = elbow(from, way * outermost.min(latest).max(way * from.0), to);
                self.line(Role::Leader, curve, Stroke::new(colour, 1.0));
            }
            let rise = (label.lines.lines.len().max(1) as f64 - 1.0) * leading / 2.0;
            let first = (x, middle - rise + 0.36 * style.size);
            self.write_lines(Role::Label, first, anchor, style.coloured(colour), &label.lines);
        }
        self.series = None;
        Ok(placed)
    }

    /// Places for labels wanted at `wanted`, each `extent` long, kept apart within `reach`: heights of lines, or middles across.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when they need more room.
    pub fn keep_apart(&self, wanted: &[f64], extent: &[f64], reach: (f64, f64)) -> Result<Vec<f64>, ChartError> {
        const GAP: f64 = 1.0;
        let needed = extent.iter().sum::<f64>() + GAP * (extent.len() as f64 - 1.0);
        let lacking = needed - (reach.1 - reach.0);
        if lacking > 0.0 {
            Err(self.too_small(lacking, 0.0))
        } else {
            Ok(spread(wanted, extent, GAP, reach.0, reach.1))
        }
    }
}

/// Whether the label of line `at` stands nearer to the end of another line than to its own.
fn stands_by_another(at: usize, ends: &[f64], middle: f64) -> bool {
    const SLACK: f64 = 1.0;
    let far = |end: &f64| (middle - end).abs();
    ends.iter().enumerate().any(|(other, end)| other != at && far(end) + SLACK < far(&ends[at]))
}

/// A line that leaves `from` level, bends after the place `bend` across, and arrives level at `to`.
fn elbow(from: Point, bend: f64, to: Point) -> Vec<Point> {
    let along = |piece: u32| {
        let part = f64::from(piece) / f64::from(PIECES);
        // A smooth step: level at both ends.
        let risen = part * part * (3.0 - 2.0 * part);
        (bend + (to.0 - bend) * part, from.1 + (to.1 - from.1) * risen)
    };
    std::iter::once(from).filter(|from| (from.0 - bend).abs() > 0.5).chain((0..=PIECES).map(along)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_leave_and_arrive_level_and_do_not_cross() {
        let (high, low) = (elbow((0.0, 10.0), 4.0, (20.0, 0.0)), elbow((2.0, 12.0), 4.0, (20.0, 40.0)));
        for (curve, start, end) in [(&high, 10.0, 0.0), (&low, 12.0, 40.0)] {
            let last = curve.len() - 1;
            assert!(curve[0].1 == start && curve[1].1 == start && curve[last] == (20.0, end), "{curve:?}");
            assert!((curve[last].1 - curve[last - 1].1).abs() < 0.02 * (end - start).abs(), "{curve:?}");
        }
        assert!(high.iter().zip(&low).all(|(a, b)| a.1 < b.1));
    }

    #[test]
    fn a_label_by_the_end_of_another_line_is_found() {
        assert!(stands_by_another(0, &[10.0, 14.0], 15.0));
        assert!(!stands_by_another(0, &[10.0, 10.0], 17.0), "ends at one place");
    }
}
