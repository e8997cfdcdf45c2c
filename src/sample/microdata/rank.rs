//! Degrees of freedom of replicate weights among some people: the rank of their columns less 1, as in R's `degf(subset(design, …))`.
//!
//! Rows are added, with signs that follow from their numbers, into hardly more sums than there are replicates. That keeps the rank if
//! every sum is of something: of few rows each enters several sums.

use super::replicates::Replicates;
use crate::num::{Matrix, mix};
use crate::survey::expression::Condition;
use crate::survey::{Column, MISSING, Source, SourceError, Value};
use rayon::prelude::*;
use std::collections::HashMap;

/// Sums that a row enters where there are few rows.
const COPIES: u64 = 8;

/// Numbers that the sums of several cells may hold at a time: 256 MiB.
const MOST: usize = 1 << 25;

/// What replicate weights of some people span: as many rows as their rank.
pub(super) struct Span(Matrix);

/// Whose spans are asked for.
pub(super) struct Asked<'a> {
    /// The weight that replicates are factors of, if they are.
    pub(super) weight: Option<usize>,
    /// The column that people need a number in, if any.
    pub(super) answered: Option<usize>,
    pub(super) domain: Option<&'a Condition>,
    /// Grouping columns.
    pub(super) groups: &'a [usize],
    /// Their values, one list for each span.
    pub(super) keys: &'a [Vec<Value>],
}

impl Span {
    fn of(sums: &Matrix) -> Self {
        Self(basis(sums).transpose() * sums)
    }

    fn is_full(&self) -> bool {
        self.0.nrows() == self.0.ncols()
    }

    /// The degrees of freedom of several spans together; `None` of none.
    pub(super) fn degrees_of_freedom(spans: &[&Self]) -> Option<f64> {
        let columns = spans.first()?.0.ncols();
        let rank = match spans {
            [one] => one.0.nrows(),
            _ if spans.iter().any(|span| span.is_full()) => columns,
            several => {
                let rows: Vec<_> = several.iter().flat_map(|span| span.0.row_iter()).collect();
                if rows.is_empty() { 0 } else { basis(&Matrix::from_rows(&rows)).ncols() }
            }
        };
        Some(rank.saturating_sub(1).max(1) as f64)
    }
}

impl Replicates {
    /// The span of every key.
    pub(super) fn spans(&self, source: &dyn Source, asked: &Asked<'_>) -> Result<Vec<Span>, SourceError> {
        let most = (MOST / (self.columns.len() * self.sums())).max(1);
        let mut all = Vec::with_capacity(asked.keys.len());
        for keys in asked.keys.chunks(most) {
            let sums = self.added(source, &Asked { keys, ..*asked })?;
            all.par_extend(sums.par_iter().map(Span::of));
        }
        Ok(all)
    }

    /// The sums of every key. Those of full rank after the first chunk, as most are, cannot grow: their rows are not looked at any more,
    /// and reading ends where all are.
    fn added(&self, source: &dyn Source, asked: &Asked<'_>) -> Result<Vec<Matrix>, SourceError> {
        let numbers: HashMap<&[Value], u32> = asked.keys.iter().map(Vec::as_slice).zip(0..).collect();
        let mut sums = vec![Matrix::zeros(self.sums(), self.columns.len()); asked.keys.len()];
        let mut open = vec![true; sums.len()];
        let wanted = self.wanted(asked);
        let mut before = 0;
        for (chunk, &rows) in source.chunks().iter().enumerate() {
            let columns = source.read(chunk, &wanted)?;
            let column = |place: usize| &columns[wanted.partition_point(|&wanted| wanted < place)];
            let cells = cells(asked, (&numbers, &open), column, rows);
            self.add(&mut sums, asked, (column, &cells, before));
            before += rows as u64;
            if chunk == 0 && source.chunks().len() > 1 {
                open = sums.par_iter().map(|sums| basis(sums).ncols() < self.columns.len()).collect();
            }
            if !open.contains(&true) {
                break;
            }
        }
        Ok(sums)
    }

    fn sums(&self) -> usize {
        self.columns.len() + 32
    }

    fn wanted(&self, asked: &Asked<'_>) -> Vec<usize> {
        let mut wanted: Vec<usize> = self.columns.iter().chain(asked.groups).copied().collect();
        wanted.extend(asked.weight.into_iter().chain(asked.answered));
        wanted.extend(asked.domain.iter().flat_map(|domain| domain.columns()));
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Adds the rows of a chunk, `before` rows of the source ahead of it, to the sums of their cells.
    fn add<'a>(
        &self,
        sums: &mut [Matrix],
        asked: &Asked<'_>,
        (column, cells, before): (impl Fn(usize) -> &'a Column, &[u32], u64),
    ) {
        let mut people = vec![0; sums.len()];
        cells.iter().filter(|cell| **cell != MISSING).for_each(|&cell| people[cell as usize] += 1);
        let copies = |cell: u32| if people[cell as usize] > 64 * self.sums() { 1 } else { COPIES };
        let base = asked.weight.and_then(|weight| column(weight).numbers());
        for (at, &replicate) in self.columns.iter().enumerate() {
            let numbers = column(replicate).numbers().unwrap_or_default();
            let rows = (before..).zip(numbers.iter().zip(cells)).enumerate();
            for (row, (number, (&value, &cell))) in rows.filter(|(_, (_, (_, cell)))| **cell != MISSING) {
                let value = value * base.as_ref().map_or(1.0, |base| base[row]);
                for copy in 0..copies(cell) {
                    let mixed = mix(number * COPIES + copy);
                    let sign = if mixed >> 63 == 0 { 1.0 } else { -1.0 };
                    sums[cell as usize][((mixed >> 20) as usize % self.sums(), at)] += sign * value;
                }
            }
        }
    }
}

/// For each row the place of its key among those that are still open; [`MISSING`] for the others and for rows outside the domain.
fn cells<'a>(
    asked: &Asked<'_>,
    (numbers, open): (&HashMap<&[Value], u32>, &[bool]),
    column: impl Fn(usize) -> &'a Column,
    rows: usize,
) -> Vec<u32> {
    let inside = asked.domain.map(|domain| domain.holds(&column, rows));
    let no_number = |row: usize| asked.answered.is_some_and(|place| column(place).number(row).is_none_or(f64::is_nan));
    let mut key = Vec::with_capacity(asked.groups.len());
    let cell = |row: usize| {
        if inside.as_ref().is_some_and(|inside| !inside[row]) || no_number(row) {
            return MISSING;
        }
        key.clear();
        key.extend(asked.groups.iter().map(|&group| column(group).value(row)));
        numbers.get(key.as_slice()).copied().filter(|&cell| open[cell as usize]).unwrap_or(MISSING)
    };
    (0..rows).map(cell).collect()
}

/// Columns that are freed of the others' directions together, as a product of matrices.
const BLOCK: usize = 32;

/// The part of a column that must be left for it to count, as in R's `degf`: weights may be printed to seven digits.
const TOLERANCE: f64 = 1e-5;

/// Unit columns that span what those of `matrix` do, by Gram and Schmidt's method in blocks, each step done twice (Björck 1967; Giraud et
/// al. 2005): of every column what the ones before it do not span.
fn basis(matrix: &Matrix) -> Matrix {
    let mut basis = Matrix::zeros(matrix.nrows(), matrix.nrows().min(matrix.ncols()));
    let mut rank = 0;
    for start in (0..matrix.ncols()).step_by(BLOCK) {
        let before = rank;
        let mut block = matrix.columns(start, BLOCK.min(matrix.ncols() - start)).into_owned();
        for _ in 0..2 {
            let parts = basis.columns(0, before).transpose() * &block;
            block.gemm(-1.0, &basis.columns(0, before), &parts, 1.0);
        }
        for (mut column, whole) in block.column_iter_mut().zip(matrix.columns_range(start..).column_iter()) {
            for _ in 0..2 {
                for own in basis.columns(before, rank - before).column_iter() {
                    column.axpy(-own.dot(&column), &own, 1.0);
                }
            }
            let left = column.norm();
            if left > TOLERANCE * whole.norm() && rank < basis.ncols() {
                basis.set_column(rank, &(column / left));
                rank += 1;
            }
        }
    }
    basis.columns(0, rank).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_those_of_the_whole_decomposition() {
        let mixed = |row: usize, column: usize| (mix((row * 31 + column) as u64) >> 40) as f64;
        for (known, columns) in [(0, 11), (1, 11), (11, 11), (3, 90), (31, 90), (40, 90), (64, 64)] {
            let (left, right) = (Matrix::from_fn(70, known, &mixed), Matrix::from_fn(known, columns, &mixed));
            let made = left * right;
            let span = Span::of(&made);
            assert_eq!((basis(&made).ncols(), span.0.nrows()), (known, known), "{columns} columns");
            // Weights are printed to seven digits; R's degf takes such for what they stand for.
            let printed = made.map(|x| if x == 0.0 { 0.0 } else { format!("{x:.6e}").parse().unwrap() });
            assert_eq!(basis(&printed).ncols(), known, "{columns} columns, printed");
        }
    }
}
