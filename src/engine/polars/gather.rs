//! The numbers of a column cell by cell.

use super::super::{EngineError, Gathering, Values};
use super::chunk::Chunk;
use super::codes::Scratch;
use crate::survey::{MISSING, Source, Value};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The cells of one chunk.
pub(super) fn gathered(
    source: &dyn Source,
    query: &Gathering,
    (chunk, before): (usize, u64),
    scratch: &mut Scratch,
) -> Result<Vec<Values>, EngineError> {
    let chunk = Chunk::read(source, query.wanted(), (chunk, before))?;
    let numbers = chunk.numbers(query.variable)?;
    let weights = query.weight.map(|column| chunk.weight(column)).transpose()?;
    let inside = query.domain.as_ref().map(|domain| domain.holds(&|place| chunk.column(place), chunk.rows));
    let cells = chunk.grouping(query.keys.iter().copied(), false, scratch);
    let key = |&row: &u32| query.keys.iter().map(|&column| chunk.column(column).value(row as usize)).collect();
    let mut counts = vec![0; cells.first.len()];
    cells.codes.iter().filter(|code| **code != MISSING).for_each(|code| counts[*code as usize] += 1);
    let room = |(row, count)| Values { key: key(row), values: Vec::with_capacity(count) };
    let mut made: Vec<Values> = cells.first.iter().zip(counts).map(room).collect();
    for (row, (&x, &cell)) in numbers.iter().zip(&cells.codes).enumerate() {
        let weight = weights.as_ref().map_or(1.0, |weights| weights[row]);
        let takes_part = inside.as_ref().is_none_or(|inside| inside[row]) && weight > 0.0 && !x.is_nan();
        if takes_part && cell != MISSING {
            made[cell as usize].values.push((x + 0.0, weight));
        }
    }
    // Few may take part.
    made.iter_mut()
        .filter(|cell| cell.values.len() < cell.values.capacity() / 2)
        .for_each(|cell| cell.values.shrink_to_fit());
    Ok(made)
}

/// The cells of all chunks, in the order of keys.
#[derive(Default)]
pub(super) struct Gathered(BTreeMap<Vec<Value>, Vec<Vec<(f64, f64)>>>);

impl Gathered {
    pub(super) fn add(&mut self, cells: Vec<Values>) {
        for cell in cells.into_iter().filter(|cell| !cell.values.is_empty()) {
            self.0.entry(cell.key).or_default().push(cell.values);
        }
    }

    /// Joined by the threads that read, which have memory to spare.
    pub(super) fn finish(self) -> Vec<Values> {
        self.0.into_par_iter().map(|(key, parts)| Values { key, values: joined(parts) }).collect()
    }
}

/// One after the other, each given back as it goes.
fn joined(parts: Vec<Vec<(f64, f64)>>) -> Vec<(f64, f64)> {
    let all: usize = parts.iter().map(Vec::len).sum();
    let mut parts = parts.into_iter();
    let mut joined = parts.next().unwrap_or_default();
    joined.reserve_exact(all - joined.len());
    parts.for_each(|mut part| joined.append(&mut part));
    joined
}
