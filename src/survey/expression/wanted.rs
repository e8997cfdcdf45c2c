//! What is wrong with a condition, in the words of whoever typed it: what is wanted at a place, what stands there, how it is written.

use super::ExpressionError;
use super::parse::{Parser, Side};
use super::token::{Placed, Token};
use crate::names;

/// A condition as it is written.
const EXAMPLE: &str = "it as age >= 18 or sex == 'men'";

/// Whether a name without backquotes is one of the words that conditions are made with.
pub(super) fn is_keyword(name: &str) -> bool {
    ["and", "or", "not", "in", "is"].iter().any(|keyword| name.eq_ignore_ascii_case(keyword))
}

/// Whether a name stands for no answer elsewhere.
pub(super) fn is_nothing(name: &str) -> bool {
    ["missing", "na", "nan", "null", "none"].iter().any(|nothing| name.eq_ignore_ascii_case(nothing))
}

impl Parser<'_> {
    /// `what` is wanted where the word number `index` stands; `how` says how it is written.
    pub(super) fn wanted(&self, index: usize, what: &str, how: &str) -> ExpressionError {
        let message = format!("{} {what} is wanted, and {}: write {how}", self.after(index), self.there(index));
        self.error(&self.tokens[index], message)
    }

    /// No side of a comparison stands at `index`.
    pub(super) fn no_operand(&self, index: usize, side: Side) -> ExpressionError {
        let what = if side == Side::Left { "a comparison" } else { "a number, a word in quotes or a column" };
        let how = match (side, &self.tokens[index].token) {
            (Side::Right(Some(column)), Token::Sign("(")) => self.list_of(column, false, index),
            _ => EXAMPLE.to_owned() + &self.called_so(index),
        };
        self.wanted(index, what, &how)
    }

    /// That a column is called as the word at `index` or before it, but for its case.
    fn called_so(&self, index: usize) -> String {
        let words = self.tokens[index.saturating_sub(1)..=index].iter().filter_map(|placed| match &placed.token {
            Token::Name(name) if is_keyword(name) => Some(name),
            _ => None,
        });
        let called = |word: &String| self.variables.iter().find(|variable| variable.name.eq_ignore_ascii_case(word));
        let hint = |name: &str| format!("; the column {name} stands in backquotes, `{name}`");
        words.filter_map(called).next_back().map(|variable| hint(&variable.name)).unwrap_or_default()
    }

    /// A column or value is compared with nothing.
    pub(super) fn no_comparison(&self) -> ExpressionError {
        let (last, next) = (&self.tokens[self.next - 1], &self.tokens[self.next]);
        let several = self.several(self.next).filter(|_| last.token.is_value());
        let how = match (several, &next.token) {
            (Some(list), _) => format!("{list} for one of several values"),
            (None, Token::Number(_)) if last.at + last.length == next.at => {
                let name = [last, next].map(|placed| self.spelt(placed)).concat();
                format!("{EXAMPLE}; a column that is called so stands in backquotes, `{name}`")
            }
            _ => EXAMPLE.to_owned(),
        };
        self.wanted(self.next, "a comparison (== != < <= > >=, in (…) or is missing)", &how)
    }

    /// The parenthesis at `open` is not closed where the next word stands.
    pub(super) fn unclosed(&self, open: usize) -> ExpressionError {
        match self.tokens[self.next].token {
            Token::End => self.error(&self.tokens[open], "this ( is never closed: a ) is missing".to_owned()),
            _ => self.does_not_follow("a closing )"),
        }
    }

    /// A comparison is complete, and what comes next neither goes on from it nor is the `end` of it.
    pub(super) fn does_not_follow(&self, end: &str) -> ExpressionError {
        let (index, next) = (self.next, &self.tokens[self.next]);
        let stray = || format!("{} only and, or or {end} can follow, and {}", self.after(index), self.there(index));
        let message = match &next.token {
            Token::Sign(")") => "this ) closes nothing: no ( stands open before it".to_owned(),
            Token::Sign(",") => self.comma(index).unwrap_or_else(stray),
            Token::Sign(sign) if *sign != "(" => {
                format!("{sign} is a second comparison of one value: join two with and, as 18 <= age and age <= 30")
            }
            Token::Name(name) => match names::nearest(name, ["and", "or"]) {
                Some(meant) => format!("{}; did you mean {meant}?", stray()),
                None => stray(),
            },
            _ => stray(),
        };
        self.error(next, message)
    }

    fn after(&self, index: usize) -> String {
        if index == 0 { "at the start".to_owned() } else { format!("after `{}`", self.spelt(&self.tokens[index - 1])) }
    }

    fn there(&self, index: usize) -> String {
        match self.tokens[index].token {
            Token::End => "the condition ends there".to_owned(),
            _ => format!("`{}` stands there", self.spelt(&self.tokens[index])),
        }
    }

    /// A word as it was typed.
    pub(super) fn spelt(&self, placed: &Placed) -> String {
        self.text.chars().skip(placed.at).take(placed.length).collect()
    }
}
