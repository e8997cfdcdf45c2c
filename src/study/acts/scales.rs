//! Answers in words that nobody put in order. Where all answers to a question are words of a well-known scale, they stand in its order,
//! and that is said.

use super::{CompareRow, EstimateRow, Found};
use crate::report::Warning;
use crate::study::Source;
use crate::study::options::Selection;
use crate::survey::{Cell, Kind, KnownScale, Role};
use std::sync::Arc;

/// Questions whose answers are a well-known scale.
#[derive(Debug, Clone, Default)]
pub(in crate::study) struct Scales(Vec<(Arc<str>, KnownScale)>);

impl Scales {
    /// The scales of the questions that some cells answer. Of answers that were chosen the others are not known, and a part of a scale is
    /// none.
    fn of<'a>(source: &Source, selection: &Selection, cells: impl Iterator<Item = &'a Cell>) -> Self {
        if !selection.answer.is_empty() {
            return Self::default();
        }
        let mut asked: Vec<Answers> = Vec::new();
        for cell in cells {
            let (Some(question), Some(answer)) = (&cell.question, &cell.answer) else { continue };
            let at = asked.iter().position(|known| known.question == *question).unwrap_or_else(|| {
                asked.push(Answers::new(source, selection, question));
                asked.len() - 1
            });
            asked[at].add(answer);
        }
        let scale = |known: Answers| Some((known.question, KnownScale::of(&known.found)?));
        Self(asked.into_iter().filter_map(scale).collect())
    }

    /// The scale of a question.
    pub(in crate::study) fn get(&self, question: &str) -> Option<&KnownScale> {
        self.0.iter().find(|(known, _)| **known == *question).map(|(_, scale)| scale)
    }

    /// All of them.
    pub(in crate::study) fn iter(&self) -> impl Iterator<Item = &KnownScale> {
        self.0.iter().map(|(_, scale)| scale)
    }

    /// Where the answer of a cell stands on the scale of its question; the last place without one.
    pub(in crate::study) fn place(&self, cell: &Cell) -> usize {
        let scale = cell.question.as_deref().and_then(|question| self.get(question));
        scale.zip(cell.answer.as_deref()).map_or(usize::MAX, |(scale, answer)| scale.place(answer))
    }
}

/// Whether the study or the file says in what order the answers stand, or they are no words of one variable.
fn is_stated(source: &Source, question: &str) -> bool {
    if source.codebook().question(question).is_some_and(|known| !known.answers.is_empty()) {
        return true;
    }
    let Some(respondents) = source.respondents() else { return false };
    let file = respondents.file();
    let variable = file.find(question).map(|at| &file.variables()[at]);
    variable.is_none_or(|variable| variable.kind != Kind::Text || source.orders(question))
}

/// More answers than any scale has.
const MANY: usize = 40;

/// The answers to a question, each once, nets left out; none where their order is stated.
struct Answers {
    question: Arc<str>,
    stated: bool,
    nets: Vec<Arc<str>>,
    found: Vec<Arc<str>>,
}

impl Answers {
    fn new(source: &Source, selection: &Selection, question: &Arc<str>) -> Self {
        let listed = source.codebook().question(question).map_or(&[][..], |known| &known.nets);
        let nets = listed.iter().map(|net| &net.id).chain(selection.net.iter().map(|net| &net.name)).cloned().collect();
        Self { question: question.clone(), stated: is_stated(source, question), nets, found: Vec::new() }
    }

    fn add(&mut self, answer: &Arc<str>) {
        if !self.stated && self.found.len() <= MANY && !self.found.contains(answer) && !self.nets.contains(answer) {
            self.found.push(answer.clone());
        }
    }
}

/// Puts the answers of respondents in the order of their scale, each beside those it stood beside. Printed answers stay as they are printed.
pub(super) fn sort_estimates(source: &Source, selection: &Selection, rows: &mut [EstimateRow]) {
    let scales = Scales::of(source, selection, rows.iter().map(|row| &row.cell));
    if source.published().is_none() && !scales.0.is_empty() {
        rows.chunk_by_mut(|a, b| a.cell.is_beside(&b.cell))
            .for_each(|beside| beside.sort_by_key(|row| scales.place(&row.cell)));
    }
}

/// The same of comparisons of the same two.
pub(super) fn sort_comparisons(source: &Source, selection: &Selection, rows: &mut [CompareRow]) {
    let scales = Scales::of(source, selection, rows.iter().map(|row| &row.comparison.pair.cell));
    let same = |a: &CompareRow, b: &CompareRow| {
        let (a, b) = (&a.comparison.pair, &b.comparison.pair);
        a.names == b.names && a.cell.is_beside(&b.cell)
    };
    if !scales.0.is_empty() {
        rows.chunk_by_mut(same).for_each(|same| same.sort_by_key(|row| scales.place(&row.comparison.pair.cell)));
    }
}

impl Found {
    /// The well-known scales among its questions.
    pub(in crate::study) fn scales(&self, source: &Source) -> Scales {
        match self {
            Self::Estimates(found) => {
                Scales::of(source, &found.options.selection, found.rows.iter().map(|row| &row.cell))
            }
            Self::Comparisons(found) => {
                let cells = found.rows.iter().map(|row| &row.comparison.pair.cell);
                Scales::of(source, &found.options.selection, cells)
            }
            Self::Trends(found) => Scales::of(source, &found.selection, found.series.iter().map(|series| &series.cell)),
            Self::Tests(_) | Self::Inspection(_) => Scales::default(),
        }
    }
}

/// What is said of each scale.
pub(super) fn warnings(source: &Source, found: &Found) -> Vec<Warning> {
    let warning = |(question, scale): &(Arc<str>, KnownScale)| {
        let (first, last) = scale.ends()?;
        let sided = scale.answers.iter().any(|(_, role)| matches!(role, Role::Positive | Role::Negative));
        let sides =
            if sided { ", and charts show its two sides; net scores still need roles that a study states" } else { "" };
        let shown = if source.published().is_some() {
            "comparisons and charts have them in its order (tables of estimates as printed)"
        } else {
            "they stand in its order"
        };
        let message = format!(
            "the answers to {question} are the words of a well-known scale ({}): {shown}, from \"{first}\" to \"{last}\"{sides}. For another order list the answers in a study's [[question]]",
            scale.name
        );
        Some(Warning { code: "W210".to_owned(), message, place: None })
    };
    found.scales(source).0.iter().filter_map(warning).collect()
}
