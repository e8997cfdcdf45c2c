//! The sums of all chunks, added in order.

use super::super::{Aggregation, Cells, EngineError, Entry, Table, Unit};
use super::codes::Fast;
use super::partial::{PartTable, PartUnit, Partial, describe};
use crate::num::Sum;
use crate::survey::{Source, Value};
use std::collections::HashMap;

/// Sums so far.
pub(super) struct Merger<'a> {
    source: &'a dyn Source,
    query: &'a Aggregation,
    numbers: HashMap<Vec<Value>, u32>,
    units: Vec<PartUnit>,
    tables: Vec<Merged>,
}

#[derive(Default)]
struct Merged {
    width: usize,
    numbers: HashMap<Vec<Value>, u32>,
    keys: Vec<Vec<Value>>,
    slots: HashMap<u64, u32, Fast>,
    entries: Vec<Entry>,
    sums: Vec<Sum>,
}

impl<'a> Merger<'a> {
    pub(super) fn new(source: &'a dyn Source, query: &'a Aggregation) -> Self {
        let weights = 1 + query.weights.replicates.len();
        let tables = query.blocks.iter().map(|block| Merged { width: block.width(weights), ..Merged::default() });
        Self { source, query, numbers: HashMap::new(), units: Vec::new(), tables: tables.collect() }
    }

    /// Adds the next chunk.
    pub(super) fn add(&mut self, partial: Partial) -> Result<(), EngineError> {
        let numbers = partial.units.into_iter().map(|unit| self.unit(unit)).collect::<Result<Vec<u32>, _>>()?;
        for (table, part) in self.tables.iter_mut().zip(partial.tables) {
            table.add(part, &numbers);
        }
        Ok(())
    }

    fn unit(&mut self, part: PartUnit) -> Result<u32, EngineError> {
        let Some(&number) = self.numbers.get(&part.key) else {
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
        let unit = |at: usize| units[at].take();
        let units = order.into_iter().filter_map(unit);
        let units = units.map(|unit| Unit {
            key: unit.key,
            constants: unit.constants,
            rows: unit.rows,
            weight: unit.weight.get(),
        });
        Cells { units: units.collect(), tables: self.tables.into_iter().map(|table| table.finish(&places)).collect() }
    }
}

impl Merged {
    fn add(&mut self, part: PartTable, units: &[u32]) {
        let mut cells: Vec<Option<u32>> = vec![None; part.keys.len()];
        let counts = part.rows.into_iter().zip(part.n);
        for ((&(cell, unit), (rows, n)), sums) in part.slots.iter().zip(counts).zip(part.sums.chunks_exact(self.width))
        {
            let cell = *cells[cell as usize].get_or_insert_with(|| self.cell(&part.keys[cell as usize]));
            let unit = units[unit as usize];
            let fresh = self.entries.len() as u32;
            let slot = *self.slots.entry(u64::from(cell) << 32 | u64::from(unit)).or_insert(fresh);
            if slot == fresh {
                self.entries.push(Entry { cell, unit, rows, n });
                self.sums.extend_from_slice(sums);
            } else {
                self.entries[slot as usize].rows += rows;
                self.entries[slot as usize].n += n;
                let known = &mut self.sums[slot as usize * self.width..][..self.width];
                known.iter_mut().zip(sums).for_each(|(known, sum)| known.merge(*sum));
            }
        }
    }

    fn cell(&mut self, key: &[Value]) -> u32 {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        let number = self.keys.len() as u32;
        self.numbers.insert(key.to_vec(), number);
        self.keys.push(key.to_vec());
        number
    }

    fn finish(self, units: &[u32]) -> Table {
        let (order, places) = sorted(&self.keys, |key| key);
        let place =
            |entry: &Entry| (u64::from(places[entry.cell as usize]) << 32) | u64::from(units[entry.unit as usize]);
        let mut entries: Vec<(u64, u32)> = self.entries.iter().map(place).zip(0..).collect();
        entries.sort_unstable();
        let keys = order.into_iter().map(|at| self.keys[at].clone()).collect();
        let sums = entries.iter().flat_map(|&(_, at)| &self.sums[at as usize * self.width..][..self.width]);
        let sums = sums.map(|sum| sum.get()).collect();
        let entry = |&(place, at): &(u64, u32)| Entry {
            cell: (place >> 32) as u32,
            unit: place as u32,
            ..self.entries[at as usize]
        };
        Table::new(keys, entries.iter().map(entry).collect(), sums, self.width)
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
