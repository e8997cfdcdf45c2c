//! The sums of all chunks, added in order.

use super::super::{Aggregation, Block, Cells, EngineError, Entries, Entry, Table, Unit};
use super::codes::Fast;
use super::partial::{PartTable, PartUnit, Partial, describe};
use crate::num::Sum;
use crate::survey::{Source, Value};
use rayon::prelude::*;
use std::collections::HashMap;

/// Sums so far.
pub(super) struct Merger<'a> {
    source: &'a dyn Source,
    query: &'a Aggregation,
    numbers: HashMap<Vec<Value>, u32, Fast>,
    units: Vec<PartUnit>,
    tables: Vec<Merged>,
}

/// The cells of one block, numbered as they came.
#[derive(Default)]
struct Merged {
    width: usize,
    /// Answers outside the domain make cells too, without entries.
    has_answers: bool,
    numbers: HashMap<Vec<Value>, u32, Fast>,
    keys: Vec<Vec<Value>>,
    cells: Vec<Cell>,
}

/// Entries of one cell as they came, and now and then sorted by unit with equal ones added up: a cell never grows much beyond the
/// units it has.
#[derive(Default)]
struct Cell {
    entries: Vec<Entry>,
    sums: Vec<Sum>,
    /// Entries after the last time they were added up.
    compact: usize,
}

/// Sums that may pile up in a cell before they are added up, beside an eighth of those there were.
const PILE: usize = 1 << 9;

impl<'a> Merger<'a> {
    pub(super) fn new(source: &'a dyn Source, query: &'a Aggregation) -> Self {
        let weights = 1 + query.weights.replicates.len();
        let table = |block: &Block| Merged {
            width: block.width(weights),
            has_answers: block.answer.is_some(),
            ..Merged::default()
        };
        let tables = query.blocks.iter().map(table);
        Self { source, query, numbers: HashMap::default(), units: Vec::new(), tables: tables.collect() }
    }

    /// Adds the next chunk.
    pub(super) fn add(&mut self, partial: Partial) -> Result<(), EngineError> {
        let mut numbers: Vec<u32> = Vec::with_capacity(partial.units.len());
        for unit in partial.units {
            // Chunks mostly have the units of the first in its order.
            let guess = numbers.last().map_or(0, |last| last + 1);
            numbers.push(self.unit(unit, guess)?);
        }
        for (table, part) in self.tables.iter_mut().zip(partial.tables) {
            table.add(part, &numbers);
        }
        Ok(())
    }

    fn unit(&mut self, part: PartUnit, guess: u32) -> Result<u32, EngineError> {
        let is_guessed = self.units.get(guess as usize).is_some_and(|known| known.key == part.key);
        let known = if is_guessed { Some(guess) } else { self.numbers.get(&part.key).copied() };
        let Some(number) = known else {
            let number = self.units.len() as u32;
            self.numbers.insert(part.key.clone(), number);
            self.units.push(part);
            return Ok(number);
        };
        let known = &mut self.units[number as usize];
        if let Some(at) = (0..part.constants.len()).find(|&at| known.constants[at] != part.constants[at]) {
            return Err(EngineError::Varies {
                place: format!("{}: {}", self.source.name(), self.source.place(part.place)),
                column: self.source.variables()[self.query.constants[at]].name.to_string(),
                unit: describe(&part.key),
                value: part.constants[at],
                before: known.constants[at],
            });
        }
        known.rows += part.rows;
        known.weight.merge(part.weight);
        Ok(number)
    }

    /// All sums, in the order of keys.
    pub(super) fn finish(self) -> Cells {
        let (order, places) = sorted(&self.units, |unit| &unit.key);
        let mut units: Vec<Option<PartUnit>> = self.units.into_iter().map(Some).collect();
        let mut ordered = Vec::with_capacity(units.len());
        ordered.extend(order.into_iter().filter_map(|at| units[at].take()).map(|unit| Unit {
            key: unit.key,
            constants: unit.constants,
            rows: unit.rows,
            weight: unit.weight.get(),
        }));
        Cells { units: ordered, tables: self.tables.into_iter().map(|table| table.finish(&places)).collect() }
    }
}

impl Merged {
    fn add(&mut self, part: PartTable, units: &[u32]) {
        let mut cells: Vec<Option<usize>> = vec![None; part.keys.len()];
        let mut start = 0;
        for same in part.slots.chunk_by(|a, b| a.0 == b.0) {
            let (cell, at) = (same[0].0 as usize, start..start + same.len());
            start = at.end;
            let number = *cells[cell].get_or_insert_with(|| self.cell(&part.keys[cell]));
            let entry = |(&(_, unit), &(rows, n)): (&(u32, u32), &(u32, u32))| Entry {
                unit: units[unit as usize],
                rows: rows.into(),
                n: n.into(),
            };
            self.cells[number].entries.extend(same.iter().zip(&part.people[at.clone()]).map(entry));
            self.cells[number].sums.extend_from_slice(&part.sums[at.start * self.width..at.end * self.width]);
        }
        for &number in cells.iter().flatten() {
            let cell = &mut self.cells[number];
            if cell.entries.len() > cell.compact + cell.compact / 8 + PILE.div_ceil(self.width) {
                cell.add_up(self.width);
            }
        }
        if self.has_answers {
            let unseen = cells.iter().zip(&part.keys).filter(|(cell, _)| cell.is_none());
            unseen.for_each(|(_, key)| _ = self.cell(key));
        }
    }

    fn cell(&mut self, key: &[Value]) -> usize {
        if let Some(&number) = self.numbers.get(key) {
            return number as usize;
        }
        self.numbers.insert(key.to_vec(), self.keys.len() as u32);
        self.keys.push(key.to_vec());
        self.cells.push(Cell::default());
        self.keys.len() - 1
    }

    fn finish(mut self, units: &[u32]) -> Table {
        let finished = |cell: Cell| cell.finish(units, self.width);
        let mut cells: Vec<Entries> = self.cells.into_par_iter().map(finished).collect();
        let (order, _) = sorted(&self.keys, |key| key);
        let take = |&number: &usize| (std::mem::take(&mut self.keys[number]), std::mem::take(&mut cells[number]));
        let (keys, cells) = order.iter().map(take).unzip();
        Table { keys, cells }
    }
}

impl Cell {
    /// Sorts the entries by unit and adds up those of one, in the order they came.
    fn add_up(&mut self, width: usize) {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        order.sort_by_key(|&at| self.entries[at as usize].unit);
        let mut entries: Vec<Entry> = Vec::with_capacity(order.len());
        let mut sums: Vec<Sum> = Vec::with_capacity(self.sums.len());
        for at in order {
            let (entry, more) = (self.entries[at as usize], &self.sums[at as usize * width..][..width]);
            match entries.last_mut().filter(|last| last.unit == entry.unit) {
                Some(last) => {
                    last.rows += entry.rows;
                    last.n += entry.n;
                    let to = sums.len() - width;
                    sums[to..].iter_mut().zip(more).for_each(|(sum, more)| sum.merge(*more));
                }
                None => {
                    entries.push(entry);
                    sums.extend_from_slice(more);
                }
            }
        }
        entries.shrink_to(entries.len() + entries.len() / 4);
        self.compact = entries.len();
        (self.entries, self.sums) = (entries, sums);
    }

    /// All added up and rounded, units by their place in `units`.
    fn finish(mut self, units: &[u32], width: usize) -> Entries {
        self.entries.iter_mut().for_each(|entry| entry.unit = units[entry.unit as usize]);
        self.add_up(width);
        Entries::new(self.entries, self.sums.into_iter().map(Sum::get).collect(), width)
    }
}

/// The order of things by their keys, and the place of each thing in it.
fn sorted<T>(things: &[T], key: impl Fn(&T) -> &Vec<Value>) -> (Vec<usize>, Vec<u32>) {
    let mut order: Vec<usize> = (0..things.len()).collect();
    order.sort_unstable_by(|&a, &b| key(&things[a]).cmp(key(&things[b])));
    let mut places = vec![0; things.len()];
    order.iter().zip(0..).for_each(|(&at, place)| places[at] = place);
    (order, places)
}
