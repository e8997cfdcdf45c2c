//! Reports: what was found, as a [`Document`] of headings, tables, pictures and notes, and the [`Form`]s it can be written in.
//!
//! Results in, bytes out: nothing here opens a file, asks the time or depends on the machine, so the same document gives the same
//! bytes everywhere. Machine forms (CSV, TSV, JSON, JSON lines, XLSX) keep every number to the last bit; forms for people (terminal,
//! Markdown, HTML) round to what the precision bears.

pub mod columns;
mod document;
mod error;
pub mod form;
mod meta;
mod schema;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod view;

pub use document::{Block, Document, METHOD, Picture};
pub use error::ReportError;
pub use form::{Form, Style, Terminal};
pub use meta::{CREATOR, Fact, Input, Meta, VERSION, Warning, sha256};
pub use schema::{SCHEMAS, schema};
pub use table::{Column, Kind, Row, Table};
pub use value::Value;
pub use view::grouped;
