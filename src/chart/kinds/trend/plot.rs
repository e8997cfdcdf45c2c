//! The series of a plot over time, as read from figures: polls in order, the line through them, and the spans without polls.

use super::crossing::{Crossing, Place, dashed};
use super::houses::in_order;
use super::tints::{self, are_apart, emphasis, has_sizes, line_names, line_tints};
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::Stroke;
use crate::chart::figures::{Event, Figures, FitPoint, FittedLine, Row, range};
use crate::chart::kinds::emphasis::MOST_COLOURED;
use crate::chart::kinds::tint::Tint;
use crate::chart::layout::Sheet;
use crate::uncertainty::Bounds;

/// The most lines of one plot.
pub(in crate::chart::kinds) const MOST_LINES: usize = 12;

/// One series.
pub(super) struct Line<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its place in the order of series.
    pub(super) index: usize,
    /// What colour it takes.
    pub(super) tint: Tint,
    /// Its polls in order of time.
    pub(super) rows: Vec<&'a Row>,
    /// The line through them.
    pub(super) fit: Vec<FitPoint>,
    /// The line is a fit, not the polls joined.
    pub(super) fitted: bool,
    /// Spans without polls.
    pub(super) gaps: Vec<(f64, f64)>,
    /// Its place among lines of groups and answers.
    pub(super) place: Option<Place<'a>>,
    /// Its place among several grey lines, which shade and dashes tell apart.
    pub(super) grey: usize,
    /// It stands behind lines that matter more, its intervals grey under everything.
    pub(super) back: bool,
}

/// The series of a plot.
pub(in crate::chart::kinds) struct Plot<'a> {
    /// The series, in order.
    pub(super) lines: Vec<Line<'a>>,
    /// Who asked, those with a form of their own first, in order of appearance.
    pub(super) pollsters: Vec<&'a str>,
    /// Points of all pollsters have one form, as the picture is too small for so many.
    pub(super) one_form: bool,
    /// Days without a poll after which a line is dashed.
    pub(super) gap: f64,
    /// Some lines stand out from many others, whose intervals and bands are grey.
    pub(super) subdued: bool,
    /// Points tell the bases of polls by their size: these differ.
    pub(super) sized: bool,
    /// It is one of several panels.
    pub(super) panelled: bool,
    /// What tells lines of groups and answers.
    pub(super) crossing: Option<Crossing<'a>>,
}

pub(super) fn day(row: &Row) -> f64 {
    row.when.as_ref().map_or(0.0, |when| when.day)
}

impl Line<'_> {
    /// First and last point: of the fit, else of the polls.
    pub(super) fn ends(&self) -> Option<((f64, f64), (f64, f64))> {
        let mut past = self.fit.iter().filter(|p| !p.forecast);
        let (first, last) = (past.clone().next()?, past.next_back()?);
        Some(((first.day, first.value), (last.day, last.value)))
    }
}

impl<'a> Line<'a> {
    /// What names it at its end: the legend may have the other half of its name.
    pub(super) fn label(&self) -> &'a str {
        self.place.map_or(self.name, |place| place.name)
    }

    /// Whether a poll is of the first or the last day.
    pub(super) fn is_end(&self, row: &Row) -> bool {
        let ends = self.rows.first().zip(self.rows.last());
        ends.is_some_and(|(first, last)| [day(first), day(last)].contains(&day(row)))
    }

    /// Its colour: of several grey lines every other one is darker.
    pub(super) fn colour(&self, sheet: &Sheet<'_>) -> Colour {
        if self.grey % 2 == 1 { sheet.theme.colours.muted } else { self.tint.mark(sheet) }
    }

    /// The colour of its intervals: of a line behind others grey, whatever its own is.
    pub(super) fn interval_colour(&self, sheet: &Sheet<'_>) -> Colour {
        if self.back { sheet.theme.colours.neutral } else { self.colour(sheet) }
    }

    /// The dashes by which it is told from lines of its colour.
    pub(super) fn dashed(&self, stroke: Stroke) -> Stroke {
        match (self.place, self.tint) {
            (Some(place), _) => dashed(stroke, place.dash),
            (_, Tint::Behind) => dashed(stroke, self.grey / 2),
            (_, tint) => tints::dashed(stroke, tint),
        }
    }
}

impl<'a> Plot<'a> {
    /// Reads the series of a panel (all rows when `None`).
    pub(in crate::chart::kinds) fn read(figures: &'a Figures, panel: Option<&str>) -> Self {
        let here = |of: &Option<String>| panel.is_none() || of.as_deref() == panel;
        let rows: Vec<&Row> =
            figures.estimates().map(|(row, _)| row).filter(|row| row.when.is_some() && here(&row.panel)).collect();
        let mut all = line_names(figures);
        if are_apart(figures) {
            all.retain(|name| rows.iter().any(|row| row.line() == Some(name)));
        }
        let crossing = Crossing::of(figures);
        let (tints, places) = line_tints(figures, &all);
        let gap = figures.gap_days.unwrap_or_else(|| usual_gap(&rows));
        let read = |(at, name): (usize, &&'a str)| {
            let mine = |row: &&&Row| row.line().unwrap_or("") == *name;
            let mut rows: Vec<&Row> = rows.iter().filter(mine).copied().collect();
            rows.sort_by(|a, b| day(a).total_cmp(&day(b)));
            let fit = figures.fits.iter().find(|fit| fit.series == **name && here(&fit.panel));
            let gaps = rows.windows(2).map(|w| (day(w[0]), day(w[1]))).filter(|(a, b)| b - a > gap).collect();
            let points = points(fit, &rows);
            let place = crossing.as_ref().and_then(|crossing| crossing.place(figures, rows.first()?));
            let hue = crossing.as_ref().zip(place).map(|(crossing, place)| (place.hue, crossing.tints[place.hue]));
            let (index, tint) = hue.unwrap_or((places[at], tints[at]));
            Line { name, index, tint, rows, fit: points, fitted: fit.is_some(), gaps, place, grey: 0, back: false }
        };
        let mut lines: Vec<Line<'a>> = all.iter().enumerate().map(read).filter(|line| !line.rows.is_empty()).collect();
        // One line that was asked for stands out from many in the same way.
        let chosen = panel.is_none() && all.len() > MOST_COLOURED && all.iter().any(|name| figures.highlights(name));
        let lit = emphasis(figures, &all).map(|emphasis| emphasis.lit()).filter(|lit| !lit.is_empty());
        let is_back = |line: &Line<'_>| match &lit {
            Some(lit) => !lit.contains(&line.name),
            None => chosen && line.tint == Tint::Behind,
        };
        lines.iter_mut().for_each(|line| line.back = is_back(line));
        // What is drawn later lies above.
        lines.sort_by_key(|line| !line.back && line.tint != Tint::Behind);
        let pollsters = in_order(figures);
        if figures.highlight.is_none() {
            // Beside answers outside the scale, which are pale, every grey is dark.
            let step = if lines.iter().any(|line| matches!(line.tint, Tint::Aside(..))) { 2 } else { 1 };
            let behind = lines.iter_mut().filter(|line| line.tint == Tint::Behind);
            behind.enumerate().for_each(|(at, line)| line.grey = at * step + step - 1);
        }
        Self {
            lines,
            pollsters,
            one_form: false,
            gap,
            subdued: chosen || lit.is_some(),
            crossing,
            panelled: panel.is_some(),
            sized: has_sizes(figures),
        }
    }

    /// Sets all lines behind those of a panel that stands out.
    pub(in crate::chart::kinds) fn set_back(&mut self) {
        self.lines.iter_mut().for_each(|line| line.tint = Tint::Behind);
    }

    pub(in crate::chart::kinds) fn check(&self) -> Result<(), ChartError> {
        if self.lines.is_empty() {
            return Err(ChartError::Lacks { kind: "trend", needs: "rows with a date (`when`) and a value" });
        }
        if self.lines.len() > MOST_LINES {
            return Err(ChartError::TooMany { count: self.lines.len(), what: "series", most: MOST_LINES });
        }
        Ok(())
    }

    /// The names of lines with the values at their ends.
    pub(in crate::chart::kinds) fn courses(&self) -> Vec<(&'a str, (f64, f64))> {
        let mut lines: Vec<&Line<'a>> = self.lines.iter().collect();
        lines.sort_by_key(|line| line.index);
        lines.iter().filter_map(|line| line.ends().map(|((_, first), (_, last))| (line.name, (first, last)))).collect()
    }

    /// Whether a line is a single poll, which goes nowhere.
    pub(in crate::chart::kinds) fn is_one_poll(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.name == name && line.rows.len() == 1)
    }

    /// Every value and end of an interval or band.
    pub(in crate::chart::kinds) fn values(&self) -> impl Iterator<Item = f64> {
        let with = |value: Option<f64>, bounds: Option<Bounds>| {
            value.into_iter().chain(bounds.into_iter().flat_map(|b| [b.low, b.high]))
        };
        self.lines.iter().flat_map(move |line| {
            let rows = line.rows.iter().flat_map(move |row| with(row.value, self.whisker(row)));
            rows.chain(line.fit.iter().flat_map(move |p| with(Some(p.value), p.band)))
        })
    }

    /// The interval that is drawn of a poll.
    pub(super) fn whisker(&self, row: &Row) -> Option<Bounds> {
        row.widest().filter(|_| self.draws_whiskers())
    }

    /// Whether single polls show their intervals: in a crowd not those that a fit with its own band runs through.
    pub(in crate::chart::kinds) fn draws_whiskers(&self) -> bool {
        !self.is_crowded() || self.lines.iter().any(|line| line.last_band().is_none())
    }

    /// Half the usual interval of a share among the polls.
    pub(super) fn usual_half(&self) -> Option<f64> {
        let shown = self.lines.iter().flat_map(|line| &line.rows);
        let mut halves: Vec<f64> = shown.filter_map(|row| row.widest()).map(|b| (b.high - b.low) / 2.0).collect();
        halves.sort_by(f64::total_cmp);
        halves.get(halves.len() / 2).copied()
    }

    /// What dashes tell, where lines that are no gaps have them.
    pub(super) fn told_by_dashes(&self) -> Option<&'static str> {
        let whole = Stroke::new(Colour::new(0, 0, 0), 1.0);
        self.lines.iter().find(|line| line.dashed(whole) != whole)?;
        Some(self.crossing.as_ref().map_or("dashes tell lines apart whose colours are alike", Crossing::words))
    }

    /// How many lines there are.
    pub(in crate::chart::kinds) fn count(&self) -> usize {
        self.lines.len()
    }

    /// Whether some line goes from one date to another.
    pub(in crate::chart::kinds) fn has_lines(&self) -> bool {
        self.lines.iter().any(|line| line.fit.len() > 1)
    }

    /// Whether there are so many polls that their intervals are a cloud.
    pub(super) fn is_crowded(&self) -> bool {
        const MOST: usize = 150;
        self.lines.iter().map(|line| line.rows.len()).sum::<usize>() > MOST
    }

    /// Whether polls of one day are joined at their mean.
    pub(super) fn averages(&self) -> bool {
        let shared = |line: &Line<'_>| line.rows.windows(2).any(|pair| day(pair[0]) == day(pair[1]));
        self.joins() && self.lines.iter().any(|line| !line.fitted && shared(line))
    }

    /// The last day before a forecast, if there is one.
    pub(super) fn forecast_from(&self) -> Option<f64> {
        let starts = self.lines.iter().filter_map(|line| {
            let at = line.fit.iter().position(|point| point.forecast)?;
            line.fit.get(at.saturating_sub(1)).map(|point| point.day)
        });
        starts.reduce(f64::min)
    }

    /// The days of polls.
    pub(in crate::chart::kinds) fn polls(&self) -> Vec<f64> {
        self.lines.iter().flat_map(|line| line.rows.iter().map(|row| day(row))).collect()
    }

    /// First and last day of polls, lines and events.
    pub(in crate::chart::kinds) fn days<'e>(&self, events: impl IntoIterator<Item = &'e Event>) -> (f64, f64) {
        let rows = self.lines.iter().flat_map(|line| line.rows.iter().map(|row| day(row)));
        let fits = self.lines.iter().flat_map(|line| line.fit.iter().map(|p| p.day));
        let (from, to) = range(rows.chain(fits).chain(events.into_iter().flat_map(Event::ends))).unwrap_or((0.0, 0.0));
        let room = ((to - from) * 0.015).max(1.0);
        (from - room, to + room)
    }
}

/// What a stretch of a line stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Fitted,
    Gap,
    Forecast,
}

impl Line<'_> {
    /// The line in stretches of one kind, which share their ends. What lasts less than `least` days between two gaps is part of one long
    /// gap: its dashes would be no longer than that.
    pub(super) fn stretches(&self, least: f64) -> Vec<(Stretch, Vec<FitPoint>)> {
        let mut stretches: Vec<(Stretch, Vec<FitPoint>)> = Vec::new();
        for pair in self.fit.windows(2) {
            let kind = match self.is_gap(f64::midpoint(pair[0].day, pair[1].day), least) {
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

    fn is_gap(&self, day: f64, least: f64) -> bool {
        let between = |pair: &[(f64, f64)]| pair[0].1 <= day && day <= pair[1].0 && pair[1].0 - pair[0].1 < least;
        self.gaps.iter().any(|(from, to)| (*from..*to).contains(&day)) || self.gaps.windows(2).any(between)
    }
}

/// The points of a line: of its fit from the first poll to the last (and a forecast), else its polls.
pub(super) fn points(fit: Option<&FittedLine>, rows: &[&Row]) -> Vec<FitPoint> {
    match fit {
        Some(fit) => {
            let Some((from, to)) = range(rows.iter().map(|row| day(row))) else { return Vec::new() };
            let within = |p: &&FitPoint| p.day >= from - 1.0 && (p.day <= to + 1.0 || p.forecast);
            fit.points.iter().filter(within).copied().collect()
        }
        None => daily_means(rows),
    }
}

/// A point a day: the poll of that day, of several the mean, weighted by effective n. Upright lines from poll to poll would look like
/// jumps in time.
fn daily_means(rows: &[&Row]) -> Vec<FitPoint> {
    let weight = |row: &Row| row.n_effective.or(row.n).filter(|n| *n > 0.0);
    let mean = |polls: &[&Row]| {
        let known: Vec<(f64, Option<f64>)> = polls.iter().filter_map(|row| Some((row.value?, weight(row)))).collect();
        // Of polls with and without a base none can be weighed against another.
        let even = known.iter().any(|(_, weight)| weight.is_none());
        let weighed = || known.iter().map(|(value, weight)| (value, if even { 1.0 } else { weight.unwrap_or(1.0) }));
        let total: f64 = weighed().map(|(_, weight)| weight).sum();
        let value = weighed().map(|(value, weight)| value * weight).sum::<f64>() / total;
        (total > 0.0).then(|| FitPoint { day: day(polls[0]), value, band: None, forecast: false })
    };
    rows.chunk_by(|a, b| day(a) == day(b)).filter_map(mean).collect()
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
