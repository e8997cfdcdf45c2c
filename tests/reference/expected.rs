//! Matching of expected rows with found ones.

use serde_json::{Map, Value};

/// A row that the library gave, keyed as the expected ones.
pub(crate) type Row = Map<String, Value>;

const NUMBERS: [&str; 10] =
    ["estimate", "se", "low", "high", "df", "deff", "difference", "statistic", "p_value", "p_sides"];

/// The numbers of `expected` that its match among `found` misses. A null is R's NA for missing values that it was not told to drop.
pub(crate) fn differences(expected: &Value, found: &[Row], tolerance: f64) -> Vec<String> {
    let expected = expected.as_object().unwrap();
    let keys = || expected.iter().filter(|(key, _)| !NUMBERS.contains(&key.as_str()));
    let fits = |row: &&Row| keys().all(|(key, value)| row.get(key) == Some(value));
    let Some(row) = found.iter().find(fits) else {
        return vec![format!("no row like {}", Value::Object(expected.clone()))];
    };
    let wrong = |key: &&str| {
        let (want, have) = (numbers(expected.get(*key)?), numbers(row.get(*key).unwrap_or(&Value::Null)));
        let near = want.len() <= have.len()
            && want.iter().zip(&have).all(|(w, h)| (w - h).abs() <= tolerance * w.abs().max(1e-12));
        (!near).then(|| format!("{key} {have:?}, not {want:?} (row {})", Value::Object(row.clone())))
    };
    NUMBERS.iter().filter_map(wrong).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(all) => all.iter().flat_map(numbers).collect(),
        other => other.as_f64().into_iter().collect(),
    }
}
