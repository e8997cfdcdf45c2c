//! Numbers that look like codes for no answer, in what an act took for numbers: they would move a mean unseen.

use super::{Found, Roles, roles};
use crate::report::Warning;
use crate::study::options::{Selection, Statistic};
use crate::study::{Source, StudyError};
use crate::survey::{Suspects, looks_missing};

/// One warning for each variable. Only the first stretch of the file is looked at: codes are seldom rare.
pub(super) fn warnings(source: &Source, found: &Found) -> Vec<Warning> {
    let all = match found {
        Found::Inspection(found) => found.codes.clone(),
        Found::Estimates(found) => asked(source, &found.options.selection, &found.options.statistic, false),
        Found::Comparisons(found) => asked(source, &found.options.selection, &found.options.statistic, false),
        Found::Tests(found) => {
            let of_numbers = found.options.test.is_some_and(|test| test.get().is_of_numbers());
            asked(source, &found.options.selection, &found.options.statistic, of_numbers)
        }
        Found::Trends(found) => asked(source, &found.selection, &found.statistic, false),
    };
    all.iter().map(|(variable, suspects)| warning(variable, suspects)).collect()
}

/// One warning for stated codes that nobody has: a slip in one leaves the real code among the numbers, unseen.
pub(super) fn idle(source: &Source, found: &Found) -> Vec<Warning> {
    let Some(respondents) = source.respondents() else { return Vec::new() };
    let of = |selection: &Selection, statistic: &Statistic, name: &str| {
        let roles = roles(source, selection, statistic, true);
        roles.numbers.contains(&name) || roles.words.contains(&name)
    };
    let is_asked = |name: &str| match found {
        Found::Inspection(found) => {
            found.options.question.is_empty() || found.options.question.iter().any(|q| q == name)
        }
        Found::Estimates(found) => of(&found.options.selection, &found.options.statistic, name),
        Found::Comparisons(found) => of(&found.options.selection, &found.options.statistic, name),
        Found::Tests(found) => of(&found.options.selection, &found.options.statistic, name),
        Found::Trends(found) => of(&found.selection, &Statistic::default(), name),
    };
    let warning = |stated: String| {
        let message = format!(
            "nobody has a code of --missing {stated}: it leaves nobody out. `topline inspect` shows the values of the variable; if the codes are right, --allow W216"
        );
        Warning { code: "W216".to_owned(), message, place: None }
    };
    respondents.idle_codes(is_asked).into_iter().map(warning).collect()
}

/// The variables asked for as numbers that hold suspects.
fn asked(source: &Source, selection: &Selection, statistic: &Statistic, of_numbers: bool) -> Vec<(String, Suspects)> {
    let roles = roles(source, selection, statistic, of_numbers || statistic.stat().is_of_numbers());
    let mut variables: Vec<&str> = roles.numbers.clone();
    variables.dedup();
    let one =
        |variable: &&str| Some(((*variable).to_owned(), suspects(source, selection, roles.clone(), variable).ok()??));
    variables.iter().filter_map(one).collect()
}

fn suspects(
    source: &Source,
    selection: &Selection,
    roles: Roles<'_>,
    variable: &str,
) -> Result<Option<Suspects>, StudyError> {
    let asked = source.ask(selection, None, roles)?;
    let Some(sample) = asked.microdata() else { return Ok(None) };
    let Some(place) = sample.source().find(variable) else { return Ok(None) };
    let Some((column, held)) = sample.first_of(place)? else { return Ok(None) };
    let Some(numbers) = column.numbers() else { return Ok(None) };
    let is_asked = |row: usize| held.as_ref().is_none_or(|held| held[row]);
    let in_domain = numbers.iter().enumerate().filter(|(row, _)| is_asked(*row));
    Ok(looks_missing(in_domain.map(|(_, number)| (*number, 1))))
}

fn warning(variable: &str, suspects: &Suspects) -> Warning {
    let list = suspects.codes.iter().map(|suspect| suspect.code.to_string()).collect::<Vec<_>>().join(",");
    let counts = suspects.codes.iter().map(|suspect| format!("{} ({})", suspect.code, suspect.count));
    let (low, high) = suspects.others;
    let (looks, is) = if suspects.codes.len() == 1 { ("a code", "it is one") } else { ("codes", "they are") };
    let message = format!(
        "\"{variable}\" has {} far from its other numbers ({low} to {high}), like {looks} for no answer. If {is}, state --missing {variable}={list} (missing = [\"{variable}={list}\"] of the source); if not, --allow W212",
        counts.collect::<Vec<_>>().join(", ")
    );
    Warning { code: "W212".to_owned(), message, place: None }
}
