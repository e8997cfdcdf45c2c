//! Names of groups and series by their levels and answers; where two of a result would be called the same, their variables or questions
//! stand before them: `region Other` and `party Other`.

use super::CompareRow;
use crate::study::Source;
use crate::survey::{Cell, Group};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How the groups of a result are called.
#[derive(Debug, Clone, Default)]
pub(in crate::study) struct GroupNames {
    shared: BTreeSet<String>,
}

impl GroupNames {
    /// Of all groups of a result.
    pub(in crate::study) fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let mut variables: BTreeMap<String, BTreeSet<Vec<&Arc<str>>>> = BTreeMap::new();
        for cell in cells {
            let of_cell = cell.groups.iter().map(|group| &group.variable).collect();
            variables.entry(levels(&cell.groups)).or_default().insert(of_cell);
        }
        variables.retain(|_, variables| variables.len() > 1);
        Self { shared: variables.into_keys().collect() }
    }

    /// The levels of a cell's groups, `women, 55+`; none of everybody.
    pub(in crate::study) fn name(&self, groups: &[Group]) -> Option<String> {
        let levels = levels(groups);
        let named = |group: &Group| format!("{} {}", group.variable.replace('_', " "), group.level);
        match groups {
            [] => None,
            _ if self.shared.contains(&levels) => Some(groups.iter().map(named).collect::<Vec<_>>().join(", ")),
            _ => Some(levels),
        }
    }
}

fn levels(groups: &[Group]) -> String {
    groups.iter().map(|group| &*group.level).collect::<Vec<_>>().join(", ")
}

/// Puts their variables before compared groups that would be called the same.
pub(super) fn tell_apart(rows: &mut [CompareRow]) {
    let side = |groups: &Vec<Group>| Cell { groups: groups.clone(), ..Cell::default() };
    let cells: Vec<Cell> = rows.iter().flat_map(|row| row.sides.each_ref().map(side)).collect();
    let names = GroupNames::of(cells.iter());
    for CompareRow { comparison, sides: [a, b], .. } in rows {
        let told = &mut comparison.pair.names;
        told.0 = names.name(a).unwrap_or_else(|| std::mem::take(&mut told.0));
        told.1 = names.name(b).unwrap_or_else(|| std::mem::take(&mut told.1));
    }
}

/// What a series is called by, in its order: the question where answers to several would be called the same, the answer, the groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesName {
    /// The question's title.
    pub question: Option<String>,
    /// The answer's title.
    pub answer: Option<String>,
    /// The levels of its groups.
    pub groups: Option<String>,
}

impl SeriesName {
    /// In one line: `start peace talks, women`; empty of numbers of everybody.
    pub fn joined(&self) -> String {
        let parts = [&self.question, &self.answer, &self.groups];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// The names of the series of a result.
pub(super) fn series_names(source: &Source, cells: &[&Cell]) -> Vec<SeriesName> {
    let groups = GroupNames::of(cells.iter().copied());
    let question = |cell: &Cell| source.codebook().question(cell.question.as_deref()?);
    let name = |cell: &&Cell| SeriesName {
        question: None,
        answer: cell.answer.as_ref().map(|id| question(cell).and_then(|q| q.title_of(id)).unwrap_or(id).to_string()),
        groups: groups.name(&cell.groups),
    };
    let names: Vec<SeriesName> = cells.iter().map(name).collect();
    let is_once = |name: &SeriesName| names.iter().filter(|other| *other == name).count() == 1;
    if names.iter().all(is_once) {
        return names;
    }
    let title =
        |cell: &Cell| question(cell).map(|known| &known.title).or(cell.question.as_ref()).map(ToString::to_string);
    let asked = |(name, cell): (SeriesName, &&Cell)| SeriesName { question: title(cell), ..name };
    names.into_iter().zip(cells).map(asked).collect()
}
