//! Values at the first points of lines, at their left, so that a reader sees from where they come.

use super::draw::Frame;
use super::ground::Ground;
use super::plot::{Line, Plot};
use crate::chart::drawing::{Anchor, Point, Rect, Role};
use crate::chart::layout::{Sheet, Style};
use crate::chart::words::Printer;

/// Between a value and its point.
pub(super) const CLEAR: f64 = 7.0;
/// The part of a line of text that a value may stand above or below its point.
const MOVED: f64 = 0.45;

impl<'a> Plot<'a> {
    /// Whether a line joins polls without a fit: between those of several pollsters it would show how these differ as change.
    pub(super) fn joins(&self) -> bool {
        self.pollsters.len() < 2
    }

    /// Whether lines have a first value to be read against their last.
    pub(super) fn has_starts(&self) -> bool {
        self.joins() || self.lines.iter().any(|line| line.fitted)
    }

    /// Lines that have their first value printed, and the value: none of lines that stand behind others, nor of lines that are one point.
    fn starts(&self, printer: Printer) -> Vec<(&Line<'a>, (f64, f64))> {
        let moves = |line: &&Line<'a>| !line.back;
        let start = |line: &'_ Line<'a>| line.ends().filter(|(first, last)| first.0 < last.0).map(|(first, _)| first);
        // What starts at zero stands on its line, whose label is beside it.
        let of_zero = |value: f64| printer.value(value) == printer.value(0.0);
        let told = |(_, (_, value)): &(&Line<'a>, (f64, f64))| !of_zero(*value);
        self.lines.iter().filter(moves).filter_map(|line| Some((line, start(line)?))).filter(told).collect()
    }

    /// The room at the left that first values take.
    pub(in crate::chart::kinds) fn start_room(&self, sheet: &Sheet<'_>, printer: Printer) -> f64 {
        let widths =
            self.starts(printer).into_iter().map(|(_, (_, value))| sheet.width_of(&printer.value(value), style(sheet)));
        let widest = widths.fold(0.0, f64::max);
        if widest == 0.0 { 0.0 } else { widest + CLEAR + 4.0 + self.most_aside() }
    }

    /// The room that last values take without names.
    pub(in crate::chart::kinds) fn end_room(&self, sheet: &Sheet<'_>, printer: Printer) -> f64 {
        let values = self.lines.iter().filter_map(|line| line.ends()).map(|(_, (_, value))| printer.value(value));
        values.map(|text| sheet.width_of(&text, sheet.plain().strong())).fold(0.0, f64::max)
    }

    /// Writes the first values where they cover no line, point or other value; of two that meet the one of the line that moves more.
    pub(super) fn draw_starts(&self, sheet: &mut Sheet<'_>, ground: &Ground, frame: &Frame<'_>) {
        let style = style(sheet);
        let mut starts = self.starts(frame.printer);
        let moved = |line: &Line<'_>| line.ends().map_or(0.0, |(first, last)| (last.1 - first.1).abs());
        starts.sort_by(|a, b| moved(b.0).total_cmp(&moved(a.0)));
        let mut taken = self.obstacles(ground);
        let strokes = self.strokes(ground);
        for (line, (day, value)) in starts {
            let text = frame.printer.value(value);
            let y = self.on_line(line, ground, (day, value)).1;
            // Intervals of other lines may stand aside of the same date.
            let x = ground.x(day) + ground.asides.iter().fold(0.0_f64, |least, aside| least.min(*aside));
            let width = sheet.width_of(&text, style);
            let place = |shift: f64| {
                Rect::new(x - CLEAR - width - 2.0, y + shift - 0.55 * style.size, width + 4.0, 1.1 * style.size)
            };
            let clear = |shift: &f64| {
                let place = place(*shift);
                let meets = |other: &Rect| place.overlap(other).0 > 0.0 && place.overlap(other).1 > 0.0;
                let inside = place.x >= ground.plot.x - 2.0 && place.bottom() <= ground.plot.bottom() + 3.0;
                inside && !taken.iter().any(meets) && !strokes.iter().any(|(from, to)| place.crossed_by(*from, *to))
            };
            let shifts = [0.0, -MOVED, MOVED].map(|part| part * style.size);
            let Some(shift) = shifts.into_iter().find(clear) else { continue };
            sheet.series = line.tint.tells(sheet).then_some(line.index);
            let colour = line.colour(sheet).readable_on(sheet.ground);
            sheet.write_over(Role::Value, (x - CLEAR, y + shift), Anchor::End, style.coloured(colour), &text);
            taken.push(place(shift));
        }
        sheet.series = None;
    }

    /// Where the points of polls stand.
    pub(super) fn obstacles(&self, ground: &Ground) -> Vec<Rect> {
        const HALF: f64 = 3.5;
        let point = |(x, y): Point| Rect::new(x - HALF, y - HALF, 2.0 * HALF, 2.0 * HALF);
        let lines = self.lines.iter().enumerate();
        let points = lines.flat_map(|(at, line)| line.rows.iter().map(move |row| (at, row)));
        points
            .filter_map(|(at, row)| Some(point(ground.poll(self.slot(at, row), super::plot::day(row), row.value?))))
            .collect()
    }

    /// The pieces of all lines.
    pub(super) fn pieces(&self, ground: &Ground) -> Vec<(Point, Point)> {
        let place = |line: &Line<'_>, day: f64, value: f64| self.on_line(line, ground, (day, value));
        let of = |line: &Line<'_>| {
            let ends =
                line.fit.windows(2).map(|w| (place(line, w[0].day, w[0].value), place(line, w[1].day, w[1].value)));
            ends.collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(of).collect()
    }

    /// The pieces of all lines and intervals.
    pub(super) fn strokes(&self, ground: &Ground) -> Vec<(Point, Point)> {
        let whiskers = self.lines.iter().enumerate().flat_map(|(at, line)| {
            let bounds = move |row: &&crate::chart::figures::Row| {
                let (day, bounds) = (super::plot::day(row), self.whisker(row)?);
                let slot = self.slot(at, row);
                Some((ground.poll(slot, day, bounds.low), ground.poll(slot, day, bounds.high)))
            };
            line.rows.iter().filter_map(bounds).collect::<Vec<_>>()
        });
        self.pieces(ground).into_iter().chain(whiskers).collect()
    }
}

fn style(sheet: &Sheet<'_>) -> Style {
    sheet.small().strong()
}
