//! Degrees of freedom of cells taken together: clusters less strata among the units that have people in any of them (Korn & Graubard
//! 1999), as R `survey` has them for `degf(subset(design, …))`. What two groups are compared on is the domain that both make up.

use super::layout::{Domain, Layout};
use super::rank::Span;
use super::recipe::{self, Groups, Recipe};
use super::stages::Stages;
use super::{Estimator, Microdata, WeightKind};
use crate::engine::{Block, Entries, Entry};
use crate::sample::{Quantity, SampleError, Tabulation, Term};
use crate::survey::{Cell, Value};
use std::sync::Arc;

/// The degrees of freedom of a sample's cells.
pub struct Freedom(Kind);

enum Kind {
    /// Stated: one number for all.
    Same(f64),
    Counted(Stages, ByCell<Present>),
    Ranked(ByCell<Span>),
}

/// What every cell has, and what all respondents have.
struct ByCell<T> {
    cells: Vec<(Cell, T)>,
    whole: T,
}

impl<T> ByCell<T> {
    /// What the domain that `cells` make up has; `None` where a cell holds none of those that are known.
    fn of(&self, cells: &[&Cell]) -> Option<Vec<&T>> {
        if cells.iter().any(|cell| cell.groups.is_empty() && cell.wave.is_none()) {
            return Some(vec![&self.whole]);
        }
        let holds = |cell: &Cell, own: &Cell| {
            cell.groups.iter().all(|group| own.groups.contains(group)) && (cell.wave.is_none() || cell.wave == own.wave)
        };
        let is_known = |cell: &&Cell| self.cells.iter().any(|(own, _)| holds(cell, own));
        let taken = self.cells.iter().filter(|(own, _)| cells.iter().any(|cell| holds(cell, own)));
        cells.iter().all(is_known).then(|| taken.map(|(_, has)| has).collect())
    }
}

/// Units with people, and how many people.
type Present = Vec<(u32, f64)>;

impl Freedom {
    /// Degrees of freedom of the domain that `cells` make up; a cell without groups and wave is everybody. `None` where a cell holds none
    /// of those that were counted.
    pub fn of(&self, cells: &[&Cell]) -> Option<f64> {
        match &self.0 {
            Kind::Same(df) => Some(*df),
            Kind::Counted(stages, known) => {
                Some(stages.degrees_of_freedom(&known.of(cells)?.into_iter().flatten().copied().collect::<Present>()))
            }
            Kind::Ranked(known) => Span::degrees_of_freedom(known.of(cells)?.into_iter()),
        }
    }
}

impl Microdata {
    /// The degrees of freedom of the cells that `by` and `over` make, in any union.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or the design does not fit the data.
    pub fn freedom(&self, by: &[Arc<str>], over: Option<&Arc<str>>) -> Result<Freedom, SampleError> {
        let columns = recipe::groups(&*self.source, by, over)?;
        let groups = Groups { question: "".into(), columns, has_waves: over.is_some() };
        self.freedom_in(&Recipe::at_most(0, Vec::new(), groups, None))
    }

    /// The same for the groups of `by` among those with a number for `question`, as R's regressions have it: they drop the others.
    pub(crate) fn freedom_with(&self, question: &str, by: &Arc<str>) -> Result<Freedom, SampleError> {
        let quantity = Quantity::Moments(question.into());
        let tabulation = Tabulation { quantity, by: vec![by.clone()], over: None };
        self.freedom_in(&Recipe::new(&tabulation, &*self.source, None)?)
    }

    /// Respondents in the domain, whether they answered or not.
    pub(crate) fn respondents(&self) -> Result<f64, SampleError> {
        let cells = self.aggregate(vec![Block::default()])?;
        let all = present(&cells.tables[0].cells, self.design.kind);
        Ok(all.into_iter().map(|(_, people)| people).sum())
    }

    fn freedom_in(&self, recipe: &Recipe) -> Result<Freedom, SampleError> {
        let cells = self.aggregate(vec![recipe.block.clone(), Block::default()])?;
        if let Some(df) = self.design.df {
            return Ok(Freedom(Kind::Same(df)));
        }
        let frequencies = self.design.kind == WeightKind::Frequency;
        let layout = Layout::new(recipe, &cells.tables[0], frequencies, &*self.source)?;
        let labels = layout.outputs(recipe, &cells.tables[0], &*self.source);
        let is_base = |at: &usize| labels.terms[*at] == Term::Base;
        let labels = (0..labels.terms.len()).filter(is_base).map(|at| labels.outputs[at].cell.clone());
        let stages = match self.estimator(&cells)? {
            Estimator::Linearized(stages) => stages,
            Estimator::Replicates(replicates) => {
                let keys: Vec<Vec<Value>> = layout.domains.iter().map(|domain| domain.key.clone()).collect();
                let spans = |groups: &[usize], keys: &[Vec<Value>]| {
                    replicates.spans(&*self.source, &self.asked(replicates, groups, keys))
                };
                let whole = spans(&[], &[Vec::new()])?.remove(0);
                let cells = labels.zip(spans(&recipe.groups, &keys)?).collect();
                return Ok(Freedom(Kind::Ranked(ByCell { cells, whole })));
            }
        };
        let whole = present(&cells.tables[1].cells, self.design.kind);
        let entries = |domain: &Domain| std::slice::from_ref(&cells.tables[0].cells[domain.cells.start]);
        let of = |domain: &Domain| present(entries(domain), self.design.kind);
        let cells = labels.zip(layout.domains.iter().map(of)).collect();
        Ok(Freedom(Kind::Counted(stages, ByCell { cells, whole })))
    }
}

/// Units that have people in some cells, and how many: a frequency weight counts.
fn present(cells: &[Entries], kind: WeightKind) -> Present {
    let frequencies = kind == WeightKind::Frequency;
    let people = |entry: &Entry, sums: &[f64]| if frequencies { sums[0] } else { entry.n as f64 };
    let all = cells.iter().flat_map(Entries::iter).map(|(entry, sums)| (entry.unit, people(entry, sums)));
    all.filter(|(_, people)| *people > 0.0).collect()
}
