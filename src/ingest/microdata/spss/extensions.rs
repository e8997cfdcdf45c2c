//! Extension records of an SPSS system file: encoding, long names, long texts with their labels and missing codes, number of cases,
//! multiple-response sets. Those that say nothing about the values (display widths, attributes) are passed over.

use super::bytes::{Bytes, DAMAGED};

/// By name of a variable: its values with their labels.
pub(super) type LongLabels<'a> = Vec<(&'a [u8], Vec<(&'a [u8], &'a [u8])>)>;

/// By name of a variable: its missing codes.
pub(super) type LongMissing<'a> = Vec<(&'a [u8], Vec<&'a [u8]>)>;

/// What the extensions say.
#[derive(Default)]
pub(super) struct Extensions<'a> {
    /// The name of the encoding.
    pub(super) encoding: Option<&'a [u8]>,
    /// The code page, where 2 and 3 mean "some kind of ASCII".
    pub(super) code_page: Option<i32>,
    /// The number that stands for nothing.
    pub(super) system_missing: Option<f64>,
    /// Number of cases.
    pub(super) cases: Option<i64>,
    /// Short names and long ones.
    pub(super) names: Vec<(&'a [u8], &'a [u8])>,
    /// Short names of texts longer than 255 bytes, and their lengths.
    pub(super) very_long: Vec<(&'a [u8], usize)>,
    /// Value labels of texts longer than eight bytes.
    pub(super) labels: LongLabels<'a>,
    /// Multiple-response sets, a line each.
    pub(super) sets: Vec<&'a [u8]>,
    /// Missing codes of texts longer than eight bytes.
    pub(super) missing: LongMissing<'a>,
}

impl<'a> Extensions<'a> {
    /// Reads one record, after its type.
    pub(super) fn read(&mut self, bytes: &mut Bytes<'a>) -> Result<(), String> {
        let at = bytes.at();
        let (subtype, size, count) = (bytes.int()?, bytes.count()?, bytes.count()?);
        let length = size.checked_mul(count).ok_or_else(|| format!("byte {at}: an endless record; {DAMAGED}"))?;
        let data = bytes.take(length)?;
        let mut inside = bytes.of(data);
        match subtype {
            3 if length >= 32 => {
                inside.take(28)?;
                self.code_page = Some(inside.int()?);
            }
            4 if length >= 8 => self.system_missing = Some(inside.number()?),
            7 | 19 => self.sets.push(data),
            13 => self.names = pairs(data).collect(),
            14 => {
                let number = |text: &[u8]| std::str::from_utf8(text).ok()?.trim_matches(['\0', ' ']).parse().ok();
                self.very_long = pairs(data).filter_map(|(name, length)| Some((name, number(length)?))).collect();
            }
            16 if length >= 16 => {
                inside.take(8)?;
                self.cases = Some(inside.long()?);
            }
            20 => self.encoding = Some(data),
            21 => self.labels = long_labels(&mut inside)?,
            22 => self.missing = long_missing(&mut inside)?,
            _ => {}
        }
        Ok(())
    }
}

/// `NAME=value` pairs between tabulators.
fn pairs(data: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    data.split(|&byte| byte == b'\t').filter_map(|pair| {
        let equals = pair.iter().position(|&byte| byte == b'=')?;
        Some((pair[..equals].trim_ascii(), &pair[equals + 1..]))
    })
}

fn text<'a>(bytes: &mut Bytes<'a>) -> Result<&'a [u8], String> {
    let length = bytes.count()?;
    bytes.take(length)
}

fn long_labels<'a>(bytes: &mut Bytes<'a>) -> Result<LongLabels<'a>, String> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let name = text(bytes)?;
        let (_width, count) = (bytes.int()?, bytes.count()?);
        let mut labels = Vec::new();
        for _ in 0..count {
            labels.push((text(bytes)?, text(bytes)?));
        }
        all.push((name, labels));
    }
    Ok(all)
}

fn long_missing<'a>(bytes: &mut Bytes<'a>) -> Result<LongMissing<'a>, String> {
    let mut all = Vec::new();
    while !bytes.is_empty() {
        let name = text(bytes)?;
        let count = usize::from(bytes.take(1)?[0]);
        let length = bytes.count()?;
        let codes = (0..count).map(|_| bytes.take(length)).collect::<Result<_, _>>()?;
        all.push((name, codes));
    }
    Ok(all)
}
