//! Intervals of lines at the same waves: shown where they are few, side by side where they would cover each other.

use super::{find, names, places, waves};
use crate::chart::figures::Figures;
use crate::chart::layout::{Cover, asides};

/// Intervals that can be told from each other.
const MOST: usize = 12;
/// Between the intervals of lines at one wave.
const APART: f64 = 4.5;
/// The part of its length by which an interval is kept from the next.
const MARGIN: f64 = 0.25;
/// The most that they take of the way to the next wave.
const MOST_APART: f64 = 0.25;

/// Whether there are intervals, few enough to be told from each other.
pub(super) fn shows_intervals(figures: &Figures) -> bool {
    let count = names(figures).len() * waves(figures).len();
    count <= MOST && figures.estimates().any(|(row, _)| row.widest().is_some())
}

/// How far each line stands aside at all waves, so that their intervals do not cover each other.
pub(super) fn apart(figures: &Figures, (names, waves): (&[&str], &[&str]), width: f64) -> Vec<f64> {
    if !shows_intervals(figures) {
        return vec![0.0; names.len()];
    }
    let xs = places(figures, waves);
    let cover = |name: &str, (wave, x): (&&str, &f64)| {
        let bounds = find(figures, name, wave)?.widest()?;
        // Longer than they are, so that those that only touch do not join into one.
        let room = MARGIN * (bounds.high - bounds.low);
        Some(Cover { at: x * width, from: bounds.low - room, to: bounds.high + room })
    };
    let lines: Vec<Vec<Cover>> =
        names.iter().map(|name| waves.iter().zip(&xs).filter_map(|at| cover(name, at)).collect()).collect();
    asides(&lines, APART, MOST_APART)
}
