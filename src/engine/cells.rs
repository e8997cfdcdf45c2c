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

/// The cells of one block.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The values of every cell's keys, in order. Where the last is an answer, cells that only rows outside the domain make are here
    /// too, without entries: an answer that nobody in the domain gave is still an answer.
    pub keys: Vec<Vec<Value>>,
    /// What is in each of them.
    pub cells: Vec<Entries>,
}

/// The units with people in a cell, in order, and the sums of each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entries {
    entries: Vec<Entry>,
    sums: Vec<f64>,
    width: usize,
}

/// A unit with people in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Place in [`Cells::units`].
    pub unit: u32,
    /// Rows with a weight.
    pub rows: u64,
    /// Those of them with no product missing.
    pub n: u64,
}

impl Entries {
    /// Entries in the order of units, each with `width` sums (at least one) in `sums`.
    pub(super) fn new(entries: Vec<Entry>, sums: Vec<f64>, width: usize) -> Self {
        Self { entries, sums, width }
    }

    /// Units with people.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody is in the cell.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every entry with its sums: for each weight Σ w and Σ w · product, then the sums of squares, upper triangle by row.
    pub fn iter(&self) -> impl Iterator<Item = (&Entry, &[f64])> {
        self.entries.iter().zip(self.sums.chunks_exact(self.width))
    }
}
