//! The answer of an engine: sums by sampling unit and cell, in the order of their keys.

use crate::survey::Value;

/// The sums.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cells {
    /// Every unit of the design, in the order of keys, whether or not it has rows in the domain.
    pub units: Vec<Unit>,
    /// One table for each block of the question.
    pub tables: Vec<Table>,
}

/// One sampling unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Stratum and cluster of every stage.
    pub key: Vec<Value>,
    /// Its numbers (population sizes).
    pub constants: Vec<f64>,
    /// Rows in it.
    pub rows: u64,
    /// Sum of weights in it.
    pub weight: f64,
}

/// The cells of one block. `entries` are ordered by cell, then unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The values of every cell's keys, in order. Where the last is an answer, cells that only rows outside the domain make are here
    /// too, without entries: an answer that nobody in the domain gave is still an answer.
    pub keys: Vec<Vec<Value>>,
    /// Units present in cells.
    pub entries: Vec<Entry>,
    sums: Vec<f64>,
    width: usize,
}

/// A unit with people in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Place in [`Table::keys`].
    pub cell: u32,
    /// Place in [`Cells::units`].
    pub unit: u32,
    /// Rows with a weight.
    pub rows: u64,
    /// Those of them with no product missing.
    pub n: u64,
}

impl Table {
    /// A table of `entries` (ordered), each with `width` sums in `sums`.
    pub(super) fn new(keys: Vec<Vec<Value>>, entries: Vec<Entry>, sums: Vec<f64>, width: usize) -> Self {
        Self { keys, entries, sums, width }
    }

    /// The sums of an entry: for each weight Σ w and Σ w · product, then the sums of squares, upper triangle by row.
    pub fn sums(&self, entry: usize) -> &[f64] {
        &self.sums[entry * self.width..(entry + 1) * self.width]
    }
}
