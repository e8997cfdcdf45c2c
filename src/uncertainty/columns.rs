//! A sparse matrix kept by column: for each estimate, the units that touch it. A primary sampling unit touches few cells, so this
//! stays small where a dense factor would not.

use crate::num::Matrix;

/// Sparse columns; entries of a column are sorted by unit and unique.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns(Vec<Vec<(u32, f64)>>);

impl Columns {
    /// Columns from entries in any order; entries of one unit in one column are added up.
    pub fn new(mut columns: Vec<Vec<(u32, f64)>>) -> Self {
        for column in &mut columns {
            column.sort_by_key(|(unit, _)| *unit);
            column.dedup_by(|later, first| {
                let same = later.0 == first.0;
                if same {
                    first.1 += later.1;
                }
                same
            });
        }
        Self(columns)
    }

    /// Columns and unit weights (±1) whose weighted products are the symmetric `covariance`, from its eigenvectors. Works for matrices
    /// that are not quite positive semidefinite, as those of printed shares adding up to 101 % are.
    pub fn of_covariance(covariance: &Matrix) -> (Vec<f64>, Self) {
        let eigen = covariance.clone().symmetric_eigen();
        let weights = eigen.eigenvalues.iter().map(|value| value.signum()).collect();
        let entry = |unit: usize, row: usize| eigen.eigenvalues[unit].abs().sqrt() * eigen.eigenvectors[(row, unit)];
        let units = eigen.eigenvalues.len();
        let column = |row| (0u32..).zip((0..units).map(|unit| entry(unit, row))).collect();
        (weights, Self::new((0..covariance.nrows()).map(column).collect()))
    }

    /// `count` empty columns.
    pub fn empty(count: usize) -> Self {
        Self(vec![Vec::new(); count])
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One column.
    pub fn column(&self, index: usize) -> &[(u32, f64)] {
        &self.0[index]
    }

    /// Σ over units of weight · a · b, for columns `i` and `j`; a missing weight counts as 1.
    pub fn dot(&self, i: usize, j: usize, weights: &[f64]) -> f64 {
        let (mut a, mut b) = (self.0[i].iter().peekable(), self.0[j].iter().peekable());
        let mut sum = 0.0;
        while let (Some(&&(unit_a, value_a)), Some(&&(unit_b, value_b))) = (a.peek(), b.peek()) {
            match unit_a.cmp(&unit_b) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    sum += weights.get(unit_a as usize).copied().unwrap_or(1.0) * value_a * value_b;
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }

    /// Σ of absolute values in column `i`.
    pub fn absolute(&self, i: usize) -> f64 {
        self.0[i].iter().map(|(_, value)| value.abs()).sum()
    }

    /// The columns of the linear images: new column k is Σ over (j, c) in `rows[k]` of c · column j.
    pub fn transform(&self, rows: &[Vec<(usize, f64)>]) -> Self {
        let image = |row: &Vec<(usize, f64)>| {
            row.iter().flat_map(|&(j, c)| self.0[j].iter().map(move |&(unit, value)| (unit, c * value))).collect()
        };
        Self::new(rows.iter().map(image).collect())
    }

    /// `before` empty columns, these, then `after` empty columns.
    pub fn padded(mut self, before: usize, after: usize) -> Self {
        let mut all = vec![Vec::new(); before];
        all.append(&mut self.0);
        all.resize(all.len() + after, Vec::new());
        Self(all)
    }

    /// These columns followed by `other`, whose unit numbers mean the same units.
    pub fn followed_by(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The same columns with every unit number raised by `by`.
    pub fn renumbered(mut self, by: u32) -> Self {
        self.0.iter_mut().flatten().for_each(|(unit, _)| *unit += by);
        self
    }

    /// Column by column, the entries of both.
    ///
    /// # Panics
    /// When the two differ in length.
    pub fn overlay(self, other: Self) -> Self {
        assert_eq!(self.len(), other.len(), "as many columns in both");
        Self::new(self.0.into_iter().zip(other.0).map(|(a, b)| [a, b].concat()).collect())
    }
}
