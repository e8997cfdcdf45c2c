//! Equivalence by two one-sided tests (Schuirmann 1987): that a difference lies above −δ, and below δ. Both must be rejected, so the larger
//! p-value counts; at level α it says the same as the (1 − 2α) interval lying within ±δ.

use super::{Contrast, Subject, Takes, Test, Tested};
use crate::compare::{CompareError, Comparison, differences};
use crate::num::distribution::t_survival;
use crate::uncertainty::{Estimates, Level};

pub(super) struct Equivalence;

impl Test for Equivalence {
    fn name(&self) -> &'static str {
        "equivalence"
    }

    fn summary(&self) -> &'static str {
        "that a difference is less than --within, two one-sided tests"
    }

    fn takes(&self) -> Takes {
        Takes::Pairs
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let parts: Vec<&Estimates> = subject.parts.iter().collect();
        let level = Level::new(2.0 * subject.level.get() - 1.0).map_err(|_| CompareError::Nothing {
            what: format!(
                "equivalence at level {} has no (1 − 2α) interval: --level is above 0.5",
                subject.level.get()
            ),
        })?;
        let made = differences(&parts, subject.pairs, level, subject.freedom)?;
        Ok(made.into_iter().map(|comparison| tested(comparison, subject.within)).collect())
    }
}

/// The interval of `comparison` is the one at 1 − 2α already.
fn tested(comparison: Comparison, within: f64) -> Tested {
    let (value, se, df) = (comparison.difference.value, comparison.difference.se, comparison.difference.base.df);
    // 0 % and 100 % have no standard error, which is no certainty: then there is no test, and only the interval is left.
    let statistics = match comparison.p_value.is_nan() || se == 0.0 {
        true => [f64::NAN; 2],
        false => [(value + within) / se, (within - value) / se],
    };
    let [lower, upper] = statistics.map(|t| t_survival(t, df));
    let (statistic, p_value) = if upper > lower { (-statistics[1], upper) } else { (statistics[0], lower) };
    Tested {
        statistic,
        df: vec![df],
        p_value,
        difference: Some(value),
        flags: comparison.difference.base.flags,
        contrast: Some(Contrast {
            cell: comparison.pair.cell,
            names: Some(comparison.pair.names),
            estimate: comparison.difference,
            bounds: comparison.bounds,
            outer: comparison.outer,
            sides: Some((lower, upper)),
            scores: Vec::new(),
        }),
    }
}
