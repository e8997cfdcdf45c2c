//! The ground of a plot over time: where days and values stand, the grid, the dates, and the lines of events.

use super::draw::{Frame, SHADE};
use super::notes::Note;
use crate::chart::drawing::{Anchor, Course, Point, Rect, Role, Stroke};
use crate::chart::figures::Event;
use crate::chart::layout::{Axis, DateTick, Sheet};

/// Where days and values stand.
pub(super) struct Ground {
    pub(super) plot: Rect,
    pub(super) axis: Axis,
    /// The days at the left and the right edge.
    pub(super) days: (f64, f64),
    pub(super) dates: Vec<DateTick>,
    /// Notes of the events, placed.
    pub(super) notes: Vec<Note>,
    /// How far the polls of each slot stand aside of their dates.
    pub(super) asides: Vec<f64>,
}

impl Ground {
    pub(super) fn x(&self, day: f64) -> f64 {
        self.plot.x + (day - self.days.0) / (self.days.1 - self.days.0) * self.plot.width
    }

    /// How many days a unit of the plot is wide.
    pub(super) fn day(&self) -> f64 {
        (self.days.1 - self.days.0) / self.plot.width
    }

    pub(super) fn place(&self, day: f64, value: f64) -> Point {
        (self.x(day), self.axis.at(value))
    }

    /// Where a poll of a slot stands.
    pub(super) fn poll(&self, slot: usize, day: f64, value: f64) -> Point {
        let (x, y) = self.place(day, value);
        (x + self.asides[slot], y)
    }

    /// What the axis of time promises, where more than `gap` days without a poll are a gap.
    pub(super) fn course(&self, gap: f64) -> Course {
        let aside = self.asides.iter().fold(0.0_f64, |most, aside| most.max(aside.abs()));
        Course { plot: self.plot, gap: gap * self.plot.width / (self.days.1 - self.days.0), aside }
    }

    /// Draws all that lies behind the marks.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, frame: &Frame<'_>, events: &[&Event]) {
        let plot = self.plot;
        for event in events.iter().filter(|event| event.until.is_some()) {
            let [from, to] = event.ends().map(|day| self.x(day));
            let shade = sheet.theme.colours.muted.fade(SHADE);
            sheet.rect(Role::Event, Rect::new(from, plot.y, (to - from).max(1.5), plot.height), shade, None);
        }
        draw_grid(sheet, &self.axis, plot, frame);
        draw_dates(sheet, self, frame.dates);
        let stroke = Stroke::new(sheet.theme.colours.muted, 1.0);
        for (at, event) in events.iter().enumerate() {
            let x = self.x(event.day);
            // A note above the plot hangs on the line of its event; a span has none, so its note gets one to the shade.
            let top = self.notes.iter().find(|note| note.event == at).map_or(plot.y, |note| note.top(plot));
            if event.until.is_none() {
                sheet.line(Role::Event, vec![(x, top - 2.0), (x, plot.bottom())], stroke.dashed(3.0, 3.0));
            } else if top < plot.y {
                sheet.line(Role::Event, vec![(x, top - 2.0), (x, plot.y)], stroke);
            }
        }
    }
}

fn draw_grid(sheet: &mut Sheet<'_>, axis: &Axis, plot: Rect, frame: &Frame<'_>) {
    let style = sheet.small();
    sheet.promise(axis, true);
    for value in axis.ticks() {
        let y = axis.at(value).round() + 0.5;
        let base = value == 0.0;
        let colour = if base { sheet.theme.colours.axis } else { sheet.theme.colours.grid };
        let role = if base { Role::Axis } else { Role::Grid };
        sheet.line(role, vec![(plot.x, y), (plot.right(), y)], Stroke::new(colour, 1.0));
        if frame.ticks {
            let text = frame.printer.tick(value, axis.step);
            sheet.write_centred(Role::Tick, (plot.x - 8.0, y), Anchor::End, style, &text);
        }
    }
}

fn draw_dates(sheet: &mut Sheet<'_>, ground: &Ground, labelled: bool) {
    let plot = ground.plot;
    let style = sheet.small();
    let leading = sheet.measure(style).leading();
    for tick in &ground.dates {
        let x = ground.x(tick.day).round() + 0.5;
        let tick_mark = vec![(x, plot.bottom()), (x, plot.bottom() + 4.0)];
        sheet.line(Role::Grid, tick_mark, Stroke::new(sheet.theme.colours.axis, 1.0));
        if !labelled {
            continue;
        }
        let baseline = plot.bottom() + 6.0 + style.size;
        sheet.write(Role::Tick, (x, baseline), Anchor::Middle, style, &tick.label);
        if let Some(under) = &tick.under {
            sheet.write(Role::Tick, (x, baseline + leading), Anchor::Middle, style, under);
        }
    }
}
