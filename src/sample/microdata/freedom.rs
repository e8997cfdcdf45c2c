//! Degrees of freedom of cells taken together: clusters less strata among the units that have people in any of them (Korn & Graubard
//! 1999), as R `survey` has them for `degf(subset(design, …))`. What two groups are compared on is the domain that both make up.

use super::layout::{Domain, Layout};
use super::rank::{Asked, Span};
use super::recipe::{self, Recipe};
use super::replicates::Replicates;
use super::stages::Stages;
use super::{Estimator, Microdata, WeightKind};
use crate::engine::{Block, Entries, Entry, Table};
use crate::sample::{Quantity, SampleError, Tabulation, Term};
use crate::survey::{Cell, SourceError, Value};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Degrees of freedom of replicates by the column that needs a number, grouping columns and their values, as far as they are known.
pub(super) type OfReplicates = Mutex<BTreeMap<(Option<usize>, Vec<usize>, Vec<Value>), f64>>;

/// The degrees of freedom of a sample's cells.
pub struct Freedom {
    /// Those of everybody.
    whole: f64,
    parts: Parts,
}

enum Parts {
    /// Stated: one number for all.
    Same,
    Counted(Stages, ByCell<Present>),
    Ranked(ByCell<Span>),
}

/// Among whom the rank of replicate weights is taken.
enum Ranked {
    Everybody,
    Groups,
    /// Those in the groups who have a number in this column.
    Answered(usize),
}

/// What every cell has.
struct ByCell<T>(Vec<(Cell, T)>);

impl<T> ByCell<T> {
    /// What the cells have that make up `cells`; `None` where one of these holds none of those that are known.
    fn of(&self, cells: &[&Cell]) -> Option<Vec<&T>> {
        let holds = |cell: &Cell, own: &Cell| {
            cell.groups.iter().all(|group| own.groups.contains(group)) && (cell.wave.is_none() || cell.wave == own.wave)
        };
        let is_known = |cell: &&Cell| self.0.iter().any(|(own, _)| holds(cell, own));
        let taken = self.0.iter().filter(|(own, _)| cells.iter().any(|cell| holds(cell, own)));
        cells.iter().all(is_known).then(|| taken.map(|(_, has)| has).collect())
    }
}

/// Units with people, and how many people.
type Present = Vec<(u32, f64)>;

impl Freedom {
    /// Degrees of freedom of the domain that `cells` make up; a cell without groups and wave is everybody. `None` where a cell holds none
    /// of those that were counted.
    pub fn of(&self, cells: &[&Cell]) -> Option<f64> {
        if cells.iter().any(|cell| cell.groups.is_empty() && cell.wave.is_none()) {
            return Some(self.whole);
        }
        match &self.parts {
            Parts::Same => Some(self.whole),
            Parts::Counted(stages, known) => {
                let present: Present = known.of(cells)?.into_iter().flatten().copied().collect();
                Some(stages.degrees_of_freedom(&present))
            }
            Parts::Ranked(known) => Span::degrees_of_freedom(&known.of(cells)?),
        }
    }
}

impl Microdata {
    /// The degrees of freedom of the cells that `by` and `over` make, in any union.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or the design does not fit the data.
    pub fn freedom(&self, by: &[Arc<str>], over: Option<&Arc<str>>) -> Result<Freedom, SampleError> {
        self.freedom_in(&Tabulation::of_people(by, over), Ranked::Groups)
    }

    /// The same for the groups of `by` among those with a number for `question`, as R's regressions have it. Of replicate weights R takes
    /// the rank among everybody for its t test, and among those with a number and a group for its rank test: `complete`.
    pub(crate) fn freedom_with(&self, question: &str, by: &Arc<str>, complete: bool) -> Result<Freedom, SampleError> {
        let quantity = Quantity::Moments(question.into());
        let tabulation = Tabulation { quantity, by: vec![by.clone()], over: None };
        let ranked = match complete {
            true => Ranked::Answered(recipe::number(&*self.source, question)?),
            false => Ranked::Everybody,
        };
        self.freedom_in(&tabulation, ranked)
    }

    /// Respondents in the domain, whether they answered or not.
    pub(crate) fn respondents(&self) -> Result<f64, SampleError> {
        let everybody = self.recipe(&Tabulation::of_people(&[], None))?;
        let sums = self.sums(vec![everybody.block])?;
        let all = present(&sums.tables[0].cells, self.design.kind);
        Ok(all.into_iter().map(|(_, people)| people).sum())
    }

    /// Counts who was asked where weights are frequencies: sums are of those with a number, and degrees of freedom are everybody's.
    pub(super) fn count_asked(&self, recipe: &Recipe, table: &Table, layout: &mut Layout) -> Result<(), SampleError> {
        let lacks = |entries: &Entries| entries.iter().any(|(entry, _)| entry.rows > entry.n);
        let of_numbers = recipe.block.answer.is_none() && recipe.answered().is_none();
        if self.design.kind != WeightKind::Frequency || !of_numbers || !table.cells.iter().any(lacks) {
            return Ok(());
        }
        let people = Block { keys: recipe.block.keys.clone(), ..Block::default() };
        let asked = self.sums(vec![people])?.tables.remove(0);
        for domain in &mut layout.domains {
            if let Ok(at) = asked.keys.binary_search(&domain.key) {
                domain.present = present(&asked.cells[at..=at], self.design.kind);
            }
        }
        Ok(())
    }

    /// The degrees of freedom of every domain of a layout.
    pub(super) fn degrees_of_freedom(
        &self,
        estimator: &Estimator<'_>,
        recipe: &Recipe,
        domains: &[Domain],
    ) -> Result<Vec<f64>, SampleError> {
        match (self.design.df, estimator) {
            (Some(df), _) => Ok(vec![df; domains.len()]),
            (None, Estimator::Linearized(stages)) => {
                Ok(domains.par_iter().map(|domain| stages.degrees_of_freedom(&domain.present)).collect())
            }
            (None, Estimator::Replicates(replicates)) => {
                let keys: Vec<Vec<Value>> = domains.iter().map(|domain| domain.key.clone()).collect();
                Ok(self.of_replicates(replicates, (recipe.answered(), &recipe.groups), keys)?)
            }
        }
    }

    /// The same for replicates. Several questions have the same groups, so what is known is kept.
    fn of_replicates(
        &self,
        replicates: &Replicates,
        (answered, groups): (Option<usize>, &[usize]),
        keys: Vec<Vec<Value>>,
    ) -> Result<Vec<f64>, SourceError> {
        let is_whole = answered.is_none() && groups.is_empty() && self.domain.is_none();
        if let Some(df) = self.design.whole_df.filter(|_| is_whole) {
            return Ok(vec![df; keys.len()]);
        }
        // A thread that panicked has left nothing half done here. Nothing is counted while it is locked: other threads may help to count.
        let known = || self.replicate_df.lock().unwrap_or_else(PoisonError::into_inner);
        let key = |key: &Vec<Value>| (answered, groups.to_vec(), key.clone());
        let is_new = |own: &&Vec<Value>| !known().contains_key(&key(own));
        let new: Vec<Vec<Value>> = keys.iter().filter(is_new).cloned().collect();
        let spans = replicates.spans(&*self.source, &Asked { answered, ..self.asked(replicates, groups, &new) })?;
        let found = spans.iter().filter_map(|span| Span::degrees_of_freedom(&[span]));
        known().extend(new.iter().map(key).zip(found));
        let known = known();
        Ok(keys.iter().map(|own| known[&key(own)]).collect())
    }

    /// Whose replicates are looked at.
    fn asked<'a>(&'a self, replicates: &Replicates, groups: &'a [usize], keys: &'a [Vec<Value>]) -> Asked<'a> {
        let weight = self.design.weight.filter(|_| replicates.factors);
        Asked { weight, answered: None, domain: self.domain.as_ref(), groups, keys }
    }

    fn freedom_in(&self, groups: &Tabulation, ranked: Ranked) -> Result<Freedom, SampleError> {
        let recipe = &self.recipe(groups)?;
        if let Some(df) = self.design.df {
            return Ok(Freedom { whole: df, parts: Parts::Same });
        }
        let everybody = self.recipe(&Tabulation::of_people(&[], None))?;
        let sums = self.sums(vec![recipe.block.clone(), everybody.block])?;
        let [table, everybody] = sums.tables.as_slice() else { unreachable!("one table for each block") };
        let frequencies = self.design.kind == WeightKind::Frequency;
        let layout = Layout::new(recipe, table, frequencies, &*self.source)?;
        let labels = layout.outputs(recipe, table, &*self.source);
        let is_base = |at: &usize| labels.terms[*at] == Term::Base;
        let labels = (0..labels.terms.len()).filter(is_base).map(|at| labels.outputs[at].cell.clone());
        match self.estimator(&sums.units)? {
            Estimator::Linearized(stages) => {
                let whole = stages.degrees_of_freedom(&present(&everybody.cells, self.design.kind));
                let entries = |domain: &Domain| std::slice::from_ref(&table.cells[domain.cells.start]);
                let of = |domain: &Domain| present(entries(domain), self.design.kind);
                let known = labels.zip(layout.domains.iter().map(of)).collect();
                Ok(Freedom { whole, parts: Parts::Counted(stages, ByCell(known)) })
            }
            Estimator::Replicates(replicates) => {
                let whole = self.of_replicates(replicates, (None, &[]), vec![Vec::new()])?[0];
                let answered = match ranked {
                    Ranked::Everybody => return Ok(Freedom { whole, parts: Parts::Same }),
                    Ranked::Groups => None,
                    Ranked::Answered(column) => Some(column),
                };
                let keys: Vec<Vec<Value>> = layout.domains.iter().map(|domain| domain.key.clone()).collect();
                let asked = Asked { answered, ..self.asked(replicates, &recipe.groups, &keys) };
                let spans = replicates.spans(&*self.source, &asked)?;
                Ok(Freedom { whole, parts: Parts::Ranked(ByCell(labels.zip(spans).collect())) })
            }
        }
    }
}

/// Units that have people in some cells, and how many: a frequency weight counts.
fn present(cells: &[Entries], kind: WeightKind) -> Present {
    let frequencies = kind == WeightKind::Frequency;
    let people = |entry: &Entry, sums: &[f64]| if frequencies { sums[0] } else { entry.n as f64 };
    let all = cells.iter().flat_map(Entries::iter).map(|(entry, sums)| (entry.unit, people(entry, sums)));
    all.filter(|(_, people)| *people > 0.0).collect()
}
