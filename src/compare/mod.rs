//! Differences between groups, answers and waves, each with its own interval and test, from estimates that know their covariance.

pub mod adjust;
mod difference;
pub mod hypothesis;
mod pairs;

pub use difference::{Comparison, Pair, differences};
pub use pairs::{Against, MOST_PAIRS, answers, groups, waves, with_total};

use crate::estimate::EstimateError;
use crate::sample::SampleError;
use crate::uncertainty::JoinError;

/// Why two numbers cannot be compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// Their covariance is not known.
    #[error(transparent)]
    Join(#[from] JoinError),
    /// A group or wave to compare with does not occur.
    #[error("no {kind} \"{name}\" to compare with{hint}")]
    Unknown {
        /// group level or wave
        kind: &'static str,
        /// As typed.
        name: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// More pairs than anybody reads.
    #[error(
        "{pairs} pairs of {kind}s are too many to compare each with each, {most} at most: say with which one, --against NAME, or ask for fewer, as with --answer or --where"
    )]
    TooMany {
        /// group level, answer or wave
        kind: &'static str,
        /// How many there are.
        pairs: usize,
        /// How many are compared.
        most: usize,
    },
    /// An estimate cannot be made.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// The sample cannot answer.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// A test statistic needs more sampling units than there are.
    #[error(
        "{what}: the covariance cannot be inverted: there are too few sampling units for so many cells, cells of nobody, or nothing varies; join answers or groups"
    )]
    Singular {
        /// The table.
        what: String,
    },
    /// Fewer than two of what is compared.
    #[error("nothing to compare: there are not two {kind}s with figures{}{next}", known_of(known))]
    Few {
        /// group level, answer or wave
        kind: &'static str,
        /// Those that occur.
        known: Vec<String>,
        /// What else could be compared, as `; add …`, where it is known.
        next: String,
    },
    /// Respondents are compared with a name, and nothing says what it is one of.
    #[error(
        "nothing to compare with \"{against}\": name waves, --over VAR, or groups, --by VAR (over = \"…\" or by = \"…\" of an act in a study)"
    )]
    NoGroups {
        /// The name, or the word for one.
        against: String,
    },
    /// There are not two of anything.
    #[error("nothing to compare: {what}")]
    Nothing {
        /// What was looked for.
        what: String,
    },
    /// A group without a place in the order.
    #[error("a trend needs a score for every group, and \"{level}\" has none: name it in --scores LEVEL=SCORE,…")]
    NoScore {
        /// The group's level.
        level: String,
    },
    /// Weights that compare nothing.
    #[error(
        "the weights of a contrast add up to 0 and are not all 0; these add up to {sum}: mend --scores, as in a=1,b=-0.5,c=-0.5"
    )]
    NoContrast {
        /// Their sum.
        sum: f64,
    },
    /// The share of the whole that a group makes up is not known.
    #[error("{group} cannot be compared with everybody: that needs both bases, and {missing} has none")]
    NoShare {
        /// The group.
        group: String,
        /// Which lacks a base.
        missing: String,
    },
}

/// The tail that lists what occurs.
fn known_of(known: &[String]) -> String {
    if known.is_empty() { String::new() } else { format!("; known: {}", known.join(", ")) }
}
