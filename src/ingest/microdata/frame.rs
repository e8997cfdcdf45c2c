//! Columns held in memory, for the formats that are read whole.

use crate::survey::{Column, Origin, SetSpec, Source, SourceError, Variable};
use std::sync::Arc;

/// Rows of a chunk. Fixed, so that sums do not depend on the machine.
const CHUNK: usize = 1 << 17;

/// A source in memory.
#[derive(Debug, Clone)]
pub struct Frame {
    name: Arc<str>,
    variables: Vec<Variable>,
    columns: Vec<Column>,
    chunks: Vec<usize>,
    /// What the file calls a row, and its number, where that is known.
    lines: (&'static str, Vec<u32>),
    weight: Option<usize>,
    decimal_commas: bool,
    declared: Vec<SetSpec>,
}

/// Columns that make no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column \"{column}\": {reason}")]
pub struct FrameError {
    /// The column.
    pub column: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Frame {
    /// A table called `name`, its columns beside each other.
    ///
    /// # Errors
    /// [`FrameError`] when names collide or columns differ in length.
    pub fn new(name: impl Into<Arc<str>>, columns: Vec<(Variable, Column)>) -> Result<Self, FrameError> {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        for (place, (variable, column)) in columns.iter().enumerate() {
            let fail = |reason: String| Err(FrameError { column: variable.name.to_string(), reason });
            if column.len() != rows {
                return fail(format!("{} rows, where the first column has {rows}", column.len()));
            }
            if columns[..place].iter().any(|(before, _)| before.name == variable.name) {
                return fail("two columns have this name".to_owned());
            }
        }
        let (variables, columns) = columns.into_iter().unzip();
        let chunks = (0..rows).step_by(CHUNK).map(|start| CHUNK.min(rows - start)).collect();
        Ok(Self {
            name: name.into(),
            variables,
            columns,
            chunks,
            lines: ("row", Vec::new()),
            weight: None,
            decimal_commas: false,
            declared: Vec::new(),
        })
    }

    /// The same table, its rows found on these lines of a text.
    pub(super) fn on_lines(self, lines: Vec<u32>) -> Self {
        Self { lines: ("line", lines), ..self }
    }

    /// The same table, its rows found in these rows of a sheet.
    pub(super) fn in_sheet_rows(self, rows: Vec<u32>) -> Self {
        Self { lines: ("row", rows), ..self }
    }

    /// The same table, in whose text commas may start decimals.
    pub(super) fn with_decimal_commas(self, decimal_commas: bool) -> Self {
        Self { decimal_commas, ..self }
    }

    /// The same table, its weight named by the file.
    pub(super) fn weighted_by(self, weight: Option<usize>) -> Self {
        Self { weight, ..self }
    }

    /// The same table with the multiple-response sets that the file declares.
    pub(super) fn with_declared(self, declared: Vec<SetSpec>) -> Self {
        Self { declared, ..self }
    }
}

impl Source for Frame {
    fn origin(&self) -> Origin<'_> {
        Origin::File { name: &self.name, variables: &self.variables, chunks: &self.chunks }
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let rows = chunk * CHUNK..chunk * CHUNK + self.chunks[chunk];
        let part = |&place: &usize| match &self.columns[place] {
            Column::Numbers(values) => Column::Numbers(values.part(rows.clone())),
            Column::Whole(values) => Column::Whole(values.part(rows.clone())),
            Column::Text { codes, levels } => Column::Text { codes: codes.part(rows.clone()), levels: levels.clone() },
        };
        Ok(wanted.iter().map(part).collect())
    }

    fn weight(&self) -> Option<usize> {
        self.weight
    }

    fn has_decimal_commas(&self) -> bool {
        self.decimal_commas
    }

    fn declared_sets(&self) -> &[SetSpec] {
        &self.declared
    }

    fn place(&self, row: u64) -> String {
        let (what, numbers) = &self.lines;
        let number = usize::try_from(row).ok().and_then(|row| numbers.get(row));
        format!("{what} {}", number.map_or(row + 1, |&number| u64::from(number)))
    }
}
