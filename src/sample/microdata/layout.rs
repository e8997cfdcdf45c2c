//! Cells of an engine's table put in the order of the answer: for each combination of groups its base, then every answer or moment.

use super::recipe::Recipe;
use crate::engine::{Entries, Entry, Table};
use crate::ingest::{dates, rank};
use crate::sample::{SampleError, Term};
use crate::survey::{Cell, Group, Source, Value, Variable, Wave};
use crate::uncertainty::{Base, Measure, Output};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// A variable with more levels than this is no group variable but a number or a name.
const MOST_LEVELS: usize = 5000;

/// The order of two combinations of groups.
pub(super) fn order(source: &dyn Source, groups: &[usize], a: &[Value], b: &[Value]) -> Ordering {
    let by_group = groups.iter().zip(a).zip(b).map(|((&column, a), b)| order_of(&source.variables()[column], a, b));
    by_group.fold(Ordering::Equal, Ordering::then)
}

/// The order of two values of a variable: as its levels are ordered, where it has such; else words that name bands or dates before others, in
/// the order of these, not of their letters.
fn order_of(variable: &Variable, a: &Value, b: &Value) -> Ordering {
    let ranked = |value: &Value| match value {
        Value::Text(text) if variable.levels.is_empty() => rank(text),
        _ => None,
    };
    match (ranked(a), ranked(b)) {
        (Some(first), Some(second)) => first.cmp(&second).then_with(|| a.cmp(b)),
        (Some(_), None) if matches!(b, Value::Text(_)) => Ordering::Less,
        (None, Some(_)) if matches!(a, Value::Text(_)) => Ordering::Greater,
        _ => variable.order(a, b),
    }
}

/// Each value once, in the variable's order.
fn distinct(mut values: Vec<Value>, column: usize, source: &dyn Source) -> Result<Vec<Value>, SampleError> {
    let variable = &source.variables()[column];
    values.sort();
    values.dedup();
    values.sort_by(|a, b| order_of(variable, a, b));
    let mut titles: BTreeMap<Arc<str>, &Value> = BTreeMap::new();
    for value in values.iter().filter(|_| !variable.labels.is_empty()) {
        let title = variable.title(value);
        if let Some(other) = titles.insert(title.clone(), value) {
            return Err(SampleError::LabelsCollide {
                file: source.name().to_owned(),
                variable: variable.name.to_string(),
                label: title.to_string(),
                values: Box::new((other.to_string(), value.to_string())),
            });
        }
    }
    Ok(values)
}

/// Refuses a variable with more levels than answers or groups have.
fn few(column: usize, levels: usize, source: &dyn Source) -> Result<(), SampleError> {
    if levels <= MOST_LEVELS {
        return Ok(());
    }
    let (file, variable) = (source.name().to_owned(), source.variables()[column].name.to_string());
    Err(SampleError::TooManyLevels { file, variable, levels, most: MOST_LEVELS })
}

/// One combination of groups.
pub(super) struct Domain {
    pub(super) key: Vec<Value>,
    /// Cells of the table that lie in it.
    pub(super) cells: Range<usize>,
    /// Units with people in it, in order, and how many (a frequency weight counts).
    pub(super) present: Vec<(u32, f64)>,
    pub(super) base: Base,
}

/// All of them, and the answers that occur.
pub(super) struct Layout {
    pub(super) domains: Vec<Domain>,
    answers: Vec<Value>,
    /// Whether a cell holds missing answers.
    pub(super) is_missing: Vec<bool>,
}

impl Layout {
    pub(super) fn new(
        recipe: &Recipe,
        table: &Table,
        frequencies: bool,
        source: &dyn Source,
    ) -> Result<Self, SampleError> {
        let depth = recipe.groups.len();
        let has_answers = recipe.block.answer.is_some();
        let is_missing: Vec<bool> = table.keys.iter().map(|key| has_answers && key[depth] == Value::Missing).collect();
        let mut answers: Vec<Value> = Vec::new();
        if has_answers {
            answers.extend(table.keys.iter().map(|key| key[depth].clone()).filter(|answer| *answer != Value::Missing));
        }
        if let Some(question) = recipe.block.answer {
            answers = distinct(answers, question, source)?;
            few(question, answers.len(), source)?;
        }
        for (at, &column) in recipe.groups.iter().enumerate() {
            let people = table.keys.iter().zip(&table.cells).filter(|(_, entries)| !entries.is_empty());
            let levels = distinct(people.map(|(key, _)| key[at].clone()).collect(), column, source)?.len();
            few(column, levels, source)?;
        }
        let mut made = Self { domains: Vec::new(), answers, is_missing };
        let same: Vec<&[Vec<Value>]> = table.keys.chunk_by(|a, b| a[..depth] == b[..depth]).collect();
        let next = |end: &mut usize, same: &&[Vec<Value>]| {
            let start = std::mem::replace(end, *end + same.len());
            Some(start..*end)
        };
        let cells: Vec<Range<usize>> = same.iter().scan(0, next).collect();
        let domain = |(same, cells): (&&[Vec<Value>], Range<usize>)| {
            made.domain(same[0][..depth].to_vec(), cells, table, (recipe, frequencies))
        };
        made.domains = same.par_iter().zip(cells).filter_map(domain).collect();
        made.domains.sort_by(|a, b| order(source, &recipe.groups, &a.key, &b.key));
        Ok(made)
    }

    /// A combination of groups; none when nobody in it has a valid value.
    fn domain(
        &self,
        key: Vec<Value>,
        cells: Range<usize>,
        table: &Table,
        (recipe, frequencies): (&Recipe, bool),
    ) -> Option<Domain> {
        let people = |sums: &[f64], rows: u64| if frequencies { sums[0] } else { rows as f64 };
        let all = table.cells[cells.clone()].iter().flat_map(Entries::iter);
        let rows = |entry: &Entry| if recipe.answered().is_some() { entry.n } else { entry.rows };
        let mut present: Vec<(u32, f64)> = all.map(|(entry, sums)| (entry.unit, people(sums, rows(entry)))).collect();
        present.retain(|(_, count)| *count > 0.0);
        present.sort_by_key(|(unit, _)| *unit);
        present.dedup_by(|later, first| {
            let same = later.0 == first.0;
            first.1 += if same { later.1 } else { 0.0 };
            same
        });
        let valid = || cells.clone().filter(|&cell| !self.is_missing[cell]).flat_map(|cell| table.cells[cell].iter());
        let n: f64 = valid().map(|(entry, sums)| people(sums, entry.n)).sum();
        let n_weighted = valid().map(|(_, sums)| sums[0]).sum();
        let base = Base { n: Some(n), n_weighted: Some(n_weighted), ..Base::default() };
        (n > 0.0).then_some(Domain { key, cells, present, base })
    }

    /// For every domain the units with people in it who answered, in order.
    pub(super) fn answering(&self, table: &Table) -> Vec<Vec<u32>> {
        let of = |domain: &Domain| {
            let valid = domain.cells.clone().filter(|&cell| !self.is_missing[cell]);
            let entries = valid.flat_map(|cell| table.cells[cell].iter().filter(|(entry, _)| entry.n > 0));
            let units: BTreeSet<u32> = entries.map(|(entry, _)| entry.unit).collect();
            units.into_iter().collect()
        };
        self.domains.iter().map(of).collect()
    }

    /// The outputs in order: what each is, and the places of the raw columns (cell, term) that add up to it.
    pub(super) fn outputs(&self, recipe: &Recipe, table: &Table, source: &dyn Source) -> Outputs {
        let mut made = Outputs::default();
        for domain in &self.domains {
            let cell = label(recipe, domain, source);
            let mut add = |term: Term, answer: Option<&Value>, rows: Vec<(usize, usize)>| {
                let variable = recipe.block.answer.map(|question| &source.variables()[question]);
                let answer = answer.zip(variable).map(|(value, variable)| variable.title(value));
                let term = answer.map_or(term, Term::Answer);
                // Of a set of several variables each is an answer by itself.
                let answer = if let Term::Answer(answer) = &term { Some(answer.clone()) } else { None };
                let cell = Cell { answer, ..cell.clone() };
                made.outputs.push(Output { cell, measure: Measure::Number, base: domain.base });
                made.terms.push(term);
                made.rows.push(rows);
            };
            if recipe.block.answer.is_none() {
                for (at, term) in recipe.terms.iter().enumerate() {
                    add(term.clone(), None, vec![(domain.cells.start, at)]);
                }
                continue;
            }
            let valid = domain.cells.clone().filter(|&cell| !self.is_missing[cell]);
            add(Term::Base, None, valid.clone().map(|cell| (cell, 0)).collect());
            for answer in &self.answers {
                let own = valid.clone().find(|&cell| table.keys[cell].last() == Some(answer));
                add(Term::Base, Some(answer), own.map(|cell| (cell, 0)).into_iter().collect());
            }
        }
        made
    }
}

/// The outputs of a table, in parallel.
#[derive(Default)]
pub(super) struct Outputs {
    pub(super) outputs: Vec<Output>,
    pub(super) terms: Vec<Term>,
    pub(super) rows: Vec<Vec<(usize, usize)>>,
}

fn label(recipe: &Recipe, domain: &Domain, source: &dyn Source) -> Cell {
    let mut titles = recipe.groups.iter().zip(&domain.key).map(|(&column, value)| {
        let variable = &source.variables()[column];
        (variable.name.clone(), variable.title(value))
    });
    let count = recipe.groups.len() - usize::from(recipe.has_waves);
    let groups = titles.by_ref().take(count).map(|(name, level)| Group::new(name, level)).collect();
    let wave = titles.next().map(|(_, label)| Wave { period: dates::period(&label).ok(), label });
    Cell { question: Some(recipe.question.clone()), groups, wave, ..Cell::default() }
}
