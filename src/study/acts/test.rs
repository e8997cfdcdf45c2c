//! `compare --test`: whether the answers to a question (or a number) differ between all groups at once, rise over ordered ones, or are the
//! same within a range.

use super::compare::{self, dimension, estimates, freedom, keep, paired};
use super::{Context, LabelColumns, flags_value, levels_of, names_of, nobody, roles, scores, side_value, wave_value};
use crate::compare::adjust::Adjustment;
use crate::compare::hypothesis::{Contrast, Subject, Takes, Tested};
use crate::estimate::Ask;
use crate::names::Choice;
use crate::report::columns::{comparison_columns, outer_columns};
use crate::report::{Column, Kind, Table, Value};
use crate::study::choices::Tests;
use crate::study::options::CompareOptions;
use crate::study::{Source, StudyError};
use crate::survey::Cell;
use crate::uncertainty::{Level, Measure};
use std::sync::Arc;

/// One test.
#[derive(Debug, Clone)]
pub struct TestRow {
    /// The question or variable.
    pub question: Arc<str>,
    /// The groups that are tested; none where answers or waves are compared.
    pub by: Option<Arc<str>>,
    /// What the test gave.
    pub tested: Tested,
    /// Its p-value adjusted for the other tests of its family.
    pub p_adjusted: f64,
}

/// The tests of one act.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// The rows, in order of questions, then groupings.
    pub rows: Vec<TestRow>,
    /// Grouping variables that stay the same in each test.
    pub by: Vec<Arc<str>>,
    /// Name of the test.
    pub test: &'static str,
    /// What it works on.
    pub takes: Takes,
    /// Confidence level that findings are judged at.
    pub level: Level,
    /// How p-values were adjusted.
    pub adjustment: Adjustment,
    /// What was asked.
    pub options: CompareOptions,
}

/// Runs the test that `options` name on every question and grouping. Tests of all groups at once are one family, adjusted for each other;
/// of the others each question with its grouping is one.
///
/// # Errors
/// [`StudyError`] when something asked for is not there, or the test needs what the data or options do not give.
pub fn test(source: &Source, options: &CompareOptions) -> Result<TestResult, StudyError> {
    let Some(chosen) = options.test else { return Err(StudyError::Usage("name a test with --test".to_owned())) };
    options.check()?;
    let of_numbers = chosen.get().is_of_numbers() || options.statistic.stat().is_of_numbers();
    let roles = roles(source, &options.selection, &options.statistic, of_numbers);
    let context = Context::new(source, &options.selection, &options.precision, roles)?;
    nobody::explained((&context, &options.selection), tests(&context, options, chosen), |found| found.rows.is_empty())
}

fn tests(context: &Context<'_>, options: &CompareOptions, chosen: Choice<Tests>) -> Result<TestResult, StudyError> {
    let takes = chosen.get().takes();
    let (mut rows, mut by): (Vec<TestRow>, Vec<Arc<str>>) = Default::default();
    let asks = context.asks(&options.selection, &options.statistic)?;
    foresee(context, &asks, options, chosen)?;
    for ask in asks {
        let mut made = match takes {
            Takes::Respondents => of_respondents(context, &ask, options)?,
            Takes::Groups => of_groups(context, &ask, options, &mut by)?,
            Takes::Pairs => of_pairs(context, &ask, options, &mut by)?,
        };
        if takes != Takes::Respondents {
            adjust(&mut made, options);
        }
        rows.extend(made);
    }
    if takes == Takes::Respondents {
        adjust(&mut rows, options);
    }
    let (test, level, adjustment) = (chosen.name(), options.precision.level(), options.adjustment());
    Ok(TestResult { rows, by, test, takes, level, adjustment, options: options.clone() })
}

/// Announces all sums that the tests of `asks` rest on.
fn foresee(
    context: &Context<'_>,
    asks: &[Ask],
    options: &CompareOptions,
    chosen: Choice<Tests>,
) -> Result<(), StudyError> {
    if chosen.get().takes() != Takes::Respondents {
        return compare::foresee(context, asks, options);
    }
    let of = |ask: &Ask| Ok(chosen.get().rests_on(&ask.question, only_group(ask)?));
    let all = asks.iter().map(of).collect::<Result<Vec<_>, StudyError>>()?;
    match context.sample.microdata() {
        Some(sample) => Ok(sample.foresee(&all)?),
        None => Ok(()),
    }
}

fn adjust(rows: &mut [TestRow], options: &CompareOptions) {
    let p_values: Vec<f64> = rows.iter().map(|row| row.tested.p_value).collect();
    let adjusted = options.adjustment().adjust(&p_values);
    rows.iter_mut().zip(adjusted).for_each(|(row, adjusted)| row.p_adjusted = adjusted);
}

fn run(
    options: &CompareOptions,
    ask: &Ask,
    by: Option<&Arc<str>>,
    subject: Subject<'_>,
) -> Result<Vec<TestRow>, StudyError> {
    let Some(chosen) = options.test else { return Ok(Vec::new()) };
    let row = |tested: Tested| TestRow {
        question: ask.question.clone(),
        by: by.cloned(),
        p_adjusted: tested.p_value,
        tested,
    };
    Ok(chosen.get().run(subject)?.into_iter().map(row).collect())
}

/// The variable whose groups a test of respondents compares.
fn only_group(ask: &Ask) -> Result<&Arc<str>, StudyError> {
    let message = match (ask.by.as_slice(), &ask.over) {
        ([by], None) => return Ok(by),
        (_, Some(_)) => "--over has no effect on this test: use --where for a wave, or --by for waves as groups",
        _ => "a test needs one grouping variable: --by VAR",
    };
    Err(StudyError::Usage(message.to_owned()))
}

fn of_respondents(context: &Context<'_>, ask: &Ask, options: &CompareOptions) -> Result<Vec<TestRow>, StudyError> {
    let by = only_group(ask)?;
    let subject = Subject { respondents: context.sample.microdata(), ..subject(ask, by, options) };
    run(options, ask, Some(by), subject)
}

/// A trend over the last grouping variable, in each of the other groups.
fn of_groups(
    context: &Context<'_>,
    ask: &Ask,
    options: &CompareOptions,
    kept: &mut Vec<Arc<str>>,
) -> Result<Vec<TestRow>, StudyError> {
    let Some((by, others)) = ask.by.split_last() else {
        let message = match options.test.is_some_and(|test| test.get().needs_scores()) {
            true => "--test contrast needs groups: --by VAR",
            false => "--test trend needs ordered groups: --by VAR; a trend over waves is what `topline trend` fits",
        };
        return Err(StudyError::Usage(message.to_owned()));
    };
    if options.scores.is_none() && options.test.is_some_and(|test| test.get().needs_scores()) {
        let message = format!(
            "--test contrast needs the weights of the groups: --scores LEVEL=WEIGHT,… that add up to 0, as one level of {by} against the mean of two: a=1,b=-0.5,c=-0.5"
        );
        return Err(StudyError::Usage(message));
    }
    let new: Vec<_> = others.iter().filter(|other| !kept.contains(other)).cloned().collect();
    kept.extend(new);
    let parts = estimates(context, ask, options)?;
    let scores = scores::of(context, by, &parts, options.scores.as_ref())?;
    let freedom = freedom(context, ask)?;
    let subject = Subject {
        respondents: context.sample.microdata(),
        parts: &parts,
        freedom: freedom.as_ref(),
        scores: &scores,
        ..subject(ask, by, options)
    };
    run(options, ask, Some(by), subject)
}

fn of_pairs(
    context: &Context<'_>,
    ask: &Ask,
    options: &CompareOptions,
    kept: &mut Vec<Arc<str>>,
) -> Result<Vec<TestRow>, StudyError> {
    let Some(within) = options.within else {
        let message =
            "--test equivalence needs the difference that counts as none: --within 0.05 is 5 points of a share";
        return Err(StudyError::Usage(message.to_owned()));
    };
    let measure = options.statistic.stat().measure();
    if within >= 1.0 && measure != Measure::Number {
        let message = format!("--within {within} holds any two shares: it is a fraction, 0.05 for 5 points");
        return Err(StudyError::Usage(message));
    }
    let dimension = dimension(context, options, ask)?;
    keep(kept, ask, &dimension);
    let (parts, pairs) = paired(context, ask, &dimension, options)?;
    let freedom = freedom(context, ask)?;
    let subject = Subject { parts: &parts, pairs, freedom: freedom.as_ref(), within, ..subject(ask, "", options) };
    run(options, ask, ask.by.last(), subject)
}

fn subject<'a>(ask: &'a Ask, by: &'a str, options: &CompareOptions) -> Subject<'a> {
    Subject {
        respondents: None,
        question: &ask.question,
        by,
        parts: &[],
        pairs: Vec::new(),
        freedom: None,
        scores: &[],
        within: 0.0,
        level: options.precision.level(),
    }
}

impl TestResult {
    /// The level of its intervals: 1 − 2α where two one-sided tests are put.
    pub fn interval_level(&self) -> f64 {
        if self.takes == Takes::Pairs { 2.0 * self.level.get() - 1.0 } else { self.level.get() }
    }

    /// The rows as a table: the columns of comparisons, of which a test fills some, and what this test has beside them.
    pub fn table(&self, source: &Source, name: &str) -> Table {
        let cells = self.rows.iter().filter_map(|row| row.tested.contrast.as_ref()).map(|contrast| &contrast.cell);
        let labels = LabelColumns::of(source, &self.by, self.options.selection.over.as_deref(), cells);
        let groups: Vec<_> = labels.by.iter().cloned().chain(labels.over.clone()).collect();
        let mut columns = comparison_columns(&groups);
        if let Some(test) = self.options.test.filter(|_| self.takes == Takes::Groups) {
            let measures = test.get().measures();
            let slope = |column: &mut Column| *column = Column::new("difference", measures, Kind::Difference);
            columns.iter_mut().filter(|column| column.name() == "difference").for_each(slope);
        }
        columns.extend([Column::new("by", "groups", Kind::Text), Column::new("test", "test", Kind::Text)]);
        columns.extend(self.own_columns());
        let mut table = Table::new(name, columns);
        for row in &self.rows {
            let contrast = row.tested.contrast.as_ref();
            let measure = contrast.map_or(Measure::Number, |contrast| contrast.estimate.measure);
            let mut values = self.values(source, &labels, row);
            values.extend([row.by.clone().into(), self.test.into()]);
            values.extend(contrast.map(|contrast| self.own_values(contrast)).unwrap_or_default());
            table.push_measured(measure, values);
            for (flag, meaning) in row.tested.flags.iter() {
                table.explain(flag, meaning);
            }
        }
        table
    }

    fn values(&self, source: &Source, labels: &LabelColumns, row: &TestRow) -> Vec<Value> {
        let tested = &row.tested;
        let alone = Cell { question: Some(row.question.clone()), ..Cell::default() };
        let contrast = tested.contrast.as_ref();
        let cell = contrast.map_or(&alone, |contrast| &contrast.cell);
        let mut values: Vec<Value> = names_of(source, cell).into();
        values.extend(levels_of(cell, &self.by));
        values.extend(labels.over.iter().map(|_| wave_value(cell)));
        let names = contrast.and_then(|contrast| contrast.names.as_ref());
        let side = |name: Option<&String>| name.map_or(Value::Missing, |name| side_value(source, cell, name));
        let of = |value: fn(&Contrast) -> f64| Value::from(contrast.map(value));
        values.extend([
            side(names.map(|names| &names.0)),
            side(names.map(|names| &names.1)),
            tested.difference.into(),
            of(|contrast| contrast.estimate.se),
            of(|contrast| contrast.bounds.low),
            of(|contrast| contrast.bounds.high),
            tested.statistic.into(),
            Value::numbers(&tested.df),
            tested.p_value.into(),
            row.p_adjusted.into(),
            flags_value(tested.flags),
        ]);
        values
    }

    /// Columns that only this test fills.
    fn own_columns(&self) -> Vec<Column> {
        let number = |name: &str, title: &str, kind: Kind| Column::new(name, title, kind);
        let own = match self.takes {
            Takes::Respondents => return Vec::new(),
            Takes::Groups => vec![number("scores", "scores", Kind::Text).as_context()],
            Takes::Pairs => vec![
                number("within", "within ±", Kind::Difference).as_context(),
                number("p_lower", "p above −", Kind::PValue),
                number("p_upper", "p below +", Kind::PValue),
            ],
        };
        own.into_iter().chain(outer_columns()).collect()
    }

    fn own_values(&self, contrast: &Contrast) -> Vec<Value> {
        let mut values: Vec<Value> = match (self.takes, contrast.sides) {
            (Takes::Pairs, Some((lower, upper))) => vec![self.options.within.into(), lower.into(), upper.into()],
            _ => {
                let one = |(level, score): &(String, f64)| format!("{level}={score}");
                vec![contrast.scores.iter().map(one).collect::<Vec<_>>().join("; ").into()]
            }
        };
        let rounded = contrast.estimate.rounding > 0.0;
        values.extend([contrast.outer.low, contrast.outer.high].map(|end| Value::from(rounded.then_some(end))));
        values
    }
}
