//! The numbers of a variable with their weights, cell by cell: what quantiles are read from.

use super::layout;
use super::recipe::{self, Groups, Recipe};
use super::{Microdata, WeightKind};
use crate::engine::{Gathering, Limits, Values};
use crate::sample::{SampleError, Totals};
use crate::survey::kept;
use std::sync::Arc;

/// A row that stands for several people as the first of them, the last, and those between: quantiles that are read off lines differ
/// between one heavy person and many light ones, and only the ends of equal numbers matter.
fn ends(&(x, people): &(f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    let alone = people < 2.0;
    let parts = if alone { [people, 0.0, 0.0] } else { [1.0, people - 2.0, 1.0] };
    parts.into_iter().filter(|&part| part > 0.0).map(move |part| (x, part))
}

impl Microdata {
    /// Whether a weight says how many people a row stands for.
    pub fn counts_people(&self) -> bool {
        self.design.kind == WeightKind::Frequency
    }

    /// The same respondents, `variable` and the groups being read once: quantiles need them first as they stand, then for their errors.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there.
    pub(crate) fn keeping(
        &self,
        variable: &str,
        by: &[Arc<str>],
        over: Option<&Arc<str>>,
    ) -> Result<Self, SampleError> {
        let mut places = recipe::groups(&*self.source, by, over)?;
        places.push(recipe::number(&*self.source, variable)?);
        places.extend(self.design.weight);
        Ok(self.reading(kept(self.source.clone(), places)))
    }

    /// The numbers of `variable` in every cell where somebody has one, cells in order. This holds all of them in memory. A row of a
    /// frequency stands as its first person, its last, and those between.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or holds words.
    pub fn values(&self, variable: &str, by: &[Arc<str>], over: Option<&Arc<str>>) -> Result<Vec<Values>, SampleError> {
        let source = &*self.source;
        let (variable, keys) = (recipe::number(source, variable)?, recipe::groups(source, by, over)?);
        let query = Gathering { variable, weight: self.design.weight, keys, domain: self.domain.clone() };
        let mut all = self.engine.gather(source, &query)?;
        all.sort_by(|a, b| layout::order(source, &query.keys, &a.key, &b.key));
        if self.counts_people() {
            let parts = all.iter_mut().flat_map(|cell| &mut cell.parts);
            parts.for_each(|part| *part = part.iter().flat_map(ends).collect());
        }
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
        let mut sums = self.sums(vec![recipe.block.clone()])?;
        self.total(&self.estimator(&sums.units)?, recipe, sums.tables.remove(0))
    }
}
