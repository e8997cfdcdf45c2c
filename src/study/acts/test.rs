//! `compare --test`: whether the answers to a question (or a number) differ between all groups at once.

use super::{Context, names_of};
use crate::compare::adjust::Adjustment;
use crate::compare::hypothesis::Tested;
use crate::report::columns::comparison_columns;
use crate::report::{Column, Kind, Table, Value};
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
    /// The groups.
    pub by: Arc<str>,
    /// What the test gave.
    pub tested: Tested,
    /// Its p-value adjusted for the other tests of the act.
    pub p_adjusted: f64,
}

/// The tests of one act.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// The rows, in order of questions, then groupings.
    pub rows: Vec<TestRow>,
    /// Name of the test.
    pub test: &'static str,
    /// Confidence level that findings are judged at.
    pub level: Level,
    /// How p-values were adjusted.
    pub adjustment: Adjustment,
}

/// Runs the test that `options` name on every question and grouping.
///
/// # Errors
/// [`StudyError`] for a published table, without groups, and when something asked for is not there.
pub fn test(source: &Source, options: &CompareOptions) -> Result<TestResult, StudyError> {
    let Some(chosen) = options.test else { return Err(StudyError::Usage("name a test with --test".to_owned())) };
    options.check()?;
    if options.against.is_some() {
        return Err(StudyError::Usage("--against has no effect on --test, which takes all groups at once".to_owned()));
    }
    let context = Context::new(source, &options.selection, &options.precision)?;
    let Some(sample) = context.sample.microdata() else {
        let message = "tests of all groups at once need respondent-level data; a published table has differences: leave out --test";
        return Err(StudyError::Asked { source_name: source.id().to_owned(), message: message.to_owned() });
    };
    let mut rows = Vec::new();
    for ask in context.asks(&options.selection, &options.statistic)? {
        let [by] = ask.by.as_slice() else {
            return Err(StudyError::Usage("a test needs one grouping variable: --by VAR".to_owned()));
        };
        let tested = chosen.get().run(sample, &ask.question, by)?;
        rows.push(TestRow { question: ask.question.clone(), by: by.clone(), p_adjusted: tested.p_value, tested });
    }
    let adjustment = options.adjustment();
    let p_values: Vec<f64> = rows.iter().map(|row| row.tested.p_value).collect();
    for (row, adjusted) in rows.iter_mut().zip(adjustment.adjust(&p_values)) {
        row.p_adjusted = adjusted;
    }
    Ok(TestResult { rows, test: chosen.name(), level: options.precision.level(), adjustment })
}

impl TestResult {
    /// The rows as a table: the columns of comparisons, of which a test fills some.
    pub fn table(&self, source: &Source, name: &str) -> Table {
        let mut columns = comparison_columns(&[]);
        let names: Vec<String> = columns.iter().map(|column| column.name().to_owned()).collect();
        columns.extend([Column::new("by", "groups", Kind::Text), Column::new("test", "test", Kind::Text)]);
        let mut table = Table::new(name, columns);
        for row in &self.rows {
            let cell = Cell { question: Some(row.question.clone()), ..Cell::default() };
            let value = |column: &String| match column.as_str() {
                "question" => names_of(source, &cell)[0].clone(),
                "difference" => row.tested.difference.into(),
                "statistic" => row.tested.statistic.into(),
                "df" => Value::numbers(&row.tested.df),
                "p_value" => row.tested.p_value.into(),
                "p_adjusted" => row.p_adjusted.into(),
                _ => Value::Missing,
            };
            let values = names.iter().map(value).chain([row.by.clone().into(), self.test.into()]);
            table.push_measured(Measure::Number, values.collect());
        }
        table
    }
}
