//! What divides fields: declared by Excel's `sep=` line, or the candidate that divides most lines alike.

use super::super::cell::{self, Style};

/// A sign between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Delimiter {
    /// Every delimiter, the most usual first.
    pub const ALL: [Delimiter; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The sign itself.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Bar => "bar",
        }
    }
}

/// Lines looked at.
const SAMPLE: usize = 1000;

/// Reads records without headings, of any length.
pub(super) fn reader(text: &str, delimiter: Delimiter) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter.byte()).from_reader(text.as_bytes())
}

/// The delimiter that a first line `sep=;` declares, the text after it, and how many lines that skipped.
pub(crate) fn declared(text: &str) -> (Option<Delimiter>, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let sign = first.trim_end_matches('\r').strip_prefix("sep=");
    let found = Delimiter::ALL.into_iter().find(|d| sign.is_some_and(|sign| sign.as_bytes() == [d.byte()]));
    match found {
        Some(delimiter) => (Some(delimiter), rest, 1),
        None => (None, text, 0),
    }
}

/// The bytes outside quotation marks; a mark within a word, as of inches, is none.
pub(crate) fn unquoted(text: &str) -> impl Iterator<Item = u8> {
    let (mut quoted, mut opens) = (false, true);
    text.bytes().filter(move |&byte| {
        let is_mark = byte == b'"' && (quoted || opens);
        quoted ^= is_mark;
        let divides = matches!(byte, b'\n' | b'\r') || Delimiter::ALL.iter().any(|known| known.byte() == byte);
        // A mark that is doubled closes and opens again.
        opens = !quoted && (is_mark || divides);
        !quoted && !is_mark
    })
}

/// The last byte of a line end: old Macintosh files have a carriage return alone, and may have others within quotation marks.
pub(crate) fn line_end(text: &str) -> u8 {
    if unquoted(text).any(|byte| byte == b'\n') { b'\n' } else { b'\r' }
}

/// The delimiter under which most lines have the same number of fields, two or more; among equals the one that gives most numbers.
/// A comma when none divides anything.
pub(super) fn find(text: &str) -> Delimiter {
    let scored = Delimiter::ALL.into_iter().map(|delimiter| (score(text, delimiter), delimiter));
    // The first of equals wins.
    scored.fold(((0, 0), Delimiter::Comma), |best, next| if next.0 > best.0 { next } else { best }).1
}

/// Lines divided alike, and numbers in them.
fn score(text: &str, delimiter: Delimiter) -> (usize, usize) {
    let mut widths = std::collections::BTreeMap::<usize, (usize, usize)>::new();
    let mut reader = reader(text, delimiter);
    for record in reader.records().take(SAMPLE).filter_map(Result::ok).filter(|record| record.len() > 1) {
        let numbers = record.iter().filter(|field| cell::parse(field, Style::default()).content.is_value()).count();
        let (lines, sum) = widths.entry(record.len()).or_default();
        *lines += 1;
        *sum += numbers;
    }
    widths.into_values().max().unwrap_or_default()
}
