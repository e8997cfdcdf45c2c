//! What is asked of a sample: shares, nets and other statistics, each a smooth function of the sample's totals.

mod effect;
mod function;
mod mean;
mod net_score;
mod nets;
mod quantile;
mod ratio;
mod share;
mod standard;
mod total;
mod variance;

use crate::sample::{Numbers, Quantity, SampleError, Tabulation};
use crate::survey::Net;
pub use function::{Function, Leaf, Of};
pub use mean::means;
pub use net_score::net_scores;
pub use quantile::{QuantileAsk, Quantiles, Rule, quantiles};
pub use ratio::ratios;
pub use share::shares;
pub use standard::{Standard, StandardError, Verdict};
use std::sync::Arc;
pub use total::{answer_totals, totals};
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
    /// How many of the nets, from the first, were named for this question: one that cannot be made is a slip.
    pub named_nets: usize,
    /// Grouping variables.
    pub by: Vec<Arc<str>>,
    /// The variable whose values are waves.
    pub over: Option<Arc<str>>,
    /// What shares of answers are of, where people could give several.
    pub percent_of: PercentOf,
}

impl Ask {
    /// The question as a variable of numbers, in the groups and waves that are asked for.
    pub fn numbers(&self) -> Numbers<'_> {
        Numbers { variable: &self.question, by: &self.by, over: self.over.as_ref() }
    }

    /// The sums of `quantity` in the groups and waves that are asked for.
    pub fn tabulation(&self, quantity: Quantity) -> Tabulation {
        Tabulation { quantity, by: self.by.clone(), over: self.over.clone() }
    }
}

/// What the shares of a multiple-response question are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, schemars::JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum PercentOf {
    /// People who answered: shares may add up to more than 1.
    #[default]
    Cases,
    /// All answers given, which add up to 1.
    Responses,
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
    /// A net whose parts never stand together.
    #[error("the net {net} of {question} can be added up nowhere: no wave or group has figures for all of its parts")]
    PartsApart {
        /// The net.
        net: String,
        /// The question.
        question: String,
    },
    /// A net under the name of an answer, whose share would stand in its place.
    #[error(
        "the net {net} has the name of an answer to {question}, whose share would stand for it: give the net another name"
    )]
    NetIsAnswer {
        /// The net, and the answer.
        net: String,
        /// The question.
        question: String,
    },
    /// A net of answers that people could give together.
    #[error("people can give several answers to {question}, so the net {net} is not the sum of its parts: {instead}")]
    NetOfSeveral {
        /// The question.
        question: String,
        /// The net.
        net: String,
        /// What to do instead.
        instead: &'static str,
    },
    /// A net that is one of its own parts.
    #[error("the net {net} of {question} is a part of itself; name the answers that it sums")]
    NetWithinItself {
        /// The question.
        question: String,
        /// The net.
        net: String,
    },
    /// A net that counts the people of an answer twice.
    #[error(
        "the net {net} of {question} counts {part} twice, by itself or within another net; name parts of which nobody gives two"
    )]
    NetOverlaps {
        /// The question.
        question: String,
        /// The net.
        net: String,
        /// The answer.
        part: String,
    },
    /// No item of a set holds the value that is counted.
    #[error(
        "nobody chose any item of {question}: another value may stand for it; say which: --set '{question}=…:VALUE'"
    )]
    NobodyChose {
        /// The question.
        question: String,
    },
    /// No item of a set was chosen by the respondents asked about.
    #[error(
        "within --where nobody chose any item of {question}, so there are no responses to have shares: ask --percent-of cases"
    )]
    NoResponses {
        /// The question.
        question: String,
    },
    /// A function of estimates that never stand together.
    #[error("{name} has no value{by}: all that it is of stands together nowhere; try another --by, or none")]
    Apart {
        /// The function.
        name: String,
        /// ` by` the groups wanted, if any.
        by: String,
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

impl EstimateError {
    /// Whether a table has no such figures: it may print groups and not everybody.
    pub(crate) fn is_of_nobody(&self) -> bool {
        matches!(self, Self::NoCells { .. } | Self::UnknownAnswer { .. } | Self::Apart { .. })
    }
}
