//! Rao & Scott's first-order test (1981): X² over the mean generalized design effect, χ².

use super::two_way::TwoWay;
use super::{Subject, Test, Tested};
use crate::compare::CompareError;
use crate::num::distribution::chi_square_survival;
use crate::sample::Tabulation;
use std::sync::Arc;

pub(super) struct RaoScott;

impl Test for RaoScott {
    fn name(&self) -> &'static str {
        "rao-scott"
    }

    fn summary(&self) -> &'static str {
        "Pearson's X² over its mean design effect, chi-square"
    }

    fn rests_on(&self, question: &Arc<str>, by: &Arc<str>) -> Vec<Tabulation> {
        TwoWay::rests_on(question, by).into()
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let table = TwoWay::new(subject.sample()?, subject.question, subject.by)?;
        let (statistic, effects) = table.pearson((subject.question, subject.by))?;
        let df = table.freedom() as f64;
        let p_value = chi_square_survival(statistic * df / effects.trace(), df);
        Ok(vec![Tested::of_all(statistic, vec![df], p_value)])
    }
}
