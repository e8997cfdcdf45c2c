//! Nets beside the answers they sum: which of both a picture shows where they would stand as if they were apart, and what nets sum.

use super::notes;
use crate::chart::figures::{NetParts, distinct};
use crate::chart::words;
use crate::study::Source;
use crate::study::options::Selection;
use crate::survey::Cell;
use std::sync::Arc;

/// A net of a question: the one that was asked for, else that of the codebook.
pub(super) fn net<'a>(source: &'a Source, selection: &'a Selection, cell: &Cell) -> Option<&'a [Arc<str>]> {
    let answer = cell.answer.as_ref()?;
    let asked = selection.net.iter().find(|net| net.name == *answer).map(|net| &net.of);
    let declared = || source.codebook().question(cell.question.as_deref()?)?.nets.iter().find(|net| net.id == *answer);
    asked.or_else(|| Some(&declared()?.of)).map(Vec::as_slice)
}

/// Which answers are lines of a picture, or rows of changes.
pub(super) struct Lines<'a> {
    /// Answers were asked for by name: all are shown.
    named: bool,
    /// Nets by their question, each with its parts and whether it is there wherever one of these is.
    nets: Vec<(Cell, &'a [Arc<str>], bool)>,
}

impl<'a> Lines<'a> {
    /// Reads off the cells of a result which nets can stand for their parts.
    pub(super) fn of<'c>(source: &'a Source, selection: &'a Selection, cells: impl Iterator<Item = &'c Cell>) -> Self {
        let cells: Vec<Cell> = cells.cloned().collect();
        let families = Cell::families(&cells);
        let mut nets: Vec<(Cell, &[Arc<str>], bool)> = Vec::new();
        for cell in &cells {
            let key = Cell { question: cell.question.clone(), answer: cell.answer.clone(), ..Cell::default() };
            let Some(parts) = net(source, selection, cell).filter(|_| nets.iter().all(|(known, ..)| *known != key))
            else {
                continue;
            };
            let stands_for_parts = |family: &Vec<usize>| {
                let answers = || family.iter().map(|at| &cells[*at]).filter(|other| other.question == cell.question);
                let has = |wanted: &dyn Fn(&Arc<str>) -> bool| answers().filter_map(|c| c.answer.as_ref()).any(wanted);
                !has(&|answer| parts.contains(answer)) || has(&|answer| Some(answer) == cell.answer.as_ref())
            };
            nets.push((key, parts, families.iter().all(stands_for_parts)));
        }
        Self { named: !selection.answer.is_empty(), nets }
    }

    /// Whether a cell is shown: nets, and answers that are in none; a net that is missing where one of its parts is leaves the place to them.
    pub(super) fn show(&self, cell: &Cell) -> bool {
        let Some(answer) = cell.answer.as_ref().filter(|_| !self.named) else { return true };
        let mut of_question = self.nets.iter().filter(|(net, ..)| net.question == cell.question);
        match of_question.clone().find(|(net, ..)| net.answer == cell.answer) {
            Some((.., whole)) => *whole,
            None => !of_question.any(|(_, parts, whole)| *whole && parts.contains(answer)),
        }
    }
}

/// The nets among the cells that are shown, with the answers they sum.
pub(super) fn parts<'c>(
    source: &Source,
    selection: &Selection,
    shown: impl Iterator<Item = &'c Cell>,
) -> Vec<NetParts> {
    let named = |cell: &Cell| {
        let title = |part: &Arc<str>| notes::answer_title(source, &Cell { answer: Some(part.clone()), ..cell.clone() });
        let of = net(source, selection, cell)?.iter().filter_map(title).collect();
        Some(NetParts { name: notes::answer_title(source, cell)?, of })
    };
    distinct(shown.filter_map(named))
}

/// What nets among the cells that are shown sum, where they were asked for or their parts are not shown: `Trust: agree + strongly
/// agree`.
pub(super) fn sums<'c>(source: &Source, selection: &Selection, shown: impl Iterator<Item = &'c Cell>) -> Vec<String> {
    let asked = |cell: &Cell| Cell { question: cell.question.clone(), answer: cell.answer.clone(), ..Cell::default() };
    let shown = distinct(shown.map(asked));
    let said = |cell: &Cell| {
        let parts = net(source, selection, cell)?;
        let is_asked = selection.net.iter().any(|net| Some(&net.name) == cell.answer.as_ref());
        let is_part =
            |other: &Cell| other.question == cell.question && other.answer.as_ref().is_some_and(|a| parts.contains(a));
        if !is_asked && shown.iter().any(is_part) {
            return None;
        }
        let title = |part: &Arc<str>| notes::answer_title(source, &Cell { answer: Some(part.clone()), ..cell.clone() });
        let titles: Vec<String> = parts.iter().filter_map(title).collect();
        let name = notes::answer_title(source, cell).unwrap_or_default();
        Some(format!("{}: {}", words::capital(&name), titles.join(" + ")))
    };
    distinct(shown.iter().filter_map(said))
}
