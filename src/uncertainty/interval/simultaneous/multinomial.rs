//! Probability that every count of a multinomial stays within c of its mean, a whole number: that of independent Poisson counts, times
//! the probability that their sum is the total, over that of an untruncated sum (Levin 1981; Sison and Glaz 1995, equation 1).

use crate::num::distribution::poisson_at_mean;
use std::f64::consts::TAU;

/// The probability with the sum's by an Edgeworth series, for c = 1, 2, 3 … in turn.
pub(super) struct Edgeworth {
    cells: Vec<Cell>,
    total: f64,
}

impl Edgeworth {
    pub(super) fn new(counts: &[f64], total: f64) -> Self {
        Self { cells: counts.iter().map(|&count| Cell::new(count)).collect(), total }
    }

    /// The probability at `c`, one more than before.
    pub(super) fn widened_to(&mut self, c: f64) -> f64 {
        let (mut inside, mut mean, mut variance, mut third, mut excess) = (1.0, 0.0, 0.0, 0.0, 0.0);
        for cell in &mut self.cells {
            cell.widen(c, self.total);
            let [probability, first, second, cubed, fourth] = cell.moments();
            inside *= probability;
            mean += first;
            variance += second;
            third += cubed;
            excess += fourth - 3.0 * second * second;
        }
        let (skewness, kurtosis) = (third / variance.powf(1.5), excess / (variance * variance));
        let x = (self.total - mean) / variance.sqrt();
        let (x2, x3) = (x * x, x * x * x);
        let hermite4 = x2 * x2 - 6.0 * x2 + 3.0;
        let hermite6 = x3 * x3 - 15.0 * x2 * x2 + 45.0 * x2 - 15.0;
        let series =
            1.0 + skewness * (x3 - 3.0 * x) / 6.0 + kurtosis * hermite4 / 24.0 + skewness * skewness * hermite6 / 72.0;
        let density = (-x2 / 2.0).exp() * series / (TAU * variance).sqrt();
        inside * density / poisson_at_mean(self.total)
    }
}

/// The exact probability at `c`, by adding the truncated counts one at a time.
pub(super) fn convolution(counts: &[f64], total: f64, c: f64) -> f64 {
    let mut counts = counts.to_vec();
    // The largest count last: of its sum with the others only one value is needed.
    counts.sort_by(f64::total_cmp);
    let Some((&largest, others)) = counts.split_last() else { return 1.0 };
    let sums = others.iter().fold(Window { below: 0, weights: vec![1.0] }, |sums, &count| {
        let one = Window::around(count, total, c);
        let mut weights = vec![0.0; sums.weights.len() + one.weights.len() - 1];
        for (i, sum) in sums.weights.iter().enumerate() {
            for (j, weight) in one.weights.iter().enumerate() {
                weights[i + j] += sum * weight;
            }
        }
        Window { below: sums.below + one.below, weights }
    });
    let last = Window::around(largest, total, c);
    let middle = sums.below + last.below;
    let pairs = sums.weights.iter().enumerate().filter_map(|(i, sum)| {
        let other = last.weights.get(middle.checked_sub(i)?)?;
        Some(sum * other)
    });
    let at_means: f64 = counts.iter().map(|&count| poisson_at_mean(count)).product();
    pairs.sum::<f64>() * at_means / poisson_at_mean(total)
}

/// Probabilities of a Poisson count relative to that of its mean, for counts from `below` under the mean on.
struct Window {
    below: usize,
    weights: Vec<f64>,
}

impl Window {
    /// Within `c` of the mean, between 0 and `total`, and without what ten standard deviations make negligible.
    fn around(mean: f64, total: f64, c: f64) -> Self {
        let c = c.min(10.0 * mean.sqrt() + 40.0);
        let falling = steps(mean.min(c), |j| (mean - j + 1.0) / mean);
        let rising = steps((total - mean).min(c), |j| mean / (mean + j));
        Self { below: falling.len(), weights: falling.into_iter().rev().chain([1.0]).chain(rising).collect() }
    }
}

/// Running products of `ratio(1)`, `ratio(2)` … up to `count`.
fn steps(count: f64, ratio: impl Fn(f64) -> f64) -> Vec<f64> {
    let mut product = 1.0;
    (1..=count as u32)
        .map(|j| {
            product *= ratio(f64::from(j));
            product
        })
        .collect()
}

/// A Poisson count cut off at some distance from its mean, a whole number, by running sums outwards: nothing cancels.
struct Cell {
    mean: f64,
    /// Probabilities of the outermost counts, relative to that of the mean.
    up: f64,
    down: f64,
    /// Σ of relative probability · (count − mean)^r, r = 0 to 4.
    sums: [f64; 5],
}

impl Cell {
    fn new(mean: f64) -> Self {
        Self { mean, up: 1.0, down: 1.0, sums: [1.0, 0.0, 0.0, 0.0, 0.0] }
    }

    /// Takes in the counts at distance `c`, the next whole number, as far as they lie between 0 and `total`.
    fn widen(&mut self, c: f64, total: f64) {
        self.up *= if self.mean + c <= total { self.mean / (self.mean + c) } else { 0.0 };
        self.down *= ((self.mean - c + 1.0) / self.mean).max(0.0);
        let (mut above, mut below) = (self.up, self.down);
        for sum in &mut self.sums {
            *sum += above + below;
            above *= c;
            below *= -c;
        }
    }

    /// The probability of being inside, then the mean and the central moments 2 to 4 given that.
    fn moments(&self) -> [f64; 5] {
        let [s0, s1, s2, s3, s4] = self.sums;
        let [m1, m2, m3, m4] = [s1 / s0, s2 / s0, s3 / s0, s4 / s0];
        let second = m2 - m1 * m1;
        let third = m3 - 3.0 * m1 * m2 + 2.0 * m1.powi(3);
        let fourth = m4 - 4.0 * m1 * m3 + 6.0 * m1 * m1 * m2 - 3.0 * m1.powi(4);
        [s0 * poisson_at_mean(self.mean), self.mean + m1, second, third, fourth]
    }
}
