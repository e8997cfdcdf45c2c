//! Drawing a plot over time into a part of the sheet.

use super::notes::{self, Places};
use super::plot::{Line, Plot, Stretch, day};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Point, Rect, Role, Stroke};
use crate::chart::figures::{Event, Figures, Row, Unit};
use crate::chart::layout::{Axis, DateTick, EndLabel, FORMS, Hold, KeyEntry, Lines, Sheet, Swatch, date_ticks};
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
    /// By the end value alone: a legend names them.
    ValueOnly,
}

/// Where and how to draw one plot.
pub(in crate::chart::kinds) struct Frame<'p> {
    pub(in crate::chart::kinds) area: Rect,
    pub(in crate::chart::kinds) axis: Axis,
    pub(in crate::chart::kinds) printer: Printer,
    pub(in crate::chart::kinds) labels: Labels,
    /// The span of time, where panels share one.
    pub(in crate::chart::kinds) days: Option<(f64, f64)>,
    /// Values are labelled at the left.
    pub(in crate::chart::kinds) ticks: bool,
    /// Room for labels at the right, where panels share it.
    pub(in crate::chart::kinds) right: Option<f64>,
    /// Another panel, whose lines are drawn behind these in grey.
    pub(in crate::chart::kinds) behind: Option<&'p Plot<'p>>,
}

impl<'a> Plot<'a> {
    /// The value axis for all of the plot, placed later.
    pub(super) fn axis(&self, figures: &Figures, height: f64) -> Axis {
        Axis::new(self.values(), Hold::Near, limits(figures), ((height / 62.0) as usize).clamp(3, 6))
    }

    /// Forms of points for pollsters, when there is more than one.
    pub(in crate::chart::kinds) fn key(&self, sheet: &Sheet<'_>) -> Vec<KeyEntry> {
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
        let small = sheet.small();
        let ticks: Vec<(f64, String)> =
            frame.axis.ticks().into_iter().map(|t| (t, frame.printer.tick(t, frame.axis.step))).collect();
        let left = if frame.ticks { tick_width(sheet, &frame.axis, frame.printer) } else { 0.0 };
        let ends = self.end_texts(sheet, frame);
        let right = ends.iter().map(|(_, lines)| lines.width).fold(0.0, f64::max) + 12.0;
        let right = frame.right.unwrap_or(right);
        let forecast = self.forecast_from().map(|day| Event { day, until: None, label: "Forecast".to_owned() });
        let events: Vec<&Event> = figures.events.iter().chain(&forecast).collect();
        let wide = Rect::new(frame.area.x + left, frame.area.y, frame.area.width - left - right, frame.area.height);
        let days = frame.days.unwrap_or_else(|| self.days(&figures.events));
        let dates = date_ticks(days.0, days.1, wide.width, &|text| sheet.width_of(text, small));
        let date_lines = if dates.iter().any(|tick| tick.under.is_some()) { 2.0 } else { 1.0 };
        let bottom = date_lines * sheet.measure(small).leading() + 8.0;
        let at_day = move |day: f64| wide.x + (day - days.0) / (days.1 - days.0) * wide.width;
        let below = |top: f64| Rect::new(wide.x, frame.area.y + top, wide.width, frame.area.height - top - bottom);
        let notes = self.notes_within(sheet, &events, &{
            let plot = below(TOP);
            let axis = frame.axis.clone().placed(plot.bottom(), plot.y);
            let grid = axis.ticks().into_iter().map(|tick| axis.at(tick)).collect();
            Places { plot, at: Box::new(move |day, value| (at_day(day), axis.at(value))), grid }
        });
        let top = if notes.is_some() { TOP } else { self.notes_above(sheet, &events, wide, &at_day) };
        let plot = below(top);
        let least = if frame.labels == Labels::Beside { 115.0 } else { 50.0 };
        if plot.height < least || plot.width < 60.0 {
            return Err(sheet.too_small(least - plot.height, 60.0 - plot.width));
        }
        let axis = frame.axis.clone().placed(plot.bottom(), plot.y);
        for event in events.iter().filter(|event| event.until.is_some()) {
            let [from, to] = event.ends().map(&at_day);
            let shade = sheet.theme.colours.muted.fade(SHADE);
            sheet.rect(Role::Event, Rect::new(from, plot.y, (to - from).max(1.5), plot.height), shade, None);
        }
        draw_grid(sheet, &axis, &ticks, plot, frame.ticks);
        draw_dates(sheet, &dates, plot, &at_day);
        for event in events.iter().filter(|event| event.until.is_none()) {
            let (x, ink) = (at_day(event.day), sheet.theme.colours.muted);
            let dashes = Stroke::new(ink, 1.0).dashed(3.0, 3.0);
            sheet.line(Role::Event, vec![(x, plot.y - 2.0), (x, plot.bottom())], dashes);
        }
        let place = |day: f64, value: f64| (at_day(day), axis.at(value));
        for line in frame.behind.iter().flat_map(|plot| &plot.lines) {
            let points = line.fit.iter().filter(|p| !p.forecast).map(|p| place(p.day, p.value)).collect();
            let stroke = Stroke::new(sheet.theme.colours.neutral, sheet.theme.sizes.line * 0.75);
            sheet.line(Role::Reference, points, stroke);
        }
        for line in &self.lines {
            self.draw_polls(sheet, line, &place, frame.labels == Labels::ValueOnly);
        }
        for line in &self.lines {
            self.draw_band(sheet, line, &place);
        }
        for line in &self.lines {
            self.draw_fit(sheet, line, &place);
        }
        notes::write(sheet, &notes.unwrap_or_default());
        self.draw_ends(sheet, ends, plot, &place)
    }

    fn draw_band(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let colour = line.tint.mark(sheet);
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
            sheet.area(role, upper.chain(lower).collect(), colour.fade(alpha), None);
        }
        sheet.series = None;
    }

    fn draw_polls(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point, small: bool) {
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let colour = line.tint.mark(sheet);
        let pale = sheet.paled(colour);
        let polls: usize = self.lines.iter().map(|line| line.rows.len()).sum();
        let crowd = if polls > 150 || small { 0.62 } else { 1.0 };
        for row in &line.rows {
            let Some(bounds) = row.widest() else { continue };
            let ends = vec![place(day(row), bounds.low), place(day(row), bounds.high)];
            // In a crowd the whiskers of single polls fade into a cloud, or they would hide the points.
            let (role, whisker) = if polls > 150 { (Role::Cloud, pale.fade(0.25)) } else { (Role::Whisker, pale) };
            sheet.line(role, ends, Stroke::new(whisker, sheet.theme.sizes.whisker * 0.7));
        }
        for row in &line.rows {
            let Some(value) = row.value else { continue };
            let form = if self.pollsters.len() > FORMS { 0 } else { self.form(row) };
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

    /// The form of a poll's point: its pollster's.
    fn form(&self, row: &Row) -> usize {
        row.pollster.as_deref().and_then(|name| self.pollsters.iter().position(|known| *known == name)).unwrap_or(0)
    }

    fn draw_fit(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let colour = line.tint.mark(sheet);
        let width = if line.fitted { sheet.theme.sizes.line } else { sheet.theme.sizes.line * 0.75 };
        for (kind, stretch) in line.stretches() {
            let points: Vec<Point> = stretch.iter().map(|p| place(p.day, p.value)).collect();
            let stroke = Stroke::new(colour, width);
            match kind {
                Stretch::Fitted => sheet.line(Role::Fit, points, stroke),
                Stretch::Gap => sheet.line(Role::Bridge, points, stroke.dashed(4.0, 4.0)),
                Stretch::Forecast => sheet.line(Role::Bridge, points, stroke.dashed(1.5, 3.0)),
            }
        }
        sheet.series = None;
    }

    /// The texts at the ends of the lines, with the value there.
    fn end_texts(&self, sheet: &Sheet<'_>, frame: &Frame<'_>) -> Vec<(&Line<'a>, Lines)> {
        let name = sheet.plain().strong();
        let most = frame.area.width * 0.24;
        let text = |line: &'_ Line<'a>| {
            let (_, last) = line.ends()?;
            let value = frame.printer.value(last.1);
            let label = if frame.labels == Labels::Beside { words::capital(line.name) } else { String::new() };
            let mut lines = sheet.measure(name).wrap(&label, most, 3);
            // The value shares the last line when it fits beside the name.
            let joined = lines.lines.last().map(|end| format!("{end}\u{2002}{value}"));
            match joined.filter(|joined| sheet.width_of(joined, name) <= most) {
                Some(joined) => {
                    lines.lines.pop();
                    lines.lines.push(joined);
                }
                None => lines.lines.push(value),
            }
            lines.width = lines.lines.iter().map(|text| sheet.width_of(text, name)).fold(0.0, f64::max);
            Some(lines)
        };
        self.lines.iter().filter_map(|line| Some((line, text(line)?))).collect()
    }

    fn draw_ends(
        &self,
        sheet: &mut Sheet<'_>,
        texts: Vec<(&Line<'a>, Lines)>,
        plot: Rect,
        place: &dyn Fn(f64, f64) -> Point,
    ) -> Result<(), ChartError> {
        let label = |(line, lines): (&Line<'a>, Lines)| {
            let (_, (day, value)) = line.ends()?;
            let series = line.tint.tells(sheet).then_some(line.index);
            Some(EndLabel { series, lines, colour: line.tint.mark(sheet), at: place(day, value) })
        };
        let labels: Vec<EndLabel> = texts.into_iter().filter_map(label).collect();
        sheet.end_labels(&labels, (plot.right() + 10.0, Anchor::Start), (plot.y - 8.0, plot.bottom() + 8.0))?;
        Ok(())
    }
}

/// A point's radius: its area grows with the effective base, 1,000 being usual.
fn radius(sheet: &Sheet<'_>, row: &Row) -> f64 {
    let [least, most] = sheet.theme.sizes.point;
    let base = row.n_effective.or(row.n).unwrap_or(800.0);
    (4.0 * (base / 1000.0).max(0.0).sqrt()).clamp(least, most)
}

/// Room that labels of a value axis take at its left.
pub(in crate::chart::kinds) fn tick_width(sheet: &Sheet<'_>, axis: &Axis, printer: Printer) -> f64 {
    let ticks = axis.ticks().into_iter().map(|tick| printer.tick(tick, axis.step));
    ticks.map(|text| sheet.width_of(&text, sheet.small())).fold(0.0, f64::max) + 8.0
}

fn draw_grid(sheet: &mut Sheet<'_>, axis: &Axis, ticks: &[(f64, String)], plot: Rect, labelled: bool) {
    let style = sheet.small();
    sheet.promise(axis, true);
    for (value, text) in ticks {
        let y = axis.at(*value).round() + 0.5;
        let base = *value == 0.0;
        let colour = if base { sheet.theme.colours.axis } else { sheet.theme.colours.grid };
        let role = if base { Role::Axis } else { Role::Grid };
        sheet.line(role, vec![(plot.x, y), (plot.right(), y)], Stroke::new(colour, 1.0));
        if labelled {
            sheet.write_centred(Role::Tick, (plot.x - 8.0, y), Anchor::End, style, text);
        }
    }
}

fn draw_dates(sheet: &mut Sheet<'_>, ticks: &[DateTick], plot: Rect, at_day: &dyn Fn(f64) -> f64) {
    let style = sheet.small();
    let leading = sheet.measure(style).leading();
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
