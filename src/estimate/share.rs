//! Shares of the answers to a question, and nets of them: total of the answer over the base (a ratio; Woodruff 1971).

use super::effect::{share_spreads, with_design_effects};
use super::nets::{self, with_nets};
use super::{Ask, EstimateError, PercentOf};
use crate::names;
use crate::sample::{Quantity, Sample, Term, Totals};
use crate::survey::Cell;
use crate::uncertainty::{Estimates, Flags, Measure, Output, Ratios, Smooth};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The shares asked for, in parts that are jointly known each.
///
/// # Errors
/// [`EstimateError`] when the question, an answer or a group variable does not occur.
pub fn shares(sample: &dyn Sample, ask: &Ask) -> Result<Vec<Estimates>, EstimateError> {
    let with_nets = |shares: Estimates| match sample.prints_nets() {
        true => with_nets(&shares, &ask.nets, Flags::SUM_OF_PARTS).at_most_everybody(),
        false => with_nets(&shares, &ask.nets, Flags::default()),
    };
    of_answers(sample, ask, true, |totals| match ask.percent_of {
        PercentOf::Cases => {
            let shares = with_nets(ratios(totals));
            let spreads = share_spreads(&shares);
            with_design_effects(shares, &spreads, sample.srs())
        }
        // A simple random sample of answers is no sample that was drawn: no design effect.
        PercentOf::Responses => with_nets(of_responses(totals)),
    })
}

/// What `part` makes of the totals of all answers, nets among them: of that the answers asked for. Either `shares` or numbers of people.
pub(super) fn of_answers(
    sample: &dyn Sample,
    ask: &Ask,
    shares: bool,
    part: impl Fn(&Totals) -> Estimates,
) -> Result<Vec<Estimates>, EstimateError> {
    let quantity = Quantity::Answers(ask.question.clone());
    let totals = sample.totals(&ask.tabulation(quantity))?;
    if totals.is_empty() {
        let by = if ask.by.is_empty() { "everybody".to_owned() } else { ask.by.join(", ") };
        return Err(EstimateError::NoCells { question: ask.question.to_string(), by });
    }
    several(sample, ask, shares, &totals)?;
    nets::check(sample, ask, &totals)?;
    let parts: Vec<Estimates> = totals.iter().map(part).collect();
    let wanted = parts.iter().map(|part| answered(part, ask)).filter(|part| !part.is_empty()).collect();
    check(sample, ask, &parts)?;
    Ok(wanted)
}

/// What answers that people could give together do not allow.
fn several(sample: &dyn Sample, ask: &Ask, shares: bool, totals: &[Totals]) -> Result<(), EstimateError> {
    if !sample.gives_several(&ask.question) {
        return Ok(());
    }
    if let (Some(net), PercentOf::Cases) = (ask.nets.first(), ask.percent_of) {
        let (question, net) = (ask.question.to_string(), net.id.to_string());
        let instead = match shares {
            true => "declare a set or variable of those who gave any, or ask --percent-of responses",
            false => "declare a set or variable of those who gave any",
        };
        return Err(EstimateError::NetOfSeveral { question, net, instead });
    }
    let chosen = |totals: &Totals| {
        let terms = totals.terms.iter().zip(totals.estimates.values());
        terms.filter(|(term, _)| matches!(term, Term::Answer(_))).any(|(_, value)| *value > 0.0)
    };
    let question = || ask.question.to_string();
    match (totals.iter().any(chosen), sample.is_part(), ask.percent_of) {
        // Of some respondents it may be that none chose anything; of all it is more likely that another value counts.
        (true, ..) | (false, true, PercentOf::Cases) => Ok(()),
        (false, true, PercentOf::Responses) => Err(EstimateError::NoResponses { question: question() }),
        (false, false, _) => Err(EstimateError::NobodyChose { question: question() }),
    }
}

/// Every answer's total over that of all answers in its cell.
fn of_responses(totals: &Totals) -> Estimates {
    let is_answer = |&at: &usize| matches!(totals.terms[at], Term::Answer(_));
    let families = Cell::families(totals.estimates.cells());
    let families = families.into_iter().map(|family| family.into_iter().filter(is_answer).collect());
    // Where nobody gave any answer there is nothing to have shares of.
    let given = |family: &Vec<usize>| family.iter().any(|&at| totals.estimates.values()[at] > 0.0);
    let families: Vec<Vec<usize>> = families.filter(given).collect();
    let places = families.iter().enumerate().flat_map(|(family, of)| of.iter().map(move |&at| (at, family)));
    let mut answers: Vec<(usize, usize)> = places.collect();
    answers.sort_unstable();
    let output = |&(at, _): &(usize, usize)| Output { measure: Measure::Share, ..totals.estimates.output(at) };
    let outputs = answers.iter().map(output).collect();
    totals.estimates.map(&Parts { answers, families }, outputs)
}

/// Numbers over the sum of their family.
struct Parts {
    /// Each with its family.
    answers: Vec<(usize, usize)>,
    families: Vec<Vec<usize>>,
}

impl Parts {
    fn sums(&self, x: &[f64]) -> Vec<f64> {
        self.families.iter().map(|family| family.iter().map(|&at| x[at]).sum()).collect()
    }
}

impl Smooth for Parts {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        let sums = self.sums(x);
        self.answers.iter().map(|&(at, family)| x[at] / sums[family]).collect()
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        let sums = self.sums(x);
        let row = |&(at, family): &(usize, usize)| {
            let sum = sums[family];
            let own = |other: usize| if other == at { 1.0 / sum } else { 0.0 };
            self.families[family].iter().map(|&other| (other, own(other) - x[at] / (sum * sum))).collect()
        };
        self.answers.iter().map(row).collect()
    }
}

/// The places of every answer and of the base of its cell.
pub(super) fn answers(totals: &Totals) -> Vec<(usize, usize)> {
    let answers = totals.terms.iter().enumerate().filter(|(_, term)| matches!(term, Term::Answer(_)));
    answers.filter_map(|(i, _)| Some((i, totals.base_of(i)?))).collect()
}

/// Every answer's total over the base of its cell.
pub(super) fn ratios(totals: &Totals) -> Estimates {
    let pairs = answers(totals);
    let share = |&(i, _): &(usize, usize)| {
        let mut output = totals.estimates.output(i);
        output.measure = Measure::Share;
        output
    };
    let outputs = pairs.iter().map(share).collect();
    totals.estimates.map(&Ratios(pairs), outputs)
}

/// Those of the answers that are asked for, in the order asked for.
fn answered(shares: &Estimates, ask: &Ask) -> Estimates {
    if ask.answers.is_empty() {
        return shares.clone();
    }
    let cells = shares.cells();
    let of_family = |family: Vec<usize>| {
        let find = |wanted: &Arc<str>| family.iter().copied().find(|&at| cells[at].answer.as_ref() == Some(wanted));
        ask.answers.iter().filter_map(find).collect::<Vec<_>>()
    };
    shares.select(&Cell::families(cells).into_iter().flat_map(of_family).collect::<Vec<_>>())
}

fn check(sample: &dyn Sample, ask: &Ask, parts: &[Estimates]) -> Result<(), EstimateError> {
    let known: BTreeSet<&str> =
        parts.iter().flat_map(|p| p.cells().iter().filter_map(|c| c.answer.as_deref())).collect();
    let question = || ask.question.to_string();
    let unmade = ask.nets[..ask.named_nets].iter().find(|net| !known.contains(&*net.id));
    let stranger = unmade.and_then(|net| net.of.iter().find(|part| !known.contains(&***part)));
    if let Some(answer) = stranger.or_else(|| ask.answers.iter().find(|wanted| !known.contains(&***wanted)))
        && unmade.is_none_or(|net| net.id != *answer)
    {
        let hint = names::hint(answer, known);
        return Err(EstimateError::UnknownAnswer { answer: answer.to_string(), question: question(), hint });
    }
    match unmade {
        Some(net) if sample.knows_answers_apart() => {
            let instead = "its share is known only where the table prints it; leave the net out";
            Err(EstimateError::NetOfSeveral { question: question(), net: net.id.to_string(), instead })
        }
        Some(net) => Err(EstimateError::PartsApart { net: net.id.to_string(), question: question() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Group;
    use crate::uncertainty::{Base, Columns, SampleKey};
    use std::time::{Duration, Instant};

    /// The totals of `items` answers in each of `groups` groups, whose respondents gave 1, 2, 3 … of them; nobody of the last group any.
    fn totals(groups: usize, items: usize) -> Totals {
        let label = |at: usize| Cell {
            question: Some("q".into()),
            answer: Some(format!("a{}", at % items).into()),
            groups: vec![Group::new("g", format!("{}", at / items))],
            ..Cell::default()
        };
        let count = groups * items;
        let output = |at| Output { cell: label(at), measure: Measure::Number, base: Base::default() };
        let value = |at: usize| if at / items + 1 == groups { 0.0 } else { (at % items + 1) as f64 };
        let columns = (0..count).map(|at| vec![(at as u32, 1.0)]).collect();
        let key = SampleKey { fieldwork: "t".into(), domain: Vec::new(), question: None };
        let values = (0..count).map(value).collect();
        let outputs = (0..count).map(output).collect();
        let estimates = Estimates::linearized(key, outputs, values, vec![1.0; count], Columns::new(columns));
        let terms = (0..count).map(|at| Term::Answer(format!("a{}", at % items).into())).collect();
        let centers = vec![0.0; count];
        Totals { estimates, terms, centers }
    }

    #[test]
    fn shares_of_responses_add_up_in_every_cell_that_has_some() {
        let shares = of_responses(&totals(3, 4));
        assert_eq!(shares.values(), [0.1, 0.2, 0.3, 0.4, 0.1, 0.2, 0.3, 0.4]);
        // Var of x/s: (1 − p)² for one's own, p² for each other one, over s².
        let p: f64 = 0.4;
        assert!((shares.get(3).se - (((1.0 - p).powi(2) + 3.0 * p * p) / 100.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn shares_of_responses_take_time_in_proportion_to_their_number() {
        let totals = totals(20_000, 3);
        let start = Instant::now();
        assert_eq!(of_responses(&totals).len(), 3 * 19_999);
        // A look into every cell for every answer takes minutes.
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}
