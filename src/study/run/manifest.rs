//! The manifest of a run: inputs, versions, warnings and outputs with their hashes; and what the last run left.

use super::Made;
use crate::report::{Input, VERSION, Warning, sha256};
use crate::study::{Study, StudyError};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The manifest's file name.
pub(super) const FILE: &str = "manifest.json";

/// One output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its name in the folder.
    pub file: String,
    /// The step that made it.
    pub step: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// SHA-256 of all that it depends on.
    pub key: String,
    /// It was taken from the last run.
    pub unchanged: bool,
}

/// What a run made from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The study file.
    pub study: Input,
    /// The data files.
    pub inputs: Vec<Input>,
    /// All warnings.
    pub warnings: Vec<Warning>,
    /// All outputs but the manifest.
    pub outputs: Vec<Record>,
    /// Names of the steps that failed; their files are not there.
    pub failed: Vec<String>,
}

impl Manifest {
    pub(super) fn new(study: &Study, inputs: Vec<Input>, warnings: Vec<Warning>, made: &[Made]) -> Self {
        let record = |made: &Made| Record {
            file: made.file.clone(),
            step: made.step.clone(),
            sha256: sha256(&made.bytes),
            key: made.key.clone(),
            unchanged: made.unchanged,
        };
        Self { study: study.input(), inputs, warnings, outputs: made.iter().map(record).collect(), failed: Vec::new() }
    }

    /// The same with the steps that failed.
    pub(super) fn without(self, failed: &[StudyError]) -> Self {
        let step = |error: &StudyError| match error {
            StudyError::Step { step, .. } => Some(step.clone()),
            _ => None,
        };
        Self { failed: failed.iter().filter_map(step).collect(), ..self }
    }

    /// As written to the folder.
    pub(super) fn json(&self) -> String {
        let input = |input: &Input| json!({ "path": input.path, "sha256": input.sha256() });
        let warning = |w: &Warning| json!({ "code": w.code, "message": w.message, "where": w.place });
        let output = |r: &Record| json!({ "file": r.file, "step": r.step, "sha256": r.sha256, "key": r.key });
        let manifest = json!({
            "schema": "topline/run/1",
            "topline": VERSION,
            "study": input(&self.study),
            "inputs": self.inputs.iter().map(input).collect::<Vec<_>>(),
            "warnings": self.warnings.iter().map(warning).collect::<Vec<_>>(),
            "outputs": self.outputs.iter().map(output).collect::<Vec<_>>(),
            "failed": self.failed,
        });
        format!("{manifest:#}\n")
    }
}

/// What the last run left in the folder. Anything unreadable counts as nothing left.
pub(super) struct Previous {
    folder: PathBuf,
    warnings: Vec<Warning>,
    outputs: Vec<Record>,
    failed: Vec<String>,
    known: bool,
}

impl Previous {
    pub(super) fn read(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        let manifest: Value = serde_json::from_str(&text).unwrap_or_default();
        let known = manifest["schema"].as_str() == Some("topline/run/1");
        let listed = manifest["outputs"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let record = |output: &Value| {
            let (file, step) = (text(&output["file"])?, text(&output["step"])?);
            Some(Record { file, step, sha256: text(&output["sha256"])?, key: text(&output["key"])?, unchanged: true })
        };
        let outputs = if known { listed.iter().filter_map(record).collect() } else { Vec::new() };
        let said = manifest["warnings"].as_array().cloned().unwrap_or_default();
        let warning = |w: &Value| {
            Some(Warning { code: text(&w["code"])?, message: text(&w["message"])?, place: text(&w["where"]) })
        };
        let warnings = if known { said.iter().filter_map(warning).collect() } else { Vec::new() };
        let failed = manifest["failed"].as_array().cloned().unwrap_or_default();
        let failed = if known { failed.iter().filter_map(text).collect() } else { Vec::new() };
        Self { folder: folder.to_owned(), warnings, outputs, failed, known }
    }

    /// Whether the last run wrote the file, and nobody has changed it since.
    pub(super) fn wrote(&self, file: &str) -> bool {
        if file == FILE {
            return self.known;
        }
        let recorded = self.outputs.iter().find(|record| record.file == file);
        recorded.is_some_and(|record| self.bytes(file).is_some_and(|bytes| sha256(&bytes) == record.sha256))
    }

    /// Whether the last run wrote the file with these very bytes, and nobody has changed it since.
    pub(super) fn holds(&self, file: &str, bytes: &[u8]) -> bool {
        let recorded = self.outputs.iter().any(|record| record.file == file);
        recorded && self.bytes(file).is_some_and(|there| there == bytes)
    }

    /// The bytes of `file` if the last run made it under the same key and nobody has changed it since.
    pub(super) fn unchanged(&self, key: &str, file: &str) -> Option<Vec<u8>> {
        let record = self.outputs.iter().find(|record| record.file == file && record.key == key)?;
        self.bytes(file).filter(|bytes| sha256(bytes) == record.sha256)
    }

    /// What the last run wrote for steps of `planned` that now made nothing, and nobody has changed since: it shows what no longer holds.
    pub(super) fn outdated(&self, planned: &[(String, Vec<String>)], made: &[Made]) -> Vec<String> {
        let is_made = |file: &str| made.iter().any(|made| made.file == file);
        let of_plan =
            |record: &&Record| planned.iter().any(|(step, files)| *step == record.step && files.contains(&record.file));
        let left = self.outputs.iter().filter(of_plan).filter(|record| !is_made(&record.file));
        left.filter(|record| self.wrote(&record.file)).map(|record| record.file.clone()).collect()
    }

    /// The manifest of one step with what the last run recorded of the others.
    pub(super) fn kept_beside(&self, made: Manifest, step: &str) -> Manifest {
        let kept: Vec<Record> = self.outputs.iter().filter(|record| record.step != step).cloned().collect();
        let of_kept = |w: &&Warning| kept.iter().any(|record| w.place.as_deref() == Some(&record.step));
        let said: Vec<Warning> = self.warnings.iter().filter(of_kept).cloned().collect();
        let failed: Vec<String> = self.failed.iter().filter(|other| *other != step).cloned().collect();
        let (warnings, outputs) = (said.into_iter().chain(made.warnings), kept.into_iter().chain(made.outputs));
        Manifest {
            warnings: warnings.collect(),
            outputs: outputs.collect(),
            failed: failed.into_iter().chain(made.failed).collect(),
            study: made.study,
            inputs: made.inputs,
        }
    }

    fn bytes(&self, file: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(file)).ok()
    }
}
