//! Questions whose answers a codebook lists, seen as the numbers that the file holds: a mean of a scale of 0 to 10 on which 99 is "refused".

use super::{with_declared_missing, without_user_missing};
use crate::survey::{
    Answer, Codebook, Column, Kind, Missing, Origin, Question, Role, Source, SourceError, Value, Variable,
};
use std::collections::HashMap;
use std::sync::Arc;

struct AsNumbers {
    /// The columns as each [`View`] has them.
    views: [Arc<dyn Source>; 3],
    variables: Vec<Variable>,
    /// The view in which each column is seen, and its place there.
    seen: Vec<(View, usize)>,
}

/// What a column of numbers is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// The codebook's words.
    Words,
    /// The file's numbers.
    Codes,
    /// The same without the codes for no answer.
    Numbers,
}

/// What is wanted of a question whose answers a codebook lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Its numbers: answers in the roles "don't know" and "refused" are none.
    Numbers,
    /// Its answers.
    Answers,
}

/// `words`, which is `file` read through `codebook`, with those questions as numbers that hold numbers in the file and of which numbers are
/// wanted. Where the codebook names nothing but codes for no answer, answers are read as the numbers they are, so that 9 comes before 10.
///
/// Whatever is wanted, conditions see a scale of numbers as numbers and other questions as words. Where there is one (`is_condition`), a
/// question that is shown otherwise stands once more behind the other columns, under the same name, where the condition finds it.
pub fn as_numbers(
    words: Arc<dyn Source>,
    file: &Arc<dyn Source>,
    codebook: &Codebook,
    wanted: impl Fn(&Question) -> Wanted,
    is_condition: bool,
) -> Arc<dyn Source> {
    let held = |place: usize| &file.variables()[place];
    let is_renamed = |place: &usize| held(*place).kind == Kind::Number && words.variables()[*place].kind == Kind::Text;
    let listed = codebook.questions.iter().filter(|question| !question.answers.is_empty());
    let questions = listed.filter_map(|question| Some((question, file.find(&question.id).filter(is_renamed)?)));
    let questions: Vec<(&Question, usize)> = questions.collect();
    let mut seen: Vec<(View, usize)> = (0..words.variables().len()).map(|place| (View::Words, place)).collect();
    for &(question, place) in &questions {
        let is_scale = is_bare(question) && held(place).labels.is_empty();
        seen[place].0 = match wanted(question) {
            Wanted::Numbers => View::Numbers,
            Wanted::Answers if is_scale => View::Codes,
            Wanted::Answers => View::Words,
        };
        let asked = (if is_scale_of_numbers(question) { View::Numbers } else { View::Words }, place);
        seen.extend((is_condition && asked != seen[place]).then_some(asked));
    }
    if seen.iter().all(|(view, _)| *view == View::Words) {
        return words;
    }
    let codes = questions.iter().map(|&(question, place)| (place, no_answers(question, held(place)))).collect();
    let numbers = without_user_missing(with_declared_missing(file.clone(), codes));
    let views = [words, without_user_missing(file.clone()), numbers];
    let variables = seen.iter().map(|&(view, place)| views[view as usize].variables()[place].clone()).collect();
    Arc::new(AsNumbers { views, variables, seen })
}

/// Whether all answers listed are named by numbers, as those of a scale are.
pub fn is_scale_of_numbers(question: &Question) -> bool {
    question.answers.iter().all(|answer| answer.id.parse::<f64>().is_ok())
}

/// Whether nothing is said of its scale but which numbers lie outside it.
fn is_bare(question: &Question) -> bool {
    let outside = |answer: &Answer| matches!(answer.role, Role::DontKnow | Role::Refused) && answer.labels.is_empty();
    is_scale_of_numbers(question) && question.answers.iter().all(outside)
}

/// The values of answers outside the scale.
pub fn no_answers(question: &Question, held: &Variable) -> Vec<Missing> {
    let outside = question.answers.iter().filter(|answer| matches!(answer.role, Role::DontKnow | Role::Refused));
    let spellings: Vec<&Arc<str>> =
        outside.flat_map(|answer| std::iter::once(&answer.id).chain(&answer.labels)).collect();
    let stated = spellings.iter().filter_map(|spelling| spelling.trim().parse().ok()).map(Value::number);
    let is_named = |label: &str| spellings.iter().any(|spelling| spelling.trim() == label.trim());
    let labelled = held.labels.iter().filter(|(_, label)| is_named(label)).map(|(value, _)| value.clone());
    stated.chain(labelled).map(Missing::Value).collect()
}

impl Source for AsNumbers {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.views[0])
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let mut found: HashMap<usize, Column> = HashMap::with_capacity(wanted.len());
        for view in [View::Words, View::Codes, View::Numbers] {
            let own: Vec<usize> = wanted.iter().copied().filter(|&place| self.seen[place].0 == view).collect();
            let places: Vec<usize> = own.iter().map(|&place| self.seen[place].1).collect();
            let columns =
                if places.is_empty() { Vec::new() } else { self.views[view as usize].read(chunk, &places)? };
            found.extend(own.into_iter().zip(columns));
        }
        Ok(wanted.iter().filter_map(|place| found.get(place).cloned()).collect())
    }
}
