//! The two points of a row: a ring before and a dot after with an arrow between them, or two sides, each a dot of its own form and colour.

use super::between;
use crate::chart::colour::Colour;
use crate::chart::drawing::{self, Anchor, Stroke};
use crate::chart::figures::{Figures, Row, distinct};
use crate::chart::kinds::tint::{Tint, tints};
use crate::chart::layout::{Axis, KeyEntry, Sheet, Style, Swatch};
use crate::chart::words::{self, Printer};
use crate::survey::Role;

/// The radius of points; and where they would cover each other: then one stands above the other by so much, so that both are seen whole even
/// at one place.
const RADIUS: f64 = 5.0;
const CLOSE: f64 = 4.0;
const ASTRIDE: f64 = 4.6;
/// The height of intervals, one above the points of a row and one below, and how far: neither hides the other, nor the way between. Behind
/// points that stand one above the other they run through these where they reach so far past them.
const INTERVAL: f64 = 1.0;
const OFF: f64 = 6.6;
const OFF_CLOSE: f64 = 9.6;
const SEEN: f64 = 2.0;
/// The height of the bar between two sides.
const BETWEEN: f64 = 5.0;
/// The height of rows in which all this has its full size.
const FULL: f64 = 20.0;
/// From the middle of a point, and from the end of an interval, to its number.
const AWAY: f64 = 9.0;
const AFTER: f64 = 4.0;

/// From where to where the points of a row and their intervals reach, to the numbers beside them.
pub(super) fn outer(pair: [Option<&Row>; 2], axis: &Axis) -> Option<(f64, f64)> {
    let ends = |row: &Row| {
        let (x, bounds) = (axis.at(row.value?), row.widest());
        let low = bounds.map_or(x, |bounds| axis.at(bounds.low) - AFTER);
        let high = bounds.map_or(x, |bounds| axis.at(bounds.high) + AFTER);
        Some((low.min(x - AWAY), high.max(x + AWAY)))
    };
    let ends = pair.into_iter().flatten().filter_map(ends);
    ends.reduce(|(low, high), (from, to)| (low.min(from), high.max(to)))
}

/// How two points of a row are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    colours: [Colour; 2],
    /// The colours of their numbers and names.
    texts: [Colour; 2],
    form: Form,
    /// The part of their size that points have, and of the way that these and intervals stand off their row.
    part: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// From an earlier to a later date.
    Arrow,
    /// A group against everybody.
    Plain,
    /// Two sides, neither of which is what the other is measured from.
    Sides,
}

/// The colours of two sides: by their places among all groups or answers that there are, so that each has the colour of other pictures. Where
/// there are more of these than colours, or none are known, by which of them is taken from the other.
fn hues(sheet: &Sheet<'_>, figures: &Figures, names: [&str; 2]) -> [Colour; 2] {
    // Groups have no place in the order of answers.
    let listed = |name: &&str| figures.answers.iter().any(|answer| answer.name == **name);
    let figures = &Figures { ordered: figures.ordered && names.iter().any(listed), ..figures.clone() };
    let groups = figures.group_order("series").map(|order| order.levels.iter().map(String::as_str).collect());
    let answers = figures.answers.iter().map(|answer| answer.name.as_str()).collect();
    let place = |all: &[&str], name: &str| all.iter().position(|known| words::capital(known) == words::capital(name));
    // Sides have their hues whatever stands beside them.
    let sided = |name: &&str| matches!(figures.role(name), Role::Positive | Role::Negative);
    let families = groups.into_iter().chain([answers]).filter(|_| !names.iter().any(sided));
    let families: Vec<Vec<&str>> = families.collect();
    let tinted = |all: &Vec<&str>| {
        let tints = tints(figures, all);
        let [first, second] = names.map(|name| place(all, name).map(|at| tints[at]));
        let pair = [first?, second?];
        let has_colour = |tint: &Tint| !matches!(tint, Tint::Series(at) if *at >= sheet.theme.colours.series.len());
        pair.iter().all(has_colour).then_some(pair)
    };
    let own = || {
        let hues = tints(figures, &[names[1], names[0]]);
        [hues[1], hues[0]]
    };
    families.iter().find_map(tinted).unwrap_or_else(own).map(|tint| tint.mark(sheet))
}

impl Look {
    /// The look of all rows with these two ends.
    pub(super) fn of(sheet: &Sheet<'_>, figures: &Figures, names: [&str; 2]) -> Self {
        let theme = &sheet.theme.colours;
        let against_all = words::capital(names[0]) == words::capital(figures.everybody());
        if between(figures) && !against_all {
            let colours = hues(sheet, figures, names);
            return Self {
                colours,
                texts: colours.map(|hue| hue.readable_on(theme.paper)),
                form: Form::Sides,
                part: 1.0,
            };
        }
        let answers = distinct(figures.estimates().filter_map(|(row, _)| row.answer.as_deref()));
        let own = if let [one] = answers.as_slice() { tints(figures, &[one])[0] } else { Tint::Series(0) };
        let form = if between(figures) { Form::Plain } else { Form::Arrow };
        Self { colours: [theme.muted, own.mark(sheet)], texts: [theme.muted, theme.ink], form, part: 1.0 }
    }

    /// The same in rows of this height: low ones have less room for points.
    pub(super) fn in_rows(self, height: f64) -> Self {
        Self { part: (height / FULL).min(1.0), ..self }
    }

    /// The colours in which the ends are named.
    pub(super) fn texts(self) -> [Colour; 2] {
        self.texts
    }

    /// A legend of the two ends, for where they cannot be named directly.
    pub(super) fn key(self, names: [&str; 2]) -> Vec<KeyEntry> {
        let [a, b] = self.colours;
        let (swatches, order) = match self.form {
            // What is taken from the other stands last, as in the heading of the difference.
            Form::Sides => ([Swatch::Point(a, 2), Swatch::Point(b, 0)], [1, 0]),
            _ => ([Swatch::Hollow(a), Swatch::Point(b, 0)], [0, 1]),
        };
        let entry = |at: usize| KeyEntry { swatch: swatches[at], text: words::capital(names[at]), series: Some(at) };
        order.map(entry).into()
    }

    /// Draws a row at the height `y`; one whose difference may be chance not as strongly as one that is `sure` to be more.
    pub(super) fn draw(
        self,
        sheet: &mut Sheet<'_>,
        pair: [Option<&Row>; 2],
        (axis, printer): (&Axis, Printer),
        (y, sure): (f64, bool),
    ) {
        let values = pair.map(|row| row.and_then(|row| row.value));
        let xs = values.map(|value| value.map(|value| axis.at(value)));
        let close = xs[0].zip(xs[1]).is_some_and(|(a, b)| (a - b).abs() < 2.0 * self.part * RADIUS + 1.0);
        let Some((left, right)) = outer(pair, axis) else { return };
        self.draw_intervals(sheet, pair, axis, (y, close));
        if let [Some(from), Some(to)] = xs {
            self.draw_between(sheet, (from, to, y), sure);
        }
        for at in [0, 1] {
            let Some((value, x)) = values[at].zip(xs[at]) else { continue };
            sheet.series = Some(at);
            self.draw_point(sheet, at, (x, y), (close, sure));
            let other = values[1 - at];
            let leftmost = other.is_some_and(|other| value < other) || (other == Some(value) && at == 0);
            let (x, anchor) = if leftmost { (left, Anchor::End) } else { (right, Anchor::Start) };
            let style = self.style(sheet, (at, sure), other.is_none_or(|other| value > other));
            sheet.write_over(drawing::Role::Value, (x, y), anchor, style, &printer.value(value));
        }
        sheet.series = None;
    }

    /// Which way a point, or its interval, stands off its row: of two dates the earlier above, of two sides the one that the other is taken
    /// from.
    fn way(self, at: usize) -> f64 {
        let above = if self.form == Form::Sides { 1 } else { 0 };
        if at == above { -1.0 } else { 1.0 }
    }

    /// The intervals of both points, one above the row and one below.
    fn draw_intervals(self, sheet: &mut Sheet<'_>, pair: [Option<&Row>; 2], axis: &Axis, (y, close): (f64, bool)) {
        for (at, row) in pair.into_iter().enumerate() {
            let Some(bounds) = row.and_then(Row::widest) else { continue };
            sheet.series = Some(at);
            let ends = [bounds.low, bounds.high].map(|end| axis.at(end));
            let past = row.and_then(|row| row.value).map_or(0.0, |v| (axis.at(v) - ends[0]).max(ends[1] - axis.at(v)));
            let off = match (close, past > self.part * CLOSE + SEEN) {
                (false, _) => OFF,
                (true, true) => ASTRIDE,
                (true, false) => OFF_CLOSE,
            };
            let y = y + self.way(at) * self.part * off;
            let stroke = Stroke::new(sheet.paled(self.colours[at]), INTERVAL);
            sheet.line(drawing::Role::Whisker, ends.map(|x| (x, y)).into(), stroke);
        }
        sheet.series = None;
    }

    /// The line between points that are not too close for one.
    fn draw_between(self, sheet: &mut Sheet<'_>, (from, to, y): (f64, f64, f64), sure: bool) {
        if (to - from).abs() <= 16.0 {
            return;
        }
        let colour = if sure { self.colours[1] } else { sheet.paled(self.colours[1]) };
        let way = (to - from).signum();
        let radius = self.part * RADIUS;
        let tip = to - way * (radius + 1.5);
        let (ends, stroke) = match self.form {
            Form::Sides => ([from, to], Stroke::new(sheet.theme.colours.grid, self.part * BETWEEN)),
            Form::Plain => ([from + way * radius, to - way * radius], Stroke::new(colour, 2.0)),
            Form::Arrow => ([from + way * radius, tip - way * 2.5], Stroke::new(colour, 2.0)),
        };
        sheet.line(drawing::Role::Leader, ends.map(|x| (x, y)).into(), stroke);
        if self.form == Form::Arrow {
            let head = vec![(tip, y), (tip - way * 6.0, y - 4.0), (tip - way * 6.0, y + 4.0)];
            sheet.area(drawing::Role::Leader, head, colour, None);
        }
    }

    fn draw_point(self, sheet: &mut Sheet<'_>, at: usize, (x, y): (f64, f64), (close, sure): (bool, bool)) {
        let paper = sheet.theme.colours.paper;
        let radius = self.part * if close { CLOSE } else { RADIUS };
        let y = if close { y + self.way(at) * self.part * ASTRIDE } else { y };
        if self.form == Form::Sides {
            let paint = (Some(self.colours[at]), Some(Stroke::new(paper, 1.0)));
            return sheet.point(drawing::Role::Estimate, (x, y), radius, [2, 0][at], paint);
        }
        let colour = if sure || at == 0 { self.colours[at] } else { sheet.paled(self.colours[at]) };
        let (fill, edge) = [(paper, Stroke::new(colour, 1.6)), (colour, Stroke::new(paper, 0.8))][at];
        sheet.point(drawing::Role::Estimate, (x, y), radius, 0, (Some(fill), Some(edge)));
    }

    /// How a number is set: strong is the later one, of two sides the larger, where the difference is more than chance.
    fn style(self, sheet: &Sheet<'_>, (at, sure): (usize, bool), larger: bool) -> Style {
        let strong = sure && if self.form == Form::Sides { larger } else { at == 1 };
        let style = sheet.plain().coloured(self.texts[at]);
        if strong { style.strong() } else { style }
    }
}
