//! The pass over the respondents, and what it gave: sums by sampling unit and cell. What a command will ask for is summed in one pass
//! ahead of it, so that each question and grouping finds its table ready.

use super::design::Variance;
use super::{DesignError, Microdata, stages};
use crate::engine::{Aggregation, Block, Table, Unit, Weights};
use crate::sample::{SampleError, Tabulation};
use std::sync::Arc;

/// The sums of some blocks: units, and a table for each block.
pub(super) struct Sums {
    pub(super) units: Arc<Vec<Unit>>,
    pub(super) tables: Vec<Arc<Table>>,
}

/// Sums made ahead, by their blocks.
pub(super) struct Ahead {
    blocks: Vec<Block>,
    sums: Sums,
}

impl Ahead {
    /// The sums of `blocks`, if all of them were made.
    fn of(&self, blocks: &[Block]) -> Option<Sums> {
        let table = |block: &Block| {
            let at = self.blocks.iter().position(|known| known == block)?;
            Some(self.sums.tables[at].clone())
        };
        let tables = blocks.iter().map(table).collect::<Option<_>>()?;
        Some(Sums { units: self.sums.units.clone(), tables })
    }
}

impl Microdata {
    /// Makes the sums of all these tabulations in one pass over the respondents; whoever asks for one of them afterwards reads no file.
    /// Memory holds all of them at once. Of one sample this is done once, before anything is asked; a second list is passed over.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there or a weight is none.
    pub fn foresee(&self, tabulations: &[Tabulation]) -> Result<(), SampleError> {
        let mut blocks: Vec<Block> = Vec::new();
        for tabulation in tabulations {
            let block = self.recipe(tabulation)?.block;
            if !blocks.contains(&block) {
                blocks.push(block);
            }
        }
        if self.ahead.get().is_none() && !blocks.is_empty() {
            let sums = self.read(blocks.clone())?;
            self.ahead.get_or_init(|| Ahead { blocks, sums });
        }
        Ok(())
    }

    /// The sums of these blocks: those made ahead, else from a pass of their own.
    pub(super) fn sums(&self, blocks: Vec<Block>) -> Result<Sums, SampleError> {
        match self.ahead.get().and_then(|ahead| ahead.of(&blocks)) {
            Some(sums) => Ok(sums),
            None => self.read(blocks),
        }
    }

    fn read(&self, blocks: Vec<Block>) -> Result<Sums, SampleError> {
        let mut weights = Weights { base: self.design.weight, ..Weights::default() };
        let (unit, constants) = match &self.design.variance {
            Variance::Linearized { stages, .. } => stages::columns(stages),
            Variance::Replicates(replicates) => {
                weights.replicates = replicates.columns.clone();
                weights.factors = replicates.factors;
                weights.signed = replicates.signed;
                Default::default()
            }
        };
        let query = Aggregation { weights, unit, constants, domain: self.domain.clone(), blocks };
        let cells = self.engine.aggregate(&*self.source, &query)?;
        if !cells.units.iter().any(|unit| unit.weight > 0.0) {
            return Err(DesignError::NoWeight { file: self.source.name().to_owned() }.into());
        }
        Ok(Sums { units: Arc::new(cells.units), tables: cells.tables.into_iter().map(Arc::new).collect() })
    }
}
