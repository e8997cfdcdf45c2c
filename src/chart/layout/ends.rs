//! Labels at the ends of lines: kept apart, each in its line's colour, with a thin leader where it had to move.

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
}

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
        for (label, &middle) in labels.iter().zip(&placed) {
            self.series = label.series;
            let colour = label.colour.readable_on(self.theme.colours.paper);
            if (middle - label.at.1).abs() > leading * 0.55 {
                let leader = vec![(label.at.0 + way * 4.5, label.at.1), (x - way * 3.0, middle)];
                self.line(Role::Leader, leader, Stroke::new(self.paled(colour), 0.8));
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
