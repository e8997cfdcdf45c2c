//! The numbers of a variable with their weights, cell by cell: what quantiles are read from.

use super::layout;
use super::pass::MOST;
use super::recipe::{self, Groups, Recipe};
use super::{Microdata, WeightKind};
use crate::engine::{self, Block, Gathering, Limits, Values};
use crate::sample::{SampleError, Totals};
use crate::survey::kept;
use std::collections::HashSet;
use std::sync::Arc;

/// A row that stands for several people as the first of them, the last, and those between: quantiles that are read off lines differ
/// between one heavy person and many light ones, and only the ends of equal numbers matter.
fn ends(&(x, people): &(f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    let alone = people < 2.0;
    let parts = if alone { [people, 0.0, 0.0] } else { [1.0, people - 2.0, 1.0] };
    parts.into_iter().filter(|&part| part > 0.0).map(move |part| (x, part))
}

/// A variable of numbers, by groups and waves.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'a> {
    /// The variable.
    pub variable: &'a str,
    /// Grouping variables.
    pub by: &'a [Arc<str>],
    /// The variable whose values are waves.
    pub over: Option<&'a Arc<str>>,
}

impl Microdata {
    /// Whether a weight says how many people a row stands for.
    pub fn counts_people(&self) -> bool {
        self.design.kind == WeightKind::Frequency
    }

    /// The same respondents, the numbers and groups being read once as far as memory allows: quantiles need them first as they stand, then for
    /// their errors.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there.
    pub(crate) fn keeping(&self, numbers: &[Numbers<'_>]) -> Result<Self, SampleError> {
        let mut places: Vec<usize> = self.design.weight.into_iter().collect();
        for of in numbers {
            places.extend(recipe::groups(&*self.source, of.by, of.over)?);
            places.push(recipe::number(&*self.source, of.variable)?);
        }
        let mut seen = HashSet::new();
        places.retain(|place| seen.insert(*place));
        Ok(self.reading(kept(self.source.clone(), places)))
    }

    /// For each of `asked` the numbers in every cell where somebody has one, cells in order, from one pass. This holds all of them in
    /// memory. A row of a frequency stands as its first person, its last, and those between.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or holds words.
    pub fn values(&self, asked: &[Numbers<'_>]) -> Result<Vec<Vec<Values>>, SampleError> {
        let source = &*self.source;
        let of = |of: &Numbers<'_>| {
            let (variable, keys) = (recipe::number(source, of.variable)?, recipe::groups(source, of.by, of.over)?);
            Ok(engine::Numbers { variable, keys })
        };
        let of = asked.iter().map(of).collect::<Result<_, SampleError>>()?;
        let query = Gathering { weight: self.design.weight, domain: self.domain.clone(), of };
        let mut all = self.engine.gather(source, &query)?;
        for (of, cells) in query.of.iter().zip(&mut all) {
            cells.sort_by(|a, b| layout::order(source, &of.keys, &a.key, &b.key));
        }
        if self.counts_people() {
            let parts = all.iter_mut().flatten().flat_map(|cell| &mut cell.parts);
            parts.for_each(|part| *part = part.iter().flat_map(ends).collect());
        }
        Ok(all)
    }

    /// For each of `asked` in every cell the base and the totals of those whose number does not exceed the cell's in each of the limits;
    /// from one pass, if memory allows.
    ///
    /// # Errors
    /// As [`Microdata::values`].
    pub fn at_most(&self, asked: Vec<(Numbers<'_>, Vec<Limits>)>) -> Result<Vec<Totals>, SampleError> {
        let recipe = |(of, limits): (Numbers<'_>, Vec<Limits>)| {
            let columns = recipe::groups(&*self.source, of.by, of.over)?;
            let groups = Groups { question: of.variable.into(), columns, has_waves: of.over.is_some() };
            let column = recipe::number(&*self.source, of.variable)?;
            Ok(Recipe::at_most(column, limits, groups, self.squares()))
        };
        let recipes = asked.into_iter().map(recipe).collect::<Result<Vec<_>, SampleError>>()?;
        if recipes.len() > 1 {
            let blocks: Vec<Vec<Block>> = recipes.iter().map(|recipe| vec![recipe.block.clone()]).collect();
            self.plan_for(&blocks, MOST);
        }
        recipes.iter().map(|recipe| self.one(recipe)).collect()
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
