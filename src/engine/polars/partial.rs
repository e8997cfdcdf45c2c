//! The sums of one chunk.

use super::super::{Aggregation, Block, EngineError, Product, Squares};
use super::chunk::Chunk;
use super::codes::{Grouping, Scratch, cross};
use crate::num::Sum;
use crate::survey::{MISSING, Source, Value};
use std::borrow::Cow;
use std::ops::Range;

/// What one chunk adds.
pub(super) struct Partial {
    pub(super) units: Vec<PartUnit>,
    pub(super) tables: Vec<PartTable>,
}

/// A unit as the chunk has it.
pub(super) struct PartUnit {
    pub(super) key: Vec<Value>,
    pub(super) constants: Vec<f64>,
    /// Row of the source where it first stands.
    pub(super) place: u64,
    pub(super) rows: u64,
    pub(super) weight: Sum,
}

/// The sums of one block: entry i belongs to `slots[i]` = (cell, unit), numbered within the chunk.
pub(super) struct PartTable {
    pub(super) keys: Vec<Vec<Value>>,
    pub(super) slots: Vec<(u32, u32)>,
    /// Rows with a weight, and those of them with no product missing.
    pub(super) people: Vec<(u32, u32)>,
    pub(super) sums: Vec<Sum>,
}

/// One chunk and what is asked of it.
struct Part<'a> {
    chunk: Chunk<'a>,
    query: &'a Aggregation,
}

/// Reads a chunk, `before` rows of the source ahead of it, and sums it.
pub(super) fn partial(
    source: &dyn Source,
    query: &Aggregation,
    at: (usize, u64),
    scratch: &mut Scratch,
) -> Result<Partial, EngineError> {
    let part = Part { chunk: Chunk::read(source, query.wanted(), at)?, query };
    let chunk = &part.chunk;
    let weights = part.weights()?;
    let weights: Vec<Option<&[f64]>> = weights.iter().map(Option::as_deref).collect();
    let units = chunk.grouping(query.unit.iter().copied(), false, scratch);
    let inside = query.domain.as_ref().map(|domain| domain.holds(&|place| chunk.column(place), chunk.rows));
    let takes_part = |row: usize| {
        inside.as_ref().is_none_or(|inside| inside[row])
            && (weights.len() > 1 || weights[0].is_none_or(|w| w[row] != 0.0))
    };
    let mut tables = Vec::new();
    for block in &query.blocks {
        let cells = chunk.grouping(block.columns(), block.answer.is_some(), scratch);
        let slots = cross(&cells, &units, takes_part, scratch);
        tables.push(part.table(block, &cells, (&units, slots), &weights)?);
    }
    Ok(Partial { units: part.units(&units, weights[0])?, tables })
}

impl Part<'_> {
    /// Base weight (`None`: 1 for everybody), then the replicate columns.
    fn weights(&self) -> Result<Vec<Option<Cow<'_, [f64]>>>, EngineError> {
        let mut all = vec![self.query.weights.base.map(|column| self.chunk.weight(column)).transpose()?];
        for &column in &self.query.weights.replicates {
            all.push(Some(self.chunk.replicate(column, self.query.weights.signed)?));
        }
        Ok(all)
    }

    fn units(&self, units: &Grouping, weight: Option<&[f64]>) -> Result<Vec<PartUnit>, EngineError> {
        if let Some(row) = units.codes.iter().position(|&code| code == MISSING) {
            let missing = |&column: &usize| self.chunk.column(column).value(row) == Value::Missing;
            let column = self.query.unit.iter().copied().find(missing).unwrap_or_default();
            return Err(EngineError::NoUnit { place: self.chunk.place(row), column: self.chunk.name(column) });
        }
        // Apart from what is beside them, so that they stay in the processor's cache.
        let mut people: Vec<(u64, Sum)> = vec![Default::default(); units.first.len()];
        for (row, &code) in units.codes.iter().enumerate() {
            let (rows, sum) = &mut people[code as usize];
            *rows += 1;
            sum.add(weight.map_or(1.0, |weight| weight[row]));
        }
        let unit = |(&row, (rows, weight)): (&u32, (u64, Sum))| PartUnit {
            key: self.query.unit.iter().map(|&column| self.chunk.column(column).value(row as usize)).collect(),
            constants: Vec::new(),
            place: self.chunk.before + u64::from(row),
            rows,
            weight,
        };
        let mut made: Vec<PartUnit> = units.first.iter().zip(people).map(unit).collect();
        for &column in &self.query.constants {
            self.constants(column, units, &mut made)?;
        }
        Ok(made)
    }

    fn constants(&self, column: usize, units: &Grouping, made: &mut [PartUnit]) -> Result<(), EngineError> {
        let values = self.chunk.numbers(column)?;
        for (unit, &first) in made.iter_mut().zip(&units.first) {
            unit.constants.push(values[first as usize]);
        }
        // NaN differs from everything, itself too.
        let mut rows = values.iter().zip(&units.codes);
        if rows.any(|(value, &code)| *value != values[units.first[code as usize] as usize]) {
            return self.first_that_differs(units, made);
        }
        Ok(())
    }

    /// The error of the first row without a constant, or with another than its unit had before: of several columns the one whose row
    /// comes first.
    fn first_that_differs(&self, units: &Grouping, made: &[PartUnit]) -> Result<(), EngineError> {
        let numbers = |&column: &usize| Ok((column, self.chunk.numbers(column)?));
        let columns = self.query.constants.iter().map(numbers).collect::<Result<Vec<_>, EngineError>>()?;
        for (row, &code) in units.codes.iter().enumerate() {
            let name = |column: usize| (self.chunk.place(row), self.chunk.name(column));
            if let Some((column, _)) = columns.iter().find(|(_, values)| values[row].is_nan()) {
                let (place, column) = name(*column);
                return Err(EngineError::NoUnit { place, column });
            }
            let first = units.first[code as usize] as usize;
            if let Some((column, values)) = columns.iter().find(|(_, values)| values[row] != values[first]) {
                let ((place, column), unit) = (name(*column), describe(&made[code as usize].key));
                return Err(EngineError::Varies { place, column, unit, value: values[row], before: values[first] });
            }
        }
        Ok(())
    }

    fn table(
        &self,
        block: &Block,
        cells: &Grouping,
        (units, mut slots): (&Grouping, Grouping),
        weights: &[Option<&[f64]>],
    ) -> Result<PartTable, EngineError> {
        let key = |&row: &u32| block.columns().map(|column| self.chunk.column(column).value(row as usize)).collect();
        let keys: Vec<Vec<Value>> = cells.first.iter().map(key).collect();
        let factors = self.factors(block, &keys)?;
        let width = block.width(weights.len());
        let slot = |&row: &u32| (cells.codes[row as usize], units.codes[row as usize]);
        let count = slots.first.len();
        let mut table = PartTable {
            slots: slots.first.iter().map(slot).collect(),
            people: vec![(0, 0); count],
            sums: vec![Sum::default(); count * width],
            keys,
        };
        let mut products: Vec<Vec<f64>> = vec![Vec::with_capacity(STRETCH); factors.len()];
        for start in (0..self.chunk.rows).step_by(STRETCH) {
            let rows = start..(start + STRETCH).min(self.chunk.rows);
            for (product, factor) in products.iter_mut().zip(&factors) {
                product.clear();
                product.extend(factor.of(rows.clone(), &cells.codes));
            }
            let slots = &mut slots.codes[rows.clone()];
            table.add_base((slots, &products), weights[0].map(|weight| &weight[rows.clone()]), (width, block.squares));
            for (at, weight) in weights.iter().enumerate().skip(1) {
                let base = weights[0].filter(|_| self.query.weights.factors).map(|base| &base[rows.clone()]);
                let weight = weight.map(|weight| &weight[rows.clone()]);
                table.add_replicate((slots, &products), (weight, base), (width, at));
            }
        }
        Ok(table)
    }

    /// What the products of a block are made of.
    fn factors<'a>(&'a self, block: &'a Block, keys: &[Vec<Value>]) -> Result<Vec<Factor<'a>>, EngineError> {
        let factor = |product: &'a Product| {
            let limits = keys.iter().map(|key| product.limit(key)).collect();
            Ok(Factor { product, numbers: self.chunk.numbers(product.column())?, limits })
        };
        block.products.iter().map(factor).collect()
    }
}

/// Rows whose products are held at a time: few enough to stay in the processor's cache.
const STRETCH: usize = 1 << 11;

/// A product with the numbers it is made of.
struct Factor<'a> {
    product: &'a Product,
    numbers: Cow<'a, [f64]>,
    /// The limit, or center, of every cell.
    limits: Vec<f64>,
}

impl Factor<'_> {
    /// The products of some rows; NaN where one is missing.
    fn of(&self, rows: Range<usize>, cells: &[u32]) -> impl Iterator<Item = f64> {
        let limit = |code: u32| self.limits.get(code as usize).copied().unwrap_or(f64::NAN);
        self.numbers[rows.clone()].iter().zip(&cells[rows]).map(move |(&x, &code)| self.product.of(x, limit(code)))
    }
}

impl PartTable {
    /// Adds rows under their base weight (`None`: 1 for everybody). One with a missing product counts as present and loses its slot.
    fn add_base(
        &mut self,
        (slots, products): (&mut [u32], &[Vec<f64>]),
        weights: Option<&[f64]>,
        (width, squares): (usize, Option<Squares>),
    ) {
        let terms = 1 + products.len();
        for (row, code) in slots.iter_mut().enumerate().filter(|(_, code)| **code != MISSING) {
            let (slot, weight) = (*code as usize, weights.map_or(1.0, |weights| weights[row]));
            let counts = u32::from(weight != 0.0);
            let (rows, n) = &mut self.people[slot];
            *rows += counts;
            if products.iter().any(|product| product[row].is_nan()) {
                *code = MISSING;
                continue;
            }
            *n += counts;
            let sums = &mut self.sums[slot * width..][..width];
            // Not by way of a list of both: what is written number by number and read in pairs is waited for.
            sums[0].add(weight);
            sums[1..].iter_mut().zip(products).for_each(|(sum, product)| sum.add(weight * product[row]));
            if let Some(squares) = squares {
                let first = width - terms * (terms + 1) / 2;
                add_squares(&mut sums[first..], (products, row), squares.scale(weight));
            }
        }
    }

    /// Adds the same rows under the replicate weight `at`, which may be a factor of the base weight.
    fn add_replicate(
        &mut self,
        (slots, products): (&[u32], &[Vec<f64>]),
        (weights, base): (Option<&[f64]>, Option<&[f64]>),
        (width, at): (usize, usize),
    ) {
        let terms = 1 + products.len();
        for (row, &slot) in slots.iter().enumerate().filter(|(_, slot)| **slot != MISSING) {
            let of = |weights: Option<&[f64]>| weights.map_or(1.0, |weights| weights[row]);
            let weight = of(weights) * of(base);
            let sums = &mut self.sums[slot as usize * width + at * terms..][..terms];
            sums[0].add(weight);
            sums[1..].iter_mut().zip(products).for_each(|(sum, product)| sum.add(weight * product[row]));
        }
    }
}

/// Adds scale · vᵢ · vⱼ for i ≤ j, v being 1 and the products of a row.
fn add_squares(sums: &mut [Sum], (products, row): (&[Vec<f64>], usize), scale: f64) {
    let mut sums = sums.iter_mut();
    let mut add = |of: f64| sums.next().into_iter().for_each(|sum| sum.add(scale * of));
    add(1.0);
    products.iter().for_each(|product| add(product[row]));
    for (i, a) in products.iter().enumerate() {
        products[i..].iter().for_each(|b| add(a[row] * b[row]));
    }
}

/// A unit in print.
pub(super) fn describe(key: &[Value]) -> String {
    key.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")
}
