//! Where the stacks of answers stand, and their drawing.

use super::scale::{Answer, Scale, find, has_gaps, length};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::Part;
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::{Sheet, Style};
use crate::chart::words::Printer;

/// Between the scale and the answers outside it.
const ASIDE: f64 = 10.0;
/// Between a number and the edges of its segment, both together; or its one edge.
const INSET: f64 = 4.0;
/// The same of a small number, where a usual one has no room.
const TIGHT: f64 = 2.0;
/// The least space between bars that holds a small number over a segment narrower than it.
pub(super) const LANE: f64 = 11.0;

/// One answer of a row in its place across.
pub(super) struct Segment<'a> {
    pub(super) at: usize,
    pub(super) answer: &'a Answer<'a>,
    /// None where it is suppressed: a gap stands in its place.
    value: Option<f64>,
    /// Not precise enough to lean on.
    weak: bool,
    pub(super) from: f64,
    pub(super) width: f64,
}

impl Segment<'_> {
    /// Whether there is something to write in it: nothing is said of an answer that nobody gave.
    fn is_told(&self) -> bool {
        self.value.is_none() || self.width > 0.0
    }

    fn written(&self, number: &dyn Fn(f64) -> String) -> String {
        self.value.map_or_else(|| "–".to_owned(), |value| dagger(number(value), self.weak))
    }
}

/// A number, with a dagger where it is weak.
pub(super) fn dagger(text: String, weak: bool) -> String {
    if weak { text + "†" } else { text }
}

/// The place of a suppressed answer: empty, within dashes.
fn draw_gap(sheet: &mut Sheet<'_>, place: Rect) {
    let (paper, edge) = (sheet.theme.colours.paper, Stroke::new(sheet.theme.colours.axis, 1.0).dashed(2.5, 2.5));
    let place = place.inset(1.0, 0.5, 1.0, 0.5);
    if place.width > 0.0 {
        sheet.rect(Role::Gap, place, paper, Some(edge));
    }
}

/// How numbers are written: in one way all over a picture.
struct Writing {
    /// Without the sign for per cent, as some segments have no room for it.
    bare: bool,
    /// The answer whose numbers stand after its boxes, by its place: the last, as nothing comes after it.
    beside: Option<usize>,
}

/// Where the stacks stand: the start of the scale (or its middle) at `origin`, what is outside it from `aside`.
pub(super) struct Bars {
    pub(super) origin: f64,
    aside: f64,
    unit: f64,
    diverging: bool,
    writing: Writing,
}

impl Bars {
    /// Stacks within `reach`, with room for the numbers of what is outside the scale where some of its parts are too narrow for them.
    pub(super) fn new(
        sheet: &Sheet<'_>,
        (entries, scale): (&[Entry<'_>], &Scale<'_>),
        reach: (f64, f64),
        (diverging, printer): (bool, Printer),
    ) -> Self {
        let width = |text: &str| sheet.width_of(text, sheet.plain());
        let last = scale.answers.len().saturating_sub(1);
        let written = |reach: (f64, f64)| {
            let bars = Self::placed(entries, scale, reach, diverging);
            let all = || entries.iter().flat_map(|entry| bars.segments(entry, scale)).filter(Segment::is_told);
            let holds = |s: &Segment<'_>, text: &str| width(text) + INSET <= s.width;
            let cramped = |s: &Segment<'_>| {
                let written = |number: &dyn Fn(f64) -> String| holds(s, &s.written(number));
                written(&|value| printer.bare(value)) && !written(&|value| printer.value(value))
            };
            let bare = all().any(|s| !(s.answer.aside && s.at == last) && cramped(&s));
            let text = |s: &Segment<'_>| s.written(&|v| if bare { printer.bare(v) } else { printer.value(v) });
            let (ends, others): (Vec<_>, Vec<_>) = all().filter(|s| s.answer.aside).partition(|s| s.at == last);
            let fit = |segments: &[Segment<'_>]| segments.iter().all(|s| holds(s, &text(s)));
            let room = ends.iter().map(|s| width(&text(s)) + 2.0 * INSET).fold(0.0, f64::max);
            let fits = (fit(&ends), fit(&others));
            (Self { writing: Writing { bare, beside: None }, ..bars }, fits, room)
        };
        let (within, (last_fits, _), room) = written(reach);
        let shorter = written((reach.0, reach.1 - room));
        // In shorter stacks numbers may have their sign again.
        let (mut beside, (_, others_fit), _) =
            if shorter.2 > room { written((reach.0, reach.1 - shorter.2)) } else { shorter };
        // A number after boxes without numbers could be theirs as well.
        if last_fits || !others_fit {
            return within;
        }
        beside.writing.beside = Some(last);
        beside
    }

    /// Whether some number outside the scale has no room in its box or after it.
    pub(super) fn is_cramped(
        &self,
        sheet: &Sheet<'_>,
        entries: &[Entry<'_>],
        scale: &Scale<'_>,
        printer: Printer,
    ) -> bool {
        let segments = entries.iter().flat_map(|entry| self.segments(entry, scale));
        let mut aside = segments.filter(|s| s.answer.aside && s.is_told() && self.writing.beside != Some(s.at));
        aside.any(|s| sheet.width_of(&self.told(&s, printer), sheet.plain()) + INSET > s.width)
    }

    /// Whether some number on the scale has no room in its segment, however small.
    pub(super) fn is_narrow(
        &self,
        sheet: &Sheet<'_>,
        entries: &[Entry<'_>],
        scale: &Scale<'_>,
        printer: Printer,
    ) -> bool {
        let mut segments = entries.iter().flat_map(|entry| self.segments(entry, scale));
        let holds = |s: &Segment<'_>| sheet.width_of(&self.told(s, printer), sheet.small()) + TIGHT <= s.width;
        segments.any(|s| !s.answer.aside && s.is_told() && !holds(&s))
    }

    /// A number as it is written in stacks of this picture.
    pub(super) fn text(&self, value: f64, printer: Printer) -> String {
        if self.writing.bare { printer.bare(value) } else { printer.value(value) }
    }

    /// The same of a segment, with a dagger where it is weak.
    fn told(&self, segment: &Segment<'_>, printer: Printer) -> String {
        segment.written(&|value| self.text(value, printer))
    }

    fn placed(entries: &[Entry<'_>], scale: &Scale<'_>, reach: (f64, f64), diverging: bool) -> Self {
        let most = |sum: &dyn Fn(&Entry<'_>) -> f64| entries.iter().map(sum).fold(0.0, f64::max);
        let before = most(&|entry| if diverging { scale.before_middle(entry) } else { 0.0 });
        let after = most(&|entry| scale.inside(entry) - if diverging { scale.before_middle(entry) } else { 0.0 });
        let outside = most(&|entry| scale.sum(entry, &|answer| answer.aside));
        let gap = if outside > 0.0 { ASIDE } else { 0.0 };
        let unit = (reach.1 - reach.0 - gap) / (before + after + outside).max(1e-9);
        let origin = reach.0 + before * unit;
        let writing = Writing { bare: false, beside: None };
        Self { origin, aside: origin + after * unit + gap, unit, diverging, writing }
    }

    /// From where to where these answers reach, if they are several, stand side by side and each is seen.
    pub(super) fn span(&self, entry: &Entry<'_>, scale: &Scale<'_>, parts: &[String]) -> Option<(f64, f64)> {
        let of_parts = |segment: &Segment<'_>| parts.iter().any(|part| part == segment.answer.name);
        let segments = self.segments(entry, scale).into_iter().filter(|s| s.width > 0.0 && !s.answer.aside);
        let own: Vec<Segment<'_>> = segments.filter(of_parts).collect();
        let together = own.windows(2).all(|pair| pair[0].at + 1 == pair[1].at);
        let (first, last) = own.first().zip(own.last())?;
        (together && own.len() > 1 && own.len() == parts.len())
            .then_some((first.from + 1.0, last.from + last.width - 1.0))
    }

    /// Where the scale of a row starts.
    fn start(&self, entry: &Entry<'_>, scale: &Scale<'_>) -> f64 {
        self.origin - if self.diverging { scale.before_middle(entry) } else { 0.0 } * self.unit
    }

    /// The answers of a row, each after the one before it, with gaps for those that are suppressed; none of a row without any value.
    pub(super) fn segments<'a>(&self, entry: &Entry<'_>, scale: &'a Scale<'a>) -> Vec<Segment<'a>> {
        let (mut x, mut aside) = (self.start(entry, scale), self.aside);
        let segment = |(at, answer): (usize, &'a Answer<'a>)| {
            let row = find(entry, Part::Estimate, answer.name)?;
            let (value, weak) = (row.value, row.low_precision);
            if value.is_none() && !has_gaps(entry) {
                return None;
            }
            let place = if answer.aside { &mut aside } else { &mut x };
            let (from, width) = (*place, length(entry, row) * self.unit);
            *place += width;
            Some(Segment { at, answer, value, weak, from, width })
        };
        scale.answers.iter().enumerate().filter_map(segment).collect()
    }

    /// Draws a row of which `row` has the height; over it are `above` units of space.
    pub(super) fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        (entry, scale): (&Entry<'_>, &Scale<'_>),
        colours: &[Colour],
        (row, above): (Rect, f64),
        printer: Printer,
    ) {
        let mut over: Vec<(usize, f64, String)> = Vec::new();
        for part in self.segments(entry, scale) {
            let Segment { at, answer, value, from, width, .. } = part;
            let (segment, colour) = (Rect::new(from, row.y, width, row.height), colours[at]);
            if !part.is_told() {
                continue;
            }
            sheet.series = Some(at).filter(|_| value.is_some());
            let text = self.told(&part, printer);
            let place = self.place(sheet, segment, at, &text);
            let edge = if place.is_some() { answer.outline(colour, sheet) } else { answer.edge(colour, sheet) };
            match value {
                Some(_) => sheet.rect(Role::Segment, segment, colour, Some(Stroke::new(edge, 1.0))),
                None => draw_gap(sheet, segment),
            }
            match (place, answer.aside) {
                (Some((x, anchor, style)), _) => {
                    let within = anchor == Anchor::Middle && value.is_some();
                    let ink = if within { colour.ink_on() } else { sheet.theme.colours.ink };
                    sheet.write_centred(Role::Value, (x, segment.centre().1), anchor, style.coloured(ink), &text);
                }
                (None, false) if above >= LANE => {
                    over.push((at, segment.centre().0, part.written(&|value| printer.bare(value))));
                }
                (None, _) => value.into_iter().for_each(|value| sheet.leave_unwritten(value)),
            }
        }
        self.write_over(sheet, &over, row);
        sheet.series = None;
    }

    /// Where the number of a segment stands, in it or after it, and how it is set; none where there is no room for it.
    fn place(&self, sheet: &Sheet<'_>, segment: Rect, at: usize, text: &str) -> Option<(f64, Anchor, Style)> {
        let (middle, style, small) = (segment.centre().0, sheet.plain(), sheet.small());
        let high = |style: Style| segment.height >= style.size + 1.0;
        let holds = |style: Style, inset: f64| high(style) && sheet.width_of(text, style) + inset <= segment.width;
        if self.writing.beside == Some(at) && high(style) {
            Some((segment.right() + INSET + 1.0, Anchor::Start, style))
        } else if holds(style, INSET) {
            Some((middle, Anchor::Middle, style))
        } else {
            holds(small, TIGHT).then_some((middle, Anchor::Middle, small))
        }
    }

    /// Writes the numbers of narrow segments small over them, apart from each other.
    fn write_over(&self, sheet: &mut Sheet<'_>, over: &[(usize, f64, String)], row: Rect) {
        let style = sheet.small().coloured(sheet.theme.colours.ink);
        let extent: Vec<f64> = over.iter().map(|(.., text)| sheet.width_of(text, style) + 2.0).collect();
        let wanted: Vec<f64> = over.iter().map(|(_, middle, _)| *middle).collect();
        let placed = sheet.keep_apart(&wanted, &extent, (row.x, sheet.body.right()));
        for ((at, _, text), x) in over.iter().zip(placed.unwrap_or(wanted)) {
            sheet.series = Some(*at);
            // The middle of a diverging scale is not to strike it through.
            let wide = sheet.width_of(text, style);
            let ground = Rect::new(x - wide / 2.0 - 1.0, row.y - LANE + 0.5, wide + 2.0, LANE - 1.0);
            sheet.rect(Role::Halo, ground, sheet.theme.colours.paper, None);
            sheet.write(Role::Value, (x, row.y - 2.0), Anchor::Middle, style, text);
        }
    }
}
