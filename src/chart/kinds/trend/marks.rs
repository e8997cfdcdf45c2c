//! The marks of a plot over time: polls with their intervals, bands, lines.

use super::density::{Dots, lies_on_zero, radius_of};
use super::ground::Ground;
use super::plot::{Line, Plot, Stretch, day};
use crate::chart::drawing::{LeftOut, Point, Role, Stroke};
use crate::chart::figures::Row;
use crate::chart::layout::{Cover, FORMS, Sheet, asides};

/// Between the polls of lines at one date whose intervals would cover each other.
const ASIDE: f64 = 2.6;
/// The most that all of one date take.
const WIDEST: f64 = 20.0;
/// The largest radius of points that tell no base.
const UNSIZED: f64 = 3.4;
/// The most that polls of one date take of the way to the next.
const MOST_ASIDE: f64 = 0.4;

impl Plot<'_> {
    /// Draws intervals, lines that join polls, the polls, bands and fits, each of all series: none hides the fit or a poll of another, and
    /// no line ends within a point.
    pub(super) fn draw_marks(&self, sheet: &mut Sheet<'_>, ground: &Ground) {
        let fits = |sheet: &mut Sheet<'_>, fitted: bool| {
            for line in self.lines.iter().filter(|line| line.fitted == fitted) {
                self.draw_fit(sheet, line, &|day, value| self.on_line(line, ground, (day, value)));
            }
        };
        for line in self.lines.iter().filter(|line| line.back && self.has_band(line)) {
            self.draw_band(sheet, line, &|day, value| ground.place(day, value));
        }
        for (at, line) in self.lines.iter().enumerate() {
            self.draw_whiskers(sheet, line, &|day, value| ground.poll(at, day, value));
        }
        if self.joins() {
            fits(sheet, false);
        }
        let dots = self.dots(ground, self.largest(sheet));
        sheet.leave_out(LeftOut { sizes: dots != Dots::Sized, ..LeftOut::default() });
        for at in 0..self.lines.len() {
            self.draw_polls(sheet, at, ground, dots);
        }
        for line in self.lines.iter().filter(|line| !line.back && self.has_band(line)) {
            self.draw_band(sheet, line, &|day, value| ground.place(day, value));
        }
        fits(sheet, true);
        self.draw_end_bars(sheet, ground);
    }

    /// How far polls may stand aside of their dates.
    pub(super) fn most_aside(&self) -> f64 {
        let lines = self.lines.len();
        if self.overlaps() && !self.is_crowded() { (lines.saturating_sub(1) as f64 * step(lines)) / 2.0 } else { 0.0 }
    }

    /// How far the polls of each line stand aside of their dates, so that intervals of one date do not cover each other.
    pub(super) fn asides(&self, ground: &Ground) -> Vec<f64> {
        // In a crowd each is seen through the others.
        if self.is_crowded() {
            return vec![0.0; self.lines.len()];
        }
        let cover = |row: &&Row| {
            let bounds = self.whisker(row)?;
            let ((at, from), (_, to)) = (ground.place(day(row), bounds.high), ground.place(day(row), bounds.low));
            Some(Cover { at, from, to })
        };
        let lines: Vec<Vec<Cover>> =
            self.lines.iter().map(|line| line.rows.iter().filter_map(cover).collect()).collect();
        asides(&lines, step(lines.len()), MOST_ASIDE)
    }

    fn draw_whiskers(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = (line.tint.tells(sheet) && !line.back).then_some(line.index);
        let pale = sheet.paled(line.interval_colour(sheet));
        // In a crowd the whiskers of single polls fade into a cloud, or they would hide the points.
        let (role, whisker) = if self.is_crowded() { (Role::Cloud, pale.fade(0.25)) } else { (Role::Whisker, pale) };
        let width = sheet.theme.sizes.whisker * if self.has_pale_intervals() { 0.4 } else { 0.7 };
        for row in &line.rows {
            let Some(bounds) = self.whisker(row) else { continue };
            let ends = vec![place(day(row), bounds.low), place(day(row), bounds.high)];
            sheet.line(role, ends, Stroke::new(whisker, width));
        }
        sheet.series = None;
    }

    /// A point's radius: its area grows with the effective base, 1,000 being usual. Where all bases are alike it tells none, and no point is
    /// large.
    fn radius(&self, sheet: &Sheet<'_>, row: &Row) -> f64 {
        let [least, most] = sheet.theme.sizes.point;
        let base = row.n_effective.or(row.n).unwrap_or(800.0);
        let own = (4.0 * (base / 1000.0).max(0.0).sqrt()).clamp(least, most);
        if self.sized { own } else { own.min(least.max(UNSIZED)) }
    }

    /// By how much the points of a line are smaller than usual.
    fn crowd(&self, line: &Line<'_>) -> f64 {
        if self.is_crowded() || self.panelled || line.back { 0.62 } else { 1.0 }
    }

    /// The radius of the largest point.
    fn largest(&self, sheet: &Sheet<'_>) -> f64 {
        let radii = |line: &Line<'_>| {
            let crowd = self.crowd(line);
            line.rows.iter().map(|row| self.radius(sheet, row) * crowd).fold(0.0, f64::max)
        };
        self.lines.iter().map(radii).fold(0.0, f64::max)
    }

    fn draw_polls(&self, sheet: &mut Sheet<'_>, at: usize, ground: &Ground, dots: Dots) {
        let line = &self.lines[at];
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let (colour, paper) = (line.colour(sheet), sheet.theme.colours.paper);
        let (crowded, crowd) = (self.is_crowded(), self.crowd(line));
        for row in &line.rows {
            let Some(value) = row.value else { continue };
            let form = if self.pollsters.len() > FORMS { 0 } else { self.form(row) };
            // What is not precise is shown as such wherever it stands.
            let end = line.is_end(row) || row.low_precision;
            let bare = !line.fitted && self.joins() && lies_on_zero(ground, row);
            if bare && !end && dots == Dots::Sized {
                sheet.remark("Polls on the zero line, between others, have no point".to_owned());
            }
            let radius = radius_of(sheet, dots, (self.radius(sheet, row) * crowd, end, bare));
            let fill = match dots {
                _ if row.low_precision => paper,
                Dots::Sized if !bare || end => colour.fade(0.35),
                _ => colour,
            };
            let outline = (fill != colour).then(|| Stroke::new(colour, 1.1 * crowd.sqrt()));
            let centre = ground.poll(at, day(row), value);
            if crowded && !row.low_precision {
                // Rings in a crowd would outweigh the line: a poll is one flat disc there, through which others are seen.
                sheet.point(Role::Disc, centre, radius, form, (Some(sheet.translucent(colour)), None));
                continue;
            }
            if !row.low_precision && outline.is_some() {
                sheet.point(Role::Halo, centre, radius, form, (Some(sheet.ground), None));
            }
            sheet.point(Role::Estimate, centre, radius, form, (Some(fill), outline));
        }
        sheet.series = None;
    }

    /// The form of a poll's point: its pollster's.
    fn form(&self, row: &Row) -> usize {
        row.pollster.as_deref().and_then(|name| self.pollsters.iter().position(|known| *known == name)).unwrap_or(0)
    }

    fn draw_fit(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let colour = line.colour(sheet);
        let thin = !line.fitted || line.back;
        let width = sheet.theme.sizes.line * if thin { 0.75 } else { 1.0 };
        for (kind, stretch) in line.stretches() {
            let points: Vec<Point> = stretch.iter().map(|p| place(p.day, p.value)).collect();
            let stroke = Stroke::new(colour, width);
            match kind {
                Stretch::Fitted => sheet.line(Role::Fit, points, line.dashed(stroke)),
                Stretch::Gap => sheet.line(Role::Bridge, points, stroke.dashed(4.0, 4.0)),
                Stretch::Forecast => sheet.line(Role::Bridge, points, stroke.dashed(1.5, 3.0)),
            }
        }
        sheet.series = None;
    }
}

/// From the polls of one line to those of the next of so many, where both stand aside of their date.
fn step(lines: usize) -> f64 {
    ASIDE.min(WIDEST / lines.max(1) as f64)
}
