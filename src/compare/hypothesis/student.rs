//! The design-based t-test: the difference of two domain means over its standard error, on one degree of freedom less than the design has
//! (as R's `svyttest`) among those with a number.

use super::{Subject, Test, Tested, of_means, without_spread};
use crate::compare::CompareError;
use crate::estimate::{Ask, means};
use crate::num::distribution::t_survival;
use crate::sample::{Freedom, Tabulation};
use crate::uncertainty::{Estimate, Estimates, Flags, Linear};
use std::sync::Arc;

pub(super) struct Student;

impl Test for Student {
    fn name(&self) -> &'static str {
        "t"
    }

    fn summary(&self) -> &'static str {
        "difference of two means over its standard error, Student's t"
    }

    fn is_of_means(&self) -> bool {
        true
    }

    fn rests_on(&self, question: &Arc<str>, by: &Arc<str>) -> Vec<Tabulation> {
        of_means(question, by)
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let by: Arc<str> = subject.by.into();
        let sample = subject.sample()?;
        let groups = means(sample, &Ask { question: subject.question.into(), by: vec![by.clone()], ..Ask::default() })?;
        let groups = groups.first();
        difference((groups, groups), &sample.freedom_with(subject.question, &by, false)?, &by)
    }
}

/// The test of the second of two means against the first, on one degree of freedom less than both groups have together. `means` come
/// with the estimates whose difference has the standard error: the means themselves, or their linear parts.
pub(super) fn difference(
    (means, spread): (Option<&Estimates>, Option<&Estimates>),
    freedom: &Freedom,
    by: &str,
) -> Result<Vec<Tested>, CompareError> {
    let (Some(means), Some(spread)) = (means.filter(|means| means.len() == 2), spread) else {
        let levels: Vec<_> = means.map_or(&[][..], Estimates::cells).iter().filter_map(|cell| cell.level(by)).collect();
        let next = match levels.as_slice() {
            [first, .., last] => format!(
                ": keep two with --where \"{by} in ({}, {})\", or compare every pair without --test",
                literal(first),
                literal(last)
            ),
            _ => String::new(),
        };
        let what = format!("this test is for two groups, and {by} has {}{next}", levels.len());
        return Err(CompareError::Nothing { what });
    };
    let difference = |of: &Estimates| of.map(&Linear::differences([(1, 0)]), vec![means.output(0)]).get(0);
    let difference = Estimate { se: difference(spread).se, ..difference(means) };
    let groups = [0, 1].map(|at| Estimate { se: spread.get(at).se, ..means.get(at) });
    let together = freedom.of(&means.cells().iter().collect::<Vec<_>>());
    let df = (together.unwrap_or(f64::INFINITY) - 1.0).max(0.0);
    let (statistic, flags) = match (without_spread(groups.iter()), difference.value == 0.0) {
        (true, _) => (f64::NAN, Flags::NO_SPREAD),
        (false, true) => (0.0, Flags::default()),
        (false, false) => (difference.value / difference.se, Flags::default()),
    };
    // On no degree of freedom there is no distribution to hold it against. Not a number stays so: `min` would take it for 1.
    let p_value = if df > 0.0 { (2.0 * t_survival(statistic.abs(), df)).clamp(0.0, 1.0) } else { f64::NAN };
    Ok(vec![Tested { statistic, df: vec![df], p_value, difference: Some(difference.value), contrast: None, flags }])
}

/// A level as conditions have it: numbers as they are, words in quotes.
fn literal(level: &str) -> String {
    let quote = if level.contains('\'') { '"' } else { '\'' };
    let is_number = level.parse::<f64>().is_ok_and(f64::is_finite);
    if is_number { level.to_owned() } else { format!("{quote}{level}{quote}") }
}
