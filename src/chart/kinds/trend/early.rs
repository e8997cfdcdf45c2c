//! Labels of lines that end well before the last wave: they stand at the ends of their lines, for at the edge of the plot they would be read
//! as values of that wave.

use super::draw::Frame;
use super::ends::End;
use super::ground::Ground;
use super::plot::{Line, Plot};
use super::starts::CLEAR;
use crate::chart::drawing::{Anchor, Point, Rect, Role, Stroke};
use crate::chart::layout::Sheet;

/// The part of the span of time by which a line ends early.
const EARLY: f64 = 0.1;
/// A label stands above or below the end of its line by steps of this part of the size of its text, so many at most.
const STEP: f64 = 0.2;
const STEPS: i32 = 8;
/// So many with a leader to its line.
const STEPS_AWAY: i32 = 36;
/// How far a label reaches past its leader, and how far this stays from the end of the line and from the label.
const PAST: f64 = 4.0;
const OFF: f64 = 4.0;

/// A place for a label, with the leader to the end of its line where it stands away from it.
#[derive(Clone, Copy)]
struct Place {
    rect: Rect,
    leader: Option<[Point; 2]>,
}

impl<'a> Plot<'a> {
    /// Whether a line ends well before the last poll.
    pub(super) fn ends_early(&self, line: &Line<'_>, frame: &Frame<'_>) -> bool {
        let polls = frame.days.map_or_else(|| self.polls(), |days| days.polls.clone());
        line.early_end(&polls).is_some()
    }

    /// Writes the labels of lines that end early, where they cover nothing. The others are left for the edge of the plot.
    pub(super) fn draw_early<'l>(
        &'l self,
        sheet: &mut Sheet<'_>,
        ends: Vec<End<'l, 'a>>,
        (ground, frame): (&Ground, &Frame<'_>),
    ) -> Vec<End<'l, 'a>> {
        let (mut early, mut left): (Vec<_>, Vec<_>) =
            ends.into_iter().partition(|end| self.ends_early(end.line, frame));
        // Who has the fewest places chooses first.
        early.sort_by_cached_key(|end| self.places(sheet, end, ground).len());
        for end in early {
            match self.places(sheet, &end, ground).into_iter().next() {
                Some(place) => write(sheet, &end, place),
                None => left.push(end),
            }
        }
        left
    }

    /// Where the label of a line has room at its end, the best first: rather away from it than at the edge.
    fn places(&self, sheet: &Sheet<'_>, end: &End<'_, 'a>, ground: &Ground) -> Vec<Place> {
        let style = sheet.plain().strong();
        let Some((_, last)) = end.line.ends() else { return Vec::new() };
        let (x, y) = self.on_line(end.line, ground, last);
        let height = (end.lines.lines.len().max(1) - 1) as f64 * sheet.measure(style).leading() + 1.1 * style.size;
        let width = end.width(sheet) + 4.0;
        let steps =
            |steps: i32| (0..=steps).flat_map(|step| [-step, step]).map(|step| f64::from(step) * STEP * style.size);
        let beside = steps(STEPS).map(|shift| Place {
            rect: Rect::new(x + CLEAR - 2.0, y + shift - height / 2.0, width, height),
            leader: None,
        });
        let away = steps(STEPS_AWAY).flat_map(|shift| [x - PAST, x + PAST - width].map(|left| (left, shift)));
        let away = away.filter(|(_, shift)| shift.abs() > height / 2.0 + 2.0 * OFF).map(|(left, shift)| {
            let near = y + shift - shift.signum() * height / 2.0;
            let leader = [(x, y + shift.signum() * OFF), (x, near)];
            Place { rect: Rect::new(left, y + shift - height / 2.0, width, height), leader: Some(leader) }
        });
        let (obstacles, strokes) = (self.obstacles(ground), self.strokes(ground));
        beside.chain(away).filter(|place| place.is_clear(sheet, ground, (&strokes, &obstacles))).collect()
    }
}

impl Line<'_> {
    /// The day on which it ends, where that is well before the last of these polls.
    pub(super) fn early_end(&self, polls: &[f64]) -> Option<f64> {
        let (first, last) = polls.iter().fold((f64::MAX, f64::MIN), |(a, b), day| (a.min(*day), b.max(*day)));
        let goes_on = self.fit.last().is_none_or(|point| point.forecast);
        let end = self.ends().map(|(_, (day, _))| day).filter(|_| !goes_on);
        end.filter(|day| last - day > EARLY * (last - first))
    }
}

impl Place {
    /// Whether it lies in the plot and covers nothing, nor its leader.
    fn is_clear(&self, sheet: &Sheet<'_>, ground: &Ground, (strokes, points): (&[(Point, Point)], &[Rect])) -> bool {
        let (rect, plot) = (&self.rect, ground.plot);
        let meets = |other: &Rect| rect.overlap(other).0 > 0.0 && rect.overlap(other).1 > 0.0;
        let inside = rect.y >= plot.y - 4.0
            && rect.bottom() <= plot.bottom() + 3.0
            && rect.right() <= plot.right()
            && rect.x >= plot.x;
        let leader =
            self.leader.map(|[from, to]| Rect::new(from.0 - 0.5, from.1.min(to.1), 1.0, (to.1 - from.1).abs()));
        let crossed = |rect: &Rect| strokes.iter().any(|(from, to)| rect.crossed_by(*from, *to));
        inside
            && !crossed(rect)
            && !leader.is_some_and(|l| crossed(&l))
            && !points.iter().any(meets)
            && !sheet.has_text_in(rect)
    }
}

fn write(sheet: &mut Sheet<'_>, end: &End<'_, '_>, place: Place) {
    let style = sheet.plain().strong();
    let line = end.line;
    sheet.rect(Role::Halo, place.rect, sheet.theme.colours.paper, None);
    sheet.series = line.tint.tells(sheet).then_some(line.index);
    let colour = line.colour(sheet).readable_on(sheet.theme.colours.paper);
    if let Some(leader) = place.leader {
        sheet.line(Role::Leader, leader.into(), Stroke::new(colour, 1.0));
    }
    let first = (place.rect.x + 2.0, place.rect.y + 0.55 * style.size + 0.36 * style.size);
    sheet.write_lines(Role::Label, first, Anchor::Start, style.coloured(colour), &end.lines);
    sheet.series = None;
    let rise = (end.lines.lines.len().max(1) - 1) as f64 * sheet.measure(style).leading();
    end.write_interval(sheet, (first.0, first.1 + rise));
}
