//! Frequencies of one variable as they grow, chunk by chunk.

use super::alike::alike;
use super::hints::Hint;
use super::summary::{Content, Count, Frequency, VariableSummary};
use crate::num::Sum;
use crate::survey::{Column, Kind, MISSING, Missing, NO_WHOLE, Value, Variable, looks_missing, tag};
use std::collections::HashMap;
use std::sync::Arc;

/// Different values without a label that are still listed one by one; more make a number, or free text.
pub const LISTED: usize = 24;

/// Frequencies of one variable.
pub(super) struct Tally<'v> {
    variable: &'v Variable,
    is_weighted: bool,
    /// Respondents by value; lettered missing values under their letter.
    values: HashMap<Value, Counting>,
    tags: HashMap<char, Counting>,
    system_missing: Counting,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counting {
    n: u64,
    weighted: Sum,
}

impl Counting {
    fn add(&mut self, weight: f64) {
        self.n += 1;
        self.weighted.add(if weight.is_nan() { 0.0 } else { weight });
    }

    fn merge(&mut self, other: Self) {
        self.n += other.n;
        self.weighted.merge(other.weighted);
    }
}

impl<'v> Tally<'v> {
    pub(super) fn new(variable: &'v Variable, is_weighted: bool) -> Self {
        let (values, tags) = (HashMap::new(), HashMap::new());
        Self { variable, is_weighted, values, tags, system_missing: Counting::default() }
    }

    /// Adds some rows.
    pub(super) fn add(&mut self, column: &Column, weights: Option<&[f64]>) {
        let weight = |row: usize| weights.map_or(1.0, |weights| weights[row]);
        match column {
            Column::Numbers(values) => {
                for (row, &value) in values.iter().enumerate() {
                    let of = match (value.is_nan(), tag(value)) {
                        (false, _) => self.values.entry(Value::number(value)).or_default(),
                        (true, Some(letter)) => self.tags.entry(letter).or_default(),
                        (true, None) => &mut self.system_missing,
                    };
                    of.add(weight(row));
                }
            }
            Column::Whole(values) => {
                for (row, &value) in values.iter().enumerate() {
                    let of = match value {
                        NO_WHOLE => &mut self.system_missing,
                        _ => self.values.entry(Value::number(f64::from(value))).or_default(),
                    };
                    of.add(weight(row));
                }
            }
            Column::Text { codes, levels } => {
                let mut counts = vec![Counting::default(); levels.len()];
                for (row, &code) in codes.iter().enumerate() {
                    let of = if code == MISSING { &mut self.system_missing } else { &mut counts[code as usize] };
                    of.add(weight(row));
                }
                for (level, count) in levels.iter().zip(counts).filter(|(_, count)| count.n > 0) {
                    self.values.entry(Value::Text(level.clone())).or_default().merge(count);
                }
            }
        }
    }

    /// The summary.
    pub(super) fn finish(mut self, hints: Vec<Hint>) -> VariableSummary {
        let variable = self.variable;
        let declared = variable.missing.iter().filter_map(|missing| match missing {
            Missing::Value(value) => Some(value),
            _ => None,
        });
        for value in
            variable.labels.iter().map(|(value, _)| value).chain(declared).filter(|value| **value != Value::Missing)
        {
            self.values.entry(value.clone()).or_default();
        }
        let mut all: Vec<(Value, Counting)> = self.values.drain().collect();
        all.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let (missing, answers): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(value, _)| variable.is_user_missing(value));
        let labels: HashMap<&Value, &Arc<str>> = variable.labels.iter().map(|(value, label)| (value, label)).collect();
        let frequency = |(value, counting): (Value, Counting)| {
            let label = labels.get(&value).map(|label| Arc::clone(label));
            Frequency { label, count: self.count(counting), value }
        };
        let mut answered = Counting::default();
        answers.iter().for_each(|(_, counting)| answered.merge(*counting));
        let unlabelled = answers.iter().filter(|(value, _)| !labels.contains_key(value)).count();
        let number = |value: &Value| if let Value::Number(number) = value { *number } else { f64::NAN };
        let suspects =
            looks_missing(answers.iter().map(|(value, counting)| (number(value), counting.n)).filter(|(_, n)| *n > 0));
        let held = answers.iter().filter(|(_, counting)| counting.n > 0);
        let alike = alike(held.filter_map(|(value, counting)| match value {
            Value::Text(word) => Some((word.clone(), counting.n)),
            _ => None,
        }));
        let content = match (unlabelled > LISTED, variable.kind) {
            (false, _) => Content::Values(answers.into_iter().map(frequency).collect()),
            (true, Kind::Number) => self.numbers(&answers, answered),
            (true, Kind::Text) => Content::Words { distinct: answers.len() as u64 },
        };
        VariableSummary {
            name: variable.name.clone(),
            label: variable.label.clone(),
            kind: variable.kind,
            answered: self.count(answered),
            content,
            user_missing: missing.into_iter().map(frequency).chain(self.tagged()).collect(),
            system_missing: self.count(self.system_missing),
            suspects,
            alike,
            hints,
        }
    }

    fn count(&self, counting: Counting) -> Count {
        Count { n: counting.n, weighted: self.is_weighted.then(|| counting.weighted.get()) }
    }

    /// Lettered missing values, declared or found, in the order of their letters.
    fn tagged(&self) -> Vec<Frequency> {
        let declared = self.variable.missing.iter().filter_map(|missing| match missing {
            Missing::Tag { letter, label } => Some((*letter, label.clone())),
            _ => None,
        });
        let declared: HashMap<char, Option<Arc<str>>> = declared.collect();
        let mut letters: Vec<char> = declared.keys().chain(self.tags.keys()).copied().collect();
        letters.sort_unstable();
        letters.dedup();
        let frequency = |letter: char| Frequency {
            value: Value::Text(format!(".{letter}").into()),
            label: declared.get(&letter).cloned().flatten(),
            count: self.count(self.tags.get(&letter).copied().unwrap_or_default()),
        };
        letters.into_iter().map(frequency).collect()
    }

    /// What is said of many numbers, which come in order.
    fn numbers(&self, answers: &[(Value, Counting)], answered: Counting) -> Content {
        let number = |value: &Value| if let Value::Number(number) = value { *number } else { f64::NAN };
        let (mut sum, mut weighted) = (Sum::default(), Sum::default());
        for (value, counting) in answers {
            sum.add(number(value) * counting.n as f64);
            weighted.add(number(value) * counting.weighted.get());
        }
        let at = |rank: u64| {
            let mut before = 0;
            let reaches = |(_, counting): &&(Value, Counting)| {
                before += counting.n;
                before > rank
            };
            answers.iter().find(reaches).map_or(f64::NAN, |(value, _)| number(value))
        };
        let ends = |of: Option<&(Value, Counting)>| of.map_or(f64::NAN, |(value, _)| number(value));
        let has = |(_, counting): &&(Value, Counting)| counting.n > 0;
        Content::Numbers {
            min: ends(answers.iter().find(has)),
            median: (at((answered.n - 1) / 2) + at(answered.n / 2)) / 2.0,
            mean: sum.get() / answered.n as f64,
            weighted_mean: self.is_weighted.then(|| weighted.get() / answered.weighted.get()),
            max: ends(answers.iter().rev().find(has)),
        }
    }
}
