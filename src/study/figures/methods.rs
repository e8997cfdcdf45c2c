//! The methods of intervals by the names that readers know.

use crate::study::acts::EstimateResult;
use crate::study::options::Precision;
use crate::study::stat::Stat;
use crate::uncertainty::Measure;
use crate::uncertainty::interval::PLAIN;

/// The intervals of estimates: those of quantiles are carried back from intervals of shares, which are named where they are not the plain ones.
pub(super) fn of_estimates(found: &EstimateResult) -> String {
    let name = proper(found.interval_name());
    match found.options.statistic.stat() {
        Stat::Median | Stat::Quantile if found.interval_name() == PLAIN.name() => "Woodruff".to_owned(),
        Stat::Median | Stat::Quantile => format!("Woodruff, {name}"),
        _ => name,
    }
}

/// The method of the intervals of such numbers, as it is printed in text.
pub(super) fn of_measure(precision: &Precision, measure: Measure) -> String {
    proper(precision.interval_name(measure))
}

/// The name of a method as it is printed in text: methods are named after people.
fn proper(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    name.split('-').map(capital).collect::<Vec<_>>().join("–")
}
