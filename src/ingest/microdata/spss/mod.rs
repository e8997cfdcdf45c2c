//! SPSS system files, `.sav` and `.zsav`: read whole, once, into memory.
//!
//! Labels, user-missing codes and the weight that the file names are kept. Dates become ISO text, except where a range of missing codes
//! needs them as numbers; blank text is missing. Multiple-response sets and attributes are not kept.

mod bytes;
mod cases;
mod columns;
mod extensions;
mod fields;
mod records;
mod sets;

use super::{Frame, Reading, io_error};
use crate::survey::{Source, SourceError};
use bytes::CUT;
use columns::{Placed, Storing};
use encoding_rs::Encoding;
use fields::{Layout, Maker};
use records::Records;
use std::path::Path;
use std::sync::Arc;

/// Opens a file.
pub(super) fn open(path: &Path, reading: &Reading) -> Result<Arc<dyn Source>, SourceError> {
    let data = std::fs::read(path).map_err(|error| io_error(path, &error))?;
    let name = path.display().to_string();
    let frame = read(&name, &data, reading.encoding).map_err(|reason| SourceError { file: name, reason })?;
    Ok(Arc::new(frame))
}

/// Reads the bytes of a file; a stated encoding stands above what the file says.
pub(super) fn read(name: &str, data: &[u8], stated: Option<&'static Encoding>) -> Result<Frame, String> {
    let (records, bytes) = records::read(data)?;
    let encoding = stated.map_or_else(|| encoding(&records), |stated| Ok(Some(stated)))?;
    let big_endian = bytes.is_big_endian();
    let fields = Maker::new(&records, encoding, big_endian)?.fields()?;
    if fields.is_empty() {
        return Err("the file has no variables".to_owned());
    }
    let weight = weight(&records, &fields);
    let (variables, layouts): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    let mut columns: Vec<Placed> = layouts.into_iter().map(Placed::new).collect();
    let system_missing = records.extensions.system_missing.unwrap_or(f64::MIN);
    let storing = Storing { encoding, big_endian, system_missing };
    let mut case = 0_i64;
    cases::read(data, bytes, &records, storing, |row| {
        case += 1;
        for (column, variable) in columns.iter_mut().zip(&variables) {
            column
                .push(row, storing)
                .map_err(|reason| format!("case {case}, variable \"{}\": {reason}", variable.name))?;
        }
        Ok(())
    })?;
    // A header may not know, or be wrong after cases were appended; but if there are fewer than it says, some were lost.
    let stated = records.extensions.cases.unwrap_or(0).max(i64::from(records.header.cases));
    if case < stated {
        return Err(format!("the file has {case} cases, where its header says {stated}: {CUT}"));
    }
    let columns = variables.into_iter().zip(columns.into_iter().map(Placed::finish)).collect();
    let frame = Frame::new(name, columns).map_err(|error| error.to_string())?;
    Ok(frame.weighted_by(weight).with_declared(sets::sets(&records.extensions, encoding)))
}

/// The encoding that the file states, by name or by code page; `None` when it states none.
fn encoding(records: &Records<'_>) -> Result<Option<&'static Encoding>, String> {
    let label = match (records.extensions.encoding, records.extensions.code_page) {
        (Some(name), _) => String::from_utf8_lossy(name).trim_matches(['\0', ' ']).to_owned(),
        (None, Some(65_001)) => "utf-8".to_owned(),
        (None, Some(20_866)) => "koi8-r".to_owned(),
        (None, Some(21_866)) => "koi8-u".to_owned(),
        (None, Some(866)) => "ibm866".to_owned(),
        (None, Some(page @ 874..=1258)) => format!("windows-{page}"),
        (None, Some(page @ 28_591..=28_605)) => format!("iso-8859-{}", page - 28_590),
        // 1 is EBCDIC; 2 and 3 say only "seven bits" and "eight bits".
        _ => return Ok(None),
    };
    let known = Encoding::for_label(label.as_bytes()).map(Some);
    known.ok_or_else(|| format!("the file says that its encoding is \"{label}\", which is not known; save it as UTF-8"))
}

/// The variable that the file names as its weight.
fn weight(records: &Records<'_>, fields: &[(impl Sized, Layout)]) -> Option<usize> {
    let slot = usize::try_from(records.header.weight).ok()?.checked_sub(1)?;
    fields.iter().position(|(_, layout)| matches!(layout, Layout::Number(start) if *start == slot * 8))
}
