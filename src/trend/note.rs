//! Remarks on a fit that a reader of the numbers must see.

use super::grid::date;
use crate::uncertainty::Measure;
use std::fmt;
use std::sync::Arc;

/// One remark. [`fmt::Display`] gives the sentence, [`Note::code`] a stable name for machines.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Note {
    /// A share of 0 or 1 was given the standard error of p̃ = (n·p + 2)/(n + 4).
    VarianceFloor {
        /// The wave.
        label: Arc<str>,
        /// The standard error it was given.
        se: f64,
    },
    /// On the log-odds a share of 0 or 1 was entered at p̃ = (n·p + 2)/(n + 4).
    MovedInside {
        /// The wave.
        label: Arc<str>,
        /// The share it was entered at.
        share: f64,
    },
    /// The fit or its band left the range of its kind and was cut there.
    Cut {
        /// First date of the cut, in days since 1970-01-01.
        first: f64,
        /// Last date of the cut.
        last: f64,
        /// The kind of number.
        measure: Measure,
    },
    /// The waves scatter about the fit no more than sampling lets them.
    NoScatter {
        /// Cochran's Q.
        q: f64,
        /// Its degrees of freedom.
        df: f64,
        /// Probability of a larger Q by sampling alone.
        p_value: f64,
    },
    /// The waves scatter about the fit more than sampling lets them.
    Scatter {
        /// The between-wave standard deviation, on the scale of the fit.
        tau: f64,
        /// Cochran's Q.
        q: f64,
        /// Its degrees of freedom.
        df: f64,
        /// Probability of a larger Q by sampling alone.
        p_value: f64,
    },
    /// So few waves that their scatter is hardly known.
    FewWaves {
        /// Degrees of freedom left for the scatter.
        df: f64,
    },
    /// Polls of several houses were pooled without house effects.
    HousesPooled {
        /// How many houses.
        houses: usize,
    },
    /// The likeliest random walk does not move: the fit is the pooled mean.
    NoDrift,
}

impl Note {
    /// A stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::VarianceFloor { .. } => "variance-floor",
            Self::MovedInside { .. } => "moved-inside",
            Self::Cut { .. } => "cut",
            Self::NoScatter { .. } => "no-scatter",
            Self::Scatter { .. } => "scatter",
            Self::FewWaves { .. } => "few-waves",
            Self::HousesPooled { .. } => "houses-pooled",
            Self::NoDrift => "no-drift",
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::VarianceFloor { label, se } => {
                write!(f, "wave {label} stands at 0 % or 100 %: its standard error was taken as {se:.4}, that of (n·p + 2)/(n + 4)")
            }
            Self::MovedInside { label, share } => {
                write!(f, "wave {label} stands at 0 % or 100 %, where the log-odds are infinite: it was entered as {share:.4}, (n·p + 2)/(n + 4)")
            }
            Self::Cut { first, last, measure } => {
                let (range, advice) = match measure {
                    Measure::Share => ("0 to 100 %", "; logit-line stays inside"),
                    _ => ("its range", ""),
                };
                let (first, last) = (date(*first), date(*last));
                write!(f, "the fit or its band leaves {range} between {first} and {last} and is cut there{advice}")
            }
            Self::NoScatter { q, df, p_value } => write!(
                f,
                "the waves scatter no more than sampling allows (Q = {q:.2} on {df} degrees of freedom, p = {p_value:.3}): the between-wave variance is estimated as 0, which few waves cannot prove"
            ),
            Self::Scatter { tau, q, df, p_value } => {
                let sure = if *p_value < 0.05 { "scatter" } else { "may scatter" };
                let p = if *p_value < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p_value:.3}") };
                write!(
                    f,
                    "the waves {sure} more than sampling error explains (between-wave standard deviation {tau:.4}; Q = {q:.2} on {df} degrees of freedom, {p}); the intervals allow for it"
                )
            }
            Self::FewWaves { df } => {
                write!(f, "only {df} degrees of freedom tell how far waves scatter: the interval uses Student's t and is wide for it")
            }
            Self::HousesPooled { houses } => {
                write!(f, "{houses} pollsters are pooled as if each measured the same thing; differences between them count as scatter or movement; --method local-level --houses sum-to-zero takes them out")
            }
            Self::NoDrift => {
                f.write_str("no movement is needed to explain the waves: the likeliest drift is 0 and the fit is their pooled mean, its change 0 by construction; the interval of sigma says how much movement is possible")
            }
        }
    }
}
