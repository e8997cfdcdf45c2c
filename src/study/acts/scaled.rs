//! Weights that add up to the sample and not to a population: design effects are then against a sample drawn with replacement, which is told.

use super::EstimateRow;
use crate::estimate::SCALED;
use crate::report::Warning;
use crate::study::Source;
use crate::survey::Cell;

/// The warning, where design effects are made, nothing states their denominator, and the weights tell no size of a population.
pub(super) fn to_the_sample(source: &Source, rows: &[EstimateRow]) -> Option<Warning> {
    if !source.respondents()?.guesses_population() {
        return None;
    }
    let counts = |row: &EstimateRow| {
        row.estimate.base.n.zip(row.estimate.base.n_weighted).filter(|_| row.estimate.base.n_effective.is_some())
    };
    let scaled =
        rows.iter().filter_map(|row| Some((row, counts(row)?))).filter(|(_, (n, weighted))| *weighted < SCALED * n);
    let (row, (n, weighted)) = scaled.max_by(|(_, a), (_, b)| a.0.total_cmp(&b.0))?;
    let message = format!(
        "the weights of {n:.0} respondents{} add up to {weighted:.0}: they are scaled to the sample and tell no size of the population, so design effects are against a sample drawn with replacement. State --srs with-replacement if that is right, or --srs without-replacement if most of the population was asked",
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
