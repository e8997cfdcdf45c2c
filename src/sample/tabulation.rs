//! The question put to a sample, and its answer.

use crate::uncertainty::Estimates;
use std::sync::Arc;

/// What is summed in every cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// Whether a respondent gave each of the answers to this question; people without a valid answer leave the sums.
    Answers(Arc<str>),
    /// Powers of a number up to the second: 1, x, (x − center)².
    Moments(Arc<str>),
    /// Two numbers of the same respondents: x, y.
    Pair(Arc<str>, Arc<str>),
    /// Nothing but who is there.
    People,
}

/// Sums by group: `GROUP BY (by…, over) → SUM(weight · quantity)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabulation {
    /// What is summed.
    pub quantity: Quantity,
    /// Grouping variables; every combination that occurs is a cell.
    pub by: Vec<Arc<str>>,
    /// The variable whose values are waves, or `None` to ignore time. Published tables have one time axis, called `wave`.
    pub over: Option<Arc<str>>,
}

/// Which total of a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// Σ w over those with a valid value.
    Base,
    /// Σ w over those who gave this answer.
    Answer(Arc<str>),
    /// Σ w·x.
    Sum,
    /// Σ w·(x − center)².
    SumOfSquares,
    /// Σ w·y, of a pair.
    Second,
    /// Σ w over those whose number does not exceed the limit so numbered.
    AtMost(usize),
}

/// The totals: `estimates` and `terms` run in parallel; each label names the cell (and, for answers, the answer).
#[derive(Debug, Clone)]
pub struct Totals {
    /// The sums, jointly uncertain.
    pub estimates: Estimates,
    /// What each sum is.
    pub terms: Vec<Term>,
    /// What the squares of the cell of each sum are about: near the middle of its x, so that a variance loses no digits.
    pub centers: Vec<f64>,
}

impl Tabulation {
    /// Who is there in every group and wave.
    pub fn of_people(by: &[Arc<str>], over: Option<&Arc<str>>) -> Self {
        Self { quantity: Quantity::People, by: by.to_vec(), over: over.cloned() }
    }
}

impl Totals {
    /// Index of the base of the cell that estimate `index` lies in.
    pub fn base_of(&self, index: usize) -> Option<usize> {
        self.beside(index, &Term::Base)
    }

    /// Index of this term of the cell that estimate `index` lies in.
    pub fn beside(&self, index: usize, term: &Term) -> Option<usize> {
        let cells = self.estimates.cells();
        let is_it = |at: &usize| self.terms[*at] == *term && cells[*at].is_beside(&cells[index]);
        // Microdata put the base first in its cell, so it is found at once.
        (0..=index).rev().find(is_it).or_else(|| (index + 1..cells.len()).find(is_it))
    }
}

impl Quantity {
    /// The quantity in words, for messages.
    pub fn describe(&self) -> String {
        match self {
            Self::Answers(question) => format!("shares of the answers to {question}"),
            Self::Moments(variable) => format!("means or totals of {variable}"),
            Self::Pair(first, second) => format!("ratios of {first} to {second}"),
            Self::People => "respondents".to_owned(),
        }
    }
}
