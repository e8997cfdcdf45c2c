//! What a Parquet file of this program says of its variables: labels, value labels, missing codes, weight, as JSON in its metadata.

use crate::survey::{Missing, SetSpec, Source, Value, Variable};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// The key of the metadata.
pub(super) const KEY: &str = "topline.variables";

/// The key of the multiple-response sets, beside the other.
pub(super) const SETS: &str = "topline.sets";

#[derive(Serialize, Deserialize)]
struct DeclaredSet {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    of: Vec<String>,
    /// The value, or its label, of those who gave an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counted: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    mentions: bool,
}

/// The sets that a source declares; `None` where there are none.
pub(super) fn written_sets(source: &dyn Source) -> Result<Option<String>, serde_json::Error> {
    let set = |set: &SetSpec| DeclaredSet {
        name: set.name.to_string(),
        label: set.label.as_deref().map(str::to_owned),
        of: set.of.iter().map(ToString::to_string).collect(),
        counted: set.counted.as_deref().map(str::to_owned),
        mentions: set.mentions,
    };
    let declared: Vec<DeclaredSet> = source.declared_sets().iter().map(set).collect();
    if declared.is_empty() { Ok(None) } else { serde_json::to_string(&declared).map(Some) }
}

/// The sets back from their description.
pub(super) fn restored_sets(text: &str) -> Result<Vec<SetSpec>, serde_json::Error> {
    let set = |set: DeclaredSet| SetSpec {
        name: set.name.into(),
        label: set.label.map(Into::into),
        of: set.of.into_iter().map(Into::into).collect(),
        counted: set.counted.map(Into::into),
        mentions: set.mentions,
    };
    Ok(serde_json::from_str::<Vec<DeclaredSet>>(text)?.into_iter().map(set).collect())
}

#[derive(Serialize, Deserialize)]
struct Described {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<Labelled>,
    /// Words in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    levels: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    missing: Vec<Code>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    weight: bool,
}

#[derive(Serialize, Deserialize)]
struct Labelled {
    value: Plain,
    label: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Plain {
    Number(f64),
    Text(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Code {
    Value(Plain),
    /// An end that is left out is without bounds.
    Range {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<f64>,
    },
    Tag {
        letter: char,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
    },
}

/// The description of a source's variables; those of which nothing is to be said are left out.
pub(super) fn written(source: &dyn Source) -> Result<String, serde_json::Error> {
    let weight = source.weight();
    let described =
        source.variables().iter().enumerate().map(|(place, variable)| describe(variable, weight == Some(place)));
    let said = |of: &Described| {
        of.label.is_some() || !of.values.is_empty() || !of.levels.is_empty() || !of.missing.is_empty() || of.weight
    };
    serde_json::to_string(&described.filter(said).collect::<Vec<_>>())
}

fn describe(variable: &Variable, weight: bool) -> Described {
    let labelled =
        |(value, label): &(Value, Arc<str>)| Some(Labelled { value: plain(value)?, label: String::from(&**label) });
    Described {
        name: variable.name.to_string(),
        label: variable.label.as_deref().map(str::to_owned),
        values: variable.labels.iter().filter_map(labelled).collect(),
        levels: variable.levels.iter().map(ToString::to_string).collect(),
        missing: variable.missing.iter().filter_map(code).collect(),
        weight,
    }
}

/// `None` for a missing value, which carries no label of its own.
fn plain(value: &Value) -> Option<Plain> {
    match value {
        Value::Number(number) => Some(Plain::Number(*number)),
        Value::Text(text) => Some(Plain::Text(text.to_string())),
        Value::Missing => None,
    }
}

fn code(missing: &Missing) -> Option<Code> {
    match missing {
        Missing::Value(value) => plain(value).map(Code::Value),
        Missing::Range { low, high } => {
            let finite = |end: &f64| end.is_finite().then_some(*end);
            Some(Code::Range { low: finite(low), high: finite(high) })
        }
        Missing::Tag { letter, label } => {
            Some(Code::Tag { letter: *letter, label: label.as_deref().map(str::to_owned) })
        }
    }
}

/// Puts a description back on the variables of the same names; gives the place of the weight.
pub(super) fn restore(text: &str, variables: &mut [Variable]) -> Result<Option<usize>, serde_json::Error> {
    let described: Vec<Described> = serde_json::from_str(text)?;
    let places: HashMap<String, usize> =
        variables.iter().enumerate().map(|(place, variable)| (variable.name.to_string(), place)).collect();
    let mut weight = None;
    for described in described {
        let Some(&place) = places.get(&described.name) else { continue };
        let variable = &mut variables[place];
        variable.label = described.label.map(Into::into);
        variable.labels = described.values.into_iter().map(|of| (value(of.value), of.label.into())).collect();
        variable.levels = described.levels.into_iter().map(Into::into).collect();
        variable.missing = described.missing.into_iter().map(missing).collect();
        weight = weight.or(described.weight.then_some(place));
    }
    Ok(weight)
}

fn value(plain: Plain) -> Value {
    match plain {
        Plain::Number(number) => Value::number(number),
        Plain::Text(text) => Value::Text(text.into()),
    }
}

fn missing(code: Code) -> Missing {
    match code {
        Code::Value(plain) => Missing::Value(value(plain)),
        Code::Range { low, high } => {
            Missing::Range { low: low.unwrap_or(f64::NEG_INFINITY), high: high.unwrap_or(f64::INFINITY) }
        }
        Code::Tag { letter, label } => Missing::Tag { letter, label: label.map(Into::into) },
    }
}
