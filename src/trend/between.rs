//! Estimators of the between-wave variance τ² in a regression with known sampling covariance.

use super::optimum::{crossing_beyond, maximum};
use super::regression::Regression;

/// How τ² is estimated. All three are 0 where the waves scatter no more than sampling allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Between {
    /// Restricted maximum likelihood (Viechtbauer 2005; Raudenbush 2009).
    #[default]
    Reml,
    /// The method of moments of DerSimonian & Laird 1986.
    DerSimonianLaird,
    /// The τ² at which the weighted residuals have the size they should (Paule & Mandel 1982).
    PauleMandel,
}

impl Between {
    /// Every estimator there is.
    pub const ALL: &'static [Self] = &[Self::Reml, Self::DerSimonianLaird, Self::PauleMandel];

    /// The name used in flags, study files and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reml => "reml",
            Self::DerSimonianLaird => "dersimonian-laird",
            Self::PauleMandel => "paule-mandel",
        }
    }

    /// The estimator with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|between| between.name() == name)
    }

    /// τ² of a regression.
    pub(super) fn estimate(self, regression: &Regression) -> f64 {
        match self {
            Self::Reml => maximum(regression.typical_variance(), |between| {
                let fit = regression.at(between);
                (fit.likelihood, fit.slope)
            }),
            Self::DerSimonianLaird => {
                let fit = regression.at(0.0);
                ((fit.q - regression.df()) / fit.trace).max(0.0)
            }
            Self::PauleMandel => crossing_beyond(0.0, regression.typical_variance(), |between| {
                regression.at(between).q > regression.df()
            }),
        }
    }
}
