//! SAS transport files, `.xpt`, of versions 5 and 8, through the crate `sas_xport`: read whole, once, into memory.
//!
//! Lettered missing values (`.A` to `.Z`, `._`) stay apart from `.` as tagged numbers. Dates and datetimes become ISO text by their
//! format, times stay seconds; blank text is missing. The format has no value labels and does not say how text is encoded: what is not
//! UTF-8 needs an encoding stated. A file with several data sets is refused.

use super::calendar::Calendar;
use super::growing::{Growing, NO_ENCODING};
use super::{Frame, Reading, guard, io_error};
use crate::survey::{Source, SourceError, Variable, tagged};
use encoding_rs::UTF_8;
use sas_xport::sas::xport::{XportError, XportErrorKind, XportReader, XportValue, XportVariable};
use sas_xport::sas::{SasMissingValue, SasVariableType};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

/// Bytes of a record.
const RECORD: u64 = 80;

/// Opens a file.
pub(super) fn open(path: &Path, reading: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    let file = File::open(path).map_err(|error| io_error(path, &error))?;
    let length = file.metadata().map_err(|error| io_error(path, &error))?.len();
    // The format does not say how many rows there are, but it fills its last record up.
    if length % RECORD != 0 && length > RECORD {
        let reason = format!(
            "{length} bytes are no whole number of records of {RECORD}: it was cut short; copy or export it again"
        );
        return Err(SourceError { file: path.display().to_string(), reason });
    }
    guard::panics(path, || read(&path.display().to_string(), file, reading))
        .map(|frame| Arc::new(frame) as Arc<dyn Source>)
}

fn read(name: &str, file: File, reading: &Reading) -> Result<Frame, String> {
    let told = |error: XportError| told(&error, reading);
    let mut options = XportReader::options();
    options.encoding(reading.encoding.unwrap_or(UTF_8));
    let reader = options.from_reader(BufReader::new(file)).map_err(told)?;
    let mut set = reader.next_dataset().map_err(told)?.ok_or("the file holds no data set")?;
    let described = set.schema().variables().to_vec();
    let mut columns: Vec<Growing> = described.iter().map(growing).collect();
    while let Some(record) = set.next_record().map_err(told)? {
        columns.iter_mut().zip(record.iter()).for_each(|(column, cell)| push(column, cell));
    }
    if let Some(second) = set.next_dataset().map_err(told)? {
        let second = second.schema().dataset_name().to_owned();
        return Err(format!(
            "the file holds several data sets (the second is \"{second}\"); export the one you mean to its own file"
        ));
    }
    let columns = described.iter().zip(columns).map(|(of, column)| (variable(of), column.finish())).collect();
    Frame::new(name, columns).map_err(|error| error.to_string())
}

fn growing(of: &XportVariable) -> Growing {
    Growing::new(matches!(of.value_type(), SasVariableType::Character), Calendar::sas(of.full_format()))
}

fn variable(of: &XportVariable) -> Variable {
    let mut variable = Variable::new(of.full_name().trim(), growing(of).kind());
    variable.label = Some(of.full_label().trim()).filter(|label| !label.is_empty()).map(Into::into);
    variable
}

fn push(column: &mut Growing, cell: &XportValue<'_>) {
    match cell {
        XportValue::Number(value) => column.push_number(number(*value)),
        XportValue::Character(text) => column.push_text(text),
    }
}

fn number(value: f64) -> f64 {
    let code = SasMissingValue::try_from_f64(value).map(|missing| char::from(missing.code()));
    code.map_or(value, tagged)
}

fn told(error: &XportError, reading: &Reading) -> String {
    match (error.kind(), reading.encoding) {
        (XportErrorKind::Encoding, None) => format!("the file holds {NO_ENCODING}"),
        (XportErrorKind::Encoding, Some(encoding)) => {
            format!("the file holds text that is not {}, the encoding that is stated for it", encoding.name())
        }
        _ => format!("not a SAS transport file, or a damaged one ({error}); export it again from SAS, or as .csv"),
    }
}
