//! Missing on purpose: codes for "don't know", "refused", "not asked", kept apart from a cell where nothing stands.
//!
//! SPSS marks values and ranges of values; Stata and SAS have lettered missing values (`.a` to `.z`), which are no numbers at all. Those
//! are kept in a column of numbers as a NaN that carries its letter, so that every sum leaves them out and a codebook can still count them.

use super::Value;
use std::sync::Arc;

/// Values of a variable that are answers to nobody's question. Labels of values and ranges are among the variable's own.
#[derive(Debug, Clone, PartialEq)]
pub enum Missing {
    /// One value.
    Value(Value),
    /// All numbers from `low` to `high`, both included; either may be infinite.
    Range {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
    },
    /// A lettered missing value, as [`tagged`] makes it.
    Tag {
        /// Its letter: `a` to `z` in Stata, `A` to `Z` and `_` in SAS.
        letter: char,
        /// What it stands for.
        label: Option<Arc<str>>,
    },
}

impl Missing {
    /// Whether a value is meant. A tag is never a value: in a [`Value`] it is [`Value::Missing`].
    pub fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Value(code), value) => code == value,
            (Self::Range { low, high }, Value::Number(number)) => low <= number && number <= high,
            _ => false,
        }
    }
}

/// The upper bits of a NaN that carries a letter: quiet, and with a pattern that arithmetic does not make.
const TAGGED: u64 = 0x7FF8_7461_6700_0000;

/// The missing number with this letter; a plain NaN when it is neither a Latin letter nor `_`.
pub fn tagged(letter: char) -> f64 {
    let is_letter = letter.is_ascii_alphabetic() || letter == '_';
    if is_letter { f64::from_bits(TAGGED | u64::from(u32::from(letter))) } else { f64::NAN }
}

/// The letter of a missing number, if it has one.
pub fn tag(value: f64) -> Option<char> {
    let bits = value.to_bits();
    (bits & !0xFF == TAGGED).then_some(char::from(bits as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_survive_in_numbers_that_are_missing() {
        for letter in ('a'..='z').chain('A'..='Z').chain(['_']) {
            assert!(tagged(letter).is_nan());
            assert_eq!(tag(tagged(letter)), Some(letter));
            assert_eq!(Value::number(tagged(letter)), Value::Missing);
        }
        assert_eq!([tag(f64::NAN), tag(-f64::NAN), tag(0.0), tag(tagged('é'))], [None; 4]);
    }

    #[test]
    fn ranges_include_their_ends_and_leave_out_words() {
        let range = Missing::Range { low: f64::NEG_INFINITY, high: -1.0 };
        let held = [-1e300, -1.0, -0.5].map(|value| range.holds(&Value::number(value)));
        assert_eq!(held, [true, true, false]);
        assert!(!range.holds(&Value::Text("-2".into())) && !range.holds(&Value::Missing));
    }
}
