//! Value axes: a range that holds the data, ends at round numbers, and round ticks between.

use super::super::figures::range;
use std::ops::RangeInclusive;

/// A value axis: its ends and ticks in values, its place in units of the layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Value at the start.
    pub from: f64,
    /// Value at the end.
    pub to: f64,
    /// Distance of ticks.
    pub step: f64,
    /// Place of the start.
    pub start: f64,
    /// Place of the end.
    pub end: f64,
}

/// A step of shares where lines to read by are few.
const QUARTER: f64 = 0.25;

/// What a range has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Zero, always: bars.
    Zero,
    /// Zero when it is near: points and lines.
    Near,
    /// Zero when it is close by: points whose distance from each other is what counts.
    Close,
    /// Zero and one: stacks.
    Whole,
}

impl Axis {
    /// An axis that holds `values`, with about `count` ticks, placed between `start` and `end`. `limits` are the values it never
    /// passes (0 and 1 for shares).
    pub fn new(values: impl IntoIterator<Item = f64>, hold: Hold, limits: (f64, f64), count: usize) -> Self {
        let (mut low, mut high) = range(values).unwrap_or((0.0, 1.0));
        let span = high - low;
        let near = if hold == Hold::Close { 0.25 * span } else { 0.9 * span };
        match hold {
            Hold::Whole => (low, high) = (low.min(0.0), high.max(1.0)),
            Hold::Zero => (low, high) = (low.min(0.0), high.max(0.0)),
            Hold::Near | Hold::Close if low > 0.0 && low <= near => low = 0.0,
            Hold::Near | Hold::Close if high < 0.0 && -high <= near => high = 0.0,
            Hold::Near | Hold::Close => {}
        }
        if high - low < 1e-9 * high.abs().max(low.abs()).max(1e-3) {
            // One value: a tenth of the limits (or of itself) around it.
            let room = if limits.0.is_finite() && limits.1.is_finite() {
                (limits.1 - limits.0) / 20.0
            } else {
                high.abs().max(1.0) / 10.0
            };
            if hold != Hold::Zero || low < 0.0 {
                low -= room
            }
            high += room;
        }
        (low, high) = (low.max(limits.0), high.min(limits.1));
        let step = nice_step((high - low) / count.max(1) as f64);
        // A data point that lies on the last tick needs no further one.
        let from = (step * ((low + 1e-9 * step) / step).floor()).max(limits.0);
        let to = (step * ((high - 1e-9 * step) / step).ceil()).min(limits.1);
        Self { from, to, step, start: 0.0, end: 1.0 }
    }

    /// An axis of lines, which hugs `values`: it holds zero where that is close by or one step away, and what reaches past the last tick
    /// by a little reaches past it, so that no empty step stands above. It has as few steps of the `counts` as keep it short: a longer
    /// axis makes lines flat. Where more than two are let, halves of all respondents are quarters: 0, 50 and 100 % are few to read by.
    pub fn hugging(values: &[f64], limits: (f64, f64), counts: RangeInclusive<usize>) -> Self {
        /// How much longer than the shortest it may be.
        const LONGER: f64 = 1.12;
        let (fewest, quarters) = (*counts.start(), *counts.end() > 2 && limits == (0.0, 1.0));
        let mut axes: Vec<Self> = counts.map(|count| Self::close_to(values, limits, count)).collect();
        if quarters {
            let quartered: Vec<Self> = axes.iter().filter_map(|axis| axis.quartered(values)).collect();
            axes.extend(quartered.into_iter().filter(|axis| axis.ticks().len() >= fewest));
            axes.retain(|axis| axis.step < 2.0 * QUARTER - 1e-9);
        }
        let length = |axis: &Self| axis.to - axis.from;
        axes.sort_by_key(|axis| axis.ticks().len());
        let shortest = axes.iter().map(length).fold(f64::INFINITY, f64::min);
        let short = axes.iter().find(|axis| length(axis) <= LONGER * shortest);
        short.cloned().unwrap_or_else(|| Self::close_to(values, limits, 1))
    }

    /// The same of about `count` steps.
    fn close_to(values: &[f64], limits: (f64, f64), count: usize) -> Self {
        /// The part of an axis that may lie past its last tick: less than the linter lets pass.
        const PAST: f64 = 0.05;
        let axis = Self::new(values.iter().copied(), Hold::Close, limits, count);
        let (_, high) = range(values.iter().copied()).unwrap_or((axis.from, axis.to));
        let from = if axis.from > 0.0 && axis.from <= axis.step * (1.0 + 1e-9) { 0.0 } else { axis.from };
        let below = axis.step * ((high - 1e-9 * axis.step) / axis.step).floor();
        let past = below > from + axis.step / 2.0 && high - below <= PAST * (high - from);
        Self { from, to: if past { high.min(axis.to) } else { axis.to }, ..axis }
    }

    /// An axis of shares in quarters, instead of one in fifths or halves.
    fn quartered(&self, values: &[f64]) -> Option<Self> {
        let (_, high) = range(values.iter().copied())?;
        let from = QUARTER * (self.from / QUARTER + 1e-9).floor();
        let to = QUARTER * (high / QUARTER - 1e-9).ceil();
        (self.step > 0.15 && to > from).then_some(Self { from, to, step: QUARTER, ..*self })
    }

    /// The same axis with as few ticks, four at least, as have both of its ends among them.
    pub fn with_few_ticks(self) -> Self {
        const FEWEST: usize = 4;
        let ends_on =
            |step: f64| [self.from, self.to].iter().all(|end| (end / step - (end / step).round()).abs() < 1e-6);
        let wider = |times: &f64| {
            let axis = Self { step: nice_step(self.step * times), ..self.clone() };
            (ends_on(axis.step) && axis.ticks().len() >= FEWEST).then_some(axis)
        };
        // A quarter of all is told at sight as a fifth is.
        let quarters = Self { step: QUARTER, ..self.clone() };
        let quarters =
            Some(quarters).filter(|axis| (self.to - 1.0).abs() < 1e-9 && self.step < QUARTER && ends_on(axis.step));
        let quarters = quarters.filter(|axis| axis.ticks().len() >= FEWEST);
        quarters.or_else(|| [5.0, 2.5, 2.0].iter().find_map(wider)).unwrap_or(self)
    }

    /// The same axis between two places.
    pub fn placed(self, start: f64, end: f64) -> Self {
        Self { start, end, ..self }
    }

    /// Place of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// Ticks, both ends among them where they are round.
    pub fn ticks(&self) -> Vec<f64> {
        let (first, last) = ((self.from / self.step - 1e-6).ceil() as i64, (self.to / self.step + 1e-6).floor() as i64);
        // Multiples, not sums: the last tick of 0.1 steps is 0.3 and not 0.30000000000000004.
        (first..=last).map(|k| k as f64 * self.step).collect()
    }
}

/// 1, 2, 2.5 or 5 times a power of ten: the least that is not under `step`. 2.5 is left out below 10 so that labels stay short.
fn nice_step(step: f64) -> f64 {
    let power = 10f64.powi(step.max(1e-12).log10().floor() as i32);
    let lead = step / power;
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|nice| lead <= nice * (1.0 + 1e-9)).unwrap_or(10.0);
    nice * power
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARE: (f64, f64) = (0.0, 1.0);

    #[test]
    fn axes_end_at_round_numbers() {
        let axis = Axis::new([0.21, 0.56], Hold::Near, SHARE, 5);
        assert_eq!((axis.from, axis.to), (0.0, 0.6000000000000001));
        assert_eq!(axis.ticks().len(), 4);
        let high = Axis::new([0.68, 0.83], Hold::Near, SHARE, 5);
        assert!(high.from > 0.6 && high.to < 0.9 && high.ticks().len() >= 3);
        let pairs = |low| Axis::new([low, 0.56], Hold::Close, SHARE, 5).from;
        assert!(pairs(0.21) == 0.2 && pairs(0.08) == 0.0, "{} {}", pairs(0.21), pairs(0.08));
    }

    #[test]
    fn axes_of_lines_hug_them() {
        let ends = |low, high, count| {
            let axis = Axis::hugging(&[low, high], SHARE, count..=count + 2);
            let ticks = axis.ticks();
            let hundredths = |value: f64| (value * 1000.0).round() / 10.0;
            [axis.from, axis.to, ticks[0], ticks[ticks.len() - 1]].map(hundredths)
        };
        assert_eq!(ends(0.21, 0.56, 5), [20.0, 60.0, 20.0, 60.0], "zero is far");
        assert_eq!(ends(0.21, 0.618, 5), [20.0, 61.8, 20.0, 60.0], "a little past the last tick");
        assert_eq!(ends(0.21, 0.65, 5), [20.0, 70.0, 20.0, 70.0], "not far past it");
        assert_eq!(ends(0.11, 0.58, 5), [0.0, 60.0, 0.0, 60.0], "zero is one step away");
        assert_eq!(ends(0.21, 0.7, 4), [20.0, 70.0, 20.0, 70.0], "a step more rather than far too long");
        assert_eq!(ends(0.91, 1.0, 4), [90.0, 100.0, 90.0, 100.0], "no share is above all");
        assert_eq!(ends(0.02, 0.64, 5), [0.0, 70.0, 0.0, 70.0], "no empty step above");
        assert_eq!(ends(0.0, 0.64, 3), [0.0, 75.0, 0.0, 75.0], "quarters where lines are few");
        let all = Axis::hugging(&[0.05, 0.97], SHARE, 3..=4);
        assert_eq!((all.ticks().len(), all.step), (5, 0.25), "more than 0, 50 and 100%");
        let half = Axis::hugging(&[0.05, 0.43], SHARE, 2..=4);
        assert_eq!((half.to, half.step), (0.5, 0.25));
    }

    #[test]
    fn bars_hold_zero_and_one_value_gets_room() {
        assert_eq!(Axis::new([0.7, 0.8], Hold::Zero, SHARE, 5).from, 0.0);
        for value in [0.0, 0.4, 1.0] {
            let axis = Axis::new([value], Hold::Near, SHARE, 5);
            assert!(axis.from <= value && value <= axis.to && axis.to - axis.from > 0.01);
            assert!(axis.at(value).is_finite());
        }
        let points = Axis::new([-0.08, 0.03], Hold::Zero, (-1.0, 1.0), 5);
        assert!(points.from <= -0.08 && points.to >= 0.03 && points.ticks().contains(&0.0));
    }
}
