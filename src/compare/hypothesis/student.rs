//! The design-based t-test: the difference of two domain means over its standard error, on one degree of freedom less than the design has
//! (as R's `svyttest`).

use super::{Test, Tested};
use crate::compare::CompareError;
use crate::estimate::{Ask, means};
use crate::num::distribution::t_survival;
use crate::sample::Microdata;
use crate::uncertainty::{Estimates, Linear};

pub(super) struct Student;

impl Test for Student {
    fn name(&self) -> &'static str {
        "t"
    }

    fn summary(&self) -> &'static str {
        "difference of two means over its standard error, Student's t"
    }

    fn run(&self, sample: &Microdata, question: &str, by: &str) -> Result<Tested, CompareError> {
        let groups = means(sample, &Ask { question: question.into(), by: vec![by.into()], ..Ask::default() })?;
        difference(groups.first(), whole_df(sample, question)?, by)
    }
}

/// Degrees of freedom of the whole design, or of the domain.
pub(super) fn whole_df(sample: &Microdata, question: &str) -> Result<f64, CompareError> {
    let whole = means(sample, &Ask { question: question.into(), ..Ask::default() })?;
    Ok(whole.first().map_or(f64::INFINITY, |whole| whole.get(0).base.df))
}

/// The test of the second of two means against the first.
pub(super) fn difference(means: Option<&Estimates>, df: f64, by: &str) -> Result<Tested, CompareError> {
    let Some(means) = means.filter(|means| means.len() == 2) else {
        let what = format!("this test is for two groups, and {by} has {}", means.map_or(0, Estimates::len));
        return Err(CompareError::Nothing { what });
    };
    let difference = means.map(&Linear::differences([(1, 0)]), vec![means.output(0)]).get(0);
    let df = (df - 1.0).max(1.0);
    let statistic = if difference.value == 0.0 { 0.0 } else { difference.value / difference.se };
    let p_value = (2.0 * t_survival(statistic.abs(), df)).min(1.0);
    Ok(Tested { statistic, df: vec![df], p_value, difference: Some(difference.value) })
}
