//! Smooth functions of estimates, as people write them: `log(yes / no)`, `sd(income) / mean(income)`.

mod parse;
mod tree;

use crate::survey::Cell;
use crate::survey::expression::ExpressionError;
use crate::uncertainty::{Base, Estimates, Flags, Measure, Output, Smooth};
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;
use tree::{Dual, Tree};

/// A function of estimates: numbers, `+ - * / ^`, brackets, `log exp sqrt logit`, and the estimates it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    name: Arc<str>,
    text: Arc<str>,
    tree: Tree,
    leaves: Vec<Leaf>,
}

/// An estimate that a function is of.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Which statistic.
    pub of: Of,
    /// Of which variable; `None`: of the question that is asked.
    pub question: Option<Arc<str>>,
    /// The answer or net whose share it is.
    pub answer: Option<Arc<str>>,
}

/// The statistics that a function may be of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Of {
    /// The share of an answer or net.
    Share,
    /// The mean of a number.
    Mean,
    /// Its total over the population.
    Total,
    /// Its variance in the population.
    Variance,
    /// The root of that.
    StandardDeviation,
    /// The quantile of this probability.
    Quantile(f64),
}

impl FromStr for Function {
    type Err = ExpressionError;

    /// Reads `NAME = FUNCTION`, or a function that is its own name.
    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        let text = text.trim();
        let (name, calculation) = parse::named(text).unwrap_or((text, text));
        if name.trim().is_empty() && name.len() < text.len() {
            return Err(parse::error(text, "a name stands before =, as in odds = yes / no", 0, 1));
        }
        let before = text.chars().count() - calculation.chars().count();
        let (tree, leaves) = parse::parse(calculation).map_err(|error| ExpressionError {
            expression: text.to_owned(),
            at: error.at + before,
            ..error
        })?;
        Ok(Self { name: name.trim().into(), text: calculation.trim().into(), tree, leaves })
    }
}

impl Function {
    /// Its name.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// What it calculates, as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The estimates it is of, each once.
    pub fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    /// Whether it is of answers to the question that is asked.
    pub fn is_of_answers(&self) -> bool {
        self.leaves.iter().any(|leaf| leaf.question.is_none())
    }

    /// The function in every group and wave where all that it is of is known, by the delta method; replicates go through it themselves.
    /// `places[i]` are the estimates among `all` that leaf `i` may be; the function is named as an answer to `question`, if it is of answers.
    /// Where it has no value, as the log of 0, neither has its error.
    pub fn of(&self, all: &Estimates, places: &[Vec<usize>], question: &Arc<str>) -> Estimates {
        let apart = |cell: &Cell| Cell { question: None, answer: None, ..cell.clone() };
        let mut known: HashMap<Cell, Vec<(usize, usize)>> = HashMap::new();
        for (leaf, places) in places.iter().enumerate() {
            places.iter().for_each(|&at| known.entry(apart(&all.cells()[at])).or_default().push((leaf, at)));
        }
        let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
        for &first in &places[0] {
            let place = apart(&all.cells()[first]);
            let of = |leaf: usize| known[&place].iter().find(|(other, _)| *other == leaf).map(|(_, at)| *at);
            let Some(leaves) = (0..places.len()).map(of).collect::<Option<Vec<_>>>() else { continue };
            outputs.push(self.output(all, &leaves, place, question));
            inputs.push(leaves);
        }
        all.map(&Applied { tree: &self.tree, inputs }, outputs)
    }

    fn output(&self, all: &Estimates, leaves: &[usize], place: Cell, question: &Arc<str>) -> Output {
        let answer = self.is_of_answers().then(|| self.name.clone());
        let question = if answer.is_some() { question.clone() } else { self.name.clone() };
        let bases: Vec<Base> = leaves.iter().map(|&at| all.output(at).base).collect();
        let base = Base {
            df: bases.iter().map(|base| base.df).fold(f64::INFINITY, f64::min),
            flags: bases.iter().fold(Flags::default(), |flags, base| flags.with(base.flags)),
            n: common(bases.iter().map(|base| base.n)),
            n_weighted: common(bases.iter().map(|base| base.n_weighted)),
            n_effective: None,
            deff: None,
        };
        Output { cell: Cell { question: Some(question), answer, ..place }, measure: Measure::Number, base }
    }
}

/// What all have, if it is the same.
fn common(mut of: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let first = of.next()?;
    first.filter(|_| of.all(|other| other == first))
}

/// A calculation for several groups.
struct Applied<'a> {
    tree: &'a Tree,
    /// Of each group where the leaves stand.
    inputs: Vec<Vec<usize>>,
}

impl Applied<'_> {
    /// The leaves of every group, and what is made of them. Without a value there is no error either; a replicate that is infinite stays
    /// so, for one that is left out would make the error smaller.
    fn each<'a>(&'a self, x: &'a [f64]) -> impl Iterator<Item = (&'a [usize], Dual)> + 'a {
        let found = |leaves: &[usize]| {
            let found = self.tree.at(&leaves.iter().map(|&at| x[at]).collect::<Vec<f64>>());
            let slopes = || vec![f64::NAN; leaves.len()];
            if found.value.is_finite() { found } else { Dual { slopes: slopes(), ..found } }
        };
        self.inputs.iter().map(move |leaves| (&**leaves, found(leaves)))
    }
}

impl Smooth for Applied<'_> {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        self.each(x).map(|(_, found)| found.value).collect()
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        self.each(x).map(|(leaves, found)| leaves.iter().copied().zip(found.slopes).collect()).collect()
    }
}

#[cfg(test)]
mod tests;
