//! Several values of one column, and numbers with marks between their digits: what a comma, an or or a blank between values was meant for,
//! and how it is written.

use super::parse::{Parsed, Parser};
use super::token::{Placed, Token};
use super::wanted::is_keyword;
use crate::survey::Kind;

impl Token {
    pub(super) fn is_value(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Text(_))
    }

    /// Whether people write it between the values of a list.
    fn parts_values(&self) -> bool {
        match self {
            Self::Sign(sign) => matches!(*sign, "," | "("),
            Self::Name(name) => ["or", "and"].iter().any(|word| name.eq_ignore_ascii_case(word)),
            _ => false,
        }
    }
}

impl Parser<'_> {
    /// The name of a column as a condition has it: in backquotes where it would not be read as one name.
    pub(super) fn written(&self, column: usize) -> String {
        let name = &self.variables[column].name;
        let begins = name.starts_with(|letter: char| letter.is_alphabetic() || letter == '_');
        let is_plain = begins && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.'));
        if is_plain && !is_keyword(name) { name.to_string() } else { format!("`{name}`") }
    }

    /// The values that stand from the word number `from` on, however they are parted, as a list of a column; where there are none, a list
    /// of some that it may have.
    pub(super) fn list_of(&self, column: usize, negated: bool, from: usize) -> String {
        let rest = &self.tokens[from..];
        let run = rest.iter().take_while(|word| word.token.is_value() || word.token.parts_values()).count();
        // A value before a comparison is no longer one of them.
        let goes_on = |at: usize| matches!(rest.get(at + 1).map(|next| &next.token), Some(Token::Sign(sign)) if !matches!(*sign, "," | "(" | ")"));
        let is_one = |at: &usize| rest[*at].token.is_value() && !goes_on(*at);
        let typed: Vec<String> = (0..run).filter(is_one).map(|at| self.spelt(&rest[at])).collect();
        let values = if typed.is_empty() { self.some_values(column) } else { typed };
        let word = if negated { "not in" } else { "in" };
        format!("{} {word} ({})", self.written(column), values.join(", "))
    }

    fn some_values(&self, column: usize) -> Vec<String> {
        let variable = &self.variables[column];
        let words = variable.labels.iter().map(|(_, label)| label).chain(&variable.levels);
        let known: Vec<String> = words.take(2).map(|word| format!("'{word}'")).collect();
        match variable.kind {
            _ if !known.is_empty() => known,
            Kind::Number => ["1", "2"].map(str::to_owned).to_vec(),
            Kind::Text => ["'one'", "'other'"].map(str::to_owned).to_vec(),
        }
    }

    /// The values of the comparison for equality that the words before number `index` go on from, and those that follow, as a list.
    pub(super) fn several(&self, index: usize) -> Option<String> {
        let before = self.tokens[..index].iter().rev();
        let run = before.take_while(|word| word.token.is_value() || word.token.parts_values()).count();
        let start = index - run;
        let [column, sign] = &self.tokens[start.checked_sub(2)?..start] else { return None };
        let (Token::Name(name) | Token::Quoted(name)) = &column.token else { return None };
        let negated = match sign.token {
            Token::Sign("==") => false,
            Token::Sign("!=") => true,
            _ => return None,
        };
        Some(self.list_of(self.find(name)?, negated, start))
    }

    /// What is wrong with the comma at `index` behind a complete comparison: a mark within a number, or one between values.
    pub(super) fn comma(&self, index: usize) -> Option<String> {
        let several = self.several(index);
        let list = || several.as_ref().map(|list| format!("several values are a list: write {list}"));
        let end = |at: usize| self.tokens[at].at + self.tokens[at].length;
        let apart = self.tokens.get(index + 1).is_none_or(|next| next.at > end(index));
        let is_number = |at: usize| matches!(self.tokens.get(at).map(|word| &word.token), Some(Token::Number(_)));
        if !(is_number(index - 1) && is_number(index + 1)) || (apart && several.is_some()) {
            return list();
        }
        let mut last = index + 1;
        while self.tokens[last + 1].token == Token::Sign(",") && is_number(last + 2) {
            last += 2;
        }
        let parts = self.parts(index - 1, last);
        Some(match meant(&parts) {
            Meant::Thousands(number) if parts.len() == 2 && !number.contains('.') => {
                format!(
                    "numbers have no comma between thousands: write {number} (or {} if the comma is a decimal mark)",
                    parts.join(".")
                )
            }
            Meant::Thousands(number) => format!("numbers have no comma between thousands: write {number}"),
            Meant::Decimals => {
                let list = list().map(|list| format!("; {list}")).unwrap_or_default();
                format!("decimals have a point: write {}{list}", parts.join("."))
            }
            Meant::Unknown => list().unwrap_or_else(|| {
                format!("{} is no number: decimals have a point, thousands no mark", parts.join(","))
            }),
        })
    }

    /// The numbers from `first` to `last` as they were typed, a comma between each two.
    fn parts(&self, first: usize, last: usize) -> Vec<String> {
        (first..=last).step_by(2).map(|at| self.spelt(&self.tokens[at])).collect()
    }

    /// Whether the word number `at` is a number that only a comma parts from the number before it.
    fn is_joined(&self, at: usize) -> bool {
        let Some([before, comma, next]) = at.checked_sub(2).and_then(|from| self.tokens.get(from..=at)) else {
            return false;
        };
        let is_number = |word: &Placed| matches!(word.token, Token::Number(_));
        let touches = comma.at + comma.length == next.at;
        is_number(before) && comma.token == Token::Sign(",") && touches && is_number(next)
    }

    /// Refuses a number of a list that may be the thousands of the one before it, or has zeros ahead of its digits.
    pub(super) fn parted(&self, at: usize) -> Parsed<()> {
        let is_group =
            |last: usize| self.is_joined(last) && matches!(meant(&self.parts(at - 2, last)), Meant::Thousands(_));
        let place = &self.tokens[at];
        let typed = self.spelt(place);
        if at >= 2 && is_group(at) {
            let mut last = at;
            while is_group(last + 2) {
                last += 2;
            }
            let parts = self.parts(at - 2, last);
            let (first, end) = (&self.tokens[at - 2], &self.tokens[last]);
            let place = Placed { length: end.at + end.length - first.at, ..first.clone() };
            let one = format!("numbers have no comma between thousands: write {}", parts.concat());
            let several = format!("; several values have a blank after each comma, {}", parts.join(", "));
            let several = if parts[1..].iter().any(|part| is_padded(part)) { String::new() } else { several };
            return self.fail_at(&place, one + &several);
        }
        match place.token {
            Token::Number(number) if is_padded(&typed) => {
                let message = format!("{typed} has zeros before its digits: write {number}, or '{typed}' for a word");
                self.fail_at(place, message)
            }
            _ => Ok(()),
        }
    }
}

/// Whether zeros stand before the digits of a number.
fn is_padded(typed: &str) -> bool {
    let digits = typed.trim_start_matches(['-', '+']);
    digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit()
}

/// What commas between the parts of a number were meant for.
enum Meant {
    /// Between thousands: the number without them.
    Thousands(String),
    /// One before the decimals.
    Decimals,
    Unknown,
}

fn meant(parts: &[String]) -> Meant {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = parts[0].trim_start_matches(['-', '+']);
    let (groups, last) = (&parts[1..parts.len() - 1], &parts[parts.len() - 1]);
    let (last_group, decimals) = last.split_once('.').unwrap_or((last, "0"));
    let is_group = |part: &str| part.len() == 3 && is_digits(part);
    let groups = groups.iter().all(|group| is_group(group)) && is_group(last_group) && is_digits(decimals);
    if is_digits(whole) && whole.len() <= 3 && !whole.starts_with('0') && groups {
        return Meant::Thousands(parts.concat());
    }
    if parts.len() == 2 && is_digits(whole) && is_digits(last) { Meant::Decimals } else { Meant::Unknown }
}
