//! How waves are called in pictures.

use crate::survey::{Period, Precision, Wave};
use std::collections::{BTreeMap, BTreeSet};

/// The waves of a result, in order of time, each with the shortest words that tell it from the others: its month, else its field
/// dates, else its label.
pub(super) struct WaveNames<'a>(BTreeMap<&'a Wave, String>);

impl<'a> WaveNames<'a> {
    pub(super) fn of(waves: impl Iterator<Item = &'a Wave>) -> Self {
        let waves: BTreeSet<&Wave> = waves.collect();
        let dated = |wave: &Wave, words: fn(&Period) -> String| wave.period.as_ref().map(words);
        let namings: [&dyn Fn(&Wave) -> Option<String>; 2] =
            [&|wave| dated(wave, month), &|wave| dated(wave, readable)];
        let named = |naming: &dyn Fn(&Wave) -> Option<String>| -> Option<BTreeMap<&'a Wave, String>> {
            let names: Option<BTreeMap<_, _>> = waves.iter().map(|wave| Some((*wave, naming(wave)?))).collect();
            names.filter(|names| names.values().collect::<BTreeSet<_>>().len() == waves.len())
        };
        let found = namings.into_iter().find_map(named);
        Self(found.unwrap_or_else(|| waves.iter().map(|wave| (*wave, wave.to_string())).collect()))
    }

    /// The name of one of the waves.
    pub(super) fn name(&self, wave: &Wave) -> String {
        self.0.get(wave).cloned().unwrap_or_else(|| wave.to_string())
    }

    /// The waves in order of time.
    pub(super) fn waves(&self) -> impl DoubleEndedIterator<Item = &'a Wave> {
        self.0.keys().copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// A period as readers expect it: `Dec 2025`, `11–19 Dec 2025`.
pub(super) fn readable(period: &Period) -> String {
    use Precision::{Day, Month, Year};
    let (start, end) = (period.start(), period.end());
    match period.precision() {
        Year => start.strftime("%Y").to_string(),
        Month if start.first_of_month() == end.first_of_month() => start.strftime("%b %Y").to_string(),
        Month => format!("{} – {}", start.strftime("%b %Y"), end.strftime("%b %Y")),
        Day if start == end => start.strftime("%-d %b %Y").to_string(),
        Day if start.first_of_month() == end.first_of_month() => {
            format!("{}–{}", start.day(), end.strftime("%-d %b %Y"))
        }
        Day => format!("{} – {}", start.strftime("%-d %b %Y"), end.strftime("%-d %b %Y")),
    }
}

/// The month of a period's middle, as readers expect it: `Dec 2025`.
pub(super) fn month(period: &Period) -> String {
    match period.precision() {
        Precision::Year => readable(period),
        _ => crate::survey::date(period.middle())
            .map_or_else(|| readable(period), |date| date.strftime("%b %Y").to_string()),
    }
}
