//! The dictionary of an SPSS system file as it stands in the file: header, variable records, value labels, extensions.
//!
//! Written from the description of the format in the developers' guide of GNU PSPP ("System File Format").

use super::bytes::{Bytes, DAMAGED};
use super::extensions::Extensions;

/// The dictionary, its text still in bytes.
pub(super) struct Records<'a> {
    pub(super) header: Header,
    pub(super) variables: Vec<Raw<'a>>,
    /// The variable that starts at each eight-byte slot of a case; none where one goes on.
    pub(super) slots: Vec<Option<usize>>,
    pub(super) labels: Vec<LabelSet<'a>>,
    pub(super) extensions: Extensions<'a>,
}

/// What the first 176 bytes say.
pub(super) struct Header {
    pub(super) compression: Compression,
    /// The slot of the weight, from 1; 0 for none.
    pub(super) weight: i32,
    /// Number of cases, negative when not known.
    pub(super) cases: i32,
    pub(super) bias: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Bytecode,
    Zlib,
}

/// One variable record and the slots it takes.
pub(super) struct Raw<'a> {
    pub(super) name: &'a [u8],
    /// 0 for a number, else the bytes of a text.
    pub(super) width: usize,
    pub(super) slot: usize,
    pub(super) label: Option<&'a [u8]>,
    /// The display format, by its number.
    pub(super) format: u8,
    pub(super) missing: Codes<'a>,
}

/// User-missing codes, each of eight bytes.
#[derive(Default)]
pub(super) struct Codes<'a> {
    pub(super) range: Option<(&'a [u8], &'a [u8])>,
    pub(super) single: Vec<&'a [u8]>,
}

/// Labels that some variables share, which are named by their slots from 1.
pub(super) struct LabelSet<'a> {
    pub(super) labels: Vec<(&'a [u8], &'a [u8])>,
    pub(super) slots: Vec<i32>,
}

/// Reads the dictionary; `bytes` stands at the data afterwards.
pub(super) fn read<'a>(data: &'a [u8]) -> Result<(Records<'a>, Bytes<'a>), String> {
    let (header, mut bytes) = header(data)?;
    let (variables, slots, labels) = (Vec::new(), Vec::new(), Vec::new());
    let mut records = Records { header, variables, slots, labels, extensions: Extensions::default() };
    loop {
        let at = bytes.at();
        match bytes.int()? {
            2 => variable(&mut bytes, &mut records)?,
            3 => records.labels.push(labels_of(&mut bytes)?),
            6 => {
                let lines = bytes.count()?;
                bytes.take(lines.saturating_mul(80))?;
            }
            7 => records.extensions.read(&mut bytes)?,
            999 => {
                bytes.take(4)?;
                return Ok((records, bytes));
            }
            other => return Err(format!("byte {at}: a record of type {other}, which no SPSS file has; {DAMAGED}")),
        }
    }
}

fn header(data: &[u8]) -> Result<(Header, Bytes<'_>), String> {
    let magic = data.get(..4).unwrap_or(data);
    if !matches!(magic, b"$FL2" | b"$FL3") {
        return Err("this is not an SPSS system file (it does not begin with $FL2 or $FL3); save it from SPSS as .sav"
            .to_owned());
    }
    let mut bytes = Bytes::new(data, false);
    bytes.take(64)?;
    // The layout code is 2 or 3 in the byte order of the machine that wrote the file.
    let big_endian = match bytes.int()? {
        2 | 3 => false,
        0x0200_0000 | 0x0300_0000 => true,
        other => {
            return Err(format!(
                "byte 64: a layout of {other}, where 2 or 3 is known; save the file again from SPSS as .sav"
            ));
        }
    };
    let mut bytes = Bytes::new(data, big_endian);
    bytes.take(68)?;
    let _slots = bytes.int()?;
    let compression = match bytes.int()? {
        0 => Compression::None,
        1 => Compression::Bytecode,
        2 => Compression::Zlib,
        other => {
            return Err(format!(
                "byte 72: compression {other}, where 0, 1 and 2 are known; save the file uncompressed"
            ));
        }
    };
    let (weight, cases, bias) = (bytes.int()?, bytes.int()?, bytes.number()?);
    bytes.take(176 - 92)?;
    Ok((Header { compression, weight, cases, bias }, bytes))
}

fn variable<'a>(bytes: &mut Bytes<'a>, records: &mut Records<'a>) -> Result<(), String> {
    let at = bytes.at();
    let (width, has_label, missing) = (bytes.int()?, bytes.int()?, bytes.int()?);
    let print = bytes.int()?;
    let _write = bytes.int()?;
    let name = bytes.take(8)?;
    let label = if has_label == 1 { Some(padded(bytes, 4)?) } else { None };
    let missing = codes(bytes, missing).map_err(|reason| format!("byte {at}: {reason}"))?;
    match width {
        -1 => records.slots.push(None),
        0..=255 => {
            records.slots.push(Some(records.variables.len()));
            let (width, slot, format) = (width as usize, records.slots.len() - 1, (print >> 16) as u8);
            records.variables.push(Raw { name, width, slot, label, format, missing });
        }
        _ => return Err(format!("byte {at}: a variable of width {width}; {DAMAGED}")),
    }
    Ok(())
}

/// A text after its length, filled up to a multiple of `unit`.
fn padded<'a>(bytes: &mut Bytes<'a>, unit: usize) -> Result<&'a [u8], String> {
    let length = bytes.count()?;
    let text = bytes.take(length)?;
    bytes.take(length.next_multiple_of(unit) - length)?;
    Ok(text)
}

fn codes<'a>(bytes: &mut Bytes<'a>, count: i32) -> Result<Codes<'a>, String> {
    let (has_range, singles) = match count {
        0..=3 => (false, count),
        -2 => (true, 0),
        -3 => (true, 1),
        _ => return Err(format!("{count} missing values of a variable; {DAMAGED}")),
    };
    let range = if has_range { Some((bytes.take(8)?, bytes.take(8)?)) } else { None };
    let single = (0..singles).map(|_| bytes.take(8)).collect::<Result<_, _>>()?;
    Ok(Codes { range, single })
}

fn labels_of<'a>(bytes: &mut Bytes<'a>) -> Result<LabelSet<'a>, String> {
    let count = bytes.count()?;
    let mut labels = Vec::new();
    for _ in 0..count {
        let value = bytes.take(8)?;
        let length = usize::from(bytes.take(1)?[0]);
        let label = bytes.take(length)?;
        bytes.take((length + 1).next_multiple_of(8) - (length + 1))?;
        labels.push((value, label));
    }
    let at = bytes.at();
    if bytes.int()? != 4 {
        return Err(format!("byte {at}: value labels without the variables that have them; {DAMAGED}"));
    }
    let count = bytes.count()?;
    let mut slots = Vec::new();
    for _ in 0..count {
        slots.push(bytes.int()?);
    }
    Ok(LabelSet { labels, slots })
}
