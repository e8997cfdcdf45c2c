//! Polls of one pollster that were in the field at the same time. Rolling polls share interviews, and how many is not printed: they are
//! taken as independent all the same, which must not be silent.

use super::{CompareResult, TrendResult};
use crate::report::Warning;
use crate::survey::Period;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A poll in the field: its name and when.
type Poll = (Arc<str>, Period);

/// Two polls of one pollster that share days.
type Pair = (Option<Arc<str>>, [Poll; 2]);

/// More pairs than this are counted, not named.
const MOST: usize = 3;

/// What to say of comparisons between waves that share days.
pub(super) fn in_comparisons(found: &CompareResult) -> Option<Warning> {
    let pair = |row: &super::CompareRow| {
        let poll = |wave: &Option<crate::survey::Wave>| wave.as_ref().and_then(|w| Some((w.label.clone(), w.period?)));
        let (earlier, later) = (poll(&row.earlier_wave)?, poll(&row.later_wave)?);
        let pollster = row.comparison.pair.cell.pollster.clone();
        earlier.1.shares_days_with(&later.1).then_some((pollster, [earlier, later]))
    };
    warning(found.rows.iter().filter_map(pair).collect(), "their differences are surer than shown")
}

/// What to say of trends through polls that share days.
pub(super) fn in_trends(found: &TrendResult) -> Option<Warning> {
    let pairs = found.series.iter().flat_map(|series| {
        let mut houses: BTreeMap<Option<Arc<str>>, Vec<Poll>> = BTreeMap::new();
        for wave in series.trend.observed().iter().map(|observed| &observed.observation) {
            if let Some(period) = wave.period {
                houses.entry(wave.house.clone()).or_default().push((wave.label.clone(), period));
            }
        }
        houses.into_iter().flat_map(|(house, polls)| neighbours(&house, polls))
    });
    warning(pairs.collect(), "the band of the trend is too narrow")
}

/// Each poll with those that began before it and were still in the field.
fn neighbours(house: &Option<Arc<str>>, mut polls: Vec<Poll>) -> Vec<Pair> {
    polls.sort_by_key(|(_, period)| *period);
    let mut found = Vec::new();
    let mut running: Vec<&Poll> = Vec::new();
    for poll in &polls {
        running.retain(|(_, earlier)| earlier.end() >= poll.1.start());
        let shared = running.iter().filter(|(_, earlier)| earlier.shares_days_with(&poll.1));
        found.extend(shared.map(|&earlier| (house.clone(), [earlier.clone(), poll.clone()])));
        running.push(poll);
    }
    found
}

/// One warning that names the polls.
fn warning(mut pairs: Vec<Pair>, consequence: &str) -> Option<Warning> {
    pairs.sort();
    pairs.dedup();
    let name = |(label, period): &Poll| match period.to_string() {
        dates if dates == **label => dates,
        dates => format!("{label} ({dates})"),
    };
    let named = pairs.iter().take(MOST).map(|(house, [a, b])| {
        let of = house.as_ref().map(|house| format!(" of {house}")).unwrap_or_default();
        format!("{} and {}{of}", name(a), name(b))
    });
    let named = named.collect::<Vec<_>>().join("; ");
    let more = pairs.len().checked_sub(MOST + 1).map(|more| format!("; and {} more", more + 1)).unwrap_or_default();
    (!pairs.is_empty()).then(|| Warning {
        code: "W205".to_owned(),
        message: format!(
            "polls that were in the field on the same days are taken as independent samples ({named}{more}): if one pollster's polls \
             share interviews, as rolling ones do, {consequence}. Keep polls that do not overlap, with --where"
        ),
        place: None,
    })
}
