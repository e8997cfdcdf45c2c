//! Rao & Scott's second-order test (1984) as an F (Thomas & Rao 1987): X²/tr Δ on d₀ and d₀ν degrees of freedom, d₀ = (tr Δ)²/tr Δ².

use super::two_way::TwoWay;
use super::{Subject, Test, Tested};
use crate::compare::CompareError;
use crate::num::distribution::f_survival;
use crate::sample::Tabulation;
use std::sync::Arc;

pub(super) struct RaoScottF;

impl Test for RaoScottF {
    fn name(&self) -> &'static str {
        "rao-scott-f"
    }

    fn summary(&self) -> &'static str {
        "Pearson's X² with the second-order correction, F; the usual choice"
    }

    fn rests_on(&self, question: &Arc<str>, by: &Arc<str>) -> Vec<Tabulation> {
        TwoWay::rests_on(question, by).into()
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let table = TwoWay::new(subject.sample()?, subject.question, subject.by)?;
        let (square, effects) = table.pearson((subject.question, subject.by))?;
        let trace = effects.trace();
        let df = trace * trace / (&effects * &effects).trace();
        let statistic = square / trace;
        let p_value = f_survival(statistic, df, df * table.df);
        Ok(vec![Tested::of_all(statistic, vec![df, df * table.df], p_value)])
    }
}
