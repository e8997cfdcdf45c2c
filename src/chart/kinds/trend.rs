//! Polls over time: each poll a point sized by its effective base with its interval, behind a fitted line and its band. A span without
//! polls is dashed; nothing is drawn past the last poll unless it is a labelled forecast.

use super::{Chart, Sheet};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Point, Rect, Role, Stroke};
use crate::chart::figures::{Event, Figures, FitPoint, FittedLine, Row, Unit, distinct, range};
use crate::chart::layout::{Axis, FORMS, Hold, KeyEntry, Swatch, date_ticks, long_date, month_and_year, spread};
use crate::chart::words::{self, Printer};
use crate::survey;

/// The kind.
pub(super) struct Trend;

impl Chart for Trend {
    fn name(&self) -> &'static str {
        "trend"
    }

    fn about(&self) -> &'static str {
        "polls over time with their intervals, a fitted line and its band"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let mut parts = Vec::new();
        let sized = figures.rows.iter().any(|row| row.n_effective.is_some());
        let whiskers = figures.rows.iter().any(|row| row.widest().is_some());
        let points = if sized { "Points: polls, larger with a larger effective n" } else { "Points: polls" };
        parts.push(points.to_owned());
        if whiskers {
            parts.push(format!("whiskers: {}", words::interval_name(figures)));
        }
        if !figures.fits.is_empty() {
            let method = figures.notes.fit.as_deref().map(|m| format!(" ({m})")).unwrap_or_default();
            let banded = figures.fits.iter().flat_map(|f| &f.points).any(|p| p.band.is_some());
            let band = if banded { " with the band of its interval" } else { "" };
            parts.push(format!("line: fit{method}{band}"));
        }
        let all = Plot::read(figures, None);
        if all.lines.iter().any(|line| !line.gaps.is_empty()) {
            parts.push(format!("dashed: more than {:.0} days without a poll", all.gap));
        }
        parts.join("; ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        format!("{}, {}", words::subject(figures), span_words(figures))
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let plot = Plot::read(figures, None);
        let polls = figures.estimates().count();
        let mut text = format!("Line chart of {polls} polls, {}: {}.", span_words(figures), words::subject(figures));
        for line in &plot.lines {
            let Some(((_, first), (_, last))) = line.ends() else { continue };
            let (low, high) = range(line.rows.iter().filter_map(|row| row.value)).unwrap_or((first, last));
            let (first, last) = (printer.value(first), printer.value(last));
            let (low, high) = (printer.value(low), printer.value(high));
            text +=
                &format!(" {}: {first} at the start, {last} at the end; polls between {low} and {high}.", line.name);
        }
        text
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let plot = Plot::read(figures, None);
        plot.check()?;
        let axis = plot.axis(figures, sheet.body.height);
        let printer = Printer::of(figures);
        let height = sheet.key(&plot.key(sheet), sheet.body);
        let area = sheet.body.inset(0.0, height + if height > 0.0 { 6.0 } else { 0.0 }, 0.0, 0.0);
        plot.draw(figures, sheet, &Frame { area, axis, printer, labels: Labels::Beside })
    }
}

/// `Jul 2022 – Feb 2026`, or the one month.
fn span_words(figures: &Figures) -> String {
    let days = figures.rows.iter().filter_map(|row| row.when.as_ref()).map(|when| when.day);
    let Some((from, to)) = range(days) else { return String::new() };
    let (first, last) =
        if to - from < 62.0 { (long_date(from), long_date(to)) } else { (month_and_year(from), month_and_year(to)) };
    if first == last { first } else { format!("{first} – {last}") }
}

/// How the series are named in a plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// At the ends of their lines.
    Beside,
    /// By the end value alone: a legend names them.
    ValueOnly,
}

/// Where and how to draw one plot.
pub(super) struct Frame {
    pub(super) area: Rect,
    pub(super) axis: Axis,
    pub(super) printer: Printer,
    pub(super) labels: Labels,
}

/// One series.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) index: usize,
    muted: bool,
    rows: Vec<&'a Row>,
    fit: Vec<FitPoint>,
    fitted: bool,
    gaps: Vec<(f64, f64)>,
}

/// The series of a plot.
pub(super) struct Plot<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pollsters: Vec<&'a str>,
    gap: f64,
}

fn day(row: &Row) -> f64 {
    row.when.as_ref().map_or(0.0, |when| when.day)
}

impl<'a> Line<'a> {
    /// First and last point: of the fit, else of the polls.
    fn ends(&self) -> Option<((f64, f64), (f64, f64))> {
        let past = self.fit.iter().filter(|p| !p.forecast);
        let (first, last) = (past.clone().next()?, past.last()?);
        Some(((first.day, first.value), (last.day, last.value)))
    }
}

impl<'a> Plot<'a> {
    /// Reads the series of a panel (all rows when `None`).
    pub(super) fn read(figures: &'a Figures, panel: Option<&str>) -> Self {
        let here = |of: &Option<String>| panel.is_none() || of.as_deref() == panel;
        let rows: Vec<&Row> =
            figures.estimates().map(|(row, _)| row).filter(|row| row.when.is_some() && here(&row.panel)).collect();
        let all = figures.in_answer_order(figures.estimates().map(|(row, _)| row.line().unwrap_or("")));
        let gap = figures.gap_days.unwrap_or_else(|| usual_gap(&rows));
        let read = |(index, name): (usize, &&'a str)| {
            let mine = |row: &&&Row| row.line().unwrap_or("") == *name;
            let mut rows: Vec<&Row> = rows.iter().filter(mine).copied().collect();
            rows.sort_by(|a, b| day(a).total_cmp(&day(b)));
            let fit = figures.fits.iter().find(|fit| fit.series == **name && here(&fit.panel));
            let muted = matches!(figures.role(name), survey::Role::DontKnow | survey::Role::Refused);
            let gaps = rows.windows(2).map(|w| (day(w[0]), day(w[1]))).filter(|(a, b)| b - a > gap).collect();
            let points = points(fit, &rows);
            Line { name, index, muted, rows, fit: points, fitted: fit.is_some(), gaps }
        };
        let lines = all.iter().enumerate().map(read).filter(|line| !line.rows.is_empty()).collect();
        let pollsters = distinct(figures.estimates().filter_map(|(row, _)| row.pollster.as_deref()));
        Self { lines, pollsters, gap }
    }

    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.lines.is_empty() {
            return Err(ChartError::Lacks { kind: "trend", needs: "rows with a date (`when`) and a value" });
        }
        let most = 12;
        if self.lines.len() > most {
            return Err(ChartError::TooMany { count: self.lines.len(), what: "series", most });
        }
        Ok(())
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        let rows = self.lines.iter().flat_map(|line| &line.rows);
        let of_rows =
            rows.flat_map(|row| row.value.into_iter().chain(row.widest().into_iter().flat_map(|b| [b.low, b.high])));
        let fits = self.lines.iter().flat_map(|line| &line.fit);
        of_rows.chain(fits.flat_map(|p| [p.value].into_iter().chain(p.band.into_iter().flat_map(|b| [b.low, b.high]))))
    }

    /// The value axis for all of the plot, placed later.
    pub(super) fn axis(&self, figures: &Figures, height: f64) -> Axis {
        let limits = if figures.unit == Unit::Share { (0.0, 1.0) } else { (f64::NEG_INFINITY, f64::INFINITY) };
        let count = ((height / 62.0) as usize).clamp(2, 6);
        Axis::new(self.values(), Hold::Near, limits, count)
    }

    /// First and last day of polls, lines and events.
    pub(super) fn days(&self, events: &[Event]) -> (f64, f64) {
        let rows = self.lines.iter().flat_map(|line| line.rows.iter().map(|row| day(row)));
        let fits = self.lines.iter().flat_map(|line| line.fit.iter().map(|p| p.day));
        let (from, to) = range(rows.chain(fits).chain(events.iter().map(|e| e.day))).unwrap_or((0.0, 0.0));
        let room = ((to - from) * 0.015).max(1.0);
        (from - room, to + room)
    }

    /// Forms of points for pollsters, when there is more than one.
    pub(super) fn key(&self, sheet: &Sheet<'_>) -> Vec<KeyEntry> {
        let grey = sheet.theme.colours.muted;
        let entry = |(form, name): (usize, &&str)| KeyEntry {
            swatch: Swatch::Point(grey, form),
            text: (*name).to_owned(),
            series: None,
        };
        let shown =
            if self.pollsters.len() > 1 && self.pollsters.len() <= FORMS { self.pollsters.as_slice() } else { &[] };
        shown.iter().enumerate().map(entry).collect()
    }

    pub(super) fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>, frame: &Frame) -> Result<(), ChartError> {
        let small = sheet.small();
        let ticks: Vec<(f64, String)> =
            frame.axis.ticks().into_iter().map(|t| (t, frame.printer.tick(t, frame.axis.step))).collect();
        let left = ticks.iter().map(|(_, text)| sheet.width_of(text, small)).fold(0.0, f64::max) + 8.0;
        let ends = self.end_labels(sheet, frame);
        let right = ends.iter().map(|label| label.width).fold(0.0, f64::max) + 12.0;
        let events: Vec<&Event> = figures.events.iter().collect();
        let bottom = 2.0 * sheet.measure(small).leading() + 8.0;
        let wide = Rect::new(frame.area.x + left, frame.area.y, frame.area.width - left - right, frame.area.height);
        let days = self.days(&figures.events);
        let at_day = |day: f64| wide.x + (day - days.0) / (days.1 - days.0) * wide.width;
        let top = self.draw_events(sheet, &events, wide, &at_day);
        let plot = Rect::new(wide.x, frame.area.y + top, wide.width, frame.area.height - top - bottom);
        if plot.height < 50.0 || plot.width < 60.0 {
            return Err(sheet.too_small(50.0 - plot.height, 60.0 - plot.width));
        }
        let axis = frame.axis.clone().placed(plot.bottom(), plot.y);
        draw_grid(sheet, &axis, &ticks, plot);
        draw_dates(sheet, days, plot, &at_day);
        for event in &events {
            let (x, ink) = (at_day(event.day), sheet.theme.colours.muted);
            let dashes = Stroke::new(ink, 1.0).dashed(3.0, 3.0);
            sheet.line(Role::Event, vec![(x, plot.y - 2.0), (x, plot.bottom())], dashes);
        }
        let place = |day: f64, value: f64| (at_day(day), axis.at(value));
        for line in &self.lines {
            self.draw_band(sheet, line, &place);
        }
        for line in &self.lines {
            self.draw_polls(sheet, line, &place);
        }
        for line in &self.lines {
            self.draw_fit(sheet, line, &place);
        }
        self.draw_ends(sheet, &ends, plot, &place);
        Ok(())
    }

    fn colour(&self, sheet: &Sheet<'_>, line: &Line<'_>) -> crate::chart::colour::Colour {
        if line.muted { sheet.theme.colours.neutral } else { sheet.series_colour(line.index) }
    }

    fn draw_band(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = Some(line.index);
        let colour = self.colour(sheet, line);
        for (kind, stretch) in line.stretches() {
            let banded: Vec<(f64, crate::uncertainty::Bounds)> =
                stretch.iter().filter_map(|p| Some((p.day, p.band?))).collect();
            let upper = banded.iter().map(|(day, band)| place(*day, band.high));
            let lower = banded.iter().rev().map(|(day, band)| place(*day, band.low));
            let (role, alpha) = match kind {
                Stretch::Fitted => (Role::Ribbon, 0.17),
                Stretch::Gap => (Role::Ribbon, 0.09),
                Stretch::Forecast => (Role::Forecast, 0.09),
            };
            sheet.area(role, upper.chain(lower).collect(), colour.fade(alpha));
        }
        sheet.series = None;
    }

    fn draw_polls(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = Some(line.index);
        let colour = self.colour(sheet, line);
        let pale = sheet.paled(colour);
        let polls: usize = self.lines.iter().map(|line| line.rows.len()).sum();
        let crowd = if polls > 150 { 0.62 } else { 1.0 };
        for row in &line.rows {
            let Some(bounds) = row.widest() else { continue };
            let ends = vec![place(day(row), bounds.low), place(day(row), bounds.high)];
            // In a crowd the whiskers of single polls fade into a cloud, or they would hide the points.
            let whisker = if polls > 150 { pale.fade(0.3) } else { pale.fade(0.75) };
            sheet.line(Role::Whisker, ends, Stroke::new(whisker, sheet.theme.sizes.whisker * 0.8));
        }
        for row in &line.rows {
            let Some(value) = row.value else { continue };
            let form = row.pollster.as_deref().and_then(|p| self.pollsters.iter().position(|q| *q == p)).unwrap_or(0);
            let radius = radius(sheet, row) * crowd;
            let fill = if row.low_precision { sheet.theme.colours.paper } else { colour.fade(0.35) };
            let outline = Stroke::new(colour, 1.1 * crowd.sqrt());
            if !row.low_precision && polls <= 150 {
                let paper = sheet.theme.colours.paper;
                sheet.point(Role::Halo, place(day(row), value), radius, form, (Some(paper), None));
            }
            sheet.point(Role::Estimate, place(day(row), value), radius, form, (Some(fill), Some(outline)));
        }
        sheet.series = None;
    }

    fn draw_fit(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = Some(line.index);
        let (colour, paper) = (self.colour(sheet, line), sheet.theme.colours.paper);
        let width = if line.fitted { sheet.theme.sizes.line } else { sheet.theme.sizes.line * 0.75 };
        for (kind, stretch) in line.stretches() {
            let points: Vec<Point> = stretch.iter().map(|p| place(p.day, p.value)).collect();
            let stroke = Stroke::new(colour, width);
            match kind {
                Stretch::Fitted => {
                    if line.fitted {
                        sheet.line(Role::Halo, points.clone(), Stroke::new(paper, width + 2.0));
                    }
                    sheet.line(Role::Fit, points, stroke);
                }
                Stretch::Gap => sheet.line(Role::Bridge, points, stroke.dashed(4.0, 4.0)),
                Stretch::Forecast => sheet.line(Role::Bridge, points, stroke.dashed(1.5, 3.0)),
            }
        }
        sheet.series = None;
    }

    /// The texts at the ends of the lines.
    fn end_labels(&self, sheet: &Sheet<'_>, frame: &Frame) -> Vec<EndLabel> {
        let name = sheet.plain().strong();
        let most = frame.area.width * 0.24;
        let label = |line: &Line<'_>| {
            let (_, last) = line.ends()?;
            let value = frame.printer.value(last.1);
            let wrapped = match frame.labels {
                Labels::Beside => sheet.measure(name).wrap(&words::capital(line.name), most, 3),
                Labels::ValueOnly => sheet.measure(name).wrap("", most, 1),
            };
            let mut lines = wrapped.lines.clone();
            // The value shares the last line when it fits beside the name.
            let joined = lines.last().map(|end| format!("{end} {value}"));
            match joined {
                Some(joined) if sheet.width_of(&joined, name) <= most => {
                    lines.pop();
                    lines.push(joined);
                }
                _ => lines.push(value),
            }
            let width = lines.iter().map(|text| sheet.width_of(text, name)).fold(0.0, f64::max);
            Some(EndLabel { index: line.index, muted: line.muted, lines, width, last, cut: wrapped.shortened })
        };
        self.lines.iter().filter_map(label).collect()
    }

    fn draw_ends(&self, sheet: &mut Sheet<'_>, ends: &[EndLabel], plot: Rect, place: &dyn Fn(f64, f64) -> Point) {
        let name = sheet.plain().strong();
        let leading = sheet.measure(name).leading();
        let wanted: Vec<f64> = ends.iter().map(|end| place(end.last.0, end.last.1).1).collect();
        let extent: Vec<f64> = ends.iter().map(|end| end.lines.len() as f64 * leading).collect();
        let placed = spread(&wanted, &extent, 3.0, plot.y - 8.0, plot.bottom() + 8.0);
        for (end, (middle, wanted)) in ends.iter().zip(placed.iter().zip(&wanted)) {
            sheet.series = Some(end.index);
            let colour = if end.muted { sheet.theme.colours.muted } else { sheet.series_colour(end.index) };
            let start = place(end.last.0, end.last.1);
            if (middle - wanted).abs() > leading * 0.6 {
                let bend = vec![(start.0 + 4.0, start.1), (plot.right() + 6.0, *middle)];
                sheet.line(Role::Leader, bend, Stroke::new(sheet.paled(colour), 0.8));
            }
            let first = middle - (end.lines.len() as f64 - 1.0) * leading / 2.0 + 0.36 * name.size;
            let style = name.coloured(colour.readable_on(sheet.theme.colours.paper));
            let lines = crate::chart::layout::Lines { lines: end.lines.clone(), width: end.width, shortened: end.cut };
            sheet.write_lines(Role::Label, (plot.right() + 10.0, first), Anchor::Start, style, &lines);
        }
        sheet.series = None;
    }

    /// Writes the notes of events above the plot, in lanes so that none covers another; the height they take.
    fn draw_events(&self, sheet: &mut Sheet<'_>, events: &[&Event], plot: Rect, at_day: &dyn Fn(f64) -> f64) -> f64 {
        let style = sheet.small();
        let leading = sheet.measure(style).leading();
        let mut lanes: Vec<f64> = Vec::new();
        let mut placed = Vec::new();
        let mut order: Vec<&&Event> = events.iter().collect();
        order.sort_by(|a, b| a.day.total_cmp(&b.day));
        for event in order {
            let lines = sheet.measure(style).wrap(&event.label, (plot.width * 0.25).clamp(70.0, 150.0), 3);
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
        if events.is_empty() { 8.0 } else { height + 4.0 }
    }
}

/// A label at the end of a line.
struct EndLabel {
    index: usize,
    muted: bool,
    lines: Vec<String>,
    width: f64,
    last: (f64, f64),
    cut: bool,
}

/// What a stretch of a line stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Fitted,
    Gap,
    Forecast,
}

impl Line<'_> {
    /// The line in stretches of one kind, which share their ends.
    fn stretches(&self) -> Vec<(Stretch, Vec<FitPoint>)> {
        let mut stretches: Vec<(Stretch, Vec<FitPoint>)> = Vec::new();
        for pair in self.fit.windows(2) {
            let middle = f64::midpoint(pair[0].day, pair[1].day);
            let kind = match self.gaps.iter().any(|(from, to)| (*from..*to).contains(&middle)) {
                _ if pair[1].forecast => Stretch::Forecast,
                true => Stretch::Gap,
                false => Stretch::Fitted,
            };
            match stretches.last_mut() {
                Some((last, points)) if *last == kind => points.push(pair[1]),
                _ => stretches.push((kind, pair.to_vec())),
            }
        }
        stretches
    }
}

/// The points of a line: of its fit from the first poll to the last (and a forecast), else its polls.
fn points(fit: Option<&FittedLine>, rows: &[&Row]) -> Vec<FitPoint> {
    match fit {
        Some(fit) => {
            let Some((from, to)) = range(rows.iter().map(|row| day(row))) else { return Vec::new() };
            let within = |p: &&FitPoint| p.day >= from - 1.0 && (p.day <= to + 1.0 || p.forecast);
            fit.points.iter().filter(within).copied().collect()
        }
        None => rows
            .iter()
            .filter_map(|row| Some(FitPoint { day: day(row), value: row.value?, band: None, forecast: false }))
            .collect(),
    }
}

/// Four times the usual spacing of polls, at least a quarter of a year.
fn usual_gap(rows: &[&Row]) -> f64 {
    let mut days: Vec<f64> = rows.iter().map(|row| day(row)).collect();
    days.sort_by(f64::total_cmp);
    days.dedup();
    let mut steps: Vec<f64> = days.windows(2).map(|w| w[1] - w[0]).collect();
    steps.sort_by(f64::total_cmp);
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    (4.0 * usual).max(92.0)
}

/// A point's radius: its area grows with the effective base, 1,000 being usual.
fn radius(sheet: &Sheet<'_>, row: &Row) -> f64 {
    let [least, most] = sheet.theme.sizes.point;
    let base = row.n_effective.or(row.n).unwrap_or(800.0);
    (4.0 * (base / 1000.0).max(0.0).sqrt()).clamp(least, most)
}

fn draw_grid(sheet: &mut Sheet<'_>, axis: &Axis, ticks: &[(f64, String)], plot: Rect) {
    let style = sheet.small();
    sheet.promise(axis, true);
    for (value, text) in ticks {
        let y = axis.at(*value).round() + 0.5;
        let base = *value == 0.0;
        let colour = if base { sheet.theme.colours.axis } else { sheet.theme.colours.grid };
        let role = if base { Role::Axis } else { Role::Grid };
        sheet.line(role, vec![(plot.x, y), (plot.right(), y)], Stroke::new(colour, 1.0));
        sheet.write_centred(Role::Tick, (plot.x - 8.0, y), Anchor::End, style, text);
    }
}

fn draw_dates(sheet: &mut Sheet<'_>, days: (f64, f64), plot: Rect, at_day: &dyn Fn(f64) -> f64) {
    let style = sheet.small();
    let leading = sheet.measure(style).leading();
    let ticks = date_ticks(days.0, days.1, plot.width, &|text| sheet.width_of(text, style));
    for tick in ticks {
        let x = at_day(tick.day).round() + 0.5;
        let tick_mark = vec![(x, plot.bottom()), (x, plot.bottom() + 4.0)];
        sheet.line(Role::Grid, tick_mark, Stroke::new(sheet.theme.colours.axis, 1.0));
        let baseline = plot.bottom() + 6.0 + style.size;
        sheet.write(Role::Tick, (x, baseline), Anchor::Middle, style, &tick.label);
        if let Some(under) = &tick.under {
            sheet.write(Role::Tick, (x, baseline + leading), Anchor::Middle, style, under);
        }
    }
}
