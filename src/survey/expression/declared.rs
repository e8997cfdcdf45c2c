//! Values that a column declares as no answer: no condition can ask for them.

use super::Operator;
use super::parse::{Parsed, Parser};
use crate::survey::{Missing, Value};

impl Parser<'_> {
    /// Nobody has a value that is declared as no answer: it is missing, and a condition on it would be dropped in silence.
    pub(super) fn answered(&self, column: usize, value: &Value, operator: Operator, at: usize) -> Parsed<()> {
        let variable = &self.variables[column];
        if operator.is_of_size() || !variable.is_user_missing(value) {
            return Ok(());
        }
        self.declared(column, &variable.title(value), operator, at)
    }

    /// The same of a word among numbers that is kept as a letter, unless a value is called so too.
    pub(super) fn lettered(&self, column: usize, value: &Value, operator: Operator, at: usize) -> Parsed<()> {
        let (variable, Value::Text(word)) = (&self.variables[column], value) else { return Ok(()) };
        let is_tag = |code: &Missing| matches!(code, Missing::Tag { label: Some(label), .. } if label == word);
        let is_value = variable.labels.iter().any(|(_, label)| label == word);
        if operator.is_of_size() || is_value || !variable.missing.iter().any(is_tag) {
            return Ok(());
        }
        self.declared(column, word, operator, at)
    }

    fn declared(&self, column: usize, title: &str, operator: Operator, at: usize) -> Parsed<()> {
        let (name, written) = (&self.variables[column].name, self.written(column));
        let is = if operator == Operator::Equal { "is" } else { "is not" };
        let message = format!("{title} is declared as no answer to {name}: write {written} {is} missing");
        self.fail_at(&self.tokens[at], message)
    }
}
