//! Comma-, semicolon- and tab-separated text, also packed with gzip or zstd: a header, then one respondent a line.
//!
//! A column is numeric when every value in it is a number written plainly; `007` is a code and stays a word. Decimals start with a point;
//! where semicolons or tabs divide fields, in some columns with a comma. Empty cells, `NA` and `.` are missing.

use super::commas::numbers;
use super::{Frame, MOST_WHOLE, Reading, io_error};
use crate::ingest::records::{declared, line_end, unquoted};
use crate::ingest::{Delimiter, other_than_text, read_lines};
use crate::survey::{Column, Kind, MISSING, Source, SourceError, Variable};
use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// Opens a file.
pub(super) fn open(path: &Path, reading: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    let file = std::fs::File::open(path).map_err(|error| io_error(path, &error))?;
    let ends_in = |wanted| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted));
    let read = if ends_in("gz") {
        read_lines(MultiGzDecoder::new(file), u64::MAX)
    } else if ends_in("zst") {
        zstd::Decoder::new(file).and_then(|decoder| read_lines(decoder, u64::MAX))
    } else {
        read_lines(file, u64::MAX)
    };
    let bytes = read.map_err(|error| packed(path, &error).unwrap_or_else(|| io_error(path, &error)))?;
    let name = path.display().to_string();
    if let Some(encoding) = reading.encoding {
        return Ok(Arc::new(read_delimited(&name, decoded(&name, &bytes, encoding)?.as_bytes())?));
    }
    Ok(Arc::new(read_delimited(&name, &bytes)?))
}

/// The text in an encoding that is stated for it, or that its first bytes say.
fn decoded(name: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<String, SourceError> {
    let (text, _, has_strangers) = encoding.decode(bytes);
    if has_strangers {
        let line = text.split('\u{fffd}').next().map_or(0, |before| before.matches('\n').count()) + 1;
        let said = if Encoding::for_bom(bytes).is_some() {
            "as its first bytes say"
        } else {
            "the encoding that is stated for it"
        };
        let reason = format!("line {line}: the text is not {}, {said}", encoding.name());
        return Err(SourceError { file: name.to_owned(), reason });
    }
    Ok(text.into_owned())
}

/// What is wrong with a packed file; `None` where it is not the packing.
fn packed(path: &Path, error: &std::io::Error) -> Option<SourceError> {
    let kind = match path.extension()?.to_string_lossy().to_lowercase().as_str() {
        "gz" => "gzip",
        "zst" => "zstd",
        _ => return None,
    };
    let reason = match error.kind() {
        ErrorKind::UnexpectedEof => {
            "the file ends within its packed text: it was cut short; copy or pack it again".into()
        }
        ErrorKind::InvalidInput | ErrorKind::Other => {
            format!("not a {kind} file, or a damaged one ({error}); pack it again, or unpack it")
        }
        _ => return None,
    };
    Some(SourceError { file: path.display().to_string(), reason })
}

/// Reads delimited text; `name` is what errors call it. The delimiter is the one most used in the header. Text is UTF-8, or UTF-16 where its
/// first bytes say so.
///
/// # Errors
/// [`SourceError`] with line and column when the text is neither, a line has too many or too few fields, or two columns have one name.
pub fn read_delimited(name: &str, bytes: &[u8]) -> Result<Frame, SourceError> {
    let fail = |reason: String| SourceError { file: name.to_owned(), reason };
    if let Some(what) = other_than_text(bytes) {
        return Err(fail(format!("this is {what}, no text as its name says: give the file its own ending")));
    }
    let marked = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8);
    let decoded = marked.map(|(encoding, _)| decoded(name, bytes, encoding)).transpose()?;
    let text = match &decoded {
        Some(text) => text,
        None => std::str::from_utf8(bytes).map_err(|error| fail(not_utf8(bytes, error.valid_up_to())))?,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (sep, text, skipped) = declared(text);
    let delimiter = sep.unwrap_or_else(|| delimiter(text));
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter.byte()).from_reader(text.as_bytes());
    let mut count = Lines::of(text, skipped);
    let header = reader.headers().map_err(|error| fail(error.to_string()))?.clone();
    let heading = count.at(header.position());
    refuse_names(&header).map_err(|error| fail(format!("line {heading}, {error}")))?;
    let mut builders: Vec<Builder> = header.iter().map(|_| Builder::default()).collect();
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| fail(described(&error, &mut count, delimiter)))? {
        lines.push(count.at(record.position()));
        builders.iter_mut().zip(&record).for_each(|(builder, field)| builder.push(field));
    }
    if lines.is_empty() {
        return Err(fail("no respondents: only a header, or nothing at all; export it again with its rows".to_owned()));
    }
    let commas = matches!(delimiter, Delimiter::Semicolon | Delimiter::Tab);
    let columns = header.iter().zip(builders).map(|(name, builder)| builder.finish(name.trim(), commas)).collect();
    let frame = Frame::new(name, columns).map_err(|error| fail(format!("line {heading}, {error}")))?;
    Ok(frame.on_lines(lines).with_decimal_commas(commas))
}

/// Lines of records, counted along the text: the reader counts a line end that it is about to skip with the record after it.
struct Lines<'a> {
    text: &'a [u8],
    end: u8,
    line: u32,
    counted: usize,
}

impl<'a> Lines<'a> {
    /// Of a text with so many lines ahead of it.
    fn of(text: &'a str, skipped: usize) -> Self {
        Self { text: text.as_bytes(), end: line_end(text), line: 1 + skipped as u32, counted: 0 }
    }

    /// The line where a record begins that the reader has from this position on; never before that of the last one.
    fn at(&mut self, position: Option<&csv::Position>) -> u32 {
        let from = position.map_or(self.counted, |at| at.byte() as usize).max(self.counted);
        let skipped = self.text[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let start = from + skipped;
        self.line += self.text[self.counted..start].iter().filter(|&&byte| byte == self.end).count() as u32;
        self.counted = start;
        self.line
    }
}

fn delimiter(text: &str) -> Delimiter {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let header: Vec<u8> = unquoted(text).skip_while(is_end).take_while(|byte| !is_end(byte)).collect();
    let uses = |delimiter: &Delimiter| header.iter().filter(|byte| **byte == delimiter.byte()).count();
    // The last of equals wins, so a file of one column counts as comma-separated.
    let known = [Delimiter::Bar, Delimiter::Tab, Delimiter::Semicolon, Delimiter::Comma];
    known.into_iter().max_by_key(uses).unwrap_or(Delimiter::Comma)
}

/// Refuses two columns of one name; a single one may have none, as the numbers of rows that programs write first.
fn refuse_names(header: &csv::StringRecord) -> Result<(), String> {
    let mut known = HashMap::new();
    for (at, name) in header.iter().map(str::trim).enumerate() {
        match known.insert(name, at) {
            None => {}
            Some(first) if name.is_empty() => {
                return Err(format!("columns {} and {} have no name: write one above each", first + 1, at + 1));
            }
            Some(first) => {
                let places = format!("({} and {})", first + 1, at + 1);
                return Err(format!("column \"{name}\": two columns have this name {places}; rename one"));
            }
        }
    }
    Ok(())
}

/// Where a text stops being UTF-8, and the next step.
fn not_utf8(bytes: &[u8], at: usize) -> String {
    let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = at - bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1) + 1;
    format!(
        "line {line}, byte {column}: this is not UTF-8; state its encoding (--encoding windows-1252 for Western European languages, windows-1251 for Cyrillic), or save the file as UTF-8 text"
    )
}

fn described(error: &csv::Error, count: &mut Lines<'_>, delimiter: Delimiter) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = count.at(pos.as_ref());
            let fields = if *len == 1 { "field" } else { "fields" };
            format!(
                "line {line}: {len} {fields}, where the header has {expected_len} (fields are divided by {}): the line is cut off, or a text with that sign in it is not in quotation marks",
                delimiter.name()
            )
        }
        _ => error.to_string(),
    }
}

/// A column as it grows: words by code, and whether all of them are numbers.
#[derive(Default)]
struct Builder {
    codes: Vec<u32>,
    levels: Vec<Arc<str>>,
    numbers: Vec<f64>,
    known: HashMap<Arc<str>, u32>,
    is_text: bool,
}

impl Builder {
    fn push(&mut self, field: &str) {
        let field = field.trim();
        if matches!(field, "" | "NA" | ".") {
            self.codes.push(MISSING);
            return;
        }
        if let Some(&code) = self.known.get(field) {
            self.codes.push(code);
            return;
        }
        let number = plain_number(field);
        self.is_text |= number.is_none();
        let (code, level) = (self.levels.len() as u32, Arc::<str>::from(field));
        self.known.insert(level.clone(), code);
        self.levels.push(level);
        self.numbers.push(number.unwrap_or(f64::NAN));
        self.codes.push(code);
    }

    /// The column; commas may start decimals where they divide no fields.
    fn finish(self, name: &str, commas: bool) -> (Variable, Column) {
        let Some(numbers) = (if self.is_text { numbers(self.levels.iter(), commas) } else { Some(self.numbers) })
        else {
            return (Variable::new(name, Kind::Text), Column::Text { codes: self.codes.into(), levels: self.levels });
        };
        let number = |code: &u32| if *code == MISSING { f64::NAN } else { numbers[*code as usize] };
        (Variable::new(name, Kind::Number), Column::Numbers(self.codes.iter().map(number).collect()))
    }
}

/// A finite number, unless it is written with leading zeros or has more digits than numbers keep apart: both are names of something.
pub(super) fn plain_number(field: &str) -> Option<f64> {
    let digits = field.trim_start_matches(['-', '+']);
    let padded = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
    let starts = digits.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number = (!padded && starts).then(|| field.parse().ok()).flatten().filter(|number: &f64| number.is_finite());
    let is_whole = digits.bytes().all(|digit| digit.is_ascii_digit());
    number.filter(|number| !is_whole || number.abs() <= MOST_WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_know_numbers_from_codes() {
        let text = "id;age;region;empty\n007;30;\"North; far\";\n012;NA;South;\n";
        let frame = read_delimited("a.csv", text.as_bytes()).unwrap();
        let kinds: Vec<Kind> = frame.variables().iter().map(|variable| variable.kind).collect();
        assert_eq!(kinds, [Kind::Text, Kind::Number, Kind::Text, Kind::Number]);
        let columns = frame.read(0, &[2, 1]).unwrap();
        assert_eq!(columns[0].value(0).to_string(), "North; far");
        assert!(columns[1].numbers().unwrap()[1].is_nan());
        assert_eq!(frame.place(1), "line 3");
    }

    #[test]
    fn rows_stand_on_the_lines_of_the_file() {
        for (text, places) in [
            ("a,b\n1,2\n3,4\n", ["line 2", "line 3"]),
            ("a,b\r\n1,2\r\n3,4\r\n", ["line 2", "line 3"]),
            ("a,b\r1,2\r3,4\r", ["line 2", "line 3"]),
            ("\u{feff}\r\n\r\na,b\r\n\r\n1,2\r\n\r\n\r\n3,4", ["line 5", "line 8"]),
            ("a,\"b\nof two lines\"\n1,\"2\n\n\"\n3,4\n", ["line 3", "line 6"]),
            ("a,b\r\n1,\"2\r\n\"\r\n3,4\r\n", ["line 2", "line 4"]),
            ("sep=;\r\na;b\r\n1,5;2\r\n3;4\r\n", ["line 3", "line 4"]),
            ("a,b\r1,\"of\ntwo lines\"\r3,4\r", ["line 2", "line 3"]),
            ("\"a\nb\",c\r1,2\r3,4\r", ["line 2", "line 3"]),
            ("\"a\rb\",c\n1,2\n3,4\n", ["line 2", "line 3"]),
        ] {
            let frame = read_delimited("a.csv", text.as_bytes()).unwrap();
            assert_eq!([frame.place(0), frame.place(1)], places, "{text:?}");
        }
        let reason = |text: &[u8]| read_delimited("a.csv", text).unwrap_err().to_string();
        assert!(reason(b"a,b\r\n1,2\r\n\r\n3\r\n").contains("line 4: 1 field,"));
        assert!(reason(b"\r\n\r\na,a\r\n1,2\r\n").contains("line 3, column \"a\""));
    }

    #[test]
    fn errors_name_the_place() {
        let reason = |text: &[u8]| read_delimited("a.csv", text).unwrap_err().to_string();
        assert_eq!(
            reason(b"a,b\n1,2\n3\n"),
            "a.csv: line 3: 1 field, where the header has 2 (fields are divided by comma): the line is cut off, or a text with that sign in it is not in quotation marks"
        );
        assert_eq!(
            reason(b"a,b\n1,\xff\n"),
            "a.csv: line 2, byte 3: this is not UTF-8; state its encoding (--encoding windows-1252 for Western European languages, windows-1251 for Cyrillic), or save the file as UTF-8 text"
        );
        assert_eq!(
            reason(b"a,a\n1,2\n"),
            "a.csv: line 1, column \"a\": two columns have this name (1 and 2); rename one"
        );
        assert_eq!(reason(b",,a\n1,2,3\n"), "a.csv: line 1, columns 1 and 2 have no name: write one above each");
        assert_eq!(read_delimited("a.csv", b"a|b,c\n1|2,3\n").unwrap().variables().len(), 2);
        assert_eq!(read_delimited("a.csv", b"a|b|c,d\n1|2|3,4\n").unwrap().variables().len(), 3);
        let quoted = b"id,\"q1: yes|no|dk|ref\",w\n1,yes,1.5\n";
        assert_eq!(read_delimited("a.csv", quoted).unwrap().variables().len(), 3, "signs in quotes divide nothing");
        let of_lines = b"\"of\ntwo; lines; \"\"long\"\";\",b,c\n1,yes,1.5\n";
        assert_eq!(read_delimited("a.csv", of_lines).unwrap().variables().len(), 3);
        assert_eq!(
            reason(b"a,b\n"),
            "a.csv: no respondents: only a header, or nothing at all; export it again with its rows"
        );
    }
}
