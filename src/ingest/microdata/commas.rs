//! Numbers with a decimal comma, as spreadsheets of most of Europe write them where semicolons or tabs divide fields.

use super::delimited::plain_number;
use crate::ingest::cell::{Decimal, decimal_sign};
use std::collections::HashSet;
use std::sync::Arc;

/// The numbers that these words are, all with points or, where `commas` may start decimals, all with commas. `None` where one is no number,
/// where both signs occur, or where every comma could as well group thousands or divide codes: nothing is guessed.
pub(super) fn numbers<'a>(words: impl Iterator<Item = &'a Arc<str>> + Clone, commas: bool) -> Option<Vec<f64>> {
    let with_points = words.clone().map(|word| plain_number(word)).collect::<Option<Vec<f64>>>();
    if with_points.is_some() || !commas {
        return with_points;
    }
    let with_commas = words.clone().map(|word| with_comma(word)).collect::<Option<Vec<f64>>>()?;
    let starts_decimals = words.clone().any(|word| decimal_sign([&**word]) == Some(Decimal::Comma));
    (starts_decimals && !are_choices(words.map(|word| &**word))).then_some(with_commas)
}

/// Whether words may be choices of up to two codes each, as `1,3` and `2`: no part is more than two digits, 0 or twice in a word, and each
/// part after a comma stands alone or first elsewhere. Halves (`1,5`, `2,5`, `5`) are none: nothing but 5 follows their commas.
fn are_choices<'a>(words: impl Iterator<Item = &'a str> + Clone) -> bool {
    let is_code = |part: &str| matches!(part.as_bytes(), [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9']);
    let pairs = || words.clone().filter_map(|word| word.split_once(','));
    if !pairs().all(|(first, second)| is_code(first) && is_code(second) && first != second) {
        return false;
    }
    let known: HashSet<&str> = words.clone().map(|word| word.split(',').next().unwrap_or(word)).collect();
    pairs().all(|(_, second)| known.contains(second)) && pairs().any(|(_, second)| second != "5")
}

/// The number that a word is where a comma starts decimals; `None` of words and of what has points.
pub fn with_comma(word: &str) -> Option<f64> {
    if word.contains('.') { None } else { plain_number(&word.replace(',', ".")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_starts_decimals_where_nothing_else_can_be_meant() {
        let read = |words: &[&str]| {
            let words: Vec<Arc<str>> = words.iter().map(|&word| word.into()).collect();
            numbers(words.iter(), true)
        };
        assert_eq!(read(&["0,9772", "1,127", "-3", ",5"]), Some(vec![0.9772, 1.127, -3.0, 0.5]));
        assert_eq!(read(&["1.5", "2"]), Some(vec![1.5, 2.0]), "points stay points");
        for unclear in [
            &["1,127", "12,500"][..],
            &["0,5", "2.5"],
            &["1.234,5"],
            &["0,5", "1,2,3"],
            &["0,5", "some"],
            &["0,5", "007"],
        ] {
            assert_eq!(read(unclear), None, "{unclear:?}");
        }
        for choices in [
            &["1,3", "2", "1,2", "4", "2,4", "3"][..],
            &["1,3", "2,1", "3,2"],
            &["10,12", "12", "3", "10,3"],
            &["1,2", "2", "1"],
        ] {
            assert_eq!(read(choices), None, "{choices:?}");
        }
        for decimals in [
            &["3,5", "12,25", "0,8"][..],
            &["1", "1,5", "2", "2,5", "5"],
            &["1,0", "1,3", "1,7", "2,3", "3", "7"],
            &["3,4", "4,3", "3,3"],
            &["1,1", "0,9", "1,2", "2"],
            &["2,99", "3,49", "2"],
        ] {
            assert!(read(decimals).is_some(), "{decimals:?}");
        }
        let word: Arc<str> = "0,5".into();
        assert_eq!(numbers([word].iter(), false), None, "commas divide fields");
    }
}
