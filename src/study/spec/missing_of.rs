//! Codes for no answer, as flags and study files state them.

use super::{SpecError, list};
use crate::names;
use crate::sample::SampleError;
use crate::survey::{Column, Kind, Missing, Source, Value, tag};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// `trust=-8,-9`: the codes of a variable, or of all whose names fit `q*`, that stand for no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingOf {
    variable: Arc<str>,
    codes: Vec<Arc<str>>,
}

impl FromStr for MissingOf {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let rule = "write VARIABLE=CODE,CODE, as trust=-8,-9";
        let error = || SpecError { what: "list of codes for no answer", text: text.to_owned(), rule };
        let (variable, codes) = text.split_once('=').ok_or_else(error)?;
        let (variable, codes) = (variable.trim(), list(codes));
        if variable.is_empty() || codes.is_empty() {
            Err(error())
        } else {
            Ok(Self { variable: variable.into(), codes })
        }
    }
}

impl MissingOf {
    /// The places of the variables in `source` with their codes.
    ///
    /// # Errors
    /// [`SampleError::Unknown`] when no variable has such a name, and when a code of numbers is no finite one.
    pub(in crate::study) fn places(&self, source: &dyn Source) -> Result<Vec<(usize, Vec<Missing>)>, SampleError> {
        let all = source.variables();
        let fitting: Vec<usize> = (0..all.len()).filter(|&at| names::fits(&self.variable, &all[at].name)).collect();
        let unknown = |kind, name: &str, hint| SampleError::Unknown {
            kind,
            name: name.to_owned(),
            source_name: source.name().to_owned(),
            hint,
        };
        if fitting.is_empty() {
            let known = all.iter().map(|variable| &*variable.name);
            return Err(unknown("variable", &self.variable, names::hint(&self.variable, known)));
        }
        let numbers = fitting.iter().find(|&&at| all[at].kind == Kind::Number).map(|&at| &all[at].name);
        let word = self.codes.iter().find(|code| !code.parse().is_ok_and(f64::is_finite));
        if let (Some(variable), Some(word)) = (numbers, word) {
            let hint = format!(": {variable} holds numbers, and so are its codes for no answer, as -9 or 99");
            return Err(unknown("number", word, hint));
        }
        let code = |code: &Arc<str>, kind| match (kind, code.parse()) {
            (Kind::Number, Ok(number)) => Missing::Value(Value::number(number)),
            _ => Missing::Value(Value::Text(code.clone())),
        };
        let codes = |at: usize| self.codes.iter().map(|text| code(text, all[at].kind)).collect();
        Ok(fitting.into_iter().map(|at| (at, codes(at))).collect())
    }

    /// Whether this names one variable of `source`, whose missing values it is among, and nobody has any of the codes. The file is read up
    /// to the first.
    pub(in crate::study) fn is_idle(&self, source: &dyn Source) -> bool {
        let Some(at) = source.find(&self.variable) else { return false };
        let is_stated = |missing: &&Missing| match missing {
            Missing::Value(Value::Text(word)) | Missing::Tag { label: Some(word), .. } => self.codes.contains(word),
            Missing::Value(Value::Number(number)) => self.codes.iter().any(|code| code.parse() == Ok(*number)),
            _ => false,
        };
        let stated: Vec<&Missing> = source.variables()[at].missing.iter().filter(is_stated).collect();
        let is_code = |column: &Column, row: usize| {
            let letter = column.number(row).and_then(tag);
            stated.iter().any(|code| match code {
                Missing::Tag { letter: wanted, .. } => letter == Some(*wanted),
                _ => code.holds(&column.value(row)),
            })
        };
        let holds = |(chunk, &rows): (usize, &usize)| {
            source.read(chunk, &[at]).map_or(true, |read| (0..rows).any(|row| is_code(&read[0], row)))
        };
        !source.chunks().iter().enumerate().any(holds)
    }

    /// The variable, or the pattern that variables fit.
    pub(in crate::study) fn variable(&self) -> &str {
        &self.variable
    }
}

/// As it is stated.
impl fmt::Display for MissingOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.variable, self.codes.join(","))
    }
}
