//! `compare`: differences between groups, waves and answers, with tests.

use super::parts::{self, parts};
use super::{
    Context, LabelColumns, everybody, flags_value, functions, levels_of, names_of, namesakes, nobody,
    provenance_values, roles, scales, single,
};
use crate::compare::{
    Against, CompareError, Comparison, MOST_PAIRS, Pair, answers, differences, groups, waves, with_total,
};
use crate::estimate::{Ask, shares};
use crate::report::columns::{comparison_columns, outer_columns, provenance_columns};
use crate::report::{Table, Value};
use crate::sample::{Freedom, Tabulation};
use crate::study::options::CompareOptions;
use crate::study::stat::Stat;
use crate::study::{Source, StudyError};
use crate::survey::{Cell, Group, Place, Wave};
use crate::uncertainty::Estimates;
use std::collections::BTreeSet;
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
    /// The groups that a and b are, where groups are compared; none of everybody.
    pub sides: [Vec<Group>; 2],
    /// The groups that the row is about: those that stay the same, or that are compared with everybody.
    pub groups: Vec<Group>,
}

/// The comparisons of one act.
#[derive(Debug, Clone)]
pub struct CompareResult {
    /// The rows, in order of questions and groupings.
    pub rows: Vec<CompareRow>,
    /// The same comparisons of everybody, where those of groups were asked for to be drawn.
    pub everybody: Vec<CompareRow>,
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

/// Makes the comparisons that `options` ask of `source`; with those of `everybody` beside those of groups, as pictures show them. The
/// family over which p-values are adjusted is a question with its grouping.
///
/// # Errors
/// [`StudyError`] when something asked for is not there, or a covariance is not known.
pub fn compare(source: &Source, options: &CompareOptions, everybody: bool) -> Result<CompareResult, StudyError> {
    options.check()?;
    let roles = roles(source, &options.selection, &options.statistic, options.statistic.stat().is_of_numbers());
    let context = Context::new(source, &options.selection, &options.precision, roles)?;
    nobody::explained((&context, &options.selection), comparisons(&context, options, everybody), |found| {
        found.rows.is_empty()
    })
}

fn comparisons(context: &Context<'_>, options: &CompareOptions, everybody: bool) -> Result<CompareResult, StudyError> {
    let mut rows = Vec::new();
    let mut by: Vec<Arc<str>> = Vec::new();
    let asks = context.asks(&options.selection, &options.statistic)?;
    let whole = if everybody { everybody::asks(context, &asks, options)? } else { Vec::new() };
    let all: Vec<Ask> = asks.iter().chain(whole.iter().map(|(ask, _)| ask)).cloned().collect();
    foresee(context, &all, options)?;
    for ask in asks {
        let dimension = dimension(context, options, &ask)?;
        keep(&mut by, &ask, &dimension);
        rows.extend(family(context, &ask, &dimension, options, rows.len())?);
    }
    namesakes::tell_apart(&mut rows);
    let everybody =
        everybody::families(&whole, &|ask, dimension| family(context, ask, dimension, options, rows.len()))?;
    Ok(CompareResult { rows, everybody, by, options: options.clone() })
}

/// Announces all sums that comparisons of `asks` rest on: their estimates, those of everybody where groups are compared with it,
/// and who is where.
pub(super) fn foresee(context: &Context<'_>, asks: &[Ask], options: &CompareOptions) -> Result<(), StudyError> {
    let total = options.against.as_deref() == Some("total");
    parts::foresee(context, asks.iter(), (&options.statistic, &options.precision), |ask| {
        let people = [Tabulation::of_people(&ask.by, ask.over.as_ref()), Tabulation::of_people(&[], None)];
        let everybody = Ask { by: Vec::new(), ..ask.clone() };
        let everybody = parts::tabulations(context, &everybody, &options.statistic).ok().filter(|_| total);
        people.into_iter().chain(everybody.unwrap_or_default()).collect()
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
    let several = || match printed {
        Some(sample) => {
            let first = functions::first(context, ask, &options.statistic);
            shares(sample, first.as_ref().unwrap_or(ask)).is_ok_and(|parts| parts.len() > 1)
        }
        None => ask.over.is_some(),
    };
    Ok(match (against, last) {
        (Some("answers"), _) => Dimension::Answers,
        (Some("total"), Some(variable)) if options.statistic.stat() == Stat::Total => {
            let message = format!(
                "the total of a group is a part of everybody's, so --against total tells nothing of it: compare groups with each other, --by {variable} alone, or means or shares with everybody, --stat mean or share"
            );
            return Err(StudyError::Usage(message));
        }
        (Some("total"), Some(_)) => Dimension::Total,
        (Some("total"), None) => {
            let message = "--against total compares groups with everybody: say which with --by";
            return Err(StudyError::Usage(message.to_owned()));
        }
        (Some(named @ ("previous" | "year-before" | "first" | "last")), _) if over => {
            Dimension::Waves(Against::of_word(named))
        }
        (Some(named), Some(variable)) => Dimension::Groups(variable.clone(), Against::of_word(named)),
        (None, Some(variable)) => Dimension::Groups(variable.clone(), Against::Each),
        (Some(named), None) => Dimension::Waves(Against::of_word(named)),
        (None, None) if several() => Dimension::Waves(Against::Previous),
        (None, None) if !parts::is_of_answers(context, ask, &options.statistic) => {
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
    Ok(made.into_iter().map(|comparison| row((context, options), &parts, comparison)).collect())
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
    let parts = match dimension {
        Dimension::Total => everybody::beside(context, ask, options, of(ask)?)?,
        _ => of(ask)?,
    };
    // Printed answers are compared in the order in which they are printed.
    let as_printed = context.sample.microdata().is_none() && matches!(dimension, Dimension::Answers);
    let parts = if as_printed { parts } else { scales::sort_parts(context.source, &options.selection, parts) };
    let mut pairs = match dimension {
        Dimension::Answers => answers(&parts).map_err(|error| single::with_next(error, context, ask, options))?,
        Dimension::Groups(variable, against) => groups(&parts, variable, against)?,
        Dimension::Waves(against) => waves(&parts, against)?,
        Dimension::Total => with_total(&parts)?,
    };
    let of_answers = parts::is_of_answers(context, ask, &options.statistic);
    if of_answers && context.sample.microdata().is_some() && !pairs.is_empty() {
        given(&parts, &mut pairs);
        if pairs.is_empty() {
            let what = format!("nobody asked gave these answers to {}", ask.question);
            return Err(CompareError::Nothing { what }.into());
        }
    }
    Ok((parts, pairs))
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

fn row((context, options): (&Context<'_>, &CompareOptions), parts: &[Estimates], comparison: Comparison) -> CompareRow {
    let cell = |(part, index): (usize, usize)| &parts[part].cells()[index];
    let Pair { a, b, .. } = comparison.pair;
    let behind = |of| functions::provenance(context, &options.statistic, cell(of));
    let (mut places, mut sources) = behind(a);
    let (more_places, more_sources) = behind(b);
    places.extend(more_places);
    for found in more_sources {
        if !sources.contains(&found) {
            sources.push(found);
        }
    }
    let shared = &comparison.pair.cell;
    let wave = |of| cell(of).wave.clone().filter(|_| shared.wave.is_none());
    let (later_wave, earlier_wave) = (wave(a), wave(b));
    let own = |of| cell(of).groups.iter().filter(|group| !shared.groups.contains(group)).cloned().collect();
    let sides: [Vec<Group>; 2] = [own(a), own(b)];
    let groups = if cell(b).groups.is_empty() { cell(a).groups.clone() } else { shared.groups.clone() };
    CompareRow { comparison, places, sources, later_wave, earlier_wave, sides, groups }
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
