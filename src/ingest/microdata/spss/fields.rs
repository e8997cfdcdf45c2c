//! From the raw dictionary to variables: long names, labels and missing codes put together, text decoded, long texts joined.

use super::bytes::{Bytes, DAMAGED};
use super::records::{Raw, Records};
use crate::ingest::microdata::calendar::Calendar;
use crate::ingest::microdata::growing::decoded;
use crate::survey::{Kind, Missing, Value, Variable};
use encoding_rs::Encoding;
use std::collections::HashMap;

/// Where the values of a variable lie in a case.
pub(super) enum Layout {
    /// A number at a byte of the case.
    Number(usize),
    /// A date at a byte of the case.
    Date(usize, Calendar),
    /// A text, in pieces: first byte and length of each.
    Text(Vec<(usize, usize)>),
}

/// Bytes of a very long text in each of its pieces.
const PIECE: usize = 255;
/// A very long text is cut as if each piece held only this many.
const COUNTED: usize = 252;

/// Makes variables of the records.
pub(super) struct Maker<'r> {
    records: &'r Records<'r>,
    encoding: Option<&'static Encoding>,
    big_endian: bool,
    /// Long names by short ones.
    names: HashMap<&'r [u8], &'r [u8]>,
    /// The sets of value labels that a slot has.
    sets: HashMap<usize, Vec<usize>>,
}

impl<'r> Maker<'r> {
    pub(super) fn new(
        records: &'r Records<'r>,
        encoding: Option<&'static Encoding>,
        big_endian: bool,
    ) -> Result<Self, String> {
        let names = records.extensions.names.iter().copied().collect();
        let mut sets: HashMap<usize, Vec<usize>> = HashMap::new();
        for (set, labels) in records.labels.iter().enumerate() {
            for &from_one in &labels.slots {
                let slot = usize::try_from(from_one).ok().and_then(|slot| slot.checked_sub(1));
                let slot = slot.filter(|&slot| records.slots.get(slot).is_some_and(Option::is_some));
                let slot = slot
                    .ok_or_else(|| format!("value labels for slot {from_one}, where no variable starts; {DAMAGED}"))?;
                sets.entry(slot).or_default().push(set);
            }
        }
        Ok(Self { records, encoding, big_endian, names, sets })
    }

    /// The variables in the order of the file.
    pub(super) fn fields(&self) -> Result<Vec<(Variable, Layout)>, String> {
        let mut fields = Vec::new();
        let mut left = self.records.variables.as_slice();
        while let [raw, ..] = left {
            let long_name = self.long_name(raw);
            let name = self.text(long_name)?;
            let within = |reason: String| format!("variable \"{name}\": {reason}");
            let (layout, taken) = self.layout(raw, left).map_err(within)?;
            left = &left[taken..];
            let variable = self.variable(raw, long_name, &name, &layout).map_err(within)?;
            fields.push((variable, layout));
        }
        Ok(fields)
    }

    fn layout(&self, raw: &Raw<'_>, left: &[Raw<'_>]) -> Result<(Layout, usize), String> {
        let start = raw.slot * 8;
        // A range of codes can be told only of numbers, so a date that has one is left as a number.
        let calendar = Calendar::spss(raw.format).filter(|_| raw.missing.range.is_none());
        let very_long = self.records.extensions.very_long.iter().find(|(name, _)| *name == raw.name.trim_ascii_end());
        let (layout, count) = match (raw.width, calendar, very_long) {
            (0, Some(calendar), _) => (Layout::Date(start, calendar), 1),
            (0, None, _) => (Layout::Number(start), 1),
            (_, _, Some(&(_, length))) if length > PIECE => self.pieces(length, left)?,
            (width, ..) => (Layout::Text(vec![(start, width)]), 1),
        };
        let end = match &layout {
            Layout::Number(start) | Layout::Date(start, _) => start + 8,
            Layout::Text(pieces) => pieces.iter().map(|(start, length)| start + length).max().unwrap_or(0),
        };
        let is_inside = end <= self.records.slots.len() * 8;
        if is_inside { Ok((layout, count)) } else { Err(format!("it ends outside of its case; {DAMAGED}")) }
    }

    fn pieces(&self, length: usize, left: &[Raw<'_>]) -> Result<(Layout, usize), String> {
        let count = length.div_ceil(COUNTED);
        let pieces = left.get(..count).filter(|pieces| pieces.iter().all(|piece| piece.width > 0));
        let pieces =
            pieces.ok_or_else(|| format!("a text of {length} bytes lacks some of its {count} pieces; {DAMAGED}"))?;
        let mut rest = length;
        let mut place = |piece: &Raw<'_>| {
            let here = piece.width.min(rest);
            rest -= here;
            (piece.slot * 8, here)
        };
        Ok((Layout::Text(pieces.iter().map(&mut place).collect()), count))
    }

    fn long_name(&self, raw: &Raw<'r>) -> &'r [u8] {
        let short = raw.name.trim_ascii_end();
        self.names.get(short).copied().unwrap_or(short)
    }

    fn text(&self, bytes: &[u8]) -> Result<String, String> {
        decoded(bytes, self.encoding).map(|text| text.into_owned())
    }

    fn variable(&self, raw: &Raw<'_>, long_name: &[u8], name: &str, layout: &Layout) -> Result<Variable, String> {
        let is_number = matches!(layout, Layout::Number(..));
        let mut variable = Variable::new(name, if is_number { Kind::Number } else { Kind::Text });
        let label = raw.label.map(|label| self.text(label)).transpose()?.filter(|label| !label.is_empty());
        variable.label = label.map(Into::into);
        let of_slot = self.sets.get(&raw.slot).into_iter().flatten().map(|&set| &self.records.labels[set].labels);
        let is_named = |called: &[u8]| called == long_name || called == raw.name.trim_ascii_end();
        let extensions = &self.records.extensions;
        let of_name = extensions.labels.iter().filter(|(called, _)| is_named(called)).map(|(_, labels)| labels);
        for &(code, label) in of_slot.chain(of_name).flatten() {
            variable.labels.push((self.value(code, layout)?, self.text(label)?.into()));
        }
        let of_name = extensions.missing.iter().filter(|(called, _)| is_named(called)).map(|(_, codes)| codes);
        for code in raw.missing.single.iter().chain(of_name.flatten()) {
            variable.missing.push(Missing::Value(self.value(code, layout)?));
        }
        if let Some((low, high)) = raw.missing.range.filter(|_| is_number) {
            let (low, high) = (self.number(low)?, self.number(high)?);
            // The extreme numbers stand for LO and HI.
            let low = if low <= f64::MIN.next_up() { f64::NEG_INFINITY } else { low };
            let high = if high >= f64::MAX { f64::INFINITY } else { high };
            variable.missing.push(Missing::Range { low, high });
        }
        Ok(variable)
    }

    fn number(&self, bytes: &[u8]) -> Result<f64, String> {
        Bytes::new(bytes, self.big_endian).number()
    }

    fn value(&self, bytes: &[u8], layout: &Layout) -> Result<Value, String> {
        match layout {
            Layout::Number(_) => self.number(bytes).map(Value::number),
            Layout::Date(_, calendar) => self.number(bytes).map(|number| Value::Text(calendar.text(number).into())),
            Layout::Text(_) => self.text(bytes).map(|text| match text.is_empty() {
                true => Value::Missing,
                false => Value::Text(text.into()),
            }),
        }
    }
}
