//! Labels of variables and values in the metadata of a Parquet file, as JSON under one key, so that a converted file keeps them.

use crate::survey::{Value, Variable};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The key of the metadata.
pub(super) const KEY: &str = "topline.variables";

#[derive(Serialize, Deserialize)]
struct Labelled {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    label: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    labels: Vec<(Stored, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    levels: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Number(f64),
    Text(String),
}

/// The labels of `variables` as JSON; empty when there are none.
pub(super) fn to_json(variables: &[Variable]) -> String {
    let labelled =
        |variable: &&Variable| variable.label.is_some() || !variable.labels.is_empty() || !variable.levels.is_empty();
    let all: Vec<Labelled> = variables.iter().filter(labelled).map(stored).collect();
    if all.is_empty() { String::new() } else { serde_json::to_string(&all).unwrap_or_default() }
}

fn stored(variable: &Variable) -> Labelled {
    let value = |(value, label): &(Value, Arc<str>)| {
        let stored = match value {
            Value::Number(number) => Stored::Number(*number),
            Value::Text(text) => Stored::Text(text.to_string()),
            Value::Missing => return None,
        };
        Some((stored, label.to_string()))
    };
    Labelled {
        name: variable.name.to_string(),
        label: variable.label.as_deref().map(str::to_owned),
        labels: variable.labels.iter().filter_map(value).collect(),
        levels: variable.levels.iter().map(ToString::to_string).collect(),
    }
}

/// Gives `variables` the labels that `json` holds; metadata of another make are left alone.
pub(super) fn apply(json: &str, variables: &mut [Variable]) {
    let Ok(all) = serde_json::from_str::<Vec<Labelled>>(json) else { return };
    for labelled in all {
        let Some(variable) = variables.iter_mut().find(|variable| *variable.name == labelled.name) else { continue };
        let value = |(stored, label): (Stored, String)| match stored {
            Stored::Number(number) => (Value::number(number), label.into()),
            Stored::Text(text) => (Value::Text(text.into()), label.into()),
        };
        variable.label = labelled.label.map(Into::into);
        variable.labels = labelled.labels.into_iter().map(value).collect();
        variable.levels = labelled.levels.into_iter().map(Into::into).collect();
    }
}
