//! Applies a codebook: the labels of a file, in any spelling or language it lists, become its ids.

use super::finding::{Code, Finding, Findings};
use super::lexicon;
use crate::names;
use crate::survey::{Codebook, Figure, Group, GroupVariable, Place, Question};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Renames questions, answers, nets, group variables and levels to the ids of a codebook, and says which labels it does not list. Those
/// keep their names. Case, spaces, kinds of dash, quotation marks and footnote marks make no difference; a codebook without questions or
/// groups leaves those as they are.
pub fn apply(codebook: &Codebook, figures: Vec<Figure>) -> (Vec<Figure>, Vec<Finding>) {
    let mut figures = figures;
    let mut findings = Findings::default();
    relabel(codebook, &mut figures, &mut findings);
    (figures, findings.finish())
}

pub(super) fn relabel(codebook: &Codebook, figures: &mut [Figure], findings: &mut Findings) {
    let mut renaming =
        Renaming { codebook, findings, answers: HashMap::new(), groups: HashMap::new(), strangers: HashSet::new() };
    for figure in figures {
        let (question, answer) = renaming.answer(&figure.question, &figure.answer, &figure.place);
        figure.question = question;
        figure.answer = answer;
        for group in &mut figure.groups {
            *group = renaming.group(group, &figure.place);
        }
    }
}

/// A question and an answer.
type Labels = (Arc<str>, Arc<str>);

struct Renaming<'a> {
    codebook: &'a Codebook,
    findings: &'a mut Findings,
    answers: HashMap<Labels, Labels>,
    groups: HashMap<Group, Group>,
    /// Questions that the codebook does not list.
    strangers: HashSet<Arc<str>>,
}

/// Whether a label of a file is one of these names.
fn is(label: &str, names: &[&Arc<str>]) -> bool {
    names.iter().any(|name| lexicon::normal(name) == label)
}

/// The question that a label of a file names by its id, title or wording.
pub(super) fn question_named<'a>(codebook: &'a Codebook, label: &str) -> Option<&'a Question> {
    let plain = lexicon::normal(label);
    let names = |question: &'a Question| [Some(&question.id), Some(&question.title), question.text.as_ref()];
    codebook.questions.iter().find(|question| names(question).into_iter().flatten().any(|name| is(&plain, &[name])))
}

impl Renaming<'_> {
    fn answer(&mut self, question: &Arc<str>, answer: &Arc<str>, place: &Place) -> Labels {
        let key = (question.clone(), answer.clone());
        if let Some(known) = self.answers.get(&key) {
            return known.clone();
        }
        let renamed = self.find_answer(question, answer, place);
        self.answers.insert(key, renamed.clone());
        renamed
    }

    fn find_answer(&mut self, question: &Arc<str>, answer: &Arc<str>, place: &Place) -> Labels {
        let Some(known) = question_named(self.codebook, question) else {
            if !self.codebook.questions.is_empty() && self.strangers.insert(question.clone()) {
                let ids = self.codebook.questions.iter().map(|question| &*question.id);
                self.unknown(place, format!("question \"{}\"", clip(question)), &hint(question, ids));
            }
            return (question.clone(), answer.clone());
        };
        let plain = lexicon::normal(answer);
        let stripped = lexicon::net(answer).map(|label| lexicon::normal(&label));
        let of_answers = known.answers.iter().map(|a| (&a.id, &a.title, &a.labels));
        let of_nets = known.nets.iter().map(|n| (&n.id, &n.title, &n.labels));
        let find = |label: &str| {
            let mut all = of_answers.clone().chain(of_nets.clone());
            all.find(|(id, title, labels)| is(label, &[id, title]) || labels.iter().any(|name| is(label, &[name])))
        };
        match find(&plain).or_else(|| find(stripped.as_deref()?)) {
            Some((id, ..)) => (known.id.clone(), id.clone()),
            None => {
                if !known.answers.is_empty() {
                    let ids = of_answers.chain(of_nets).map(|(id, ..)| &**id);
                    self.unknown(place, format!("answer \"{}\" of \"{}\"", clip(answer), known.id), &hint(answer, ids));
                }
                (known.id.clone(), answer.clone())
            }
        }
    }

    fn group(&mut self, group: &Group, place: &Place) -> Group {
        if let Some(known) = self.groups.get(group) {
            return known.clone();
        }
        let renamed = self.find_group(group, place);
        self.groups.insert(group.clone(), renamed.clone());
        renamed
    }

    /// By its variable; a variable that the codebook does not list is found by its level, if only one has it.
    fn find_group(&mut self, group: &Group, place: &Place) -> Group {
        let (variable, level) = (lexicon::normal(&group.variable), lexicon::normal(&group.level));
        let named = |of: &&GroupVariable| is(&variable, &[&of.id, &of.title]);
        if let Some(of) = self.codebook.groups.iter().find(named) {
            if let Some(id) = level_of(of, &level) {
                return Group { variable: of.id.clone(), level: id };
            }
            let levels = of.levels.iter().map(|(id, _)| &**id);
            self.unknown(
                place,
                format!("level \"{}\" of \"{}\"", clip(&group.level), of.id),
                &hint(&group.level, levels),
            );
            return Group { variable: of.id.clone(), level: group.level.clone() };
        }
        let mut having = self.codebook.groups.iter().filter_map(|of| Some((of.id.clone(), level_of(of, &level)?)));
        match (having.next(), having.next()) {
            (Some((variable, level)), None) => Group { variable, level },
            _ => group.clone(),
        }
    }

    fn unknown(&mut self, place: &Place, what: String, hint: &str) {
        let message = format!("{what} is not in the codebook");
        self.findings.advise(Code::UnknownLabel, Some(place.clone()), message, hint);
    }
}

fn level_of(variable: &GroupVariable, level: &str) -> Option<Arc<str>> {
    let found =
        variable.levels.iter().find(|(id, labels)| is(level, &[id]) || labels.iter().any(|name| is(level, &[name])));
    found.map(|(id, _)| id.clone())
}

fn clip(label: &str) -> String {
    super::super::error::clip(label)
}

/// Suggestions for labels, not for prose: comparing long texts is slow, and no slip of the hand.
fn hint<'a>(label: &str, known: impl Iterator<Item = &'a str>) -> String {
    if label.len() > 200 { String::new() } else { names::hint(label, known) }
}
