//! The waist: labelled numbers with what is needed to know their joint sampling error and the part that rounding adds.
//!
//! Linearized uncertainty is a factor `A` (units × estimates) with weights `w`: cov = Σ w·aᵢ·aⱼ over units. Replicates carry every
//! replicate's whole vector. Bounded error (rounding of printed figures) is kept apart: its units add up by absolute value.

use super::block::{Block, Kind};
use super::{About, Base, Columns, Estimate, JoinError, Measure, Relation, SampleKey, Smooth};
use crate::num::Matrix;
use crate::survey::Cell;
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// A labelled vector of numbers with their joint uncertainty.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    cells: Vec<Cell>,
    values: Vec<f64>,
    measures: Vec<Measure>,
    bases: Vec<Base>,
    blocks: Vec<Block>,
    rounding: Columns,
    /// Bounded errors number their units from 0 to this.
    rounded: u32,
    known: Known,
}

/// A net of printed shares is everybody up to here beyond rounding: so much weighting and misprints may add, and reading warns of it.
const SMALL_EXCESS: f64 = 0.03;
/// What sums of floats may lack.
const NOISE: f64 = 1e-12;

/// The variances once they were asked for. They follow from the rest, so equality does not look at them.
#[derive(Debug, Clone, Default)]
struct Known(OnceLock<Arc<[f64]>>);

impl PartialEq for Known {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// One output of [`Estimates::map`]: what it is called, what kind of number it is and what it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Its label.
    pub cell: Cell,
    /// Its kind.
    pub measure: Measure,
    /// Its base.
    pub base: Base,
}

impl Estimates {
    /// Estimates of one sample from a linearized factor: `outputs`, `values` and the columns of `factor` run in parallel.
    ///
    /// # Panics
    /// When the three lengths differ: a mistake of the calling code, not of data.
    pub fn linearized(
        key: SampleKey,
        outputs: Vec<Output>,
        values: Vec<f64>,
        weights: Vec<f64>,
        factor: Columns,
    ) -> Self {
        assert_eq!(factor.len(), values.len(), "one column of the factor for each value");
        Self::of_block(Block { key, kind: Kind::Linearized { weights: weights.into(), factor } }, outputs, values)
    }

    /// Estimates of one sample from replicates: `values[r]` is replicate r's whole vector, `scales[r]` its factor.
    ///
    /// # Panics
    /// When lengths differ: a mistake of the calling code, not of data.
    pub fn replicated(
        key: SampleKey,
        outputs: Vec<Output>,
        full: Vec<f64>,
        replicates: (Vec<f64>, Vec<Vec<f64>>),
        about: About,
    ) -> Self {
        let (scales, values) = replicates;
        assert_eq!(scales.len(), values.len(), "one scale for each replicate");
        assert!(values.iter().all(|v| v.len() == full.len()), "every replicate is a whole vector");
        Self::of_block(Block { key, kind: Kind::Replicates { scales: scales.into(), about, values } }, outputs, full)
    }

    fn of_block(block: Block, outputs: Vec<Output>, values: Vec<f64>) -> Self {
        assert_eq!(outputs.len(), values.len(), "one label for each value");
        let rounding = Columns::empty(values.len());
        Self::unlabelled(vec![block], values, rounding, 0).relabelled(outputs)
    }

    fn unlabelled(blocks: Vec<Block>, values: Vec<f64>, rounding: Columns, rounded: u32) -> Self {
        let known = Known::default();
        Self { cells: vec![], values, measures: vec![], bases: vec![], blocks, rounding, rounded, known }
    }

    fn label(&mut self, outputs: Vec<Output>) {
        self.measures = outputs.iter().map(|o| o.measure).collect();
        self.bases = outputs.iter().map(|o| o.base).collect();
        self.cells = outputs.into_iter().map(|o| o.cell).collect();
    }

    /// Adds a bounded error of its own to each value: `half_widths[i]` is how far rounding may have moved value i.
    ///
    /// # Panics
    /// When the lengths differ.
    pub fn with_rounding(mut self, half_widths: &[f64]) -> Self {
        assert_eq!(half_widths.len(), self.values.len(), "one half-width for each value");
        let own = |(unit, &width): (u32, &f64)| if width > 0.0 { vec![(unit, width)] } else { vec![] };
        self.rounding = Columns::new((0u32..).zip(half_widths).map(own).collect());
        self.rounded = u32::try_from(half_widths.len()).unwrap_or(u32::MAX);
        self
    }

    /// The smooth image `f` of these estimates, labelled by `outputs`. Linearized uncertainty goes through the Jacobian; replicates
    /// go through `f` itself, one whole vector at a time; rounding through the absolute Jacobian.
    ///
    /// # Panics
    /// When `f` gives another number of values than there are `outputs`.
    pub fn map(&self, f: &dyn Smooth, outputs: Vec<Output>) -> Self {
        let jacobian = f.jacobian(&self.values);
        let values = f.value(&self.values);
        assert_eq!(values.len(), outputs.len(), "one label for each value");
        let blocks = self
            .blocks
            .iter()
            .map(|block| Block { key: block.key.clone(), kind: self.image(&block.kind, f, &jacobian) })
            .collect();
        let rounding = self.rounding.transform(&jacobian);
        Self::unlabelled(blocks, values, rounding, self.rounded).relabelled(outputs)
    }

    fn image(&self, kind: &Kind, f: &dyn Smooth, jacobian: &[Vec<(usize, f64)>]) -> Kind {
        match kind {
            Kind::Linearized { weights, factor } => {
                Kind::Linearized { weights: weights.clone(), factor: factor.transform(jacobian) }
            }
            Kind::Replicates { scales, about, values } => {
                let values = values.iter().map(|replicate| f.value(replicate)).collect();
                Kind::Replicates { scales: scales.clone(), about: *about, values }
            }
        }
    }

    /// These estimates followed by `other`'s. Parts of the same sample keep their covariance (both must come from one computation's
    /// units); independent samples get none.
    ///
    /// # Errors
    /// [`JoinError`] when the two may share respondents and their covariance is not known.
    pub fn join(mut self, other: Self) -> Result<Self, JoinError> {
        let (before, after) = (self.len(), other.len());
        for theirs in &other.blocks {
            if let Some(mine) = self.blocks.iter().find(|mine| mine.key.relation(&theirs.key) == Relation::Unknown) {
                return Err(JoinError { left: mine.key.describe(), right: theirs.key.describe() });
            }
        }
        let mut blocks = Vec::new();
        let mut theirs = other.blocks;
        for mine in std::mem::take(&mut self.blocks) {
            let same = theirs.iter().position(|block| block.key == mine.key);
            let kind = match same {
                Some(at) => {
                    let unlike = JoinError { left: mine.key.describe(), right: theirs[at].key.describe() };
                    mine.kind.beside(theirs.remove(at).kind).ok_or(unlike)?
                }
                None => mine.kind.padded(&[], &other.values),
            };
            blocks.push(Block { key: mine.key, kind });
        }
        blocks.extend(theirs.into_iter().map(|b| Block { kind: b.kind.padded(&self.values, &[]), key: b.key }));
        let moved = other.rounding.renumbered(self.rounded);
        self.rounding = self.rounding.padded(0, after).overlay(moved.padded(before, 0));
        self.rounded += other.rounded;
        self.blocks = blocks;
        self.known = Known::default();
        self.values.extend(other.values);
        self.cells.extend(other.cells);
        self.measures.extend(other.measures);
        self.bases.extend(other.bases);
        Ok(self)
    }

    /// The same estimates standing on other bases, as when design effects become known.
    ///
    /// # Panics
    /// When the lengths differ.
    pub fn with_bases(mut self, bases: Vec<Base>) -> Self {
        assert_eq!(bases.len(), self.values.len(), "one base for each value");
        self.bases = bases;
        self
    }

    /// The same where printed parts make a net of hardly more than everybody (or one side of a net score does): it is everybody, whose share
    /// does not vary; of what rounding may have moved it by, the excess is gone. A greater excess stays, for those to refuse who need a share.
    pub fn at_most_everybody(mut self) -> Self {
        let excess = |i: usize| match self.measures[i] {
            Measure::Share => self.values[i] - 1.0,
            Measure::Difference => self.values[i].abs() - 1.0,
            Measure::Number => f64::NEG_INFINITY,
        };
        let is_small = |&(i, excess): &(usize, f64)| excess <= self.rounding.absolute(i) + SMALL_EXCESS;
        let excesses = (0..self.len()).map(|i| (i, excess(i))).filter(|(_, excess)| *excess > -NOISE);
        let excesses: Vec<(usize, f64)> = excesses.filter(is_small).collect();
        let mut left: Vec<Vec<(usize, f64)>> = (0..self.len()).map(|i| vec![(i, 1.0)]).collect();
        for &(i, excess) in &excesses {
            let rounding = self.rounding.absolute(i);
            left[i] = vec![(i, if excess < rounding { 1.0 - excess.max(0.0) / rounding } else { 0.0 })];
            self.values[i] = self.values[i].signum();
        }
        let capped: Vec<usize> = excesses.into_iter().map(|(i, _)| i).collect();
        self.rounding = self.rounding.transform(&left);
        self.blocks.iter_mut().for_each(|block| block.kind.settle(&capped, &self.values));
        self.known = Known::default();
        self
    }

    /// All parts one after the other, as by [`Estimates::join`]; halves are joined first, so that many parts are not copied each time.
    ///
    /// # Errors
    /// [`JoinError`] as for two.
    pub fn join_all(mut parts: Vec<Self>) -> Result<Option<Self>, JoinError> {
        if parts.len() <= 1 {
            return Ok(parts.pop());
        }
        let second = Self::join_all(parts.split_off(parts.len() / 2))?;
        match (Self::join_all(parts)?, second) {
            (Some(first), Some(second)) => first.join(second).map(Some),
            (first, second) => Ok(first.or(second)),
        }
    }

    /// Number of estimates.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The labels, in order.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The values, in order.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// One estimate with its own uncertainty.
    pub fn get(&self, i: usize) -> Estimate {
        let variance = self.known.0.get().map_or_else(|| self.variance_of(i), |known| known[i]);
        Estimate {
            value: if variance == 0.0 && self.is_near_one(i) { 1.0 } else { self.values[i] },
            se: standard_error(variance),
            rounding: self.rounding.absolute(i),
            measure: self.measures[i],
            base: self.bases[i],
        }
    }

    /// The variances from sampling, in order. They are kept for [`Estimates::get`].
    pub fn variances(&self) -> &[f64] {
        let all = || (0..self.len()).into_par_iter().map(|i| self.variance_of(i)).collect::<Vec<f64>>().into();
        self.known.0.get_or_init(all)
    }

    /// Variance of estimate `i`.
    fn variance_of(&self, i: usize) -> f64 {
        self.without_noise(i, self.covariance_of(i, i))
    }

    /// A variance of estimate `i`: a share of everybody has none, whatever its rounding error.
    fn without_noise(&self, i: usize, variance: f64) -> f64 {
        if self.is_near_one(i) && variance < 1e-26 { 0.0 } else { variance }
    }

    /// A share that differs from 1 by rounding error at most, as a net of all answers may.
    fn is_near_one(&self, i: usize) -> bool {
        self.measures[i] == Measure::Share && (self.values[i] - 1.0).abs() < 1e-14
    }

    /// Covariance of estimates `i` and `j` from sampling.
    pub fn covariance_of(&self, i: usize, j: usize) -> f64 {
        self.blocks.iter().map(|block| block.kind.covariance(i, j, &self.values)).sum()
    }

    /// The whole covariance matrix, k × k.
    pub fn covariance(&self) -> Matrix {
        let mut matrix = self.summed();
        (0..self.len()).for_each(|i| matrix[(i, i)] = self.without_noise(i, matrix[(i, i)]));
        matrix
    }

    fn summed(&self) -> Matrix {
        if let [only] = self.blocks.as_slice() {
            return only.kind.matrix(&self.values);
        }
        // Of many samples each touches a few estimates.
        let mut sum = Matrix::zeros(self.len(), self.len());
        for block in &self.blocks {
            let touched: Vec<usize> = (0..self.len()).filter(|&i| block.kind.touches(i, &self.values)).collect();
            for &i in &touched {
                for &j in &touched {
                    sum[(i, j)] += block.kind.covariance(i, j, &self.values);
                }
            }
        }
        sum
    }

    /// The estimates at `indices`, in that order, still joint.
    pub fn select(&self, indices: &[usize]) -> Self {
        let outputs = indices.iter().map(|&i| self.output(i)).collect();
        self.map(&super::Linear(indices.iter().map(|&i| vec![(i, 1.0)]).collect()), outputs)
    }

    /// The same numbers under other labels, kinds and bases.
    ///
    /// # Panics
    /// When there are not as many labels as numbers.
    pub fn relabelled(mut self, outputs: Vec<Output>) -> Self {
        assert_eq!(outputs.len(), self.values.len(), "one label for each value");
        if outputs.iter().zip(&self.measures).any(|(output, measure)| output.measure != *measure) {
            // A share of everybody has no variance, whatever its rounding error.
            self.known = Known::default();
        }
        self.label(outputs);
        self
    }

    /// Label, kind and base of estimate `i`, to relabel a mapped one.
    pub fn output(&self, i: usize) -> Output {
        Output { cell: self.cells[i].clone(), measure: self.measures[i], base: self.bases[i] }
    }
}

/// The root of a variance; 0 for one below 0, as a net of printed shares adding up to 101 % has. Not a number stays so: it is no certainty.
fn standard_error(variance: f64) -> f64 {
    if variance < 0.0 { 0.0 } else { variance.sqrt() }
}

#[cfg(test)]
mod tests;
