//! Unknown keys of a study file, found by its own JSON Schema: position, and what was probably meant.

use super::StudyError;
use super::file::position;
use crate::names;
use schemars::Schema;
use serde_json::Value;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Checks every key of `text` against `schema`.
///
/// # Errors
/// [`StudyError::File`] at the first syntax error or unknown key.
pub(super) fn check(path: &Path, text: &str, schema: &Schema) -> Result<(), StudyError> {
    let fail = |offset: usize, message: String| {
        let (line, column) = position(text, offset);
        StudyError::File { path: path.to_owned(), line, column, message }
    };
    let table = DeTable::parse(text)
        .map_err(|error| fail(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    let root = schema.as_value();
    walk(table.get_ref(), root, root, "the study").map_err(|(offset, message)| fail(offset, message))
}

fn walk(table: &DeTable<'_>, schema: &Value, root: &Value, place: &str) -> Result<(), (usize, String)> {
    let Some(properties) = resolved(schema, root).get("properties").and_then(Value::as_object) else { return Ok(()) };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let Some(known) = properties.get(name) else {
            let hint = names::hint(name, properties.keys().map(String::as_str));
            return Err((key.span().start, format!("unknown key \"{name}\" in {place}{hint}")));
        };
        enter(value.get_ref(), known, root, name)?;
    }
    Ok(())
}

fn enter(value: &DeValue<'_>, schema: &Value, root: &Value, key: &str) -> Result<(), (usize, String)> {
    match value {
        DeValue::Table(table) => walk(table, schema, root, &format!("[{key}]")),
        DeValue::Array(items) => {
            let of_items = resolved(schema, root).get("items").unwrap_or(&Value::Null);
            items.iter().try_for_each(|item| match item.get_ref() {
                DeValue::Table(table) => walk(table, of_items, root, &format!("[[{key}]]")),
                _ => Ok(()),
            })
        }
        _ => Ok(()),
    }
}

/// The schema behind a `$ref`.
fn resolved<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| root.pointer(pointer)).unwrap_or(schema)
}
