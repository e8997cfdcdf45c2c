//! What the answers of each line of a printed table add up to, and which of them stands off where that is wrong.

use super::told::is_of_sum;
use crate::chart::Row;
use crate::chart::figures::Sum;
use crate::ingest::published::{Detail, Finding};
use crate::study::Source;
use crate::survey::Figure;

/// A figure stands off where it is at least so far from that of everybody,
const FAR: f64 = 0.05;
/// and where what is wrong with the sum, taken from it, leaves so many times less of a distance of the whole line than taken from any other.
const CLEARLY: f64 = 2.0;
const NOISE: f64 = 1e-9;

/// The answers of one question in one line of a table.
struct List<'a> {
    figures: Vec<&'a Figure>,
    /// What was found wrong with their sum.
    found: Option<&'a Finding>,
}

/// The lists of answers of a table with their sums.
pub(super) struct Sums<'a> {
    lists: Vec<List<'a>>,
    /// Whether to print them: they say something of answers that exclude each other.
    told: bool,
}

impl<'a> Sums<'a> {
    pub(super) fn of(source: &Source, findings: &'a [Finding], shown: &[&'a Figure]) -> Self {
        let mut lists: Vec<List<'a>> = Vec::new();
        for figure in shown {
            match lists.iter_mut().find(|list| is_one_list(list.figures[0], figure)) {
                Some(list) => list.figures.push(figure),
                None => lists.push(List { figures: vec![figure], found: None }),
            }
        }
        let at = |list: &List<'_>, finding: &Finding| {
            is_of_sum(finding) && list.figures.iter().any(|figure| finding.place.as_ref() == Some(&figure.place))
        };
        for list in &mut lists {
            list.found = findings.iter().find(|finding| at(list, finding));
            list.figures = alone(source, &list.figures);
        }
        let right = |list: &List<'_>| {
            let sum = |of: fn(&Figure) -> f64| list.figures.iter().map(|figure| of(figure)).sum::<f64>();
            list.figures.len() > 1
                && sum(|f| f.printed.low()) <= 1.0 + NOISE
                && sum(|f| f.printed.high()) >= 1.0 - NOISE
        };
        let told = lists.iter().any(|list| list.found.is_some()) || lists.iter().all(right);
        let several = shown.first().is_some_and(|figure| source.takes_several(&figure.question));
        Self { lists, told: told && !several }
    }

    fn list(&self, figure: &Figure) -> Option<&List<'a>> {
        self.lists.iter().find(|list| list.figures.first().is_some_and(|first| is_one_list(first, figure)))
    }

    /// The sum of a line, at the first of its figures.
    pub(super) fn at(&self, figure: &Figure) -> Option<Box<Sum>> {
        let list = self.list(figure).filter(|list| self.told && list.figures[0].place == figure.place)?;
        let value = match list.found.map(|finding| &finding.detail) {
            Some(Detail::Sum(share)) => *share,
            _ => list.figures.iter().map(|figure| figure.printed.share()).sum(),
        };
        let of = list.figures.iter().map(|figure| figure.answer.to_string()).collect();
        Some(Box::new(Sum { of, row: Row::new(value) }))
    }

    /// What was found wrong with the sum that a figure is part of.
    pub(super) fn found(&self, figure: &Figure) -> Option<&'a Finding> {
        self.list(figure)?.found
    }

    /// Whether it is this figure that clearly stands off from that of everybody in a line that does not add up: with what the sum is off by
    /// taken from it, the line is much nearer to that of everybody than with the same taken from any other.
    pub(super) fn stands_off(&self, figure: &Figure) -> bool {
        let Some(list) = self.list(figure) else { return false };
        let whole = |other: &&List<'_>| {
            other.figures.first().is_some_and(|first| {
                first.groups.is_empty() && first.wave == figure.wave && first.fieldwork == figure.fieldwork
            })
        };
        let (Some(Detail::Sum(sum)), Some(whole)) =
            (list.found.map(|finding| &finding.detail), self.lists.iter().find(whole))
        else {
            return false;
        };
        let share = |of: &Figure| of.printed.share();
        let off = |one: &&Figure| {
            let all = whole.figures.iter().find(|all| all.answer == one.answer)?;
            Some((one.answer == figure.answer, share(one) - share(all)))
        };
        let Some(offs) = list.figures.iter().map(off).collect::<Option<Vec<(bool, f64)>>>() else { return false };
        let excess = sum - 1.0;
        let squares: f64 = offs.iter().map(|(_, off)| off * off).sum();
        let mended = |off: f64| squares - 2.0 * off * excess + excess * excess;
        let others = offs.iter().filter(|(this, _)| !this).map(|(_, off)| mended(*off)).fold(f64::INFINITY, f64::min);
        let this = offs.iter().find(|(this, _)| *this).map(|(_, off)| *off);
        this.is_some_and(|off| off.abs() >= FAR && off * excess > 0.0 && CLEARLY * mended(off) <= others)
    }
}

fn is_one_list(a: &Figure, b: &Figure) -> bool {
    (&a.groups, &a.wave, &a.fieldwork) == (&b.groups, &b.wave, &b.fieldwork)
}

/// The figures of a list that do not overlap: nets whose parts are all printed are left out, else the parts of a net.
fn alone<'a>(source: &Source, list: &[&'a Figure]) -> Vec<&'a Figure> {
    let nets = list.first().and_then(|figure| source.codebook().question(&figure.question));
    let printed = |answer: &str| list.iter().any(|figure| *figure.answer == *answer);
    let mut left_out: Vec<&str> = Vec::new();
    for net in nets.iter().flat_map(|question| &question.nets).filter(|net| printed(&net.id)) {
        match net.of.iter().all(|part| printed(part)) {
            true => left_out.push(&net.id),
            false => left_out.extend(net.of.iter().map(|part| &**part)),
        }
    }
    list.iter().copied().filter(|figure| !left_out.contains(&&*figure.answer)).collect()
}
