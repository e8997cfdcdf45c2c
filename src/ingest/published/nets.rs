//! Nets that a table prints among its answers: found by their labels, by indentation, or by lines that say so, and confirmed by sums.
//!
//! Nothing is a net against the numbers: in every cell where it stands with all its parts, their sum must agree within rounding.

use super::cells::{Asked, disjoint};
use super::finding::{Code, Findings};
use super::lexicon;
use crate::survey::Codebook;
use std::sync::Arc;

/// A net found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNet {
    /// The question.
    pub question: Arc<str>,
    /// The answer that is the net.
    pub net: Arc<str>,
    /// The answers it adds up.
    pub parts: Vec<Arc<str>>,
    /// In how many cells the net and all its parts are printed, and agree. 0: by its name only.
    pub agreeing: usize,
}

/// Longer lists of answers are not searched.
const MOST_ANSWERS: usize = 100;
/// Parts of a net found by its place among other lines.
const MOST_PARTS: usize = 8;

/// Slack for sums of doubles.
const NOISE: f64 = 1e-9;

/// Nets of all questions: declared ones where the codebook has any for the question, otherwise those that are found.
pub(super) fn find(
    asked: &[Asked<'_>],
    codebook: &Codebook,
    findings: &mut Findings,
) -> (Vec<FoundNet>, Vec<FoundNet>) {
    let (mut declared, mut found) = (Vec::new(), Vec::new());
    for question in asked {
        match codebook.question(&question.question).filter(|known| !known.nets.is_empty()) {
            Some(known) => declared.extend(known.nets.iter().map(|net| FoundNet {
                question: known.id.clone(),
                net: net.id.clone(),
                parts: net.of.clone(),
                agreeing: 0,
            })),
            None if question.answers.len() <= MOST_ANSWERS => found.extend(search(question, findings)),
            None => {}
        }
    }
    (declared, found)
}

fn search(asked: &Asked<'_>, findings: &mut Findings) -> Vec<FoundNet> {
    let mut found: Vec<FoundNet> = Vec::new();
    for at in 0..asked.answers.len() {
        let (label, shape) = &asked.answers[at];
        let net =
            by_label(asked, at).or_else(|| by_indent(asked, at)).or_else(|| by_run(asked, at).filter(|_| shape.net));
        match net {
            Some((parts, agreeing)) => {
                if agreeing == 0 {
                    let names: Vec<&str> = parts.iter().map(|&part| &*asked.answers[part].0).collect();
                    let message = format!(
                        "\"{label}\" is taken as the net of {} by its name only: nowhere are all of them printed together",
                        names.join(", ")
                    );
                    findings.add(Code::NetByName, None, message);
                }
                found.push(asked.net(at, &parts, agreeing));
            }
            None if shape.net => {
                let message = format!("\"{label}\" says it is a net, but no lines next to it add up to it");
                findings.advise(Code::NetWithoutParts, None, message, ": declare its parts in a codebook");
            }
            None => {}
        }
    }
    if exceeds(asked, &found) {
        found = by_sums(asked, found);
    }
    found
}

impl Asked<'_> {
    fn net(&self, net: usize, parts: &[usize], agreeing: usize) -> FoundNet {
        let label = |at: usize| self.answers[at].0.clone();
        let parts = parts.iter().map(|&part| label(part)).collect();
        FoundNet { question: self.question.clone(), net: label(net), parts, agreeing }
    }
}

/// In how many cells the parts add up to the net within rounding; `None` when in any they do not.
fn agreeing(asked: &Asked<'_>, net: usize, parts: &[usize]) -> Option<usize> {
    let mut count = 0;
    for cell in asked.cells.values() {
        let Some(whole) = cell.get(&net).map(|figure| figure.printed) else { continue };
        let printed: Vec<_> = parts.iter().filter_map(|part| cell.get(part)).map(|figure| figure.printed).collect();
        if printed.len() < parts.len() {
            continue;
        }
        let low: f64 = printed.iter().map(|part| part.low()).sum();
        let high: f64 = printed.iter().map(|part| part.high()).sum();
        if low > whole.high() + NOISE || high < whole.low() - NOISE {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// Answers whose words are those of this one and others before or after them: "definitely continue" and "rather continue" for
/// "continue". Where no sum confirms it, the other words must say how strongly.
fn by_label(asked: &Asked<'_>, net: usize) -> Option<(Vec<usize>, usize)> {
    let label = &asked.answers[net].0;
    let words = words(&lexicon::net(label).unwrap_or_else(|| label.to_string()));
    if words.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    let mut only_intensity = true;
    for (at, (other, _)) in asked.answers.iter().enumerate().filter(|(at, _)| *at != net) {
        let longer = self::words(other);
        let added = longer.strip_suffix(&words[..]).or_else(|| longer.strip_prefix(&words[..]));
        let Some(added) = added.filter(|added| !added.is_empty()) else { continue };
        if !added.iter().any(|word| lexicon::negation(word)) {
            only_intensity &= added.iter().all(|word| lexicon::intensity(word));
            parts.push(at);
        }
    }
    let agreeing = if parts.len() > 1 { agreeing(asked, net, &parts)? } else { return None };
    (agreeing > 0 || only_intensity).then_some((parts, agreeing))
}

fn words(label: &str) -> Vec<String> {
    let plain = lexicon::normal(label);
    // A label of a hundred words is prose.
    let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
    words.take(100).map(str::to_owned).collect()
}

/// The next lines, indented deeper: those of the least depth among them.
fn by_indent(asked: &Asked<'_>, net: usize) -> Option<(Vec<usize>, usize)> {
    let indent = |at: usize| asked.answers[at].1.indent;
    let deeper: Vec<usize> = (net + 1..asked.answers.len()).take_while(|&at| indent(at) > indent(net)).collect();
    let least = deeper.iter().map(|&at| indent(at)).min()?;
    let parts: Vec<usize> = deeper.into_iter().filter(|&at| indent(at) == least).collect();
    let agreeing = agreeing(asked, net, &parts).filter(|&count| count > 0 && parts.len() > 1)?;
    Some((parts, agreeing))
}

/// The shortest run of lines right below, or right above, that adds up to this one in every cell.
fn by_run(asked: &Asked<'_>, net: usize) -> Option<(Vec<usize>, usize)> {
    let below = (2..=MOST_PARTS).map(|length| net + 1..net + 1 + length);
    let above = (2..=MOST_PARTS).filter_map(|length| Some(net.checked_sub(length)?..net));
    let runs = below.filter(|run| run.end <= asked.answers.len()).chain(above);
    runs.map(Vec::from_iter).find_map(|parts| {
        let count = agreeing(asked, net, &parts).filter(|&count| count > 0)?;
        Some((parts, count))
    })
}

/// Whether the answers of a cell that should not overlap add up to more than everybody.
fn exceeds(asked: &Asked<'_>, nets: &[FoundNet]) -> bool {
    let nets = asked.positions(nets);
    asked.cells.values().any(|cell| {
        let low: f64 = disjoint(cell, &nets).iter().map(|figure| figure.printed.low()).sum();
        low > 1.0 + NOISE
    })
}

/// Where answers add up to too much, lines that are the sum of the lines next to them in every cell are nets, if that mends every sum.
fn by_sums(asked: &Asked<'_>, found: Vec<FoundNet>) -> Vec<FoundNet> {
    let mut more = found.clone();
    let mut at = 0;
    while at < asked.answers.len() {
        let taken = more.iter().any(|net| net.net == asked.answers[at].0);
        match by_run(asked, at).filter(|_| !taken) {
            Some((parts, agreeing)) => {
                more.push(asked.net(at, &parts, agreeing));
                // The parts of a net below it are not searched again.
                at = parts.last().map_or(at, |last| at.max(*last)) + 1;
            }
            None => at += 1,
        }
    }
    if exceeds(asked, &more) { found } else { more }
}
