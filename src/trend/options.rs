//! What a fit is told. A setting that the method would ignore is an error, never silence.

use super::{Between, Houses, TrendError, TrendModel};
use crate::uncertainty::Level;
use crate::uncertainty::interval::Interval;
use std::fmt;
use std::num::NonZeroU16;

/// What every method is told, and settings that some take; `None` leaves a setting to the method.
#[derive(Clone)]
pub struct FitOptions {
    /// Confidence level of every interval.
    pub level: Level,
    /// The interval of the waves as observed.
    pub interval: &'static dyn Interval,
    /// Days between fitted dates: 1 daily, 7 weekly.
    pub step: NonZeroU16,
    /// House effects, and what they are measured from; without it polls are pooled as if houses did not differ.
    pub houses: Option<Houses>,
    /// How the between-wave variance is estimated; [`Between::Reml`] without it.
    pub between: Option<Between>,
    /// The share of the waves in a local neighbourhood; 0.75 without it.
    pub span: Option<Span>,
}

/// A setting that some methods take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// [`FitOptions::houses`].
    Houses,
    /// [`FitOptions::between`].
    Between,
    /// [`FitOptions::span`].
    Span,
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Houses => "house effects",
            Self::Between => "estimator of the between-wave variance",
            Self::Span => "span",
        })
    }
}

/// A share of the waves, above 0 and at most 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span(f64);

impl Span {
    /// A span.
    ///
    /// # Errors
    /// [`TrendError::BadSpan`] unless `0 < span <= 1`.
    pub fn new(span: f64) -> Result<Self, TrendError> {
        if span > 0.0 && span <= 1.0 { Ok(Self(span)) } else { Err(TrendError::BadSpan { span }) }
    }

    /// The fraction.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl FitOptions {
    /// The level, the interval of the observed waves, weekly dates, and every setting left to the method.
    pub fn new(level: Level, interval: &'static dyn Interval) -> Self {
        Self { level, interval, step: WEEK, houses: None, between: None, span: None }
    }

    /// That no setting is given which `model` would ignore.
    pub(super) fn check(&self, model: &dyn TrendModel) -> Result<(), TrendError> {
        let given = [
            (Setting::Houses, self.houses.is_some()),
            (Setting::Between, self.between.is_some()),
            (Setting::Span, self.span.is_some()),
        ];
        match given.into_iter().find(|(setting, given)| *given && !model.settings().contains(setting)) {
            Some((setting, _)) => {
                let takers = super::ALL.iter().filter(|other| other.settings().contains(&setting));
                let takers = takers.map(|other| other.name()).collect::<Vec<_>>().join(", ");
                Err(TrendError::Unused { method: model.name(), setting, takers })
            }
            None => Ok(()),
        }
    }
}

const WEEK: NonZeroU16 = match NonZeroU16::new(7) {
    Some(week) => week,
    None => NonZeroU16::MIN,
};
