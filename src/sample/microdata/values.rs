//! The numbers of a variable with their weights, cell by cell: what quantiles are read from.

use super::Microdata;
use super::layout;
use super::recipe::{self, Groups, Recipe};
use crate::engine::{Aggregation, Limits, Weights};
use crate::sample::{SampleError, Totals};
use crate::survey::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The numbers in one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// Values of the grouping variables, waves last.
    pub key: Vec<Value>,
    /// (x, weight > 0) by x, equal ones in the order of the file.
    pub values: Vec<(f64, f64)>,
}

impl Microdata {
    /// The numbers of `variable` in every cell where somebody has one, cells in order. This holds all of them in memory.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or holds words.
    pub fn values(&self, variable: &str, by: &[Arc<str>], over: Option<&Arc<str>>) -> Result<Vec<Values>, SampleError> {
        let source = &*self.source;
        let (variable, groups) = (recipe::number(source, variable)?, recipe::groups(source, by, over)?);
        let base = self.design.weight;
        let mut query = Aggregation { weights: Weights { base, ..Weights::default() }, ..Aggregation::default() };
        query.unit = groups.iter().copied().chain([variable]).collect();
        query.domain = self.domain.clone();
        let wanted = query.wanted();
        let mut cells: BTreeMap<Vec<Value>, Vec<(f64, f64)>> = BTreeMap::new();
        for (chunk, &rows) in source.chunks().iter().enumerate() {
            let columns = source.read(chunk, &wanted)?;
            let column = |place: usize| &columns[wanted.partition_point(|&other| other < place)];
            let inside = self.domain.as_ref().map(|domain| domain.holds(&column, rows));
            let numbers = column(variable).numbers().unwrap_or_default();
            let weights = base.and_then(|base| column(base).numbers());
            for (row, &x) in numbers.iter().enumerate() {
                let weight = weights.map_or(1.0, |weights| weights[row]);
                let key: Vec<Value> = groups.iter().map(|&group| column(group).value(row)).collect();
                let takes_part = inside.as_ref().is_none_or(|inside| inside[row]) && weight > 0.0 && !x.is_nan();
                if takes_part && !key.contains(&Value::Missing) {
                    cells.entry(key).or_default().push((x, weight));
                }
            }
        }
        let cell = |(key, mut values): (Vec<Value>, Vec<(f64, f64)>)| {
            values.sort_by(|a, b| a.0.total_cmp(&b.0));
            Values { key, values }
        };
        let mut all: Vec<Values> = cells.into_iter().map(cell).collect();
        all.sort_by(|a, b| layout::order(source, &groups, &a.key, &b.key));
        Ok(all)
    }

    /// In every cell the base and the totals of those whose `variable` does not exceed the cell's number in each of `limits`.
    ///
    /// # Errors
    /// As [`Microdata::values`].
    pub fn at_most(
        &self,
        variable: &str,
        limits: Vec<Limits>,
        by: &[Arc<str>],
        over: Option<&Arc<str>>,
    ) -> Result<Totals, SampleError> {
        let columns = recipe::groups(&*self.source, by, over)?;
        let groups = Groups { question: variable.into(), columns, has_waves: over.is_some() };
        let column = recipe::number(&*self.source, variable)?;
        self.one(&Recipe::at_most(column, limits, groups, self.squares()))
    }

    /// In every cell the base and the total of the numbers that `scores` (value, number; by value) gives to the values of `variable`.
    ///
    /// # Errors
    /// As [`Microdata::values`].
    pub fn scored(&self, variable: &str, scores: Arc<[(f64, f64)]>, by: &[Arc<str>]) -> Result<Totals, SampleError> {
        let columns = recipe::groups(&*self.source, by, None)?;
        let groups = Groups { question: variable.into(), columns, has_waves: false };
        let column = recipe::number(&*self.source, variable)?;
        self.one(&Recipe::scored(column, scores, groups, self.squares()))
    }

    fn one(&self, recipe: &Recipe) -> Result<Totals, SampleError> {
        let cells = self.aggregate(vec![recipe.block.clone()])?;
        self.total(&self.estimator(&cells)?, recipe, &cells.tables[0])
    }
}
