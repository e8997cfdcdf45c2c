//! The sums of all chunks, added in order.

use super::super::{Aggregation, Block, Cells, EngineError, Entry, Table, Unit};
use super::codes::Fast;
use super::partial::{PartTable, PartUnit, Partial, describe};
use crate::num::Sum;
use crate::survey::{Source, Value};
use std::collections::HashMap;

/// Sums so far.
pub(super) struct Merger<'a> {
    source: &'a dyn Source,
    query: &'a Aggregation,
    numbers: HashMap<Vec<Value>, u32, Fast>,
    units: Vec<PartUnit>,
    tables: Vec<Merged>,
}

/// Entries of one block as they came, and now and then sorted with equal ones added up.
#[derive(Default)]
struct Merged {
    width: usize,
    /// Answers outside the domain make cells too, without entries.
    has_answers: bool,
    numbers: HashMap<Vec<Value>, u32, Fast>,
    keys: Vec<Vec<Value>>,
    entries: Vec<Entry>,
    sums: Vec<Sum>,
    /// Entries after the last time they were added up.
    compact: usize,
}

/// Entries that may pile up before they are added up, beside as many as there were.
const PILE: usize = 1 << 20;

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
        for (&(cell, unit), (rows, n)) in part.slots.iter().zip(part.rows.into_iter().zip(part.n)) {
            let cell = *cells[cell as usize].get_or_insert_with(|| self.cell(&part.keys[cell as usize]));
            self.entries.push(Entry { cell, unit: units[unit as usize], rows, n });
        }
        if self.has_answers {
            let unseen = cells.iter().zip(&part.keys).filter(|(cell, _)| cell.is_none());
            unseen.for_each(|(_, key)| _ = self.cell(key));
        }
        self.sums.extend(part.sums);
        if self.entries.len() > 2 * self.compact + PILE {
            self.compact();
        }
    }

    /// Sorts the entries and adds up equal ones, in the order they came.
    fn compact(&mut self) {
        let place = |at: &u32| self.entries[*at as usize];
        let by_unit = counted((0..self.entries.len() as u32).collect(), |at| place(at).unit);
        let order = counted(by_unit, |at| place(at).cell);
        let mut entries: Vec<Entry> = Vec::with_capacity(order.len());
        let mut sums: Vec<Sum> = Vec::with_capacity(self.sums.len());
        for at in order {
            let (entry, more) = (place(&at), &self.sums[at as usize * self.width..][..self.width]);
            match entries.last_mut().filter(|last| (last.cell, last.unit) == (entry.cell, entry.unit)) {
                Some(last) => {
                    last.rows += entry.rows;
                    last.n += entry.n;
                    let to = sums.len() - self.width;
                    sums[to..].iter_mut().zip(more).for_each(|(sum, more)| sum.merge(*more));
                }
                None => {
                    entries.push(entry);
                    sums.extend_from_slice(more);
                }
            }
        }
        self.compact = entries.len();
        (self.entries, self.sums) = (entries, sums);
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

    fn finish(mut self, units: &[u32]) -> Table {
        let (order, places) = sorted(&self.keys, |key| key);
        for entry in &mut self.entries {
            entry.cell = places[entry.cell as usize];
            entry.unit = units[entry.unit as usize];
        }
        self.compact();
        let keys = order.into_iter().map(|at| std::mem::take(&mut self.keys[at])).collect();
        Table::new(keys, self.entries, self.sums.into_iter().map(Sum::get).collect(), self.width)
    }
}

/// The same places by `key`, those of one key as they were: sorting by counting (Knuth 1973, 5.2), as keys are small numbers.
fn counted(places: Vec<u32>, key: impl Fn(&u32) -> u32) -> Vec<u32> {
    let mut starts: Vec<u32> = vec![0; places.iter().map(&key).max().map_or(0, |most| most as usize + 2)];
    places.iter().for_each(|place| starts[key(place) as usize + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut sorted = vec![0; places.len()];
    for place in places {
        let next = &mut starts[key(&place) as usize];
        sorted[*next as usize] = place;
        *next += 1;
    }
    sorted
}

/// The order of things by their keys, and the place of each thing in it.
fn sorted<T>(things: &[T], key: impl Fn(&T) -> &Vec<Value>) -> (Vec<usize>, Vec<u32>) {
    let mut order: Vec<usize> = (0..things.len()).collect();
    order.sort_unstable_by(|&a, &b| key(&things[a]).cmp(key(&things[b])));
    let mut places = vec![0; things.len()];
    order.iter().zip(0..).for_each(|(&at, place)| places[at] = place);
    (order, places)
}
