//! Questions whose answers a codebook lists, seen as the numbers that the file holds: a mean of a scale of 0 to 10 on which 99 is "refused".

use super::{with_declared_missing, without_user_missing};
use crate::survey::{Answer, Codebook, Column, Kind, Missing, Question, Role, Source, SourceError, Value, Variable};
use std::collections::HashMap;
use std::sync::Arc;

struct AsNumbers {
    /// As the codebook has it.
    words: Arc<dyn Source>,
    /// As the file has it, without the codes for no answer.
    numbers: Arc<dyn Source>,
    variables: Vec<Variable>,
    /// Whether the column at a place is seen as numbers.
    is_number: Vec<bool>,
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
pub fn as_numbers(
    words: Arc<dyn Source>,
    file: &Arc<dyn Source>,
    codebook: &Codebook,
    wanted: impl Fn(&Question) -> Wanted,
) -> Arc<dyn Source> {
    let mut codes = Vec::new();
    for question in codebook.questions.iter().filter(|question| !question.answers.is_empty()) {
        let Some(place) = file.find(&question.id) else { continue };
        let held = &file.variables()[place];
        let is_renamed = held.kind == Kind::Number && words.variables()[place].kind == Kind::Text;
        match wanted(question) {
            Wanted::Numbers if is_renamed => codes.push((place, no_answers(question, held))),
            Wanted::Answers if is_renamed && is_bare(question) && held.labels.is_empty() => {
                codes.push((place, Vec::new()))
            }
            _ => {}
        }
    }
    if codes.is_empty() {
        return words;
    }
    let mut is_number = vec![false; words.variables().len()];
    codes.iter().for_each(|(place, _)| is_number[*place] = true);
    let numbers = without_user_missing(with_declared_missing(file.clone(), codes));
    let mut variables = words.variables().to_vec();
    let seen = variables.iter_mut().zip(numbers.variables()).enumerate().filter(|(place, _)| is_number[*place]);
    seen.for_each(|(_, (variable, held))| *variable = held.clone());
    Arc::new(AsNumbers { words, numbers, variables, is_number })
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
    let stated = spellings.iter().filter_map(|spelling| spelling.parse().ok()).map(Value::number);
    let labelled = held.labels.iter().filter(|(_, label)| spellings.contains(&label)).map(|(value, _)| value.clone());
    stated.chain(labelled).map(Missing::Value).collect()
}

impl Source for AsNumbers {
    fn name(&self) -> &str {
        self.words.name()
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn chunks(&self) -> &[usize] {
        self.words.chunks()
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let (numbers, words): (Vec<usize>, Vec<usize>) = wanted.iter().partition(|place| self.is_number[**place]);
        let mut found: HashMap<usize, Column> = HashMap::with_capacity(wanted.len());
        for (source, places) in [(&self.numbers, numbers), (&self.words, words)] {
            let columns = if places.is_empty() { Vec::new() } else { source.read(chunk, &places)? };
            found.extend(places.into_iter().zip(columns));
        }
        Ok(wanted.iter().filter_map(|place| found.get(place).cloned()).collect())
    }

    fn inner(&self) -> Option<&dyn Source> {
        Some(&*self.words)
    }
}
