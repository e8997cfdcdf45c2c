//! The dates a trend is fitted at: every wave's own, and a regular step from the first to the last.

use super::{Series, TrendError};
use jiff::{Span, civil};
use std::num::NonZeroU16;

/// More dates than this are a slip (a year typed as 20025), not a chart.
const MOST: usize = 100_000;

/// Ascending, without repetition: first + m·step up to the last wave, and the waves' own dates; days since 1970-01-01.
pub(super) fn dates(series: &Series, step: NonZeroU16) -> Result<Vec<f64>, TrendError> {
    let mut dates = series.times();
    let (first, last) = (dates[0], dates[dates.len() - 1]);
    let step = f64::from(step.get());
    let points = (last - first) / step;
    if points > MOST as f64 {
        return Err(TrendError::TooManyDates { series: series.name().to_owned(), points: points.floor(), most: MOST });
    }
    dates.extend((1..=MOST).map(|m| first + m as f64 * step).take_while(|&date| date < last));
    dates.sort_by(f64::total_cmp);
    dates.dedup();
    Ok(dates)
}

/// The civil day that `time` (days since 1970-01-01) falls in, as 2025-12-15.
pub(super) fn date(time: f64) -> String {
    // A float beyond i64 saturates, and such a span is refused by jiff.
    let days = Span::new().try_days(time.floor() as i64);
    let day = days.and_then(|span| civil::date(1970, 1, 1).checked_add(span));
    day.map_or_else(|_| format!("day {time:e} after 1970-01-01"), |day| day.to_string())
}
