//! Dates of statistics programs, counted from days of their own choosing, as ISO text: `2024-05-17`, `2024-05-17T09:30:00`.
//!
//! A date becomes a word, because then it reads the same in every output and as a wave. What no calendar holds (a year after 9999, a
//! code such as 9999999999999) stays the number that it is, in print. Times without a day stay numbers.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

/// How a variable counts time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// Days since 1960-01-01 (Stata, SAS).
    Days,
    /// Seconds since 1960-01-01 (SAS).
    Seconds,
    /// Milliseconds since 1960-01-01 (Stata).
    Milliseconds,
    /// Seconds since 1582-10-14, shown as a date (SPSS).
    GregorianDays,
    /// Seconds since 1582-10-14, shown with the time of day (SPSS).
    Gregorian,
    /// Weeks since the first of 1960; the last of 52 in a year is longer (Stata).
    Weeks,
    /// Months since January 1960 (Stata).
    Months,
    /// Quarters since the first of 1960 (Stata).
    Quarters,
}

const DAY: f64 = 86_400.0;
/// Seconds from 1960-01-01 to 1970-01-01.
const FROM_1960: f64 = 3653.0 * DAY;
/// Seconds from 1582-10-14 to 1970-01-01.
const FROM_1582: f64 = 141_428.0 * DAY;

/// Formats of SAS that show a number of days.
const SAS_DAYS: &[&str] = &[
    "B8601DA", "DATE", "DAY", "DDMMYY", "DDMMYYB", "DDMMYYC", "DDMMYYD", "DDMMYYN", "DDMMYYP", "DDMMYYS", "DOWNAME",
    "E8601DA", "IS8601DA", "JULDAY", "JULIAN", "MMDDYY", "MMDDYYB", "MMDDYYC", "MMDDYYD", "MMDDYYN", "MMDDYYP",
    "MMDDYYS", "MMYY", "MMYYC", "MMYYD", "MMYYN", "MMYYP", "MMYYS", "MONNAME", "MONTH", "MONYY", "NLDATE", "NLDATEMN",
    "NLDATEW", "NLDATEWN", "QTR", "QTRR", "WEEKDATE", "WEEKDATX", "WEEKDAY", "WEEKU", "WEEKV", "WEEKW", "WORDDATE",
    "WORDDATX", "YEAR", "YYMM", "YYMMC", "YYMMD", "YYMMDD", "YYMMDDB", "YYMMDDC", "YYMMDDD", "YYMMDDN", "YYMMDDP",
    "YYMMDDS", "YYMMN", "YYMMP", "YYMMS", "YYMON", "YYQ", "YYQC", "YYQD", "YYQN", "YYQP", "YYQR", "YYQS",
];

/// Formats of SAS that show a number of seconds with its day.
const SAS_SECONDS: &[&str] = &[
    "B8601DN", "B8601DT", "DATEAMPM", "DATETIME", "DTDATE", "DTMONYY", "DTWKDATX", "DTYEAR", "DTYYQC", "E8601DN",
    "E8601DT", "IS8601DT", "MDYAMPM", "NLDATM", "NLDATMAP", "NLDATMTM", "NLDATMW",
];

impl Calendar {
    /// Of an SPSS print format, by its number.
    pub(super) fn spss(format: u8) -> Option<Self> {
        match format {
            20 | 23 | 24 | 28 | 29 | 30 | 38 | 39 => Some(Self::GregorianDays),
            22 | 41 => Some(Self::Gregorian),
            _ => None,
        }
    }

    /// Of a Stata display format such as `%tdD_m_Y`. Years are plain numbers; half-years, business days and clocks with leap seconds
    /// stay numbers.
    pub(super) fn stata(format: &str) -> Option<Self> {
        match format.strip_prefix('%')?.trim_start_matches('-').as_bytes() {
            [b't', b'd', ..] | [b'd', ..] => Some(Self::Days),
            [b't', b'c', ..] => Some(Self::Milliseconds),
            [b't', b'w', ..] => Some(Self::Weeks),
            [b't', b'm', ..] => Some(Self::Months),
            [b't', b'q', ..] => Some(Self::Quarters),
            _ => None,
        }
    }

    /// Of a SAS format, with or without its width.
    pub(super) fn sas(format: &str) -> Option<Self> {
        let is_width = |letter: char| letter.is_ascii_digit() || letter == '.';
        let name = format.trim().trim_end_matches(is_width).to_ascii_uppercase();
        let days = SAS_DAYS.contains(&&*name).then_some(Self::Days);
        days.or_else(|| SAS_SECONDS.contains(&&*name).then_some(Self::Seconds))
    }

    /// The date in ISO form.
    pub(super) fn text(self, value: f64) -> String {
        self.moment(value).map_or_else(|| value.to_string(), |moment| self.print(moment))
    }

    fn print(self, moment: DateTime) -> String {
        let is_clock = matches!(self, Self::Seconds | Self::Milliseconds | Self::Gregorian);
        match self {
            Self::Months => moment.date().strftime("%Y-%m").to_string(),
            Self::Quarters => format!("{:04}-Q{}", moment.year(), (moment.month() + 2) / 3),
            _ if is_clock || moment.time() != Time::midnight() => moment.to_string(),
            _ => moment.date().to_string(),
        }
    }

    fn moment(self, value: f64) -> Option<DateTime> {
        match self {
            Self::Days => seconds_later(value * DAY - FROM_1960),
            Self::Seconds => seconds_later(value - FROM_1960),
            Self::Milliseconds => seconds_later(value / 1000.0 - FROM_1960),
            Self::GregorianDays | Self::Gregorian => seconds_later(value - FROM_1582),
            Self::Weeks => {
                let day = SignedDuration::from_hours(24 * 7 * value.rem_euclid(52.0) as i64);
                part_of_year(value, 52.0)?.with().month(1).build().ok()?.checked_add(day).ok()
            }
            Self::Months => part_of_year(value, 12.0),
            Self::Quarters => part_of_year(value, 4.0),
        }
    }
}

/// What is counted from the start of 1970, `per_second` to the second, as Parquet has it: a date alone at midnight, else with the time; with
/// `in_utc` always with the time, in universal time.
pub(super) fn since_1970(count: i64, per_second: i64, in_utc: bool) -> String {
    let nanos = count.rem_euclid(per_second) * (1_000_000_000 / per_second);
    let later = SignedDuration::new(count.div_euclid(per_second), nanos as i32);
    let start = Date::new(1970, 1, 1).ok().map(|day| day.to_datetime(Time::midnight()));
    match start.and_then(|start| start.checked_add(later).ok()) {
        Some(moment) if in_utc => format!("{moment}Z"),
        Some(moment) if moment.time() == Time::midnight() => moment.date().to_string(),
        Some(moment) => moment.to_string(),
        None => count.to_string(),
    }
}

/// The moment so many seconds after the start of 1970, to the microsecond.
fn seconds_later(seconds: f64) -> Option<DateTime> {
    let is_near = seconds.abs() < 1e12;
    let whole = seconds.floor();
    let micros = ((seconds - whole) * 1e6).round();
    let later = is_near.then(|| SignedDuration::from_secs(whole as i64) + SignedDuration::from_micros(micros as i64));
    Date::new(1970, 1, 1)
        .ok()?
        .to_datetime(Time::midnight())
        .checked_add(later?)
        .ok()
        .filter(|moment| moment.year() >= 1)
}

/// The first day of the month in which a part of a year starts, the parts counted from 1960.
fn part_of_year(value: f64, parts: f64) -> Option<DateTime> {
    let year = 1960.0 + (value / parts).floor();
    let month = 1.0 + (value.rem_euclid(parts) * 12.0 / parts).floor();
    let is_in_range = value.trunc() == value && (1.0..=9999.0).contains(&year);
    let date = is_in_range.then(|| Date::new(year as i16, month as i8, 1).ok()).flatten()?;
    Some(date.to_datetime(Time::midnight()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted with Python 3.11: `(datetime(2010, 1, 20, 15, 15, 30) - datetime(1960, 1, 1)).total_seconds()` and the like.
    #[test]
    fn programs_count_from_their_own_days() {
        let cases = [
            (Calendar::Days, 0.0, "1960-01-01"),
            (Calendar::Days, 18_282.0, "2010-01-20"),
            (Calendar::Milliseconds, 1_579_619_730_000.0, "2010-01-20T15:15:30"),
            (Calendar::Weeks, 2601.0, "2010-01-08"),
            (Calendar::Months, 600.0, "2010-01"),
            (Calendar::Quarters, 200.0, "2010-Q1"),
            (Calendar::Quarters, -1.0, "1959-Q4"),
            (Calendar::GregorianDays, 86_400.0, "1582-10-15"),
            (Calendar::Gregorian, 13_483_324_800.0, "2010-01-20T00:00:00"),
            (Calendar::Seconds, 0.25, "1960-01-01T00:00:00.25"),
        ];
        for (calendar, value, text) in cases {
            assert_eq!(calendar.text(value), text, "{calendar:?} {value}");
        }
    }

    /// The same in Python: `datetime(1970, 1, 1) + timedelta(days=-1)`.
    #[test]
    fn parquet_counts_from_1970() {
        let cases = [
            (-86_400, 1, "1969-12-31"),
            (1500, 1000, "1970-01-01T00:00:01.5"),
            (-1, 1_000_000_000, "1969-12-31T23:59:59.999999999"),
            (1_700_000_000_000_000, 1_000_000, "2023-11-14T22:13:20"),
            (i64::MAX, 1, "9223372036854775807"),
        ];
        for (count, per_second, text) in cases {
            assert_eq!(since_1970(count, per_second, false), text, "{count} {per_second}");
        }
        assert_eq!(since_1970(-86_400, 1, true), "1969-12-31T00:00:00Z");
    }

    #[test]
    fn what_no_calendar_holds_stays_a_number() {
        assert_eq!(Calendar::Gregorian.text(9_999_999_999_999.0), "9999999999999");
        assert_eq!(Calendar::Months.text(0.5), "0.5");
        assert_eq!(Calendar::Days.text(f64::INFINITY), "inf");
        assert_eq!([Calendar::stata("%9.0g"), Calendar::sas("BEST12."), Calendar::spss(5)], [None; 3]);
        assert_eq!([Calendar::stata("%-tdD"), Calendar::sas("yymmdd10.")], [Some(Calendar::Days); 2]);
    }
}
