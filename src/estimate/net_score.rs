//! Net scores: the share of one side's answers less that of the other's, with the covariance of the multinomial.

use super::effect::{with_design_effects, without_design_effects};
use super::{Ask, EstimateError, PercentOf, shares};
use crate::sample::Sample;
use crate::uncertainty::{Base, Estimates, Linear, Measure, Output};
use std::sync::Arc;

/// The ways to add up a side, best first: in each cell the first way counts whose answers all have figures.
type Side<'a> = &'a [Vec<Arc<str>>];

/// The net score of a question in every cell that has both sides.
///
/// # Errors
/// [`EstimateError`] when the question or a group does not occur, or no cell has both sides.
pub fn net_scores(
    sample: &dyn Sample,
    ask: &Ask,
    (up, down): (Side<'_>, Side<'_>),
) -> Result<Vec<Estimates>, EstimateError> {
    let all = shares(sample, &Ask { answers: Vec::new(), ..ask.clone() })?;
    // People who give both sides are 0, and how many they are, shares do not tell.
    let one_side = ask.percent_of == PercentOf::Cases && !sample.gives_several(&ask.question);
    let score = |part: &Estimates| {
        let (scores, spreads) = of_part(part, up, down);
        match sample.srs() {
            // What a table states of its shares holds of their differences.
            None if sample.prints_nets() => scores.at_most_everybody(),
            None => scores,
            drawn if one_side => with_design_effects(scores, &spreads, drawn),
            Some(_) => without_design_effects(scores),
        }
    };
    let scores: Vec<Estimates> = all.iter().map(score).filter(|part| !part.is_empty()).collect();
    if scores.is_empty() {
        let by = format!("cells with both sides ({} and {})", words(up), words(down));
        return Err(EstimateError::NoCells { question: ask.question.to_string(), by });
    }
    Ok(scores)
}

fn words(side: Side<'_>) -> String {
    side.iter().map(|way| way.join(" + ")).collect::<Vec<_>>().join(" or ")
}

/// The scores of a part, each with the variance of 1, −1 and 0 between respondents: n/(n − 1) (p₊ + p₋ − (p₊ − p₋)²).
fn of_part(part: &Estimates, up: Side<'_>, down: Side<'_>) -> (Estimates, Vec<f64>) {
    let cells = part.cells();
    let mut rows = Vec::new();
    let mut outputs = Vec::new();
    let mut spreads = Vec::new();
    for (at, cell) in
        cells.iter().enumerate().filter(|(at, cell)| cells[..*at].iter().all(|other| !other.is_beside(cell)))
    {
        let find = |answer: &Arc<str>| {
            cells.iter().position(|other| other.is_beside(cell) && other.answer.as_ref() == Some(answer))
        };
        let places = |side: Side<'_>| side.iter().find_map(|way| way.iter().map(find).collect::<Option<Vec<_>>>());
        let Some((plus, minus)) = places(up).zip(places(down)) else { continue };
        let mut output: Output = part.output(at);
        let sum = |places: &[usize]| places.iter().map(|&place| part.values()[place]).sum::<f64>();
        spreads.push(spread(sum(&plus), sum(&minus), output.base));
        let sign = |places: Vec<usize>, sign: f64| places.into_iter().map(move |place| (place, sign));
        rows.push(sign(plus, 1.0).chain(sign(minus, -1.0)).collect());
        output.cell.answer = None;
        output.measure = Measure::Difference;
        outputs.push(output);
    }
    (part.map(&Linear(rows), outputs), spreads)
}

fn spread(plus: f64, minus: f64, base: Base) -> f64 {
    base.n.map_or(f64::NAN, |n| n / (n - 1.0) * (plus + minus - (plus - minus).powi(2)))
}
