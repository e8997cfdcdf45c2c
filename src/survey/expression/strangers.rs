//! Values that a condition asks for and that no row has: slips of the hand that leave a domain empty, or smaller than it was meant to be.

use super::{Condition, Literal, Node, Operand, Operator};
use crate::names;
use crate::survey::{Column, Value, Variable};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Values of a column that are kept to be named; more than these are no choice to read.
const MOST_KNOWN: usize = 5000;

/// The values that occur in the columns that a condition holds equal to something.
#[derive(Debug, Clone)]
pub struct Occurring<'a> {
    condition: &'a Condition,
    pub(super) columns: BTreeMap<usize, Seen<'a>>,
}

/// What is known of one such column.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen<'a> {
    wanted: BTreeSet<&'a Value>,
    values: BTreeSet<Value>,
}

impl Seen<'_> {
    fn add(&mut self, value: Value) {
        if self.values.len() < MOST_KNOWN || self.wanted.contains(&value) {
            self.values.insert(value);
        }
    }
}

impl<'a> Occurring<'a> {
    /// Nothing seen yet.
    pub fn new(condition: &'a Condition) -> Self {
        let mut columns: BTreeMap<usize, Seen<'a>> = BTreeMap::new();
        for (column, literal) in condition.node.asked() {
            columns.entry(column).or_default().wanted.insert(&literal.value);
        }
        Self { condition, columns }
    }

    /// Takes in some rows of the condition's columns, in the order of [`Condition::columns`].
    pub fn see(&mut self, columns: &[Column]) {
        for (column, place) in columns.iter().zip(self.condition.columns()) {
            let Some(seen) = self.columns.get_mut(place) else { continue };
            match column {
                Column::Text { levels, .. } => levels.iter().for_each(|level| seen.add(Value::Text(level.clone()))),
                Column::Whole(_) | Column::Numbers(_) => (0..column.len()).for_each(|row| seen.add(column.value(row))),
            }
        }
    }

    /// The first value that the condition holds equal to a column and that the column never has, in words: `no sex is "menn"; did you
    /// mean "men"? known: men, women`.
    pub fn stranger(&self, variables: &[Variable]) -> Option<String> {
        self.condition.node.held_equal().into_iter().find_map(|asked| self.told(asked, variables))
    }

    /// All such values, and words that it holds unequal to one; not those that the file or study lists, which are no slips.
    pub fn strangers(&self, variables: &[Variable]) -> Vec<String> {
        let is_listed = |(column, literal): &(usize, &Literal)| {
            let (variable, value) = (&variables[*column], &literal.value);
            let is_level = |level: &Arc<str>| matches!(value, Value::Text(word) if word == level);
            variable.labels.iter().any(|(known, _)| known == value) || variable.levels.iter().any(is_level)
        };
        let asked = self.condition.node.asked().into_iter().filter(|asked| !is_listed(asked));
        asked.filter_map(|asked| self.told(asked, variables)).collect()
    }

    fn told(&self, (column, literal): (usize, &Literal), variables: &[Variable]) -> Option<String> {
        let (seen, variable, value) = (&self.columns.get(&column)?.values, &variables[column], &literal.value);
        let title = variable.title(value);
        let known = || seen.iter().filter(|value| **value != Value::Missing).map(|value| variable.title(value));
        let known: Vec<_> = if seen.contains(value) { return None } else { known().collect() };
        let name = &variable.name;
        let hint = names::hint(&title, known.iter().map(|title| &**title));
        Some(format!("no {name} is \"{title}\"{hint}"))
    }
}

impl Condition {
    /// Whether it asks for a value that no row had, of all rows that it was put to: then [`Occurring::strangers`] can tell which.
    pub fn misses(&self) -> bool {
        self.node.asked().iter().any(|(_, literal)| !literal.is_met())
    }
}

impl Node {
    /// Columns with the values they are held equal to, from left to right.
    fn held_equal(&self) -> Vec<(usize, &Literal)> {
        let mut made = Vec::new();
        self.compared(true, &mut |column, literal, holds| made.extend(holds.then_some((column, literal))));
        made
    }

    /// The same and the words they are held unequal to: of numbers that nobody should have it is no wonder that nobody has them.
    fn asked(&self) -> Vec<(usize, &Literal)> {
        let mut made = Vec::new();
        let mut add = |column, literal, holds| {
            let is_word = |literal: &Literal| matches!(literal.value, Value::Text(_));
            made.extend((holds || is_word(literal)).then_some((column, literal)));
        };
        self.compared(true, &mut add);
        made
    }

    /// Tells `each` value that a column is compared with for being equal, and whether it is to be so, where this node is to hold or not.
    fn compared<'a>(&'a self, holds: bool, each: &mut dyn FnMut(usize, &'a Literal, bool)) {
        match self {
            Self::Not(inner) => inner.compared(!holds, each),
            Self::And(a, b) | Self::Or(a, b) => {
                a.compared(holds, each);
                b.compared(holds, each);
            }
            Self::Compare(Operand::Column(column), operator, Operand::Literal(literal))
            | Self::Compare(Operand::Literal(literal), operator, Operand::Column(column))
                if !operator.is_of_size() =>
            {
                each(*column, literal, holds == (*operator == Operator::Equal));
            }
            Self::Among(column, list) => list.iter().for_each(|literal| each(*column, literal, holds)),
            Self::Compare(..) | Self::Missing(_) => {}
        }
    }
}
