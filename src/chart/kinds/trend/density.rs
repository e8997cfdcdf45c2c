//! How many marks a plot over time bears: what stands on its polls, and how strong its intervals are.

use super::ground::Ground;
use super::plot::{Line, Plot, day};
use crate::chart::figures::Row;
use crate::chart::layout::Sheet;

/// What stands on the polls of a plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dots {
    /// Points as large as the base of a poll tells.
    Sized,
    /// Small points of one size, filled with the colour of their line.
    Small,
    /// Points at the ends of a line alone; between them the line itself bends.
    Ends,
}

/// The radius of small points.
pub(super) const SMALL: f64 = 1.9;
/// The radius of the last point of a line with small ones.
pub(super) const LAST: f64 = 3.0;
/// The least way from point to point, in diameters of points that tell a base; more where lines are many.
const APART: f64 = 2.5;
const APART_OF_MANY: f64 = 4.5;
/// The same of points that stay as large as their base tells, and the least part of their size that they keep where they have less room.
const APART_SIZED: f64 = 1.1;
const LEAST_KEPT: f64 = 0.65;
/// The same of small points.
const APART_SMALL: f64 = 2.0;
/// Lines, and intervals, from which on the intervals are pale.
const MANY_LINES: usize = 3;
const MANY_INTERVALS: usize = 30;
/// How far a point lies from zero at least that is drawn between others.
const OFF_ZERO: f64 = 1.5;

impl Plot<'_> {
    /// What stands on the polls, where the largest point has this radius; in panels they are small. Polls that a fit runs through are what it rests on: they stay.
    pub(super) fn dots(&self, ground: &Ground, radius: f64) -> Dots {
        if !self.joins() || self.lines.iter().any(|line| line.fitted) {
            return Dots::Sized;
        }
        let spacing = self.spacing(ground);
        let apart = if self.lines.len() > MANY_LINES { APART_OF_MANY } else { APART };
        match spacing / (2.0 * radius) {
            diameters if diameters >= apart && !self.panelled => Dots::Sized,
            _ if spacing >= APART_SMALL * 2.0 * SMALL => Dots::Small,
            _ => Dots::Ends,
        }
    }

    /// The part of its size that every point keeps, where the largest has this radius and all must stand: points that cover their neighbours
    /// show neither their form nor their interval.
    pub(super) fn kept(&self, ground: &Ground, dots: Dots, radius: f64) -> f64 {
        if dots != Dots::Sized || self.is_crowded() || self.is_low() || radius == 0.0 {
            return 1.0;
        }
        (self.spacing(ground) / (APART_SIZED * 2.0 * radius)).clamp(LEAST_KEPT, 1.0)
    }

    /// Whether it is a panel whose points need not show the form of a pollster.
    pub(super) fn is_low(&self) -> bool {
        self.panelled && self.joins()
    }

    /// The usual way between two polls of the line that has the most.
    fn spacing(&self, ground: &Ground) -> f64 {
        self.lines.iter().filter_map(|line| spacing(line, ground)).fold(f64::INFINITY, f64::min)
    }

    /// Whether intervals are so many that they would outweigh the lines; in panels they are fences.
    pub(super) fn has_pale_intervals(&self) -> bool {
        let intervals = |line: &Line<'_>| line.rows.iter().filter(|row| self.whisker(row).is_some()).count();
        self.panelled
            || self.lines.len() >= MANY_LINES
            || self.lines.iter().map(intervals).sum::<usize>() >= MANY_INTERVALS
    }
}

/// The usual way between two polls of a line.
fn spacing(line: &Line<'_>, ground: &Ground) -> Option<f64> {
    let mut days: Vec<f64> = line.rows.iter().map(|row| ground.x(day(row))).collect();
    days.dedup();
    let mut steps: Vec<f64> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied()
}

/// Whether a poll lies on the foot of the plot, at zero, between others: rings in a row there would tell nothing.
pub(super) fn lies_on_zero(ground: &Ground, row: &Row) -> bool {
    let (zero, value) = (ground.axis.at(0.0), row.value.map(|value| ground.axis.at(value)));
    ground.axis.from == 0.0 && value.is_some_and(|at| (at - zero).abs() < OFF_ZERO)
}

/// The radius of the point of a poll, and whether it is drawn as one that tells the base.
pub(super) fn radius_of(sheet: &Sheet<'_>, dots: Dots, (own, end, bare): (f64, bool, bool)) -> f64 {
    match dots {
        // No wider than its line: the line bends there, and a program that reads the picture finds the poll.
        _ if bare && !end => sheet.theme.sizes.line * 0.375,
        Dots::Sized => own,
        Dots::Small | Dots::Ends if end => LAST,
        Dots::Small => SMALL,
        Dots::Ends => sheet.theme.sizes.line * 0.375,
    }
}
