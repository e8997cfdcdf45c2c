//! Rao & Scott's first-order test (1981): X² over the mean generalized design effect, χ².

use super::two_way::TwoWay;
use super::{Test, Tested};
use crate::compare::CompareError;
use crate::num::distribution::chi_square_survival;
use crate::sample::Microdata;

pub(super) struct RaoScott;

impl Test for RaoScott {
    fn name(&self) -> &'static str {
        "rao-scott"
    }

    fn summary(&self) -> &'static str {
        "Pearson's X² over its mean design effect, chi-square"
    }

    fn run(&self, sample: &Microdata, question: &str, by: &str) -> Result<Tested, CompareError> {
        let table = TwoWay::new(sample, question, by)?;
        let (statistic, effects) = table.pearson();
        let df = table.freedom() as f64;
        let p_value = chi_square_survival(statistic * df / effects.trace(), df);
        Ok(Tested { statistic, df: vec![df], p_value, difference: None })
    }
}
