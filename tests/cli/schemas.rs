//! `schema`: what it describes is what the verbs print and write.

use crate::kit::Place;
use serde_json::{Map, Value};

/// Where `value` is not as `schema` has it: the words of draft 2020-12 that topline's schemas use, and no others.
fn faults(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let object = schema.as_object().expect("a schema is an object");
    object.iter().flat_map(|(word, said)| faults_of(word, said, (object, value), at)).collect()
}

fn faults_of(word: &str, said: &Value, (schema, value): (&Map<String, Value>, &Value), at: &str) -> Vec<String> {
    let fault = |wrong: bool| if wrong { vec![format!("{at}: {word} {said}, and it is {value}")] } else { Vec::new() };
    match word {
        "$schema" | "title" | "description" => Vec::new(),
        "const" => fault(said != value),
        "type" => {
            let kinds: Vec<&str> = said.as_array().map_or_else(
                || vec![said.as_str().unwrap()],
                |kinds| kinds.iter().map(|kind| kind.as_str().unwrap()).collect(),
            );
            fault(!kinds.contains(&kind(value)))
        }
        "pattern" => {
            assert_eq!(said, "^[0-9a-f]{64}$");
            fault(!value.as_str().is_some_and(|t| t.len() == 64 && t.bytes().all(|b| b"0123456789abcdef".contains(&b))))
        }
        "required" => {
            let lacks = |name: &Value| value.get(name.as_str().unwrap()).is_none();
            fault(value.is_object() && said.as_array().unwrap().iter().any(lacks))
        }
        "items" => {
            let items = value.as_array().into_iter().flatten().enumerate();
            items.flat_map(|(i, item)| faults(said, item, &format!("{at}[{i}]"))).collect()
        }
        "properties" => {
            let there =
                said.as_object().unwrap().iter().filter_map(|(name, rule)| Some((name, rule, value.get(name)?)));
            there.flat_map(|(name, rule, field)| faults(rule, field, &format!("{at}.{name}"))).collect()
        }
        "additionalProperties" => {
            let known =
                |name: &&String| schema.get("properties").is_some_and(|known| known.get(name.as_str()).is_some());
            let fields = value.as_object().into_iter().flatten().filter(|(name, _)| !known(name));
            fields.flat_map(|(name, field)| faults(said, field, &format!("{at}.{name}"))).collect()
        }
        "anyOf" => fault(said.as_array().unwrap().iter().all(|one| !faults(one, value, at).is_empty())),
        other => panic!("the test does not know \"{other}\""),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn schema(place: &Place, verb: &str) -> Value {
    serde_json::from_str(&place.run(&format!("schema {verb}")).done().out).unwrap()
}

#[track_caller]
fn fits(schema: &Value, json: &[u8]) -> Value {
    let value: Value = serde_json::from_slice(json).unwrap();
    assert_eq!(faults(schema, &value, ""), Vec::<String>::new());
    value
}

#[test]
fn what_verbs_print_is_as_their_schema_has_it() {
    let place = Place::new();
    let schools = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schools/apistrat.csv");
    std::fs::copy(schools, place.path("schools.csv")).unwrap();
    for command in [
        "estimate study.toml#talks",
        "estimate study.toml#support --by sex",
        "estimate schools.csv --question api00 --stat quantile --quantile .25,.5 --weight pw --strata stype --fpc fpc",
        "compare study.toml#talks --answer continue --against previous",
        "compare study.toml#support --answer support --by sex",
        "compare schools.csv --question comp_imp --by sch_wide --test rao-scott-f --weight pw --strata stype --fpc fpc",
        "trend study.toml#talks --answer continue --method local-level",
        "inspect study.toml#support",
        "inspect schools.csv",
        "margin --n 1600 --deff 1.9 --p 33",
        "margin --n 1600 --margin 50=3.4",
        "run study.toml --dry-run",
        "run study.toml -o out --diff out",
        "run study.toml -o out",
    ] {
        if command.contains("--diff") {
            place.run("run study.toml -o out").done();
        }
        let verb = command.split(' ').next().unwrap();
        let json = place.run(&format!("{command} --format json -q")).done().out;
        let value = fits(&schema(&place, verb), json.as_bytes());
        assert_eq!(value["schema"], format!("topline/{verb}/1"));
        assert!(value["rows"].is_array(), "{command}");
    }
}

#[test]
fn what_verbs_write_is_as_their_schema_has_it() {
    let place = Place::new();
    place.run("run study.toml -o out -q").done();
    let manifest = fits(&schema(&place, "run"), &place.read("out/manifest.json"));
    assert!(manifest["outputs"].as_array().is_some_and(|outputs| outputs.len() > 20));
    place.run("convert study.toml#support support.json").done();
    let converted = fits(&schema(&place, "convert"), &place.read("support.json"));
    assert!(converted["rows"].as_array().is_some_and(|rows| rows.len() == 39));

    // The check itself finds what is wrong.
    let mut wrong = manifest.clone();
    wrong["outputs"][0]["sha256"] = "x".into();
    assert_eq!(faults(&schema(&place, "run"), &wrong, "").len(), 1);
    wrong.as_object_mut().unwrap().remove("outputs");
    assert!(!faults(&schema(&place, "run"), &wrong, "").is_empty());
}

#[test]
fn the_study_file_has_a_schema_and_verbs_without_json_have_none() {
    let place = Place::new();
    assert!(schema(&place, "")["properties"]["source"].is_object());
    for verb in ["completions", "man", "new", "schema"] {
        place
            .run(&format!("schema {verb}"))
            .fails(2, &["known: run, inspect, estimate, compare, trend, margin, convert"]);
    }
    place.run("schema chart").fails(2, &["no schema for the output of \"chart\""]);
}
