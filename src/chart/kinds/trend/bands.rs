//! The intervals of fits: bands, and where bands of many lines would cover each other, so that nobody could tell whose is whose, bars at
//! the ends of the lines.

use super::ground::Ground;
use super::plot::{Line, Plot, Stretch};
use crate::chart::drawing::{Point, Role, Stroke};
use crate::chart::kinds::tint::Tint;
use crate::chart::layout::Sheet;
use crate::uncertainty::Bounds;

/// Days at which bands are looked at.
const DAYS: u32 = 24;
/// So few bands are told from each other wherever they lie.
const FEW: usize = 3;
/// The part of their way on which more may cover two others.
const COVERED: f64 = 0.25;
/// From the end of a line to its bar, and from one bar to the next.
const AFTER: f64 = 5.0;
const APART: f64 = 3.5;
/// The width of a bar.
const WIDTH: f64 = 2.0;
/// The edge of a band over which others lie, and how strong it is.
const EDGE: f64 = 0.7;
const EDGE_ALPHA: f64 = 0.5;

impl Line<'_> {
    /// The interval of its fit at its end.
    pub(super) fn last_band(&self) -> Option<Bounds> {
        self.fit.iter().rfind(|point| !point.forecast)?.band.filter(|_| self.fitted)
    }

    /// The interval of its fit at a day between its ends.
    fn band_at(&self, day: f64) -> Option<Bounds> {
        let pair = self.fit.windows(2).find(|pair| !pair[1].forecast && pair[0].day <= day && day <= pair[1].day)?;
        let part = (day - pair[0].day) / (pair[1].day - pair[0].day).max(f64::MIN_POSITIVE);
        let between = |a: f64, b: f64| a + (b - a) * part;
        let (a, b) = pair[0].band.zip(pair[1].band)?;
        Some(Bounds::new(between(a.low, b.low), between(a.high, b.high)))
    }
}

impl<'a> Plot<'a> {
    /// Whether the band of a fit is drawn: of a line that is set off always, of one behind others where the bands of all are told apart.
    pub(super) fn has_band(&self, line: &Line<'_>) -> bool {
        let set_off = line.tint != Tint::Behind && self.lines.iter().any(|other| other.tint == Tint::Behind);
        !line.back && set_off || !self.is_muddled(line.back)
    }

    /// Whether bands, of lines that stand behind too or of the others alone, cover those of two others on a good part of their way.
    pub(super) fn is_muddled(&self, with_back: bool) -> bool {
        let lines = || self.lines.iter().filter(|line| with_back || !line.back);
        let days = self.polls();
        let (from, to) = days.iter().fold((f64::MAX, f64::MIN), |(from, to), day| (from.min(*day), to.max(*day)));
        let day = |at: u32| from + (to - from) * f64::from(at) / f64::from(DAYS);
        let (mut seen, mut covered) = (0.0, 0.0);
        for day in (0..=DAYS).map(day) {
            let bands: Vec<Bounds> = lines().filter_map(|line| line.band_at(day)).collect();
            let lies_in = |band: &Bounds| bands.iter().filter(|of| covers(of, band)).count().saturating_sub(1);
            seen += bands.len() as f64;
            covered += bands.iter().filter(|band| lies_in(band) > 1).count() as f64;
        }
        lines().filter(|line| line.last_band().is_some()).count() > FEW && covered > COVERED * seen
    }

    /// Whether bands of two lines lie over each other somewhere: fills that mix no longer show where each ends.
    fn bands_meet(&self) -> bool {
        let banded: Vec<&Line<'_>> = self.lines.iter().filter(|line| self.has_band(line)).collect();
        let days = || banded.iter().flat_map(|line| &line.fit).map(|point| point.day);
        let meet = |a: &Line<'_>, b: &Line<'_>, day: f64| {
            a.band_at(day).zip(b.band_at(day)).is_some_and(|(a, b)| a.low < b.high && b.low < a.high)
        };
        let pairs =
            banded.iter().enumerate().flat_map(|(at, line)| banded[..at].iter().map(move |other| (line, other)));
        pairs.into_iter().any(|(a, b)| days().any(|day| meet(a, b, day)))
    }

    /// The lines whose interval is a bar at their end, each with how far it stands after it: those that would cover each other stand side by
    /// side.
    fn end_bars(&self) -> Vec<(&Line<'a>, Bounds, f64)> {
        let mut bars: Vec<(&Line<'a>, Bounds, usize)> = Vec::new();
        let without = self.lines.iter().filter(|line| !self.has_band(line));
        for (line, bounds) in without.filter_map(|line| Some((line, line.last_band()?))) {
            let taken = |place: usize| {
                bars.iter().any(|(_, other, at)| *at == place && bounds.low < other.high && other.low < bounds.high)
            };
            let place = (0..).find(|place| !taken(*place)).unwrap_or(0);
            bars.push((line, bounds, place));
        }
        bars.into_iter().map(|(line, bounds, place)| (line, bounds, AFTER + APART * place as f64)).collect()
    }

    /// How far the bars reach after the ends of lines.
    pub(in crate::chart::kinds) fn bars_width(&self) -> f64 {
        self.end_bars().iter().map(|(.., after)| after + WIDTH).fold(0.0, f64::max)
    }

    /// Draws the bars at the ends of lines that have no band.
    pub(super) fn draw_end_bars(&self, sheet: &mut Sheet<'_>, ground: &Ground) {
        for (line, bounds, after) in self.end_bars() {
            let Some((_, (day, _))) = line.ends() else { continue };
            let end = |value: f64| ground.place(day, value);
            // Polls of one date that stand aside of it reach past the end of a fit.
            let aside = ground.asides.iter().fold(0.0_f64, |most, aside| most.max(*aside));
            let ends = [bounds.low, bounds.high].map(|value| (end(value).0 + aside + after, end(value).1));
            sheet.series = line.tint.tells(sheet).then_some(line.index);
            sheet.line(Role::Whisker, ends.into(), Stroke::new(line.interval_colour(sheet), WIDTH));
            sheet.series = None;
        }
    }

    pub(super) fn draw_band(&self, sheet: &mut Sheet<'_>, line: &Line<'_>, place: &dyn Fn(f64, f64) -> Point) {
        sheet.series = (line.tint.tells(sheet) && !line.back).then_some(line.index);
        let colour = line.interval_colour(sheet);
        let edge = self.bands_meet().then_some(Stroke::new(colour.fade(EDGE_ALPHA), EDGE));
        for (kind, stretch) in line.stretches(0.0) {
            let banded: Vec<(f64, Bounds)> = stretch.iter().filter_map(|p| Some((p.day, p.band?))).collect();
            let upper: Vec<Point> = banded.iter().map(|(day, band)| place(*day, band.high)).collect();
            let lower: Vec<Point> = banded.iter().rev().map(|(day, band)| place(*day, band.low)).collect();
            let (role, alpha) = match kind {
                Stretch::Fitted => (Role::Ribbon, 0.17),
                Stretch::Gap => (Role::Ribbon, 0.09),
                Stretch::Forecast => (Role::Forecast, 0.09),
            };
            if let Some(edge) = edge {
                sheet.line(role, upper.clone(), edge);
                sheet.line(role, lower.clone(), edge);
            }
            sheet.area(role, [upper, lower].concat(), colour.fade(alpha), None);
        }
        sheet.series = None;
    }
}

/// Whether a band lies over a good part of another, or of itself.
fn covers(of: &Bounds, band: &Bounds) -> bool {
    const PART: f64 = 0.4;
    let width = (of.high - of.low).min(band.high - band.low);
    of.high.min(band.high) - of.low.max(band.low) > PART * width
}
