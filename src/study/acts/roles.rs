//! What an act takes a variable for: numbers, or the answers and levels that it holds.

use crate::estimate::{Function, Leaf, Of};
use crate::study::Source;
use crate::study::options::{Selection, Statistic};
use crate::study::source::Roles;
use crate::study::stat::Stat;
use crate::survey::{Answer, Role};

/// The roles of the variables that are asked for: questions give numbers or answers, groups give levels.
pub(super) fn roles<'a>(
    source: &Source,
    selection: &'a Selection,
    statistic: &'a Statistic,
    of_numbers: bool,
) -> Roles<'a> {
    let questions = selection.question.iter().map(String::as_str);
    let groups = selection.by.iter().flat_map(|by| &by.0).map(|variable| &**variable).chain(selection.over.as_deref());
    let ratio = statistic.ratio.iter().flat_map(|ratio| [&*ratio.up, &*ratio.down]);
    if let Some(function) = &statistic.function {
        return of_function(&function.0, questions.chain(groups).collect());
    }
    let is_counted = |question: &&str| statistic.stat() == Stat::Total && is_counted(source, selection, question);
    let (counted, summed): (Vec<&str>, Vec<&str>) = questions.partition(|question| !of_numbers || is_counted(question));
    let numbers = summed.into_iter().chain(ratio.filter(|_| of_numbers)).collect();
    Roles { numbers, words: counted.into_iter().chain(groups).collect() }
}

/// Whether a total is the number of people who give each answer to a question, also where the file holds numbers: some are named, or a
/// study names the answers by words.
fn is_counted(source: &Source, selection: &Selection, question: &str) -> bool {
    let is_word =
        |answer: &Answer| !matches!(answer.role, Role::DontKnow | Role::Refused) && answer.id.parse::<f64>().is_err();
    let named = !selection.answer.is_empty() || !selection.net.is_empty();
    named || source.codebook().question(question).is_some_and(|question| question.answers.iter().any(is_word))
}

/// What the variables of a function are asked for, beside `words`.
fn of_function<'a>(function: &'a Function, words: Vec<&'a str>) -> Roles<'a> {
    let of = |leaf: &'a Leaf| Some((leaf.of == Of::Share, &**leaf.question.as_ref()?));
    let (shares, numbers): (Vec<_>, Vec<_>) =
        function.leaves().iter().filter_map(of).partition(|(is_share, _)| *is_share);
    let names = |of: Vec<(bool, &'a str)>| of.into_iter().map(|(_, name)| name);
    Roles { numbers: names(numbers).collect(), words: words.into_iter().chain(names(shares)).collect() }
}
