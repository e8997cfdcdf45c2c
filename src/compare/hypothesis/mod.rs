//! Tests of no difference between groups, for respondent-level data: one file each, one list.

mod rank;
mod rao_scott;
mod rao_scott_f;
mod student;
mod two_way;
mod wald;

use super::CompareError;
use crate::sample::Microdata;

/// What a test gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// The test statistic.
    pub statistic: f64,
    /// Degrees of freedom: one number (t, χ²) or two (F).
    pub df: Vec<f64>,
    /// Probability of a statistic at least so large when there is no difference; two-sided for t.
    pub p_value: f64,
    /// The difference the statistic is of, where there is one number of it.
    pub difference: Option<f64>,
}

/// A test of whether the answers to a question (or a number) differ between groups.
pub trait Test: Sync {
    /// The name used in flags and study files.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// Tests `question` between the levels of `by`.
    ///
    /// # Errors
    /// [`CompareError`] when a variable is not there or there are too few groups or answers.
    fn run(&self, sample: &Microdata, question: &str, by: &str) -> Result<Tested, CompareError>;
}

/// Every test there is.
pub const ALL: &[&dyn Test] = &[
    &rao_scott_f::RaoScottF,
    &rao_scott::RaoScott,
    &wald::Wald { adjusted: false },
    &wald::Wald { adjusted: true },
    &student::Student,
    &rank::Rank,
];

/// The test with this name.
pub fn named(name: &str) -> Option<&'static dyn Test> {
    ALL.iter().copied().find(|test| test.name() == name)
}
