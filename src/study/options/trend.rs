//! Options of `trend`.

use super::{Precision, Selection, Statistic, no_effect};
use crate::names::Choice;
use crate::study::StudyError;
use crate::study::choices::{Betweens, TrendMethods};
use crate::study::spec::number;
use crate::trend::{FitOptions, Houses, Span, TrendModel};
use schemars::JsonSchema;
use serde::Deserialize;

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
    /// Which statistic.
    pub statistic: Statistic,
    #[command(flatten)]
    #[serde(flatten)]
    /// Intervals.
    pub precision: Precision,
    /// How the trend is fitted [default: line]: line, logit-line, local-level, loess, average
    #[arg(long, help_heading = "Trend", value_name = "NAME")]
    pub method: Option<Choice<TrendMethods>>,
    /// Share of the waves in a local neighbourhood (loess) [default: 0.75]
    #[arg(long, help_heading = "Trend", value_name = "SHARE", value_parser = number)]
    pub span: Option<f64>,
    /// Estimator of the scatter between waves (line, logit-line, average) [default: reml]: reml, dersimonian-laird, paule-mandel
    #[arg(long, value_name = "NAME")]
    pub between: Option<Choice<Betweens>>,
    /// House effects (local-level): sum-to-zero, or the pollster that is taken to be right
    #[arg(long, help_heading = "Trend", value_name = "HOW")]
    pub houses: Option<String>,
}

impl TrendOptions {
    /// Whether every option that is stated has an effect.
    ///
    /// # Errors
    /// [`StudyError::Usage`] naming the first that has none.
    pub fn check(&self) -> Result<(), StudyError> {
        self.statistic.check_with(&self.selection)?;
        self.statistic.check_interval(&self.precision)?;
        no_effect(&[("--simultaneous", self.precision.simultaneous.is_some())], "on trends")
    }

    /// The method: a straight line unless stated.
    pub fn method(&self) -> &'static dyn TrendModel {
        self.method.map_or(crate::trend::USUAL, |choice| choice.get())
    }

    /// What every method is told.
    ///
    /// # Errors
    /// [`StudyError`] when the span is no share.
    pub fn fit(&self) -> Result<FitOptions, StudyError> {
        let houses = |how: &str| match how {
            "sum-to-zero" => Houses::SumToZero,
            anchor => Houses::Anchor(anchor.into()),
        };
        Ok(FitOptions {
            span: self.span.map(Span::new).transpose()?,
            between: self.between.map(|choice| *choice.get()),
            houses: self.houses.as_deref().map(houses),
            ..FitOptions::new(self.precision.level(), self.precision.interval())
        })
    }
}
