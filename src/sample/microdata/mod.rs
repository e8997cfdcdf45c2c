//! Respondent-level data as a sample: totals from one pass of an engine, their uncertainty from the design (Taylor linearization of
//! any number of stages, or replicate weights).

mod center;
mod design;
mod error;
mod factor;
mod freedom;
mod layout;
mod learned;
mod make;
mod options;
mod pass;
mod pattern;
mod rank;
mod recipe;
mod replicates;
mod spread;
mod stages;
mod values;
mod weighed;

pub use design::Design;
pub use error::DesignError;
pub use freedom::Freedom;
pub use learned::Learned;
pub use make::{Factors, METHODS, MakeOptions, Method, ReplicateWeights, attach};
pub use options::{DesignOptions, Draw, LonelyPsu, ReplicateType, Srs, WeightKind, are_scaled};
pub use values::Numbers;

use super::{Sample, SampleError, Tabulation, Totals};
use crate::engine::{Engine, Entries, Squares, Table, Unit};
use crate::survey::expression::{Condition, ExpressionError};
use crate::survey::{Column, Source, SourceError};
use crate::uncertainty::{Base, Columns, Estimates, Linear, Measure, Output, SampleKey};
use design::Variance;
use factor::{Factor, Spread, Sums};
use freedom::OfReplicates;
use layout::Layout;
use pass::Plan;
use rayon::prelude::*;
use recipe::Recipe;
use replicates::Replicates;
use spread::spread;
use stages::Stages;
use std::sync::{Arc, Mutex};

/// Respondents with the design they were drawn by.
pub struct Microdata {
    source: Arc<dyn Source>,
    engine: Arc<dyn Engine>,
    design: Design,
    domain: Option<Condition>,
    replicate_df: OfReplicates,
    plan: Mutex<Plan>,
    learned: Arc<Learned>,
}

/// Some rows of a column, and whether a condition holds for each, if there is one.
type Stretch = (Column, Option<Vec<bool>>);

impl Microdata {
    /// Respondents of `source`, drawn by `design`, summed by `engine`.
    pub fn new(source: Arc<dyn Source>, engine: Arc<dyn Engine>, design: Design) -> Self {
        Self {
            source,
            engine,
            design,
            domain: None,
            replicate_df: OfReplicates::default(),
            plan: Mutex::default(),
            learned: Arc::default(),
        }
    }

    /// The same respondents; what they show of the design goes into `learned`, which is of the same respondents and design.
    #[must_use]
    pub fn telling(self, learned: Arc<Learned>) -> Self {
        Self { learned, ..self }
    }

    /// The same respondents, estimates being about those for whom `expression` holds. Nobody is dropped from the design.
    ///
    /// # Errors
    /// [`ExpressionError`] with the place of the mistake.
    pub fn within(mut self, expression: &str) -> Result<Self, ExpressionError> {
        self.domain = Some(Condition::new(expression, self.source.variables())?);
        self.replicate_df = OfReplicates::default();
        self.plan = Mutex::default();
        Ok(self)
    }

    /// The same respondents, read from `source`, which shows the same columns.
    fn reading(&self, source: Arc<dyn Source>) -> Self {
        Self {
            source,
            engine: self.engine.clone(),
            design: self.design.clone(),
            domain: self.domain.clone(),
            replicate_df: OfReplicates::default(),
            plan: Mutex::default(),
            learned: self.learned.clone(),
        }
    }

    /// The condition that estimates are about, if there is one.
    pub fn domain(&self) -> Option<&Condition> {
        self.domain.as_ref()
    }

    /// The first stretch of the column at `place`, and which of its rows the condition holds for, if there is one; `None` of a file without
    /// rows.
    ///
    /// # Errors
    /// [`SourceError`] when it cannot be read.
    pub(crate) fn first_of(&self, place: usize) -> Result<Option<Stretch>, SourceError> {
        let Some(&rows) = self.source.chunks().first() else { return Ok(None) };
        let columns = self.domain.as_ref().map_or(&[][..], |domain| domain.columns());
        let mut wanted: Vec<usize> = columns.iter().copied().chain([place]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut read = self.source.read(0, &wanted)?;
        let at = |place: usize| wanted.partition_point(|&other| other < place);
        let held = self.domain.as_ref().map(|domain| domain.holds(&|place| &read[at(place)], rows));
        Ok(Some((read.swap_remove(at(place)), held)))
    }

    /// Where the respondents stand.
    pub fn source(&self) -> &dyn Source {
        &*self.source
    }

    /// The design.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The totals of several tabulations from one pass over the respondents.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or the design does not fit the data.
    pub fn tabulate(&self, tabulations: &[Tabulation]) -> Result<Vec<Totals>, SampleError> {
        let mut recipes = tabulations.iter().map(|one| self.recipe(one)).collect::<Result<Vec<_>, _>>()?;
        let mut sums = self.sums(recipes.iter().map(|recipe| recipe.block.clone()).collect())?;
        // Each time a mean keeps more of its digits; after two the rest is of numbers that have no more themselves.
        for _ in 0..3 {
            if !self.recenter(&mut recipes, &mut sums)? {
                break;
            }
        }
        let estimator = self.estimator(&sums.units)?;
        let total = |(recipe, table): (&Recipe, Arc<Table>)| self.total(&estimator, recipe, table);
        recipes.iter().zip(sums.tables).map(total).collect()
    }

    fn recipe(&self, tabulation: &Tabulation) -> Result<Recipe, SampleError> {
        Recipe::new(tabulation, &*self.source, self.squares())
    }

    /// Respondents enter one by one at the last stage, so sums of squares are needed.
    pub(crate) fn squares(&self) -> Option<Squares> {
        let Variance::Linearized { stages, .. } = &self.design.variance else { return None };
        let one_by_one = stages.last().is_some_and(|stage| stage.cluster.is_none());
        let frequency = self.design.kind == WeightKind::Frequency;
        one_by_one.then_some(if frequency { Squares::Weight } else { Squares::WeightSquared })
    }

    fn estimator(&self, units: &[Unit]) -> Result<Estimator<'_>, SampleError> {
        let frequencies = self.design.kind == WeightKind::Frequency;
        match &self.design.variance {
            Variance::Linearized { stages, lonely, nested } => {
                let stratified = stages.first().is_some_and(|stage| stage.stratum.is_some());
                let stages = Stages::new(stages, (*lonely, *nested), units, frequencies);
                let stages = stages.map_err(|error| match error {
                    // Without strata there is nothing to merge, and no policy that helps.
                    DesignError::LonelyPsu { stage: 1, .. } if !stratified => {
                        DesignError::OneUnit { file: self.source.name().to_owned() }
                    }
                    other => self.in_file(other),
                })?;
                if stages.levels[0].groups.len() == 1 && stages.levels[0].groups[0].n <= 1.0 {
                    return Err(DesignError::OneUnit { file: self.source.name().to_owned() }.into());
                }
                self.tell(&stages);
                Ok(Estimator::Linearized(stages))
            }
            Variance::Replicates(replicates) => Ok(Estimator::Replicates(replicates)),
        }
    }

    fn tell(&self, stages: &Stages) {
        self.learned.taken_as_nested(stages.begin_again);
    }

    /// The error of a design that does not fit its data names the file.
    fn in_file(&self, error: DesignError) -> DesignError {
        DesignError::InFile { file: self.source.name().to_owned(), error: Box::new(error) }
    }

    fn total(&self, estimator: &Estimator<'_>, recipe: &Recipe, table: Arc<Table>) -> Result<Totals, SampleError> {
        let mut layout = Layout::new(recipe, &table, self.design.kind == WeightKind::Frequency, &*self.source)?;
        self.count_asked(recipe, &table, &mut layout)?;
        let df = self.degrees_of_freedom(estimator, recipe, &layout.domains)?;
        layout.domains.iter_mut().zip(df).for_each(|(domain, df)| domain.base.df = df);
        let outputs = layout.outputs(recipe, &table, &*self.source);
        let of_squares = |row: &Vec<(usize, usize)>| {
            row.first().map_or(0.0, |&(cell, _)| recipe.shift(&table.keys[cell]).of_squares())
        };
        let centers = outputs.rows.iter().map(of_squares).collect();
        let raw = match estimator {
            Estimator::Linearized(stages) => self.linearized(stages, recipe, table, &layout),
            Estimator::Replicates(replicates) => self.replicated(replicates, recipe, &table),
        };
        let width = recipe.terms.len();
        let row = |row: &Vec<(usize, usize)>| row.iter().map(|&(cell, term)| (cell * width + term, 1.0)).collect();
        let rows = outputs.rows.iter().map(row).collect();
        Ok(Totals { estimates: raw.map(&Linear(rows), outputs.outputs), terms: outputs.terms, centers })
    }

    /// Every cell's every term, as the engine has them.
    fn linearized(&self, stages: &Stages, recipe: &Recipe, table: Arc<Table>, layout: &Layout) -> Estimates {
        let width = recipe.terms.len();
        let frequencies = self.design.kind == WeightKind::Frequency;
        let of_cell = |(cell, entries): (usize, &Entries)| {
            let mut sums: Vec<Sums> = vec![Vec::with_capacity(entries.len()); width];
            let mut spreads = Vec::new();
            let shift = recipe.shift(&table.keys[cell]);
            for (entry, all) in entries.iter().filter(|(entry, _)| entry.n > 0 && !layout.is_missing[cell]) {
                let (centered, squares) = all.split_at(width);
                let own = shift.about_zero(centered);
                own.iter().zip(&mut sums).for_each(|(&sum, sums)| sums.push((entry.unit, sum)));
                if !squares.is_empty() {
                    let n = if frequencies { centered[0] } else { entry.n as f64 };
                    let rows = spread(shift, n, centered, squares);
                    spreads.push(Spread { unit: entry.unit, n, column: cell * width, sums: own.into_owned(), rows });
                }
            }
            (sums, spreads)
        };
        let (sums, spreads): (Vec<_>, Vec<_>) = table.cells.par_iter().enumerate().map(of_cell).unzip();
        let (sums, spreads) =
            (sums.into_iter().flatten().collect::<Vec<Sums>>(), spreads.into_iter().flatten().collect::<Vec<Spread>>());
        let answering = if stages.lonely == LonelyPsu::Average { layout.answering(&table) } else { Vec::new() };
        drop(table);
        let mut domains: Vec<&[u32]> = vec![&[]; sums.len()];
        for (domain, units) in layout.domains.iter().zip(&answering) {
            domains[domain.cells.start * width..domain.cells.end * width].fill(units);
        }
        let values: Vec<f64> = sums.iter().map(|sums| sums.iter().map(|(_, sum)| sum).sum()).collect();
        let mut factor = Factor::new(stages, sums.len());
        factor.add_clusters(&sums, &domains);
        drop(sums);
        factor.add_respondents(&spreads, &domains);
        Estimates::linearized(self.key(recipe), raw(values.len()), values, factor.weights, Columns::new(factor.columns))
    }

    fn replicated(&self, replicates: &Replicates, recipe: &Recipe, table: &Table) -> Estimates {
        let width = recipe.terms.len();
        let mut vectors = vec![vec![0.0; table.keys.len() * width]; 1 + replicates.columns.len()];
        let sums = table
            .cells
            .iter()
            .enumerate()
            .flat_map(|(cell, entries)| entries.iter().map(move |(_, sums)| (cell, sums)));
        for (cell, sums) in sums {
            let (column, shift) = (cell * width, recipe.shift(&table.keys[cell]));
            for (vector, sums) in vectors.iter_mut().zip(sums.chunks_exact(width)) {
                vector[column..column + width].copy_from_slice(&shift.about_zero(sums));
            }
        }
        let full = vectors.remove(0);
        let outputs = raw(full.len());
        Estimates::replicated(self.key(recipe), outputs, full, (replicates.scales.clone(), vectors), replicates.about)
    }

    /// Results of one design share units, so they may be joined; sums of squares of respondents are known within one tabulation only.
    fn key(&self, recipe: &Recipe) -> SampleKey {
        let within = self.domain.as_ref().map(|domain| format!(" where {}", domain.text())).unwrap_or_default();
        let question = self.squares().map(|_| format!("{}{within}", recipe.describe(&*self.source)).into());
        SampleKey { fieldwork: self.source.name().into(), domain: Vec::new(), question }
    }
}

impl Sample for Microdata {
    fn totals(&self, tabulation: &Tabulation) -> Result<Vec<Totals>, SampleError> {
        self.tabulate(std::slice::from_ref(tabulation))
    }

    fn gives_several(&self, question: &str) -> bool {
        self.source.sets().iter().any(|set| &*set.name == question)
    }

    fn is_part(&self) -> bool {
        self.domain.is_some()
    }

    fn srs(&self) -> Option<Draw> {
        Some(self.learned.drawn(|| weighed::draw(&self.design, &*self.source)))
    }
}

/// A design met with its data.
enum Estimator<'a> {
    Linearized(Stages),
    Replicates(&'a Replicates),
}

/// Labels of columns that no one sees.
fn raw(count: usize) -> Vec<Output> {
    vec![Output { cell: Default::default(), measure: Measure::Number, base: Base::default() }; count]
}
