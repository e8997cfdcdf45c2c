//! The options of every act, defined once: flags of a command and keys of a study file are the same structs.

use super::choices::{Adjustments, Intervals, MarginRoundings, SimultaneousIntervals, TrendMethods};
use super::spec::{By, MarginSpec, NetSpec, RoundingSpec, one_or_many};
use crate::compare::adjust::Adjustment;
use crate::names::Choice;
use crate::sample::margin::Rounding;
use crate::trend::{FitOptions, TrendModel};
use crate::uncertainty::interval::{self, Interval};
use crate::uncertainty::{Bounds, Estimate, Level, Measure};
use schemars::JsonSchema;
use serde::Deserialize;

/// What is asked about whom.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "What is asked")]
pub struct Selection {
    /// Question id or variable; repeatable. All questions when left out
    #[arg(long, value_name = "Q")]
    #[serde(deserialize_with = "one_or_many")]
    pub question: Vec<String>,
    /// One answer or net; repeatable. All answers when left out
    #[arg(long, value_name = "A")]
    #[serde(deserialize_with = "one_or_many")]
    pub answer: Vec<String>,
    /// A net of answers, as "support=definitely,rather"; repeatable
    #[arg(long, value_name = "NAME=A,B")]
    #[serde(deserialize_with = "one_or_many")]
    pub net: Vec<NetSpec>,
    /// Groups: a variable or several, every combination; repeat for separate blocks
    #[arg(long, value_name = "VAR[,VAR…]")]
    #[serde(deserialize_with = "one_or_many")]
    pub by: Vec<By>,
    /// The variable whose values are waves
    #[arg(long, value_name = "VAR")]
    pub over: Option<String>,
    /// Only these: a condition on columns and labels, as "sex == 'men' and wave >= '2024'"
    #[arg(long = "where", value_name = "EXPR")]
    #[serde(rename = "where")]
    pub condition: Option<String>,
}

/// How sure is sure.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Intervals")]
pub struct Precision {
    /// Confidence level, between 0 and 1 [default: 0.95]
    #[arg(long, value_name = "LEVEL")]
    #[schemars(with = "Option<f64>")]
    pub level: Option<Level>,
    /// Interval for shares [default: wilson]; see `topline estimate --help`
    #[arg(long, value_name = "NAME")]
    pub interval: Option<Choice<Intervals>>,
    /// Intervals that hold for all answers of a question at once
    #[arg(long, value_name = "NAME")]
    pub simultaneous: Option<Choice<SimultaneousIntervals>>,
    /// Degrees of freedom, instead of the design's
    #[arg(long, value_name = "N")]
    pub df: Option<f64>,
}

/// What a published table stands on, where it does not say.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Published tables")]
pub struct PublishedBasis {
    /// Base of figures that are printed without one
    #[arg(long, value_name = "N")]
    pub n: Option<f64>,
    /// Design effect
    #[arg(long, value_name = "D")]
    pub deff: Option<f64>,
    /// A printed margin of error, as "50=3.4" (points at 50 %); repeatable: a schedule gives the design effect
    #[arg(long, value_name = "P=M")]
    #[serde(deserialize_with = "one_or_many")]
    pub margin: Vec<MarginSpec>,
    /// How the printed margins were rounded
    #[arg(long, value_name = "HOW")]
    pub margin_rounding: Option<Choice<MarginRoundings>>,
    /// Unit that printed figures are rounded to, in points ("1"), or "off"
    #[arg(long, value_name = "UNIT|off")]
    pub rounding: Option<RoundingSpec>,
}

/// Options of `estimate`.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct EstimateOptions {
    #[command(flatten)]
    #[serde(flatten)]
    /// What is asked.
    pub selection: Selection,
    #[command(flatten)]
    #[serde(flatten)]
    /// Intervals.
    pub precision: Precision,
}

/// Options of `compare`.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct CompareOptions {
    #[command(flatten)]
    #[serde(flatten)]
    /// What is asked.
    pub selection: Selection,
    #[command(flatten)]
    #[serde(flatten)]
    /// Intervals.
    pub precision: Precision,
    /// What each is compared with: each, previous, first, last, total, or the name of a group or wave
    #[arg(long, value_name = "WHAT")]
    pub against: Option<String>,
    /// Adjust p-values for the number of comparisons [default: holm]
    #[arg(long, value_name = "HOW")]
    pub adjust: Option<Choice<Adjustments>>,
}

/// Options of `trend`.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct TrendOptions {
    #[command(flatten)]
    #[serde(flatten)]
    /// What is asked.
    pub selection: Selection,
    #[command(flatten)]
    #[serde(flatten)]
    /// Intervals.
    pub precision: Precision,
    /// How the trend is fitted [default: line]
    #[arg(long, value_name = "NAME")]
    pub method: Option<Choice<TrendMethods>>,
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
    fn interval_for(&self, measure: Measure) -> &'static dyn Interval {
        let wanted = self.interval();
        if wanted.fits(measure) { wanted } else { interval::PLAIN }
    }

    /// Name of the interval in outputs.
    pub fn interval_name(&self, measure: Measure) -> &'static str {
        self.simultaneous.map_or_else(|| self.interval_for(measure).name(), |choice| choice.name())
    }

    /// Intervals for the estimates of one cell.
    pub fn bounds(&self, estimates: &[Estimate]) -> Vec<Bounds> {
        let level = self.level();
        match self.simultaneous {
            Some(method) => method.get().bounds(estimates, level),
            None => estimates.iter().map(|e| self.interval_for(e.measure).bounds(e, level)).collect(),
        }
    }

    /// The estimate with the degrees of freedom that are stated, if any are.
    pub fn with_df(&self, mut estimate: Estimate) -> Estimate {
        estimate.base.df = self.df.unwrap_or(estimate.base.df);
        estimate
    }
}

impl PublishedBasis {
    /// How printed margins were rounded: to the nearest unless stated.
    pub fn rounding_of_margins(&self) -> Rounding {
        self.margin_rounding.map_or(Rounding::Nearest, |choice| *choice.get())
    }
}

impl CompareOptions {
    /// How p-values are adjusted: by Holm's method unless stated.
    pub fn adjustment(&self) -> Adjustment {
        self.adjust.map_or(Adjustment::Holm, |choice| *choice.get())
    }
}

impl TrendOptions {
    /// The method: a straight line unless stated.
    pub fn method(&self) -> &'static dyn TrendModel {
        self.method.map_or(crate::trend::USUAL, |choice| choice.get())
    }

    /// What every method is told.
    pub fn fit(&self) -> FitOptions {
        FitOptions::new(self.precision.level(), self.precision.interval())
    }
}
