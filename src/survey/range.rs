//! Names that are numbers or bands of numbers: `65`, `18–24`, `under 40`, `55 and older`.

use std::cmp::Ordering;
use std::ops::Bound;

/// A band of numbers: each end in it (`up to 39`), just outside it (`under 40`), or open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    low: Bound<f64>,
    high: Bound<f64>,
}

impl Eq for Range {}

impl PartialOrd for Range {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Range {
    /// By where they start, then by where they end.
    fn cmp(&self, other: &Self) -> Ordering {
        let order = |(a, a_side): (f64, i8), (b, b_side): (f64, i8)| a.total_cmp(&b).then(a_side.cmp(&b_side));
        let start = |range: &Self| place(range.low, f64::NEG_INFINITY, 1);
        let end = |range: &Self| place(range.high, f64::INFINITY, -1);
        order(start(self), start(other)).then_with(|| order(end(self), end(other)))
    }
}

/// The number of an end, and beside it 0, or `outside` where the end itself is not in the band.
fn place(end: Bound<f64>, open: f64, outside: i8) -> (f64, i8) {
    match end {
        Bound::Included(at) => (at, 0),
        Bound::Excluded(at) => (at, outside),
        Bound::Unbounded => (open, 0),
    }
}

impl Range {
    /// Whether a number can be in both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        starts_by_end(self.low, other.high) && starts_by_end(other.low, self.high)
    }
}

fn starts_by_end(low: Bound<f64>, high: Bound<f64>) -> bool {
    match (low, high) {
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => true,
        (Bound::Included(low), Bound::Included(high)) => low <= high,
        (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => low < high,
    }
}

/// Whether all of several levels name ranges or numbers, as ages do: then they have a natural order.
pub fn are_ranges<'a>(levels: impl IntoIterator<Item = &'a str>) -> bool {
    let mut levels = levels.into_iter().peekable();
    levels.peek().is_some() && levels.all(|level| range_of(level).is_some())
}

const BELOW: [&str; 6] = ["under ", "below ", "less than ", "fewer than ", "менше ", "<"];
const UP_TO: [&str; 3] = ["up to ", "до ", "≤"];
const ABOVE: [&str; 6] = ["over ", "above ", "more than ", "понад ", "більше ", ">"];
const FROM: &str = "≥";
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
        return Some(Range { low: Bound::Included(only), high: Bound::Included(only) });
    }
    let after = |words: &[&str]| words.iter().find_map(|word| level.strip_prefix(word));
    let (below, above) = (|high| Range { low: Bound::Unbounded, high }, |low| Range { low, high: Bound::Unbounded });
    if let Some(rest) = after(&BELOW) {
        return number(rest).map(Bound::Excluded).map(below);
    }
    if let Some(rest) = after(&UP_TO) {
        return number(rest).map(Bound::Included).map(below);
    }
    if let Some(rest) = after(&ABOVE) {
        return number(rest).map(Bound::Excluded).map(above);
    }
    let onwards = || ONWARDS.iter().find_map(|word| level.strip_suffix(word));
    if let Some(rest) = level.strip_prefix(FROM).or_else(onwards) {
        return number(rest).map(Bound::Included).map(above);
    }
    // A sign before the first number is no dash.
    let dash = level.char_indices().skip(1).find(|(_, letter)| matches!(letter, '-' | '–' | '—'));
    let (low, high) = match dash {
        Some((at, sign)) => (&level[..at], &level[at + sign.len_utf8()..]),
        None => level.split_once(" to ")?,
    };
    let (low, high) = (number(low)?, number(high)?);
    (low <= high).then_some(Range { low: Bound::Included(low), high: Bound::Included(high) })
}

/// A number in digits, its thousands set apart or not, with a point or comma before decimals.
fn number(text: &str) -> Option<f64> {
    let text = without_blanks(&text.trim().replace('−', "-"))?;
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let mut groups = digits.split(',').skip(1).peekable();
    let thousands = groups.peek().is_some() && groups.all(|group| group.split('.').next().map_or(0, str::len) == 3);
    let text = if thousands { text.replace(',', "") } else { text.replace(',', ".") };
    text.parse().ok().filter(|_| plain)
}

/// A number without the blanks between its thousands; `None` where blanks stand elsewhere.
fn without_blanks(text: &str) -> Option<String> {
    let mut groups = text.split([' ', '\u{a0}', '\u{202f}']);
    let digits = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    let first = groups.next()?.trim_start_matches('-');
    let is_first = (1..=3).contains(&first.len()) && digits(first) == first.len();
    let is_whole = groups.all(|group| is_first && digits(group) == 3);
    is_whole.then(|| text.chars().filter(|c| !c.is_whitespace()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_numbers_are_read_and_words_are_not() {
        let number = |end, open| place(end, open, 0).0;
        let ends = |range: Range| (number(range.low, f64::NEG_INFINITY), number(range.high, f64::INFINITY));
        let range = |level: &str| range_of(level).map(ends);
        assert_eq!(range("18–29"), Some((18.0, 29.0)));
        assert_eq!(range("-5"), Some((-5.0, -5.0)));
        assert_eq!(range("-5 – -1"), Some((-5.0, -1.0)));
        assert_eq!(range("1,000–4,999"), Some((1000.0, 4999.0)));
        assert_eq!(range("1 000 - 4 999"), Some((1000.0, 4999.0)));
        assert_eq!(range("-1\u{a0}000,5"), Some((-1000.5, -1000.5)));
        assert_eq!(range("over 1 000 000"), Some((1e6, f64::INFINITY)));
        assert_eq!(range("6.5"), Some((6.5, 6.5)));
        assert_eq!(range("under 5"), Some((f64::NEG_INFINITY, 5.0)));
        assert_eq!(range("60 years and older"), Some((60.0, f64::INFINITY)));
        assert_eq!(range("5 to 10 years"), Some((5.0, 10.0)));
        for words in [
            "north",
            "10-5",
            "5-a-side",
            "nan",
            "inf",
            "1e5",
            "2024-03-11",
            "under the bridge",
            "18 24",
            "2024 100",
            "1 0000",
            "",
        ] {
            assert_eq!(range(words), None, "{words}");
        }
    }

    #[test]
    fn neighbours_are_apart_where_the_words_say_so() {
        let overlap = |a: &str, b: &str| range_of(a).unwrap().overlaps(&range_of(b).unwrap());
        for (a, b) in [
            ("less than 1,000", "1,000–4,999"),
            ("fewer than 5", "5 or more"),
            ("under 30", "30–44"),
            ("1–5", "more than 5"),
            ("up to 65", "over 65"),
            ("< 18", "≥ 18"),
            ("менше 30", "30"),
        ] {
            assert!(!overlap(a, b) && !overlap(b, a), "{a} {b}");
        }
        for (a, b) in [("up to 30", "30–44"), ("≤ 18", "≥ 18"), ("under 40", "39"), ("over 5", "5 or more")] {
            assert!(overlap(a, b) && overlap(b, a), "{a} {b}");
        }
        assert!(range_of("under 5") < range_of("up to 5") && range_of("5 and over") < range_of("over 5"));
    }

    #[test]
    fn bands_stand_in_the_order_of_their_numbers() {
        let mut levels = ["5–10", "18–29", "100 and more", "under 5", "11–17"];
        levels.sort_by_key(|level| range_of(level));
        assert_eq!(levels, ["under 5", "5–10", "11–17", "18–29", "100 and more"]);
    }
}
