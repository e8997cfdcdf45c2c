//! The question put to an engine.

use crate::survey::Value;
use crate::survey::expression::Condition;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `GROUP BY (unit, cell) → SUM(weight · products)`, for several sets of cells in one pass. Columns are named by their place in the
/// source.
#[derive(Debug, Clone, Default)]
pub struct Aggregation {
    /// The weights of the sums.
    pub weights: Weights,
    /// The columns that name a sampling unit: stratum and cluster of every stage. None: all rows are one unit.
    pub unit: Vec<usize>,
    /// Columns with one number for each unit (population sizes); carried to [`super::Unit::constants`].
    pub constants: Vec<usize>,
    /// Rows outside keep their unit but enter no sum.
    pub domain: Option<Condition>,
    /// The sets of cells.
    pub blocks: Vec<Block>,
}

/// Which columns weigh the rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Weights {
    /// The weight; `None` is 1 for everybody.
    pub base: Option<usize>,
    /// Replicate weights.
    pub replicates: Vec<usize>,
    /// Replicate columns are factors of the weight, not weights themselves.
    pub factors: bool,
    /// Replicate weights may lie below 0, as some of the American Community Survey do.
    pub signed: bool,
}

/// One set of cells and what is summed in them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Grouping columns; rows without a value in one of them enter no cell.
    pub keys: Vec<usize>,
    /// A last grouping column whose missing values make a cell too.
    pub answer: Option<usize>,
    /// What is multiplied with the weight; a row with a missing product counts as present but enters no sum.
    pub products: Vec<Product>,
    /// Also sum the products of products: Σ s·vᵢ·vⱼ over v = (1, products), i ≤ j.
    pub squares: Option<Squares>,
}

/// The weight of sums of squares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Squares {
    /// The square of the weight: one row is one unit.
    WeightSquared,
    /// The weight: a row stands for that many units.
    Weight,
}

impl Squares {
    /// What products of products are multiplied with in a row of this weight.
    pub(super) fn scale(self, weight: f64) -> f64 {
        match self {
            Self::WeightSquared => weight * weight,
            Self::Weight => weight,
        }
    }
}

/// A number made of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Product {
    /// (x − center)ᵏ.
    Power {
        /// The column of x.
        column: usize,
        /// What is taken off.
        center: f64,
        /// In these cells that instead.
        centers: Limits,
        /// k, 1 or 2.
        power: u8,
    },
    /// The number that goes with x; 0 for an x not listed.
    Score {
        /// The column of x.
        column: usize,
        /// (x, its number), by x.
        scores: Arc<[(f64, f64)]>,
    },
    /// 1 where x does not exceed the limit of the row's cell, else 0.
    AtMost {
        /// The column of x.
        column: usize,
        /// The limit of each cell; cells without one have 0 everywhere.
        limits: Limits,
    },
}

/// A number for each cell, by the values of its keys.
pub type Limits = Arc<BTreeMap<Vec<Value>, f64>>;

impl Product {
    /// The column it is made of.
    pub fn column(&self) -> usize {
        match self {
            Self::Power { column, .. } | Self::Score { column, .. } | Self::AtMost { column, .. } => *column,
        }
    }

    /// The number made of `x` in a cell of this [`Product::limit`].
    #[inline]
    pub(super) fn of(&self, x: f64, limit: f64) -> f64 {
        match self {
            Self::Power { power: 2, .. } => (x - limit) * (x - limit),
            Self::Power { .. } => x - limit,
            _ if x.is_nan() => f64::NAN,
            Self::Score { scores, .. } => {
                // Adding 0 makes −0 the 0 that scores are listed by.
                scores.binary_search_by(|(known, _)| known.total_cmp(&(x + 0.0))).map_or(0.0, |at| scores[at].1)
            }
            Self::AtMost { .. } => f64::from(u8::from(x <= limit)),
        }
    }

    /// The limit, or center, of the cell with these keys.
    pub(crate) fn limit(&self, keys: &[Value]) -> f64 {
        match self {
            Self::Power { center, centers, .. } => centers.get(keys).copied().unwrap_or(*center),
            Self::Score { .. } => f64::NAN,
            Self::AtMost { limits, .. } => limits.get(keys).copied().unwrap_or(f64::NEG_INFINITY),
        }
    }
}

impl Block {
    /// The grouping columns, answer last.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.keys.iter().copied().chain(self.answer)
    }

    /// Numbers in a cell: for each weight 1 and the products, then the sums of squares.
    pub(crate) fn width(&self, weights: usize) -> usize {
        let terms = 1 + self.products.len();
        weights * terms + if self.squares.is_some() { terms * (terms + 1) / 2 } else { 0 }
    }
}

impl Aggregation {
    /// Every column that must be read, each once, in the order of the source.
    pub fn wanted(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.unit.iter().chain(&self.constants).copied().collect();
        all.extend(self.weights.base);
        all.extend(&self.weights.replicates);
        all.extend(self.domain.iter().flat_map(|domain| domain.columns().iter().copied()));
        for block in &self.blocks {
            all.extend(block.columns());
            all.extend(block.products.iter().map(Product::column));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}
