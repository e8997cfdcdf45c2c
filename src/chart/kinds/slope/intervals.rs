//! Intervals of lines at the same waves. Points stand on their wave; an interval that would cover another's steps aside of it, outwards at
//! the ends, where no line runs, and a tick at its value tells whose it is.

use super::{BEHIND, INTERVAL, Ink, Placed, find};
use crate::chart::drawing::{Point, Role, Stroke};
use crate::chart::figures::{Figures, Row};
use crate::chart::layout::{Axis, Sheet};
use crate::uncertainty::Bounds;

/// Between the intervals of lines at one wave, where they have room for it.
const APART: f64 = 4.5;
/// The part of the width that they take at the first and the last wave together.
const ROOM: f64 = 0.12;
/// Intervals one above the other are apart by this part of the shorter, or they would join into one.
const APART_ALONG: f64 = 0.1;

/// How far the interval of each line stands aside of its point, wave by wave.
pub(super) struct Asides(Vec<Vec<f64>>);

impl Asides {
    /// The nearer to each other the more there are, in a picture of this width that leaves `spare` beside its slopes.
    pub(super) fn of(figures: &Figures, (names, waves): (&[&str], &[&str]), (width, spare): (f64, f64)) -> Self {
        let last = waves.len() - 1;
        let row = |name: &&str, wave: &str| find(figures, name, wave);
        let at = |wave: &&str| steps(&names.iter().map(|name| row(name, wave)).collect::<Vec<_>>());
        let waves: Vec<Vec<usize>> = waves.iter().map(at).collect();
        let most = |wave: usize| waves[wave].iter().copied().max().unwrap_or(0);
        let room = spare.clamp(0.0, ROOM * width);
        let apart = APART.min(room / (most(0) + most(last)).max(1) as f64);
        let offset = |place: usize, step: usize| match place {
            0 => -apart * step as f64,
            place if place == last => apart * step as f64,
            // To both sides in turn.
            _ => apart * step.div_ceil(2) as f64 * if step.is_multiple_of(2) { 1.0 } else { -1.0 },
        };
        let aside = |(place, steps): (usize, &Vec<usize>)| steps.iter().map(|step| offset(place, *step)).collect();
        Self(waves.iter().enumerate().map(aside).collect())
    }

    /// The furthest at the first and at the last wave, for which the picture has room at its sides.
    pub(super) fn at_ends(&self) -> [f64; 2] {
        let most =
            |wave: Option<&Vec<f64>>| wave.into_iter().flatten().fold(0.0_f64, |most, aside| most.max(aside.abs()));
        [most(self.0.first()), most(self.0.last())]
    }

    /// Draws the intervals of a line, whose points stand at the waves in `rows`.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, line: usize, rows: &[Placed<'_>], (axis, ink): (&Axis, Ink)) {
        let stroke = Stroke::new(sheet.paled(ink.colour), INTERVAL * if ink.front { 1.0 } else { BEHIND });
        for (from, to) in self.strokes(line, rows, axis) {
            sheet.line(Role::Whisker, vec![from, to], stroke);
        }
    }

    /// The intervals of a line, and the ticks that join those aside to their points.
    pub(super) fn strokes(&self, line: usize, rows: &[Placed<'_>], axis: &Axis) -> Vec<(Point, Point)> {
        let of = |(wave, (x, y), row): &Placed<'_>| {
            let (bounds, aside) = (row.widest()?, x + self.0[*wave][line]);
            let interval = ((aside, axis.at(bounds.low)), (aside, axis.at(bounds.high)));
            let tick = (aside != *x).then_some(((aside, *y), (*x, *y)));
            Some(std::iter::once(interval).chain(tick))
        };
        rows.iter().filter_map(of).flatten().collect()
    }
}

/// How many steps each interval stands aside at a wave, from the highest down: none covers one that is as far.
fn steps(rows: &[Option<&Row>]) -> Vec<usize> {
    let bounds: Vec<Option<Bounds>> = rows.iter().map(|row| row.and_then(Row::widest)).collect();
    let covers = |a: usize, b: usize| {
        let Some((one, other)) = bounds[a].zip(bounds[b]) else { return false };
        let common = one.high.min(other.high) - one.low.max(other.low);
        common > -APART_ALONG * (one.high - one.low).min(other.high - other.low)
    };
    let high = |line: usize| bounds[line].map_or(f64::NEG_INFINITY, |bounds| bounds.high);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|a, b| high(*b).total_cmp(&high(*a)));
    let mut steps: Vec<Option<usize>> = vec![None; rows.len()];
    for line in order {
        let free = |step: &usize| (0..rows.len()).all(|other| steps[other] != Some(*step) || !covers(line, other));
        steps[line] = (0..).find(free);
    }
    steps.into_iter().map(Option::unwrap_or_default).collect()
}
