//! Respondent-level data as columns, read a stretch of rows at a time: what the readers of files give and the engines take.
//!
//! A source is cut into chunks once, by the file and never by the number of threads, so that sums over chunks in their order are the
//! same on any machine.

use super::{Missing, MultipleSet, SetSpec, Shared};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The code of a missing text value.
pub const MISSING: u32 = u32::MAX;

/// The missing value among whole numbers.
pub const NO_WHOLE: i32 = i32::MIN;

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Numbers.
    Number,
    /// Words.
    Text,
}

/// One variable of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Its name, as in the file.
    pub name: Arc<str>,
    /// Numbers or words.
    pub kind: Kind,
    /// Its label or the wording of the question.
    pub label: Option<Arc<str>>,
    /// Labels of its values.
    pub labels: Vec<(Value, Arc<str>)>,
    /// Its words in their natural order, as far as it is known; others follow in alphabetical order.
    pub levels: Vec<Arc<str>>,
    /// Values that stand for no answer, as the file declares them.
    pub missing: Vec<Missing>,
}

impl Variable {
    /// A variable without labels.
    pub fn new(name: impl Into<Arc<str>>, kind: Kind) -> Self {
        Self { name: name.into(), kind, label: None, labels: Vec::new(), levels: Vec::new(), missing: Vec::new() }
    }

    /// The order of two values: as the levels are ordered where both are known, else by value.
    pub fn order(&self, a: &Value, b: &Value) -> Ordering {
        let place = |value: &Value| match value {
            Value::Text(text) => self.levels.iter().position(|level| level == text).unwrap_or(usize::MAX),
            Value::Number(_) | Value::Missing => usize::MAX,
        };
        place(a).cmp(&place(b)).then_with(|| a.cmp(b))
    }

    /// The label of a value, or the value itself in print.
    pub fn title(&self, value: &Value) -> Arc<str> {
        let labelled = self.labels.iter().find(|(labelled, _)| labelled == value);
        labelled.map_or_else(|| value.to_string().into(), |(_, label)| label.clone())
    }

    /// Whether a value stands for no answer.
    pub fn is_user_missing(&self, value: &Value) -> bool {
        self.missing.iter().any(|missing| missing.holds(value))
    }
}

/// Some rows of one variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Numbers; NaN is missing, perhaps with a letter ([`tag`](super::tag)).
    Numbers(Shared<f64>),
    /// Whole numbers of 32 bits, as keys often are; missing is [`NO_WHOLE`].
    Whole(Shared<i32>),
    /// Words by code: `levels[code]`, or missing for [`MISSING`]. Codes hold within one column of one chunk.
    Text {
        /// One code a row.
        codes: Shared<u32>,
        /// The words, each once.
        levels: Vec<Arc<str>>,
    },
}

impl Column {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Whole(values) => values.len(),
            Self::Text { codes, .. } => codes.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row.
    pub fn value(&self, row: usize) -> Value {
        match self {
            Self::Numbers(values) => Value::number(values[row]),
            Self::Whole(values) => Value::number(whole(values[row])),
            Self::Text { codes, levels } if codes[row] != MISSING => Value::Text(levels[codes[row] as usize].clone()),
            Self::Text { .. } => Value::Missing,
        }
    }

    /// The number in a row, NaN where it is missing, or `None` for words.
    pub fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Numbers(values) => Some(values[row]),
            Self::Whole(values) => Some(whole(values[row])),
            Self::Text { .. } => None,
        }
    }

    /// The numbers, or `None` for words.
    pub fn numbers(&self) -> Option<Cow<'_, [f64]>> {
        match self {
            Self::Numbers(values) => Some(Cow::Borrowed(values)),
            Self::Whole(values) => Some(Cow::Owned(values.iter().map(|&value| whole(value)).collect())),
            Self::Text { .. } => None,
        }
    }
}

/// A whole number, or NaN for [`NO_WHOLE`].
fn whole(value: i32) -> f64 {
    if value == NO_WHOLE { f64::NAN } else { f64::from(value) }
}

/// One value, fit to be a key: numbers are ordered and equal by value, missing comes last.
#[derive(Debug, Clone)]
pub enum Value {
    /// A number, never NaN.
    Number(f64),
    /// A word.
    Text(Arc<str>),
    /// Nothing.
    Missing,
}

impl Value {
    /// A number, with NaN as missing and −0 as 0.
    pub fn number(value: f64) -> Self {
        if value.is_nan() { Self::Missing } else { Self::Number(value + 0.0) }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Text(_) => 1,
            Self::Missing => 2,
        }
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Value {}

impl std::hash::Hash for Value {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self {
            Self::Number(value) => value.to_bits().hash(state),
            Self::Text(text) => text.hash(state),
            Self::Missing => state.write_u8(2),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(text) => f.write_str(text),
            Self::Missing => f.write_str("missing"),
        }
    }
}

/// Where the rows of a source come from.
pub enum Origin<'a> {
    /// A file.
    File {
        /// Its name as the user named it.
        name: &'a str,
        /// Its variables, in order, each with a name of its own.
        variables: &'a [Variable],
        /// Rows of every chunk, in order.
        chunks: &'a [usize],
    },
    /// Another source, shown in another way: the same rows, the same variables in the same places, and perhaps more after them.
    Source(&'a dyn Source),
}

impl<'a> Origin<'a> {
    /// What `of` gives of the source that is shown in another way, if there is one.
    fn inner<T>(self, of: impl FnOnce(&'a dyn Source) -> T) -> Option<T> {
        match self {
            Self::File { .. } => None,
            Self::Source(inner) => Some(of(inner)),
        }
    }
}

/// Respondents in rows, variables in columns. What is not stated of a source is as its origin has it.
pub trait Source: Send + Sync {
    /// The file, or the source that this one shows in another way.
    fn origin(&self) -> Origin<'_>;

    /// The columns at `wanted` (places in [`Source::variables`]) of one chunk, in that order, all of the chunk's length.
    ///
    /// # Errors
    /// [`SourceError`] when the file cannot be read any more.
    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError>;

    /// The file as the user named it.
    fn name(&self) -> &str {
        match self.origin() {
            Origin::File { name, .. } => name,
            Origin::Source(inner) => inner.name(),
        }
    }

    /// The variables, in the order of the file, each with a name of its own. One that conditions see in another way than whoever else asks
    /// for it stands a second time behind the others: [`Source::find`] has the first, [`Condition`](super::expression::Condition) the last.
    fn variables(&self) -> &[Variable] {
        match self.origin() {
            Origin::File { variables, .. } => variables,
            Origin::Source(inner) => inner.variables(),
        }
    }

    /// Rows of every chunk, in order.
    fn chunks(&self) -> &[usize] {
        match self.origin() {
            Origin::File { chunks, .. } => chunks,
            Origin::Source(inner) => inner.chunks(),
        }
    }

    /// The place of the variable that the file itself names as its weight.
    fn weight(&self) -> Option<usize> {
        self.origin().inner(|inner| inner.weight())?
    }

    /// Whether the file is a text in which commas may start decimals, as they do not divide fields.
    fn has_decimal_commas(&self) -> bool {
        self.origin().inner(|inner| inner.has_decimal_commas()).unwrap_or_default()
    }

    /// Questions of several variables each.
    fn sets(&self) -> &[MultipleSet] {
        self.origin().inner(|inner| inner.sets()).unwrap_or_default()
    }

    /// Sets that the file declares; [`Source::sets`] has those that were made.
    fn declared_sets(&self) -> &[SetSpec] {
        self.origin().inner(|inner| inner.declared_sets()).unwrap_or_default()
    }

    /// Where a row (from 0) stands, in words: `line 17` or `row 16`.
    fn place(&self, row: u64) -> String {
        self.origin().inner(|inner| inner.place(row)).unwrap_or_else(|| format!("row {}", row + 1))
    }

    /// The place of the variable named so.
    fn find(&self, name: &str) -> Option<usize> {
        self.variables().iter().position(|variable| &*variable.name == name)
    }

    /// Rows in all.
    fn rows(&self) -> u64 {
        self.chunks().iter().map(|&rows| rows as u64).sum()
    }
}

/// What is said of a number with a comma that stands as a word.
pub fn comma_remark(source: &dyn Source) -> &'static str {
    match source.has_decimal_commas() {
        true => {
            "a comma starts decimals only in a column without points, where one of the commas cannot group thousands and not all can divide codes: write points"
        }
        false => "in this file decimals must have a point, and thousands no comma",
    }
}

/// A file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct SourceError {
    /// The file as the user named it.
    pub file: String,
    /// What is wrong, in plain words.
    pub reason: String,
}
