//! Numbers as charts print them: at the precision they bear, thousands set apart, signs where they are differences.

use crate::chart::figures::{Figures, Unit, distinct, range};
use crate::uncertainty::Bounds;

/// Prints numbers of one unit with a number of decimals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Printer {
    unit: Unit,
    decimals: usize,
    /// Numbers above zero have a plus.
    signed: bool,
    /// What large numbers are counted in.
    large: Large,
    /// Decimals of shares that would be printed as less than the least there is, where several differ and were given so finely.
    small: Option<usize>,
}

/// What numbers are counted in, and the letters behind them.
type Large = (f64, &'static str);
/// As they are.
const ONES: Large = (1.0, "");
/// The letter of thousands.
const THOUSANDS: &str = "k";
/// From which size on numbers are counted in more than ones, the largest first.
const LARGE: [(f64, Large); 2] = [(1e10, (1e9, "bn")), (1e7, (1e6, "m"))];

/// The most numbers that a reader compares with each other.
const COMPARED: usize = 40;

impl Printer {
    /// The printer for some figures: whole per cent and points, one decimal when the intervals
    /// are narrower than a point or all differences under five. Numbers of ten million and more are counted in millions. Figures that
    /// were given more finely, and would look alike, have as many decimals as tell them apart; shares and points that were given in
    /// whole ones have none.
    pub fn of(figures: &Figures) -> Self {
        let halves = figures.rows.iter().filter_map(|row| row.inner).map(|b| (b.high - b.low) / 2.0);
        let narrow = range(halves.filter(|half| *half > 0.0)).is_some_and(|(_, widest)| widest < 0.005);
        let size = range(figures.estimates().map(|(_, value)| value.abs())).map_or(1.0, |(_, high)| high);
        let found = LARGE.iter().find(|(from, _)| figures.unit == Unit::Number && size >= *from);
        let large = found.map_or(ONES, |(_, large)| *large);
        // What is less than the least whole one says nothing of how finely the others were given.
        let least = |value: f64| value != 0.0 && value.abs() < 0.005;
        let whole = figures.estimates().all(|(_, value)| is_whole(100.0 * value) || least(value));
        let whole = whole && figures.estimates().any(|(_, value)| !least(value));
        let decimals = match (figures.unit, size / large.0) {
            (Unit::Share | Unit::Points, _) if whole => 0,
            (Unit::Share, _) => usize::from(narrow),
            (Unit::Points, size) => usize::from(narrow || size < 0.05),
            (Unit::Number, 100.0..) => 0,
            (Unit::Number, 10.0..) => 1,
            (Unit::Number, _) => 2,
        };
        let signed = figures.unit == Unit::Number && figures.estimates().any(|(_, value)| value < 0.0);
        let printer = Self { unit: figures.unit, decimals, signed, large, small: None };
        // More places than its precision bears tell nothing of a share.
        let halves = figures.rows.iter().filter_map(|row| row.inner).map(|b| (b.high - b.low) / 2.0);
        let is_coarse = figures.unit != Unit::Number && range(halves).is_some_and(|(least, _)| least > 0.01);
        // Numbers side by side are compared; those of one line over time may be alike, of which its course is told.
        let compared = figures.estimates().all(|(row, _)| row.when.is_none());
        let values = distinct(figures.estimates().map(|(_, value)| value.to_bits()));
        let values: Vec<f64> = values.into_iter().map(f64::from_bits).collect();
        if is_coarse { printer } else { printer.telling_apart(values, compared) }
    }

    /// The printer for numbers that are read as they were given: with the decimals of their table, up to two; of what was not rounded at all
    /// one. What is less than the least that is printed says nothing of the others: a `<1` is no half.
    pub fn as_given(figures: &Figures) -> Self {
        const LEAST: f64 = 0.005;
        let usual = Self::of(figures);
        let values = || figures.estimates().map(|(_, value)| value).filter(|value| value.abs() > LEAST);
        let whole =
            |decimals: &usize| values().all(|value| is_whole(usual.counted(value) * 10f64.powi(*decimals as i32)));
        let decimals = (0..=2).find(whole).unwrap_or(1).max(usual.decimals);
        Self { decimals, small: usual.small.filter(|small| *small > decimals), ..usual }
    }

    /// The same with as many more decimals as tell `values` apart, where all would be printed alike, and with more for those alone that
    /// would be printed as less than the least. No more than the values were given with: what was worked out of respondents has no end.
    fn telling_apart(self, values: Vec<f64>, compared: bool) -> Self {
        const MOST: usize = 3;
        let given =
            (0..=MOST).find(|d| values.iter().all(|value| is_whole(self.counted(*value) * 10f64.powi(*d as i32))));
        let Some(given) = given else { return self };
        let printed = |decimals: usize, values: &[f64]| {
            let printer = Self { decimals, ..self };
            distinct(values.iter().map(|value| printer.bare(*value))).len()
        };
        let needed = |values: &[f64]| (self.decimals + 1..=given).find(|d| printed(*d, values) == values.len());
        if values.len() > 1 && printed(self.decimals, &values) == 1 {
            return Self { decimals: needed(&values).unwrap_or(self.decimals), ..self };
        }
        let (small, usual): (Vec<f64>, Vec<f64>) =
            values.into_iter().partition(|value| *value > 0.0 && self.is_zero(*value));
        // Marks of unequal length beside equal numbers look like a slip; of many numbers no reader compares each.
        let hidden = compared && usual.len() <= COMPARED && printed(self.decimals, &usual) < usual.len();
        let finer = self.decimals + usize::from(hidden && self.decimals < given);
        let tells = printed(finer, &usual) > printed(self.decimals, &usual);
        let decimals = if tells { finer } else { self.decimals };
        let printer = Self { decimals, ..self }.telling_small(&small, given);
        // All have as many as the small need, where the others were given as finely too: mixed, they look like slips.
        let fine = |decimals: &usize| {
            let coarser = 10f64.powi(*decimals as i32 - 1);
            usual.len() <= COMPARED && usual.iter().any(|value| !is_whole(self.counted(*value) * coarser))
        };
        match printer.small.filter(fine) {
            Some(decimals) => Self { decimals, small: None, ..printer },
            None => printer,
        }
    }

    /// The same with more decimals for the `small` alone that would be printed as less than the least, up to those `given`.
    fn telling_small(self, small: &[f64], given: usize) -> Self {
        let small: Vec<f64> = small.iter().copied().filter(|value| self.is_zero(*value)).collect();
        let printed = |decimals: &usize| {
            let printer = Self { decimals: *decimals, ..self };
            distinct(small.iter().map(|value| printer.bare(*value))).len() == small.len()
        };
        Self { small: (self.decimals + 1..=given).find(printed).filter(|_| small.len() > 1), ..self }
    }

    /// The same in thousands, to so many `figures`, two or three, where the largest number is of `size`, and of ten thousand and more:
    /// `48.9k`. What is counted in millions stays so.
    pub fn in_thousands(self, size: f64, figures: usize) -> Self {
        if self.unit != Unit::Number || !matches!(self.large.1, "" | THOUSANDS) || size < 1e4 {
            return self;
        }
        Self { large: (1e3, THOUSANDS), decimals: usize::from(size < 99_950.0 && figures > 2), ..self }
    }

    /// The same decimals for another unit.
    pub fn as_unit(self, unit: Unit) -> Self {
        Self { unit, large: if unit == self.unit { self.large } else { ONES }, ..self }
    }

    /// The printer for differences of what this one prints: shares differ by points.
    pub fn of_differences(self) -> Self {
        match self.unit {
            Unit::Share => self.as_unit(Unit::Points),
            Unit::Points | Unit::Number => Self { signed: true, ..self },
        }
    }

    /// A value with its sign: `39%`, `+8`, `3.2`, `40m`.
    pub fn value(self, value: f64) -> String {
        match self.unit {
            Unit::Share => format!("{}%", self.bare(value)),
            Unit::Points => self.bare(value),
            Unit::Number => format!("{}{}", self.bare(value), self.letters()),
        }
    }

    /// A value in what it is counted in, before rounding.
    fn counted(self, value: f64) -> f64 {
        // A printed 57.5 is a little less as a share, and is no 57.
        let halves_up = |number: f64| if number == 0.0 { 0.0 } else { number + number.signum() * 1e-10 };
        if self.unit == Unit::Number { value / self.large.0 } else { halves_up(value * 100.0) }
    }

    /// Whether a reader who takes the printed `from` from the printed `to` gets another number than is printed of their difference `change`.
    pub fn rounds_apart(self, (from, to): (f64, f64), change: f64) -> bool {
        self.sums_apart(&[from, change], to)
    }

    /// Whether the printed `parts` add up to another number than is printed of their `sum`.
    pub fn sums_apart(self, parts: &[f64], sum: f64) -> bool {
        let printed = |value: f64| {
            let number = self.counted(value);
            format!("{number:.*}", self.decimals).parse::<f64>().unwrap_or(number)
        };
        let least = 10f64.powi(-(self.decimals as i32));
        (parts.iter().map(|part| printed(*part)).sum::<f64>() - printed(sum)).abs() > 0.5 * least
    }

    /// A value without the sign for per cent or the letters for millions. A share that is more than none is not printed as none: `<1`; nor is
    /// any other number.
    pub fn bare(self, value: f64) -> String {
        let least = 10f64.powi(-(self.decimals as i32));
        let hidden = value != 0.0 && self.is_zero(value);
        match (self.unit == Unit::Share && value > 0.0 && hidden, self.small) {
            // Beside larger numbers of other things.
            (false, _) if self.unit == Unit::Number && hidden => self.telling(value).number(value),
            (false, _) => self.number(value),
            (true, Some(decimals)) => Self { decimals, small: None, ..self }.bare(value),
            (true, None) => format!("<{least:.*}", self.decimals),
        }
    }

    /// Whether a value is printed as zero.
    fn is_zero(self, value: f64) -> bool {
        !self.number(value).bytes().any(|b| matches!(b, b'1'..=b'9'))
    }

    /// A value as a plain number.
    fn number(self, value: f64) -> String {
        let number = self.counted(value);
        let plus = self.unit == Unit::Points || (self.unit == Unit::Number && self.signed);
        let text = thousands(&format!("{:.*}", self.decimals, number.abs()));
        let zero = !text.bytes().any(|b| matches!(b, b'1'..=b'9'));
        let sign = match (zero, number < 0.0) {
            (true, _) => "",
            (false, true) => "−",
            (false, false) if plus => "+",
            (false, false) => "",
        };
        format!("{sign}{text}")
    }

    /// The same with one more decimal.
    pub fn finer(self) -> Self {
        Self { decimals: self.decimals + 1, ..self }
    }

    /// The same with as many more decimals, up to three, as it takes not to print `value` as zero if it is not; none if that does not help.
    pub fn telling(self, value: f64) -> Self {
        let finer = |more| Self { decimals: self.decimals + more, ..self };
        (0..=3).map(finer).find(|printer| value == 0.0 || !printer.is_zero(value)).unwrap_or(self)
    }

    /// The same with as many more decimals, up to three, as tell a value from another; none if that does not help.
    pub fn telling_from(self, value: f64, other: f64) -> Self {
        let finer = |more| Self { decimals: self.decimals + more, ..self };
        let apart = |printer: &Self| printer.number(value) != printer.number(other);
        (0..=3).map(finer).find(apart).unwrap_or(self)
    }

    /// The same with one more decimal where `value`, within its interval, would be printed as one of its ends: `45.7%`, 45.0–46.4.
    pub fn telling_within(self, value: f64, bounds: Bounds) -> Self {
        let as_end = |end: f64| end != value && self.number(end) == self.number(value);
        let hidden = as_end(bounds.low) || as_end(bounds.high);
        Self { decimals: self.decimals + usize::from(hidden), ..self }
    }

    /// An interval: `35–43`, or `−3 to +8` where signs would run into the dash; with more decimals where its ends would be printed alike:
    /// `50.6–51.4`. An end of a difference's that would be printed as zero, and is not, has as many decimals as tell on which side of zero it
    /// lies, up to three: `−12 to −0.2`.
    pub fn interval(self, bounds: Bounds) -> String {
        let difference = self.unit == Unit::Points || self.signed;
        let printer = self.telling_from(bounds.low, bounds.high);
        let end = |end: f64| if difference { printer.telling(end).number(end) } else { printer.number(end) };
        let ((low, high), letters) = ((end(bounds.low), end(bounds.high)), self.letters());
        // Of two numbers far from each other both have their letters; a dash binds them.
        if bounds.low < 0.0 || difference {
            format!("{low}{letters} to {high}{letters}")
        } else {
            format!("{low}–{high}{letters}")
        }
    }

    /// How far an interval reaches to one side, rounded up so that it promises no more than is known: `±4`, `±1.6m`; with more decimals where
    /// numbers as small are printed with them.
    pub fn margin(self, reach: f64) -> String {
        let decimals = match (self.unit, self.small) {
            (Unit::Number, _) => self.telling(reach).decimals,
            (_, Some(small)) if self.is_zero(reach) => small,
            _ => self.decimals,
        };
        let least = 10f64.powi(-(decimals as i32));
        // Of nothing the slack would leave less than nothing.
        let up = (self.counted(reach) / least - 1e-6).ceil().abs() * least;
        format!("±{}{}", thousands(&format!("{up:.decimals$}")), self.letters())
    }

    /// The letters behind numbers that are counted in millions and more; none of shares and points.
    fn letters(self) -> &'static str {
        if self.unit == Unit::Number { self.large.1 } else { "" }
    }

    /// The label of a tick: as many decimals as the step needs.
    pub fn tick(self, value: f64, step: f64) -> String {
        let step = if self.unit == Unit::Number { step / self.large.0 } else { step * 100.0 };
        let decimals = (0..6).find(|&d| ((step * 10f64.powi(d)).round() - step * 10f64.powi(d)).abs() < 1e-6);
        Self { decimals: decimals.unwrap_or(0) as usize, ..self }.value(value)
    }
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < 1e-6
}

/// A count with thousands set apart: `1,634`.
pub fn count(n: f64) -> String {
    let text = thousands(&format!("{:.0}", n.abs()));
    if n < 0.0 { format!("−{text}") } else { text }
}

/// Digits, with or without decimals, with thousands set apart.
fn thousands(digits: &str) -> String {
    let (whole, decimals) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

#[cfg(test)]
mod tests;
