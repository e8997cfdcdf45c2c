//! What is asked of a sample: shares, nets and other statistics, each a smooth function of the sample's totals.

mod effect;
mod mean;
mod net_score;
mod quantile;
mod ratio;
mod share;
mod total;
mod variance;

use crate::sample::SampleError;
use crate::survey::Net;
pub use mean::means;
pub use net_score::net_scores;
pub use quantile::{QuantileAsk, Quantiles, Rule, quantiles};
pub use ratio::ratios;
pub use share::shares;
use std::sync::Arc;
pub use total::totals;
pub use variance::{standard_deviations, variances};

/// Which shares are asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ask {
    /// Question id or variable.
    pub question: Arc<str>,
    /// The answers and nets wanted; empty: all.
    pub answers: Vec<Arc<str>>,
    /// Nets to add up from answers, beside those a table prints.
    pub nets: Vec<Net>,
    /// The nets were named for this question: parts that do not occur are slips.
    pub named_nets: bool,
    /// Grouping variables.
    pub by: Vec<Arc<str>>,
    /// The variable whose values are waves.
    pub over: Option<Arc<str>>,
}

/// Why a statistic cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EstimateError {
    /// The sample cannot answer.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// An answer or net that does not occur.
    #[error("no answer \"{answer}\" to {question}{hint}")]
    UnknownAnswer {
        /// As typed.
        answer: String,
        /// The question.
        question: String,
        /// "did you mean", known answers.
        hint: String,
    },
    /// A quantile outside [0, 1].
    #[error("{0} is no probability: a quantile lies between 0 and 1, the median at 0.5")]
    Probability(f64),
    /// Nothing was printed or asked in the groups wanted.
    #[error("{question} has no figures by {by}: try another --by, or none")]
    NoCells {
        /// The question.
        question: String,
        /// The groups wanted.
        by: String,
    },
}
