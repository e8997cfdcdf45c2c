//! Readers of respondent-level files: one file or folder for each format, one list.
//!
//! Each gives a [`Source`]: variables by name, rows in chunks. Parquet, Stata and SAS files are read again for every pass, only the
//! columns needed; text, SPSS, SAS transport files and workbooks are read once into memory.

mod alike;
mod answers;
mod calendar;
mod commas;
mod declared;
mod delimited;
mod frame;
mod growing;
mod guard;
mod hints;
mod labels;
mod numbers;
mod parquet;
mod relabelled;
mod sas;
mod sets;
mod spss;
mod stata;
mod summary;
mod tally;
mod transport;
mod worded;
mod workbook;
mod write;

pub use alike::{Spellings, alike};
pub use answers::without_user_missing;
pub use commas::with_comma;
pub use declared::with_declared_missing;
pub use delimited::read_delimited;
pub use frame::{Frame, FrameError};
pub use hints::{Hint, named_weight};
pub use numbers::{Wanted, as_numbers, is_scale_of_numbers, no_answers};
pub use relabelled::relabelled;
pub use sets::with_sets;
pub use summary::{Content, Count, Frequency, VariableSummary, codebook, summaries};
pub use tally::LISTED;
pub use worded::numbers_beside_words;
pub use write::write_parquet;

use crate::survey::{Source, SourceError};
use encoding_rs::Encoding;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// Whole numbers up to this are told apart by 64-bit floating point.
const MOST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// What to know about a file that does not say it itself.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The encoding of its text.
    pub encoding: Option<&'static Encoding>,
    /// The sheet of a workbook, by name.
    pub sheet: Option<String>,
}

/// A format of respondent-level files.
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// The endings of its files, longest first.
    pub endings: &'static [&'static str],
    /// Whether an encoding can be stated; the others always know theirs.
    pub takes_encoding: bool,
    /// Whether a file has sheets.
    pub has_sheets: bool,
    open: Open,
}

type Open = fn(&Path, &Reading) -> Result<Arc<dyn Source>, SourceError>;

/// Every format that can be read.
pub const FORMATS: &[Format] = &[
    Format {
        name: "Parquet",
        endings: &[".parquet", ".pq"],
        takes_encoding: false,
        has_sheets: false,
        open: parquet::open,
    },
    Format {
        name: "delimited text",
        endings: &[".csv.zst", ".tsv.zst", ".csv.gz", ".tsv.gz", ".csv", ".tsv", ".tab", ".txt"],
        takes_encoding: true,
        has_sheets: false,
        open: delimited::open,
    },
    Format { name: "SPSS", endings: &[".zsav", ".sav"], takes_encoding: true, has_sheets: false, open: spss::open },
    Format { name: "Stata", endings: &[".dta"], takes_encoding: true, has_sheets: false, open: stata::open },
    Format { name: "SAS", endings: &[".sas7bdat"], takes_encoding: true, has_sheets: false, open: sas::open },
    Format {
        name: "SAS transport",
        endings: &[".xport", ".xpt"],
        takes_encoding: true,
        has_sheets: false,
        open: transport::open,
    },
    Format {
        name: "workbook",
        endings: &[".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"],
        takes_encoding: false,
        has_sheets: true,
        open: workbook::open,
    },
];

/// Endings of files that hold microdata but are not read, and the way out.
const REFUSED: &[(&str, &str)] = &[
    (
        ".sas7bcat",
        "SAS catalogs of value labels are not read; export the data as .parquet or .csv, or the labels with PROC FORMAT CNTLOUT",
    ),
    (".cpt", "SAS CPORT files are not read; export with the XPORT engine as .xpt, or as .csv"),
    (".por", "SPSS portable files are not read; save the file from SPSS or PSPP as .sav"),
    (".rds", "R objects are not read; in R, save them with haven::write_sav, haven::write_dta or arrow::write_parquet"),
    (
        ".rdata",
        "R objects are not read; in R, save them with haven::write_sav, haven::write_dta or arrow::write_parquet",
    ),
    (".rda", "R objects are not read; in R, save them with haven::write_sav, haven::write_dta or arrow::write_parquet"),
    (".feather", "Arrow files are not read; save the table as .parquet"),
    (".arrow", "Arrow files are not read; save the table as .parquet"),
    (".dct", "Stata dictionaries of fixed-width text are not read; import the data in Stata and save it as .dta"),
    (".zip", "archives are not read; unpack it and name the file inside"),
];

/// The way out for a file whose ending says that it holds microdata in a form that is not read.
pub fn refused(path: &Path) -> Option<&'static str> {
    let name = path.to_string_lossy().to_lowercase();
    REFUSED.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, way_out)| *way_out)
}

/// Opens a file by its ending.
///
/// # Errors
/// [`SourceError`] when the ending is not known or the file cannot be read.
pub fn open(path: &Path) -> Result<Arc<dyn Source>, SourceError> {
    open_with(path, &Reading::default())
}

/// Opens a file by its ending, told what it does not say itself.
///
/// # Errors
/// [`SourceError`] when the ending is not known, something is told that has no meaning for the format, or the file cannot be read.
pub fn open_with(path: &Path, reading: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    let name = path.to_string_lossy().to_lowercase();
    let fail = |reason: String| SourceError { file: path.display().to_string(), reason };
    let format = FORMATS.iter().find(|format| format.endings.iter().any(|ending| name.ends_with(ending)));
    let Some(format) = format else {
        if let Some(way_out) = refused(path) {
            return Err(fail(way_out.to_owned()));
        }
        let endings: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings.iter().copied()).collect();
        return Err(fail(format!("the format is not known; files that can be read end in {}", endings.join(", "))));
    };
    if reading.encoding.is_some() && !format.takes_encoding {
        return Err(fail(format!("{} files say themselves how text is encoded; leave the encoding out", format.name)));
    }
    if reading.sheet.is_some() && !format.has_sheets {
        return Err(fail(format!("{} files have no sheets; leave the sheet out", format.name)));
    }
    if std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == 0) {
        return Err(fail("the file is empty: copy or export it again".to_owned()));
    }
    let source = (format.open)(path, reading)?;
    if source.rows() == 0 {
        return Err(fail("no respondents: the file has variables, but not one row".to_owned()));
    }
    let mut names = HashSet::new();
    if let Some(twice) = source.variables().iter().find(|variable| !names.insert(&variable.name)) {
        return Err(fail(format!("column \"{}\": two columns have this name", twice.name)));
    }
    Ok(source)
}

/// What the system says about a file.
fn io_error(path: &Path, error: &std::io::Error) -> SourceError {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => error.to_string(),
    };
    SourceError { file: path.display().to_string(), reason }
}
