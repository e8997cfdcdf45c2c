//! The first and the last date of polls in words, no more precise than these are known.

use crate::chart::figures::{Figures, When};
use crate::chart::layout::{are_of_days, long_date, month_and_year};

/// The two ends: years where polls are of whole years, else months; of one poll, or of days that are known exactly and lie close together,
/// what they are called. None without dates.
pub(super) fn ends(figures: &Figures) -> Option<[String; 2]> {
    let mut waves: Vec<&When> = figures.rows.iter().filter_map(|row| row.when.as_ref()).collect();
    waves.sort_by(|a, b| a.day.total_cmp(&b.day));
    let ends = [*waves.first()?, *waves.last()?];
    let is_year = |when: &When| when.label.len() == 4 && when.label.bytes().all(|byte| byte.is_ascii_digit());
    let days: Vec<f64> = waves.iter().map(|when| when.day).collect();
    // The middle of a fieldwork of several days is no date of its own.
    let exact = |when: &When| when.label.starts_with(|c: char| c.is_ascii_digit()) && !when.label.contains(['–', '/']);
    let field = figures.notes.field_dates.as_deref().and_then(months);
    let alone = ends[0].day == ends[1].day && ends[0].label.chars().any(|c| c.is_ascii_digit());
    Some(match () {
        () if alone || ends.into_iter().all(is_year) => ends.map(|when| when.label.clone()),
        () if are_of_days(&days) && ends.into_iter().all(exact) => ends.map(|when| long_date(when.day)),
        () => field.unwrap_or_else(|| ends.map(|when| month_and_year(when.day))),
    })
}

/// The months of field dates as `from Jan 2024 to Dec 2025`: the middle of the last poll may lie in the month before it ended.
fn months(dates: &str) -> Option<[String; 2]> {
    let (first, last) = dates.strip_prefix("from ")?.split_once(" to ")?;
    let is_month = |text: &str| text.split_once(' ').is_some_and(|(month, year)| month.len() == 3 && year.len() == 4);
    [first, last].into_iter().all(is_month).then(|| [first, last].map(str::to_owned))
}

/// `Jul 2022 – Feb 2026`, or the one month; nothing without dates.
pub(super) fn words(figures: &Figures) -> String {
    match ends(figures) {
        Some([first, last]) if first == last => first,
        Some([first, last]) => format!("{first} – {last}"),
        None => String::new(),
    }
}
