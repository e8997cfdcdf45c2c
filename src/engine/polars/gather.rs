//! The numbers of a column cell by cell.

use super::super::{EngineError, Gathering, Values};
use super::chunk::Chunk;
use super::codes::Scratch;
use crate::survey::{MISSING, Source, Value};
use std::collections::BTreeMap;

/// The key of a cell, and its numbers in one chunk.
type Cell = (Vec<Value>, Vec<(f64, f64)>);

/// The cells of one chunk.
pub(super) fn gathered(
    source: &dyn Source,
    query: &Gathering,
    (chunk, before): (usize, u64),
    scratch: &mut Scratch,
) -> Result<Vec<Cell>, EngineError> {
    let chunk = Chunk::read(source, query.wanted(), (chunk, before))?;
    let numbers = chunk.numbers(query.variable)?;
    let weights = query.weight.map(|column| chunk.weight(column)).transpose()?;
    let inside = query.domain.as_ref().map(|domain| domain.holds(&|place| chunk.column(place), chunk.rows));
    let cells = chunk.grouping(query.keys.iter().copied(), false, scratch);
    let key = |&row: &u32| query.keys.iter().map(|&column| chunk.column(column).value(row as usize)).collect();
    let mut counts = vec![0; cells.first.len()];
    cells.codes.iter().filter(|code| **code != MISSING).for_each(|code| counts[*code as usize] += 1);
    let room = |(row, count)| (key(row), Vec::with_capacity(count));
    let mut made: Vec<Cell> = cells.first.iter().zip(counts).map(room).collect();
    for (row, (&x, &cell)) in numbers.iter().zip(&cells.codes).enumerate() {
        let weight = weights.as_ref().map_or(1.0, |weights| weights[row]);
        let takes_part = inside.as_ref().is_none_or(|inside| inside[row]) && weight > 0.0 && !x.is_nan();
        if takes_part && cell != MISSING {
            made[cell as usize].1.push((x + 0.0, weight));
        }
    }
    // Few may take part.
    made.iter_mut()
        .filter(|(_, values)| values.len() < values.capacity() / 2)
        .for_each(|(_, values)| values.shrink_to_fit());
    Ok(made)
}

/// The cells of all chunks, in the order of keys.
#[derive(Default)]
pub(super) struct Gathered(BTreeMap<Vec<Value>, Vec<Vec<(f64, f64)>>>);

impl Gathered {
    pub(super) fn add(&mut self, cells: Vec<Cell>) {
        for (key, values) in cells.into_iter().filter(|(_, values)| !values.is_empty()) {
            self.0.entry(key).or_default().push(values);
        }
    }

    pub(super) fn finish(self) -> Vec<Values> {
        self.0.into_iter().map(|(key, parts)| Values { key, parts }).collect()
    }
}
