//! JSON lines: the rows of the first table, one object a line, with the same fields as in JSON.

use super::{Form, json, only_table};
use crate::report::Document;
use std::io::{self, Write};

/// One JSON object a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonLines;

impl Form for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        json::rows(only_table(document, "jsonl")?).try_for_each(|row| writeln!(out, "{row}"))
    }
}
