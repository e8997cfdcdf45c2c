//! Polls of one date whose intervals would cover each other stand aside of it, each line by the same way everywhere; where pollsters
//! differ, each of them.

use super::ground::Ground;
use super::plot::{Plot, day};
use crate::chart::figures::Row;
use crate::chart::layout::{Cover, Room, asides};
use crate::uncertainty::Bounds;

/// From the polls of one line to those of the next, and from those of one pollster to the next, whose points must be seen apart.
const STEP: f64 = 2.6;
const STEP_OF_POLLSTERS: f64 = 7.0;
/// The most that all of one date take.
const WIDEST: f64 = 20.0;
const WIDEST_OF_POLLSTERS: f64 = 28.0;
/// The most of the way to the next date.
const MOST: f64 = 0.4;

impl Plot<'_> {
    /// The place of a poll among those that stand aside: of its line and its pollster.
    pub(super) fn slot(&self, line: usize, row: &Row) -> usize {
        line * self.houses() + self.house(row)
    }

    /// The place of a poll's pollster in their order.
    pub(super) fn house(&self, row: &Row) -> usize {
        row.pollster.as_deref().and_then(|name| self.pollsters.iter().position(|known| *known == name)).unwrap_or(0)
    }

    fn houses(&self) -> usize {
        self.pollsters.len().max(1)
    }

    fn room(&self) -> Room {
        let (step, widest) = if self.joins() { (STEP, WIDEST) } else { (STEP_OF_POLLSTERS, WIDEST_OF_POLLSTERS) };
        Room { step, widest, share: MOST }
    }

    /// How far polls may stand aside of their dates.
    pub(super) fn most_aside(&self) -> f64 {
        let mut days = self.polls();
        days.sort_by(f64::total_cmp);
        let most = days.chunk_by(|a, b| a == b).map(<[f64]>::len).max().unwrap_or(0);
        let all = most.saturating_sub(1) as f64 * self.room().step;
        if self.overlaps() && !self.is_crowded() { all.min(self.room().widest) / 2.0 } else { 0.0 }
    }

    /// The span of time with room at its end for polls that stand aside of the last date.
    pub(super) fn with_asides(&self, (from, to): (f64, f64), polls: &[f64], width: f64) -> (f64, f64) {
        let last = polls.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let lacks = self.most_aside() - (to - last) / (to - from) * width;
        if lacks > 0.0 && lacks < width / 4.0 { (from, to + lacks / (width - lacks) * (to - from)) } else { (from, to) }
    }

    /// How far the polls of each slot stand aside of their dates.
    pub(super) fn asides(&self, ground: &Ground) -> Vec<f64> {
        let slots = self.lines.len() * self.houses();
        // In a crowd each is seen through the others.
        if self.is_crowded() {
            return vec![0.0; slots];
        }
        let mut covers: Vec<Vec<Cover>> = vec![Vec::new(); slots];
        for (at, line) in self.lines.iter().enumerate() {
            for row in &line.rows {
                let Some(bounds) = self.whisker(row) else { continue };
                let ((x, from), (_, to)) = (ground.place(day(row), bounds.high), ground.place(day(row), bounds.low));
                covers[self.slot(at, row)].push(Cover { at: x, from, to });
            }
        }
        asides(&covers, self.room())
    }

    /// Whether intervals of several polls of one date overlap.
    pub(super) fn overlaps(&self) -> bool {
        let of = |(at, row): (usize, &Row)| Some((day(row), self.slot(at, row), self.whisker(row)?));
        let lines = self.lines.iter().enumerate();
        let rows = lines.flat_map(|(at, line)| line.rows.iter().map(move |row| (at, *row)));
        let mut polls: Vec<(f64, usize, Bounds)> = rows.filter_map(of).collect();
        polls.sort_by(|a, b| a.0.total_cmp(&b.0));
        polls.chunk_by(|a, b| a.0 == b.0).any(|polls| {
            let meets = |(at, (_, slot, one)): (usize, &(f64, usize, Bounds))| {
                polls[..at].iter().any(|(_, other, two)| slot != other && one.low < two.high && two.low < one.high)
            };
            polls.iter().enumerate().any(meets)
        })
    }
}
