//! Totals: the weighted sum of a number, and the weighted number of people who give an answer.

use super::effect::{scaled, share_spreads};
use super::mean::{asked, outputs, places, spreads};
use super::nets::with_nets;
use super::share::{answers, of_answers, ratios};
use super::{Ask, EstimateError};
use crate::sample::{Quantity, Sample, Term, Totals};
use crate::uncertainty::{Estimates, Flags, Linear, Measure, Output};

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

/// How many people of the population give each answer to `ask.question`: the sum of the weights of those who do; nets are sums of
/// answers.
///
/// # Errors
/// [`EstimateError`] when the question, an answer or a group variable does not occur.
pub fn answer_totals(sample: &dyn Sample, ask: &Ask) -> Result<Vec<Estimates>, EstimateError> {
    of_answers(sample, ask, false, |totals| {
        let shares = with_nets(&ratios(totals), &ask.nets, Flags::default());
        let people = |at: usize| shares.output(at).base.n_weighted.unwrap_or(f64::NAN);
        let sizes: Vec<f64> = (0..shares.len()).map(people).collect();
        scaled(with_nets(&sums(totals), &ask.nets, Flags::default()), &share_spreads(&shares), &sizes, sample.srs())
    })
}

/// The total of every answer.
fn sums(totals: &Totals) -> Estimates {
    let places = answers(totals);
    let outputs = places.iter().map(|&(at, _)| Output { measure: Measure::Number, ..totals.estimates.output(at) });
    let rows = places.iter().map(|&(at, _)| vec![(at, 1.0)]).collect();
    totals.estimates.map(&Linear(rows), outputs.collect())
}
