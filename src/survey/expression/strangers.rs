//! Values that a condition asks for and that no row has: slips of the hand that leave a domain empty.

use super::{Condition, Node, Operand, Operator};
use crate::names;
use crate::survey::{Column, Value, Variable};
use std::collections::{BTreeMap, BTreeSet};

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
        for (column, value) in condition.node.held_equal() {
            columns.entry(column).or_default().wanted.insert(value);
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
        self.condition.node.held_equal().into_iter().find_map(|(column, value)| {
            let (seen, variable) = (&self.columns.get(&column)?.values, &variables[column]);
            let title = variable.title(value);
            let known = || seen.iter().filter(|value| **value != Value::Missing).map(|value| variable.title(value));
            let known: Vec<_> = if seen.contains(value) { return None } else { known().collect() };
            let name = &variable.name;
            if variable.is_user_missing(value) {
                return Some(format!("{title} is declared as no answer to {name}: write {name} is missing"));
            }
            let hint = names::hint(&title, known.iter().map(|title| &**title));
            Some(format!("no {name} is \"{title}\"{hint}"))
        })
    }
}

impl Node {
    /// Columns with the values they are held equal to, from left to right.
    fn held_equal(&self) -> Vec<(usize, &Value)> {
        let mut made = Vec::new();
        self.compared(true, &mut made);
        made
    }

    /// The same within this node, which is to hold or not: what is denied is no value that anybody should have.
    fn compared<'a>(&'a self, holds: bool, into: &mut Vec<(usize, &'a Value)>) {
        let equal = if holds { Operator::Equal } else { Operator::Unequal };
        match self {
            Self::Not(inner) => inner.compared(!holds, into),
            Self::And(a, b) | Self::Or(a, b) => {
                a.compared(holds, into);
                b.compared(holds, into);
            }
            Self::Compare(Operand::Column(column), operator, Operand::Literal(value))
            | Self::Compare(Operand::Literal(value), operator, Operand::Column(column))
                if *operator == equal =>
            {
                into.push((*column, value));
            }
            Self::Among(column, values) if holds => into.extend(values.iter().map(|value| (*column, value))),
            Self::Among(..) | Self::Compare(..) | Self::Missing(_) => {}
        }
    }
}
