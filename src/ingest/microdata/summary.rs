//! A codebook of a source: every variable with its labels, frequencies with and without weight, missing values of each kind, and what its
//! name says of the design.
//!
//! Memory grows with the different values of a variable. Variables are taken in blocks of 2²⁴ values, so a longer file is read in more
//! passes.

use super::alike::Spellings;
use super::hints::{Hint, hints};
use super::tally::Tally;
use crate::survey::{Column, Kind, Source, SourceError, Suspects, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// Values taken at a time: about 1 GiB if all of them differ.
const HELD: u64 = 1 << 24;

/// What is known of one variable.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableSummary {
    /// Its name.
    pub name: Arc<str>,
    /// Its label or the wording of the question.
    pub label: Option<Arc<str>>,
    /// Numbers or words.
    pub kind: Kind,
    /// Respondents with an answer.
    pub answered: Count,
    /// The answers.
    pub content: Content,
    /// Respondents by user-missing value; a lettered one is written `.a`. Declared values that nobody has are listed too.
    pub user_missing: Vec<Frequency>,
    /// Respondents with nothing.
    pub system_missing: Count,
    /// Numbers that look like codes for no answer and are not declared so.
    pub suspects: Option<Suspects>,
    /// Words that are probably one level written in several ways.
    pub alike: Vec<Spellings>,
    /// What its name says of the design.
    pub hints: Vec<Hint>,
}

/// The answers to a question, in as much detail as is useful.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Every value, in order; labelled values that nobody has are listed too.
    Values(Vec<Frequency>),
    /// Numbers of which more than 24 different ones have no label.
    Numbers {
        /// The least.
        min: f64,
        /// The middle one, or the mean of the two in the middle; without weight.
        median: f64,
        /// Their mean, without weight.
        mean: f64,
        /// Their mean with weight, if there is one.
        weighted_mean: Option<f64>,
        /// The greatest.
        max: f64,
    },
    /// Words of which more than 24 different ones have no label.
    Words {
        /// Number of different words.
        distinct: u64,
    },
}

/// One value and who has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequency {
    /// The value.
    pub value: Value,
    /// What it stands for.
    pub label: Option<Arc<str>>,
    /// Who has it.
    pub count: Count,
}

/// Respondents.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Count {
    /// Their number.
    pub n: u64,
    /// The sum of their weights, if there is a weight; a missing weight adds nothing.
    pub weighted: Option<f64>,
}

/// Summarizes every variable of a source, in its order; `weight` is the place of a numeric variable.
///
/// # Errors
/// [`SourceError`] when the source cannot be read, or the weight holds words.
pub fn codebook(source: &dyn Source, weight: Option<usize>) -> Result<Vec<VariableSummary>, SourceError> {
    let places: Vec<usize> = (0..source.variables().len()).collect();
    summaries(source, &places, weight)
}

/// The same of the variables at some places alone.
///
/// # Errors
/// As [`codebook`].
pub fn summaries(
    source: &dyn Source,
    places: &[usize],
    weight: Option<usize>,
) -> Result<Vec<VariableSummary>, SourceError> {
    let block = (HELD / source.rows().max(1)).clamp(1, places.len().max(1) as u64) as usize;
    let mut tallies = Vec::new();
    for block in places.chunks(block) {
        tallies.extend(tallied(source, block, weight)?);
    }
    let hints = hints(source);
    let all = tallies.into_iter().zip(places);
    Ok(all.map(|(tally, &place)| tally.finish(hints[place].clone())).collect())
}

fn tallied<'s>(source: &'s dyn Source, block: &[usize], weight: Option<usize>) -> Result<Vec<Tally<'s>>, SourceError> {
    let mut wanted: Vec<usize> = block.iter().copied().chain(weight).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut tallies: Vec<Tally> =
        block.iter().map(|&place| Tally::new(&source.variables()[place], weight.is_some())).collect();
    for chunk in 0..source.chunks().len() {
        let columns = source.read(chunk, &wanted)?;
        let column = |place: usize| &columns[wanted.partition_point(|&before| before < place)];
        let weights = weight.map(|place| numbers(source, place, column(place))).transpose()?;
        for (tally, &place) in tallies.iter_mut().zip(block) {
            tally.add(column(place), weights.as_deref());
        }
    }
    Ok(tallies)
}

fn numbers<'c>(source: &dyn Source, place: usize, column: &'c Column) -> Result<Cow<'c, [f64]>, SourceError> {
    column.numbers().ok_or_else(|| {
        let reason = format!("\"{}\" holds words, so it cannot be a weight", source.variables()[place].name);
        SourceError { file: source.name().to_owned(), reason }
    })
}
