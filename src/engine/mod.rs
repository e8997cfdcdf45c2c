//! Engines: the one pass over respondents that everything rests on, `GROUP BY (unit, cell) → SUM(weight · products)`.
//!
//! An [`Aggregation`] is the question, [`Cells`] the answer; one file for each engine, one list. All engines give the same sums.

mod aggregation;
mod cells;
mod gathering;
mod naive;
mod polars;

pub use aggregation::{Aggregation, Block, Limits, Product, Squares, Weights};
pub use cells::{Cells, Entries, Entry, Table, Unit};
pub use gathering::{Gathering, Numbers, Values};
pub use naive::Naive;
pub use polars::Polars;

use crate::survey::{Source, SourceError};
use std::num::NonZeroUsize;

/// Something that makes the sums.
pub trait Engine: Send + Sync {
    /// The sums that `query` asks of `source`, the same to the bit for any number of threads.
    ///
    /// # Errors
    /// [`EngineError`] when the file cannot be read or holds a value that no sum can be made of.
    fn aggregate(&self, source: &dyn Source, query: &Aggregation) -> Result<Cells, EngineError>;

    /// The numbers that `query` asks of `source`, for each of `query.of` in every cell that has one, cells in the order of keys. All are
    /// held in memory.
    ///
    /// # Errors
    /// As [`Engine::aggregate`].
    fn gather(&self, source: &dyn Source, query: &Gathering) -> Result<Vec<Vec<Values>>, EngineError>;
}

/// An engine in the list: name, one line of help, and how it is made for a number of threads.
pub struct Listed {
    /// The name used in flags and study files.
    pub name: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// Makes the engine.
    pub make: fn(NonZeroUsize) -> Box<dyn Engine>,
}

/// Every engine there is; the first is the default.
pub const ALL: &[Listed] = &[
    Listed {
        name: "polars",
        summary: "in process, column by column, on all threads",
        make: |threads| Box::new(Polars::new(threads)),
    },
    Listed { name: "naive", summary: "row by row on one thread: slow, to check the others", make: |_| Box::new(Naive) },
];

/// The engine with this name.
pub fn named(name: &str) -> Option<&'static Listed> {
    ALL.iter().find(|engine| engine.name == name)
}

/// Why the sums cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A weight that is no weight.
    #[error("{place}, column \"{column}\": the weight is {value}; a weight is a number of at least 0")]
    Weight {
        /// File and row.
        place: String,
        /// The weight column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A row without a stratum, cluster or population size.
    #[error(
        "{place}, column \"{column}\": nothing stands there, but every respondent needs a stratum, cluster and population size"
    )]
    NoUnit {
        /// File and row.
        place: String,
        /// The design column.
        column: String,
    },
    /// A population size that changes within a sampling unit.
    #[error("{place}, column \"{column}\": {value} here, {before} before in the same sampling unit ({unit})")]
    Varies {
        /// File and row.
        place: String,
        /// The column.
        column: String,
        /// The unit.
        unit: String,
        /// What stands there.
        value: f64,
        /// What stood before.
        before: f64,
    },
    /// Words where numbers are needed.
    #[error("{file}: \"{column}\" holds words, and numbers are needed here")]
    NotNumbers {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// A number without bounds.
    #[error("{place}, column \"{column}\": {value} cannot be summed; leave the cell empty if the value is not known")]
    NotFinite {
        /// File and row.
        place: String,
        /// The column.
        column: String,
        /// What stands there.
        value: f64,
    },
}
