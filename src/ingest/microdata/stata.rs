//! Stata data files, `.dta` of any version, through the crate `dta`: read again for every pass, only the columns needed.
//!
//! Lettered missing values (`.a` to `.z`) stay apart from `.` as tagged numbers. Dates become ISO text, months `2024-05`, quarters
//! `2024-Q2`, weeks the date they start; half-years, business days and clocks with leap seconds stay numbers; empty text is missing.
//! Files before Stata 14 do not say how their text is encoded: what is not UTF-8 then needs an encoding stated.
//! The crate believes a length before it finds the end of the file: a damaged one can take up to 4 GiB of memory for a moment.

use super::calendar::Calendar;
use super::growing::{Growing, NO_ENCODING, decoded};
use super::{Reading, guard, io_error};
use crate::survey::{Column, Missing, Origin, Source, SourceError, Value, Variable, tagged};
use dta::stata::dta::dta_error::{DtaError, FormatErrorKind, Section};
use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::record_reader::RecordReader;
use dta::stata::dta::value::Value as Cell;
use dta::stata::dta::value_label::ValueLabelSet;
use dta::stata::dta::value_label_table::ValueLabelTable;
use dta::stata::dta::variable::Variable as Described;
use dta::stata::dta::variable_type::VariableType;
use dta::stata::missing_value::MissingValue;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_float::StataFloat;
use dta::stata::stata_int::StataInt;
use dta::stata::stata_long::StataLong;
use encoding_rs::{Encoding, UTF_8};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows of a chunk. Fixed, so that sums do not depend on the machine.
const CHUNK: usize = 1 << 17;
/// The code of `.` among values of labels; `.a` to `.z` follow it.
const DOT: i32 = 2_147_483_621;

struct Stata {
    path: PathBuf,
    name: String,
    encoding: Option<&'static Encoding>,
    variables: Vec<Variable>,
    chunks: Vec<usize>,
    long: LongTexts,
}

/// Opens a file.
pub(super) fn open(path: &Path, reading: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    File::open(path).map_err(|error| io_error(path, &error))?;
    guard::panics(path, || describe(path, reading.encoding)).map(|source| Arc::new(source) as Arc<dyn Source>)
}

type Records = RecordReader<BufReader<File>>;

fn records(path: &Path, encoding: Option<&'static Encoding>) -> Result<Records, DtaError> {
    let header = DtaReader::new().encoding(encoding.unwrap_or(UTF_8)).from_path(path)?;
    let mut characteristics = header.read_header()?.read_schema()?;
    characteristics.skip_to_end()?;
    characteristics.into_record_reader()
}

fn describe(path: &Path, encoding: Option<&'static Encoding>) -> Result<Stata, String> {
    let told = |error| told(encoding, &error);
    let records = records(path, encoding).map_err(told)?;
    let rows = guard::rows(path, records.header().observation_count())?;
    let described = records.schema().variables().to_vec();
    if described.is_empty() {
        return Err("the file has no variables".to_owned());
    }
    let (long, labels) = after_the_rows(records, rows as u64, encoding)?;
    let variables = described.iter().map(|variable| named(variable, labels.get(variable.value_label_name()))).collect();
    let chunks = (0..rows).step_by(CHUNK).map(|start| CHUNK.min(rows - start)).collect();
    let name = path.display().to_string();
    Ok(Stata { path: path.to_owned(), name, encoding, variables, chunks, long })
}

/// Texts that are kept apart from the rows, by the variable and row that first had them.
type LongTexts = HashMap<(u32, u64), Arc<str>>;

/// Long texts and value labels, which stand behind the rows.
fn after_the_rows(
    mut records: Records,
    rows: u64,
    stated: Option<&'static Encoding>,
) -> Result<(LongTexts, ValueLabelTable), String> {
    let told = |error| told(stated, &error);
    // A last row that can be read proves that none was cut off.
    records.seek_to_record(rows.saturating_sub(1)).map_err(told)?;
    records.read_lazy_record().map_err(told)?;
    records.seek_to_record(rows).map_err(told)?;
    let mut texts = records.into_long_string_reader().map_err(told)?;
    let mut long = LongTexts::new();
    while let Some(text) = texts.read_long_string().map_err(told)? {
        let place = (text.variable(), text.observation());
        let words = match text.is_text() {
            true => decoded(text.data(), stated)?.into_owned(),
            false => format!("binary data of {} bytes", text.data().len()),
        };
        long.insert(place, words.into());
    }
    let mut labels = ValueLabelTable::new();
    texts.into_value_label_reader().and_then(|mut reader| reader.read_remaining_into(&mut labels)).map_err(told)?;
    Ok((long, labels))
}

fn growing(of: &Described) -> Growing {
    let is_text = matches!(of.variable_type(), VariableType::FixedString(_) | VariableType::LongString);
    Growing::new(is_text, Calendar::stata(of.format()))
}

fn named(of: &Described, labels: Option<&ValueLabelSet>) -> Variable {
    let growing = growing(of);
    let mut variable = Variable::new(of.name(), growing.kind());
    variable.label = Some(of.label()).filter(|label| !label.is_empty()).map(Into::into);
    for entry in labels.into_iter().flat_map(ValueLabelSet::entries) {
        let letter = u8::try_from(entry.value().saturating_sub(DOT)).ok().and_then(letter);
        match (letter, &growing) {
            (Some(letter), _) => variable.missing.push(Missing::Tag { letter, label: Some(entry.label().into()) }),
            (None, _) if entry.value() >= DOT => {}
            (None, Growing::Dates(calendar, _)) => {
                let date = Value::Text(calendar.text(entry.value().into()).into());
                variable.labels.push((date, entry.label().into()));
            }
            (None, _) => variable.labels.push((Value::number(entry.value().into()), entry.label().into())),
        }
    }
    variable
}

/// The letter of the missing value with this number: 1 for `.a`.
fn letter(code: u8) -> Option<char> {
    (1..=26).contains(&code).then(|| char::from(b'a' + code - 1))
}

fn missing(value: MissingValue) -> f64 {
    letter(value.code()).map_or(f64::NAN, tagged)
}

/// The number in a cell.
fn number(cell: &Cell<'_>) -> f64 {
    match *cell {
        Cell::Byte(StataByte::Present(value)) => value.into(),
        Cell::Int(StataInt::Present(value)) => value.into(),
        Cell::Long(StataLong::Present(value)) => value.into(),
        Cell::Float(StataFloat::Present(value)) => value.into(),
        Cell::Double(StataDouble::Present(value)) => value,
        Cell::Byte(StataByte::Missing(code))
        | Cell::Int(StataInt::Missing(code))
        | Cell::Long(StataLong::Missing(code))
        | Cell::Float(StataFloat::Missing(code))
        | Cell::Double(StataDouble::Missing(code)) => missing(code),
        Cell::String(_) | Cell::LongStringRef(_) => f64::NAN,
    }
}

impl Stata {
    fn push(&self, column: &mut Growing, cell: &Cell<'_>) {
        match cell {
            Cell::String(text) => column.push_text(text),
            Cell::LongStringRef(at) => {
                column.push_text(self.long.get(&(at.variable(), at.observation())).map_or("", |text| text));
            }
            number => column.push_number(self::number(number)),
        }
    }

    fn rows(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, DtaError> {
        let mut records = records(&self.path, self.encoding)?;
        records.seek_to_record((chunk * CHUNK) as u64)?;
        let described = records.schema().variables();
        let mut columns: Vec<Growing> = wanted.iter().map(|&place| growing(&described[place])).collect();
        for _ in 0..self.chunks[chunk] {
            let Some(record) = records.read_lazy_record()? else { break };
            for (&place, column) in wanted.iter().zip(&mut columns) {
                self.push(column, &record.value(place)?);
            }
        }
        Ok(columns.into_iter().map(Growing::finish).collect())
    }
}

impl Source for Stata {
    fn origin(&self) -> Origin<'_> {
        Origin::File { name: &self.name, variables: &self.variables, chunks: &self.chunks }
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        guard::panics(&self.path, || self.rows(chunk, wanted).map_err(|error| told(self.encoding, &error)))
    }
}

/// What went wrong, in plain words.
fn told(encoding: Option<&'static Encoding>, error: &DtaError) -> String {
    let strange = |what: &str| match encoding {
        None => format!("{what} holds {NO_ENCODING}"),
        Some(encoding) => format!("{what} is not {}, the encoding that is stated for this file", encoding.name()),
    };
    match error {
        DtaError::Io { source, .. } if source.kind() == ErrorKind::UnexpectedEof => {
            format!("the file ends within its {}: it was cut short; copy or export it again", error.section())
        }
        // So the crate says of a text in a row what it says of all others by InvalidEncoding.
        DtaError::Io { section: Section::Records, source } if source.kind() == ErrorKind::Other => strange("a row"),
        DtaError::Format(format) => match format.kind() {
            FormatErrorKind::InvalidEncoding { field } => strange(&format!("a {field}")),
            kind => {
                let (section, at) = (format.section(), format.position());
                format!(
                    "not a Stata data file, or a damaged one ({section}, byte {at}: {kind}); save it again from Stata as .dta"
                )
            }
        },
        _ => format!("not a Stata data file, or a damaged one ({error}); save it again from Stata as .dta"),
    }
}
