//! JSON: one object with the schema's name, version, inputs, method, warnings, the rows of the first table and those of further
//! tables under their names. Numbers to the last bit; missing and infinite ones are `null`, as JSON has no infinity.

use super::Form;
use crate::report::value::digits;
use crate::report::{Document, Fact, Table, VERSION, Value};
use std::io::{self, Write};

/// One JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json;

impl Form for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let meta = &document.meta;
        writeln!(out, "{{\n  \"schema\": {},", text(&format!("topline/{}/1", meta.verb)))?;
        write!(out, "  \"topline\": {}", text(VERSION))?;
        let inputs = meta.inputs.iter().map(|i| object([("path", text(&i.path)), ("sha256", text(i.sha256()))]));
        list(out, "inputs", inputs)?;
        write!(out, ",\n  \"method\": {}", facts(meta.method.iter()))?;
        let warnings = meta.warnings.iter().map(|warning| {
            let place = warning.place.as_deref().map_or("null".to_owned(), text);
            object([("code", text(&warning.code)), ("message", text(&warning.message)), ("where", place)])
        });
        list(out, "warnings", warnings)?;
        if document.facts().next().is_some() {
            write!(out, ",\n  \"facts\": {}", facts(document.facts()))?;
        }
        let tables = document.named_tables();
        if tables.is_empty() {
            list(out, "rows", std::iter::empty())?;
        }
        for (name, table) in tables {
            list(out, &name, rows(table))?;
        }
        writeln!(out, "\n}}")
    }
}

/// The rows of a table, each as an object in column order.
pub(super) fn rows(table: &Table) -> impl Iterator<Item = String> {
    table.rows().iter().map(|row| object(table.columns().iter().map(|c| c.name()).zip(row.values().iter().map(value))))
}

/// A field that is a list, one item a line.
fn list(out: &mut dyn Write, name: &str, items: impl Iterator<Item = String>) -> io::Result<()> {
    write!(out, ",\n  {}: [", text(name))?;
    let mut any = false;
    for item in items {
        write!(out, "{}\n    {item}", if any { "," } else { "" })?;
        any = true;
    }
    out.write_all(if any { b"\n  ]" } else { b"]" })
}

fn facts<'a>(facts: impl Iterator<Item = &'a Fact>) -> String {
    object(facts.map(|fact| (fact.column.name(), value(&fact.value))))
}

fn object<'a>(fields: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("{}: {value}", text(name))).collect();
    format!("{{{}}}", fields.join(", "))
}

fn value(value: &Value) -> String {
    match value {
        Value::Number(x) if x.is_finite() => digits(*x),
        Value::Numbers { values, .. } => {
            format!("[{}]", values.iter().map(|x| digits(*x)).collect::<Vec<_>>().join(", "))
        }
        other => other.id().filter(|id| !id.is_empty()).map_or("null".to_owned(), text),
    }
}

/// A JSON string.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
