//! What a tabulation asks of an engine, and how the sums it gives become the terms of a cell.

use super::center::{self, Shift};
use super::design::{column_names, first_word};
use crate::engine::{Block, Entries, Limits, Product, Squares, Table};
use crate::names;
use crate::sample::{Quantity, SampleError, Tabulation, Term};
use crate::survey::{Kind, MultipleSet, Source, Value};
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
}

/// What a cell is of, for a question of our own.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    pub(super) question: Arc<str>,
    pub(super) columns: Vec<usize>,
    pub(super) has_waves: bool,
}

impl Recipe {
    pub(super) fn new(
        tabulation: &Tabulation,
        source: &dyn Source,
        squares: Option<Squares>,
    ) -> Result<Self, SampleError> {
        let groups = groups(source, &tabulation.by, tabulation.over.as_ref())?;
        let power = |column, center, power| Product::Power { column, center, centers: Limits::default(), power };
        let (question, answer, products, terms): (Arc<str>, _, _, _) = match &tabulation.quantity {
            Quantity::Answers(question) if set(source, question).is_some() => {
                let items = set(source, question).map_or(&[][..], |set| &set.items);
                let products = items.iter().map(|item| power(item.column, 0.0, 1)).collect();
                let answers = items.iter().map(|item| Term::Answer(item.name.clone()));
                (question.clone(), None, products, std::iter::once(Term::Base).chain(answers).collect())
            }
            Quantity::Answers(question) => {
                let answer = find(source, "question", question)?;
                (question.clone(), Some(answer), vec![], vec![Term::Base])
            }
            Quantity::Moments(variable) => {
                let column = number(source, variable)?;
                let c = center::first(source, column)?;
                let products = vec![power(column, c, 1), power(column, c, 2)];
                (variable.clone(), None, products, vec![Term::Base, Term::Sum, Term::SumOfSquares])
            }
            Quantity::Pair(first, second) => {
                let columns = (number(source, first)?, number(source, second)?);
                let (c, d) = (center::first(source, columns.0)?, center::first(source, columns.1)?);
                let products = vec![power(columns.0, c, 1), power(columns.1, d, 1)];
                let name = format!("{first}/{second}").into();
                (name, None, products, vec![Term::Base, Term::Sum, Term::Second])
            }
            Quantity::People => ("".into(), None, vec![], vec![Term::Base]),
        };
        let block = Block { keys: groups.clone(), answer, products, squares };
        Ok(Self { block, groups, has_waves: tabulation.over.is_some(), question, terms })
    }

    /// Who does not exceed each of `limits` in the numeric column `variable`.
    pub(super) fn at_most(variable: usize, limits: Vec<Limits>, groups: Groups, squares: Option<Squares>) -> Self {
        let products = limits.into_iter().map(|limits| Product::AtMost { column: variable, limits });
        let products: Vec<Product> = products.collect();
        let terms = std::iter::once(Term::Base).chain((0..products.len()).map(Term::AtMost)).collect();
        let block = Block { keys: groups.columns.clone(), answer: None, products, squares };
        Self { block, groups: groups.columns, has_waves: groups.has_waves, question: groups.question, terms }
    }

    /// The numbers that go with the values of the numeric column `variable`.
    pub(super) fn scored(variable: usize, scores: Arc<[(f64, f64)]>, groups: Groups, squares: Option<Squares>) -> Self {
        let products = vec![Product::Score { column: variable, scores }];
        let block = Block { keys: groups.columns.clone(), answer: None, products, squares };
        let terms = vec![Term::Base, Term::Sum];
        Self { block, groups: groups.columns, has_waves: groups.has_waves, question: groups.question, terms }
    }

    /// The column of which a number is needed to belong to the domain at all. R's `svyquantile` leaves the others out of the design, so
    /// that they do not count in its degrees of freedom; those of means and shares are everybody's who was asked.
    pub(super) fn answered(&self) -> Option<usize> {
        match self.block.products.first() {
            Some(Product::AtMost { column, .. }) => Some(*column),
            _ => None,
        }
    }

    /// Question and groups, in words.
    pub(super) fn describe(&self, source: &dyn Source) -> String {
        let by: Vec<&str> = self.groups.iter().map(|&column| &*source.variables()[column].name).collect();
        if by.is_empty() { self.question.to_string() } else { format!("{} by {}", self.question, by.join(", ")) }
    }

    /// How sums about the centers of the cell with these keys become sums about 0.
    pub(super) fn shift(&self, keys: &[Value]) -> Shift {
        let center = |at: usize| self.block.products[at].limit(keys);
        match self.terms.get(2) {
            Some(Term::SumOfSquares) => Shift::Moments(center(0)),
            Some(Term::Second) => Shift::Pair(center(0), center(1)),
            _ => Shift::None,
        }
    }

    /// The same about the means of those cells of `table` whose numbers lie far from what they are summed about, as they do where a code
    /// that the domain leaves out stands for no answer; `None` where none do.
    pub(super) fn recentered(&self, table: &Table) -> Option<Self> {
        let squared = self.block.squares.is_some();
        let far = |(keys, entries): (&Vec<Value>, &Entries)| {
            self.shift(keys).better(entries, squared).map(|centers| (keys.clone(), centers))
        };
        let found: Vec<(Vec<Value>, (f64, f64))> = table.keys.iter().zip(&table.cells).filter_map(far).collect();
        if found.is_empty() {
            return None;
        }
        let mut made = self.clone();
        for (at, product) in made.block.products.iter_mut().enumerate() {
            if let Product::Power { centers, .. } = product {
                let of = |(first, second): (f64, f64)| if at == 0 { first } else { second };
                Arc::make_mut(centers).extend(found.iter().map(|(keys, centers)| (keys.clone(), of(*centers))));
            }
        }
        Some(made)
    }
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
