//! Totals: the weighted sum of a number.

use super::effect::scaled;
use super::mean::{asked, outputs, places, spreads};
use super::{Ask, EstimateError};
use crate::sample::{Quantity, Sample, Term, Totals};
use crate::uncertainty::{Estimates, Linear};

/// The total of the variable `ask.question` in every cell; people without a value add nothing.
///
/// # Errors
/// [`EstimateError`] when the variable or a group does not occur, or holds words.
pub fn totals(sample: &dyn Sample, ask: &Ask) -> Result<Vec<Estimates>, EstimateError> {
    let part = |totals: &Totals| {
        let sums = places(totals, &Term::Sum);
        let rows = sums.iter().map(|&(_, sum)| vec![(sum, 1.0)]).collect();
        let sizes: Vec<f64> = sums.iter().map(|&(base, _)| totals.estimates.values()[base]).collect();
        let made = totals.estimates.map(&Linear(rows), outputs(totals, &Term::Sum));
        scaled(made, &spreads(totals), &sizes, sample.srs())
    };
    Ok(asked(sample, ask, Quantity::Moments(ask.question.clone()))?.iter().map(part).collect())
}
