//! The numbers of a column cell by cell: what quantiles, which no sums can give, are read from.

use crate::survey::Value;
use crate::survey::expression::Condition;

/// Whose numbers are wanted, in one pass. Columns are named by their place in the source.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// The weight; `None` is 1 for everybody. Rows of weight 0 are left out.
    pub weight: Option<usize>,
    /// Rows outside are left out.
    pub domain: Option<Condition>,
    /// Numbers and groups.
    pub of: Vec<Numbers>,
}

/// Numbers by groups.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// The column of numbers; rows without one are left out.
    pub variable: usize,
    /// Grouping columns; rows without a value in one of them are left out.
    pub keys: Vec<usize>,
}

/// The numbers in one cell.
#[derive(Debug, Clone)]
pub struct Values {
    /// Values of the grouping columns.
    pub key: Vec<Value>,
    /// (x, weight > 0), in the order of the file, in as many parts as it was read in.
    pub parts: Vec<Vec<(f64, f64)>>,
}

impl Gathering {
    /// Every column that must be read, each once, in the order of the source.
    pub fn wanted(&self) -> Vec<usize> {
        let own = self.of.iter().flat_map(|of| of.keys.iter().copied().chain([of.variable]));
        let mut all: Vec<usize> = own.chain(self.weight).collect();
        all.extend(self.domain.iter().flat_map(|domain| domain.columns().iter().copied()));
        all.sort_unstable();
        all.dedup();
        all
    }
}
