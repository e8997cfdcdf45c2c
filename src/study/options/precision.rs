//! How sure is sure: levels and intervals.

use crate::names::Choice;
use crate::study::choices::{Intervals, SimultaneousIntervals};
use crate::study::spec::{positive, positive_in_file};
use crate::uncertainty::interval::{self, Interval};
use crate::uncertainty::{Level, Measure};
use schemars::JsonSchema;
use serde::Deserialize;

/// How sure is sure.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Intervals")]
pub struct Precision {
    /// Confidence level, between 0 and 1 [default: 0.95]
    #[arg(long, value_name = "LEVEL")]
    #[schemars(with = "Option<f64>")]
    pub level: Option<Level>,
    /// Interval for shares [default: wilson]: wald, wilson, logit, xlogit, korn-graubard, jeffreys, agresti-coull, arcsine, likelihood
    #[arg(long, value_name = "NAME")]
    pub interval: Option<Choice<Intervals>>,
    /// Intervals that hold for all answers of a question at once: goodman, sison-glaz, bonferroni. Nets beside their parts are left out
    #[arg(long, value_name = "NAME")]
    pub simultaneous: Option<Choice<SimultaneousIntervals>>,
    /// Degrees of freedom, instead of the design's
    #[arg(long, value_name = "N", value_parser = positive, allow_negative_numbers = true)]
    #[serde(deserialize_with = "positive_in_file")]
    pub df: Option<f64>,
}

impl Precision {
    /// The level, 0.95 unless stated.
    pub fn level(&self) -> Level {
        self.level.unwrap_or(Level::USUAL)
    }

    /// The interval for a share: the one stated, else Wilson's.
    pub fn interval(&self) -> &'static dyn Interval {
        self.interval.map_or_else(|| interval::USUAL, |choice| choice.get())
    }

    /// The interval for a number of this kind: those made for shares do for nothing else.
    pub fn interval_for(&self, measure: Measure) -> &'static dyn Interval {
        interval::fitting(self.interval(), measure)
    }

    /// The interval for the share at or below a quantile: the one stated, else Wald's, as in other software.
    pub fn interval_for_quantiles(&self) -> &'static dyn Interval {
        self.interval.map_or(interval::PLAIN, |choice| choice.get())
    }

    /// Name of the interval in outputs.
    pub fn interval_name(&self, measure: Measure) -> &'static str {
        self.simultaneous.map_or_else(|| self.interval_for(measure).name(), |choice| choice.name())
    }
}
