//! Variances and standard deviations between people: n/(n − 1) Σ w (x − x̄)² / Σ w, a smooth function of three totals.

use super::mean::{asked, outputs, places};
use super::{Ask, EstimateError};
use crate::sample::{Quantity, Sample, Term, Totals};
use crate::uncertainty::{Estimates, Smooth};

/// The variance of the variable `ask.question` in every cell.
///
/// # Errors
/// [`EstimateError`] when the variable or a group does not occur, or holds words.
pub fn variances(sample: &dyn Sample, ask: &Ask) -> Result<Vec<Estimates>, EstimateError> {
    spread(sample, ask, false)
}

/// The standard deviation, the root of the variance.
///
/// # Errors
/// As [`variances`].
pub fn standard_deviations(sample: &dyn Sample, ask: &Ask) -> Result<Vec<Estimates>, EstimateError> {
    spread(sample, ask, true)
}

fn spread(sample: &dyn Sample, ask: &Ask, root: bool) -> Result<Vec<Estimates>, EstimateError> {
    let part = |totals: &Totals| {
        let squares = places(totals, &Term::SumOfSquares);
        let cell = |((base, sum), (_, square)): ((usize, usize), (usize, usize))| {
            let n = totals.estimates.output(base).base.n.unwrap_or(f64::INFINITY);
            // Of one respondent it is not known, rather than 0 or what rounding leaves of 0 times infinity.
            let factor = if n > 1.0 { n / (n - 1.0) } else { f64::NAN };
            Moments { base, sum, square, center: totals.centers[square], factor }
        };
        let cells = places(totals, &Term::Sum).into_iter().zip(squares).map(cell).collect();
        totals.estimates.map(&Spread { cells, root }, outputs(totals, &Term::Sum))
    };
    Ok(asked(sample, ask, Quantity::Moments(ask.question.clone()))?.iter().map(part).collect())
}

/// Places of the totals of one cell, what its squares are about, and n/(n − 1).
struct Moments {
    base: usize,
    sum: usize,
    square: usize,
    center: f64,
    factor: f64,
}

struct Spread {
    cells: Vec<Moments>,
    root: bool,
}

impl Moments {
    /// The mean less the center.
    fn mean(&self, x: &[f64]) -> f64 {
        x[self.sum] / x[self.base] - self.center
    }

    fn variance(&self, x: &[f64]) -> f64 {
        let mean = self.mean(x);
        self.factor * (x[self.square] / x[self.base] - mean * mean)
    }

    fn deviation(&self, x: &[f64]) -> f64 {
        let variance = self.variance(x);
        if variance < 0.0 { 0.0 } else { variance.sqrt() }
    }
}

impl Smooth for Spread {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        let value = |cell: &Moments| if self.root { cell.deviation(x) } else { cell.variance(x) };
        self.cells.iter().map(value).collect()
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        let row = |cell: &Moments| {
            let (base, mean) = (x[cell.base], cell.mean(x));
            let root = cell.deviation(x);
            let chain = match self.root {
                // Of a constant, the root has no slope; nothing varies.
                true if root == 0.0 => 0.0,
                true => cell.factor / (2.0 * root),
                false => cell.factor,
            };
            let by_base = (2.0 * mean * (mean + cell.center) - x[cell.square] / base) / base;
            vec![(cell.base, chain * by_base), (cell.sum, -chain * 2.0 * mean / base), (cell.square, chain / base)]
        };
        self.cells.iter().map(row).collect()
    }
}
