//! Why a file cannot be read: each error names the file, line, column and value, the rule that was broken, and what to do next.

use super::dates::DateError;
use crate::survey::Place;
use std::fmt;

/// A cell of a file, for messages: where it stands, what heads its column, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// File, line and field.
    pub place: Place,
    /// The heading of its column; empty when it has none.
    pub column: String,
    /// The cell as written.
    pub value: String,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: \"{}\"", self.position(), clip(&self.value))
    }
}

impl Spot {
    /// Where it stands, without what it says.
    fn position(&self) -> String {
        let heading = if self.column.is_empty() { String::new() } else { format!(" (\"{}\")", clip(&self.column)) };
        at(&self.place) + &heading
    }
}

/// A place in words.
fn at(place: &Place) -> String {
    format!("{}, line {}, column {}", place.file, place.line, place.column)
}

/// At most 60 characters of a text, on one line.
pub(super) fn clip(text: &str) -> String {
    let mut line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(61).collect();
    if line.chars().count() > 60 {
        line.pop();
        line.push('…');
    }
    line
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The system refuses.
    #[error("{file}: cannot be read: {reason}")]
    Io {
        /// As named by the user.
        file: String,
        /// What the system says.
        #[source]
        reason: std::io::Error,
    },
    /// Not a file.
    #[error("{file}: this is a directory, not a table: name one file in it")]
    Directory {
        /// As named by the user.
        file: String,
    },
    /// No bytes, or only blank lines.
    #[error("{file}: the file is empty: a table needs a heading line and at least one line of figures")]
    Empty {
        /// As named by the user.
        file: String,
    },
    /// Larger than any published table.
    #[error(
        "{file}: larger than {limit} {unit}, the most that a published table may have: is this respondent-level data?"
    )]
    TooLarge {
        /// As named by the user.
        file: String,
        /// The limit.
        limit: usize,
        /// bytes, lines, columns.
        unit: &'static str,
    },
    /// A line or quoted record too long to be one.
    #[error("{file}, line {line}: longer than {limit} bytes: the line ends are missing, or this is not a table")]
    LineTooLong {
        /// As named by the user.
        file: String,
        /// From 1.
        line: usize,
        /// The limit.
        limit: usize,
    },
    /// A file of another kind.
    #[error("{file}: this is {what}, not a table of text: {next}")]
    OtherKind {
        /// As named by the user.
        file: String,
        /// What its first bytes say.
        what: &'static str,
        /// What to do.
        next: &'static str,
    },
    /// NUL or another control character.
    #[error(
        "{file}, line {line}, byte {byte}: the control character {value:#04x} does not belong in a text: the file is damaged, or it is no table; export it again as CSV"
    )]
    ControlCharacter {
        /// As named by the user.
        file: String,
        /// From 1.
        line: usize,
        /// Within the line, from 1, after decoding to UTF-8.
        byte: usize,
        /// The character.
        value: u8,
    },
    /// The stated encoding has no such name.
    #[error("no text encoding named \"{name}\"{hint}")]
    UnknownEncoding {
        /// As stated.
        name: String,
        /// "did you mean".
        hint: String,
    },
    /// The bytes are not in the encoding.
    #[error("{file}, line {line}: not in {encoding}{next}")]
    Undecodable {
        /// As named by the user.
        file: String,
        /// The first line that cannot be decoded, from 1.
        line: usize,
        /// The encoding tried.
        encoding: &'static str,
        /// What to do.
        next: &'static str,
    },
    /// A quotation mark without its fellow.
    #[error(
        "{file}, line {line}: a quotation mark opens here and is never closed: the file is cut off, or the mark is part of the text and has to be doubled"
    )]
    OpenQuote {
        /// As named by the user.
        file: String,
        /// Where it opens, from 1.
        line: usize,
    },
    /// A line with more or fewer fields than the heading.
    #[error(
        "{file}, line {line}: {found} fields, where the heading in line {heading} has {expected} (fields are divided by {delimiter}): the line is cut off, or a text with that sign in it is not in quotation marks"
    )]
    Ragged {
        /// As named by the user.
        file: String,
        /// From 1.
        line: usize,
        /// Fields found.
        found: usize,
        /// Fields of the heading.
        expected: usize,
        /// Line of the heading.
        heading: usize,
        /// The delimiter by name.
        delimiter: &'static str,
    },
    /// Nothing in the file looks like figures under headings.
    #[error("{file}: no table of figures found: {why}. {next}")]
    NoTable {
        /// As named by the user.
        file: String,
        /// What is missing.
        why: String,
        /// What to do.
        next: String,
    },
    /// The headings cannot be read.
    #[error("{file}, line {line}: {why}. {next}")]
    Heading {
        /// As named by the user.
        file: String,
        /// From 1.
        line: usize,
        /// What is wrong.
        why: String,
        /// What to do.
        next: String,
    },
    /// What is stated of the layout does not fit the file.
    #[error("{file}: the stated {what} does not fit: {why}")]
    Stated {
        /// As named by the user.
        file: String,
        /// delimiter, kind, heading line …
        what: &'static str,
        /// Why.
        why: String,
    },
    /// A cell breaks a rule.
    #[error("{spot}: {rule}. {next}")]
    Cell {
        /// The cell.
        spot: Box<Spot>,
        /// The rule.
        rule: String,
        /// What to do.
        next: String,
    },
    /// A date that cannot be read.
    #[error("{}: {reason}", spot.position())]
    Date {
        /// The cell.
        spot: Box<Spot>,
        /// Why.
        #[source]
        reason: DateError,
    },
    /// Two values for the same thing.
    #[error(transparent)]
    Contradiction(Box<Contradiction>),
    /// The answers of one question add up to more than everybody.
    #[error(transparent)]
    Sum(Box<ExcessiveSum>),
}

/// Two values for the same thing.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what} is {second} here, but {first} in line {line}: {next}", at(place))]
pub struct Contradiction {
    /// The second one.
    pub place: Place,
    /// What has two values.
    pub what: String,
    /// The value in the earlier line.
    pub first: String,
    /// The value here.
    pub second: String,
    /// The earlier line.
    pub line: usize,
    /// What to do.
    pub next: &'static str,
}

/// The answers of one question add up to more than everybody.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: the answers to \"{question}\" ({cell}) add up to {sum} %, and rounding allows {most} %: {answers}. If some are nets, declare them in the codebook of a study file; if people may give several answers, state multiple = true; otherwise a figure is wrong",
    at(place)
)]
pub struct ExcessiveSum {
    /// The last of the figures.
    pub place: Place,
    /// The question.
    pub question: String,
    /// Groups and wave.
    pub cell: String,
    /// Their sum in per cent.
    pub sum: String,
    /// The most that rounding allows, in per cent.
    pub most: String,
    /// The figures added.
    pub answers: String,
}
