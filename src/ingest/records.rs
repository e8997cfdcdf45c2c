//! From text to rows of fields: the delimiter found or stated, every row with its line, memory bounded before anything is kept.

mod delimiter;

use super::cell;
use super::error::ReadError;
use crate::survey::Place;
use std::sync::Arc;

pub use delimiter::Delimiter;
pub(crate) use delimiter::{declared, line_end, unquoted};

/// The longest line, and the longest record of several lines in quotation marks.
const LONGEST_RECORD: usize = 1 << 20;
/// As many lines and columns as a spreadsheet has.
const MOST_ROWS: usize = 1 << 20;
const MOST_COLUMNS: usize = 1 << 14;
/// Fields in all; each takes some bytes beside its text.
const MOST_FIELDS: usize = 1 << 24;

/// The rows of a file. Blank lines are left out; line numbers stay those of the file.
#[derive(Debug)]
pub(crate) struct Grid {
    file: Arc<str>,
    delimiter: Delimiter,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    line: usize,
    fields: csv::StringRecord,
}

impl Grid {
    /// Splits a text into rows.
    ///
    /// # Errors
    /// Lines, rows or columns beyond the limits, a quotation mark that is never closed, an empty text, or no delimiter to be found.
    pub(crate) fn read(file: &str, text: &str, stated: Option<Delimiter>) -> Result<Self, ReadError> {
        refuse_long_lines(file, text)?;
        let (sep, text, skipped) = delimiter::declared(text);
        let text = match line_end(text) {
            b'\r' => std::borrow::Cow::Owned(of_one_sign(text)),
            _ => text.into(),
        };
        let delimiter = match stated.or(sep) {
            Some(delimiter) => delimiter,
            None => delimiter::find(&text),
        };
        refuse_open_quote(file, &text, delimiter, skipped)?;
        let rows = split(file, &text, delimiter, skipped)?;
        if rows.is_empty() {
            return Err(ReadError::Empty { file: file.to_owned() });
        }
        Ok(Self { file: file.into(), delimiter, rows })
    }

    /// The same rows but the last.
    pub(crate) fn without_last(&self) -> Self {
        let kept = &self.rows[..self.rows.len().saturating_sub(1)];
        Self { file: self.file.clone(), delimiter: self.delimiter, rows: kept.to_vec() }
    }

    /// The file as named by the user.
    pub(crate) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// What divides fields.
    pub(crate) fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many fields a row has.
    pub(crate) fn width(&self, row: usize) -> usize {
        self.rows[row].fields.len()
    }

    /// The line of a row.
    pub(crate) fn line(&self, row: usize) -> usize {
        self.rows[row].line
    }

    /// A field as it stands; empty beyond the end of its row.
    pub(crate) fn raw(&self, row: usize, column: usize) -> &str {
        self.rows[row].fields.get(column).unwrap_or("")
    }

    /// A field without spaces around it.
    pub(crate) fn text(&self, row: usize, column: usize) -> &str {
        cell::trim(self.raw(row, column))
    }

    /// Where a field stands.
    pub(crate) fn place(&self, row: usize, column: usize) -> Place {
        Place { file: self.file.clone(), line: self.line(row), column: column + 1 }
    }
}

/// A text of lines that end with a carriage return, with the usual sign instead; line breaks within fields count as none.
fn of_one_sign(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\r' => '\n',
            '\n' => ' ',
            c => c,
        })
        .collect()
}

fn refuse_long_lines(file: &str, text: &str) -> Result<(), ReadError> {
    let long = text.split(['\n', '\r']).enumerate().find(|(_, line)| line.len() > LONGEST_RECORD);
    match long {
        Some((at, _)) => Err(ReadError::LineTooLong { file: file.to_owned(), line: at + 1, limit: LONGEST_RECORD }),
        None => Ok(()),
    }
}

/// Follows quotation marks as RFC 4180 has them, and refuses one that is open at the end, or for longer than a record may be.
fn refuse_open_quote(file: &str, text: &str, delimiter: Delimiter, skipped: usize) -> Result<(), ReadError> {
    let (mut line, mut opened, mut field_start, mut closing) = (1 + skipped, None, true, false);
    for (at, byte) in text.bytes().enumerate() {
        match (opened, byte) {
            (Some(_), b'"') => closing = !closing,
            // A mark not doubled has closed the field; what follows up to the delimiter belongs to it.
            (Some(_), _) if closing => (opened, closing) = (None, false),
            (Some((start, line)), _) if at - start > LONGEST_RECORD => {
                return Err(ReadError::OpenQuote { file: file.to_owned(), line });
            }
            (None, b'"') if field_start => opened = Some((at, line)),
            _ => {}
        }
        field_start = opened.is_none() && (byte == delimiter.byte() || matches!(byte, b'\n' | b'\r'));
        line += usize::from(byte == b'\n');
    }
    match opened {
        Some((_, line)) if !closing => Err(ReadError::OpenQuote { file: file.to_owned(), line }),
        _ => Ok(()),
    }
}

fn split(file: &str, text: &str, delimiter: Delimiter, skipped: usize) -> Result<Vec<Row>, ReadError> {
    let mut reader = delimiter::reader(text, delimiter);
    let (mut rows, mut line, mut counted) = (Vec::new(), 1 + skipped, 0);
    let (mut fields, mut kept) = (csv::StringRecord::new(), 0);
    let too_many = |limit, unit| ReadError::TooLarge { file: file.to_owned(), limit, unit };
    loop {
        let from = reader.position().byte() as usize;
        // A text in memory always reads.
        if !reader.read_record(&mut fields).unwrap_or(false) {
            return Ok(rows);
        }
        // The reader's position is before the line ends that it skips.
        let blank = text[from..].find(|c| !matches!(c, '\n' | '\r')).unwrap_or(0);
        line += text[counted..from + blank].bytes().filter(|&b| b == b'\n').count();
        counted = from + blank;
        if fields.iter().all(|field| cell::trim(field).is_empty()) || is_rule(&fields) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(too_many(MOST_ROWS, "lines"));
        }
        if fields.len() > MOST_COLUMNS {
            return Err(too_many(MOST_COLUMNS, "columns"));
        }
        kept += fields.len();
        if kept > MOST_FIELDS {
            return Err(too_many(MOST_FIELDS, "fields"));
        }
        rows.push(Row { line, fields: on_one_line(&fields) });
    }
}

/// Line breaks inside fields, usual in headings, become spaces.
fn on_one_line(fields: &csv::StringRecord) -> csv::StringRecord {
    if fields.as_slice().contains(['\n', '\r']) {
        let words = |field: &str| field.split(['\n', '\r']).map(cell::trim).collect::<Vec<_>>().join(" ");
        return fields.iter().map(words).collect();
    }
    fields.clone()
}

/// A line drawn with signs, as under the headings of a Markdown table.
fn is_rule(fields: &csv::StringRecord) -> bool {
    let filled = || fields.iter().map(cell::trim).filter(|field| !field.is_empty());
    filled().all(|field| field.len() > 2 && field.bytes().all(|b| matches!(b, b'-' | b':' | b'=' | b'+')))
}

#[cfg(test)]
mod tests;
