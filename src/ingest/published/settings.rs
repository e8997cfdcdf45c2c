//! What is known of a table beforehand: labels and fieldwork that it does not print, and as much of its layout as is stated.

use super::super::cell::Decimal;
use super::super::error::ReadError;
use super::super::records::{Delimiter, Grid};
use super::layout::{Kind, Unit};
use crate::survey::{Codebook, Fieldwork, Wave};
use std::sync::Arc;

/// How to read a published table. The default finds everything by itself.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The question of a table that does not name it; otherwise the name of the file.
    pub question: Option<Arc<str>>,
    /// The wave of a table that has no column or heading for it.
    pub wave: Option<Wave>,
    /// Who asked, where the table does not say.
    pub fieldwork: Fieldwork,
    /// The publication, where the table does not say.
    pub source: Option<Arc<str>>,
    /// The unit that figures are rounded to, as a fraction of 1 (whole per cent: 0.01; 0: exact), in place of the printed decimals.
    pub rounding: Option<f64>,
    /// People may give several answers: sums over 100 % are no error.
    pub multiple: bool,
    /// Sums far over 100 % are a finding instead of an error, for whoever looks for what is wrong with a table.
    pub tolerant: bool,
    /// Labels and nets.
    pub codebook: Codebook,
    /// The layout, as far as it is stated.
    pub stated: Stated,
}

/// A layout as stated in a study file. What is left out is found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Stated {
    /// Text encoding, by its WHATWG name: `utf-8`, `windows-1251`, `utf-16le` …
    pub encoding: Option<String>,
    /// What divides fields.
    pub delimiter: Option<Delimiter>,
    /// What stands down and what across.
    pub kind: Option<Kind>,
    /// The line of the file with the first heading, from 1.
    pub heading_line: Option<usize>,
    /// How many heading lines there are: 1 or 2.
    pub heading_lines: Option<usize>,
    /// Per cent or shares of 1.
    pub unit: Option<Unit>,
    /// The sign before decimals.
    pub decimal: Option<Decimal>,
    /// The variable whose levels head the columns of a table with one heading line.
    pub group: Option<String>,
}

impl Stated {
    /// Refuses what no table can have.
    ///
    /// # Errors
    /// [`ReadError::Stated`].
    pub(super) fn refuse_impossible(&self, file: &str) -> Result<(), ReadError> {
        match self.heading_lines {
            Some(lines) if !(1..=2).contains(&lines) => {
                Err(misfit(file, "heading-lines", format!("{lines} is not 1 or 2")))
            }
            _ => Ok(()),
        }
    }

    /// Refuses what says nothing of a table with named columns.
    ///
    /// # Errors
    /// [`ReadError::Stated`].
    pub(super) fn refuse_unused(&self, file: &str) -> Result<(), ReadError> {
        let why = "the table has named columns, and one line of names".to_owned();
        match (self.heading_lines, &self.group) {
            (Some(2), _) => Err(misfit(file, "heading-lines", why)),
            (_, Some(_)) => Err(misfit(file, "group", why)),
            _ => Ok(()),
        }
    }

    /// The row of the stated heading line, if one is stated.
    ///
    /// # Errors
    /// [`ReadError::Stated`] when the line is blank or not there.
    pub(super) fn heading_row(&self, grid: &Grid) -> Result<Option<usize>, ReadError> {
        let Some(line) = self.heading_line else { return Ok(None) };
        let row = (0..grid.rows()).find(|&row| grid.line(row) == line);
        let why = || format!("line {line} is blank, or beyond the end of the file");
        row.map(Some).ok_or_else(|| misfit(grid.file(), "heading-line", why()))
    }
}

fn misfit(file: &str, what: &'static str, why: String) -> ReadError {
    ReadError::Stated { file: file.to_owned(), what, why }
}
