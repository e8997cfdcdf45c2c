//! Names that are numbers or bands of numbers: `65`, `18–24`, `under 40`, `55 and older`.

use std::cmp::Ordering;

/// The least and the greatest number of a band, both in it; infinite where it is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Eq for Range {}

impl PartialOrd for Range {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Range {
    /// By the least number, then by the greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        self.low.total_cmp(&other.low).then(self.high.total_cmp(&other.high))
    }
}

/// Whether all of several levels name ranges or numbers, as ages do: then they have a natural order.
pub fn are_ranges<'a>(levels: impl IntoIterator<Item = &'a str>) -> bool {
    let mut levels = levels.into_iter().peekable();
    levels.peek().is_some() && levels.all(|level| range_of(level).is_some())
}

const BELOW: [&str; 9] = ["under ", "below ", "less than ", "fewer than ", "up to ", "до ", "менше ", "<", "≤"];
const ABOVE: [&str; 7] = ["over ", "above ", "more than ", "понад ", "більше ", ">", "≥"];
const ONWARDS: [&str; 11] = [
    "and older",
    "or older",
    "and over",
    "or over",
    "and above",
    "and more",
    "or more",
    "plus",
    "і старші",
    "и старше",
    "+",
];
const YEARS: [&str; 4] = [" years old", " years", " років", " лет"];

/// The range that a level such as `18-24`, `55+`, `under 40`, `55 and older`, `1,000–4,999` or `6.5` names; none of other words.
pub fn range_of(level: &str) -> Option<Range> {
    let lower = YEARS.iter().fold(level.trim().to_lowercase(), |text, word| text.replace(word, ""));
    let level = lower.trim();
    if let Some(only) = number(level) {
        return Some(Range { low: only, high: only });
    }
    if let Some(rest) = BELOW.iter().find_map(|word| level.strip_prefix(word)) {
        // "Up to 39" has 39 in it, "under 40" has not 40: taken as if it had, they overlap rather than not.
        return number(rest).map(|high| Range { low: f64::NEG_INFINITY, high });
    }
    let onwards = ONWARDS.iter().find_map(|word| level.strip_suffix(word));
    if let Some(rest) = ABOVE.iter().find_map(|word| level.strip_prefix(word)).or(onwards) {
        return number(rest).map(|low| Range { low, high: f64::INFINITY });
    }
    // A sign before the first number is no dash.
    let dash = level.char_indices().skip(1).find(|(_, letter)| matches!(letter, '-' | '–' | '—'));
    let (low, high) = match dash {
        Some((at, sign)) => (&level[..at], &level[at + sign.len_utf8()..]),
        None => level.split_once(" to ")?,
    };
    let (low, high) = (number(low)?, number(high)?);
    (low <= high).then_some(Range { low, high })
}

/// A number in digits, its thousands set apart or not, with a point or comma before decimals.
fn number(text: &str) -> Option<f64> {
    let text: String = text.trim().replace('−', "-").chars().filter(|c| !matches!(c, '\u{a0}' | '\u{202f}')).collect();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let mut groups = digits.split(',').skip(1).peekable();
    let thousands = groups.peek().is_some() && groups.all(|group| group.split('.').next().map_or(0, str::len) == 3);
    let text = if thousands { text.replace(',', "") } else { text.replace(',', ".") };
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_numbers_are_read_and_words_are_not() {
        let range = |level: &str| range_of(level).map(|range| (range.low, range.high));
        assert_eq!(range("18–29"), Some((18.0, 29.0)));
        assert_eq!(range("-5"), Some((-5.0, -5.0)));
        assert_eq!(range("-5 – -1"), Some((-5.0, -1.0)));
        assert_eq!(range("1,000–4,999"), Some((1000.0, 4999.0)));
        assert_eq!(range("6.5"), Some((6.5, 6.5)));
        assert_eq!(range("under 5"), Some((f64::NEG_INFINITY, 5.0)));
        assert_eq!(range("60 years and older"), Some((60.0, f64::INFINITY)));
        assert_eq!(range("5 to 10 years"), Some((5.0, 10.0)));
        for words in ["north", "10-5", "5-a-side", "nan", "inf", "1e5", "2024-03-11", "under the bridge", ""] {
            assert_eq!(range(words), None, "{words}");
        }
    }

    #[test]
    fn bands_stand_in_the_order_of_their_numbers() {
        let mut levels = ["5–10", "18–29", "100 and more", "under 5", "11–17"];
        levels.sort_by_key(|level| range_of(level));
        assert_eq!(levels, ["under 5", "5–10", "11–17", "18–29", "100 and more"]);
    }
}
