//! CSV and TSV: the first table of the document, machine names in the header, numbers to the last bit, missing entries empty,
//! infinite degrees of freedom as `inf`, lines ended by `\n`.

use super::{Form, only_table};
use crate::report::value::digits;
use crate::report::{Document, Kind, Value};
use std::io::{self, Write};

/// Fields between delimiters, quoted where they must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimited {
    name: &'static str,
    delimiter: u8,
}

impl Delimited {
    /// Commas.
    pub const CSV: Self = Self { name: "csv", delimiter: b',' };
    /// Tabs.
    pub const TSV: Self = Self { name: "tsv", delimiter: b'\t' };
}

impl Form for Delimited {
    fn name(&self) -> &'static str {
        self.name
    }

    fn extension(&self) -> &'static str {
        self.name
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let table = only_table(document, self.name)?;
        let mut writer = csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(out);
        writer.write_record(table.columns().iter().map(|column| column.name()))?;
        for row in table.rows() {
            let fields = table.columns().iter().zip(row.values()).map(|(column, value)| field(column.kind(), value));
            writer.write_record(fields)?;
        }
        writer.flush()
    }
}

fn field(kind: Kind, value: &Value) -> String {
    match value {
        Value::Number(x) if x.is_finite() => digits(*x),
        Value::Number(x) if kind == Kind::Df && *x == f64::INFINITY => "inf".to_owned(),
        other => other.id().unwrap_or_default().to_owned(),
    }
}
