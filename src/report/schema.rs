//! JSON Schemas (draft 2020-12) of the JSON outputs, made from the same column lists as the outputs.

use super::columns::{
    comparison_columns, estimate_columns, inspect_columns, margin_columns, outer_columns, parameter_columns,
    printed_margin_columns, provenance_columns, trend_columns,
};
use super::{Column, Kind, ReportError};
use crate::names;
use serde_json::{Map, Value, json};

/// The verbs whose outputs have a schema.
pub const SCHEMAS: [&str; 5] = ["estimate", "compare", "trend", "margin", "inspect"];

/// The schema of the JSON that `verb` prints. Fields may be added within a schema number, never taken away.
///
/// # Errors
/// [`ReportError::UnknownSchema`] with the known verbs.
pub fn schema(verb: &str) -> Result<Value, ReportError> {
    let rows = match verb {
        "estimate" => rows(&estimate_columns(&[], None)),
        "compare" => rows(&comparison_columns(&[])),
        "trend" => rows(&trend_columns()),
        "margin" => json!({"type": "array", "items": {"anyOf": [
            items(&margin_columns()), items(&printed_margin_columns())
        ]}}),
        "inspect" => rows(&inspect_columns()),
        other => {
            let hint = names::hint(other, SCHEMAS);
            return Err(ReportError::UnknownSchema { verb: other.to_owned(), hint });
        }
    };
    Ok(document(verb, rows))
}

fn document(verb: &str, rows: Value) -> Value {
    let text = json!({"type": "string"});
    let object = |properties: Value, required: &[&str]| json!({"type": "object", "properties": properties, "required": required});
    let input =
        object(json!({"path": text, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}), &["path", "sha256"]);
    let where_ = json!({"type": ["string", "null"], "description": "file:line:field, a variable or a question"});
    let warning = object(json!({"code": text, "message": text, "where": where_}), &["code", "message", "where"]);
    let mut properties = Map::new();
    properties.insert("schema".into(), json!({"const": format!("topline/{verb}/1")}));
    properties.insert("topline".into(), json!({"type": "string", "description": "version of topline"}));
    properties.insert("inputs".into(), json!({"type": "array", "items": input}));
    properties.insert("method".into(), facts());
    properties.insert("warnings".into(), json!({"type": "array", "items": warning}));
    properties.insert("rows".into(), rows);
    if verb == "trend" {
        properties.insert("parameters".into(), self::rows(&parameter_columns()));
    }
    if verb == "inspect" {
        properties.insert("facts".into(), facts());
    }
    let required = ["schema", "topline", "inputs", "method", "warnings", "rows"];
    let mut whole = object(Value::Object(properties), &required);
    whole["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    whole["title"] = json!(format!("topline {verb}"));
    whole
}

fn facts() -> Value {
    json!({"type": "object", "additionalProperties": {"type": ["string", "number", "null"]}})
}

fn rows(columns: &[Column]) -> Value {
    json!({"type": "array", "items": items(columns)})
}

/// One row: the contract's columns are required, extras are described, group columns are free.
fn items(columns: &[Column]) -> Value {
    let extras: Vec<Column> = outer_columns().into_iter().chain(provenance_columns()).collect();
    let properties: Map<String, Value> =
        columns.iter().chain(&extras).map(|column| (column.name().to_owned(), property(column))).collect();
    let required: Vec<&str> = columns.iter().map(Column::name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": {"type": ["string", "number", "null"]},
    })
}

fn property(column: &Column) -> Value {
    let kind = column.kind();
    let description = match kind {
        Kind::Text | Kind::Number => column.title(),
        Kind::Group => "level of a grouping variable; null: everybody",
        Kind::Date => "date, period or wave",
        Kind::Stat => "share, mean, total, ratio, quantile, median, variance or net-score",
        Kind::Estimate => "the estimate; shares as fractions of 1",
        Kind::Difference => "a less b; shares as fractions of 1",
        Kind::Error => "standard error",
        Kind::Low => "lower end of the interval",
        Kind::High => "upper end of the interval",
        Kind::LowOuter => "lower end with rounding of printed figures added",
        Kind::HighOuter => "upper end with rounding of printed figures added",
        Kind::Level => "confidence level, a fraction of 1",
        Kind::Share => "a share, a fraction of 1",
        Kind::Margin => "margin of error, a fraction of 1",
        Kind::Count => "people, or a sum of weights",
        Kind::PValue => "p-value",
        Kind::Df => "degrees of freedom; null: infinite",
        Kind::Ratio => "a design effect or a test statistic",
        Kind::Flags => "codes separated by semicolons",
        Kind::Place => "where the number stands: file:line:field",
        Kind::Source => "the publication it is from",
    };
    json!({"type": [if kind.is_label() { "string" } else { "number" }, "null"], "description": description})
}
