//! One chunk of a source with the columns that are needed.

use super::super::EngineError;
use super::codes::{Grouping, Scratch, group};
use crate::survey::{Column, Source, Value};
use std::borrow::Cow;

/// One chunk with its columns.
pub(super) struct Chunk<'a> {
    source: &'a dyn Source,
    wanted: Vec<usize>,
    columns: Vec<Column>,
    pub(super) rows: usize,
    /// Rows of the source ahead of it.
    pub(super) before: u64,
}

impl<'a> Chunk<'a> {
    /// Reads the columns `wanted`, in order, of chunk `number`, `before` rows of the source ahead of it.
    pub(super) fn read(
        source: &'a dyn Source,
        wanted: Vec<usize>,
        (number, before): (usize, u64),
    ) -> Result<Self, EngineError> {
        let columns = source.read(number, &wanted)?;
        Ok(Self { source, wanted, columns, rows: source.chunks()[number], before })
    }

    pub(super) fn column(&self, place: usize) -> &Column {
        &self.columns[self.wanted.partition_point(|&wanted| wanted < place)]
    }

    pub(super) fn place(&self, row: usize) -> String {
        format!("{}: {}", self.source.name(), self.source.place(self.before + row as u64))
    }

    pub(super) fn name(&self, column: usize) -> String {
        self.source.variables()[column].name.to_string()
    }

    pub(super) fn numbers(&self, column: usize) -> Result<Cow<'_, [f64]>, EngineError> {
        let values = self.any_numbers(column)?;
        match first(&values, f64::is_infinite) {
            Some(row) => Err(self.not_finite(column, row, values[row])),
            None => Ok(values),
        }
    }

    pub(super) fn grouping(
        &self,
        columns: impl Iterator<Item = usize>,
        keep_missing: bool,
        scratch: &mut Scratch,
    ) -> Grouping {
        let columns: Vec<&Column> = columns.map(|place| self.column(place)).collect();
        group(self.rows, &columns, keep_missing, scratch)
    }

    pub(super) fn weight(&self, column: usize) -> Result<Cow<'_, [f64]>, EngineError> {
        let values = self.any_numbers(column)?;
        // Numbers below 0, infinity and NaN have the largest bits; −0 does, too, and is a 0.
        match first(&values, |value| (value.to_bits() >= f64::INFINITY.to_bits()) & (value != 0.0)) {
            Some(row) if values[row].is_infinite() => Err(self.not_finite(column, row, values[row])),
            Some(row) => {
                let value = Value::number(values[row]).to_string();
                Err(EngineError::Weight { place: self.place(row), column: self.name(column), value })
            }
            None => Ok(values),
        }
    }

    /// A replicate weight, which is a number for everybody, at least 0 unless `signed`.
    pub(super) fn replicate(&self, column: usize, signed: bool) -> Result<Cow<'_, [f64]>, EngineError> {
        if !signed {
            return self.weight(column);
        }
        let values = self.numbers(column)?;
        match first(&values, f64::is_nan) {
            Some(row) => {
                let value = Value::Missing.to_string();
                Err(EngineError::Weight { place: self.place(row), column: self.name(column), value })
            }
            None => Ok(values),
        }
    }

    fn any_numbers(&self, column: usize) -> Result<Cow<'_, [f64]>, EngineError> {
        let not_numbers = || EngineError::NotNumbers { file: self.source.name().to_owned(), column: self.name(column) };
        self.column(column).numbers().ok_or_else(not_numbers)
    }

    fn not_finite(&self, column: usize, row: usize, value: f64) -> EngineError {
        EngineError::NotFinite { place: self.place(row), column: self.name(column), value }
    }
}

/// The first number that is wrong. Most columns have none, so whole stretches are looked at without a branch.
fn first(values: &[f64], wrong: impl Fn(f64) -> bool) -> Option<usize> {
    const STRETCH: usize = 1024;
    let holds = |stretch: &[f64]| stretch.iter().fold(false, |any, &value| any | wrong(value));
    let stretch = values.chunks(STRETCH).position(holds)?;
    let within = values[stretch * STRETCH..].iter().position(|&value| wrong(value))?;
    Some(stretch * STRETCH + within)
}
