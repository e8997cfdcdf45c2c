//! Drawing a plot over time into a part of the sheet.

use super::ends::End;
use super::ground::Ground;
use super::notes::{self, Note};
use super::plot::{Line, Plot, Stretch};
use crate::chart::ChartError;
use crate::chart::drawing::{LeftOut, Point, Rect, Role, Stroke};
use crate::chart::figures::{Event, Figures, Unit};
use crate::chart::kinds::tint::Tint;
use crate::chart::layout::{Axis, KeyEntry, Sheet, Swatch, date_ticks, end_ticks};
use crate::chart::words::{self, Printer};

/// How strongly the span of an event is shaded.
pub(in crate::chart::kinds) const SHADE: f64 = 0.13;
/// Space above a plot without notes there.
const TOP: f64 = 8.0;

/// The values that the unit cannot pass.
pub(in crate::chart::kinds) fn limits(figures: &Figures) -> (f64, f64) {
    if figures.unit == Unit::Share { (0.0, 1.0) } else { (f64::NEG_INFINITY, f64::INFINITY) }
}

/// How the series are named in a plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chart::kinds) enum Labels {
    /// At the ends of their lines.
    Beside,
    /// The same in a panel, which has no more room for them than its frame says.
    Narrow,
    /// By the end value alone: a legend names them.
    ValueOnly,
}

/// Where and how to draw one plot.
pub(in crate::chart::kinds) struct Frame<'p> {
    pub(in crate::chart::kinds) area: Rect,
    pub(in crate::chart::kinds) axis: Axis,
    pub(in crate::chart::kinds) printer: Printer,
    pub(in crate::chart::kinds) labels: Labels,
    /// First values are written at the left of the lines.
    pub(in crate::chart::kinds) starts: bool,
    /// The span of time, where panels share one.
    pub(in crate::chart::kinds) days: Option<&'p Days>,
    /// Values are labelled at the left.
    pub(in crate::chart::kinds) ticks: bool,
    /// Dates are labelled below.
    pub(in crate::chart::kinds) dates: bool,
    /// Of several in a picture that cannot grow: it may be as low as a line still shows.
    pub(in crate::chart::kinds) compact: bool,
    /// Between the plot and the labels at its right: labels that move need room for the curves to their lines.
    pub(in crate::chart::kinds) gutter: f64,
    /// Room for labels at the right, where panels share it.
    pub(in crate::chart::kinds) right: Option<f64>,
    /// Other panels, whose lines are drawn behind these.
    pub(in crate::chart::kinds) behind: &'p [(&'p Plot<'p>, Behind)],
}

/// How the lines of another panel are drawn behind those of a panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chart::kinds) enum Behind {
    /// To be compared with.
    Grey,
    /// As a ground that shows where all others run.
    Pale,
}

/// A span of time, and the days of polls in it.
#[derive(Debug, Clone)]
pub(in crate::chart::kinds) struct Days {
    pub(in crate::chart::kinds) reach: (f64, f64),
    pub(in crate::chart::kinds) polls: Vec<f64>,
    /// Room at the left of the first poll, for the values there.
    pub(in crate::chart::kinds) room: f64,
}

/// The most that first values take of a plot.
const MOST_ROOM: f64 = 0.3;

impl Days {
    /// The least width of a plot that gives first values their room.
    pub(in crate::chart::kinds) fn least_width(&self) -> f64 {
        self.room / MOST_ROOM
    }

    /// The span with the room it needs at the left in a plot of this width, where that leaves lines their most.
    pub(in crate::chart::kinds) fn with_room(&self, width: f64) -> Self {
        let ((from, to), first) = (self.reach, self.polls.iter().copied().fold(f64::INFINITY, f64::min));
        let has = (first - from) / (to - from) * width;
        let fits = has < self.room && self.room < MOST_ROOM * width && first.is_finite();
        let reach = if fits { ((first * width - self.room * to) / (width - self.room), to) } else { (from, to) };
        Self { reach, ..self.clone() }
    }
}

/// The least width of a plot.
const LEAST_WIDTH: f64 = 60.0;
/// The same of one of many low panels.
const LEAST_COMPACT: f64 = 28.0;

impl Frame<'_> {
    /// The least height of the plot. Where a picture grows, it has the form of one.
    fn least_height(&self, sheet: &Sheet<'_>) -> f64 {
        match self.labels {
            Labels::Beside if sheet.is_fixed() => 115.0,
            Labels::Beside => 150.0,
            Labels::Narrow | Labels::ValueOnly if self.compact => 23.0,
            Labels::Narrow | Labels::ValueOnly => 50.0,
        }
    }
}

impl<'a> Plot<'a> {
    /// The value axis for all of the plot, placed later.
    pub(super) fn axis(&self, figures: &Figures, height: f64) -> Axis {
        let steps = ((height / 62.0) as usize).clamp(3, 6);
        let most = ((height / 34.0) as usize).clamp(steps, 8).max(steps + 1);
        Axis::hugging(&self.values().collect::<Vec<_>>(), limits(figures), steps..=most)
    }

    /// Colours of answers (or groups) whose names are not at the lines, then forms of points for pollsters, when there is more than one.
    pub(in crate::chart::kinds) fn key(&self, sheet: &Sheet<'_>) -> Vec<KeyEntry> {
        let grey = sheet.theme.colours.muted;
        let entry = |(form, text): (usize, String)| KeyEntry { swatch: Swatch::Point(grey, form), text, series: None };
        let hue = |(at, (name, tint)): (usize, (&&str, &Tint))| KeyEntry {
            swatch: Swatch::Thick(tint.mark(sheet)),
            text: words::capital(name),
            series: Some(at),
        };
        let hues = self.crossing.iter().flat_map(|crossing| crossing.hues.iter().zip(&crossing.tints).enumerate());
        hues.map(hue).chain(self.houses_told().into_iter().enumerate().map(entry)).collect()
    }

    /// Names of the lines in their colours, where the plot has its own legend.
    pub(in crate::chart::kinds) fn key_of_lines(&self, sheet: &Sheet<'_>) -> Vec<KeyEntry> {
        let entry = |line: &Line<'_>| KeyEntry {
            swatch: Swatch::Ink(line.colour(sheet)),
            text: words::capital(line.label()),
            series: Some(line.index),
        };
        let mut lines: Vec<&Line<'_>> = self.lines.iter().collect();
        lines.sort_by_key(|line| (matches!(line.tint, Tint::Aside(..) | Tint::Behind), line.index));
        lines.into_iter().map(entry).collect()
    }

    /// Draws the plot into its part of the sheet.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when it needs more room.
    pub(in crate::chart::kinds) fn draw(
        &self,
        figures: &Figures,
        sheet: &mut Sheet<'_>,
        frame: &Frame<'_>,
    ) -> Result<(), ChartError> {
        let mut dated = Vec::new();
        // A label that finds no place where its line ends says when that was: beside the latest values it would be read as one of them.
        loop {
            let mut trial = sheet.clone();
            let stale = self.draw_dated(figures, &mut trial, frame, &dated)?;
            if stale.iter().all(|line| dated.contains(line)) {
                *sheet = trial;
                return Ok(());
            }
            dated.extend(stale);
        }
    }

    /// Draws it with the date in the labels of these lines; the lines that end early and have their label at the edge.
    fn draw_dated(
        &self,
        figures: &Figures,
        sheet: &mut Sheet<'_>,
        frame: &Frame<'_>,
        dated: &[usize],
    ) -> Result<Vec<usize>, ChartError> {
        let mut ends = self.ends(sheet, frame, dated);
        if let Some(right) = frame.right {
            let fits = |end: &End<'_, 'a>| end.width(sheet) + self.gutter(frame) <= right;
            let (kept, left) = ends.into_iter().partition(|end| !dated.contains(&end.line.index) || fits(end));
            ends = kept;
            let left: Vec<End<'_, 'a>> = left;
            if !left.is_empty() {
                sheet.remark("Lines that end early have no number where it has no room".to_owned());
            }
        }
        let forecast = self.forecast_from().map(|day| Event { day, until: None, label: "Forecast".to_owned() });
        let events: Vec<&Event> = figures.events.iter().chain(&forecast).collect();
        let ground = self.ground(sheet, frame, &events, &ends)?;
        let course = ground.course(self.gap);
        sheet.leave_out(LeftOut { asides: course.aside == 0.0 && self.overlaps(), ..LeftOut::default() });
        sheet.promise_time(course);
        ground.draw(sheet, frame, &events);
        draw_behind(sheet, &ground, frame.behind);
        self.draw_marks(sheet, &ground);
        if frame.starts && self.has_starts() {
            self.draw_starts(sheet, &ground, frame);
        }
        notes::write(sheet, &ground.notes, ground.plot);
        let ends = self.draw_early(sheet, ends, (&ground, frame));
        self.draw_ends(sheet, &ends, (&ground, frame))?;
        Ok(ends.iter().map(|end| end.line).filter(|line| self.ends_early(line, frame)).map(|line| line.index).collect())
    }

    /// Where days and values stand, once labels, dates and notes have their room.
    fn ground(
        &self,
        sheet: &Sheet<'_>,
        frame: &Frame<'_>,
        events: &[&Event],
        ends: &[End<'_, 'a>],
    ) -> Result<Ground, ChartError> {
        let Rect { x, y, width, height } = frame.area;
        let left = if frame.ticks { tick_width(sheet, &frame.axis, frame.printer) } else { 0.0 };
        let right = ends.iter().map(|end| end.width(sheet)).fold(0.0, f64::max) + self.gutter(frame) + 2.0;
        let wide = Rect::new(x + left, y, width - left - frame.right.unwrap_or(right), height);
        let room = if frame.starts && self.has_starts() { self.start_room(sheet, frame.printer) } else { 0.0 };
        let own = || Days { reach: self.days(events.iter().copied()), polls: self.polls(), room };
        let asked = frame.days.cloned().unwrap_or_else(own);
        let Days { reach: days, polls, .. } = asked.with_room(wide.width);
        let days = if frame.days.is_some() { days } else { self.with_asides(days, &polls, wide.width) };
        let width_of = |text: &str| sheet.width_of(text, sheet.small());
        // Panels repeat their dates: the ends are enough.
        let ticks = if frame.labels == Labels::Beside { date_ticks } else { end_ticks };
        // Room for first values is no time that polls were taken in: it has no dates.
        let dated = (days.0.max(asked.reach.0), days.1);
        let dates = ticks(&polls, dated, wide.width * (dated.1 - dated.0) / (days.1 - days.0), &width_of);
        let two = dates.iter().any(|tick| tick.under.is_some());
        let lines = if two { 2.0 } else { 1.0 };
        let bottom = if frame.dates { lines * sheet.measure(sheet.small()).leading() + 8.0 } else { 4.0 };
        let with = |top: f64, notes: Vec<Note>| {
            let plot = wide.inset(0.0, top, 0.0, bottom);
            let axis = frame.axis.clone().placed(plot.bottom(), plot.y);
            let ground = Ground { plot, axis, days, dates: dates.clone(), notes, asides: Vec::new() };
            Ground { asides: self.asides(&ground), ..ground }
        };
        let empty = with(TOP, Vec::new());
        let ground = match self.notes_within(sheet, events, &empty) {
            Some(notes) => Ground { notes, ..empty },
            None => {
                let (notes, top) = notes::above(sheet, events, (frame.area, wide), &|day| empty.x(day));
                with(top, notes)
            }
        };
        let least = frame.least_height(sheet);
        let least_width = if frame.compact { LEAST_COMPACT } else { LEAST_WIDTH };
        if ground.plot.height < least || ground.plot.width < least_width {
            return Err(sheet.too_small(least - ground.plot.height, least_width - ground.plot.width));
        }
        Ok(ground)
    }

    /// A point of a line: one that joins polls, which are all of one pollster, goes where they go, a fit keeps to its dates.
    pub(super) fn on_line(&self, line: &Line<'_>, ground: &Ground, (day, value): (f64, f64)) -> Point {
        let at = self.lines.iter().position(|other| other.index == line.index).filter(|_| !line.fitted && self.joins());
        at.map_or_else(|| ground.place(day, value), |slot| ground.poll(slot, day, value))
    }
}

/// How strongly the lines of all other panels are drawn: no darker than the grid, as many lie over each other.
const PALE: f64 = 0.22;

/// Draws the lines of other panels. Pale ones are a ground like the lines of the grid.
fn draw_behind(sheet: &mut Sheet<'_>, ground: &Ground, behind: &[(&Plot<'_>, Behind)]) {
    let (neutral, width) = (sheet.theme.colours.neutral, sheet.theme.sizes.line);
    for (plot, how) in behind {
        let (role, stroke) = match how {
            Behind::Grey => (Role::Reference, Stroke::new(neutral, width * 0.75)),
            Behind::Pale => (Role::Ghost, Stroke::new(neutral.fade(PALE), width * 0.45)),
        };
        for line in &plot.lines {
            // Over spans without polls there is nothing to be seen from afar.
            for (_, stretch) in line.stretches(0.0).into_iter().filter(|(kind, _)| *kind == Stretch::Fitted) {
                sheet.line(role, stretch.iter().map(|p| ground.place(p.day, p.value)).collect(), stroke);
            }
        }
    }
}

/// Room that labels of a value axis take at its left.
pub(in crate::chart::kinds) fn tick_width(sheet: &Sheet<'_>, axis: &Axis, printer: Printer) -> f64 {
    let ticks = axis.ticks().into_iter().map(|tick| printer.tick(tick, axis.step));
    ticks.map(|text| sheet.width_of(&text, sheet.small())).fold(0.0, f64::max) + 8.0
}
