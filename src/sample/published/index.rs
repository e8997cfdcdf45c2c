//! Where figures stand among the others, so that none has to be looked for among all.

use crate::survey::{Figure, Group, Wave};
use std::collections::HashMap;
use std::sync::Arc;

/// A column of figures, pollster aside: question, wave, and groups in order of their variables.
type Key = (Arc<str>, Option<Wave>, Vec<Group>);

/// Places of figures by what they are about, each list in file order.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    columns: HashMap<Key, Vec<usize>>,
    questions: HashMap<Arc<str>, Vec<usize>>,
    levels: HashMap<Group, usize>,
}

impl Index {
    pub(super) fn new(figures: &[Figure]) -> Self {
        let mut index = Self::default();
        for (at, figure) in figures.iter().enumerate() {
            let mut groups = figure.groups.clone();
            groups.sort();
            index.columns.entry((figure.question.clone(), figure.wave.clone(), groups)).or_default().push(at);
            index.questions.entry(figure.question.clone()).or_default().push(at);
            for group in &figure.groups {
                index.levels.entry(group.clone()).or_insert(at);
            }
        }
        index
    }

    /// Figures of a question and wave in exactly these groups, which are in order.
    pub(super) fn beside(&self, question: &Arc<str>, wave: &Option<Wave>, groups: &[Group]) -> &[usize] {
        let key = (question.clone(), wave.clone(), groups.to_vec());
        self.columns.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Figures of a question.
    pub(super) fn of_question(&self, question: &str) -> &[usize] {
        self.questions.get(question).map_or(&[], Vec::as_slice)
    }

    /// The first figure of a level.
    pub(super) fn first_of(&self, level: &Group) -> Option<usize> {
        self.levels.get(level).copied()
    }
}
