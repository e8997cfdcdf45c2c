//! Row by row into ordered maps: the plainest way to the sums, against which the other engines are tested.

use super::{
    Aggregation, Block, Cells, Engine, EngineError, Entries, Entry, Gathering, Numbers, Table, Unit, Values, Weights,
};
use crate::num::Sum;
use crate::survey::{Column, Source, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The plain engine.
#[derive(Debug, Clone, Copy)]
pub struct Naive;

type Key = Vec<Value>;

/// One unit in one cell.
struct Slot {
    rows: u64,
    n: u64,
    sums: Vec<Sum>,
}

struct Units(BTreeMap<Key, (Vec<f64>, u64, Sum)>);

impl Engine for Naive {
    fn aggregate(&self, source: &dyn Source, query: &Aggregation) -> Result<Cells, EngineError> {
        let wanted = query.wanted();
        let mut units = Units(BTreeMap::new());
        let mut blocks: Vec<Slots> = query.blocks.iter().map(|_| BTreeMap::new()).collect();
        let mut answers: Vec<BTreeSet<Key>> = vec![BTreeSet::new(); blocks.len()];
        let mut before = 0;
        for (chunk, &rows) in source.chunks().iter().enumerate() {
            let columns = source.read(chunk, &wanted)?;
            let column = |place: usize| &columns[wanted.partition_point(|&w| w < place)];
            let inside = query.domain.as_ref().map(|domain| domain.holds(&column, rows));
            for row in 0..rows {
                let here = Row { source, query, column: &column, row, place: before + row as u64 };
                let weights = here.weights()?;
                let unit = here.unit()?;
                units.count(&unit, &here, weights[0])?;
                for (block, keys) in query.blocks.iter().zip(&mut answers).filter(|(block, _)| block.answer.is_some()) {
                    keys.extend(here.cell(block));
                }
                if weights[0] == 0.0 && weights.len() == 1 || inside.as_ref().is_some_and(|inside| !inside[row]) {
                    continue;
                }
                for (block, cells) in query.blocks.iter().zip(&mut blocks) {
                    if let Some(key) = here.cell(block) {
                        let sums = vec![Sum::default(); block.width(weights.len())];
                        let slot = cells.entry((key.clone(), unit.clone())).or_insert(Slot { rows: 0, n: 0, sums });
                        here.add(block, &key, &weights, slot)?;
                    }
                }
            }
            before += rows as u64;
        }
        Ok(finish(units, (blocks, answers), query))
    }

    fn gather(&self, source: &dyn Source, query: &Gathering) -> Result<Vec<Vec<Values>>, EngineError> {
        query.of.iter().map(|of| gathered(source, query, of)).collect()
    }
}

fn gathered(source: &dyn Source, query: &Gathering, of: &Numbers) -> Result<Vec<Values>, EngineError> {
    let wanted = query.wanted();
    let only_weight =
        Aggregation { weights: Weights { base: query.weight, ..Weights::default() }, ..Aggregation::default() };
    let mut cells: BTreeMap<Key, Vec<(f64, f64)>> = BTreeMap::new();
    let mut before = 0;
    for (chunk, &rows) in source.chunks().iter().enumerate() {
        let columns = source.read(chunk, &wanted)?;
        let column = |place: usize| &columns[wanted.partition_point(|&w| w < place)];
        let inside = query.domain.as_ref().map(|domain| domain.holds(&column, rows));
        for row in 0..rows {
            let here = Row { source, query: &only_weight, column: &column, row, place: before + row as u64 };
            let (x, weight) = (here.number(of.variable)?, here.weights()?[0]);
            let key: Key = of.keys.iter().map(|&place| column(place).value(row)).collect();
            let takes_part = inside.as_ref().is_none_or(|inside| inside[row]) && weight > 0.0 && !x.is_nan();
            if takes_part && !key.contains(&Value::Missing) {
                cells.entry(key).or_default().push((x + 0.0, weight));
            }
        }
        before += rows as u64;
    }
    Ok(cells.into_iter().map(|(key, values)| Values { key, parts: vec![values] }).collect())
}

struct Row<'a> {
    source: &'a dyn Source,
    query: &'a Aggregation,
    column: &'a dyn Fn(usize) -> &'a Column,
    row: usize,
    place: u64,
}

impl Row<'_> {
    fn place(&self) -> String {
        format!("{}: {}", self.source.name(), self.source.place(self.place))
    }

    fn name(&self, column: usize) -> String {
        self.source.variables()[column].name.to_string()
    }

    fn number(&self, column: usize) -> Result<f64, EngineError> {
        let value = (self.column)(column).number(self.row);
        let missing = || EngineError::NotNumbers { file: self.source.name().to_owned(), column: self.name(column) };
        let value = value.ok_or_else(missing)?;
        let infinite = || EngineError::NotFinite { place: self.place(), column: self.name(column), value };
        if value.is_infinite() { Err(infinite()) } else { Ok(value) }
    }

    fn weights(&self) -> Result<Vec<f64>, EngineError> {
        let weights = &self.query.weights;
        let base = weights.base.map_or(Ok(1.0), |column| self.weight(column, false))?;
        let replicate =
            |&column: &usize| Ok(self.weight(column, weights.signed)? * if weights.factors { base } else { 1.0 });
        std::iter::once(Ok(base)).chain(weights.replicates.iter().map(replicate)).collect()
    }

    fn weight(&self, column: usize, signed: bool) -> Result<f64, EngineError> {
        let value = self.number(column)?;
        let wrong = || EngineError::Weight {
            place: self.place(),
            column: self.name(column),
            value: Value::number(value).to_string(),
        };
        if value >= 0.0 || signed && !value.is_nan() { Ok(value) } else { Err(wrong()) }
    }

    fn unit(&self) -> Result<Key, EngineError> {
        let value = |&column: &usize| match (self.column)(column).value(self.row) {
            Value::Missing => Err(EngineError::NoUnit { place: self.place(), column: self.name(column) }),
            value => Ok(value),
        };
        self.query.unit.iter().map(value).collect()
    }

    fn cell(&self, block: &Block) -> Option<Key> {
        let keys = block.columns().map(|column| (self.column)(column).value(self.row));
        let keys: Key = keys.collect();
        keys[..block.keys.len()].iter().all(|key| *key != Value::Missing).then_some(keys)
    }

    fn add(&self, block: &Block, key: &[Value], weights: &[f64], slot: &mut Slot) -> Result<(), EngineError> {
        slot.rows += u64::from(weights[0] != 0.0);
        let mut values = vec![1.0];
        for product in &block.products {
            values.push(product.of(self.number(product.column())?, product.limit(key)));
        }
        if values.iter().any(|value| value.is_nan()) {
            return Ok(());
        }
        slot.n += u64::from(weights[0] != 0.0);
        let mut sums = slot.sums.iter_mut();
        let mut put = |value: f64| {
            if let Some(sum) = sums.next() {
                sum.add(value);
            }
        };
        weights.iter().for_each(|weight| values.iter().for_each(|value| put(weight * value)));
        if let Some(squares) = block.squares {
            let scale = squares.scale(weights[0]);
            for (i, a) in values.iter().enumerate() {
                values[i..].iter().for_each(|b| put(scale * (a * b)));
            }
        }
        Ok(())
    }
}

impl Units {
    fn count(&mut self, unit: &Key, row: &Row<'_>, weight: f64) -> Result<(), EngineError> {
        let columns = &row.query.constants;
        let constants = columns.iter().map(|&column| row.number(column)).collect::<Result<Vec<_>, _>>()?;
        if let Some(at) = constants.iter().position(|value| value.is_nan()) {
            return Err(EngineError::NoUnit { place: row.place(), column: row.name(columns[at]) });
        }
        let (known, rows, sum) = self.0.entry(unit.clone()).or_insert_with(|| (constants.clone(), 0, Sum::default()));
        if let Some(at) = (0..constants.len()).find(|&at| known[at] != constants[at]) {
            let unit = unit.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
            let (value, before) = (constants[at], known[at]);
            return Err(EngineError::Varies { place: row.place(), column: row.name(columns[at]), unit, value, before });
        }
        *rows += 1;
        sum.add(weight);
        Ok(())
    }
}

/// The units in the cells of one block.
type Slots = BTreeMap<(Key, Key), Slot>;

/// For every block its sums, and the cells that rows outside the domain make.
type Blocks = (Vec<Slots>, Vec<BTreeSet<Key>>);

fn finish(units: Units, (blocks, answers): Blocks, query: &Aggregation) -> Cells {
    let units: Vec<Unit> = (units.0.into_iter())
        .map(|(key, (constants, rows, weight))| Unit { key, constants, rows, weight: weight.get() })
        .collect();
    let weights = 1 + query.weights.replicates.len();
    let table = |(block, (cells, answers)): (&Block, (Slots, BTreeSet<Key>))| {
        let mut keys: Vec<Key> = cells.keys().map(|(key, _)| key.clone()).chain(answers).collect();
        keys.sort();
        keys.dedup();
        let entry = |((_, unit), slot): (&(Key, Key), &Slot)| Entry {
            unit: units.partition_point(|known| known.key < *unit) as u32,
            rows: slot.rows,
            n: slot.n,
        };
        let of_key = |key: &Key| {
            let own = || cells.range((key.clone(), Key::new())..).take_while(|((of, _), _)| of == key);
            let sums = own().flat_map(|(_, slot)| &slot.sums).map(|sum| sum.get()).collect();
            Entries::new(own().map(entry).collect(), sums, block.width(weights))
        };
        Table { cells: keys.iter().map(of_key).collect(), keys }
    };
    let tables = query.blocks.iter().zip(blocks.into_iter().zip(answers)).map(table).collect();
    Cells { units, tables }
}
