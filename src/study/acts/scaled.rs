//! Weights that add up to the sample and not to a population: a design effect against a sample drawn without replacement makes no sense.

use super::EstimateRow;
use crate::report::Warning;
use crate::study::Source;

/// The warning, where design effects are made, nothing states its denominator, and the weights make the sample most of a population.
pub(super) fn to_the_sample(source: &Source, rows: &[EstimateRow]) -> Option<Warning> {
    if !source.respondents()?.guesses_population() {
        return None;
    }
    let counts = |row: &EstimateRow| {
        row.estimate.base.n.zip(row.estimate.base.n_weighted).filter(|_| row.estimate.base.n_effective.is_some())
    };
    let scaled = rows.iter().filter_map(counts).filter(|(n, weighted)| *weighted < 2.0 * n);
    let (n, weighted) = scaled.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let message = format!(
        "the weights of {n:.0} respondents add up to {weighted:.0}, as if most of the population had been asked: design effects are missing or far too large. If the weights are scaled to the sample, state --srs with-replacement"
    );
    Some(Warning { code: "W206".to_owned(), message, place: None })
}
