//! Numbers of several series in rows too low for each to stand after its interval: small, before or after it, wherever nothing is.

use super::Plot;
use super::value_text;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::Row;
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::Sheet;

/// Half the size of a dot, and from the end of an interval to the middle of the number's edge.
const DOT: f64 = 5.0;
const AWAY: f64 = 7.0;
/// Boxes of numbers may touch by this much: digits do not fill theirs.
const SLACK: f64 = 0.9;

/// A number with the place of its text.
pub(super) struct Placed<'a> {
    row: &'a Row,
    place: Rect,
}

impl Plot<'_> {
    /// The numbers of all rows, none over another or over a dot or an interval; none where some number has no such place.
    pub(super) fn placed<'a>(
        &self,
        sheet: &Sheet<'_>,
        (entries, centres): (&'a [Entry<'_>], &[f64]),
        reach: (f64, f64),
    ) -> Option<Vec<Placed<'a>>> {
        let style = sheet.small();
        let height = style.size * 0.94;
        let rows = entries
            .iter()
            .zip(centres)
            .flat_map(|(entry, y)| entry.rows.iter().map(move |row| (*row, *y + self.offset(entry, row))));
        let rows: Vec<(&Row, f64, f64)> =
            rows.filter_map(|(row, y)| Some((row, self.axis.at(row.value?), y))).collect();
        let ends = |row: &Row, x: f64| {
            let ends = row.widest().map_or((x, x), |bounds| (self.axis.at(bounds.low), self.axis.at(bounds.high)));
            (ends.0.min(x - DOT), ends.1.max(x + DOT))
        };
        let mut placed: Vec<Placed<'a>> = Vec::new();
        for (at, (row, x, y)) in rows.iter().enumerate() {
            let (low, high) = ends(row, *x);
            let width = sheet.width_of(&value_text(row, self.printer), style);
            let sides = [high + AWAY, low - AWAY - width].map(|left| Rect::new(left, y - height / 2.0, width, height));
            let others = || rows.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
            let free = |place: &Rect| {
                let core = place.inset(-1.0, 1.0, -1.0, 1.0);
                let over = |rect: &Rect| core.overlap(rect).0 > 0.0 && core.overlap(rect).1 > 0.0;
                let covers = |(row, x, y): &(&Row, f64, f64)| {
                    let (low, high) = ends(row, *x);
                    over(&Rect::new(low, y - 0.6, high - low, 1.2))
                        || over(&Rect::new(x - DOT, y - DOT, 2.0 * DOT, 2.0 * DOT))
                };
                let meets = |other: &Placed<'_>| {
                    let (across, down) = place.overlap(&other.place);
                    across > -3.0 && down > SLACK
                };
                place.x >= reach.0 && place.right() <= reach.1 && !others().any(covers) && !placed.iter().any(meets)
            };
            let place = sides.into_iter().find(free)?;
            placed.push(Placed { row, place });
        }
        Some(placed)
    }

    /// Writes them in the colours of their series.
    pub(super) fn write_placed(&self, sheet: &mut Sheet<'_>, placed: &[Placed<'_>]) {
        for Placed { row, place } in placed {
            let colour = self.colours[self.place_of(row)].readable_on(sheet.theme.colours.paper);
            let (style, text) = (sheet.small().coloured(colour), value_text(row, self.printer));
            let ground = place.inset(-2.0, 1.0, -2.0, 1.0);
            sheet.rect(Role::Halo, ground, sheet.theme.colours.paper, None);
            sheet.write_centred(Role::Value, (place.x, place.centre().1), Anchor::Start, style, &text);
        }
    }
}
