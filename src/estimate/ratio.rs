//! Ratios of two totals of the same respondents (Woodruff 1971).

use super::mean::{asked, outputs, places};
use super::{Ask, EstimateError};
use crate::sample::{Quantity, Sample, Term, Totals};
use crate::uncertainty::{Estimates, Ratios};
use std::sync::Arc;

/// The total of `numerator` over that of `denominator` in every cell of `ask`; people without one of the two leave both.
///
/// # Errors
/// [`EstimateError`] when a variable or group does not occur, or holds words.
pub fn ratios(
    sample: &dyn Sample,
    (numerator, denominator): (&str, &str),
    ask: &Ask,
) -> Result<Vec<Estimates>, EstimateError> {
    let part = |totals: &Totals| {
        let (up, down) = (places(totals, &Term::Sum), places(totals, &Term::Second));
        let pairs = up.into_iter().zip(down).map(|((_, up), (_, down))| (up, down)).collect();
        totals.estimates.map(&Ratios(pairs), outputs(totals, &Term::Sum))
    };
    let quantity = Quantity::Pair(Arc::from(numerator), Arc::from(denominator));
    Ok(asked(sample, ask, quantity)?.iter().map(part).collect())
}
