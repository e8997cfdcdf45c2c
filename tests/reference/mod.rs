//! Reads the reference cases, runs the library as their flags say, and compares.

mod expected;
mod run;

use serde_json::Value;

/// One case.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) verb: String,
    pub(crate) data: String,
    flags: Vec<String>,
    expected: Vec<Value>,
    tolerance: f64,
}

/// Where the cases and their data stand.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference");

/// All cases of `cases.json`, `more.json`, `tests.json` and `odd.json` but those of weighting, whose expected values have another form.
pub(crate) fn cases() -> Vec<Case> {
    let read = |file: &str| -> Vec<Value> {
        serde_json::from_str(&std::fs::read_to_string(format!("{FOLDER}/{file}")).unwrap()).unwrap()
    };
    let all = [read("cases.json"), read("more.json"), read("tests.json"), read("odd.json")].concat();
    all.iter().filter(|case| case["verb"] != "weight").map(Case::new).collect()
}

impl Case {
    fn new(case: &Value) -> Self {
        let text = |key: &str| case[key].as_str().unwrap().to_owned();
        Self {
            id: text("id"),
            verb: text("verb"),
            data: text("data"),
            flags: case["flags"].as_array().unwrap().iter().map(|flag| flag.as_str().unwrap().to_owned()).collect(),
            expected: case["expected"].as_array().unwrap().clone(),
            tolerance: case["tolerance"].as_f64().unwrap(),
        }
    }

    /// The same case with another tolerance.
    pub(crate) fn within(self, tolerance: f64) -> Self {
        Self { tolerance, ..self }
    }

    /// The value of a flag.
    fn flag(&self, name: &str) -> Option<&str> {
        let at = self.flags.iter().position(|flag| flag.strip_prefix("--") == Some(name))?;
        Some(&self.flags[at + 1])
    }

    /// Whether every number is of an answer.
    fn is_of_answers(&self) -> bool {
        self.expected.iter().all(|row| row["answer"].is_string())
    }

    /// The parts of a flag with commas.
    fn list(&self, name: &str) -> Vec<String> {
        self.flag(name).map(|value| value.split(',').map(str::to_owned).collect()).unwrap_or_default()
    }

    /// What does not agree, in words.
    pub(crate) fn failures(&self) -> Vec<String> {
        match run::rows(self) {
            Ok(rows) => {
                self.expected.iter().flat_map(|row| expected::differences(row, &rows, self.tolerance)).collect()
            }
            Err(error) => vec![error],
        }
    }
}
