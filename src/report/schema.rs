//! JSON Schemas (draft 2020-12) of the JSON outputs, made from the same column lists as the outputs.

use super::columns::{
    comparison_columns, estimate_columns, figure_columns, inspect_columns, margin_columns, outer_columns,
    parameter_columns, printed_margin_columns, provenance_columns, trend_columns,
};
use super::{Column, Kind, ReportError};
use crate::names;
use serde_json::{Map, Value, json};

/// The verbs whose outputs have a schema.
pub const SCHEMAS: [&str; 7] = ["run", "inspect", "estimate", "compare", "trend", "margin", "convert"];

/// The schema of the JSON that `verb` prints or writes; of `run` also that of its manifest. Fields may be added within a schema number,
/// never taken away.
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
        "convert" => rows(&figure_columns(&[])),
        "run" => return Ok(run()),
        other => {
            let hint = names::hint(other, SCHEMAS);
            return Err(ReportError::UnknownSchema { verb: other.to_owned(), hint });
        }
    };
    Ok(document(verb, rows))
}

fn document(verb: &str, rows: Value) -> Value {
    let mut properties = head(verb);
    properties.insert("inputs".into(), list(input()));
    properties.insert("method".into(), facts());
    properties.insert("warnings".into(), list(warning()));
    properties.insert("rows".into(), rows);
    if verb == "trend" {
        properties.insert("parameters".into(), self::rows(&parameter_columns()));
    }
    if verb == "inspect" {
        properties.insert("facts".into(), facts());
    }
    whole(verb, properties, &["schema", "topline", "inputs", "method", "warnings", "rows"])
}

/// What `run` writes: the manifest beside the outputs, which names the study and lists the files; and documents with rows: the report,
/// the plan (`--dry-run`), the changes (`--diff`).
fn run() -> Value {
    let step = json!({"type": "string", "description": "the step of the study"});
    let hash = |description: &str| json!({"type": "string", "pattern": HASH, "description": description});
    let output = json!({
        "file": {"type": "string", "description": "name in the output folder"},
        "step": step.clone(),
        "sha256": hash("of the file"),
        "key": hash("of all that the file depends on"),
    });
    let mut properties = head("run");
    properties.insert("study".into(), input());
    properties.insert("inputs".into(), list(input()));
    properties.insert("method".into(), facts());
    properties.insert("warnings".into(), list(warning()));
    properties.insert("outputs".into(), list(object(output, &["file", "step", "sha256", "key"])));
    properties.insert("failed".into(), list(step));
    properties.insert("rows".into(), list(json!({"type": "object"})));
    let mut schema = whole("run", properties, &["schema", "topline", "inputs", "warnings"]);
    schema["anyOf"] = json!([
        {"required": ["study", "outputs", "failed"], "description": "manifest.json"},
        {"required": ["method", "rows"], "description": "the report, the plan or the changes"},
    ]);
    schema
}

/// SHA-256 in lower-case hexadecimal.
const HASH: &str = "^[0-9a-f]{64}$";

fn object(properties: Value, required: &[&str]) -> Value {
    json!({"type": "object", "properties": properties, "required": required})
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn input() -> Value {
    let path = json!({"type": "string", "description": "as named; of a study's sources as the study names them"});
    object(json!({"path": path, "sha256": {"type": "string", "pattern": HASH}}), &["path", "sha256"])
}

fn warning() -> Value {
    let text = json!({"type": "string"});
    let place = json!({"type": ["string", "null"], "description": "file:line:field, a variable, a question or a step"});
    object(json!({"code": text, "message": text, "where": place}), &["code", "message", "where"])
}

/// The fields that say what the object is.
fn head(verb: &str) -> Map<String, Value> {
    let mut properties = Map::new();
    properties.insert("schema".into(), json!({"const": format!("topline/{verb}/1")}));
    properties.insert("topline".into(), json!({"type": "string", "description": "version of topline"}));
    properties
}

fn whole(verb: &str, properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut whole = object(Value::Object(properties), required);
    whole["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    whole["title"] = json!(format!("topline {verb}"));
    whole
}

fn facts() -> Value {
    json!({"type": "object", "additionalProperties": {"type": ["string", "number", "null"]}})
}

fn rows(columns: &[Column]) -> Value {
    list(items(columns))
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
        Kind::Text | Kind::Number | Kind::Exact => column.title(),
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
        Kind::Df => "degrees of freedom, both in a list where a test has two; null: infinite",
        Kind::Ratio => "a design effect or a test statistic",
        Kind::Flags => "codes separated by semicolons",
        Kind::Place => "where the number stands: file:line:field",
        Kind::Source => "the publication it is from",
    };
    let one = if kind.is_label() { "string" } else { "number" };
    match kind {
        Kind::Df => json!({"type": [one, "array", "null"], "items": {"type": one}, "description": description}),
        _ => json!({"type": [one, "null"], "description": description}),
    }
}
