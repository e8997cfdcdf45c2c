//! From bytes to text: the encoding is stated, or marked by a byte order mark, or decided by evidence; what is no text is refused.
//!
//! Evidence: UTF-16 shows as NUL bytes in every other place; UTF-8 hardly ever happens by chance; among one-byte encodings the one wins
//! whose reading of the high bytes gives words as Cyrillic or Western languages write them.

mod legacy;

use super::error::ReadError;
use crate::names;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A decoded file.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// Its text without a byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// The encoding's name, as the WHATWG standard spells it.
    pub(crate) encoding: &'static str,
    /// It began with a byte order mark.
    pub(crate) marked: bool,
    /// The encoding was neither stated, nor marked, nor certain.
    pub(crate) guessed: bool,
}

const NAMES: [&str; 8] =
    ["utf-8", "utf-16le", "utf-16be", "windows-1251", "windows-1252", "koi8-r", "ibm866", "windows-1250"];

/// Decodes a whole file.
///
/// # Errors
/// Other kinds of file by their first bytes, unknown or unfitting encodings, NUL and other control characters.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8], stated: Option<&str>) -> Result<Decoded<'a>, ReadError> {
    known_kind(file, bytes)?;
    let decoded = match (Encoding::for_bom(bytes), stated) {
        (Some((encoding, length)), _) => {
            strict(file, &bytes[length..], encoding).map(|d| Decoded { marked: true, ..d })
        }
        (None, Some(name)) => strict(file, bytes, by_name(name)?),
        (None, None) => by_evidence(file, bytes),
    }?;
    refuse_controls(file, &decoded.text)?;
    Ok(decoded)
}

fn by_name(name: &str) -> Result<&'static Encoding, ReadError> {
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| ReadError::UnknownEncoding { name: name.to_owned(), hint: names::hint(name, NAMES) })
}

/// In exactly this encoding, without replacement characters.
fn strict<'a>(file: &str, bytes: &'a [u8], encoding: &'static Encoding) -> Result<Decoded<'a>, ReadError> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Decoded { text, encoding: encoding.name(), marked: false, guessed: false }),
        None => Err(ReadError::Undecodable {
            file: file.to_owned(),
            line: first_bad_line(bytes, encoding),
            encoding: encoding.name(),
            next: if is_half_a_letter(bytes, encoding) {
                ": it ends within a letter, so it was cut short; copy or export it again"
            } else {
                ": state the encoding it is in"
            },
        }),
    }
}

/// Whether UTF-16, whose letters have two bytes or four, ends in an odd one.
fn is_half_a_letter(bytes: &[u8], encoding: &'static Encoding) -> bool {
    bytes.len() % 2 == 1 && [UTF_16LE, UTF_16BE].contains(&encoding)
}

/// The line of the first replacement character of a lenient reading.
fn first_bad_line(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let before = text.find('\u{fffd}').unwrap_or(text.len());
    1 + text[..before].matches('\n').count()
}

fn by_evidence<'a>(file: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, ReadError> {
    if let Some(encoding) = utf16(bytes) {
        return strict(file, bytes, encoding);
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        let line = 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count();
        let start = bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
        return Err(ReadError::ControlCharacter { file: file.to_owned(), line, byte: at - start + 1, value: 0 });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), marked: false, guessed: false });
    }
    match legacy::decide(bytes) {
        Some(encoding) => strict(file, bytes, encoding).map(|decoded| Decoded { guessed: true, ..decoded }),
        None => Err(ReadError::Undecodable {
            file: file.to_owned(),
            line: first_bad_line(bytes, UTF_8),
            encoding: UTF_8.name(),
            next: ", and in no other encoding do its letters make words: state the encoding, or save the file as UTF-8",
        }),
    }
}

/// UTF-16 without a mark: the line ends, digits and delimiters of a table leave NUL in one of two places, and in no other.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(65_536)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let enough = |n: usize| n * 20 >= head.len().max(1);
    match bytes.len() % 2 {
        0 if first == 0 && enough(second) => Some(UTF_16LE),
        0 if second == 0 && enough(first) => Some(UTF_16BE),
        _ => None,
    }
}

/// Files that are often given by mistake.
fn known_kind(file: &str, bytes: &[u8]) -> Result<(), ReadError> {
    match KINDS.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        Some(&(_, what, next)) => Err(ReadError::OtherKind { file: file.to_owned(), what, next }),
        None => Ok(()),
    }
}

/// What begins with these bytes, if that is a known kind of file that is no text: "a Parquet file".
pub fn other_than_text(bytes: &[u8]) -> Option<&'static str> {
    KINDS.iter().find(|(magic, _, _)| bytes.starts_with(magic)).map(|(_, what, _)| *what)
}

/// First bytes, what they mean, and what can be done.
const KINDS: [(&[u8], &str, &str); 11] = [
    (b"PK\x03\x04", "an Excel workbook or another zip archive", SAVE),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook or Word document", SAVE),
    (b"%PDF", "a PDF document", TEXT),
    (b"\x89PNG", "a PNG picture", TEXT),
    (b"\xff\xd8\xff", "a JPEG picture", TEXT),
    (b"{\\rtf", "an RTF document", TEXT),
    (b"PAR1", "a Parquet file", MICRODATA),
    (b"$FL2", "an SPSS file", MICRODATA),
    (b"<stata_dta>", "a Stata file", MICRODATA),
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive", UNPACK),
];
const SAVE: &str = "give the file its own ending, as .xlsx, or save the sheet with the table as CSV and give that";
const TEXT: &str = "copy the table out of it into a CSV file and give that";
const MICRODATA: &str = "respondent-level data are read by the microdata reader, not as a published table";
const UNPACK: &str = "unpack it and give the table inside";

/// A text has no control characters but tabs, line ends and page breaks.
fn refuse_controls(file: &str, text: &str) -> Result<(), ReadError> {
    let bad = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c) || b == 0x7f;
    let Some(at) = text.bytes().position(bad) else { return Ok(()) };
    let before = &text.as_bytes()[..at];
    let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
    Err(ReadError::ControlCharacter {
        file: file.to_owned(),
        line: 1 + before.iter().filter(|&&b| b == b'\n').count(),
        byte: at - start + 1,
        value: text.as_bytes()[at],
    })
}

#[cfg(test)]
mod tests;
