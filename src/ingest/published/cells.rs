//! Figures by question and cell (groups, wave, fieldwork): what sums, bases and nets are looked for in.

use super::draft::Shape;
use super::nets::FoundNet;
use crate::survey::{Fieldwork, Figure, Group, Wave};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What the answers of one cell have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellKey<'a> {
    pub(super) groups: &'a [Group],
    pub(super) wave: Option<&'a Wave>,
    pub(super) fieldwork: &'a Fieldwork,
}

impl<'a> CellKey<'a> {
    pub(super) fn of(figure: &'a Figure) -> Self {
        Self { groups: &figure.groups, wave: figure.wave.as_ref(), fieldwork: &figure.fieldwork }
    }

    /// In words: `sex = men, 2025-12`.
    pub(super) fn describe(&self) -> String {
        let groups = self.groups.iter().map(|group| format!("{} = {}", group.variable, group.level));
        let mut words: Vec<String> = groups.collect();
        if words.is_empty() {
            words.push("everybody".into());
        }
        words.extend(self.wave.map(ToString::to_string));
        words.extend(self.fieldwork.pollster.as_deref().map(str::to_owned));
        words.join(", ")
    }
}

/// One question of a file.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) question: Arc<str>,
    /// Its answers in the order of the file, and the shape of their lines.
    pub(super) answers: Vec<(Arc<str>, Shape)>,
    /// The first figure of each answer printed in a cell, by the answer's position.
    pub(super) cells: BTreeMap<CellKey<'a>, BTreeMap<usize, &'a Figure>>,
}

/// The questions of a file, in its order.
pub(super) fn questions<'a>(figures: &'a [Figure], shapes: &[Shape]) -> Vec<Asked<'a>> {
    let mut asked: Vec<Asked<'a>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut answers: HashMap<(&str, &str), usize> = HashMap::new();
    for (figure, shape) in figures.iter().zip(shapes) {
        let at = *known.entry(&figure.question).or_insert_with(|| {
            asked.push(Asked { question: figure.question.clone(), answers: Vec::new(), cells: BTreeMap::new() });
            asked.len() - 1
        });
        let question = &mut asked[at];
        let answer = *answers.entry((&figure.question, &figure.answer)).or_insert_with(|| {
            question.answers.push((figure.answer.clone(), *shape));
            question.answers.len() - 1
        });
        question.cells.entry(CellKey::of(figure)).or_default().entry(answer).or_insert(figure);
    }
    asked
}

impl Asked<'_> {
    /// The position of an answer.
    pub(super) fn position(&self, answer: &str) -> Option<usize> {
        self.answers.iter().position(|(known, _)| &**known == answer)
    }

    /// Nets of this question by position: the net and its parts, without those that never occur.
    pub(super) fn positions(&self, nets: &[FoundNet]) -> Vec<(usize, Vec<Option<usize>>)> {
        let of_question = nets.iter().filter(|net| net.question == self.question);
        of_question
            .filter_map(|net| {
                Some((self.position(&net.net)?, net.parts.iter().map(|part| self.position(part)).collect()))
            })
            .collect()
    }
}

/// The answers of a cell that do not overlap: nets whose parts are all printed are left out, and otherwise the parts of a printed net.
pub(super) fn disjoint<'a>(
    cell: &BTreeMap<usize, &'a Figure>,
    nets: &[(usize, Vec<Option<usize>>)],
) -> Vec<&'a Figure> {
    let printed = |at: &Option<usize>| at.is_some_and(|at| cell.contains_key(&at));
    let mut left_out = BTreeSet::new();
    for (net, parts) in nets.iter().filter(|(net, _)| cell.contains_key(net)) {
        if parts.iter().all(printed) {
            left_out.insert(*net);
        } else {
            leave_out(parts, nets, &mut left_out);
        }
    }
    cell.iter().filter(|(at, _)| !left_out.contains(at)).map(|(_, figure)| *figure).collect()
}

/// Parts, and the parts of those that are nets themselves.
fn leave_out(parts: &[Option<usize>], nets: &[(usize, Vec<Option<usize>>)], left_out: &mut BTreeSet<usize>) {
    for part in parts.iter().flatten() {
        // A part seen before has had its own parts left out; nets that contain each other end here.
        let inner = nets.iter().find(|(net, _)| net == part).filter(|_| !left_out.contains(part));
        left_out.insert(*part);
        if let Some((_, inner)) = inner {
            leave_out(inner, nets, left_out);
        }
    }
}
