//! What machines read: every number back to the same bits, nothing that is not a number, schemas that fit the outputs.

use super::{sample, text};
use crate::report::columns::{margin_columns, printed_margin_columns, trend_columns};
use crate::report::form::{Delimited, Json, JsonLines};
use crate::report::{Block, Column, Document, Form, Kind, Meta, SCHEMAS, Table, Value, schema};
use proptest::prelude::*;
use serde_json::Value as Read;

fn of_numbers(numbers: &[f64]) -> Document {
    let mut table =
        Table::new("rows", vec![Column::new("label", "label", Kind::Text), Column::new("x", "x", Kind::Estimate)]);
    numbers.iter().for_each(|&x| table.push(vec!["a".into(), x.into()]));
    Document::new("", Meta::new("estimate")).with(Block::Table(table))
}

proptest! {
    #[test]
    fn numbers_come_back_to_the_bit(patterns in prop::collection::vec(any::<u64>(), 1..20)) {
        let numbers: Vec<f64> = patterns.into_iter().map(f64::from_bits).filter(|x| x.is_finite()).collect();
        let document = of_numbers(&numbers);
        let bits: Vec<u64> = numbers.iter().map(|x| x.to_bits()).collect();
        let csv = text(&Delimited::CSV, &document);
        let from_csv = csv.lines().skip(1).map(|line| line.split(',').nth(1).unwrap().parse::<f64>().unwrap().to_bits());
        prop_assert_eq!(from_csv.collect::<Vec<_>>(), bits.clone());
        // serde_json may be one unit off in the last place without its feature `float_roundtrip`: the digits are read here.
        let json = text(&JsonLines, &document);
        let digits = json.lines().map(|line| line.trim_end_matches('}').rsplit(": ").next().unwrap());
        prop_assert_eq!(digits.map(|d| d.parse::<f64>().unwrap().to_bits()).collect::<Vec<_>>(), bits);
        prop_assert!(serde_json::from_str::<Read>(&text(&Json, &document)).is_ok());
    }
}

#[test]
fn what_is_no_number_is_missing() {
    let document = of_numbers(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
    assert_eq!(text(&Delimited::CSV, &document), "label,x\na,\na,\na,\n");
    assert_eq!(text(&JsonLines, &document), "{\"label\": \"a\", \"x\": null}\n".repeat(3));
}

#[test]
fn json_names_every_table_once() {
    let columns = || vec![Column::new("x", "x", Kind::Number), Column::new("x", "x", Kind::Number)];
    let named = |name: &str| Block::Table(Table::new(name, columns()));
    let mut document = of_numbers(&[1.0]).with(named("parameters")).with(named("parameters")).with(named("inputs"));
    if let Block::Table(table) = &mut document.blocks[1] {
        table.push(vec![1.0.into(), 2.0.into()]);
    }
    let read: Read = serde_json::from_str(&text(&Json, &document)).unwrap();
    let keys: Vec<&String> = read.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["inputs", "inputs_2", "method", "parameters", "parameters_2", "rows", "schema", "topline", "warnings"]
    );
    assert_eq!(read["parameters"][0], serde_json::json!({"x": 1, "x_2": 2}));
}

#[test]
fn a_document_without_a_table_is_no_csv_and_an_empty_list_in_json() {
    let document = Document::new("Nothing", Meta::new("inspect"));
    let error = Delimited::CSV.write(&document, &mut Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), "\"Nothing\" has no table for csv to hold: use json, md or html");
    let read: Read = serde_json::from_str(&text(&Json, &document)).unwrap();
    assert_eq!(read["rows"], serde_json::json!([]));
}

/// Whether `value` fits `schema`, for the few keywords that the schemas here use.
fn fits(schema: &Read, value: &Read) -> bool {
    let kind = match value {
        Read::Null => "null",
        Read::String(_) => "string",
        Read::Number(_) => "number",
        Read::Array(_) => "array",
        Read::Object(_) => "object",
        Read::Bool(_) => "boolean",
    };
    let typed = match &schema["type"] {
        Read::Null => true,
        Read::Array(kinds) => kinds.iter().any(|k| k == kind),
        one => one == kind,
    };
    let constant = schema.get("const").is_none_or(|wanted| wanted == value);
    let any = schema.get("anyOf").is_none_or(|all| all.as_array().unwrap().iter().any(|one| fits(one, value)));
    let items =
        schema.get("items").is_none_or(|item| value.as_array().is_none_or(|all| all.iter().all(|one| fits(item, one))));
    let required = schema
        .get("required")
        .is_none_or(|names| names.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()));
    let fields = value.as_object().is_none_or(|fields| {
        fields.iter().all(|(name, field)| {
            let own = schema["properties"].get(name).or_else(|| schema.get("additionalProperties"));
            own.is_none_or(|own| fits(own, field))
        })
    });
    typed && constant && any && items && required && fields
}

fn of_verb(verb: &str, columns: Vec<Column>) -> Document {
    let mut table = Table::new("rows", columns);
    let values =
        table.columns().iter().map(|c| if c.kind().is_label() { "a".into() } else { Value::from(0.5) }).collect();
    table.push(values);
    Document::new("", Meta::new(verb)).with(Block::Table(table))
}

#[test]
fn outputs_fit_their_schemas() {
    let mut compare = sample::document();
    compare.meta.verb = "compare".to_owned();
    compare.blocks = vec![Block::Table(sample::comparisons())];
    let documents = [
        sample::document(),
        compare,
        of_verb("trend", trend_columns()),
        of_verb("margin", margin_columns()),
        of_verb("margin", printed_margin_columns()),
    ];
    for document in documents {
        let verb = document.meta.verb.as_str();
        let read: Read = serde_json::from_str(&text(&Json, &document)).unwrap();
        let schema = schema(verb).unwrap();
        assert!(fits(&schema, &read), "{verb}");
        // The check itself must be able to fail.
        let mut broken = read.clone();
        broken["rows"][0] = serde_json::json!({"n": "many"});
        assert!(!fits(&schema, &broken), "{verb}");
    }
}

#[test]
fn every_verb_listed_has_a_schema_and_others_are_told() {
    assert!(SCHEMAS.iter().all(|verb| schema(verb).is_ok()));
    let message = schema("estimat").unwrap_err().to_string();
    assert!(message.contains("did you mean \"estimate\"?"), "{message}");
}
