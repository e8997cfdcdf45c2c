//! A printed decimal number, kept as its digits so that nothing is lost: 33.5 per cent is the double nearest to 0.335.

use super::Decimal;

/// A number as printed, not negative: digits, decimals, and whether a per cent sign stood by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    digits: u128,
    decimals: u8,
    percent: bool,
}

impl Number {
    /// Its value as printed: 33.5 for `33.5 %`.
    pub fn value(&self) -> f64 {
        self.shifted(0)
    }

    /// A hundredth of its value, correctly rounded: 0.335 for `33.5 %`.
    pub fn hundredth(&self) -> f64 {
        self.shifted(2)
    }

    /// How many decimals were printed.
    pub fn decimals(&self) -> u8 {
        self.decimals
    }

    /// A per cent sign stood by it.
    pub fn has_percent_sign(&self) -> bool {
        self.percent
    }

    /// A whole number that surveys have as a year.
    pub fn is_year(&self) -> bool {
        self.decimals == 0 && !self.percent && (1900..=2100).contains(&self.digits)
    }

    pub(super) fn with_percent(self, percent: bool) -> Self {
        Self { percent, ..self }
    }

    /// Itself times ten to the `power`; `None` beyond the digits that are kept.
    pub(super) fn times_power(self, power: i32) -> Option<Self> {
        let decimals = i32::from(self.decimals).checked_sub(power)?;
        let zeros = 10u128.checked_pow(decimals.min(0).unsigned_abs())?;
        let decimals = u8::try_from(decimals.max(0)).ok()?;
        Some(Self { digits: self.digits.checked_mul(zeros)?, decimals, ..self })
    }

    fn shifted(&self, places: u32) -> f64 {
        // Digits and an exponent always parse.
        format!("{}e-{}", self.digits, u32::from(self.decimals) + places).parse().unwrap_or(f64::NAN)
    }
}

/// Digits, with groups of three apart by spaces, apostrophes, commas or points, and decimals.
pub(super) fn read(text: &str, decimal: Option<Decimal>) -> Option<Number> {
    let (whole, fraction) = match decimal_at(text, decimal)? {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let digits = ungrouped(whole)? + fraction.unwrap_or("");
    let sound = digits.len() <= 36 && digits.bytes().all(|b| b.is_ascii_digit()) && fraction != Some("");
    let digits = digits.parse().ok().filter(|_| sound)?;
    Some(Number { digits, decimals: fraction.map_or(0, str::len) as u8, percent: false })
}

/// Where the decimal sign stands: `Some(None)` for a whole number, `None` for what cannot be a number.
fn decimal_at(text: &str, decimal: Option<Decimal>) -> Option<Option<usize>> {
    let all = |sign: char| text.match_indices(sign).map(|(at, _)| at).collect::<Vec<_>>();
    let (points, commas) = (all('.'), all(','));
    match (&points[..], &commas[..]) {
        ([], []) => Some(None),
        (&[point], []) => Some((!groups(text, point, decimal, Decimal::Point)).then_some(point)),
        ([], &[comma]) => Some((!groups(text, comma, decimal, Decimal::Comma)).then_some(comma)),
        (_, []) | ([], _) => Some(None),
        (&[.., last], &[comma]) if comma > last => Some(Some(comma)),
        (&[point], &[.., last]) if point > last => Some(Some(point)),
        _ => None,
    }
}

/// Whether the one sign at `at` groups thousands rather than starting decimals.
fn groups(text: &str, at: usize, decimal: Option<Decimal>, sign: Decimal) -> bool {
    could_group(text, at)
        && match decimal {
            Some(known) => known != sign,
            None => sign == Decimal::Comma,
        }
}

/// One to three digits that are no lone zero, the sign, three digits: `1,618` but not `0,618`.
fn could_group(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&before.len()) && after.len() == 3 && digits(before) && digits(after) && !before.starts_with('0')
}

/// The digits without the signs between groups of three; `None` when the groups are not of three.
fn ungrouped(text: &str) -> Option<String> {
    let between = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’');
    let groups: Vec<&str> = text.split(between).collect();
    let sound =
        groups.len() == 1 || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    sound.then(|| groups.concat())
}

/// The decimal sign of a text where no other reading is possible.
pub(super) fn certain_decimal(text: &str) -> Option<Decimal> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let run =
        text[start..].find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).map_or(text.len(), |n| start + n);
    let text = text[start..run].trim_end_matches(['.', ',']);
    let at = text.rfind(['.', ','])?;
    let sign = if text.as_bytes()[at] == b'.' { Decimal::Point } else { Decimal::Comma };
    let others = text[..at].contains(['.', ',']);
    let same_before = text[..at].contains(if sign == Decimal::Point { '.' } else { ',' });
    (!same_before && (others || !could_group(text, at))).then_some(sign)
}
