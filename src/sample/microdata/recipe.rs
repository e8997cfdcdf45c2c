//! What a tabulation asks of an engine, and how the sums it gives become the terms of a cell.

use super::design::{column_names, first_word};
use crate::engine::{Block, Limits, Product, Squares};
use crate::names;
use crate::num::{Matrix, Sum};
use crate::sample::{Quantity, SampleError, Tabulation, Term};
use crate::survey::{Kind, MultipleSet, Source, SourceError};
use std::borrow::Cow;
use std::sync::Arc;

/// A tabulation in columns.
#[derive(Debug, Clone)]
pub(super) struct Recipe {
    pub(super) block: Block,
    /// Grouping variables, waves last.
    pub(super) groups: Vec<usize>,
    pub(super) has_waves: bool,
    pub(super) question: Arc<str>,
    /// Terms of one cell of the engine; an answer's cell has its total alone.
    pub(super) terms: Vec<Term>,
    shift: Shift,
}

/// What a cell is of, for a question of our own.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    pub(super) question: Arc<str>,
    pub(super) columns: Vec<usize>,
    pub(super) has_waves: bool,
}

/// How sums about a center become sums about 0.
#[derive(Debug, Clone, Copy)]
enum Shift {
    None,
    Moments(f64),
    Pair(f64, f64),
}

impl Recipe {
    pub(super) fn new(
        tabulation: &Tabulation,
        source: &dyn Source,
        squares: Option<Squares>,
    ) -> Result<Self, SampleError> {
        let groups = groups(source, &tabulation.by, tabulation.over.as_ref())?;
        let power = |column, center, power| Product::Power { column, center, power };
        let (question, answer, products, terms, shift): (Arc<str>, _, _, _, _) = match &tabulation.quantity {
            Quantity::Answers(question) if set(source, question).is_some() => {
                let items = set(source, question).map_or(&[][..], |set| &set.items);
                let products = items.iter().map(|item| power(item.column, 0.0, 1)).collect();
                let answers = items.iter().map(|item| Term::Answer(item.name.clone()));
                (question.clone(), None, products, std::iter::once(Term::Base).chain(answers).collect(), Shift::None)
            }
            Quantity::Answers(question) => {
                let answer = find(source, "question", question)?;
                (question.clone(), Some(answer), vec![], vec![Term::Base], Shift::None)
            }
            Quantity::Moments(variable) => {
                let column = number(source, variable)?;
                let c = center(source, column)?;
                let products = vec![power(column, c, 1), power(column, c, 2)];
                (variable.clone(), None, products, vec![Term::Base, Term::Sum, Term::SumOfSquares], Shift::Moments(c))
            }
            Quantity::Pair(first, second) => {
                let columns = (number(source, first)?, number(source, second)?);
                let (c, d) = (center(source, columns.0)?, center(source, columns.1)?);
                let products = vec![power(columns.0, c, 1), power(columns.1, d, 1)];
                let name = format!("{first}/{second}").into();
                (name, None, products, vec![Term::Base, Term::Sum, Term::Second], Shift::Pair(c, d))
            }
            Quantity::People => ("".into(), None, vec![], vec![Term::Base], Shift::None),
        };
        let block = Block { keys: groups.clone(), answer, products, squares };
        Ok(Self { block, groups, has_waves: tabulation.over.is_some(), question, terms, shift })
    }

    /// Who does not exceed each of `limits` in the numeric column `variable`.
    pub(super) fn at_most(variable: usize, limits: Vec<Limits>, groups: Groups, squares: Option<Squares>) -> Self {
        let products = limits.into_iter().map(|limits| Product::AtMost { column: variable, limits });
        let products: Vec<Product> = products.collect();
        let terms = std::iter::once(Term::Base).chain((0..products.len()).map(Term::AtMost)).collect();
        let block = Block { keys: groups.columns.clone(), answer: None, products, squares };
        Self {
            block,
            groups: groups.columns,
            has_waves: groups.has_waves,
            question: groups.question,
            terms,
            shift: Shift::None,
        }
    }

    /// The numbers that go with the values of the numeric column `variable`.
    pub(super) fn scored(variable: usize, scores: Arc<[(f64, f64)]>, groups: Groups, squares: Option<Squares>) -> Self {
        let products = vec![Product::Score { column: variable, scores }];
        let block = Block { keys: groups.columns.clone(), answer: None, products, squares };
        let terms = vec![Term::Base, Term::Sum];
        Self {
            block,
            groups: groups.columns,
            has_waves: groups.has_waves,
            question: groups.question,
            terms,
            shift: Shift::None,
        }
    }

    /// The column of which a number is needed to belong to the domain at all. R's `svyquantile` leaves the others out of the design, so
    /// that they do not count in its degrees of freedom; those of means and shares are everybody's who was asked.
    pub(super) fn answered(&self) -> Option<usize> {
        match self.block.products.first() {
            Some(Product::AtMost { column, .. }) => Some(*column),
            _ => None,
        }
    }

    /// What squares are about.
    pub(super) fn center(&self) -> f64 {
        match self.shift {
            Shift::Moments(center) => center,
            Shift::None | Shift::Pair(..) => 0.0,
        }
    }

    /// Question and groups, in words.
    pub(super) fn describe(&self, source: &dyn Source) -> String {
        let by: Vec<&str> = self.groups.iter().map(|&column| &*source.variables()[column].name).collect();
        if by.is_empty() { self.question.to_string() } else { format!("{} by {}", self.question, by.join(", ")) }
    }

    /// Sums of (1, x − c, …) as sums of (1, x, …); squares stay about c.
    pub(super) fn about_zero<'a>(&self, sums: &'a [f64]) -> Cow<'a, [f64]> {
        match self.shift {
            Shift::None => Cow::Borrowed(sums),
            Shift::Moments(c) => vec![sums[0], sums[1] + c * sums[0], sums[2]].into(),
            Shift::Pair(c, d) => vec![sums[0], sums[1] + c * sums[0], sums[2] + d * sums[0]].into(),
        }
    }

    /// Rows a with Σ a aᵀ = Σ (z − z̄)(z − z̄)ᵀ over the `n` respondents of a cell, from the sums of z and (upper triangle by row) of its
    /// products.
    pub(super) fn spread(&self, n: f64, sums: &[f64], squares: &[f64]) -> Vec<Vec<f64>> {
        let size = sums.len();
        let mut products = Matrix::zeros(size, size);
        let mut next = squares.iter();
        for i in 0..size {
            for j in i..size {
                products[(j, i)] = next.next().copied().unwrap_or_default();
            }
        }
        let rounding: Vec<f64> = (0..size).map(|i| 16.0 * f64::EPSILON * products[(i, i)]).collect();
        for i in 0..size {
            for j in 0..=i {
                products[(i, j)] -= sums[i] * sums[j] / n;
            }
        }
        cholesky(products, &rounding).iter().map(|row| self.about_zero(row).into_owned()).collect()
    }
}

/// Columns l of L with L Lᵀ = `matrix` (lower triangle given), those whose pivot is rounding error left out. The pivot that lost the least
/// digits goes first: after one that lost many (weights that are nearly equal) what is left of the others would be lost with it.
fn cholesky(mut matrix: Matrix, rounding: &[f64]) -> Vec<Vec<f64>> {
    let size = rounding.len();
    let mut left: Vec<usize> = (0..size).collect();
    let mut columns = Vec::new();
    while let Some(k) = pivot(&matrix, rounding, &left) {
        left.retain(|&i| i != k);
        let root = matrix[(k, k)].sqrt();
        let mut column = vec![0.0; size];
        column[k] = root;
        left.iter().for_each(|&i| column[i] = matrix[(i.max(k), i.min(k))] / root);
        for &i in &left {
            for &j in left.iter().filter(|&&j| j <= i) {
                matrix[(i, j)] -= column[i] * column[j];
            }
        }
        columns.push(column);
    }
    columns
}

/// Of the rows that are left, the one whose pivot stands furthest above its rounding error; none where all are such errors.
fn pivot(matrix: &Matrix, rounding: &[f64], left: &[usize]) -> Option<usize> {
    let known = left.iter().copied().filter(|&i| matrix[(i, i)] > rounding[i]);
    let clear = |i: usize| matrix[(i, i)] / rounding[i];
    known.reduce(|best, i| if clear(i) > clear(best) { i } else { best })
}

/// Columns that make the cells, waves last.
pub(super) fn groups(source: &dyn Source, by: &[Arc<str>], over: Option<&Arc<str>>) -> Result<Vec<usize>, SampleError> {
    by.iter().chain(over).map(|name| find(source, "group variable", name)).collect()
}

/// The multiple-response set of this name.
fn set<'a>(source: &'a dyn Source, name: &str) -> Option<&'a MultipleSet> {
    source.sets().iter().find(|set| &*set.name == name)
}

fn find(source: &dyn Source, kind: &'static str, name: &str) -> Result<usize, SampleError> {
    source.find(name).ok_or_else(|| SampleError::Unknown {
        kind,
        name: name.to_owned(),
        source_name: source.name().to_owned(),
        hint: names::hint(name, known_names(source)),
    })
}

fn known_names(source: &dyn Source) -> impl Iterator<Item = &str> {
    column_names(source).chain(source.sets().iter().map(|set| &*set.name))
}

pub(super) fn number(source: &dyn Source, name: &str) -> Result<usize, SampleError> {
    let place = find(source, "variable", name)?;
    match source.variables()[place].kind {
        Kind::Number => Ok(place),
        Kind::Text => {
            let first = first_word(source, place);
            Err(SampleError::NotNumbers { name: name.to_owned(), source_name: source.name().to_owned(), first })
        }
    }
}

/// A value near the middle of a column: the mean of its first chunk to four binary digits, so that sums of squares about it lose nothing
/// and the order of rows does not show.
fn center(source: &dyn Source, column: usize) -> Result<f64, SourceError> {
    if source.chunks().is_empty() {
        return Ok(0.0);
    }
    let first = source.read(0, &[column])?;
    let (mut sum, mut count) = (Sum::default(), 0_usize);
    for &value in first[0].numbers().unwrap_or_default().iter().filter(|value| value.is_finite()) {
        sum.add(value);
        count += 1;
    }
    let mean = sum.get() / count.max(1) as f64;
    let unit = mean.abs().log2().floor() - 3.0;
    Ok(if mean == 0.0 || !unit.is_finite() { 0.0 } else { (mean / unit.exp2()).round() * unit.exp2() })
}
