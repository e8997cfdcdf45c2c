//! Intervals of lines at the same waves: shown where they are few, side by side where they would cover each other.

use super::{find, names, waves};
use crate::chart::figures::Figures;

/// Intervals that can be told from each other.
const MOST: usize = 12;
/// Between the intervals of lines at one wave.
const APART: f64 = 8.0;

/// Whether there are intervals, few enough to be told from each other.
pub(super) fn shows_intervals(figures: &Figures) -> bool {
    let count = names(figures).len() * waves(figures).len();
    count <= MOST && figures.estimates().any(|(row, _)| row.widest().is_some())
}

/// How far lines stand aside of each other at a wave, so that their intervals do not cover each other, nor reach the next wave's.
pub(super) fn apart(figures: &Figures, (names, waves): (&[&str], &[&str]), width: f64) -> f64 {
    let room = 0.25 * width / ((waves.len() - 1) * names.len()) as f64;
    let cover = shows_intervals(figures) && waves.iter().any(|wave| overlap(figures, names, wave));
    if cover { APART.min(room) } else { 0.0 }
}

/// Whether intervals of two lines overlap at a wave.
fn overlap(figures: &Figures, names: &[&str], wave: &str) -> bool {
    let mut bounds: Vec<_> = names.iter().filter_map(|name| find(figures, name, wave)?.widest()).collect();
    bounds.sort_by(|a, b| a.low.total_cmp(&b.low));
    bounds.windows(2).any(|pair| pair[1].low < pair[0].high)
}
