//! When a survey was in the field: a range of civil days, with the precision it was stated at.

use jiff::civil::Date;
use std::fmt;

/// How exactly a period was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// First and last day (or the one day) are known.
    Day,
    /// Only the month, or a span of whole months, is known.
    Month,
    /// Only the year is known.
    Year,
}

/// An inclusive range of civil days, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: Date,
    end: Date,
    precision: Precision,
}

impl Period {
    /// The days from `start` to `end`, both included; `None` when `end` lies before `start`.
    pub fn new(start: Date, end: Date, precision: Precision) -> Option<Self> {
        (start <= end).then_some(Self { start, end, precision })
    }

    /// One day.
    pub fn day(date: Date) -> Self {
        Self { start: date, end: date, precision: Precision::Day }
    }

    /// A whole month; `None` unless `1 <= month <= 12` and the year is within jiff's range.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let start = Date::new(year, month, 1).ok()?;
        Some(Self { start, end: start.last_of_month(), precision: Precision::Month })
    }

    /// First day.
    pub fn start(&self) -> Date {
        self.start
    }

    /// Last day.
    pub fn end(&self) -> Date {
        self.end
    }

    /// How exactly the period was stated.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Whether both are known to the day and some day is in both.
    pub fn shares_days_with(&self, other: &Self) -> bool {
        let exact = self.precision == Precision::Day && other.precision == Precision::Day;
        exact && self.start <= other.end && other.start <= self.end
    }

    /// The middle of the period in days since 1970-01-01, the position of the wave on a time axis; halves are kept.
    pub fn middle(&self) -> f64 {
        (days(self.start) + days(self.end)) / 2.0
    }
}

/// The civil day that lies `time` days after 1970-01-01; halves belong to the earlier day. `None` beyond the calendar.
pub fn date(time: f64) -> Option<Date> {
    let span = jiff::Span::new().try_days(time.floor() as i64).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}

/// The same day as text, `2025-12-31`.
pub fn day(time: f64) -> String {
    date(time).map_or_else(|| format!("day {time}"), |date| date.to_string())
}

/// Days from 1970-01-01 to `date`.
fn days(date: Date) -> f64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    // A span of whole days between two civil dates always exists.
    date.since(epoch).map_or(0.0, |span| f64::from(span.get_days()))
}

impl fmt::Display for Period {
    /// ISO: `2025-12-11`, `2025-12-11/2025-12-19`, `2025-12` or `2025`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Day if self.start == self.end => write!(f, "{}", self.start),
            Precision::Day => write!(f, "{}/{}", self.start, self.end),
            Precision::Month => {
                write!(f, "{}", self.start.strftime("%Y-%m"))?;
                if self.start.first_of_month() == self.end.first_of_month() {
                    return Ok(());
                }
                write!(f, "/{}", self.end.strftime("%Y-%m"))
            }
            Precision::Year => write!(f, "{}", self.start.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_has_its_days_and_its_middle() {
        let february = Period::month(2024, 2).unwrap();
        assert_eq!(february.end(), date(2024, 2, 29));
        assert_eq!(february.to_string(), "2024-02");
        // 2024-02-01 is day 19754 of the epoch; the middle of 29 days lies 14 days on.
        assert_eq!(february.middle(), 19754.0 + 14.0);
        assert!(Period::month(2024, 13).is_none());
    }

    #[test]
    fn a_period_never_runs_backwards() {
        assert!(Period::new(date(2025, 2, 1), date(2025, 1, 1), Precision::Day).is_none());
        let range = Period::new(date(2025, 12, 11), date(2025, 12, 19), Precision::Day).unwrap();
        assert_eq!(range.to_string(), "2025-12-11/2025-12-19");
    }
}
