//! The wave of a row: from its label and its dates, with dates printed in one line of a wave kept for its other lines.

use super::super::dates;
use super::super::error::ReadError;
use super::draft::{Context, Draft};
use super::fields::{Field, Named};
use crate::survey::{Fieldwork, Period, Precision, Wave};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Reads the waves of a table with named columns.
#[derive(Default)]
pub(super) struct Waves {
    /// Texts read before: a long file repeats few dates many times.
    known: HashMap<String, Period>,
    /// Dates from date columns, by firm and label.
    dated: BTreeMap<(Fieldwork, Arc<str>), Vec<Period>>,
}

impl Waves {
    /// The wave of a row; `None` where it has neither label nor date.
    ///
    /// # Errors
    /// A date that cannot be read. A label need not be a date.
    pub(super) fn of_row(
        &mut self,
        context: &mut Context<'_>,
        named: &Named,
        row: usize,
        fieldwork: &Fieldwork,
    ) -> Result<Option<Wave>, ReadError> {
        let dates = self.dates(context, named, row)?;
        let label =
            named.column(Field::Wave).map(|column| context.grid.text(row, column)).filter(|text| !text.is_empty());
        let label: Arc<str> = match (label, dates) {
            (Some(label), _) => context.names.get(label),
            (None, Some(period)) => context.names.get(&period.to_string()),
            (None, None) => return Ok(None),
        };
        if let Some(period) = dates {
            let known = self.dated.entry((fieldwork.clone(), label.clone())).or_default();
            if !known.contains(&period) {
                known.push(period);
            }
        }
        Ok(Some(Wave { period: dates.or_else(|| dates::period(&label).ok()), label }))
    }

    fn dates(&mut self, context: &Context<'_>, named: &Named, row: usize) -> Result<Option<Period>, ReadError> {
        let mut read = |field| match named.column(field) {
            Some(column) => self.date(context, row, column, &named.headings[column]),
            None => Ok(None),
        };
        let (start, end) = (read(Field::DateStart)?, read(Field::DateEnd)?);
        let (Some(first), Some(last)) = (start, end) else {
            return Ok(start.or(end).or(read(Field::Date)?));
        };
        let precision: Precision = first.precision().max(last.precision());
        Period::new(first.start(), last.end(), precision).map(Some).ok_or_else(|| {
            let column = named.column(Field::DateEnd).unwrap_or_default();
            ReadError::Cell {
                spot: context.spot(row, column, &named.headings[column]),
                rule: format!("fieldwork ends before it starts on {}", first.start()),
                next: "Correct one of the two dates".into(),
            }
        })
    }

    fn date(
        &mut self,
        context: &Context<'_>,
        row: usize,
        column: usize,
        heading: &str,
    ) -> Result<Option<Period>, ReadError> {
        let text = context.grid.text(row, column);
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(period) = self.known.get(text) {
            return Ok(Some(*period));
        }
        let period = dates::period(text)
            .map_err(|reason| ReadError::Date { spot: context.spot(row, column, heading), reason })?;
        self.known.insert(text.to_owned(), period);
        Ok(Some(period))
    }

    /// Gives the lines of a wave without dates the dates that its other lines print, if those agree.
    pub(super) fn complete(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let Some(wave) = &mut draft.wave else { continue };
            if let Some([period]) = self.dated.get(&(draft.fieldwork.clone(), wave.label.clone())).map(Vec::as_slice) {
                wave.period = Some(*period);
            }
        }
    }
}
