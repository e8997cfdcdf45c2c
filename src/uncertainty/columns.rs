//! A sparse matrix kept by column: for each estimate, the units that touch it. A primary sampling unit touches few cells, so this
//! stays small where a dense factor would not.
//!
//! Linear images are kept as combinations of the columns they are made of and written out one at a time when asked for: the share of an
//! answer touches every unit of its base, and all shares of a large table would not fit beside each other.

use crate::num::Matrix;
use rayon::prelude::*;
use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

/// Entries by unit, sorted and unique.
type Entries = Vec<(u32, f64)>;

thread_local! {
    /// A number for each unit, 0 between uses.
    static PAD: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
}

/// Sparse columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    /// What the columns are made of.
    sources: Arc<[Arc<Entries>]>,
    /// For each column the sources, by number, with their factors.
    rows: Vec<Vec<(usize, f64)>>,
}

impl Columns {
    /// Columns from entries in any order; entries of one unit in one column are added up.
    pub fn new(columns: Vec<Vec<(u32, f64)>>) -> Self {
        let rows = (0..columns.len()).map(|k| vec![(k, 1.0)]).collect();
        let sources: Vec<_> = columns.into_par_iter().map(|column| Arc::new(summed(column))).collect();
        Self { sources: sources.into(), rows }
    }

    /// Columns and unit weights (±1) whose weighted products are the symmetric `covariance`, from its eigenvectors. Works for matrices
    /// that are not quite positive semidefinite, as those of printed shares adding up to 101 % are.
    pub fn of_covariance(covariance: &Matrix) -> (Vec<f64>, Self) {
        // What varies with nothing has no entries: a decomposition would leave it the rounding of all others.
        let varies = |&row: &usize| covariance.row(row).iter().any(|&entry| entry != 0.0);
        let varying: Vec<usize> = (0..covariance.nrows()).filter(varies).collect();
        if varying.is_empty() {
            return (Vec::new(), Self::empty(covariance.nrows()));
        }
        let eigen = covariance.select_rows(&varying).select_columns(&varying).symmetric_eigen();
        let weights = eigen.eigenvalues.iter().map(|value| value.signum()).collect();
        let entry = |unit: usize, row: usize| eigen.eigenvalues[unit].abs().sqrt() * eigen.eigenvectors[(row, unit)];
        let mut columns = vec![Entries::new(); covariance.nrows()];
        for (at, &row) in varying.iter().enumerate() {
            columns[row] = (0u32..).zip((0..varying.len()).map(|unit| entry(unit, at))).collect();
        }
        (weights, Self::new(columns))
    }

    /// `count` empty columns.
    pub fn empty(count: usize) -> Self {
        Self { rows: vec![Vec::new(); count], ..Self::default() }
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// One column written out, by unit.
    pub fn column(&self, index: usize) -> Cow<'_, [(u32, f64)]> {
        match self.rows[index][..] {
            [(source, 1.0)] => Cow::Borrowed(&self.sources[source][..]),
            ref row => Cow::Owned(self.combined(row)),
        }
    }

    /// Σ factor · source. Where the sources fill most of the units they span, they are added up in place instead of being sorted; each
    /// unit's entries are added in the same order either way.
    fn combined(&self, row: &[(usize, f64)]) -> Entries {
        let parts = || row.iter().map(|&(source, factor)| (&self.sources[source][..], factor));
        let span = parts().filter_map(|(source, _)| source.last()).map(|&(unit, _)| unit as usize + 1).max();
        let (span, count) = (span.unwrap_or(0), parts().map(|(source, _)| source.len()).sum::<usize>());
        if span > 8 * count {
            let scaled = parts().flat_map(|(source, factor)| source.iter().map(move |&(unit, z)| (unit, factor * z)));
            return summed(scaled.collect());
        }
        let mut sums: Vec<Option<f64>> = vec![None; span];
        for (source, factor) in parts() {
            for &(unit, z) in source {
                let sum = &mut sums[unit as usize];
                *sum = Some(sum.map_or(factor * z, |sum| sum + factor * z));
            }
        }
        (0u32..).zip(sums).filter_map(|(unit, sum)| Some((unit, sum?))).collect()
    }

    /// Σ over units of weight · a · b, for columns `i` and `j`; a missing weight counts as 1.
    pub fn dot(&self, i: usize, j: usize, weights: &[f64]) -> f64 {
        if i == j { self.square(i, weights) } else { product(&self.column(i), &self.column(j), weights) }
    }

    /// The product of a column with itself (in another order than [`Columns::products`] has it, so the last digit may differ), without writing it out: its sources are added up by unit on a pad and taken off again, each
    /// unit where it stands first.
    fn square(&self, i: usize, weights: &[f64]) -> f64 {
        let parts = || self.rows[i].iter().map(|&(source, factor)| (&self.sources[source][..], factor));
        let span =
            parts().filter_map(|(source, _)| source.last()).map(|&(unit, _)| unit as usize + 1).max().unwrap_or(0);
        PAD.with_borrow_mut(|pad| {
            if pad.len() < span {
                pad.resize(span, 0.0);
            }
            for (source, factor) in parts() {
                source.iter().for_each(|&(unit, z)| pad[unit as usize] += factor * z);
            }
            let mut sum = 0.0;
            for &(unit, _) in parts().flat_map(|(source, _)| source) {
                let entry = std::mem::take(&mut pad[unit as usize]);
                sum += weight_of(weights, unit) * entry * entry;
            }
            sum
        })
    }

    /// All such products, columns × columns.
    pub fn products(&self, weights: &[f64]) -> Matrix {
        let columns: Vec<_> = (0..self.len()).map(|k| self.column(k)).collect();
        let mut all = Matrix::zeros(self.len(), self.len());
        for (i, a) in columns.iter().enumerate() {
            for (j, b) in columns.iter().enumerate().skip(i) {
                let value = product(a, b, weights);
                all[(i, j)] = value;
                all[(j, i)] = value;
            }
        }
        all
    }

    /// Σ of absolute values in column `i`.
    pub fn absolute(&self, i: usize) -> f64 {
        self.column(i).iter().map(|(_, value)| value.abs()).sum()
    }

    /// The columns of the linear images: new column k is Σ over (j, c) in `rows[k]` of c · column j.
    pub fn transform(&self, rows: &[Vec<(usize, f64)>]) -> Self {
        let image = |row: &Vec<(usize, f64)>| {
            let parts =
                row.iter().flat_map(|&(j, c)| self.rows[j].iter().map(move |&(source, factor)| (source, c * factor)));
            summed(parts.collect())
        };
        Self { sources: self.sources.clone(), rows: rows.iter().map(image).collect() }
    }

    /// `before` empty columns, these, then `after` empty columns.
    pub fn padded(mut self, before: usize, after: usize) -> Self {
        let mut rows = vec![Vec::new(); before];
        rows.append(&mut self.rows);
        rows.resize(rows.len() + after, Vec::new());
        Self { rows, ..self }
    }

    /// These columns followed by `other`, whose unit numbers mean the same units.
    pub fn followed_by(mut self, other: Self) -> Self {
        let by = self.adopt(&other);
        self.rows.extend(other.rows.into_iter().map(|row| moved(row, by)));
        self
    }

    /// The same columns with every unit number raised by `by`.
    pub fn renumbered(mut self, by: u32) -> Self {
        let raised = |source: &Arc<Entries>| Arc::new(source.iter().map(|&(unit, value)| (unit + by, value)).collect());
        self.sources = self.sources.iter().map(raised).collect();
        self
    }

    /// Column by column, the entries of both.
    ///
    /// # Panics
    /// When the two differ in length.
    pub fn overlay(mut self, other: Self) -> Self {
        assert_eq!(self.len(), other.len(), "as many columns in both");
        let by = self.adopt(&other);
        self.rows.iter_mut().zip(other.rows).for_each(|(row, more)| row.extend(moved(more, by)));
        self
    }

    /// Takes the sources of `other` in, unless they are the same; what its source numbers are raised by.
    fn adopt(&mut self, other: &Self) -> usize {
        if Arc::ptr_eq(&self.sources, &other.sources) {
            return 0;
        }
        let by = self.sources.len();
        self.sources = self.sources.iter().chain(other.sources.iter()).cloned().collect();
        by
    }
}

/// The same row over sources whose numbers are raised.
fn moved(mut row: Vec<(usize, f64)>, by: usize) -> Vec<(usize, f64)> {
    row.iter_mut().for_each(|(source, _)| *source += by);
    row
}

/// Sorted, entries of one key added up.
fn summed<K: Ord + Copy>(mut entries: Vec<(K, f64)>) -> Vec<(K, f64)> {
    // Stable, so that equal keys are added in the order given; and quick where the entries are sorted runs.
    entries.sort_by_key(|(key, _)| *key);
    entries.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
    entries
}

fn weight_of(weights: &[f64], unit: u32) -> f64 {
    weights.get(unit as usize).copied().unwrap_or(1.0)
}

/// Σ weight · a · b over the units of both.
fn product(a: &[(u32, f64)], b: &[(u32, f64)], weights: &[f64]) -> f64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some(&&(unit_a, value_a)), Some(&&(unit_b, value_b))) = (a.peek(), b.peek()) {
        match unit_a.cmp(&unit_b) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += weight_of(weights, unit_a) * value_a * value_b;
                a.next();
                b.next();
            }
        }
    }
    sum
}
