//! Notes of events: in the white space of the plot, each beside its line, where all of them find some; else above the plot in lanes.

use super::ground::Ground;
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

/// Lanes in which notes stand so that no line passes behind one.
const MOST_LANES: usize = 4;
/// Between lanes of notes.
const LANES: f64 = 4.0;

/// A note with the box that its lines fill.
pub(super) struct Note {
    /// Which event it is of.
    pub(super) event: usize,
    lines: Lines,
    place: Rect,
    /// The side that its line is on.
    anchor: Anchor,
}

impl Note {
    /// Where the line of its event begins: at the note if that stands above the plot.
    pub(super) fn top(&self, plot: Rect) -> f64 {
        self.place.y.min(plot.y)
    }
}

/// The lines of a note, as wide as a quarter of the plot lets them be.
fn lines(sheet: &Sheet<'_>, event: &Event, plot: Rect) -> Lines {
    sheet.measure(sheet.small()).wrap(&event.label, (plot.width * 0.25).clamp(76.0, 150.0), 5)
}

impl Plot<'_> {
    /// The notes in the white space of a plot, the higher the better; none when one of them finds no place.
    pub(super) fn notes_within(&self, sheet: &Sheet<'_>, events: &[&Event], places: &Ground) -> Option<Vec<Note>> {
        let mut taken = self.taken(places);
        taken.extend(events.iter().map(|event| shade(event, places)));
        let mut notes = Vec::new();
        for (at, event) in events.iter().enumerate().filter(|(_, event)| !event.label.is_empty()) {
            let lines = lines(sheet, event, places.plot);
            let leading = sheet.measure(sheet.small()).leading();
            let (place, anchor) = free(&lines, leading, (shade(event, places), places.plot), &taken)?;
            taken.push(place.inset(-APART, 0.0, -APART, 0.0));
            notes.push(Note { event: at, lines, place, anchor });
        }
        Some(notes)
    }

    /// What notes may not cover: polls with their intervals, lines with their bands, the grid.
    fn taken(&self, places: &Ground) -> Vec<Rect> {
        let grid = places.axis.ticks().into_iter().map(|tick| places.axis.at(tick));
        let mut taken: Vec<Rect> = grid.map(|y| Rect::new(places.plot.x, y, places.plot.width, 0.5)).collect();
        for (at, line) in self.lines.iter().enumerate() {
            for row in &line.rows {
                let Some(value) = row.value else { continue };
                let (low, high) = row.widest().map_or((value, value), |bounds| (bounds.low, bounds.high));
                let end = |value: f64| places.poll(self.slot(at, row), day(row), value);
                let ((x, top), (_, bottom)) = (end(high), end(low));
                taken.push(Rect::new(x - 6.0, top - 6.0, 12.0, bottom - top + 12.0));
            }
            for pair in line.fit.windows(2) {
                let ends = pair.iter().flat_map(|p| {
                    let band = p.band.map_or((p.value, p.value), |band| (band.low, band.high));
                    [places.place(p.day, band.0), places.place(p.day, band.1)]
                });
                taken.push(around(ends));
            }
        }
        taken
    }
}

/// Notes of events above the plot, each beside the line of its event, which reaches down from it; and the height they take. Notes that
/// would cover each other stand in lanes, so that no line runs through a note. `area` is what notes may fill, `plot` the part of it in
/// which days lie.
pub(super) fn above(
    sheet: &Sheet<'_>,
    events: &[&Event],
    (area, plot): (Rect, Rect),
    at_day: &dyn Fn(f64) -> f64,
) -> (Vec<Note>, f64) {
    let flags = flags(sheet, events, (area, plot), at_day);
    let strict = lanes(&flags);
    // Of many events in a row each would need a lane of its own: rather do their lines pass behind notes.
    let lanes = if strict.iter().any(|lane| *lane >= MOST_LANES) { packed(&flags) } else { strict };
    let count = lanes.iter().map(|lane| lane + 1).max().unwrap_or(0);
    let tallest = |lane: usize| {
        let mine = flags.iter().zip(&lanes).filter(|(_, other)| **other == lane);
        mine.map(|(flag, _)| flag.note.place.height).fold(0.0, f64::max) + LANES
    };
    let heights: Vec<f64> = (0..count).map(tallest).collect();
    let whole = heights.iter().sum::<f64>();
    let raised = |(flag, lane): (Flag, &usize)| {
        let bottom = area.y + whole - heights[..*lane].iter().sum::<f64>();
        let place = Rect { y: bottom - LANES - flag.note.place.height, ..flag.note.place };
        Note { place, ..flag.note }
    };
    (flags.into_iter().zip(&lanes).map(raised).collect(), whole + 4.0)
}

/// A note and the place of its line.
struct Flag {
    x: f64,
    note: Note,
}

impl Flag {
    fn new(x: f64, event: usize, lines: Lines, (anchor, leading): (Anchor, f64)) -> Self {
        let left = if anchor == Anchor::Start { x + BESIDE } else { x - BESIDE - lines.width };
        let place = Rect::new(left, 0.0, lines.width, lines.lines.len() as f64 * leading);
        Self { x, note: Note { event, lines, place, anchor } }
    }

    /// Whether its line would run through another note that stands lower.
    fn crosses(&self, other: &Self) -> bool {
        let place = other.note.place;
        (place.x - 3.0..=place.right() + 3.0).contains(&self.x)
    }

    fn covers(&self, other: &Self) -> bool {
        self.note.place.inset(-APART, 0.0, -APART, 0.0).overlap(&other.note.place).0 > 0.0
    }
}

/// Notes at the right of their lines; at the left where the right lacks room, or the two would run through each other.
fn flags(sheet: &Sheet<'_>, events: &[&Event], (area, plot): (Rect, Rect), at_day: &dyn Fn(f64) -> f64) -> Vec<Flag> {
    let leading = sheet.measure(sheet.small()).leading();
    let flag = |at: usize, anchor: Anchor| {
        Flag::new(at_day(events[at].day), at, lines(sheet, events[at], plot), (anchor, leading))
    };
    let mut order: Vec<usize> = (0..events.len()).filter(|at| !events[*at].label.is_empty()).collect();
    order.sort_by(|a, b| events[*a].day.total_cmp(&events[*b].day));
    let mut placed: Vec<Flag> = Vec::new();
    for at in order.into_iter().rev() {
        let (right, left) = (flag(at, Anchor::Start), flag(at, Anchor::End));
        let entangled = placed
            .iter()
            .any(|other| other.note.anchor == Anchor::End && right.crosses(other) && other.crosses(&right));
        let beyond = right.note.place.right() > area.right() || entangled;
        placed.push(if beyond && left.note.place.x >= area.x { left } else { right });
    }
    placed
}

/// The lane of each note, counted from the plot upwards: above those whose line would else run through it.
fn lanes(flags: &[Flag]) -> Vec<usize> {
    let mut lanes: Vec<Option<usize>> = vec![None; flags.len()];
    let waits = |at: usize, lanes: &[Option<usize>]| {
        (0..flags.len()).any(|other| other != at && lanes[other].is_none() && flags[other].crosses(&flags[at]))
    };
    while let Some(next) = lanes.iter().position(Option::is_none) {
        let open = (0..flags.len()).filter(|at| lanes[*at].is_none());
        // Two that run through each other, where neither side has room for both: one has to.
        let at = open.into_iter().find(|at| !waits(*at, &lanes)).unwrap_or(next);
        let under =
            (0..flags.len()).filter(|other| flags[*other].covers(&flags[at]) || flags[*other].crosses(&flags[at]));
        lanes[at] = Some(under.filter_map(|other| lanes[other]).map(|lane| lane + 1).max().unwrap_or(0));
    }
    lanes.into_iter().flatten().collect()
}

/// The lowest lane for each note in which it covers none before it.
fn packed(flags: &[Flag]) -> Vec<usize> {
    let mut lanes: Vec<usize> = Vec::new();
    for (at, flag) in flags.iter().enumerate() {
        let full = |lane: usize| (0..at).any(|other| lanes[other] == lane && flags[other].covers(flag));
        lanes.push((0..).find(|lane| !full(*lane)).unwrap_or(at));
    }
    lanes
}

/// Writes notes into their places, those above the plot over the lines of others.
pub(super) fn write(sheet: &mut Sheet<'_>, notes: &[Note], plot: Rect) {
    let style = sheet.small();
    for Note { lines, place, anchor, .. } in notes {
        let x = if *anchor == Anchor::Start { place.x } else { place.right() };
        if place.y < plot.y {
            sheet.rect(Role::Halo, place.inset(-2.0, 0.0, -2.0, 0.0), sheet.ground, None);
        }
        sheet.write_lines(Role::Remark, (x, place.y + style.size), *anchor, style, lines);
    }
}

/// The span of an event in the plot; of a single day the width of its line.
fn shade(event: &Event, places: &Ground) -> Rect {
    let [from, to] = event.ends().map(|day| places.place(day, 0.0).0);
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
