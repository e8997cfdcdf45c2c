//! Numbers for people. Shares in whole per cent where the margin is a point or more, else one decimal, and never with fewer than they were
//! printed with; differences with a sign and
//! one decimal more; other numbers to two significant digits of their standard error.

use super::visible;
use crate::report::{Fact, Kind, Table, Value};
use crate::uncertainty::Measure;

/// How the numbers of one table are written.
#[derive(Debug)]
pub(in crate::report) struct Numbers {
    /// Decimals of shares, differences and other numbers on the measured scale.
    share: usize,
    difference: usize,
    number: usize,
    /// Decimals of shares themselves, where these were printed with more than the ends of their intervals bear.
    printed: usize,
    /// Decimals of each column that has its own scale.
    own: Vec<usize>,
}

impl Numbers {
    /// Looks through a table and settles on decimals: the same for all rows, after the median margin.
    pub(in crate::report) fn of(table: &Table) -> Self {
        let share = match typical_margin(table, Measure::Share) {
            Some(margin) => usize::from(margin < 0.01 - 1e-9),
            None => share_decimals(measured(table, Measure::Share)),
        };
        let difference =
            typical_margin(table, Measure::Difference).map_or(1, |margin| 1 + usize::from(margin < 0.01 - 1e-9));
        let number = match typical_margin(table, Measure::Number) {
            Some(margin) if margin > 0.0 => decimals(1.0 - (margin / 2.0).log10().floor()),
            _ => significant(measured(table, Measure::Number)),
        };
        let own = |(i, column): (usize, &crate::report::Column)| {
            let values = table.rows().iter().filter_map(move |row| row.values()[i].number());
            if column.kind() == Kind::Share { share_decimals(values) } else { significant(values) }
        };
        let printed = table.printed_decimals().max(share);
        Self { share, difference, number, printed, own: table.columns().iter().enumerate().map(own).collect() }
    }

    /// For a number outside any table.
    fn single(kind: Kind, x: f64) -> String {
        let values = std::iter::once(x);
        let own = if kind == Kind::Share { share_decimals(values) } else { significant(values) };
        let share = share_decimals(std::iter::once(x));
        let numbers = Self { share, difference: 1, number: own, printed: share, own: vec![own] };
        numbers.write(0, kind, Measure::Number, x)
    }

    /// The number `x` of column `i`.
    pub(in crate::report) fn write(&self, i: usize, kind: Kind, measure: Measure, x: f64) -> String {
        match kind {
            Kind::Estimate if measure == Measure::Share => percent(x, self.printed),
            Kind::Estimate | Kind::Low | Kind::High | Kind::LowOuter | Kind::HighOuter => self.measured(measure, x),
            Kind::Difference if measure == Measure::Number => signed(x, self.number),
            Kind::Difference => points(x, self.difference),
            Kind::Error if measure == Measure::Number => fixed(x, self.number),
            Kind::Error => format!("{} pts", fixed(100.0 * x, self.difference)),
            Kind::Share => percent(x, self.own[i]),
            Kind::Margin => format!("±{} pts", fixed(100.0 * x, 1)),
            Kind::Level => level(x),
            Kind::Count => fixed(x, 0),
            Kind::PValue if x < 0.001 => "<0.001".to_owned(),
            Kind::PValue => fixed(x, 3),
            Kind::Df if x.fract() == 0.0 => fixed(x, 0),
            Kind::Df => fixed(x, 1),
            Kind::Ratio => fixed(x, 2),
            Kind::Exact => exact(x),
            _ => fixed(x, self.own[i]),
        }
    }

    fn measured(&self, measure: Measure, x: f64) -> String {
        match measure {
            Measure::Share => percent(x, self.share),
            Measure::Difference => points(x, self.difference),
            Measure::Number => fixed(x, self.number),
        }
    }

    /// Both ends of an interval; `always_signed` for intervals of differences.
    pub(in crate::report) fn interval(
        &self,
        measure: Measure,
        always_signed: bool,
        ends: (Option<f64>, Option<f64>),
    ) -> String {
        let one = |x: f64| match measure {
            Measure::Number if always_signed => signed(x, self.number),
            Measure::Number => fixed(x, self.number),
            Measure::Difference => signed(100.0 * x, self.difference),
            Measure::Share if always_signed => signed(100.0 * x, self.difference),
            Measure::Share => fixed(100.0 * x, self.share),
        };
        // Points are named beside the difference itself.
        let unit = if measure == Measure::Share && !always_signed { " %" } else { "" };
        match ends {
            (Some(low), Some(high)) => {
                let (low, high) = (one(low), one(high));
                let dash = if [&low, &high].iter().any(|end| end.starts_with(['+', '−'])) { " to " } else { "–" };
                format!("{low}{dash}{high}{unit}")
            }
            (Some(low), None) => format!("≥ {}{unit}", one(low)),
            (None, Some(high)) => format!("≤ {}{unit}", one(high)),
            (None, None) => String::new(),
        }
    }
}

/// The value of a fact.
pub(in crate::report) fn said(fact: &Fact) -> String {
    match &fact.value {
        Value::Number(x) if !x.is_nan() => Numbers::single(fact.column.kind(), *x),
        other => other.title().map_or_else(|| "–".to_owned(), visible),
    }
}

/// A share in per cent. One that is not 0 (or 1) is never rounded to it.
fn percent(x: f64, decimals: usize) -> String {
    let step = 10f64.powi(-(decimals as i32));
    if x > 0.0 && 100.0 * x < step / 2.0 {
        format!("<{} %", fixed(step, decimals))
    } else if x < 1.0 && 100.0 * x >= 100.0 - step / 2.0 {
        format!(">{} %", fixed(100.0 - step, decimals))
    } else {
        format!("{} %", fixed(100.0 * x, decimals))
    }
}

/// A difference of shares in points.
fn points(x: f64, decimals: usize) -> String {
    format!("{} pts", signed(100.0 * x, decimals))
}

/// A level: `95 %`, `99.9 %`.
pub(super) fn level(x: f64) -> String {
    let text = format!("{:.4}", 100.0 * x);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// `x` with its sign, unless it rounds to 0.
pub(super) fn signed(x: f64, decimals: usize) -> String {
    let text = fixed(x, decimals);
    let zero = text.bytes().all(|b| !b.is_ascii_digit() || b == b'0');
    if x > 0.0 && !zero { format!("+{text}") } else { text }
}

/// A count with thousands set off by commas: `1,634`.
pub fn grouped(count: u64) -> String {
    fixed(count as f64, 0)
}

/// `x` to `decimals` places, thousands set off by commas, with a minus sign (never before a zero).
pub(super) fn fixed(x: f64, decimals: usize) -> String {
    if x.is_infinite() {
        return if x > 0.0 { "∞".to_owned() } else { "−∞".to_owned() };
    }
    let text = format!("{:.decimals$}", x.abs());
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let negative = x < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    let mut out = String::from(if negative { "−" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

/// `x` to six significant digits, less the zeros at their end; whole digits are all kept.
fn exact(x: f64) -> String {
    let digits: f64 = if x.abs() < 1e6 { format!("{x:.5e}").parse().unwrap_or(x) } else { x.round() };
    let text = digits.to_string();
    fixed(digits, text.split_once('.').map_or(0, |(_, decimals)| decimals.len()))
}

/// The median of half the interval's width, or of 1.96 standard errors, among rows of one measure.
fn typical_margin(table: &Table, measure: Measure) -> Option<f64> {
    let at = |kind| table.position(kind);
    let (low, high, error) = (at(Kind::Low), at(Kind::High), at(Kind::Error));
    let rows = table.rows().iter().filter(|row| row.measure() == measure);
    let mut margins: Vec<f64> = rows
        .filter_map(|row| {
            let number = |i: Option<usize>| i.and_then(|i| row.values()[i].number());
            let half = number(low).zip(number(high)).map(|(low, high)| (high - low) / 2.0);
            half.or_else(|| number(error).map(|se| 1.96 * se)).filter(|margin| margin.is_finite())
        })
        .collect();
    margins.sort_by(f64::total_cmp);
    margins.get(margins.len() / 2).copied()
}

/// The estimates of rows of one measure.
fn measured(table: &Table, measure: Measure) -> impl Iterator<Item = f64> {
    let column = table.position(Kind::Estimate).or_else(|| table.position(Kind::Difference));
    let rows = table.rows().iter().filter(move |row| row.measure() == measure);
    rows.filter_map(move |row| row.values()[column?].number())
}

/// None for whole per cent throughout, else one.
fn share_decimals(mut values: impl Iterator<Item = f64>) -> usize {
    usize::from(!values.all(|x| (100.0 * x - (100.0 * x).round()).abs() < 1e-9))
}

/// Decimals that give the largest of `values` four significant digits; none where all are whole.
fn significant(values: impl Iterator<Item = f64>) -> usize {
    let mut largest = 0f64;
    let mut whole = true;
    for x in values.filter(|x| x.is_finite()) {
        largest = largest.max(x.abs());
        whole &= x.fract() == 0.0;
    }
    if whole { 0 } else { decimals(3.0 - largest.log10().floor()) }
}

fn decimals(wanted: f64) -> usize {
    wanted.clamp(0.0, 9.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_as_in_print() {
        assert_eq!(fixed(1_234_567.4, 0), "1,234,567");
        assert_eq!(fixed(-1234.56, 1), "−1,234.6");
        assert_eq!(fixed(-0.04, 1), "0.0");
        assert_eq!(points(0.042, 1), "+4.2 pts");
        assert_eq!(points(-0.042, 1), "−4.2 pts");
        assert_eq!(points(0.0001, 1), "0.0 pts");
        assert_eq!(
            [12_149_704.0, -12_149_722.4, 999_999.7, 18.0, 0.012_345_678, 1234.50].map(exact),
            ["12,149,704", "−12,149,722", "1,000,000", "18", "0.0123457", "1,234.5"]
        );
        assert_eq!(level(0.95), "95 %");
        assert_eq!(level(0.999), "99.9 %");
    }

    #[test]
    fn a_small_share_is_never_called_none_and_a_large_one_never_all() {
        assert_eq!(
            [0.0, 0.004, 0.006, 0.994, 0.996, 1.0].map(|x| percent(x, 0)),
            ["0 %", "<1 %", "1 %", "99 %", ">99 %", "100 %"]
        );
        assert_eq!(percent(0.0004, 1), "<0.1 %");
    }

    #[test]
    fn single_numbers_follow_their_kind() {
        assert_eq!(Numbers::single(Kind::PValue, 0.000_4), "<0.001");
        assert_eq!(Numbers::single(Kind::PValue, 0.0031), "0.003");
        assert_eq!(Numbers::single(Kind::Margin, 0.0324), "±3.2 pts");
        assert_eq!(Numbers::single(Kind::Number, 1.8701), "1.870");
        assert_eq!(Numbers::single(Kind::Number, 12.0), "12");
        assert_eq!(Numbers::single(Kind::Df, f64::INFINITY), "∞");
        assert_eq!(Numbers::single(Kind::Share, 0.333), "33.3 %");
    }
}
