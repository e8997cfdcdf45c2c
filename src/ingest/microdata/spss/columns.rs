//! The columns of an SPSS system file as they grow, case by case.

use super::bytes::Bytes;
use super::fields::Layout;
use crate::ingest::microdata::growing::{Growing, decoded};
use crate::survey::Column;
use encoding_rs::Encoding;

/// How numbers and text stand in the cases.
#[derive(Clone, Copy)]
pub(super) struct Storing {
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) big_endian: bool,
    /// The number that stands for nothing.
    pub(super) system_missing: f64,
}

impl Storing {
    /// The number at a byte of a case, NaN where nothing is.
    fn number(&self, row: &[u8], start: usize) -> Result<f64, String> {
        let number = Bytes::new(&row[start..start + 8], self.big_endian).number()?;
        // Any NaN is made the same, so that none is taken for a letter.
        Ok(if number.is_nan() || number == self.system_missing { f64::NAN } else { number })
    }

    /// A number as it would be stored.
    pub(super) fn stored(&self, value: f64) -> [u8; 8] {
        if self.big_endian { value.to_be_bytes() } else { value.to_le_bytes() }
    }
}

/// A column and where its values lie in a case.
pub(super) struct Placed {
    layout: Layout,
    column: Growing,
}

impl Placed {
    pub(super) fn new(layout: Layout) -> Self {
        let column = match &layout {
            Layout::Number(_) => Growing::new(false, None),
            Layout::Date(_, calendar) => Growing::new(false, Some(*calendar)),
            Layout::Text(_) => Growing::new(true, None),
        };
        Self { layout, column }
    }

    /// Adds the value of a case.
    pub(super) fn push(&mut self, row: &[u8], storing: Storing) -> Result<(), String> {
        match &self.layout {
            Layout::Number(start) | Layout::Date(start, _) => self.column.push_number(storing.number(row, *start)?),
            Layout::Text(pieces) => match pieces[..] {
                [(start, length)] => self.column.push_text(&decoded(&row[start..start + length], storing.encoding)?),
                _ => {
                    let parts: Vec<&[u8]> = pieces.iter().map(|(start, length)| &row[*start..start + length]).collect();
                    self.column.push_text(&decoded(&parts.concat(), storing.encoding)?);
                }
            },
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Column {
        self.column.finish()
    }
}
