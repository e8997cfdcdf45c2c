//! Labels of lines that end well before the last wave: they stand at the ends of their lines, for at the edge of the plot they would be read
//! as values of that wave.

use super::draw::Frame;
use super::ground::Ground;
use super::plot::{Line, Plot};
use super::starts::CLEAR;
use crate::chart::drawing::{Anchor, Point, Rect, Role};
use crate::chart::layout::{Lines, Sheet};

/// The part of the span of time by which a line ends early.
const EARLY: f64 = 0.25;
/// A label stands above or below the end of its line by steps of this part of the size of its text, so many at most.
const STEP: f64 = 0.2;
const STEPS: i32 = 8;

impl<'a> Plot<'a> {
    /// Writes the labels of lines that end early, where they cover nothing. The others are left for the edge of the plot.
    pub(super) fn draw_early<'l>(
        &'l self,
        sheet: &mut Sheet<'_>,
        ends: Vec<(&'l Line<'a>, Lines)>,
        (ground, frame): (&Ground, &Frame<'_>),
    ) -> Vec<(&'l Line<'a>, Lines)> {
        let polls = frame.days.map_or_else(|| self.polls(), |days| days.polls.clone());
        let last = polls.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let span = ground.days.1 - ground.days.0;
        let is_early = |line: &Line<'_>| {
            let goes_on = line.fit.last().is_none_or(|point| point.forecast);
            !goes_on && line.ends().is_some_and(|(_, (day, _))| last - day > EARLY * span)
        };
        let (mut early, mut left): (Vec<_>, Vec<_>) = ends.into_iter().partition(|(line, _)| is_early(line));
        // Who has the fewest places chooses first.
        early.sort_by_cached_key(|(line, lines)| self.places(sheet, line, lines, ground).len());
        for (line, lines) in early {
            match self.places(sheet, line, &lines, ground).into_iter().next() {
                Some(place) => {
                    // Paper behind the text would cut an interval.
                    let crossed = self.strokes(ground).iter().any(|(from, to)| place.crossed_by(*from, *to));
                    if !crossed {
                        sheet.rect(Role::Halo, place, sheet.theme.colours.paper, None);
                    }
                    write(sheet, line, &lines, place);
                }
                None => left.push((line, lines)),
            }
        }
        left
    }

    /// Where the label of a line has room at its end, the best first: rather over a pale interval than at the edge.
    fn places(&self, sheet: &Sheet<'_>, line: &Line<'_>, lines: &Lines, ground: &Ground) -> Vec<Rect> {
        let style = sheet.plain().strong();
        let Some((_, end)) = line.ends() else { return Vec::new() };
        let (x, y) = self.on_line(line, ground, end);
        let height = (lines.lines.len().max(1) - 1) as f64 * sheet.measure(style).leading() + 1.1 * style.size;
        let place =
            |shift: f64| Rect::new(x + CLEAR - 2.0, y + shift * style.size - height / 2.0, lines.width + 4.0, height);
        let (plot, obstacles) = (ground.plot, self.obstacles(ground));
        let clear = |place: &Rect, strokes: &[(Point, Point)]| {
            let meets = |other: &Rect| place.overlap(other).0 > 0.0 && place.overlap(other).1 > 0.0;
            let inside =
                place.y >= plot.y - 4.0 && place.bottom() <= plot.bottom() + 3.0 && place.right() <= plot.right();
            let crossed = strokes.iter().any(|(from, to)| place.crossed_by(*from, *to));
            inside && !crossed && !obstacles.iter().any(meets) && !sheet.has_text_in(place)
        };
        let shifts = || (0..=STEPS).flat_map(|step| [-step, step]).map(|step| f64::from(step) * STEP);
        let (strokes, pieces) = (self.strokes(ground), self.pieces(ground));
        let find = |strokes: &[(Point, Point)]| -> Vec<Rect> {
            shifts().map(place).filter(|place| clear(place, strokes)).collect()
        };
        [find(&strokes), find(&pieces)].concat()
    }
}

fn write(sheet: &mut Sheet<'_>, line: &Line<'_>, lines: &Lines, place: Rect) {
    let style = sheet.plain().strong();
    let paper = sheet.theme.colours.paper;
    sheet.series = line.tint.tells(sheet).then_some(line.index);
    let colour = line.colour(sheet).readable_on(paper);
    let first = (place.x + 2.0, place.y + 0.55 * style.size + 0.36 * style.size);
    sheet.write_lines(Role::Label, first, Anchor::Start, style.coloured(colour), lines);
    sheet.series = None;
}
