//! The scale of in-cell marks: a round range that holds all intervals of a table. Shares start at 0; differences include 0.

use super::number::{fixed, level, signed};
use crate::report::{Kind, Row, Table};
use crate::uncertainty::Measure;

/// One estimate with its ends, to be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::report) struct Range {
    pub(in crate::report) value: f64,
    /// The sampling interval.
    pub(in crate::report) inner: (f64, f64),
    /// With rounding added; the same as `inner` where there is none.
    pub(in crate::report) outer: (f64, f64),
}

/// The common scale.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::report) struct Scale {
    pub(in crate::report) low: f64,
    pub(in crate::report) high: f64,
    /// How its two ends are labelled.
    pub(in crate::report) labels: (String, String),
    /// Some interval is drawn in two widths.
    pub(in crate::report) two_widths: bool,
}

impl Range {
    /// The range of a row, if it has an estimate and both ends.
    pub(super) fn of(table: &Table, row: &Row) -> Option<Self> {
        let number = |kind| table.position(kind).and_then(|i| row.values()[i].number()).filter(|x| x.is_finite());
        let value = number(Kind::Estimate).or_else(|| number(Kind::Difference))?;
        let inner = number(Kind::Low).zip(number(Kind::High))?;
        let outer = number(Kind::LowOuter).zip(number(Kind::HighOuter)).unwrap_or(inner);
        Some(Self { value, inner, outer })
    }
}

impl Scale {
    /// A scale for ranges of one measure; `None` when there is nothing to compare or measures differ.
    pub(super) fn of(table: &Table, ranges: &[Option<Range>]) -> Option<Self> {
        let measure = table.rows().first()?.measure();
        if table.rows().iter().any(|row| row.measure() != measure) || ranges.iter().flatten().count() < 2 {
            return None;
        }
        let from_zero = measure != Measure::Number || table.position(Kind::Difference).is_some();
        let start = if from_zero { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
        let (low, high) = ranges.iter().flatten().fold(start, |(low, high), range| {
            (low.min(range.outer.0).min(range.value), high.max(range.outer.1).max(range.value))
        });
        let step = step(high - low)?;
        let (low, high) = ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step);
        let (low, high) = if measure == Measure::Share { (low, high.min(1.0)) } else { (low, high) };
        let decimals = (-step.log10()).ceil().max(0.0) as usize;
        let label = |x: f64| match measure {
            Measure::Share => level(x),
            Measure::Difference => format!("{} pts", signed(100.0 * x, decimals.saturating_sub(2))),
            Measure::Number => fixed(x, decimals),
        };
        let two_widths = ranges.iter().flatten().any(|range| range.inner != range.outer);
        Some(Self { low, high, labels: (label(low), label(high)), two_widths })
    }

    /// What the two widths of a line are.
    pub(in crate::report) fn legend(&self) -> Option<&'static str> {
        self.two_widths.then_some("thick line: sampling; thin line: with rounding of the printed figures")
    }

    /// Where `x` lies, from 0 at the low end to 1 at the high end.
    pub(in crate::report) fn position(&self, x: f64) -> f64 {
        ((x - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Where zero lies, if within the scale and not at its low end.
    pub(in crate::report) fn zero(&self) -> Option<f64> {
        (self.low < 0.0 && self.high > 0.0).then(|| self.position(0.0))
    }
}

/// A round step, 1, 2 or 5 times a power of ten, that divides `span` into 4 to 10 parts.
fn step(span: f64) -> Option<f64> {
    if !(span.is_finite() && span > 0.0) {
        return None;
    }
    let power = 10f64.powf((span / 4.0).log10().floor());
    Some([5.0, 2.0, 1.0].map(|m| m * power).into_iter().find(|step| *step <= span / 4.0).unwrap_or(power))
}
