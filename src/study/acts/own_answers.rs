//! Answers and nets asked of several questions at once: each question gives those that it has, and nothing that was asked for is left
//! out unsaid.

use super::Context;
use crate::estimate::EstimateError;
use crate::names;
use crate::sample::Microdata;
use crate::study::StudyError;
use crate::study::options::{Selection, Statistic};
use crate::survey::{Column, Source, SourceError, Value, Variable};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What is asked of one question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    /// Answers and nets; empty for all.
    pub(super) answers: Vec<Arc<str>>,
    /// Names of the nets that flags make of it.
    pub(super) nets: Vec<Arc<str>>,
}

/// What is asked of each of the questions.
///
/// # Errors
/// [`StudyError`] for an answer that no question has, and for questions that have none of those asked for.
pub(super) fn of_each(
    context: &Context<'_>,
    questions: &[Arc<str>],
    selection: &Selection,
    statistic: &Statistic,
) -> Result<Vec<Wanted>, StudyError> {
    let answers = super::once(selection.answers());
    let all = Wanted { answers, nets: selection.net.iter().map(|net| net.name.clone()).collect() };
    if questions.len() < 2 || (all.answers.is_empty() && all.nets.is_empty()) || statistic.function.is_some() {
        return Ok(vec![all; questions.len()]);
    }
    let known = answers_to(context, questions)?;
    // What is no question is told of by whoever looks for it.
    let Some(known) = known else { return Ok(vec![all; questions.len()]) };
    let own: Vec<Wanted> = known.iter().map(|known| all.among(known, selection)).collect();
    let is_asked =
        |name: &&Arc<str>| own.iter().any(|wanted| wanted.answers.contains(name) || wanted.nets.contains(name));
    if let Some(stranger) = all.answers.iter().chain(&all.nets).find(|name| !is_asked(name)) {
        return Err(unknown(selection, stranger, questions, &known));
    }
    let lacking: Vec<usize> =
        (0..own.len()).filter(|&at| own[at].answers.is_empty() && !all.answers.is_empty()).collect();
    if lacking.is_empty() {
        return Ok(own);
    }
    let names: Vec<Arc<str>> = lacking.iter().map(|&at| questions[at].clone()).collect();
    let their: Vec<BTreeSet<Arc<str>>> = lacking.iter().map(|&at| known[at].clone()).collect();
    match all.answers.as_slice() {
        [answer] => Err(unknown(selection, answer, &names, &their)),
        several => Err(StudyError::Usage(format!(
            "{}: none of the answers asked for ({}) is one to {}: name one of its own with --answer too, or leave the question out. Known: {}",
            context.source.path(),
            several.join(", "),
            names.join(", "),
            together(&their).join(", "),
        ))),
    }
}

impl Wanted {
    /// Those of them that a question with these answers has; a net where it has all of its parts.
    fn among(&self, known: &BTreeSet<Arc<str>>, selection: &Selection) -> Self {
        let nets = made(selection.net.iter().map(|net| (&net.name, net.of.as_slice())), known);
        let is_own = |answer: &&Arc<str>| {
            let stated = selection.net.iter().any(|net| net.name == **answer);
            if stated { nets.contains(answer) } else { known.contains(*answer) }
        };
        Self { answers: self.answers.iter().filter(is_own).cloned().collect(), nets }
    }
}

/// The nets (name, parts) that a question with these answers has: of its answers, and of such nets.
fn made<'a>(nets: impl Iterator<Item = (&'a Arc<str>, &'a [Arc<str>])>, known: &BTreeSet<Arc<str>>) -> Vec<Arc<str>> {
    let mut open: Vec<(&Arc<str>, &[Arc<str>])> = nets.collect();
    let mut made: Vec<Arc<str>> = Vec::new();
    loop {
        let is_made =
            |(_, of): &mut (&Arc<str>, &[Arc<str>])| of.iter().all(|part| known.contains(part) || made.contains(part));
        let next: Vec<Arc<str>> = open.extract_if(.., is_made).map(|(name, _)| name.clone()).collect();
        if next.is_empty() {
            return made;
        }
        made.extend(next);
    }
}

/// An answer, or the part of a net, that none of these questions has.
fn unknown(
    selection: &Selection,
    answer: &Arc<str>,
    questions: &[Arc<str>],
    known: &[BTreeSet<Arc<str>>],
) -> StudyError {
    let parts = selection.net.iter().find(|net| net.name == *answer).map(|net| &net.of);
    let has = |part: &&Arc<str>| known.iter().any(|known| known.contains(*part));
    if let Some(parts) = parts.filter(|parts| parts.iter().all(|part| has(&part))) {
        let (net, parts) = (answer, parts.join(", "));
        return StudyError::Usage(format!("--net {net}: none of {} has all of {parts}", questions.join(", ")));
    }
    let answer = parts.and_then(|parts| parts.iter().find(|part| !has(part))).unwrap_or(answer);
    let hint = names::hint(answer, together(known).iter().map(|name| &**name));
    EstimateError::UnknownAnswer { answer: answer.to_string(), question: questions.join(", "), hint }.into()
}

/// Names of several lists, each once, in order.
fn together(lists: &[BTreeSet<Arc<str>>]) -> Vec<Arc<str>> {
    lists.iter().flatten().collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

/// The answers to each question, and its nets; `None` where one is no question.
fn answers_to(context: &Context<'_>, questions: &[Arc<str>]) -> Result<Option<Vec<BTreeSet<Arc<str>>>>, StudyError> {
    let given: Option<Vec<BTreeSet<Arc<str>>>> = match (context.sample.published(), context.sample.microdata()) {
        (Some(sample), _) => {
            let printed = |question: &Arc<str>| {
                let figures = sample.figures().iter().filter(|figure| figure.question == *question);
                Some(figures.map(|figure| figure.answer.clone()).collect())
                    .filter(|found: &BTreeSet<_>| !found.is_empty())
            };
            questions.iter().map(printed).collect()
        }
        (None, Some(sample)) => answers_given(sample, questions)?,
        (None, None) => None,
    };
    let with_nets = |(question, mut given): (&Arc<str>, BTreeSet<Arc<str>>)| {
        let nets = context.source.codebook().question(question).map_or(&[][..], |question| &question.nets);
        let made = made(nets.iter().map(|net| (&net.id, net.of.as_slice())), &given);
        given.extend(made);
        given
    };
    Ok(given.map(|given| questions.iter().zip(given).map(with_nets).collect()))
}

/// What respondents answered to each question, and labels that nobody chose; from one look at all of them.
fn answers_given(sample: &Microdata, questions: &[Arc<str>]) -> Result<Option<Vec<BTreeSet<Arc<str>>>>, StudyError> {
    let source = sample.source();
    let set = |question: &Arc<str>| source.sets().iter().find(|set| set.name == *question);
    let columns = questions.iter().filter(|question| set(question).is_none());
    let Some(places) = columns.map(|question| source.find(question)).collect::<Option<Vec<usize>>>() else {
        return Ok(None);
    };
    let mut values = values_in(source, &places)?.into_iter().zip(&places);
    let of = |question| match set(question) {
        Some(set) => set.items.iter().map(|item| item.name.clone()).collect(),
        None => {
            values.next().map_or_else(BTreeSet::new, |(values, place)| titles(&source.variables()[*place], &values))
        }
    };
    Ok(Some(questions.iter().map(of).collect()))
}

/// The answers that values of a variable stand for, and those that have labels.
fn titles(variable: &Variable, values: &BTreeSet<Value>) -> BTreeSet<Arc<str>> {
    let all = values.iter().chain(variable.labels.iter().map(|(value, _)| value));
    let answered = all.filter(|value| **value != Value::Missing && !variable.is_user_missing(value));
    answered.map(|value| variable.title(value)).collect()
}

/// The different values of each of some columns.
fn values_in(source: &dyn Source, places: &[usize]) -> Result<Vec<BTreeSet<Value>>, StudyError> {
    let in_chunk = |chunk| -> Result<Vec<BTreeSet<Value>>, SourceError> {
        Ok(source.read(chunk, places)?.iter().map(|column| different(column).into_iter().collect()).collect())
    };
    let together = |mut all: Vec<BTreeSet<Value>>, more: Vec<BTreeSet<Value>>| {
        all.iter_mut().zip(more).for_each(|(all, more)| all.extend(more));
        Ok(all)
    };
    let none = || vec![BTreeSet::new(); places.len()];
    Ok((0..source.chunks().len()).into_par_iter().map(in_chunk).try_reduce(none, together)?)
}

/// The values of a column, each once.
fn different(column: &Column) -> Vec<Value> {
    let mut first: HashMap<u64, usize> = HashMap::new();
    for row in 0..column.len() {
        let key = match column {
            Column::Text { codes, .. } => u64::from(codes[row]),
            numbers => numbers.number(row).map_or(0, f64::to_bits),
        };
        first.entry(key).or_insert(row);
    }
    first.into_values().map(|row| column.value(row)).collect()
}
