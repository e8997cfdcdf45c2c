//! Where the stacks of answers stand, and their drawing.

use super::scale::{Answer, Scale, find};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::Part;
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::Sheet;
use crate::chart::words::Printer;
use crate::survey;

/// Between the scale and the answers outside it.
const ASIDE: f64 = 10.0;
/// Between a number and the edges of its segment, both together; or its one edge.
const INSET: f64 = 4.0;

/// One answer of a row in its place across.
pub(super) struct Segment<'a> {
    pub(super) at: usize,
    pub(super) answer: &'a Answer<'a>,
    pub(super) value: f64,
    pub(super) from: f64,
    pub(super) width: f64,
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
        entries: &[Entry<'_>],
        scale: &Scale<'_>,
        reach: (f64, f64),
        (diverging, printer): (bool, Printer),
    ) -> Self {
        let width = |text: &str| sheet.width_of(text, sheet.plain());
        let last = scale.answers.len().saturating_sub(1);
        let written = |reach: (f64, f64)| {
            let bars = Self::placed(entries, scale, reach, diverging);
            let all = || entries.iter().flat_map(|entry| bars.segments(entry, scale)).filter(|s| s.width > 0.0);
            let holds = |s: &Segment<'_>, text: &str| width(text) + INSET <= s.width;
            let cramped = |s: &Segment<'_>| holds(s, &printer.bare(s.value)) && !holds(s, &printer.value(s.value));
            let bare = all().any(|s| !s.answer.aside && cramped(&s));
            let text = |value: f64| if bare { printer.bare(value) } else { printer.value(value) };
            let (ends, others): (Vec<_>, Vec<_>) = all().filter(|s| s.answer.aside).partition(|s| s.at == last);
            let fit = |segments: &[Segment<'_>]| segments.iter().all(|s| holds(s, &text(s.value)));
            let room = ends.iter().map(|s| width(&text(s.value)) + 2.0 * INSET).fold(0.0, f64::max);
            let fits = (fit(&ends), fit(&others));
            (Self { writing: Writing { bare, beside: None }, ..bars }, fits, room)
        };
        let (within, (last_fits, _), room) = written(reach);
        let (mut beside, (_, others_fit), _) = written((reach.0, reach.1 - room));
        // A number after boxes without numbers could be theirs as well.
        if last_fits || !others_fit {
            return within;
        }
        beside.writing.beside = Some(last);
        beside
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

    /// From where to where the answers of a side reach, if there are several.
    pub(super) fn span(&self, entry: &Entry<'_>, scale: &Scale<'_>, side: survey::Role) -> Option<(f64, f64)> {
        let start = self.start(entry, scale);
        let of_side = |answer: &&Answer<'_>| answer.role == side;
        let at = scale.answers.iter().position(|answer| answer.role == side)?;
        let count = scale.answers.iter().filter(of_side).count();
        let together = scale.answers.iter().skip(at).take(count).all(|answer| answer.role == side);
        let before = scale.answers[..at].iter().filter_map(|a| find(entry, Part::Estimate, a.name)?.value).sum::<f64>();
        let width = scale.sum(entry, &|answer| answer.role == side);
        let from = start + before * self.unit;
        (together && count > 1 && width > 0.0).then_some((from + 1.0, from + width * self.unit - 1.0))
    }

    /// Where the scale of a row starts.
    fn start(&self, entry: &Entry<'_>, scale: &Scale<'_>) -> f64 {
        self.origin - if self.diverging { scale.before_middle(entry) } else { 0.0 } * self.unit
    }

    /// The answers of a row that have a value, each after the one before it.
    pub(super) fn segments<'a>(&self, entry: &Entry<'_>, scale: &'a Scale<'a>) -> Vec<Segment<'a>> {
        let (mut x, mut aside) = (self.start(entry, scale), self.aside);
        let segment = |(at, answer): (usize, &'a Answer<'a>)| {
            let value = find(entry, Part::Estimate, answer.name)?.value?;
            let place = if answer.aside { &mut aside } else { &mut x };
            let (from, width) = (*place, value * self.unit);
            *place += width;
            Some(Segment { at, answer, value, from, width })
        };
        scale.answers.iter().enumerate().filter_map(segment).collect()
    }

    pub(super) fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        entry: &Entry<'_>,
        scale: &Scale<'_>,
        colours: &[Colour],
        (row, printer): (Rect, Printer),
    ) {
        for Segment { at, answer, value, from, width } in self.segments(entry, scale) {
            let (segment, colour) = (Rect::new(from, row.y, width, row.height), colours[at]);
            if segment.width <= 0.0 {
                continue;
            }
            sheet.series = Some(at);
            let edge = answer.edge(colour, sheet);
            sheet.rect(Role::Segment, segment, colour, Some(Stroke::new(edge, 1.0)));
            if row.height >= sheet.plain().size + 1.0 {
                let text = if self.writing.bare { printer.bare(value) } else { printer.value(value) };
                let ink = if answer.aside { sheet.theme.colours.ink } else { colour.ink_on() };
                self.write(sheet, segment, at, (ink, &text));
            }
        }
        sheet.series = None;
    }

    /// Writes the number of a segment, where there is room for it.
    fn write(&self, sheet: &mut Sheet<'_>, segment: Rect, at: usize, (ink, text): (Colour, &str)) {
        let (middle, style) = (segment.centre(), sheet.plain().coloured(ink));
        if self.writing.beside == Some(at) {
            let place = (segment.right() + INSET + 1.0, middle.1);
            sheet.write_centred(Role::Value, place, Anchor::Start, style, text);
        } else if sheet.width_of(text, style) + INSET <= segment.width {
            sheet.write_centred(Role::Value, middle, Anchor::Middle, style, text);
        }
    }
}
