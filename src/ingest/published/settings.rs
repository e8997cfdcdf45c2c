//! What is known of a table beforehand: labels and fieldwork that it does not print, and as much of its layout as is stated.

use super::super::cell::Decimal;
use super::super::records::Delimiter;
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
