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

/// The same in a study file.
pub(in crate::study) fn positive_in_file<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let scalar = Option::<Scalar>::deserialize(deserializer)?;
    scalar.map(|scalar| positive(&scalar.text()).map_err(serde::de::Error::custom)).transpose()
}
