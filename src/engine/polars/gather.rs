//! The numbers of a column cell by cell.

use super::super::{EngineError, Gathering, Numbers, Values};
use super::chunk::Chunk;
use super::codes::Scratch;
use crate::survey::{MISSING, Source, Value};
use std::collections::BTreeMap;

/// The key of a cell, and its numbers in one chunk.
pub(super) type Cell = (Vec<Value>, Vec<(f64, f64)>);

/// The cells of one chunk, for each of the numbers asked for.
pub(super) fn gathered(
    source: &dyn Source,
    query: &Gathering,
    (chunk, before): (usize, u64),
    scratch: &mut Scratch,
) -> Result<Vec<Vec<Cell>>, EngineError> {
    let chunk = Chunk::read(source, query.wanted(), (chunk, before))?;
    let weights = query.weight.map(|column| chunk.weight(column)).transpose()?;
    let inside = query.domain.as_ref().map(|domain| domain.holds(&|place| chunk.column(place), chunk.rows));
    let takes_part = |row: usize| inside.as_ref().is_none_or(|inside| inside[row]);
    let weight = |row: usize| weights.as_ref().map_or(1.0, |weights| weights[row]);
    query.of.iter().map(|of| cells(&chunk, of, (&takes_part, &weight), scratch)).collect()
}

fn cells(
    chunk: &Chunk<'_>,
    of: &Numbers,
    (takes_part, weight): (&impl Fn(usize) -> bool, &impl Fn(usize) -> f64),
    scratch: &mut Scratch,
) -> Result<Vec<Cell>, EngineError> {
    let numbers = chunk.numbers(of.variable)?;
    let cells = chunk.grouping(of.keys.iter().copied(), false, scratch);
    let key = |&row: &u32| of.keys.iter().map(|&column| chunk.column(column).value(row as usize)).collect();
    let mut counts = vec![0; cells.first.len()];
    cells.codes.iter().filter(|code| **code != MISSING).for_each(|code| counts[*code as usize] += 1);
    let room = |(row, count)| (key(row), Vec::with_capacity(count));
    let mut made: Vec<Cell> = cells.first.iter().zip(counts).map(room).collect();
    for (row, (&x, &cell)) in numbers.iter().zip(&cells.codes).enumerate() {
        let weight = weight(row);
        if takes_part(row) && weight > 0.0 && !x.is_nan() && cell != MISSING {
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
