//! Margins of error as pollsters print them: from base and design effect to the margin, and back from a printed schedule of margins
//! to the design effects that could have made it. Margins are half-widths of the normal (Wald) interval, z·√(deff·p(1 − p)/n),
//! which is what such schedules give; shares and margins are fractions of 1.

mod effect;

pub use effect::DesignEffect;

use crate::num::distribution::normal_quantile;
use crate::uncertainty::Level;
use std::fmt;
use std::str::FromStr;

/// Why margins say nothing about a design effect.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MarginError {
    /// A text that is not a share and its margin.
    #[error("\"{text}\" is not a printed margin: {problem}. Write share=margin in per cent, as printed: 50=3.4")]
    Unreadable {
        /// As typed.
        text: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A share or a margin that is likelier a fraction of 1 than a percentage.
    #[error(
        "\"{text}\" is not a printed margin: share and margin are both in per cent, and {why}. Write {meant}, or {literal} if just that is meant"
    )]
    Fraction {
        /// As typed.
        text: String,
        /// What speaks for a fraction.
        why: String,
        /// What was probably meant.
        meant: String,
        /// What says that the numbers are meant as they stand.
        literal: String,
    },
    /// Numbers that cannot be a share and its margin.
    #[error(
        "a margin of {margin} (unit {unit}) at a share of {share}: the share must lie between 0 and 1, the margin above half its unit and below 1"
    )]
    OutOfRange {
        /// The share.
        share: f64,
        /// The margin.
        margin: f64,
        /// Its unit.
        unit: f64,
    },
    /// A base that is not a number of people.
    #[error("a base of n = {0}: give the number of respondents, at least 1")]
    Base(f64),
    /// No margin given.
    #[error("a schedule of margins needs at least one, as 50=3.4")]
    Empty,
    /// Two margins that no design effect explains together.
    #[error(
        "no one design effect prints both {first} (which needs {:.3} to {:.3}) and {second} (which needs {:.3} to {:.3}) at n = {n}: check the figures, n, the level, and whether the margins are rounded to the nearest or up",
        first_effect.low, first_effect.high, second_effect.low, second_effect.high
    )]
    Contradiction {
        /// The margin that needs the largest effect.
        first: PrintedMargin,
        /// The effects that print it.
        first_effect: DesignEffect,
        /// The margin that needs the smallest.
        second: PrintedMargin,
        /// The effects that print it.
        second_effect: DesignEffect,
        /// The base.
        n: f64,
    },
    /// A margin that far more people would have than were asked.
    #[error(
        "{printed} takes {respondents:.0} respondents or more, and n is {n}: mend one of them (a simple random sample of {n} has ±{usual:.1}{meant})"
    )]
    TooSmall {
        /// The margin.
        printed: PrintedMargin,
        /// The fewest respondents of a simple random sample that has it.
        respondents: f64,
        /// The base.
        n: f64,
        /// The margin of a simple random sample of the base, in points.
        usual: f64,
        /// What to write for a fraction of 1; empty where it can be none.
        meant: String,
    },
    /// A design effect that is no positive number.
    #[error("a design effect of {0} is not possible: it is a positive number, 1 for a simple random sample")]
    Deff(f64),
}

impl MarginError {
    /// Whether the numbers do not come out, rather than one of them being impossible.
    pub fn is_numerical(&self) -> bool {
        matches!(self, Self::Contradiction { .. })
    }
}

/// Half-width of the interval for a share `p` on `n` respondents with design effect `deff`.
pub fn margin_of(p: f64, n: f64, deff: f64, level: Level) -> f64 {
    normal_quantile(level.upper_tail()) * (deff * p * (1.0 - p) / n).sqrt()
}

/// Half-width of the interval for the lead p − q of one answer over another of the same question, whose covariance is −pq/n
/// (Scott and Seber 1983).
pub fn margin_of_lead(p: f64, q: f64, n: f64, deff: f64, level: Level) -> f64 {
    normal_quantile(level.upper_tail()) * (deff * (p + q - (p - q).powi(2)) / n).sqrt()
}

/// The design effect with which [`margin_of`] a share `p` on `n` respondents is `margin`.
pub fn deff_of_margin(p: f64, n: f64, margin: f64, level: Level) -> f64 {
    (margin / margin_of(p, n, 1.0, level)).powi(2)
}

/// How printed margins were rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rounding {
    /// To the nearest unit.
    #[default]
    Nearest,
    /// Up to the next unit: "the error does not exceed".
    Up,
}

impl Rounding {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Nearest, Self::Up];

    /// The name used in flags, study files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Up => "up",
        }
    }

    /// One line for the help.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Nearest => "to the nearest unit",
            Self::Up => "up to the next unit, as in “does not exceed”",
        }
    }

    /// The least and the largest value that prints as `value` in this `unit`.
    fn range(self, value: f64, unit: f64) -> (f64, f64) {
        match self {
            Self::Nearest => (value - unit / 2.0, value + unit / 2.0),
            Self::Up => (value - unit, value),
        }
    }
}

/// One line of a schedule of margins: a share, the margin printed for it, and the unit of the last printed digit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrintedMargin {
    share: f64,
    margin: f64,
    unit: f64,
}

impl PrintedMargin {
    /// A margin printed for a share, all in fractions of 1: ±3.4 points to one decimal has the unit 0.001.
    ///
    /// # Errors
    /// [`MarginError::OutOfRange`] unless `0 < share < 1`, `0 <= unit` and `unit / 2 < margin < 1`.
    pub fn new(share: f64, margin: f64, unit: f64) -> Result<Self, MarginError> {
        if 0.0 < share && share < 1.0 && unit >= 0.0 && unit / 2.0 < margin && margin < 1.0 {
            Ok(Self { share, margin, unit })
        } else {
            Err(MarginError::OutOfRange { share, margin, unit })
        }
    }

    /// The share.
    pub fn share(&self) -> f64 {
        self.share
    }

    /// The margin as printed.
    pub fn margin(&self) -> f64 {
        self.margin
    }

    /// The unit of its last digit.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// As it is written for a flag.
    fn literal(&self) -> String {
        format!("{}={}", percent(self.share), percent(self.margin))
    }

    /// The design effects that print this margin on `n` respondents.
    fn effect(&self, n: f64, level: Level, rounding: Rounding) -> DesignEffect {
        let (low, high) = rounding.range(self.margin, self.unit);
        let deff = |margin: f64| deff_of_margin(self.share, n, margin.max(0.0), level);
        DesignEffect { low: deff(low), high: deff(high) }
    }
}

/// In per cent: 100 · 0.29 is not 29 to the last digit.
fn percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

impl fmt::Display for PrintedMargin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "±{} at {} %", percent(self.margin), percent(self.share))
    }
}

impl FromStr for PrintedMargin {
    type Err = MarginError;

    /// Reads `50=3.4`: the share and its margin in per cent, the unit from the printed decimals. `%` and `±` may stand there; a share under
    /// 1 % and a margin that takes more than a million respondents need their `%`, for they are likelier fractions of 1.
    fn from_str(text: &str) -> Result<Self, MarginError> {
        let unreadable = |problem| MarginError::Unreadable { text: text.to_owned(), problem };
        let (share, margin) = text.split_once('=').ok_or_else(|| unreadable("there is no ="))?;
        let share = Percentage::read(share).map_err(unreadable)?;
        let margin = Percentage::read(margin.trim_start().trim_start_matches('±')).map_err(unreadable)?;
        if let Some(error) = fraction(text, &share, &margin) {
            return Err(error);
        }
        Self::new(share.percent / 100.0, margin.percent / 100.0, margin.unit() / 100.0).map_err(|_| {
            unreadable("the share must lie between 0 and 100, the margin above half its last digit and below 100")
        })
    }
}

/// No survey whose margins are printed has more respondents.
const MOST_RESPONDENTS: f64 = 1e6;

/// Why one of the two is likelier a fraction of 1, if it is. Who writes 0.5 may mean half of all.
fn fraction(text: &str, share: &Percentage, margin: &Percentage) -> Option<MarginError> {
    let small_share = !share.has_sign && share.percent > 0.0 && share.percent < 1.0;
    let p = share.percent / if small_share { 1.0 } else { 100.0 };
    // With this many respondents a simple random sample has such a margin.
    let n = deff_of_margin(p, 1.0, margin.percent / 100.0, Level::USUAL).recip();
    let small_margin = !margin.has_sign && margin.percent > 0.0 && n > MOST_RESPONDENTS;
    let why = match (small_share, small_margin) {
        (false, false) => return None,
        (true, _) => format!("a share of less than 1 % is written with its sign, as {}%", share.percent),
        (false, true) => {
            format!("a margin of {} points takes {:.1} million respondents", margin.percent, n / 1e6)
        }
    };
    let scaled =
        |number: &Percentage, by_100| if by_100 { (number.percent * 1e8).round() / 1e6 } else { number.percent };
    let signed = |number: &Percentage, is_small| format!("{}{}", number.percent, if is_small { "%" } else { "" });
    Some(MarginError::Fraction {
        text: text.to_owned(),
        why,
        meant: format!("{}={}", scaled(share, small_share), scaled(margin, small_margin)),
        literal: format!("{}={}", signed(share, small_share), signed(margin, small_margin)),
    })
}

/// A percentage as typed.
struct Percentage {
    percent: f64,
    decimals: i32,
    has_sign: bool,
}

impl Percentage {
    fn read(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let digits = text.trim_end_matches('%').trim_end();
        if digits.contains(',') {
            return Err("it has a comma; decimals take a point, and each margin stands by itself");
        }
        if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return Err("both sides of = must be numbers");
        }
        let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
        let decimals = i32::try_from(decimals).map_err(|_| "it has too many decimals")?;
        let percent = digits.parse().map_err(|_| "both sides of = must be numbers")?;
        Ok(Self { percent, decimals, has_sign: text.ends_with('%') })
    }

    /// The unit of the last digit, in per cent.
    fn unit(&self) -> f64 {
        10f64.powi(-self.decimals)
    }
}

#[cfg(test)]
mod tests;
