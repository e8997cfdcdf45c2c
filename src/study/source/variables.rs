//! What a file of respondents says of its variables and its sets, as a codebook has it.

use crate::study::options::DesignFlags;
use crate::survey::{self, Answer, MultipleSet, Question, Role, SetSpec};
use std::sync::Arc;

/// The sets that are stated, then those of the file that can be made and whose names are free.
pub(super) fn sets(source: &dyn survey::Source, design: &DesignFlags) -> Vec<SetSpec> {
    let mut sets: Vec<SetSpec> = design.set.iter().map(|set| set.0.clone()).collect();
    for declared in source.declared_sets() {
        let free = source.find(&declared.name).is_none() && sets.iter().all(|set| set.name != declared.name);
        let of = &declared.of;
        let once = of.iter().enumerate().all(|(at, item)| !of[..at].contains(item));
        let there = once && of.len() > 1 && of.iter().all(|item| source.find(item).is_some());
        let labels = |item: &Arc<str>| {
            let variable = source.find(item).map(|at| &source.variables()[at]);
            variable.is_some_and(|v| v.labels.iter().any(|(value, _)| !v.is_user_missing(value)))
        };
        let known = !declared.mentions || of.iter().any(labels);
        sets.extend((free && there && known).then(|| declared.clone()));
    }
    sets
}

/// A question whose answers are variables.
pub(super) fn several(set: &MultipleSet) -> Question {
    let answer = |item: &survey::Item| Answer {
        id: item.name.clone(),
        title: item.title.clone(),
        labels: Vec::new(),
        role: Role::Plain,
    };
    Question {
        id: set.name.clone(),
        title: set.label.clone().unwrap_or_else(|| set.name.clone()),
        text: set.label.clone(),
        answers: set.items.iter().map(answer).collect(),
        nets: Vec::new(),
        ordered: false,
    }
}

/// Fills in what a study leaves to the file: the answers, the title, the wording.
pub(super) fn fill(stated: &mut Question, file: Question) {
    if stated.title == stated.id {
        stated.title = file.title;
    }
    if stated.answers.is_empty() {
        stated.answers = file.answers;
    }
    stated.text = stated.text.take().or(file.text);
}

/// What a file says of a variable.
pub(super) fn question(variable: &survey::Variable) -> Question {
    let answer = |(value, label): &(survey::Value, Arc<str>)| Answer {
        id: value.to_string().into(),
        title: label.clone(),
        labels: Vec::new(),
        role: Role::Plain,
    };
    Question {
        id: variable.name.clone(),
        title: variable.label.clone().unwrap_or_else(|| variable.name.clone()),
        text: variable.label.clone(),
        answers: variable.labels.iter().map(answer).collect(),
        nets: Vec::new(),
        ordered: false,
    }
}
