//! The waist: labelled numbers with what is needed to know their joint sampling error and the part that rounding adds.
//!
//! Linearized uncertainty is a factor `A` (units × estimates) with weights `w`: cov = Σ w·aᵢ·aⱼ over units. Replicates carry every
//! replicate's whole vector. Bounded error (rounding of printed figures) is kept apart: its units add up by absolute value.

use super::{Base, Columns, Estimate, Measure, Smooth};
use crate::num::Matrix;
use crate::survey::{Cell, Group};
use std::sync::Arc;

/// Which sample a part of the uncertainty comes from; decides what may be joined.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SampleKey {
    /// One round of fieldwork: file, pollster and wave.
    pub fieldwork: Arc<str>,
    /// The part of that sample.
    pub domain: Vec<Group>,
    /// The question, where covariance is known within a question only (published tables); `None` for microdata.
    pub question: Option<Arc<str>>,
}

/// How two samples stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same people and the same question: covariance is in the factors.
    Same,
    /// No person in both.
    Independent,
    /// Some people may be in both and their covariance is not known.
    Unknown,
}

impl SampleKey {
    /// Different rounds are independent; within a round, parts are when some variable has them at different levels.
    pub fn relation(&self, other: &Self) -> Relation {
        let apart = |a: &Group| other.domain.iter().any(|b| a.is_apart_from(b));
        if self == other {
            Relation::Same
        } else if self.fieldwork != other.fieldwork || self.domain.iter().any(apart) {
            Relation::Independent
        } else {
            Relation::Unknown
        }
    }

    fn describe(&self) -> String {
        let domain: Vec<String> = self.domain.iter().map(|g| format!("{} = {}", g.variable, g.level)).collect();
        let who = if domain.is_empty() { "everybody".to_owned() } else { domain.join(", ") };
        let question = self.question.as_ref().map(|q| format!(", question {q}")).unwrap_or_default();
        format!("{} ({who}{question})", self.fieldwork)
    }
}

/// Two results whose covariance cannot be known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{left} and {right} may share respondents, and no table says how many: their covariance is unknown. Compare levels of one variable, or answers of one question"
)]
pub struct JoinError {
    /// The first sample.
    pub left: String,
    /// The second.
    pub right: String,
}

/// The uncertainty from one sample.
#[derive(Debug, Clone, PartialEq)]
struct Block {
    key: SampleKey,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    /// cov = Σ over units of `weights` · aᵢ · aⱼ (missing weights are 1).
    Linearized { weights: Arc<[f64]>, factor: Columns },
    /// cov = Σ over replicates of `scales` · (θᵢ − cᵢ)(θⱼ − cⱼ).
    Replicates { scales: Arc<[f64]>, about: About, values: Vec<Vec<f64>> },
}

/// What replicates deviate from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// The full-sample estimate ("mse").
    Estimate,
    /// The mean of the replicates.
    Mean,
}

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
        let mut made =
            Self { cells: vec![], values, measures: vec![], bases: vec![], blocks: vec![block], rounding, rounded: 0 };
        made.label(outputs);
        made
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
        let mut made =
            Self { cells: vec![], values, measures: vec![], bases: vec![], blocks, rounding, rounded: self.rounded };
        made.label(outputs);
        made
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
        Estimate {
            value: self.values[i],
            se: self.covariance_of(i, i).max(0.0).sqrt(),
            rounding: self.rounding.absolute(i),
            measure: self.measures[i],
            base: self.bases[i],
        }
    }

    /// Covariance of estimates `i` and `j` from sampling.
    pub fn covariance_of(&self, i: usize, j: usize) -> f64 {
        self.blocks.iter().map(|block| block.kind.covariance(i, j, &self.values)).sum()
    }

    /// The whole covariance matrix, k × k.
    pub fn covariance(&self) -> Matrix {
        let empty = Matrix::zeros(self.len(), self.len());
        self.blocks.iter().fold(empty, |sum, block| sum + block.kind.matrix(&self.values))
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
        self.label(outputs);
        self
    }

    /// Label, kind and base of estimate `i`, to relabel a mapped one.
    pub fn output(&self, i: usize) -> Output {
        Output { cell: self.cells[i].clone(), measure: self.measures[i], base: self.bases[i] }
    }
}

impl Kind {
    fn covariance(&self, i: usize, j: usize, full: &[f64]) -> f64 {
        match self {
            Self::Linearized { weights, factor } => factor.dot(i, j, weights),
            Self::Replicates { scales, about, values } => {
                // A replicate without anybody in a small group has no ratio there; it is left out, as by R survey.
                let known = || scales.iter().zip(values).filter(|(_, v)| !v[i].is_nan() && !v[j].is_nan());
                let center = |k: usize| match about {
                    About::Estimate => full[k],
                    About::Mean => known().map(|(_, v)| v[k]).sum::<f64>() / known().count() as f64,
                };
                let (ci, cj) = (center(i), center(j));
                known().map(|(scale, v)| scale * (v[i] - ci) * (v[j] - cj)).sum()
            }
        }
    }

    fn matrix(&self, full: &[f64]) -> Matrix {
        if let Self::Linearized { weights, factor } = self {
            return factor.products(weights);
        }
        let mut matrix = Matrix::zeros(full.len(), full.len());
        for i in 0..full.len() {
            for j in i..full.len() {
                let value = self.covariance(i, j, full);
                matrix[(i, j)] = value;
                matrix[(j, i)] = value;
            }
        }
        matrix
    }

    /// The same uncertainty with exact numbers before and after: they do not vary in this sample.
    fn padded(self, before: &[f64], after: &[f64]) -> Self {
        match self {
            Self::Linearized { weights, factor } => {
                Self::Linearized { weights, factor: factor.padded(before.len(), after.len()) }
            }
            Self::Replicates { scales, about, values } => {
                let values = values.into_iter().map(|v| [before, &v, after].concat()).collect();
                Self::Replicates { scales, about, values }
            }
        }
    }

    /// Two results of one sample side by side, their units (or replicates) the same; `None` when one is linearized and one is not.
    fn beside(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Linearized { weights, factor: a }, Self::Linearized { factor: b, .. }) => {
                Some(Self::Linearized { weights, factor: a.followed_by(b) })
            }
            (Self::Replicates { scales, about, values: a }, Self::Replicates { values: b, .. }) => {
                let values = a.into_iter().zip(b).map(|(a, b)| [a, b].concat()).collect();
                Some(Self::Replicates { scales, about, values })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Linear;
    use super::*;

    fn key(wave: &str, level: Option<&str>) -> SampleKey {
        let domain = level.map(|level| Group::new("sex", level)).into_iter().collect();
        SampleKey { fieldwork: wave.into(), domain, question: None }
    }

    fn outputs(count: usize) -> Vec<Output> {
        vec![Output { cell: Cell::default(), measure: Measure::Number, base: Base::default() }; count]
    }

    fn sample(wave: &str, level: Option<&str>) -> Estimates {
        let factor = Columns::new(vec![vec![(0, 3.0), (1, 1.0)], vec![(1, 2.0), (2, -1.0)]]);
        Estimates::linearized(key(wave, level), outputs(2), vec![10.0, 20.0], vec![], factor)
    }

    #[test]
    fn covariance_is_the_product_of_the_factor_with_itself() {
        let made = sample("a", None);
        assert_eq!(made.covariance(), Matrix::from_row_slice(2, 2, &[10.0, 2.0, 2.0, 5.0]));
        let difference = made.map(&Linear::differences([(0, 1)]), outputs(1));
        assert_eq!(difference.values(), [-10.0]);
        assert_eq!(difference.covariance_of(0, 0), 10.0 + 5.0 - 2.0 * 2.0);
    }

    #[test]
    fn joined_waves_are_independent_and_overlapping_groups_are_refused() {
        let joined = sample("a", None).join(sample("b", None)).unwrap();
        assert_eq!(joined.len(), 4);
        assert_eq!(joined.covariance_of(0, 2), 0.0);
        assert_eq!(joined.covariance_of(2, 3), 2.0);
        let same = sample("a", None).join(sample("a", None)).unwrap();
        assert_eq!(same.covariance_of(0, 2), 10.0, "an estimate varies with itself");
        assert!(sample("a", Some("men")).join(sample("a", Some("women"))).is_ok());
        let refused = sample("a", Some("men")).join(sample("a", None)).unwrap_err();
        assert!(refused.to_string().contains("may share respondents"), "{refused}");
    }

    #[test]
    fn rounding_adds_up_by_absolute_value() {
        let rounded =
            sample("a", None).with_rounding(&[0.5, 0.5]).join(sample("b", None).with_rounding(&[0.5, 0.25])).unwrap();
        let change = rounded.map(&Linear(vec![vec![(0, 1.0), (2, -1.0)], vec![(0, 1.0), (0, -1.0)]]), outputs(2));
        assert_eq!(change.get(0).rounding, 1.0);
        assert_eq!(change.get(1).rounding, 0.0, "a figure less itself has no rounding error");
    }

    #[test]
    fn replicates_go_through_the_function_itself() {
        struct Square;
        impl Smooth for Square {
            fn value(&self, x: &[f64]) -> Vec<f64> {
                vec![x[0] * x[0]]
            }
            fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
                vec![vec![(0, 2.0 * x[0])]]
            }
        }
        let replicates = (vec![0.5, 0.5], vec![vec![1.0], vec![3.0]]);
        let made = Estimates::replicated(key("a", None), outputs(1), vec![2.0], replicates, About::Estimate);
        // Squares 1 and 9 about 4: (9 + 25)/2; the Jacobian would have said 16.
        assert_eq!(made.map(&Square, outputs(1)).covariance_of(0, 0), 17.0);
        let about_mean = (vec![0.5, 0.5], vec![vec![1.0], vec![3.0]]);
        let made = Estimates::replicated(key("a", None), outputs(1), vec![2.0], about_mean, About::Mean);
        assert_eq!(made.map(&Square, outputs(1)).covariance_of(0, 0), 16.0);
    }
}
