//! Means: the total of a number over the base (a ratio; Woodruff 1971).

use super::effect::with_design_effects;
use super::{Ask, EstimateError};
use crate::sample::{Quantity, Sample, Term, Totals};
use crate::uncertainty::{Estimates, Output, Ratios};

/// The mean of the variable `ask.question` in every cell; people without a value leave it.
///
/// # Errors
/// [`EstimateError`] when the variable or a group does not occur, or holds words.
pub fn means(sample: &dyn Sample, ask: &Ask) -> Result<Vec<Estimates>, EstimateError> {
    let quantity = Quantity::Moments(ask.question.clone());
    let part = |totals: &Totals| {
        let pairs = places(totals, &Term::Sum).into_iter().map(|(base, sum)| (sum, base)).collect();
        let means = totals.estimates.map(&Ratios(pairs), outputs(totals, &Term::Sum));
        with_design_effects(means, &spreads(totals), sample.srs())
    };
    Ok(asked(sample, ask, quantity)?.iter().map(part).collect())
}

/// The totals of a quantity, of which there is at least one.
pub(super) fn asked(sample: &dyn Sample, ask: &Ask, quantity: Quantity) -> Result<Vec<Totals>, EstimateError> {
    let totals = sample.totals(&ask.tabulation(quantity))?;
    if totals.iter().all(|totals| totals.estimates.is_empty()) {
        let by = if ask.by.is_empty() { "everybody".to_owned() } else { ask.by.join(", ") };
        return Err(EstimateError::NoCells { question: ask.question.to_string(), by });
    }
    Ok(totals)
}

/// For every cell the places of its base and of a term.
pub(super) fn places(totals: &Totals, wanted: &Term) -> Vec<(usize, usize)> {
    let terms = totals.terms.iter().enumerate().filter(|(_, term)| *term == wanted);
    terms.filter_map(|(at, _)| Some((totals.base_of(at)?, at))).collect()
}

/// n/(n − 1) Σ w (x − x̄)² / Σ w of every cell.
pub(super) fn spreads(totals: &Totals) -> Vec<f64> {
    let values = totals.estimates.values();
    let spread = |((base, sum), (_, square)): ((usize, usize), (usize, usize))| {
        let (mean, n) = (values[sum] / values[base], totals.estimates.output(base).base.n.unwrap_or(f64::NAN));
        n / (n - 1.0) * (values[square] / values[base] - (mean - totals.centers[square]).powi(2))
    };
    places(totals, &Term::Sum).into_iter().zip(places(totals, &Term::SumOfSquares)).map(spread).collect()
}

/// Labels and bases of every cell.
pub(super) fn outputs(totals: &Totals, wanted: &Term) -> Vec<Output> {
    places(totals, wanted).into_iter().map(|(base, _)| totals.estimates.output(base)).collect()
}
