//! Nets: answers that are added up. Their parts are people apart.

use super::{Ask, EstimateError};
use crate::sample::{Sample, Term, Totals};
use crate::survey::{Cell, Net};
use crate::uncertainty::{Estimates, Flags, Linear};
use std::sync::Arc;

/// The shares or totals, and before the first part of each net in a cell the net, with `flags` beside those of its parts, unless the cell
/// has it already or lacks a part. A part that is a net without a figure is its own parts.
pub(super) fn with_nets(shares: &Estimates, nets: &[Net], flags: Flags) -> Estimates {
    if nets.is_empty() {
        return shares.clone();
    }
    let cells = shares.cells();
    let mut rows: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut outputs = Vec::new();
    for family in Cell::families(cells) {
        let find = |answer: &str| family.iter().copied().find(|&at| cells[at].answer.as_deref() == Some(answer));
        for &at in &family {
            for net in nets.iter().filter(|net| find(&net.id).is_none()) {
                let parts = places(net, nets, &find);
                let Some(parts) = parts.filter(|parts| parts.iter().min() == Some(&at)) else { continue };
                let mut output = shares.output(at);
                output.cell.answer = Some(net.id.clone());
                output.base.flags = parts.iter().fold(flags, |all, part| all.with(shares.output(*part).base.flags));
                rows.push(parts.into_iter().map(|part| (part, 1.0)).collect());
                outputs.push(output);
            }
            rows.push(vec![(at, 1.0)]);
            outputs.push(shares.output(at));
        }
    }
    shares.map(&Linear(rows), outputs)
}

/// Where the parts of a net stand; none if one is nowhere.
fn places(net: &Net, nets: &[Net], find: &dyn Fn(&str) -> Option<usize>) -> Option<Vec<usize>> {
    let parts = parts(net, nets, &|part| find(part).is_some());
    parts.iter().map(|part| find(part)).collect()
}

/// The parts of a net, and in place of those that are nets themselves and not `known` theirs. A net within itself stays what it is.
fn parts<'a>(net: &'a Net, nets: &'a [Net], known: &dyn Fn(&str) -> bool) -> Vec<&'a Arc<str>> {
    let mut open: Vec<(&Arc<str>, usize)> = net.of.iter().rev().map(|part| (part, 0)).collect();
    let mut parts = Vec::new();
    while let Some((part, depth)) = open.pop() {
        match nets.iter().find(|net| net.id == *part).filter(|_| depth < nets.len() && !known(part)) {
            Some(within) => open.extend(within.of.iter().rev().map(|part| (part, depth + 1))),
            None => parts.push(part),
        }
    }
    parts
}

/// Refuses a net under the name of an answer, and one whose parts share people.
pub(super) fn check(sample: &dyn Sample, ask: &Ask, totals: &[Totals]) -> Result<(), EstimateError> {
    let is_answer = |id: &Arc<str>| {
        let mut terms = totals.iter().flat_map(|totals| &totals.terms);
        terms.any(|term| matches!(term, Term::Answer(answer) if answer == id))
    };
    let question = || ask.question.to_string();
    // In a printed table that is the printed figure of the net, unless it is one of its parts.
    let clashes = |net: &&Net| (!sample.prints_nets() || net.of.contains(&net.id)) && is_answer(&net.id);
    if let Some(net) = ask.nets.iter().find(clashes) {
        return Err(EstimateError::NetIsAnswer { net: net.id.to_string(), question: question() });
    }
    let (named, listed) = ask.nets.split_at(ask.named_nets);
    let summed = named.iter().chain(listed.iter().filter(|net| !is_answer(&net.id)));
    if let Some(net) = ask.nets.iter().find(|net| is_within_itself(net, &ask.nets)) {
        return Err(EstimateError::NetWithinItself { net: net.id.to_string(), question: question() });
    }
    match summed.filter_map(|net| Some((net, twice(net, &ask.nets)?))).next() {
        Some((net, part)) => {
            Err(EstimateError::NetOverlaps { question: question(), net: net.id.to_string(), part: part.to_string() })
        }
        None => Ok(()),
    }
}

/// Whether a net is a part of itself, or of one of its parts: then some net is left however often nets are opened.
fn is_within_itself(net: &Net, nets: &[Net]) -> bool {
    parts(net, nets, &|_| false).iter().any(|part| nets.iter().any(|net| net.id == **part))
}

/// An answer that a net counts twice.
fn twice<'a>(net: &'a Net, nets: &'a [Net]) -> Option<&'a str> {
    let answers = parts(net, nets, &|_| false);
    let found = answers.iter().enumerate().find(|(at, answer)| answers[..*at].contains(answer));
    found.map(|(_, answer)| &***answer)
}
