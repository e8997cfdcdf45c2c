//! A domain without respondents, said as such: an act that failed or found nothing asks here whether that is why.

use super::Context;
use crate::study::StudyError;
use crate::survey::expression::{Condition, Occurring};
use crate::survey::{Column, Source};

/// What an act came to. Where that is nothing and nobody lies in the domain, this is the error, whatever the act made of it.
pub(super) fn explained<T>(
    context: &Context<'_>,
    made: Result<T, StudyError>,
    is_empty: impl Fn(&T) -> bool,
) -> Result<T, StudyError> {
    if made.as_ref().is_ok_and(|made| !is_empty(made)) {
        return made;
    }
    let Some(sample) = context.sample.microdata() else { return made };
    let Some(condition) = sample.domain() else { return made };
    match why_nobody(sample.source(), condition)? {
        Some(message) => Err(StudyError::Usage(message)),
        None => made,
    }
}

/// The condition that leaves nobody, and which of its values no row has; `None` when somebody is left.
fn why_nobody(source: &dyn Source, condition: &Condition) -> Result<Option<String>, StudyError> {
    let wanted = condition.columns();
    let mut occurring = Occurring::new(condition);
    for (chunk, &rows) in source.chunks().iter().enumerate() {
        let columns = source.read(chunk, wanted)?;
        let column = |place: usize| -> &Column { &columns[wanted.partition_point(|&other| other < place)] };
        if condition.holds(&column, rows).contains(&true) {
            return Ok(None);
        }
        occurring.see(&columns);
    }
    let advice = || "compare its values with those that `topline inspect` lists".to_owned();
    let why = occurring.stranger(source.variables()).unwrap_or_else(advice);
    Ok(Some(format!("{}: --where leaves nobody: {why}\n  {}", source.name(), condition.text())))
}
