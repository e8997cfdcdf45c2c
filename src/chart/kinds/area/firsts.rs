//! Values of the first poll at the left ends of their areas, with their intervals where those of all have room.

use super::band::Band;
use super::ends::{SPACE, interval};
use super::{ink_on, row, value, write_in};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Point, Role};
use crate::chart::figures::Figures;
use crate::chart::kinds::likert::{Answer, Scale};
use crate::chart::layout::Sheet;
use crate::chart::words::Printer;

/// The value of the first poll and where it stands in its area.
pub(super) struct First {
    text: String,
    /// Its interval, in small type after it, where those of all have room.
    interval: Option<String>,
    at: Point,
}

/// The values of the first poll at the left end of their areas, where they stay within them.
pub(super) fn firsts(
    figures: &Figures,
    sheet: &Sheet<'_>,
    scale: &Scale<'_>,
    (day, bands): (f64, &[Band]),
) -> Vec<Option<First>> {
    let (style, printer) = (sheet.plain(), Printer::of(figures));
    let first = |(answer, band): (&Answer<'_>, &Band), with_interval: bool| {
        let text = printer.value(value(figures, answer.name, day).unwrap_or(0.0));
        let interval = Some(interval(figures, row(figures, answer.name, day)));
        let interval = interval.filter(|interval| with_interval && !interval.is_empty());
        let small = interval.as_ref().map_or(0.0, |interval| SPACE + sheet.width_of(interval, sheet.small()));
        let left = band.xs[0] + 6.0;
        let (top, bottom) = band.free(left, left + sheet.width_of(&text, style) + small + 4.0);
        (bottom - top > style.size * 1.3).then(|| First { text, interval, at: (left, f64::midpoint(top, bottom)) })
    };
    let all = |with: bool| scale.answers.iter().zip(bands).map(|of| first(of, with)).collect::<Vec<_>>();
    let (with, bare) = (all(true), all(false));
    let fit = with.iter().zip(&bare).all(|(with, bare)| with.is_some() == bare.is_some());
    if fit { with } else { bare }
}

pub(super) fn write_first(sheet: &mut Sheet<'_>, (scale, colours): (&Scale<'_>, &[Colour]), firsts: &[Option<First>]) {
    for (at, answer) in scale.answers.iter().enumerate() {
        let Some(First { text, interval, at: place }) = &firsts[at] else { continue };
        let ink = ink_on(sheet, answer, colours[at]);
        let (style, small) = (sheet.plain().coloured(ink), sheet.small().coloured(ink));
        sheet.series = Some(at);
        write_in(sheet, (Role::Value, colours[at]), *place, Anchor::Start, (style, text));
        if let Some(interval) = interval {
            let after = (place.0 + sheet.width_of(text, style) + SPACE, place.1);
            write_in(sheet, (Role::Interval, colours[at]), after, Anchor::Start, (small, interval));
        }
    }
    sheet.series = None;
}
