//! Numbers that must be above 0, as flags and study files write them.

use super::{Scalar, SpecError};
use serde::{Deserialize, Deserializer};

/// A number above zero.
pub(in crate::study) fn positive(text: &str) -> Result<f64, SpecError> {
    let error = || SpecError {
        what: "number for this",
        text: text.to_owned(),
        rule: "write a number above 0, with no comma in it",
    };
    text.parse().ok().filter(|number: &f64| *number > 0.0 && number.is_finite()).ok_or_else(error)
}

/// Any number.
pub(in crate::study) fn number(text: &str) -> Result<f64, SpecError> {
    let rule = "write one as 0.5, with a point before decimals";
    let wrong = || SpecError { what: "number", text: text.to_owned(), rule };
    text.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(wrong)
}

/// A number that counts.
pub(in crate::study) fn whole<N: std::str::FromStr>(text: &str) -> Result<N, SpecError> {
    let rule = "write one with digits alone, as 500";
    text.parse().map_err(|_| SpecError { what: "whole number", text: text.to_owned(), rule })
}

/// The same as [`positive`] in a study file.
pub(in crate::study) fn positive_in_file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let scalar = Option::<Scalar>::deserialize(deserializer)?;
    scalar.map(|scalar| positive(&scalar.text()).map_err(serde::de::Error::custom)).transpose()
}
