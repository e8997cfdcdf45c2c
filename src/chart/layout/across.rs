//! Axes across the page, with as many ticks as their labels leave room for.

use super::{Axis, Hold, Sheet};
use crate::chart::words::Printer;

impl Sheet<'_> {
    /// An axis across the page between two places that holds `values`, with as many ticks (at most `most`) as its labels leave room for.
    pub fn axis_across(&self, values: &[f64], hold: (Hold, (f64, f64)), reach: (f64, f64), printer: Printer) -> Axis {
        const MOST: usize = 6;
        let with = |count: usize| Axis::new(values.iter().copied(), hold.0, hold.1, count).placed(reach.0, reach.1);
        (1..=MOST).rev().map(with).find(|axis| self.has_room(axis, printer)).unwrap_or_else(|| with(1))
    }

    /// The same of bars, no longer than they need.
    pub fn axis_of_bars(&self, values: &[f64], limits: (f64, f64), reach: (f64, f64), printer: Printer) -> Axis {
        const COUNTS: std::ops::RangeInclusive<usize> = 1..=6;
        const GOOD: usize = 4;
        let values: Vec<f64> = values.iter().copied().chain([0.0]).collect();
        let with = |most: usize| Axis::hugging(&values, limits, GOOD.min(most)..=most).placed(reach.0, reach.1);
        let found = COUNTS.rev().map(with).find(|axis| self.has_room(axis, printer));
        found.unwrap_or_else(|| self.axis_across(&values, (Hold::Zero, limits), reach, printer))
    }

    /// Whether the labels of an axis have room beside each other.
    fn has_room(&self, axis: &Axis, printer: Printer) -> bool {
        let label = |tick: f64| self.width_of(&printer.tick(tick, axis.step), self.small());
        let widest = axis.ticks().into_iter().map(label).fold(0.0, f64::max);
        axis.at(axis.from + axis.step) - axis.start >= widest + 8.0
    }
}
