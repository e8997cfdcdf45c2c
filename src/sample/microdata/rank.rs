//! Degrees of freedom of replicate weights among some people: the rank of their columns less 1, as in R's `degf(subset(design, …))`.
//!
//! Rows are added, with signs that follow from their numbers, into hardly more sums than there are replicates. That keeps the rank if
//! every sum is of something: of few rows each enters several sums.

use super::replicates::Replicates;
use crate::num::{Matrix, mix};
use crate::survey::expression::Condition;
use crate::survey::{Column, MISSING, Source, SourceError, Value};
use std::collections::HashMap;

/// Sums that a row enters where there are few rows.
const COPIES: u64 = 8;

/// Numbers that the sums of several cells may hold at a time: 256 MiB.
const MOST: usize = 1 << 25;

/// What replicate weights of some people span.
#[derive(Clone)]
pub(super) struct Span(Matrix);

/// Whose spans are asked for.
pub(super) struct Asked<'a> {
    /// The weight that replicates are factors of, if they are.
    pub(super) weight: Option<usize>,
    pub(super) domain: Option<&'a Condition>,
    /// Grouping columns.
    pub(super) groups: &'a [usize],
    /// Their values, one list for each span.
    pub(super) keys: &'a [Vec<Value>],
}

impl Span {
    /// The degrees of freedom of one span or of several together, whose people differ.
    pub(super) fn degrees_of_freedom<'a>(mut spans: impl Iterator<Item = &'a Self>) -> Option<f64> {
        let first = spans.next()?.0.clone();
        let all = spans.fold(first, |all, span| all + &span.0);
        Some(rank(&all).saturating_sub(1).max(1) as f64)
    }
}

impl Replicates {
    /// The degrees of freedom of every key.
    pub(super) fn degrees_of_freedom(&self, source: &dyn Source, asked: &Asked<'_>) -> Result<Vec<f64>, SourceError> {
        let most = (MOST / (self.columns.len() * self.sums())).max(1);
        let mut all = Vec::with_capacity(asked.keys.len());
        for keys in asked.keys.chunks(most) {
            let spans = self.spans(source, &Asked { keys, ..*asked })?;
            all.extend(spans.iter().filter_map(|span| Span::degrees_of_freedom(std::iter::once(span))));
        }
        Ok(all)
    }

    /// The span of every key. Reading ends once no rank can grow any more, which a first chunk mostly shows.
    pub(super) fn spans(&self, source: &dyn Source, asked: &Asked<'_>) -> Result<Vec<Span>, SourceError> {
        let numbers: HashMap<&[Value], u32> = asked.keys.iter().map(Vec::as_slice).zip(0..).collect();
        let mut spans = vec![Span(Matrix::zeros(self.sums(), self.columns.len())); asked.keys.len()];
        let mut open = vec![true; spans.len()];
        let wanted = self.wanted(asked);
        let mut before = 0;
        for (chunk, &rows) in source.chunks().iter().enumerate() {
            let columns = source.read(chunk, &wanted)?;
            let column = |place: usize| &columns[wanted.partition_point(|&wanted| wanted < place)];
            let cells = cells(asked, (&numbers, &open), column, rows);
            self.add(&mut spans, asked, (column, &cells, before));
            before += rows as u64;
            for (span, open) in spans.iter().zip(&mut open).filter(|(_, open)| **open) {
                *open = rank(&span.0) < self.columns.len();
            }
            if !open.contains(&true) {
                break;
            }
        }
        Ok(spans)
    }

    fn sums(&self) -> usize {
        self.columns.len() + 32
    }

    fn wanted(&self, asked: &Asked<'_>) -> Vec<usize> {
        let mut wanted: Vec<usize> = self.columns.iter().chain(asked.groups).copied().collect();
        wanted.extend(asked.weight);
        wanted.extend(asked.domain.iter().flat_map(|domain| domain.columns()));
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Adds the rows of a chunk, `before` rows of the source ahead of it, to the spans of their cells.
    fn add<'a>(
        &self,
        spans: &mut [Span],
        asked: &Asked<'_>,
        (column, cells, before): (impl Fn(usize) -> &'a Column, &[u32], u64),
    ) {
        let mut people = vec![0; spans.len()];
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
                    spans[cell as usize].0[((mixed >> 20) as usize % self.sums(), at)] += sign * value;
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
    let mut key = Vec::with_capacity(asked.groups.len());
    let cell = |row: usize| {
        if inside.as_ref().is_some_and(|inside| !inside[row]) {
            return MISSING;
        }
        key.clear();
        key.extend(asked.groups.iter().map(|&group| column(group).value(row)));
        numbers.get(key.as_slice()).copied().filter(|&cell| open[cell as usize]).unwrap_or(MISSING)
    };
    (0..rows).map(cell).collect()
}

/// The rank, by Gram and Schmidt's method with the longest column first (Björck 1967); it ends with the last column that adds anything.
fn rank(matrix: &Matrix) -> usize {
    let mut left = matrix.clone();
    let mut longest = 0.0;
    for rank in 0..left.ncols() {
        let squares = (rank..left.ncols()).map(|at| (at, left.column(at).norm_squared()));
        let Some((at, square)) = squares.max_by(|a, b| a.1.total_cmp(&b.1)) else { return rank };
        longest = square.max(longest);
        // Rounding leaves about 1e-16 of the longest column.
        if square.sqrt() <= 1e-7 * longest.sqrt() || square == 0.0 {
            return rank;
        }
        left.swap_columns(rank, at);
        let (done, mut rest) = left.columns_range_pair_mut(..rank + 1, rank + 1..);
        let pivot = done.column(rank);
        for mut column in rest.column_iter_mut() {
            let part = pivot.dot(&column) / square;
            column.axpy(-part, &pivot, 1.0);
        }
    }
    left.ncols()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_those_of_the_whole_decomposition() {
        let mixed = |row: usize, column: usize| (mix((row * 31 + column) as u64) >> 40) as f64;
        for known in [0, 1, 3, 8, 11] {
            let (left, right) = (Matrix::from_fn(40, known, &mixed), Matrix::from_fn(known, 11, &mixed));
            assert_eq!(rank(&(left * right)), known);
        }
    }
}
