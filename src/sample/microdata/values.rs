//! The numbers of a variable with their weights, cell by cell: what quantiles are read from.

use super::Microdata;
use super::layout;
use super::recipe::{self, Groups, Recipe};
use crate::engine::{Gathering, Limits, Values};
use crate::sample::{SampleError, Totals};
use std::sync::Arc;

impl Microdata {
    /// The numbers of `variable` in every cell where somebody has one, cells in order. This holds all of them in memory.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or holds words.
    pub fn values(&self, variable: &str, by: &[Arc<str>], over: Option<&Arc<str>>) -> Result<Vec<Values>, SampleError> {
        let source = &*self.source;
        let (variable, keys) = (recipe::number(source, variable)?, recipe::groups(source, by, over)?);
        let query = Gathering { variable, weight: self.design.weight, keys, domain: self.domain.clone() };
        let mut all = self.engine.gather(source, &query)?;
        all.sort_by(|a, b| layout::order(source, &query.keys, &a.key, &b.key));
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
