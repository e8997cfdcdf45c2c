//! What stands at the right of the areas: answers with their values of the last poll, the interval of each in small type after it, or below
//! it where that would take too much of the width.

use super::row;
use crate::chart::drawing::{Anchor, Role};
use crate::chart::figures::{Figures, Row};
use crate::chart::layout::{Lines, Sheet};
use crate::chart::words::{self, Printer};

/// The part of the width that names with values take at most, and with intervals after them.
const NAMES: f64 = 0.26;
const WITH_INTERVAL: f64 = 0.42;
/// From a value to its interval.
pub(super) const SPACE: f64 = 5.0;

/// A text at the right of its area.
pub(super) struct End {
    pub(super) lines: Lines,
    /// The interval; nothing where none is known.
    interval: String,
    /// It stands on a line of its own, the last.
    below: bool,
}

/// The name of an answer with its value of the last poll, and the value alone.
pub(super) fn ends(figures: &Figures, sheet: &Sheet<'_>, answer: &str, last: f64) -> [End; 2] {
    let row = row(figures, answer, last);
    let value = row.and_then(|row| row.value).map_or_else(String::new, |value| Printer::of(figures).value(value));
    let interval = interval(figures, row);
    [words::capital(answer), String::new()].map(|name| End::new(sheet, (&name, &value), interval.clone()))
}

/// The interval of a poll's answer as it is printed.
pub(super) fn interval(figures: &Figures, row: Option<&Row>) -> String {
    row.and_then(Row::widest).map_or_else(String::new, |bounds| Printer::of(figures).interval(bounds))
}

impl End {
    fn new(sheet: &Sheet<'_>, (name, value): (&str, &str), interval: String) -> Self {
        let ruler = sheet.measure(sheet.plain().strong());
        let width = sheet.body.width;
        let mut lines = ruler.wrap(format!("{name} {value}").trim(), width * NAMES, 4);
        // A name that is cut short does not take its value with it.
        if lines.shortened {
            lines = ruler.wrap(name, width * NAMES, 3);
            lines.lines.push(value.to_owned());
        }
        let mut end = Self { lines, interval, below: false };
        // A picture that cannot grow has no lines to spare.
        if end.width(sheet) > width * WITH_INTERVAL && !sheet.is_fixed() {
            end.below = true;
            end.lines.lines.push(String::new());
        }
        end
    }

    /// The width with the interval.
    pub(super) fn width(&self, sheet: &Sheet<'_>) -> f64 {
        let interval = sheet.width_of(&self.interval, sheet.small());
        let before = if self.interval.is_empty() { 0.0 } else { self.before(sheet) };
        self.lines.width.max(before + interval)
    }

    /// The width of what stands before the interval on its line.
    fn before(&self, sheet: &Sheet<'_>) -> f64 {
        let last = self.lines.lines.last().map_or(0.0, |text| sheet.width_of(text, sheet.plain().strong()));
        if self.below { 0.0 } else { last + SPACE }
    }

    /// Writes the interval of a text that starts at `x` and has its middle here.
    pub(super) fn write_interval(&self, sheet: &mut Sheet<'_>, (x, middle): (f64, f64)) {
        if self.interval.is_empty() {
            return;
        }
        let style = sheet.plain().strong();
        let down = (self.lines.lines.len() as f64 - 1.0) * sheet.measure(style).leading() / 2.0;
        let place = (x + self.before(sheet), middle + down + 0.36 * style.size);
        sheet.write(Role::Interval, place, Anchor::Start, sheet.small(), &self.interval);
    }
}
