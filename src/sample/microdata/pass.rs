//! The pass over the respondents, and what it gave: sums by sampling unit and cell. What a command will ask for is summed in one pass, or
//! in as few as memory allows, so that each question and grouping finds its table ready.

use super::design::Variance;
use super::recipe::Recipe;
use super::{DesignError, Microdata, stages};
use crate::engine::{Aggregation, Block, Table, Unit, Weights};
use crate::sample::{SampleError, Tabulation};
use crate::survey::{Source, some_chunks};
use std::sync::{Arc, MutexGuard, PoisonError};

/// Bytes that the tables of one pass may take, as far as that can be told before.
pub(super) const MOST: u64 = 1 << 30;

/// The sums of some blocks: units, and a table for each block.
pub(super) struct Sums {
    pub(super) units: Arc<Vec<Unit>>,
    pub(super) tables: Vec<Arc<Table>>,
}

impl Sums {
    /// Those of `blocks`, these being the sums of `all`; `None` if one is not among them.
    fn of(&self, blocks: &[Block], all: &[Block]) -> Option<Self> {
        let table = |block: &Block| Some(self.tables[all.iter().position(|known| known == block)?].clone());
        let tables = blocks.iter().map(table).collect::<Option<_>>()?;
        Some(Self { units: self.units.clone(), tables })
    }
}

/// What will be asked for, and the sums of the pass made last.
#[derive(Default)]
pub(super) struct Plan {
    /// The blocks of each pass.
    passes: Vec<Vec<Block>>,
    /// Those of it, with its blocks.
    made: Option<(Vec<Block>, Sums)>,
}

impl Plan {
    /// The sums of `blocks`, if all of them were made in the last pass.
    fn made(&self, blocks: &[Block]) -> Option<Sums> {
        let (made, sums) = self.made.as_ref()?;
        sums.of(blocks, made)
    }

    /// The blocks of the pass in which all of these are to be made.
    fn pass_of(&self, blocks: &[Block]) -> Option<Vec<Block>> {
        self.passes.iter().find(|pass| blocks.iter().all(|block| pass.contains(block))).cloned()
    }
}

impl Microdata {
    /// Takes note of what will be asked for, the tabulations of each question and grouping together and in their order. The first that is
    /// asked for is then summed with all others whose tables there is memory for: nothing but time depends on it.
    ///
    /// # Errors
    /// [`SampleError`] when a variable is not there.
    pub(crate) fn foresee(&self, asked: &[Vec<Tabulation>]) -> Result<(), SampleError> {
        self.foresee_within(asked, MOST)
    }

    pub(super) fn foresee_within(&self, asked: &[Vec<Tabulation>], most: u64) -> Result<(), SampleError> {
        let blocks = |asked: &Vec<Tabulation>| {
            let blocks = asked.iter().map(|tabulation| Ok(self.recipe(tabulation)?.block));
            blocks.collect::<Result<Vec<_>, SampleError>>()
        };
        self.plan_for(&asked.iter().map(blocks).collect::<Result<Vec<_>, _>>()?, most);
        Ok(())
    }

    /// Divides blocks into passes whose tables there is memory for, those that stand together staying so.
    pub(super) fn plan_for(&self, asked: &[Vec<Block>], most: u64) {
        let mut passes: Vec<Vec<Block>> = Vec::new();
        let mut bytes = 0;
        for (blocks, size) in asked.iter().zip(self.sizes(asked, most)) {
            bytes += size;
            if passes.is_empty() || bytes > most {
                passes.push(Vec::new());
                bytes = size;
            }
            let pass = passes.len() - 1;
            let new = |block: &&Block| !passes[pass].contains(block);
            let new: Vec<Block> = blocks.iter().filter(new).cloned().collect();
            passes[pass].extend(new);
        }
        // A table that is made by itself need not be kept beside what is made of it.
        passes.retain(|blocks| blocks.len() > 1);
        *self.plan() = Plan { passes, made: None };
    }

    /// Nothing is read while it is locked: threads that read may ask for sums. Whoever panicked has left it whole.
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sums of these blocks: made with all that was foreseen beside them, else in a pass of their own.
    pub(super) fn sums(&self, blocks: Vec<Block>) -> Result<Sums, SampleError> {
        let known = self.plan().made(&blocks);
        if let Some(sums) = known {
            return Ok(sums);
        }
        let planned = self.plan().pass_of(&blocks);
        let Some(all) = planned else { return self.read(&*self.source, blocks) };
        // The tables of the pass before are given back first.
        self.plan().made = None;
        let sums = self.read(&*self.source, all.clone())?;
        let found = sums.of(&blocks, &all);
        self.plan().made = Some((all, sums));
        found.map_or_else(|| self.read(&*self.source, blocks), Ok)
    }

    /// Sums once more, about better centers, what was summed about some far from its means; whether anything was.
    pub(super) fn recenter(&self, recipes: &mut [Recipe], sums: &mut Sums) -> Result<bool, SampleError> {
        let far = |(at, recipe): (usize, &Recipe)| Some((at, recipe.recentered(&sums.tables[at])?));
        let better: Vec<(usize, Recipe)> = recipes.iter().enumerate().filter_map(far).collect();
        if better.is_empty() {
            return Ok(false);
        }
        let again = self.read(&*self.source, better.iter().map(|(_, recipe)| recipe.block.clone()).collect())?;
        for ((at, recipe), table) in better.into_iter().zip(again.tables) {
            (recipes[at], sums.tables[at]) = (recipe, table);
        }
        Ok(true)
    }

    /// About how many bytes the tables of each of `asked` take while they are made.
    fn sizes(&self, asked: &[Vec<Block>], most: u64) -> Vec<u64> {
        let replicates = self.weighing().replicates.len();
        // An entry and its sums, twice, as lists grow by doubling.
        let bytes = |block: &Block| 2 * (24 + 16 * block.width(1 + replicates) as u64);
        let of = |entries: &[u64]| {
            let mut entries = entries.iter();
            let size = |blocks: &Vec<Block>| blocks.iter().zip(&mut entries).map(|(block, n)| bytes(block) * n).sum();
            asked.iter().map(size).collect::<Vec<u64>>()
        };
        let count = asked.iter().map(Vec::len).sum();
        // Without units of the design an entry is a cell, of which there are few.
        if self.units().0.is_empty() {
            return of(&vec![0; count]);
        }
        // No table has more entries than there are rows.
        let worst = of(&vec![self.source.rows(); count]);
        if worst.iter().sum::<u64>() <= most || self.source.chunks().len() < 3 {
            return worst;
        }
        self.entries(asked.concat()).map_or(worst, |entries| of(&entries))
    }

    /// About how many entries the tables of these blocks have, by how their number grows from one chunk to two; `None` if these cannot be
    /// read, which whoever reads them all will say better.
    fn entries(&self, blocks: Vec<Block>) -> Option<Vec<u64>> {
        let (rows, last) = (self.source.rows(), self.source.chunks().len() - 1);
        let of = |chunks: Vec<usize>| {
            let sums = self.read(&*some_chunks(self.source.clone(), chunks), blocks.clone()).ok()?;
            let count = |table: &Arc<Table>| table.cells.iter().map(|cell| cell.len() as u64).sum();
            Some(sums.tables.iter().map(count).collect::<Vec<u64>>())
        };
        let read = (self.source.chunks()[0] + self.source.chunks()[last]) as u64;
        // Where a second chunk brings hardly anything new, neither do the others.
        let all = |(one, two): (u64, u64)| if 10 * two <= 11 * one { 2 * two } else { two * rows.div_ceil(read) };
        let grown = of(vec![0])?.into_iter().zip(of(vec![0, last])?);
        Some(grown.map(|counts| all(counts).min(rows)).collect())
    }

    fn weighing(&self) -> Weights {
        let base = Weights { base: self.design.weight, ..Weights::default() };
        match &self.design.variance {
            Variance::Linearized { .. } => base,
            Variance::Replicates(replicates) => Weights {
                replicates: replicates.columns.clone(),
                factors: replicates.factors,
                signed: replicates.signed,
                ..base
            },
        }
    }

    /// Columns that name the sampling units, and those of their population sizes.
    fn units(&self) -> (Vec<usize>, Vec<usize>) {
        match &self.design.variance {
            Variance::Linearized { stages, .. } => stages::columns(stages),
            Variance::Replicates(_) => Default::default(),
        }
    }

    fn read(&self, source: &dyn Source, blocks: Vec<Block>) -> Result<Sums, SampleError> {
        let (unit, constants) = self.units();
        let query = Aggregation { weights: self.weighing(), unit, constants, domain: self.domain.clone(), blocks };
        let cells = self.engine.aggregate(source, &query)?;
        if !cells.units.iter().any(|unit| unit.weight > 0.0) {
            let (file, weight) = (self.source.name().to_owned(), self.design.weight);
            let column = weight.map_or_else(String::new, |place| self.source.variables()[place].name.to_string());
            return Err(DesignError::NoWeight { file, column }.into());
        }
        Ok(Sums { units: Arc::new(cells.units), tables: cells.tables.into_iter().map(Arc::new).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Polars;
    use crate::sample::{Design, DesignOptions, Quantity};
    use crate::survey::{Column, Kind, Origin, SourceError, Variable};
    use std::num::NonZeroUsize;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Rows in chunks of 60 with clusters, of which every chunk has all (`strewn`) or its own, and two questions.
    struct Rows {
        variables: Vec<Variable>,
        chunks: Vec<usize>,
        strewn: bool,
        reads: Arc<AtomicUsize>,
    }

    impl Source for Rows {
        fn origin(&self) -> Origin<'_> {
            Origin::File { name: "rows", variables: &self.variables, chunks: &self.chunks }
        }

        fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
            self.reads.fetch_add(1, Ordering::Relaxed);
            let cluster = |row: usize| if self.strewn { row % 3 } else { 100 * chunk + row % 3 };
            let value = |place: usize, row: usize| [cluster(row), row / 3 % 2, row / 6 % 4][place] as i32;
            let column = |&place: &usize| Column::Whole((0..60).map(|row| value(place, row)).collect());
            Ok(wanted.iter().map(column).collect())
        }
    }

    fn sample(strewn: bool) -> (Microdata, Arc<AtomicUsize>) {
        let variables = ["cluster", "q", "r"].map(|name| Variable::new(name, Kind::Number)).into();
        let reads = Arc::default();
        let rows = Arc::new(Rows { variables, chunks: vec![60; 8], strewn, reads: Arc::clone(&reads) });
        let options = DesignOptions { psu: vec!["cluster".to_owned()], ..DesignOptions::default() };
        let design = Design::new(&options, &*rows).unwrap();
        (Microdata::new(rows, Arc::new(Polars::new(NonZeroUsize::MIN)), design), reads)
    }

    fn asked() -> Vec<Vec<Tabulation>> {
        let of = |q: &str, by: &[Arc<str>]| Tabulation {
            quantity: Quantity::Answers(q.into()),
            by: by.to_vec(),
            over: None,
        };
        let people = || Tabulation::of_people(&[], None);
        vec![
            vec![of("q", &[]), people()],
            vec![of("q", &["r".into()]), people()],
            vec![of("r", &["q".into()]), people()],
        ]
    }

    /// What every tabulation gives, to the bit, and how often a chunk was read for it.
    fn told(sample: &Microdata, reads: &AtomicUsize) -> (Vec<u64>, usize) {
        let before = reads.load(Ordering::Relaxed);
        let totals = asked().iter().map(|asked| sample.tabulate(asked).unwrap()).collect::<Vec<_>>();
        let bits = totals.iter().flatten().flat_map(|totals| totals.estimates.values()).map(|value| value.to_bits());
        (bits.collect(), reads.load(Ordering::Relaxed) - before)
    }

    #[test]
    fn tables_are_made_together_as_far_as_memory_allows() {
        let (alone, reads) = sample(true);
        let (plain, passes) = told(&alone, &reads);
        assert_eq!(passes, 3 * 8);
        for (most, passes) in [(u64::MAX, 1), (1, 3), (6_000, 2)] {
            let (sample, reads) = sample(true);
            sample.foresee_within(&asked(), most).unwrap();
            assert_eq!(told(&sample, &reads), (plain.clone(), passes * 8), "{most}");
        }
    }

    #[test]
    fn entries_are_told_from_two_chunks() {
        let blocks =
            |sample: &Microdata| asked().concat().iter().map(|one| sample.recipe(one).unwrap().block).collect();
        let of = |strewn: bool| {
            let (sample, _) = sample(strewn);
            let entries: Vec<u64> = sample.entries(blocks(&sample)).unwrap();
            let sums = sample.sums(blocks(&sample)).unwrap();
            let count = |table: &Arc<Table>| table.cells.iter().map(|cell| cell.len() as u64).sum();
            (entries, sums.tables.iter().map(count).collect::<Vec<u64>>())
        };
        for strewn in [true, false] {
            let (told, made) = of(strewn);
            assert!(told.iter().zip(&made).all(|(told, made)| told >= made && *told <= 2 * made), "{told:?} {made:?}");
        }
    }
}
