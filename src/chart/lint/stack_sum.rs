//! C13: stacked answers add up to 100 %, as far as rounding allows.

use super::{Rule, Subject};
use crate::chart::drawing::Role;
use crate::chart::figures::{Part, Row, is_whole};

pub(super) const RULE: Rule = Rule { code: "C13", about: "stacked answers add up to 100 %", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    if !subject.draws(&[Role::Segment]) {
        return Vec::new();
    }
    let key = |row: &Row| {
        let day = row.when.as_ref().map(|when| when.label.clone());
        let variable = row.group.as_ref().map(|group| group.variable.clone());
        (row.panel.clone(), variable, (row.under.clone(), row.heading().map(str::to_owned)), day)
    };
    let answers = || subject.figures.rows.iter().filter(|row| row.part == Part::Estimate && row.answer.is_some());
    let mut stacks: Vec<(_, f64, usize)> = Vec::new();
    for (row, value) in answers().filter_map(|row| Some((row, row.value?))) {
        match stacks.iter_mut().find(|(known, ..)| *known == key(row)) {
            Some((_, sum, count)) => {
                *sum += value;
                *count += 1;
            }
            None => stacks.push((key(row), value, 1)),
        }
    }
    let wrong = stacks.into_iter().filter(|(_, sum, count)| !is_whole(*sum, *count));
    // What is suppressed takes up what the others leave, and no more than that.
    let is_left =
        |stack: &(_, f64, usize)| stack.1 < 1.0 && answers().any(|row| row.value.is_none() && key(row) == stack.0);
    let wrong = wrong.filter(|stack| !is_left(stack));
    wrong
        .map(|((_, _, name, day), sum, count)| {
            let name = name.1.or(day).unwrap_or_else(|| "the stack".to_owned());
            format!("{name}: {count} answers add up to {:.1}%: give all answers, or look for a misprint", sum * 100.0)
        })
        .collect()
}
