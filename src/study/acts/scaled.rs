//! Weights that add up to the sample and not to a population: a design effect against a sample drawn without replacement makes no sense.

use super::EstimateRow;
use crate::report::Warning;
use crate::sample::are_scaled;
use crate::study::Source;
use crate::survey::Cell;

/// The warning, where design effects are made, nothing states its denominator, and the weights make the sample most of a population.
pub(super) fn to_the_sample(source: &Source, rows: &[EstimateRow]) -> Option<Warning> {
    if !source.respondents()?.stated_design().guesses_population() {
        return None;
    }
    let counts = |row: &EstimateRow| {
        row.estimate.base.n.zip(row.estimate.base.n_weighted).filter(|_| row.estimate.base.n_effective.is_some())
    };
    let scaled =
        rows.iter().filter_map(|row| Some((row, counts(row)?))).filter(|(_, (n, weighted))| are_scaled(*weighted, *n));
    let (row, (n, weighted)) = scaled.max_by(|(_, a), (_, b)| a.0.total_cmp(&b.0))?;
    let greatest = rows.iter().filter_map(|row| row.estimate.base.deff).reduce(f64::max);
    let up_to = greatest.map(|deff| format!(" (up to {deff:.1} here)")).unwrap_or_default();
    let message = format!(
        "the weights of {n:.0} respondents{} add up to {weighted:.0}, as if most of the population had been asked: design effects are missing or far too large{up_to}. If the weights are scaled to the sample, state --srs with-replacement",
        within(&row.cell)
    );
    Some(Warning { code: "W206".to_owned(), message, place: None })
}

/// The groups and the wave of a cell, in words.
fn within(cell: &Cell) -> String {
    let groups = cell.groups.iter().map(|group| format!("{} {}", group.variable, group.level));
    let named: Vec<String> = groups.chain(cell.wave.iter().map(|wave| format!("wave {wave}"))).collect();
    if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) }
}
