//! One entry of a table, and how machines read it: every number parses back to the same bits.

use std::sync::Arc;

/// An entry of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// A label, the same for machines and people.
    Text(Arc<str>),
    /// A label with a name for machines and words for people.
    Named {
        /// What machine forms print.
        id: Arc<str>,
        /// What people read.
        title: Arc<str>,
    },
    /// A number at full precision; shares as fractions of 1. Not a number counts as missing.
    Number(f64),
    /// Several numbers in one entry, as the two degrees of freedom of F: a list in JSON, this text elsewhere.
    Numbers {
        /// The numbers, all finite.
        values: Vec<f64>,
        /// The same with semicolons between.
        text: Arc<str>,
    },
    /// Nothing there: empty in CSV, `null` in JSON.
    #[default]
    Missing,
}

impl Value {
    /// A label that machines know as `id` and people as `title`.
    pub fn named(id: impl Into<Arc<str>>, title: impl Into<Arc<str>>) -> Self {
        Self::Named { id: id.into(), title: title.into() }
    }

    /// A list of finite numbers.
    pub fn numbers(values: &[f64]) -> Self {
        match values {
            [] => Self::Missing,
            values => {
                let text = values.iter().map(|x| digits(*x)).collect::<Vec<_>>().join(";").into();
                Self::Numbers { values: values.to_vec(), text }
            }
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(x) if !x.is_nan() => Some(*x),
            _ => None,
        }
    }

    /// The label for people, if it is one.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Named { title: text, .. } | Self::Numbers { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The label for machines, if it is one.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Named { id: text, .. } | Self::Numbers { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is there.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing => true,
            Self::Number(x) => x.is_nan(),
            Self::Text(text) | Self::Named { id: text, .. } | Self::Numbers { text, .. } => text.is_empty(),
        }
    }
}

impl From<f64> for Value {
    /// An empty sum is −0, which nobody means.
    fn from(x: f64) -> Self {
        Self::Number(x + 0.0)
    }
}

impl From<usize> for Value {
    /// Exact up to 2^53.
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Arc<str>> for Value {
    fn from(text: Arc<str>) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// A finite number in the fewest digits that parse back to the same bits; valid in JSON too.
pub(super) fn digits(x: f64) -> String {
    if x == x.trunc() && x.abs() < 1e15 { format!("{x:.0}") } else { format!("{x:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_number_parses_back_to_the_same_bits(bits in any::<u64>()) {
            let x = f64::from_bits(bits);
            prop_assume!(x.is_finite());
            prop_assert_eq!(digits(x).parse::<f64>().unwrap().to_bits(), bits);
        }
    }

    #[test]
    fn digits_are_as_short_as_they_can_be() {
        let shown = [1600.0, 0.1, 1.0 / 3.0, -0.0, 1e-7, 1e21, 5e-324].map(digits);
        assert_eq!(shown, ["1600", "0.1", "0.3333333333333333", "-0", "1e-7", "1e21", "5e-324"]);
    }
}
