//! Two series in a row: both dots on one line with a pale bar between them, so that the gap is the thing seen, and their numbers at its
//! outer ends. Where their intervals meet they stand one above the other instead.

use super::Plot;
use super::value_text;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::Row;
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::Sheet;

/// From an interval or a dot to the number beside it.
const AWAY: f64 = 8.0;
/// The height of the bar between two dots.
const BETWEEN: f64 = 5.0;

/// What a row of two takes across: its dots and their intervals.
#[derive(Clone, Copy)]
struct Reach {
    low: f64,
    high: f64,
}

impl Plot<'_> {
    /// The two rows of a line with a value each, the lower first.
    fn pair<'a>(&self, entry: &Entry<'a>) -> Option<[(&'a Row, f64); 2]> {
        let valued: Vec<(&Row, f64)> = entry.rows.iter().filter_map(|row| Some((*row, row.value?))).collect();
        let [a, b] = valued[..] else { return None };
        Some(if b.1 < a.1 { [b, a] } else { [a, b] })
    }

    fn reach_of(&self, row: &Row, value: f64) -> Reach {
        let ends = row.widest().map_or((value, value), |bounds| (bounds.low, bounds.high));
        let dot = |way: f64| self.axis.at(value) + way * (self.radius + 1.0);
        Reach { low: self.axis.at(ends.0).min(dot(-1.0)), high: self.axis.at(ends.1).max(dot(1.0)) }
    }

    /// Whether the dots or intervals of a line of two would lie over each other on one height.
    pub(super) fn meets(&self, entry: &Entry<'_>) -> bool {
        let lies_over = |[lower, upper]: [(&Row, f64); 2]| {
            self.reach_of(lower.0, lower.1).high >= self.reach_of(upper.0, upper.1).low
        };
        self.pair(entry).is_some_and(lies_over)
    }

    /// The pale bar between the dots of a line that do not meet.
    pub(super) fn draw_between(&self, sheet: &mut Sheet<'_>, entry: &Entry<'_>, centre: f64, colour: Colour) {
        if let Some([lower, upper]) = self.pair(entry).filter(|_| !self.meets(entry)) {
            let ends = vec![(self.axis.at(lower.1), centre), (self.axis.at(upper.1), centre)];
            sheet.line(Role::Leader, ends, Stroke::new(colour, BETWEEN));
            sheet.remark("Pale bars join two whose intervals do not meet".to_owned());
        }
    }

    /// The numbers of a line at the outer ends of its dots, in the colours of their series.
    pub(super) fn write_outside(&self, sheet: &mut Sheet<'_>, entry: &Entry<'_>, centre: f64) {
        let pair = self.pair(entry);
        for row in &entry.rows {
            let Some(value) = row.value else { continue };
            let reach = self.reach_of(row, value);
            let first = pair.is_some_and(|[lower, _]| std::ptr::eq(lower.0, *row));
            let all = entry.rows.iter().filter_map(|row| Some(self.reach_of(row, row.value?)));
            let (x, anchor) = match first {
                true => (all.map(|reach| reach.low).fold(reach.low, f64::min) - AWAY, Anchor::End),
                false => (all.map(|reach| reach.high).fold(reach.high, f64::max) + AWAY, Anchor::Start),
            };
            let style = sheet.plain().coloured(self.colours[self.place_of(row)].readable_on(sheet.theme.colours.paper));
            let text = value_text(row, self.printer);
            let width = sheet.width_of(&text, style) + 4.0;
            let left = if first { x + 2.0 - width } else { x - 2.0 };
            let ground = Rect::new(left, centre - 6.0, width, 12.0);
            sheet.rect(Role::Halo, ground, sheet.theme.colours.paper, None);
            sheet.write_centred(Role::Value, (x, centre), anchor, style, &text);
        }
    }
}

/// The room that numbers at the outer ends take on either side, of texts of this width.
pub(super) fn room(widest: f64) -> (f64, f64) {
    (widest + AWAY + 2.0, widest + AWAY + 2.0)
}
