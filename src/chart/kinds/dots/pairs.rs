//! Several series in a row: the dots on one line with a pale bar from the least to the greatest, so that the gap is the thing seen; the
//! numbers of two at its outer ends, of more above. Where their intervals meet they stand one above the other instead.

use super::numbers::Stand;
use super::{Plot, value_text};
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
    /// The rows of a line that have a value, the lowest first.
    fn valued<'a>(&self, entry: &Entry<'a>) -> Vec<(&'a Row, f64)> {
        let mut valued: Vec<(&Row, f64)> = entry.rows.iter().filter_map(|row| Some((*row, row.value?))).collect();
        valued.sort_by(|a, b| a.1.total_cmp(&b.1));
        valued
    }

    fn reach_of(&self, row: &Row, value: f64) -> Reach {
        let ends = row.widest().map_or((value, value), |bounds| (bounds.low, bounds.high));
        let dot = |way: f64| self.axis.at(value) + way * (self.radius + 1.0);
        Reach { low: self.axis.at(ends.0).min(dot(-1.0)), high: self.axis.at(ends.1).max(dot(1.0)) }
    }

    /// Whether the dots or intervals of a line would lie over each other on one height.
    fn meets(&self, entry: &Entry<'_>) -> bool {
        let reaches: Vec<Reach> =
            self.valued(entry).into_iter().map(|(row, value)| self.reach_of(row, value)).collect();
        reaches.windows(2).any(|pair| pair[0].high >= pair[1].low)
    }

    /// Whether several dots of a line have room on its middle: they do not meet, nor do the numbers above them.
    pub(super) fn has_room_on_line(&self, sheet: &Sheet<'_>, entry: &Entry<'_>) -> bool {
        let above = matches!(self.stand, Stand::ByDots | Stand::OneLine);
        !(self.meets(entry) || above && self.crowds(sheet, entry))
    }

    /// Whether several dots stand on the middle of their line. Of two their gap is the thing seen, and those that meet step aside of each other;
    /// three or more stand in one way in all rows, as a step of theirs would be taken for a difference.
    pub(super) fn is_on_line(&self, entry: &Entry<'_>) -> bool {
        match self.series.len() {
            0 | 1 => false,
            2 => !self.meets(entry),
            _ => !self.dodged,
        }
    }

    /// Whether numbers above the dots of a line would stand too close to each other.
    fn crowds(&self, sheet: &Sheet<'_>, entry: &Entry<'_>) -> bool {
        const CLEAR: f64 = 6.0;
        let box_of = |(row, value): &(&Row, f64)| {
            (self.axis.at(*value), sheet.width_of(&value_text(row, self.printer), sheet.plain()))
        };
        let boxes: Vec<(f64, f64)> = self.valued(entry).iter().map(box_of).collect();
        boxes.windows(2).any(|pair| pair[1].0 - pair[0].0 < (pair[0].1 + pair[1].1) / 2.0 + CLEAR)
    }

    /// The pale bar from the least to the greatest dot of a line that do not meet.
    pub(super) fn draw_between(&self, sheet: &mut Sheet<'_>, entry: &Entry<'_>, centre: f64, colour: Colour) {
        let valued = self.valued(entry);
        let ends = valued.first().zip(valued.last()).filter(|_| valued.len() > 1 && self.is_on_line(entry));
        let Some(((_, least), (_, greatest))) = ends else { return };
        let ends = vec![(self.axis.at(*least), centre), (self.axis.at(*greatest), centre)];
        sheet.line(Role::Leader, ends, Stroke::new(colour, BETWEEN));
        let joined = if self.series.len() == 2 { "join two" } else { "span rows" };
        sheet.remark(format!("Pale bars {joined} whose intervals do not meet"));
    }

    /// The numbers of a line at the outer ends of its dots, in the colours of their series.
    pub(super) fn write_outside(&self, sheet: &mut Sheet<'_>, entry: &Entry<'_>, centre: f64) {
        let valued = self.valued(entry);
        let least = valued.first().map(|(row, _)| *row).filter(|_| valued.len() > 1);
        for row in &entry.rows {
            let Some(value) = row.value else { continue };
            let reach = self.reach_of(row, value);
            let first = least.is_some_and(|least| std::ptr::eq(least, *row));
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
