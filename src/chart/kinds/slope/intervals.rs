//! Intervals of lines at the same waves. Points stand on their wave; an interval that would cover another's steps aside of it, outwards at
//! the ends, where no line runs, and a tick at its value tells whose it is.

use super::{BEHIND, INTERVAL, Ink, find, names, waves};
use crate::chart::drawing::{Point, Role, Stroke};
use crate::chart::figures::{Figures, Row};
use crate::chart::layout::{Axis, Sheet};
use crate::uncertainty::Bounds;

/// Intervals that can be told from each other: of seven lines in two waves.
const MOST: usize = 14;
/// Between the intervals of lines at one wave.
const APART: f64 = 4.5;
/// Intervals one above the other are apart by this part of the shorter, or they would join into one.
const APART_ALONG: f64 = 0.1;

/// Whether there are intervals, few enough to be told from each other.
pub(super) fn shows_intervals(figures: &Figures) -> bool {
    let count = names(figures).len() * waves(figures).len();
    count <= MOST && figures.estimates().any(|(row, _)| row.widest().is_some())
}

/// How far the interval of each line stands aside of its point, wave by wave.
pub(super) struct Asides(Vec<Vec<f64>>);

impl Asides {
    /// None where intervals are not shown.
    pub(super) fn of(figures: &Figures, (names, waves): (&[&str], &[&str])) -> Option<Self> {
        let last = waves.len() - 1;
        let at = |(place, wave): (usize, &&str)| {
            let rows: Vec<Option<&Row>> = names.iter().map(|name| find(figures, name, wave)).collect();
            let offset = |step: usize| match place {
                0 => -APART * step as f64,
                place if place == last => APART * step as f64,
                // To both sides in turn.
                _ => APART * step.div_ceil(2) as f64 * if step.is_multiple_of(2) { 1.0 } else { -1.0 },
            };
            steps(&rows).into_iter().map(offset).collect()
        };
        shows_intervals(figures).then(|| Self(waves.iter().enumerate().map(at).collect()))
    }

    /// The furthest at the first and at the last wave, for which the picture has room at its sides.
    pub(super) fn at_ends(&self) -> [f64; 2] {
        let most =
            |wave: Option<&Vec<f64>>| wave.into_iter().flatten().fold(0.0_f64, |most, aside| most.max(aside.abs()));
        [most(self.0.first()), most(self.0.last())]
    }

    /// Draws the intervals of a line, whose points stand at the waves in `rows`.
    pub(super) fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        line: usize,
        rows: &[(usize, Point, &Row)],
        (axis, ink): (&Axis, Ink),
    ) {
        let stroke = Stroke::new(sheet.paled(ink.colour), INTERVAL * if ink.front { 1.0 } else { BEHIND });
        for (wave, (x, y), row) in rows {
            let Some(bounds) = row.widest() else { continue };
            let aside = x + self.0[*wave][line];
            sheet.line(Role::Whisker, vec![(aside, axis.at(bounds.low)), (aside, axis.at(bounds.high))], stroke);
            if aside != *x {
                sheet.line(Role::Whisker, vec![(aside, *y), (*x, *y)], stroke);
            }
        }
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
