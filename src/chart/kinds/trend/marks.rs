//! The marks of a plot over time: polls with their intervals, bands, lines.

use super::density::{Dots, lies_on_zero, radius_of};
use super::ground::Ground;
use super::plot::{Line, Plot, Stretch, day};
use crate::chart::drawing::{LeftOut, Point, Role, Stroke};
use crate::chart::figures::{Row, range};
use crate::chart::layout::Sheet;

/// A dash over a gap, and the way to the next.
const DASH: f64 = 4.0;
/// The largest radius of points that tell no base.
const UNSIZED: f64 = 3.4;
/// How much larger the largest point is at least than the smallest, where that has the least radius.
const SPREAD: f64 = 1.4;

impl Plot<'_> {
    /// Draws intervals, lines that join polls, the polls, bands and fits, each of all series: none hides the fit or a poll of another, and
    /// no line ends within a point.
    pub(super) fn draw_marks(&self, sheet: &mut Sheet<'_>, ground: &Ground) {
        let fits = |sheet: &mut Sheet<'_>, fitted: bool| {
            for line in self.lines.iter().filter(|line| line.fitted == fitted) {
                self.draw_fit(sheet, line, ground);
            }
        };
        for line in self.lines.iter().filter(|line| line.back && self.has_band(line)) {
            self.draw_band(sheet, line, &|day, value| ground.place(day, value));
        }
        for (at, line) in self.lines.iter().enumerate() {
            self.draw_whiskers(sheet, (at, line), ground);
        }
        if self.joins() {
            fits(sheet, false);
        }
        let (_, largest) = self.radii(sheet);
        let dots = self.dots(ground, largest);
        let kept = self.kept(ground, dots, largest);
        sheet.leave_out(LeftOut { sizes: dots != Dots::Sized, ..LeftOut::default() });
        for at in 0..self.lines.len() {
            self.draw_polls(sheet, at, ground, (dots, kept));
        }
        for line in self.lines.iter().filter(|line| !line.back && self.has_band(line)) {
            self.draw_band(sheet, line, &|day, value| ground.place(day, value));
        }
        fits(sheet, true);
        self.draw_end_bars(sheet, ground);
    }

    fn draw_whiskers(&self, sheet: &mut Sheet<'_>, (at, line): (usize, &Line<'_>), ground: &Ground) {
        sheet.series = (line.tint.tells(sheet) && !line.back).then_some(line.index);
        let pale = sheet.paled(line.interval_colour(sheet));
        // In a crowd the whiskers of single polls fade into a cloud, or they would hide the points.
        let (role, whisker) = if self.is_crowded() { (Role::Cloud, pale.fade(0.25)) } else { (Role::Whisker, pale) };
        let width = sheet.theme.sizes.whisker * if self.has_pale_intervals() { 0.4 } else { 0.7 };
        for row in &line.rows {
            let Some(bounds) = self.whisker(row) else { continue };
            let end = |value: f64| ground.poll(self.slot(at, row), day(row), value);
            sheet.line(role, vec![end(bounds.low), end(bounds.high)], Stroke::new(whisker, width));
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
        if self.is_crowded() || self.is_low() || line.back { 0.62 } else { 1.0 }
    }

    /// The radii of the smallest and the largest point.
    fn radii(&self, sheet: &Sheet<'_>) -> (f64, f64) {
        let of = |line: &Line<'_>| {
            let crowd = self.crowd(line);
            line.rows.iter().map(|row| self.radius(sheet, row) * crowd).collect::<Vec<_>>()
        };
        range(self.lines.iter().flat_map(of)).unwrap_or_default()
    }

    /// A radius as it is drawn: where the smallest point would not show its form all are larger, and still tell their bases apart.
    fn raised(&self, own: f64, (least, most): (f64, f64)) -> f64 {
        let floor = self.least_radius();
        if least >= floor || most <= least {
            return own.max(floor);
        }
        floor + (own - least) / (most - least) * (most.max(SPREAD * floor) - floor)
    }

    fn draw_polls(&self, sheet: &mut Sheet<'_>, at: usize, ground: &Ground, (dots, kept): (Dots, f64)) {
        let line = &self.lines[at];
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let (colour, paper) = (line.colour(sheet), sheet.theme.colours.paper);
        let (crowded, crowd) = (self.is_crowded(), self.crowd(line) * kept);
        let (least, most) = self.radii(sheet);
        for row in &line.rows {
            let Some(value) = row.value else { continue };
            let form = self.form(row);
            // What is not precise is shown as such wherever it stands.
            let end = line.is_end(row) || row.low_precision;
            let bare = !line.fitted && self.joins() && lies_on_zero(ground, row);
            if bare && !end && dots == Dots::Sized {
                sheet.remark("Polls on the zero line, between others, have no point".to_owned());
            }
            let own = self.raised(self.radius(sheet, row) * crowd, (least * kept, most * kept));
            let radius = radius_of(sheet, dots, (own, end, bare));
            let fill = match dots {
                _ if row.low_precision => paper,
                Dots::Sized if !bare || end => colour.fade(0.35),
                _ => colour,
            };
            let outline = (fill != colour).then(|| Stroke::new(colour, 1.1 * crowd.sqrt()));
            let centre = ground.poll(self.slot(at, row), day(row), value);
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

    fn draw_fit(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, ground: &Ground) {
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let colour = line.colour(sheet);
        let thin = !line.fitted || line.back;
        let width = sheet.theme.sizes.line * if thin { 0.75 } else { 1.0 };
        for (kind, stretch) in line.stretches(2.0 * DASH * ground.day()) {
            let points: Vec<Point> = stretch.iter().map(|p| self.on_line(line, ground, (p.day, p.value))).collect();
            let stroke = Stroke::new(colour, width);
            match kind {
                Stretch::Fitted => sheet.line(Role::Fit, points, line.dashed(stroke)),
                Stretch::Gap => sheet.line(Role::Bridge, points, stroke.dashed(DASH, DASH)),
                Stretch::Forecast => sheet.line(Role::Bridge, points, stroke.dashed(1.5, 3.0)),
            }
        }
        sheet.series = None;
    }
}
