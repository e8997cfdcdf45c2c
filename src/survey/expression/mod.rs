//! Domain expressions of `--where`: `age >= 18 and (region == "North" or sex in (1, 2)) and not income is missing`.
//!
//! Operators are `== != < <= > >= and or not in ( )` and `is missing`; words stand in quotes, names with blanks in backquotes. A
//! comparison with a missing value is neither true nor false, and the row then lies outside the domain.

mod declared;
mod parse;
mod several;
mod strangers;
mod token;
mod wanted;
mod words;

pub use strangers::Occurring;
pub use words::Readable;

use super::{Column, MISSING, Value, Variable};
use std::cmp::Ordering;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// A condition on rows, its names already looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    node: Node,
    columns: Vec<usize>,
    text: Arc<str>,
}

/// What is wrong with an expression, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", marked(.expression, *.at, *.length))]
pub struct ExpressionError {
    /// What is wrong.
    pub message: String,
    /// The expression as typed.
    pub expression: String,
    /// Characters before the place.
    pub at: usize,
    /// Length of the place in characters.
    pub length: usize,
    /// The name that no column has, where that is what is wrong.
    pub unknown: Option<String>,
    /// The column of words that is asked for its size, where that is what is wrong.
    pub words: Option<String>,
}

/// The expression on a line of its own with its place marked below; of an empty one there is nothing to see.
fn marked(expression: &str, at: usize, length: usize) -> String {
    match expression.trim().is_empty() {
        true => String::new(),
        false => format!("\n  {expression}\n  {}{}", " ".repeat(at), "^".repeat(length.max(1))),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Not(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Compare(Operand, Operator, Operand),
    Among(usize, Vec<Literal>),
    Missing(usize),
}

#[derive(Debug, Clone, PartialEq)]
enum Operand {
    Column(usize),
    Literal(Literal),
}

/// A value as typed, and whether some row that was looked at has it.
#[derive(Debug, Clone)]
struct Literal {
    value: Value,
    met: Arc<AtomicBool>,
}

impl From<Value> for Literal {
    fn from(value: Value) -> Self {
        Self { value, met: Arc::default() }
    }
}

impl PartialEq for Literal {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Literal {
    /// The order of a value of some row and this one.
    fn order(&self, value: &Value) -> Ordering {
        let order = value.cmp(&self.value);
        // Threads that only look do not wait for each other.
        if order.is_eq() && !self.met.load(Relaxed) {
            self.met.store(true, Relaxed);
        }
        order
    }

    fn is_met(&self) -> bool {
        self.met.load(Relaxed)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Operator {
    /// Whether it asks which is larger.
    fn is_of_size(self) -> bool {
        !matches!(self, Self::Equal | Self::Unequal)
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// True, false, or not known because a value is missing.
type Truth = Option<bool>;

impl Condition {
    /// Reads an expression over `variables`; words that are labels of a numbered variable stand for their numbers. Of variables that share a
    /// name the last is meant.
    ///
    /// # Errors
    /// [`ExpressionError`] with the place in the text.
    pub fn new(text: &str, variables: &[Variable]) -> Result<Self, ExpressionError> {
        let node = parse::parse(text, variables)?;
        let mut columns = Vec::new();
        node.columns(&mut columns);
        columns.sort_unstable();
        columns.dedup();
        Ok(Self { node, columns, text: text.into() })
    }

    /// The columns it looks at, in order.
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// As typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether each of `rows` rows lies in the domain; `column` gives the values of a column.
    pub fn holds<'a>(&self, column: &dyn Fn(usize) -> &'a Column, rows: usize) -> Vec<bool> {
        self.node.truth(column, rows).into_iter().map(|truth| truth == Some(true)).collect()
    }
}

impl Node {
    fn columns(&self, into: &mut Vec<usize>) {
        match self {
            Self::Not(inner) => inner.columns(into),
            Self::And(a, b) | Self::Or(a, b) => {
                a.columns(into);
                b.columns(into);
            }
            Self::Compare(a, _, b) => {
                into.extend([a, b].iter().filter_map(|operand| match operand {
                    Operand::Column(column) => Some(*column),
                    Operand::Literal(_) => None,
                }));
            }
            Self::Among(column, _) | Self::Missing(column) => into.push(*column),
        }
    }

    fn truth<'a>(&self, column: &dyn Fn(usize) -> &'a Column, rows: usize) -> Vec<Truth> {
        let both = |a: &Node, b: &Node, join: fn(Truth, Truth) -> Truth| {
            a.truth(column, rows).into_iter().zip(b.truth(column, rows)).map(|(a, b)| join(a, b)).collect()
        };
        match self {
            Self::Not(inner) => inner.truth(column, rows).into_iter().map(|truth| truth.map(|t| !t)).collect(),
            Self::And(a, b) => both(a, b, and),
            Self::Or(a, b) => both(a, b, |a, b| and(a.map(|a| !a), b.map(|b| !b)).map(|t| !t)),
            Self::Missing(at) => each(column(*at), |value| Some(*value == Value::Missing)),
            Self::Among(at, list) => {
                let is_one = |value: &Value| list.iter().any(|literal| literal.order(value).is_eq());
                each(column(*at), |value| known(value).map(is_one))
            }
            Self::Compare(Operand::Column(at), operator, Operand::Literal(literal)) => {
                each(column(*at), |value| known(value).map(|value| operator.holds(literal.order(value))))
            }
            Self::Compare(Operand::Literal(literal), operator, Operand::Column(at)) => {
                each(column(*at), |value| known(value).map(|value| operator.holds(literal.order(value).reverse())))
            }
            Self::Compare(Operand::Literal(a), operator, Operand::Literal(b)) => {
                vec![Some(operator.holds(a.value.cmp(&b.value))); rows]
            }
            Self::Compare(Operand::Column(a), operator, Operand::Column(b)) => {
                let (a, b) = (column(*a), column(*b));
                let compare = |row| {
                    let (a, b) = (a.value(row), b.value(row));
                    known(&a).and(known(&b)).map(|_| operator.holds(a.cmp(&b)))
                };
                (0..rows).map(compare).collect()
            }
        }
    }
}

/// Kleene's and.
fn and(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn known(value: &Value) -> Option<&Value> {
    (*value != Value::Missing).then_some(value)
}

/// `test` of every row, made once for every word of a text column.
fn each(column: &Column, test: impl Fn(&Value) -> Truth) -> Vec<Truth> {
    match column {
        Column::Numbers(values) => values.iter().map(|&value| test(&Value::number(value))).collect(),
        Column::Whole(_) => (0..column.len()).map(|row| test(&column.value(row))).collect(),
        Column::Text { codes, levels } => {
            let missing = test(&Value::Missing);
            let by_level: Vec<Truth> = levels.iter().map(|level| test(&Value::Text(level.clone()))).collect();
            codes.iter().map(|&code| if code == MISSING { missing } else { by_level[code as usize] }).collect()
        }
    }
}

#[cfg(test)]
mod tests;
