//! Columns as they grow, value by value, and bytes made text without loss.

use super::calendar::Calendar;
use crate::survey::{Column, Kind, MISSING};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What to do about text in an encoding that is not stated anywhere.
pub(super) const NO_ENCODING: &str = "text that is not UTF-8, and the file does not say how it is encoded; state its encoding (windows-1252 is usual for Western \
     European languages, windows-1251 for Cyrillic) or save the file as UTF-8";

/// The text that bytes stand for in a stated encoding, UTF-8 where none is; spaces and zeros at its end are padding.
pub(super) fn decoded<'a>(bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<Cow<'a, str>, String> {
    let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |last| last + 1);
    let text = encoding.unwrap_or(UTF_8).decode_without_bom_handling_and_without_replacement(&bytes[..end]);
    text.ok_or_else(|| match encoding {
        None => NO_ENCODING.to_owned(),
        Some(encoding) => {
            let shown = String::from_utf8_lossy(&bytes[..end.min(40)]);
            format!("\"{shown}\" is not {}, the encoding that is stated for this file", encoding.name())
        }
    })
}

/// A column of words as it grows.
#[derive(Default)]
pub(super) struct Words {
    codes: Vec<u32>,
    levels: Vec<Arc<str>>,
    known: HashMap<Arc<str>, u32>,
}

impl Words {
    /// Adds a word; an empty one is missing.
    pub(super) fn push(&mut self, word: &str) {
        if word.is_empty() {
            return self.push_missing();
        }
        let code = self.known.get(word).copied().unwrap_or_else(|| {
            let (code, level) = (self.levels.len() as u32, Arc::<str>::from(word));
            self.known.insert(level.clone(), code);
            self.levels.push(level);
            code
        });
        self.codes.push(code);
    }

    /// Adds a missing word.
    pub(super) fn push_missing(&mut self) {
        self.codes.push(MISSING);
    }

    /// The column.
    pub(super) fn finish(self) -> Column {
        Column::Text { codes: self.codes.into(), levels: self.levels }
    }
}

/// A column as it grows, for the formats of statistics programs: numbers, numbers that are dates, or text.
pub(super) enum Growing {
    Numbers(Vec<f64>),
    Dates(Calendar, Words),
    Text(Words),
}

impl Growing {
    /// An empty column; a calendar makes dates of numbers.
    pub(super) fn new(is_text: bool, calendar: Option<Calendar>) -> Self {
        match (is_text, calendar) {
            (true, _) => Self::Text(Words::default()),
            (false, Some(calendar)) => Self::Dates(calendar, Words::default()),
            (false, None) => Self::Numbers(Vec::new()),
        }
    }

    /// What the finished column holds.
    pub(super) fn kind(&self) -> Kind {
        if matches!(self, Self::Numbers(_)) { Kind::Number } else { Kind::Text }
    }

    /// Adds a number, NaN for a missing one; in a column of text it is missing.
    pub(super) fn push_number(&mut self, number: f64) {
        match self {
            Self::Numbers(values) => values.push(number),
            Self::Dates(calendar, words) if !number.is_nan() => words.push(&calendar.text(number)),
            Self::Dates(_, words) | Self::Text(words) => words.push_missing(),
        }
    }

    /// Adds a text, without the padding at its end; in a column of numbers it is missing.
    pub(super) fn push_text(&mut self, text: &str) {
        match self {
            Self::Text(words) => words.push(text.trim_end_matches([' ', '\0'])),
            _ => self.push_number(f64::NAN),
        }
    }

    /// The column.
    pub(super) fn finish(self) -> Column {
        match self {
            Self::Numbers(values) => Column::Numbers(values.into()),
            Self::Dates(_, words) | Self::Text(words) => words.finish(),
        }
    }
}
