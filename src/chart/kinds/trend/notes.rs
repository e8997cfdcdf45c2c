//! Notes of events: in the white space of the plot, each beside its line, where all of them find some; else above the plot in lanes.

use super::plot::{Plot, day};
use crate::chart::drawing::{Anchor, Point, Rect, Role};
use crate::chart::figures::Event;
use crate::chart::layout::{Lines, Sheet};

/// Between a note and the line of its event.
const BESIDE: f64 = 6.0;
/// How far notes stay from data.
const CLEAR: f64 = 3.0;
/// How far notes side by side stay from each other.
const APART: f64 = 12.0;
/// How far down the next place to be tried lies.
const STEP: f64 = 6.0;

/// A note with the box that its lines fill.
pub(super) struct Note {
    lines: Lines,
    place: Rect,
    /// The side that its line is on.
    anchor: Anchor,
}

/// Where days and values stand in a plot.
pub(super) struct Places<'p> {
    pub(super) plot: Rect,
    pub(super) at: Box<dyn Fn(f64, f64) -> Point + 'p>,
    /// Heights of the lines of the grid.
    pub(super) grid: Vec<f64>,
}

/// The lines of a note, as wide as a quarter of the plot lets them be.
fn lines(sheet: &Sheet<'_>, event: &Event, plot: Rect) -> Lines {
    sheet.measure(sheet.small()).wrap(&event.label, (plot.width * 0.25).clamp(76.0, 150.0), 5)
}

impl Plot<'_> {
    /// The notes in the white space of a plot, the higher the better; none when one of them finds no place.
    pub(super) fn notes_within(&self, sheet: &Sheet<'_>, events: &[&Event], places: &Places<'_>) -> Option<Vec<Note>> {
        let mut taken = self.taken(places);
        taken.extend(events.iter().map(|event| shade(event, places)));
        let mut notes = Vec::new();
        for event in events {
            let lines = lines(sheet, event, places.plot);
            let leading = sheet.measure(sheet.small()).leading();
            let (place, anchor) = free(&lines, leading, (shade(event, places), places.plot), &taken)?;
            taken.push(place.inset(-APART, 0.0, -APART, 0.0));
            notes.push(Note { lines, place, anchor });
        }
        Some(notes)
    }

    /// What notes may not cover: polls with their intervals, lines with their bands, the grid.
    fn taken(&self, places: &Places<'_>) -> Vec<Rect> {
        let mut taken: Vec<Rect> =
            places.grid.iter().map(|y| Rect::new(places.plot.x, *y, places.plot.width, 0.5)).collect();
        for line in &self.lines {
            for row in &line.rows {
                let Some(value) = row.value else { continue };
                let (low, high) = row.widest().map_or((value, value), |bounds| (bounds.low, bounds.high));
                let ((x, top), (_, bottom)) = ((places.at)(day(row), high), (places.at)(day(row), low));
                taken.push(Rect::new(x - 6.0, top - 6.0, 12.0, bottom - top + 12.0));
            }
            for pair in line.fit.windows(2) {
                let ends = pair.iter().flat_map(|p| {
                    let band = p.band.map_or((p.value, p.value), |band| (band.low, band.high));
                    [(places.at)(p.day, band.0), (places.at)(p.day, band.1)]
                });
                taken.push(around(ends));
            }
        }
        taken
    }

    /// Writes the notes of events above the plot, in lanes so that none covers another; the height they take.
    pub(super) fn notes_above(
        &self,
        sheet: &mut Sheet<'_>,
        events: &[&Event],
        plot: Rect,
        at_day: &dyn Fn(f64) -> f64,
    ) -> f64 {
        let style = sheet.small();
        let leading = sheet.measure(style).leading();
        let mut lanes: Vec<f64> = Vec::new();
        let mut placed = Vec::new();
        let mut order: Vec<&&Event> = events.iter().collect();
        order.sort_by(|a, b| a.day.total_cmp(&b.day));
        for event in order {
            let lines = lines(sheet, event, plot);
            let x = at_day(event.day);
            let start = if x + lines.width + 4.0 > plot.right() { x - lines.width } else { x };
            let lane = lanes.iter().position(|end| *end + 10.0 <= start).unwrap_or(lanes.len());
            if lane == lanes.len() {
                lanes.push(0.0);
            }
            lanes[lane] = start + lines.width;
            placed.push((lane, start, lines));
        }
        let deepest = placed.iter().map(|(_, _, lines)| lines.lines.len()).max().unwrap_or(0) as f64;
        let height = lanes.len() as f64 * (deepest * leading + 2.0);
        for (lane, start, lines) in placed {
            let lane_bottom = height - lane as f64 * (deepest * leading + 2.0);
            let first = plot.y + lane_bottom - (lines.lines.len() as f64 - 1.0) * leading - 5.0;
            sheet.write_lines(Role::Remark, (start, first), Anchor::Start, style, &lines);
        }
        height + 4.0
    }
}

/// Writes notes into their places.
pub(super) fn write(sheet: &mut Sheet<'_>, notes: &[Note]) {
    let style = sheet.small();
    for Note { lines, place, anchor } in notes {
        let x = if *anchor == Anchor::Start { place.x } else { place.right() };
        sheet.write_lines(Role::Remark, (x, place.y + style.size), *anchor, style, lines);
    }
}

/// The span of an event in the plot; of a single day the width of its line.
fn shade(event: &Event, places: &Places<'_>) -> Rect {
    let [from, to] = event.ends().map(|day| (places.at)(day, 0.0).0);
    Rect::new(from - 1.0, places.plot.y, to - from + 2.0, places.plot.height)
}

/// The smallest rectangle around points.
fn around(points: impl Iterator<Item = Point>) -> Rect {
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for (x, y) in points {
        low = (low.0.min(x), low.1.min(y));
        high = (high.0.max(x), high.1.max(y));
    }
    Rect::new(low.0, low.1, high.0 - low.0, high.1 - low.1)
}

/// The highest place beside a span, at its right where there is room, that covers nothing.
fn free(lines: &Lines, leading: f64, (span, plot): (Rect, Rect), taken: &[Rect]) -> Option<(Rect, Anchor)> {
    let height = lines.lines.len() as f64 * leading;
    let sides = [(span.right() + BESIDE, Anchor::Start), (span.x - BESIDE - lines.width, Anchor::End)];
    let places = |y: f64| sides.map(|(x, anchor)| (Rect::new(x, y, lines.width, height), anchor));
    let inside = |place: &Rect| place.x >= plot.x + 2.0 && place.right() <= plot.right() - 2.0;
    let clear = |place: &Rect| {
        let wide = place.inset(-CLEAR, -CLEAR, -CLEAR, -CLEAR);
        taken.iter().all(|other| {
            let (across, down) = wide.overlap(other);
            across <= 0.0 || down <= 0.0
        })
    };
    let steps = ((plot.height - height - 2.0 * CLEAR) / STEP).max(0.0) as usize;
    let heights = (0..=steps).map(|step| plot.y + CLEAR + 1.0 + step as f64 * STEP);
    heights.flat_map(places).find(|(place, _)| inside(place) && clear(place))
}
