//! Numbers with a decimal comma, as spreadsheets of most of Europe write them where semicolons or tabs divide fields.

use super::delimited::plain_number;
use crate::ingest::cell::{Decimal, decimal_sign};
use std::sync::Arc;

/// The numbers that these words are, all with points or, where `commas` may start decimals, all with commas. `None` where one is no number,
/// where both signs occur, or where every comma could as well group thousands: nothing is guessed.
pub(super) fn numbers<'a>(words: impl Iterator<Item = &'a Arc<str>> + Clone, commas: bool) -> Option<Vec<f64>> {
    let with_points = words.clone().map(|word| plain_number(word)).collect::<Option<Vec<f64>>>();
    if with_points.is_some() || !commas {
        return with_points;
    }
    let with_commas = words.clone().map(|word| with_comma(word)).collect::<Option<Vec<f64>>>()?;
    words.clone().any(|word| decimal_sign([&**word]) == Some(Decimal::Comma)).then_some(with_commas)
}

fn with_comma(word: &str) -> Option<f64> {
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
        let word: Arc<str> = "0,5".into();
        assert_eq!(numbers([word].iter(), false), None, "commas divide fields");
    }
}
