//! The marks of a plot over time: polls with their intervals, bands, lines.

use super::ground::Ground;
use super::plot::{Line, Plot, Stretch, day};
use crate::chart::drawing::{Point, Role, Stroke};
use crate::chart::figures::Row;
use crate::chart::kinds::tint::Tint;
use crate::chart::layout::{Cover, FORMS, Sheet, asides};

/// Between the polls of lines at one date whose intervals would cover each other.
const ASIDE: f64 = 3.2;
/// The most that all of one date take.
const WIDEST: f64 = 20.0;
/// The most that polls of one date take of the way to the next.
const MOST_ASIDE: f64 = 0.4;

impl Plot<'_> {
    /// Draws intervals, lines that join polls, the polls, bands and fits, each of all series: none hides the fit or a poll of another, and
    /// no line ends within a point.
    pub(super) fn draw_marks(&self, sheet: &mut Sheet<'_>, ground: &Ground, small: bool) {
        let fits = |sheet: &mut Sheet<'_>, fitted: bool| {
            for line in self.lines.iter().filter(|line| line.fitted == fitted) {
                self.draw_fit(sheet, line, &|day, value| self.on_line(line, ground, (day, value)));
            }
        };
        for (at, line) in self.lines.iter().enumerate() {
            self.draw_whiskers(sheet, line, &|day, value| ground.poll(at, day, value));
        }
        fits(sheet, false);
        for (at, line) in self.lines.iter().enumerate() {
            self.draw_polls(sheet, line, &|day, value| ground.poll(at, day, value), small);
        }
        for line in self.lines.iter().filter(|line| self.has_band(line)) {
            self.draw_band(sheet, line, &|day, value| ground.place(day, value));
        }
        fits(sheet, true);
    }

    /// How far the polls of each line stand aside of their dates, so that intervals of one date do not cover each other.
    pub(super) fn asides(&self, ground: &Ground) -> Vec<f64> {
        if self.is_crowded() {
            return vec![0.0; self.lines.len()];
        }
        let cover = |line: &Line<'_>, row: &Row| {
            let bounds = self.whisker(line, row)?;
            let ((at, from), (_, to)) = (ground.place(day(row), bounds.high), ground.place(day(row), bounds.low));
            Some(Cover { at, from, to })
        };
        let lines: Vec<Vec<Cover>> =
            self.lines.iter().map(|line| line.rows.iter().filter_map(|row| cover(line, row)).collect()).collect();
        asides(&lines, ASIDE.min(WIDEST / lines.len().max(1) as f64), MOST_ASIDE)
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

    fn draw_whiskers(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let pale = sheet.paled(line.tint.mark(sheet));
        // In a crowd the whiskers of single polls fade into a cloud, or they would hide the points.
        let (role, whisker) = if self.is_crowded() { (Role::Cloud, pale.fade(0.25)) } else { (Role::Whisker, pale) };
        for row in &line.rows {
            let Some(bounds) = self.whisker(line, row) else { continue };
            let ends = vec![place(day(row), bounds.low), place(day(row), bounds.high)];
            sheet.line(role, ends, Stroke::new(whisker, sheet.theme.sizes.whisker * 0.7));
        }
        sheet.series = None;
    }

    fn draw_polls(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point, small: bool) {
        sheet.series = line.tint.tells(sheet).then_some(line.index);
        let colour = line.tint.mark(sheet);
        let crowded = self.is_crowded();
        let crowd = if crowded || small || self.stands_back(line) { 0.62 } else { 1.0 };
        for row in &line.rows {
            let Some(value) = row.value else { continue };
            let form = if self.pollsters.len() > FORMS { 0 } else { self.form(row) };
            let radius = radius(sheet, row) * crowd;
            let fill = if row.low_precision { sheet.theme.colours.paper } else { colour.fade(0.35) };
            let outline = Stroke::new(colour, 1.1 * crowd.sqrt());
            if !row.low_precision && !crowded {
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
        let thin = !line.fitted || self.stands_back(line);
        let width = sheet.theme.sizes.line * if thin { 0.75 } else { 1.0 };
        for (kind, stretch) in line.stretches() {
            let points: Vec<Point> = stretch.iter().map(|p| place(p.day, p.value)).collect();
            let stroke = Stroke::new(colour, width);
            match kind {
                Stretch::Fitted => sheet.line(Role::Fit, points, dashes(stroke, line.tint)),
                Stretch::Gap => sheet.line(Role::Bridge, points, stroke.dashed(4.0, 4.0)),
                Stretch::Forecast => sheet.line(Role::Bridge, points, stroke.dashed(1.5, 3.0)),
            }
        }
        sheet.series = None;
    }
}

/// The second and third grey line outside a scale are told from the first without their colour too.
fn dashes(stroke: Stroke, tint: Tint) -> Stroke {
    match tint {
        Tint::Aside(0, _) => stroke,
        Tint::Aside(1, _) => stroke.dashed(9.0, 2.5),
        Tint::Aside(..) => stroke.dashed(14.0, 5.0),
        _ => stroke,
    }
}

/// A point's radius: its area grows with the effective base, 1,000 being usual.
fn radius(sheet: &Sheet<'_>, row: &Row) -> f64 {
    let [least, most] = sheet.theme.sizes.point;
    let base = row.n_effective.or(row.n).unwrap_or(800.0);
    (4.0 * (base / 1000.0).max(0.0).sqrt()).clamp(least, most)
}
