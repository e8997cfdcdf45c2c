//! Tests that are named: of all groups at once for respondent-level data, and of estimates (a trend over ordered groups, equivalence) for
//! any data. One file each, one list.

mod combination;
mod contrast;
mod equivalence;
mod rank;
mod rao_scott;
mod rao_scott_f;
mod student;
mod trend;
mod two_way;
mod wald;

use super::{CompareError, Pair};
use crate::sample::{Freedom, Microdata, Quantity, Tabulation};
use crate::survey::Cell;
use crate::uncertainty::{Bounds, Estimate, Estimates, Flags, Level, Linear, Output, Smooth};
use std::sync::Arc;

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
    /// What the number is of and how sure it is, where a test is of one of several.
    pub contrast: Option<Contrast>,
    /// What a reader must know about it.
    pub flags: Flags,
}

impl Tested {
    /// A test of all groups at once, which has no one difference.
    fn of_all(statistic: f64, df: Vec<f64>, p_value: f64) -> Self {
        Self { statistic, df, p_value, difference: None, contrast: None, flags: Flags::default() }
    }
}

/// Whether nothing tells how sure the difference of `groups` is: none of them has a spread, each of one person, say.
fn without_spread<'a>(mut groups: impl Iterator<Item = &'a Estimate>) -> bool {
    groups.all(Estimate::lacks_spread)
}

/// One number that is tested.
#[derive(Debug, Clone, PartialEq)]
pub struct Contrast {
    /// Question, answer, groups and wave that it is about.
    pub cell: Cell,
    /// The two that are compared.
    pub names: Option<(String, String)>,
    /// The number.
    pub estimate: Estimate,
    /// Its interval from sampling.
    pub bounds: Bounds,
    /// Its interval with rounding of printed figures.
    pub outer: Bounds,
    /// One-sided p-values against the lower and the upper end of the range of equivalence.
    pub sides: Option<(f64, f64)>,
    /// Scores of the groups, in their order.
    pub scores: Vec<(String, f64)>,
}

/// What a test is put to.
pub struct Subject<'a> {
    /// The respondents, if there are any.
    pub respondents: Option<&'a Microdata>,
    /// The question or variable.
    pub question: &'a str,
    /// The grouping variable; of several the last.
    pub by: &'a str,
    /// Estimates of all groups, for tests that take them.
    pub parts: &'a [Estimates],
    /// Those to be compared with each other, for tests that take pairs.
    pub pairs: Vec<Pair>,
    /// Degrees of freedom of groups together.
    pub freedom: Option<&'a Freedom>,
    /// Score of every group.
    pub scores: &'a [(Arc<str>, f64)],
    /// Half the width of the range that counts as no difference.
    pub within: f64,
    /// Confidence level; the level of the test is 1 less this.
    pub level: Level,
}

impl<'a> Subject<'a> {
    /// Respondents grouped by a variable.
    pub fn of_respondents(sample: &'a Microdata, question: &'a str, by: &'a str) -> Self {
        Self {
            respondents: Some(sample),
            question,
            by,
            parts: &[],
            pairs: Vec::new(),
            freedom: None,
            scores: &[],
            within: 0.0,
            level: Level::USUAL,
        }
    }

    /// The respondents, or the error that there are none.
    fn sample(&self) -> Result<&'a Microdata, CompareError> {
        self.respondents.ok_or_else(|| {
            let what = "tests of all groups at once need respondent-level data; a published table has differences, and the tests trend and equivalence";
            CompareError::Nothing { what: what.to_owned() }
        })
    }
}

/// What a test works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Respondents and one grouping variable.
    Respondents,
    /// Estimates by groups, with their scores.
    Groups,
    /// Pairs of estimates, and how near counts as equal.
    Pairs,
}

/// A test of whether the answers to a question (or a number) differ between groups, or do not.
pub trait Test: Sync {
    /// The name used in flags and study files.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// What it works on.
    fn takes(&self) -> Takes {
        Takes::Respondents
    }

    /// Whether it compares means, so that asking for means of it is no mistake.
    fn is_of_means(&self) -> bool {
        false
    }

    /// Whether it takes the numbers of a variable, and not its answers.
    fn is_of_numbers(&self) -> bool {
        self.is_of_means()
    }

    /// What the number is that it tests, for the head of its column.
    fn measures(&self) -> &'static str {
        "difference"
    }

    /// Whether the scores of its groups must be stated.
    fn needs_scores(&self) -> bool {
        false
    }

    /// The sums of respondents that it rests on, all of which one pass can make.
    fn rests_on(&self, _question: &Arc<str>, _by: &Arc<str>) -> Vec<Tabulation> {
        Vec::new()
    }

    /// Puts the test: one result for all groups of respondents, else one for each number tested.
    ///
    /// # Errors
    /// [`CompareError`] when a variable is not there, there are too few groups or answers, or a covariance is not known.
    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError>;
}

/// What a test of two means rests on, beside the design: moments by group, and who is there at all.
fn of_means(question: &Arc<str>, by: &Arc<str>) -> Vec<Tabulation> {
    let moments = Tabulation { quantity: Quantity::Moments(question.clone()), by: vec![by.clone()], over: None };
    vec![moments, Tabulation::of_people(&[], None)]
}

/// Every test there is.
pub const ALL: &[&dyn Test] = &[
    &rao_scott_f::RaoScottF,
    &rao_scott::RaoScott,
    &wald::Wald { adjusted: false },
    &wald::Wald { adjusted: true },
    &student::Student,
    &rank::Rank,
    &trend::Trend,
    &contrast::Stated,
    &equivalence::Equivalence,
];

/// The test with this name.
pub fn named(name: &str) -> Option<&'static dyn Test> {
    ALL.iter().copied().find(|test| test.name() == name)
}

/// What `f` of `estimates` varies by to first order, for replicates too: the linear statistic that R and SAS test on.
fn linear_part(estimates: &Estimates, f: &dyn Smooth, labels: Vec<Output>) -> Estimates {
    estimates.map(&Linear(f.jacobian(estimates.values())), labels)
}
