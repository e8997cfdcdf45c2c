//! `compare`: differences between groups, waves and answers, with tests.

use super::parts::{self, parts, parts_of};
use super::{
    Context, LabelColumns, flags_value, levels_of, names_of, nobody, provenance, provenance_values, roles, scales,
    single,
};
use crate::compare::{
    Against, CompareError, Comparison, MOST_PAIRS, Pair, answers, differences, groups, waves, with_total,
};
use crate::estimate::{Ask, shares};
use crate::report::columns::{comparison_columns, outer_columns, provenance_columns};
use crate::report::{Table, Value};
use crate::sample::{Freedom, Tabulation, WithEverybody};
use crate::study::options::CompareOptions;
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Place, Wave};
use crate::uncertainty::Estimates;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A comparison with where both its numbers come from.
#[derive(Debug, Clone)]
pub struct CompareRow {
    /// The comparison.
    pub comparison: Comparison,
    /// The printed figures behind both numbers.
    pub places: Vec<Place>,
    /// Their publications.
    pub sources: Vec<Arc<str>>,
    /// The wave of a, if waves are compared.
    pub later_wave: Option<Wave>,
    /// The wave of b, likewise.
    pub earlier_wave: Option<Wave>,
}

/// The comparisons of one act.
#[derive(Debug, Clone)]
pub struct CompareResult {
    /// The rows, in order of questions and groupings.
    pub rows: Vec<CompareRow>,
    /// Grouping variables that stay the same in each comparison.
    pub by: Vec<Arc<str>>,
    /// What was asked.
    pub options: CompareOptions,
}

/// What is compared with what.
pub(super) enum Dimension {
    Answers,
    Groups(Arc<str>, Against),
    Total,
    Waves(Against),
}

/// Makes the comparisons that `options` ask of `source`. The family over which p-values are adjusted is a question with its grouping.
///
/// # Errors
/// [`StudyError`] when something asked for is not there, or a covariance is not known.
pub fn compare(source: &Source, options: &CompareOptions) -> Result<CompareResult, StudyError> {
    options.check()?;
    let roles = roles(&options.selection, &options.statistic, options.statistic.stat().is_of_numbers());
    let context = Context::new(source, &options.selection, &options.precision, roles)?;
    nobody::explained(&context, comparisons(&context, options), |found| found.rows.is_empty())
}

fn comparisons(context: &Context<'_>, options: &CompareOptions) -> Result<CompareResult, StudyError> {
    let mut rows = Vec::new();
    let mut by: Vec<Arc<str>> = Vec::new();
    let asks = context.asks(&options.selection, &options.statistic)?;
    foresee(context, &asks, options)?;
    for ask in asks {
        let dimension = dimension(context, options, &ask)?;
        keep(&mut by, &ask, &dimension);
        let mut found = family(context, &ask, &dimension, options, rows.len())?;
        scales::sort_comparisons(context.source, &options.selection, &mut found);
        rows.extend(found);
    }
    Ok(CompareResult { rows, by, options: options.clone() })
}

/// Announces all sums that comparisons of `asks` rest on: their estimates, those of everybody where groups are compared with it,
/// and who is where.
pub(super) fn foresee(context: &Context<'_>, asks: &[Ask], options: &CompareOptions) -> Result<(), StudyError> {
    let total = options.against.as_deref() == Some("total");
    parts::foresee(context, asks.iter(), &options.statistic, |ask| {
        let people = [Tabulation::of_people(&ask.by, ask.over.as_ref()), Tabulation::of_people(&[], None)];
        let everybody = Ask { by: Vec::new(), ..ask.clone() };
        let everybody = parts::tabulation(&everybody, &options.statistic).ok().flatten().filter(|_| total);
        people.into_iter().chain(everybody).collect()
    })
}

/// Adds the grouping variables that stay the same in each comparison.
pub(super) fn keep(by: &mut Vec<Arc<str>>, ask: &Ask, dimension: &Dimension) {
    let kept = ask.by.iter().filter(|v| !matches!(dimension, Dimension::Groups(var, _) if var == *v));
    for variable in kept.filter(|_| !matches!(dimension, Dimension::Total)) {
        if !by.contains(variable) {
            by.push(variable.clone());
        }
    }
}

/// The comparison meant: what `--against` names, else groups if there are any, else waves if there are several, else answers.
pub(super) fn dimension(context: &Context<'_>, options: &CompareOptions, ask: &Ask) -> Result<Dimension, StudyError> {
    let against = options.against.as_deref();
    let last = ask.by.last();
    if let (Some(named), None, None) = (against, last, &ask.over)
        && context.sample.microdata().is_some()
        && !matches!(named, "answers" | "total")
    {
        return Err(CompareError::NoGroups { against: named.to_owned() }.into());
    }
    let over = ask.over.is_some() || ask.by.is_empty();
    let printed = context.source.published();
    let several =
        || printed.map_or(ask.over.is_some(), |sample| shares(sample, ask).is_ok_and(|parts| parts.len() > 1));
    Ok(match (against, last) {
        (Some("answers"), _) => Dimension::Answers,
        (Some("total"), Some(_)) => Dimension::Total,
        (Some("total"), None) => {
            let message = "--against total compares groups with everybody: say which with --by".to_owned();
            return Err(StudyError::Asked { source_name: context.source.id().to_owned(), message });
        }
        (Some(named @ ("previous" | "year-before" | "first" | "last")), _) if over => {
            Dimension::Waves(Against::of_word(named))
        }
        (Some(named), Some(variable)) => Dimension::Groups(variable.clone(), Against::of_word(named)),
        (None, Some(variable)) => Dimension::Groups(variable.clone(), Against::Each),
        (Some(named), None) => Dimension::Waves(Against::of_word(named)),
        (None, None) if several() => Dimension::Waves(Against::Previous),
        (None, None) if options.statistic.stat() != Stat::Share => {
            let message = format!(
                "a {} has no answers to compare: name groups, --by VAR, or waves, --over VAR --against previous",
                options.statistic.stat().name()
            );
            return Err(StudyError::Usage(message));
        }
        (None, None) => Dimension::Answers,
    })
}

/// Refuses more comparisons of several questions and groupings than anybody reads.
fn check_number(before: usize, more: usize) -> Result<(), StudyError> {
    if before == 0 || before + more <= MOST_PAIRS {
        return Ok(());
    }
    let message = format!(
        "{} comparisons are too many, {MOST_PAIRS} at most: ask for fewer with --question, --by, --answer or --where, or say with which one groups are compared, --against NAME",
        before + more
    );
    Err(StudyError::Usage(message))
}

/// One family of comparisons, with so many made before it: the p-values are adjusted for each other.
fn family(
    context: &Context<'_>,
    ask: &Ask,
    dimension: &Dimension,
    options: &CompareOptions,
    before: usize,
) -> Result<Vec<CompareRow>, StudyError> {
    let (parts, pairs) = paired(context, ask, dimension, options)?;
    check_number(before, pairs.len())?;
    let freedom = freedom(context, ask)?;
    let level = options.precision.level();
    let mut made = differences(&parts.iter().collect::<Vec<_>>(), pairs, level, freedom.as_ref())?;
    let p_values: Vec<f64> = made.iter().map(|c| c.p_value).collect();
    for (comparison, adjusted) in made.iter_mut().zip(options.adjustment().adjust(&p_values)) {
        comparison.p_adjusted = adjusted;
    }
    Ok(made.into_iter().map(|comparison| row(context, &parts, comparison)).collect())
}

/// Degrees of freedom of respondents' groups together.
pub(super) fn freedom(context: &Context<'_>, ask: &Ask) -> Result<Option<Freedom>, StudyError> {
    let Some(sample) = context.sample.microdata() else { return Ok(None) };
    Ok(Some(sample.freedom(&ask.by, ask.over.as_ref())?))
}

/// Estimates, and which of them are compared with which.
pub(super) fn paired(
    context: &Context<'_>,
    ask: &Ask,
    dimension: &Dimension,
    options: &CompareOptions,
) -> Result<(Vec<Estimates>, Vec<Pair>), StudyError> {
    let of = |ask: &Ask| estimates(context, ask, options);
    let mut parts = of(ask)?;
    let mut pairs = match dimension {
        Dimension::Answers => answers(&parts).map_err(|error| single::with_next(error, context, ask, options))?,
        Dimension::Groups(variable, against) => groups(&parts, variable, against)?,
        Dimension::Waves(against) => waves(&parts, against)?,
        Dimension::Total => {
            parts = with_everybody(context, ask, options, parts)?;
            with_total(&parts)?
        }
    };
    if context.sample.microdata().is_some() && !pairs.is_empty() {
        given(&parts, &mut pairs);
        if pairs.is_empty() {
            let what = format!("nobody asked gave these answers to {}", ask.question);
            return Err(CompareError::Nothing { what }.into());
        }
    }
    Ok((parts, pairs))
}

/// Groups with everybody beside them. Clusters tie two passes together; respondents drawn one by one are known jointly within one pass
/// only, in which everybody is whoever is in a group.
fn with_everybody(
    context: &Context<'_>,
    ask: &Ask,
    options: &CompareOptions,
    mut groups: Vec<Estimates>,
) -> Result<Vec<Estimates>, StudyError> {
    let everybody = estimates(context, &Ask { by: Vec::new(), ..ask.clone() }, options)?;
    let one_by_one = context.sample.microdata().is_some_and(|sample| sample.squares().is_some());
    if !one_by_one || matches!(options.statistic.stat(), Stat::Quantile | Stat::Median) {
        groups.extend(everybody);
        return Ok(groups);
    }
    let sample = WithEverybody(context.sample.sample());
    let made = parts_of(&sample, context, ask, (&options.statistic, &options.precision))?;
    let made: Vec<Estimates> = made.into_iter().map(|part| part.estimates).collect();
    if people(&made) != people(&everybody) {
        let by = ask.by.join(" or ");
        return Err(StudyError::Usage(format!(
            "some respondents have no {by}, so that everybody is more than the groups together: leave them out, --where '{} is not missing'",
            ask.by.join(" is not missing and ")
        )));
    }
    Ok(made)
}

/// How many people everybody is, answer by answer and wave by wave.
fn people(parts: &[Estimates]) -> BTreeMap<Cell, u64> {
    let of = |part: &Estimates| {
        let whole = (0..part.len()).map(|at| part.output(at)).filter(|output| output.cell.groups.is_empty());
        whole.map(|output| (output.cell, output.base.n.unwrap_or_default().round() as u64)).collect::<Vec<_>>()
    };
    parts.iter().flat_map(of).collect()
}

/// Keeps pairs of answers that somebody gave: of one that only others gave there is nothing to compare, and no test to adjust for.
fn given(parts: &[Estimates], pairs: &mut Vec<Pair>) {
    let cells = || parts.iter().flat_map(|part| part.cells().iter().zip(part.values()));
    let answers: BTreeSet<_> = cells().filter(|(_, value)| **value != 0.0).map(|(cell, _)| &cell.answer).collect();
    let known = |(part, index): (usize, usize)| {
        let answer = &parts[part].cells()[index].answer;
        answer.is_none() || answers.contains(answer)
    };
    pairs.retain(|pair| known(pair.a) && known(pair.b));
}

/// The statistic of one question, in parts that are jointly known.
pub(super) fn estimates(
    context: &Context<'_>,
    ask: &Ask,
    options: &CompareOptions,
) -> Result<Vec<Estimates>, StudyError> {
    let made = parts(context, ask, &options.statistic, &options.precision)?;
    Ok(made.into_iter().map(|part| part.estimates).collect())
}

fn row(context: &Context<'_>, parts: &[Estimates], comparison: Comparison) -> CompareRow {
    let cell = |(part, index): (usize, usize)| &parts[part].cells()[index];
    let Pair { a, b, .. } = comparison.pair;
    let (mut places, mut sources) = provenance(context, cell(a));
    let (more_places, more_sources) = provenance(context, cell(b));
    places.extend(more_places);
    for found in more_sources {
        if !sources.contains(&found) {
            sources.push(found);
        }
    }
    let wave = |of| cell(of).wave.clone().filter(|_| comparison.pair.cell.wave.is_none());
    let (later_wave, earlier_wave) = (wave(a), wave(b));
    CompareRow { comparison, places, sources, later_wave, earlier_wave }
}

impl CompareResult {
    /// The rows as a table.
    pub fn table(&self, source: &Source, name: &str) -> Table {
        let axis = self.options.selection.over.as_deref();
        let labels = LabelColumns::of(source, &self.by, axis, self.rows.iter().map(|row| &row.comparison.pair.cell));
        let groups: Vec<_> = labels.by.iter().cloned().chain(labels.over.clone()).collect();
        let mut columns = comparison_columns(&groups);
        columns.extend(outer_columns());
        columns.extend(labels.pollster_column());
        columns.extend(provenance_columns());
        let mut table = Table::new(name, columns);
        for row in &self.rows {
            table.push_measured(row.comparison.difference.measure, self.values(source, &labels, row));
            for (flag, meaning) in row.comparison.difference.base.flags.iter() {
                table.explain(flag, meaning);
            }
        }
        table
    }

    fn values(&self, source: &Source, labels: &LabelColumns, row: &CompareRow) -> Vec<Value> {
        let made = &row.comparison;
        let cell: &Cell = &made.pair.cell;
        let mut values: Vec<Value> = names_of(source, cell).into();
        values.extend(levels_of(cell, &self.by));
        values.extend(labels.over.iter().map(|_| super::wave_value(cell)));
        values.extend([
            super::side_value(source, cell, &made.pair.names.0),
            super::side_value(source, cell, &made.pair.names.1),
            made.difference.value.into(),
            made.difference.se.into(),
            made.bounds.low.into(),
            made.bounds.high.into(),
            made.statistic.into(),
            made.difference.base.df.into(),
            made.p_value.into(),
            made.p_adjusted.into(),
            flags_value(made.difference.base.flags),
        ]);
        let rounded = made.difference.rounding > 0.0;
        values.extend([rounded.then_some(made.outer.low).into(), rounded.then_some(made.outer.high).into()]);
        values.extend(labels.pollster.then(|| cell.pollster.clone().into()));
        values.extend(provenance_values(&row.places, &row.sources));
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_of_several_questions_are_counted_together() {
        // One question by itself is counted where its pairs are made.
        assert!(check_number(0, 600_000).is_ok() && check_number(300_000, 200_000).is_ok());
        let message = check_number(300_000, 200_001).unwrap_err().to_string();
        assert!(message.contains("500001 comparisons") && message.contains("--question"), "{message}");
    }
}
