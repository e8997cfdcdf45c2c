//! How waves are called in pictures.

use crate::survey::{Period, Precision, Wave};
use std::collections::{BTreeMap, BTreeSet};

/// The waves of a result, in order of time, each with the shortest words that tell it from the others: its month, else its field
/// dates, else its label.
pub(super) struct WaveNames<'a>(BTreeMap<&'a Wave, String>);

impl<'a> WaveNames<'a> {
    pub(super) fn of(waves: impl Iterator<Item = &'a Wave>) -> Self {
        let waves: BTreeSet<&Wave> = waves.collect();
        let named = |words: fn(&Period) -> String| -> Option<BTreeMap<&'a Wave, String>> {
            let name = |wave: &'a Wave| Some((wave, words(wave.period.as_ref()?)));
            let names: BTreeMap<_, _> = waves.iter().copied().map(name).collect::<Option<_>>()?;
            let distinct: BTreeSet<&String> = names.values().collect();
            (distinct.len() == names.len()).then_some(names)
        };
        let labels = || waves.iter().map(|wave| (*wave, wave.to_string())).collect();
        Self(named(month).or_else(|| named(readable)).unwrap_or_else(labels))
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
