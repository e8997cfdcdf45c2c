//! Values that a condition asks for and that no row has: slips of the hand that leave a domain empty.

use super::{Condition, Node, Operand, Operator};
use crate::names;
use crate::survey::{Column, Value, Variable};
use std::collections::BTreeSet;

/// The values that occur in the columns of a condition.
#[derive(Debug, Clone)]
pub struct Occurring<'a> {
    condition: &'a Condition,
    values: Vec<BTreeSet<Value>>,
}

impl<'a> Occurring<'a> {
    /// Nothing seen yet.
    pub fn new(condition: &'a Condition) -> Self {
        Self { condition, values: vec![BTreeSet::new(); condition.columns().len()] }
    }

    /// Takes in some rows of the condition's columns, in the order of [`Condition::columns`].
    pub fn see(&mut self, columns: &[Column]) {
        for (column, values) in columns.iter().zip(&mut self.values) {
            match column {
                Column::Text { levels, .. } => values.extend(levels.iter().cloned().map(Value::Text)),
                Column::Whole(_) => values.extend((0..column.len()).map(|row| column.value(row))),
                Column::Numbers(numbers) => values.extend(numbers.iter().map(|&number| Value::number(number))),
            }
        }
    }

    /// The first value that the condition holds equal to a column and that the column never has, in words: `no sex is "menn"; did you
    /// mean "men"? known: men, women`.
    pub fn stranger(&self, variables: &[Variable]) -> Option<String> {
        let seen = |column: usize| self.condition.columns().binary_search(&column).map(|at| &self.values[at]);
        let mut compared = Vec::new();
        self.condition.node.compared(&mut compared);
        compared.into_iter().find_map(|(column, value)| {
            let (seen, variable) = (seen(column).ok()?, &variables[column]);
            let title = variable.title(value);
            let known = || seen.iter().filter(|value| **value != Value::Missing).map(|value| variable.title(value));
            let known: Vec<_> = if seen.contains(value) { return None } else { known().collect() };
            let hint = names::hint(&title, known.iter().map(|title| &**title));
            Some(format!("no {} is \"{title}\"{hint}", variable.name))
        })
    }
}

impl Node {
    /// Columns with the values they are held equal to, from left to right.
    fn compared<'a>(&'a self, into: &mut Vec<(usize, &'a Value)>) {
        match self {
            Self::Not(inner) => inner.compared(into),
            Self::And(a, b) | Self::Or(a, b) => {
                a.compared(into);
                b.compared(into);
            }
            Self::Compare(Operand::Column(column), Operator::Equal, Operand::Literal(value))
            | Self::Compare(Operand::Literal(value), Operator::Equal, Operand::Column(column)) => {
                into.push((*column, value));
            }
            Self::Among(column, values) => into.extend(values.iter().map(|value| (*column, value))),
            Self::Compare(..) | Self::Missing(_) => {}
        }
    }
}
