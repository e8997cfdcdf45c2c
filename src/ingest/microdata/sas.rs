//! SAS data sets, `.sas7bdat`, through the crate `sas7bdat`: read again for every pass, only the columns needed.
//!
//! Lettered missing values (`.A` to `.Z`, `._`) stay apart from `.` as tagged numbers. Dates and datetimes become ISO text by their
//! format, times stay seconds; blank text is missing. Value labels live in catalogs (`.sas7bcat`), which are not read.

use super::calendar::Calendar;
use super::growing::{Growing, decoded};
use super::{Reading, guard, io_error};
use crate::survey::{Column, Origin, Source, SourceError, Variable, tagged};
use encoding_rs::Encoding;
use sas7bdat::{
    CellValue, ColumnMeta, Dataset, DecodeMode, IoBackendPreference, LogicalType, OpenOptions, Parallelism, Projection,
    RowSelection,
};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows of a chunk. Fixed, so that sums do not depend on the machine.
const CHUNK: usize = 1 << 17;

struct Sas {
    path: PathBuf,
    name: String,
    set: Dataset,
    encoding: Option<&'static Encoding>,
    variables: Vec<Variable>,
    chunks: Vec<usize>,
}

/// Opens a file.
pub(super) fn open(path: &Path, reading: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    File::open(path).map_err(|error| io_error(path, &error))?;
    guard::panics(path, || describe(path, reading.encoding)).map(|source| Arc::new(source) as Arc<dyn Source>)
}

fn describe(path: &Path, encoding: Option<&'static Encoding>) -> Result<Sas, String> {
    // Buffered, because a mapped file that another program cuts short would end this one.
    let options = OpenOptions::builder().io_backend(IoBackendPreference::Buffered).build();
    let mut set = Dataset::open_with(path, options).map_err(told)?;
    let encoding = encoding.map_or_else(|| stated(&set), |encoding| Ok(Some(encoding)))?;
    let variables = set.columns().iter().map(variable).collect();
    // Dates, too, as the numbers that they are: the letters of missing values are in their bits.
    let numbers = set.columns().iter().filter(|column| column.logical_type.is_numeric());
    let numbers: Vec<String> = numbers.map(|column| column.name.clone()).collect();
    set.apply_schema_overrides(numbers.into_iter().map(|name| (name, LogicalType::Float))).map_err(told)?;
    let rows = guard::rows(path, set.metadata().row_count)?;
    let deleted = set.metadata().deleted_row_count as usize;
    let chunks = if deleted == 0 {
        (0..rows).step_by(CHUNK).map(|start| CHUNK.min(rows - start)).collect()
    } else {
        // Deleted rows still count where they stood, so that only a whole pass knows how many are left of a stretch.
        vec![rows.saturating_sub(deleted)]
    };
    Ok(Sas { path: path.to_owned(), name: path.display().to_string(), set, encoding, variables, chunks })
}

fn growing(of: &ColumnMeta) -> Growing {
    Growing::new(!of.logical_type.is_numeric(), of.format.as_deref().and_then(Calendar::sas))
}

fn variable(of: &ColumnMeta) -> Variable {
    let mut variable = Variable::new(&*of.name, growing(of).kind());
    variable.label = of.label.as_deref().map(str::trim).filter(|label| !label.is_empty()).map(Into::into);
    variable
}

/// The number that SAS stores as these bits. A missing one has its letter in the sixth byte, inverted: as itself, or counted with
/// `_` as 0, `.` as 1 and `A` as 2.
fn number(stored: f64) -> f64 {
    if !stored.is_nan() {
        return stored;
    }
    match !((stored.to_bits() >> 40) as u8) {
        0 => tagged('_'),
        count @ 2..=27 => tagged(char::from(b'A' + count - 2)),
        letter @ (b'_' | b'A'..=b'Z') => tagged(char::from(letter)),
        _ => f64::NAN,
    }
}

fn push(column: &mut Growing, cell: &CellValue<'_>, encoding: Option<&'static Encoding>) -> Result<(), String> {
    match cell {
        CellValue::Float64(value) => column.push_number(number(*value)),
        CellValue::Bytes(bytes) => column.push_text(&decoded(bytes, encoding)?),
        CellValue::Null => column.push_number(f64::NAN),
        other => {
            return Err(format!(
                "a cell was read as {other:?}, which this program does not expect; export the data as .csv"
            ));
        }
    }
    Ok(())
}

/// The encoding that the file states.
fn stated(set: &Dataset) -> Result<Option<&'static Encoding>, String> {
    let Some(label) = set.metadata().encoding.as_deref().map(str::trim).filter(|label| !label.is_empty()) else {
        return Ok(None);
    };
    let known =
        Encoding::for_label(label.as_bytes()).or_else(|| Encoding::for_label(label.replace('_', "-").as_bytes()));
    known.map(Some).ok_or_else(|| {
        format!("the file says that its encoding is \"{label}\", which is not known; state its encoding")
    })
}

impl Sas {
    fn rows(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, String> {
        let projection =
            wanted.iter().fold(self.set.projection(), |all, &place| all.column(&self.variables[place].name));
        let projection: Projection = projection.build().map_err(told)?;
        let start = (chunk * CHUNK) as u64;
        let has_deleted = self.set.metadata().deleted_row_count > 0;
        let rows = if has_deleted { RowSelection::All } else { RowSelection::range(start, start + CHUNK as u64) };
        let mut columns: Vec<Growing> = wanted.iter().map(|&place| growing(&self.set.columns()[place])).collect();
        let mut trouble = None;
        // Lossless: numbers with all their bits, and text as bytes, to be decoded strictly.
        let scan =
            self.set.scan().with_projection(&projection).select(rows).with_decode_mode(DecodeMode::TypedLossless);
        scan.with_parallelism(Parallelism::None)
            .visit_rows(|row| {
                let mut cells = columns.iter_mut().zip(row.iter()).zip(wanted);
                trouble = cells.find_map(|((column, cell), &place)| {
                    let reason = push(column, cell, self.encoding).err()?;
                    Some(format!("variable \"{}\": {reason}", self.variables[place].name))
                });
                Ok(if trouble.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            })
            .map_err(told)?;
        trouble.map_or_else(|| Ok(columns.into_iter().map(Growing::finish).collect()), Err)
    }
}

impl Source for Sas {
    fn origin(&self) -> Origin<'_> {
        Origin::File { name: &self.name, variables: &self.variables, chunks: &self.chunks }
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let columns = guard::panics(&self.path, || self.rows(chunk, wanted))?;
        let rows = self.chunks[chunk];
        if let Some(short) = columns.iter().find(|column| column.len() != rows) {
            let found = short.len();
            let reason = format!(
                "{found} rows were found, where the header says {rows}: it was cut short; copy or export it again"
            );
            return Err(SourceError { file: self.name.clone(), reason });
        }
        Ok(columns)
    }
}

fn told(error: sas7bdat::Error) -> String {
    format!("not a SAS data set, or a damaged one ({error}); save it again from SAS, or export it as .csv or .parquet")
}
