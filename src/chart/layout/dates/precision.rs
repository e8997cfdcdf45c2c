//! How precisely the dates of polls are told: by day, by month, by year.

use super::{DateTick, civil, month};

/// How precisely a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    Day,
    Month,
    Year,
}

/// The tick of a poll, with its year under it.
pub(super) fn of_poll(day: f64, precision: Precision) -> DateTick {
    let of = civil(day);
    let year = of.year().to_string();
    match precision {
        Precision::Day => DateTick { day, label: format!("{} {}", of.day(), month(of)), under: Some(year) },
        Precision::Month => DateTick { day, label: month(of).to_owned(), under: Some(year) },
        Precision::Year => DateTick { day, label: year, under: None },
    }
}

/// Whether polls are of whole years: each stands in the middle of one.
pub(super) fn are_years(days: &[f64]) -> bool {
    let middle = |day: &f64| civil(*day).month() == 7 && civil(*day).day() <= 3;
    days.len() > 1 && days.iter().all(middle)
}

/// Whether polls are of whole months: each stands in the middle of one.
pub(super) fn are_months(days: &[f64]) -> bool {
    let middle = |day: &f64| {
        let of = civil(*day);
        let first = day.floor() - f64::from(of.day() - 1);
        (day - first - f64::from(of.days_in_month()) / 2.0).abs() <= 0.5
    };
    !days.is_empty() && days.iter().all(middle)
}

/// Whether polls are told by their days: they lie close together, and are not of whole months.
pub fn are_of_days(days: &[f64]) -> bool {
    let span = days.last().zip(days.first()).map_or(0.0, |(last, first)| last - first);
    span < 62.0 && !are_months(days)
}

/// How precisely the dates of polls are told.
pub(super) fn precision(days: &[f64]) -> Precision {
    match () {
        () if are_years(days) => Precision::Year,
        () if are_of_days(days) => Precision::Day,
        () => Precision::Month,
    }
}
