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

/// One answer of a row in its place across.
pub(super) struct Segment<'a> {
    pub(super) at: usize,
    pub(super) answer: &'a Answer<'a>,
    pub(super) value: f64,
    pub(super) from: f64,
    pub(super) width: f64,
}

/// Where the stacks stand: the start of the scale (or its middle) at `origin`, what is outside it from `aside`.
pub(super) struct Bars {
    pub(super) origin: f64,
    aside: f64,
    unit: f64,
    diverging: bool,
}

impl Bars {
    pub(super) fn new(entries: &[Entry<'_>], scale: &Scale<'_>, reach: (f64, f64), diverging: bool) -> Self {
        let most = |sum: &dyn Fn(&Entry<'_>) -> f64| entries.iter().map(sum).fold(0.0, f64::max);
        let before = most(&|entry| if diverging { scale.before_middle(entry) } else { 0.0 });
        let after = most(&|entry| scale.inside(entry) - if diverging { scale.before_middle(entry) } else { 0.0 });
        let outside = most(&|entry| scale.sum(entry, &|answer| answer.aside));
        let gap = if outside > 0.0 { ASIDE } else { 0.0 };
        let unit = (reach.1 - reach.0 - gap) / (before + after + outside).max(1e-9);
        let origin = reach.0 + before * unit;
        Self { origin, aside: origin + after * unit + gap, unit, diverging }
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
            let style = sheet.plain();
            let text = [printer.value(value), printer.bare(value)];
            let fits = text.iter().find(|text| sheet.width_of(text, style) + 6.0 <= segment.width);
            if let Some(text) = fits.filter(|_| row.height >= style.size + 1.0) {
                let ink = if answer.aside { sheet.theme.colours.ink } else { colour.ink_on() };
                sheet.write_centred(Role::Value, segment.centre(), Anchor::Middle, style.coloured(ink), text);
            }
        }
        sheet.series = None;
    }
}
