//! From words to a calculation, by recursive descent: sums, products, signs, powers, what stands in brackets.

use super::tree::{Known, Tree};
use super::{Leaf, Of};
use crate::names;
use crate::survey::expression::ExpressionError;
use std::sync::Arc;

/// The statistics of a variable that a function may name, each with how it is written.
const OF: [(&str, &str, Of); 7] = [
    ("mean", "mean(income)", Of::Mean),
    ("total", "total(income)", Of::Total),
    ("variance", "variance(income)", Of::Variance),
    ("sd", "sd(income)", Of::StandardDeviation),
    ("median", "median(income)", Of::Quantile(0.5)),
    ("quantile", "quantile(income, 0.9)", Of::Quantile(0.5)),
    ("share", "share(vote, yes)", Of::Share),
];

#[derive(Debug, Clone, PartialEq)]
enum Word {
    Number(f64),
    Name(String),
    /// In quotes: never a function.
    Quoted(String),
    Sign(char),
    End,
}

/// Words and signs of a function at most: each may lie within another, and the stack is finite.
const MOST: usize = 300;

/// A word, the characters before it and its length.
type Placed = (Word, usize, usize);
type Parsed<T> = Result<T, ExpressionError>;

pub(super) struct Parser<'a> {
    text: &'a str,
    words: Vec<Placed>,
    next: usize,
    leaves: Vec<Leaf>,
}

/// The calculation that `text` describes and the estimates it is of, each once.
pub(super) fn parse(text: &str) -> Parsed<(Tree, Vec<Leaf>)> {
    let mut parser = Parser { text, words: words(text)?, next: 0, leaves: Vec::new() };
    let tree = parser.sum()?;
    match parser.peek() {
        Word::End if parser.leaves.is_empty() => Err(error(
            text,
            "a function is of estimates: name an answer, as log(yes / no), in quotes if it is a number, as '1' / '2'; or mean(income)",
            0,
            text.chars().count(),
        )),
        Word::End => Ok((tree, parser.leaves)),
        Word::Name(_) if parser.next > 0 && matches!(parser.words[parser.next - 1].0, Word::Name(_)) => {
            Err(parser.wanted("+ - * / ^ or the end (a name of several words stands in quotes)"))
        }
        _ => Err(parser.wanted("+ - * / ^ or the end")),
    }
}

pub(super) fn error(text: &str, message: impl Into<String>, at: usize, length: usize) -> ExpressionError {
    ExpressionError { message: message.into(), expression: text.to_owned(), at, length, unknown: None, words: None }
}

/// A name and the calculation after it: what stands before and after the first = outside quotes.
pub(super) fn named(text: &str) -> Option<(&str, &str)> {
    let mut open = None;
    let (at, _) = text.char_indices().find(|&(_, letter)| {
        let is_quote = matches!(letter, '"' | '\'' | '`') && open.is_none_or(|open| open == letter);
        if is_quote {
            open = if open.is_none() { Some(letter) } else { None };
        }
        letter == '=' && open.is_none()
    })?;
    Some((&text[..at], &text[at + 1..]))
}

/// Cuts `text` into words, ending with [`Word::End`].
fn words(text: &str) -> Parsed<Vec<Placed>> {
    let letters: Vec<char> = text.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        if letters[at].is_whitespace() {
            at += 1;
            continue;
        }
        let (word, length) = word(&letters[at..]).map_err(|(message, length)| error(text, message, at, length))?;
        found.push((word, at, length));
        at += length;
        as_written(text, &letters, &found)?;
    }
    if found.len() > MOST {
        let message = format!("a function has at most {MOST} words and signs, and this has {}", found.len());
        return Err(error(text, message, 0, letters.len()));
    }
    found.push((Word::End, at, 1));
    Ok(found)
}

/// Refuses what would be calculated though it is written as a band of numbers is: 18-24.
fn as_written(text: &str, letters: &[char], words: &[Placed]) -> Parsed<()> {
    let [.., (Word::Number(_), from, _), (Word::Sign('-'), minus, _), (Word::Number(_), last, length)] = words else {
        return Ok(());
    };
    let end = last + length;
    if end - from != letters[*from..end].iter().filter(|letter| !letter.is_whitespace()).count() || minus + 1 != *last {
        return Ok(());
    }
    let written: String = letters[*from..end].iter().collect();
    let message =
        format!("an answer of this name stands in quotes, '{written}'; a difference has blanks around its sign");
    Err(error(text, message, *from, end - from))
}

/// The first word and its length; or what is wrong with it, and the length of that.
fn word(rest: &[char]) -> Result<(Word, usize), (String, usize)> {
    let length_of = |is: fn(char) -> bool| rest.iter().take_while(|letter| is(**letter)).count();
    let first = rest[0];
    match first {
        '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' => Ok((Word::Sign(first), 1)),
        '−' | '–' => Ok((Word::Sign('-'), 1)),
        '×' | '·' => Ok((Word::Sign('*'), 1)),
        '÷' => Ok((Word::Sign('/'), 1)),
        '"' | '\'' | '`' => {
            let end = rest[1..].iter().position(|&letter| letter == first);
            let end =
                end.ok_or_else(|| (format!("this {first} is never closed: write {first} after the word too"), 1))?;
            Ok((Word::Quoted(rest[1..=end].iter().collect()), end + 2))
        }
        _ if first.is_ascii_digit() || first == '.' => {
            let is_part = |at: usize| {
                let exponent =
                    at > 1 && matches!(rest[at - 1], 'e' | 'E') && rest[..at - 1].iter().all(char::is_ascii_digit);
                rest[at].is_alphanumeric()
                    || matches!(rest[at], '.' | '_')
                    || (exponent && matches!(rest[at], '-' | '+'))
            };
            let length = (0..rest.len()).take_while(|&at| is_part(at)).count();
            let written: String = rest[..length].iter().collect();
            let number = written.parse::<f64>().map_err(|_| {
                (format!("{written} is no number; an answer of this name stands in quotes: '{written}'"), length)
            })?;
            Ok((Word::Number(number), length))
        }
        _ if first.is_alphabetic() || first == '_' => {
            let length = length_of(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.');
            Ok((Word::Name(rest[..length].iter().collect()), length))
        }
        other => Err((
            format!(
                "the sign {other} has no meaning in a function, which has answers, numbers, + - * / ^, brackets, and functions such as log(…) and mean(…); names with other signs stand in quotes"
            ),
            1,
        )),
    }
}

impl Parser<'_> {
    fn peek(&self) -> &Word {
        &self.words[self.next].0
    }

    fn take(&mut self) -> Placed {
        let taken = self.words[self.next].clone();
        self.next = (self.next + 1).min(self.words.len() - 1);
        taken
    }

    fn sign(&mut self, sign: char) -> bool {
        let is_next = *self.peek() == Word::Sign(sign);
        if is_next {
            self.take();
        }
        is_next
    }

    fn fail(&self, message: String) -> ExpressionError {
        let (_, at, length) = self.words[self.next];
        error(self.text, message, at, length)
    }

    fn wanted(&self, what: &str) -> ExpressionError {
        let found = match self.peek() {
            Word::End => "the end".to_owned(),
            Word::Sign(sign) => sign.to_string(),
            Word::Number(number) => number.to_string(),
            Word::Name(name) | Word::Quoted(name) => name.clone(),
        };
        self.fail(format!("here stands {found}, where {what} is wanted"))
    }

    fn sum(&mut self) -> Parsed<Tree> {
        let mut tree = self.product()?;
        loop {
            tree = if self.sign('+') {
                Tree::Sum(Box::new((tree, self.product()?)))
            } else if self.sign('-') {
                Tree::Difference(Box::new((tree, self.product()?)))
            } else {
                return Ok(tree);
            };
        }
    }

    fn product(&mut self) -> Parsed<Tree> {
        let mut tree = self.signed()?;
        loop {
            tree = if self.sign('*') {
                Tree::Product(Box::new((tree, self.signed()?)))
            } else if self.sign('/') {
                Tree::Quotient(Box::new((tree, self.signed()?)))
            } else {
                return Ok(tree);
            };
        }
    }

    /// A power binds before the sign that stands ahead of it: −2^2 is −4.
    fn signed(&mut self) -> Parsed<Tree> {
        if self.sign('-') {
            return Ok(Tree::Difference(Box::new((Tree::Number(0.0), self.signed()?))));
        }
        self.sign('+');
        let base = self.one()?;
        Ok(if self.sign('^') { Tree::Power(Box::new((base, self.signed()?))) } else { base })
    }

    fn one(&mut self) -> Parsed<Tree> {
        let start = self.next;
        match self.take().0 {
            Word::Number(number) => Ok(Tree::Number(number)),
            Word::Quoted(name) => Ok(self.leaf(Leaf { of: Of::Share, question: None, answer: Some(name.into()) })),
            Word::Name(name) if self.sign('(') => self.called(&name, start),
            Word::Name(name) => Ok(self.leaf(Leaf { of: Of::Share, question: None, answer: Some(name.into()) })),
            Word::Sign('(') => {
                let tree = self.sum()?;
                if self.sign(')') { Ok(tree) } else { Err(self.wanted(")")) }
            }
            _ => {
                self.next = start;
                Err(self.wanted("an answer, a number or ("))
            }
        }
    }

    /// What stands in the brackets of a function, and the bracket that ends it.
    fn called(&mut self, name: &str, start: usize) -> Parsed<Tree> {
        if let Some((_, known)) = Known::ALL.iter().find(|(known, _)| *known == name) {
            let inner = self.sum()?;
            return if self.sign(')') { Ok(Tree::Of(*known, Box::new(inner))) } else { Err(self.wanted(")")) };
        }
        let Some((_, example, of)) = OF.iter().find(|(known, ..)| *known == name) else {
            let known = || Known::ALL.iter().map(|(known, _)| *known).chain(OF.iter().map(|(known, ..)| *known));
            self.next = start;
            return Err(self.fail(format!("no function \"{name}\"{}", names::hint(name, known()))));
        };
        let question = Some(self.named(&format!("a variable, as {example},"))?);
        let answer = match of {
            Of::Share if self.sign(',') => Some(self.named(&format!("an answer, as {example},"))?),
            Of::Share => return Err(self.wanted(&format!("a comma and an answer, as {example},"))),
            _ => None,
        };
        let of = if name == "quantile" { Of::Quantile(self.probability(example)?) } else { *of };
        if !self.sign(')') {
            return Err(self.wanted(")"));
        }
        Ok(self.leaf(Leaf { of, question, answer }))
    }

    /// The probability of a quantile, and the comma before it.
    fn probability(&mut self, example: &str) -> Parsed<f64> {
        let has_comma = self.sign(',');
        match *self.peek() {
            Word::Number(number) if has_comma && (0.0..=1.0).contains(&number) => {
                self.take();
                Ok(number)
            }
            _ => Err(self.wanted(&format!(
                "{}a probability between 0 and 1, as {example},",
                if has_comma { "" } else { "a comma and " }
            ))),
        }
    }

    fn named(&mut self, what: &str) -> Parsed<Arc<str>> {
        match self.peek().clone() {
            Word::Name(name) | Word::Quoted(name) => {
                self.take();
                Ok(name.into())
            }
            // Answers of scales are called 1, 2, 3.
            Word::Number(number) => {
                self.take();
                Ok(number.to_string().into())
            }
            _ => Err(self.wanted(what)),
        }
    }

    fn leaf(&mut self, leaf: Leaf) -> Tree {
        let known = self.leaves.iter().position(|known| *known == leaf);
        Tree::Leaf(known.unwrap_or_else(|| {
            self.leaves.push(leaf);
            self.leaves.len() - 1
        }))
    }
}
