//! A single answer has nothing to be compared with: what could be added.

use super::Context;
use crate::compare::CompareError;
use crate::estimate::Ask;
use crate::study::options::CompareOptions;
use std::collections::BTreeSet;

/// The error of a single answer, with what could be compared besides.
pub(super) fn with_next(
    error: CompareError,
    context: &Context<'_>,
    ask: &Ask,
    options: &CompareOptions,
) -> CompareError {
    let CompareError::Few { kind, known, .. } = error else { return error };
    let groups: Vec<String> = match context.sample.published() {
        // Answers are what was asked to be compared.
        _ if options.against.is_some() => Vec::new(),
        Some(printed) => {
            let groups = printed.figures().iter().flat_map(|figure| &figure.groups);
            let names: BTreeSet<&str> = groups.map(|group| &*group.variable).collect();
            names.into_iter().map(|name| format!("--by {name}")).collect()
        }
        None => vec!["--by VAR".to_owned(), "--over VAR".to_owned()],
    };
    let second = if ask.answers.is_empty() { None } else { Some("a second --answer".to_owned()) };
    let ways: Vec<String> = groups.into_iter().chain(second).collect();
    let next = match ways.split_last() {
        Some((last, [])) => format!("; add {last}"),
        Some((last, others)) => format!("; add {} or {last}", others.join(", ")),
        None => String::new(),
    };
    CompareError::Few { kind, known, next }
}
