//! Answers outside the scale taken together, for pictures too narrow for the number of each.

use super::scale::Scale;
use crate::chart::figures::{AnswerOrder, Figures, NOT_PRINTED, Part, Row};
use crate::chart::words;
use crate::survey::Role;

/// Answers outside the scale as one.
pub(super) struct Together {
    pub(super) figures: Figures,
    /// What they are called.
    pub(super) name: &'static str,
    /// What the footer says of it.
    pub(super) said: String,
}

/// Figures whose answers outside the scale are one; none where there is one at most.
pub(super) fn together(figures: &Figures) -> Option<Together> {
    let asides = Scale::read(figures).answers.into_iter().filter(|answer| answer.aside);
    // What is not printed may be anything.
    let names: Vec<&str> = asides.map(|answer| answer.name).filter(|name| *name != NOT_PRINTED).collect();
    let taken = figures.answers.iter().any(|answer| words::capital(&answer.name) == "No opinion");
    let name = if taken { "Outside the scale" } else { "No opinion" };
    if names.len() < 2 {
        return None;
    }
    let aside = |row: &Row| row.part == Part::Estimate && row.answer.as_deref().is_some_and(|a| names.contains(&a));
    let mut rows: Vec<Row> = Vec::new();
    for row in &figures.rows {
        let same = |other: &&mut Row| {
            other.answer.as_deref() == Some(name) && (&other.item, &other.group) == (&row.item, &row.group)
        };
        match rows.iter_mut().find(same).filter(|_| aside(row)) {
            // A part that is suppressed leaves no sum.
            Some(sum) => sum.value = sum.value.zip(row.value).map(|(a, b)| a + b),
            None if aside(row) => {
                let sum = Row { inner: None, outer: None, n_effective: None, ..row.clone() };
                rows.push(sum.answer(name));
            }
            None => rows.push(row.clone()),
        }
    }
    let mut answers: Vec<_> = figures.answers.iter().filter(|a| !names.contains(&a.name.as_str())).cloned().collect();
    answers.push(AnswerOrder { name: name.to_owned(), role: Role::DontKnow });
    let titles: Vec<String> = names.iter().map(|name| words::capital(name)).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let said = format!("{name}: {} together", words::list(&titles, titles.len()));
    Some(Together { figures: Figures { rows, answers, ..figures.clone() }, name, said })
}
