//! Slips in a condition: a domain without respondents, said as such by an act that failed or found nothing; and values that nobody has,
//! which leave a domain smaller than it was meant to be.

use super::Context;
use crate::estimate::EstimateError;
use crate::sample::Microdata;
use crate::study::StudyError;
use crate::study::options::Selection;
use crate::survey::expression::{Condition, Occurring};
use crate::survey::{Column, Source};

/// What an act came to. Where that is nothing and nobody lies in the domain, this is the error, whatever the act made of it.
pub(super) fn explained<T>(
    (context, selection): (&Context<'_>, &Selection),
    made: Result<T, StudyError>,
    is_empty: impl Fn(&T) -> bool,
) -> Result<T, StudyError> {
    let Some(sample) = context.sample.microdata() else {
        return made.map_err(|error| not_so_grouped(context, selection, error));
    };
    if made.as_ref().is_ok_and(|made| !is_empty(made)) {
        if let Some(condition) = sample.domain().filter(|condition| condition.misses()) {
            let strangers = occurring(sample.source(), condition)?.strangers(sample.source().variables());
            context.source.tell_strangers(condition.text(), strangers);
        }
        return made;
    }
    if let Some(condition) = sample.domain()
        && let Some(message) = why_nobody(sample.source(), condition)?
    {
        return Err(StudyError::Usage(message));
    }
    match made {
        Err(StudyError::Estimate(EstimateError::NoCells { question, .. })) => Err(without_value(sample, &question)),
        made => made,
    }
}

/// A printed table without figures by the groups asked for, with the groups it has figures by.
fn not_so_grouped(context: &Context<'_>, selection: &Selection, error: StudyError) -> StudyError {
    let (StudyError::Estimate(EstimateError::NoCells { question, by }), Some(sample)) =
        (&error, context.sample.published())
    else {
        return error;
    };
    let ways = sample.groupings(question);
    let ways: Vec<String> = ways.iter().map(|set| format!("--by {}", as_typed(&set.join(",")))).collect();
    let asked_by = !selection.by.is_empty();
    let message = match (asked_by, ways.is_empty()) {
        (true, true) => format!("{question} has no figures by {by}, nor by any other groups: leave out --by"),
        (true, false) => format!("{question} has no figures by {by}: try {}", ways.join(", ")),
        (false, true) => format!("{question} has no figures: see what `topline inspect` lists of it"),
        (false, false) => format!("{question} has no figures of everybody: name the groups, {}", ways.join(", or ")),
    };
    StudyError::Asked { source_name: context.source.id().to_owned(), message }
}

/// A word as a shell takes it: in quotes where it has more than letters and digits.
fn as_typed(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "_-.,+".contains(letter);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// There are people, and none of them has a value.
fn without_value(sample: &Microdata, question: &str) -> StudyError {
    let source_name = sample.source().name().to_owned();
    let message = match sample.domain() {
        Some(condition) => format!(
            "nobody within --where has a number for {question}: ask for those who have one, as `not {question} is missing`\n  {}",
            condition.text()
        ),
        None => format!("nobody has a number for {question}: see what `topline inspect {source_name}` lists of it"),
    };
    StudyError::Asked { source_name, message }
}

/// The condition that leaves nobody, and which of its values no row has; `None` when somebody is left.
fn why_nobody(source: &dyn Source, condition: &Condition) -> Result<Option<String>, StudyError> {
    let wanted = condition.columns();
    for (chunk, &rows) in source.chunks().iter().enumerate() {
        let columns = source.read(chunk, wanted)?;
        let column = |place: usize| -> &Column { &columns[wanted.partition_point(|&other| other < place)] };
        if condition.holds(&column, rows).contains(&true) {
            return Ok(None);
        }
    }
    let advice = || "compare its values with those that `topline inspect` lists".to_owned();
    let why = occurring(source, condition)?.stranger(source.variables()).unwrap_or_else(advice);
    Ok(Some(format!("{}: --where leaves nobody: {why}\n  {}", source.name(), condition.text())))
}

/// The values of the columns that a condition looks at.
fn occurring<'a>(source: &dyn Source, condition: &'a Condition) -> Result<Occurring<'a>, StudyError> {
    let mut occurring = Occurring::new(condition);
    for chunk in 0..source.chunks().len() {
        occurring.see(&source.read(chunk, condition.columns())?);
    }
    Ok(occurring)
}
