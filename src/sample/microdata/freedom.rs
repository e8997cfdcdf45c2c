//! Degrees of freedom of cells taken together: clusters less strata among the units that have people in any of them (Korn & Graubard
//! 1999), as R `survey` has them for `degf(subset(design, …))`. What two groups are compared on is the domain that both make up.

use super::layout::{Domain, Layout};
use super::recipe::{self, Groups, Recipe};
use super::stages::Stages;
use super::{Estimator, Microdata, WeightKind};
use crate::engine::{Block, Table};
use crate::sample::{Quantity, SampleError, Tabulation, Term};
use crate::survey::Cell;
use std::ops::Range;
use std::sync::Arc;

/// The degrees of freedom of a sample's cells.
pub struct Freedom(Kind);

enum Kind {
    /// One number for all: stated, or that of replicate weights.
    Same(f64),
    Counted {
        stages: Stages,
        cells: Vec<(Cell, Present)>,
        whole: Present,
    },
}

/// Units with people, and how many people.
type Present = Vec<(u32, f64)>;

impl Freedom {
    /// Degrees of freedom of the domain that `cells` make up; a cell without groups and wave is everybody. `None` where a cell holds none
    /// of those that were counted.
    pub fn of(&self, cells: &[&Cell]) -> Option<f64> {
        let (stages, known, whole) = match &self.0 {
            Kind::Same(df) => return Some(*df),
            Kind::Counted { stages, cells, whole } => (stages, cells, whole),
        };
        if cells.iter().any(|cell| cell.groups.is_empty() && cell.wave.is_none()) {
            return Some(stages.degrees_of_freedom(whole));
        }
        let holds = |cell: &Cell, own: &Cell| {
            cell.groups.iter().all(|group| own.groups.contains(group)) && (cell.wave.is_none() || cell.wave == own.wave)
        };
        let is_known = |cell: &&Cell| known.iter().any(|(own, _)| holds(cell, own));
        let taken = known.iter().filter(|(own, _)| cells.iter().any(|cell| holds(cell, own)));
        let present: Present = taken.flat_map(|(_, present)| present.iter().copied()).collect();
        cells.iter().all(is_known).then(|| stages.degrees_of_freedom(&present))
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
        let all = present(&cells.tables[0], 0..cells.tables[0].entries.len(), self.design.kind);
        Ok(all.into_iter().map(|(_, people)| people).sum())
    }

    fn freedom_in(&self, recipe: &Recipe) -> Result<Freedom, SampleError> {
        let cells = self.aggregate(vec![recipe.block.clone(), Block::default()])?;
        let stages = match (self.design.df, self.estimator(&cells)?) {
            (Some(df), _) | (None, Estimator::Replicates(_, df)) => return Ok(Freedom(Kind::Same(df))),
            (None, Estimator::Linearized(stages)) => stages,
        };
        let frequencies = self.design.kind == WeightKind::Frequency;
        let layout = Layout::new(recipe, &cells.tables[0], frequencies, &*self.source)?;
        let labels = layout.outputs(recipe, &cells.tables[0], &*self.source);
        let is_base = |at: &usize| labels.terms[*at] == Term::Base;
        let labels = (0..labels.terms.len()).filter(is_base).map(|at| labels.outputs[at].cell.clone());
        let whole = present(&cells.tables[1], 0..cells.tables[1].entries.len(), self.design.kind);
        let entries = |domain: &Domain| layout.entries[domain.cells.start].clone();
        let of = |domain: &Domain| present(&cells.tables[0], entries(domain), self.design.kind);
        let cells = labels.zip(layout.domains.iter().map(of)).collect();
        Ok(Freedom(Kind::Counted { stages, cells, whole }))
    }
}

/// Units among some entries of a table that have people, and how many: a frequency weight counts.
fn present(table: &Table, entries: Range<usize>, kind: WeightKind) -> Present {
    let frequencies = kind == WeightKind::Frequency;
    let people = |at: usize| if frequencies { table.sums(at)[0] } else { table.entries[at].n as f64 };
    entries.map(|at| (table.entries[at].unit, people(at))).filter(|(_, people)| *people > 0.0).collect()
}
