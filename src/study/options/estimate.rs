//! Options of `estimate`.

use super::{Precision, Selection, Statistic, no_effect};
use crate::estimate::PercentOf;
use crate::study::StudyError;
use crate::study::spec::StandardSpec;
use crate::study::stat::Stat;
use schemars::JsonSchema;
use serde::Deserialize;

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
    /// Which statistic.
    pub statistic: Statistic,
    #[command(flatten)]
    #[serde(flatten)]
    /// Intervals.
    pub precision: Precision,
    /// A presentation standard, nchs or a .toml file of rules: which shares are reliable, which are to be reviewed or suppressed
    #[arg(long, help_heading = "Intervals", value_name = "NAME|FILE")]
    pub standard: Option<StandardSpec>,
    /// A second table of the covariances of the estimates, for forms that hold several: json, xlsx, html, md, table; of a study a file
    #[arg(long, help_heading = "Intervals")]
    pub covariance: bool,
}

impl EstimateOptions {
    /// Whether every option that is stated has an effect.
    ///
    /// # Errors
    /// [`StudyError::Usage`] naming the first that has none.
    pub fn check(&self) -> Result<(), StudyError> {
        self.statistic.check_with(&self.selection)?;
        self.statistic.check_interval(&self.precision)?;
        let alone = self.precision.simultaneous.is_some_and(|choice| !choice.get().uses_single());
        let both = self.precision.interval.is_some() && alone;
        let shares = self.statistic.stat() == Stat::Share && self.statistic.percent_of != Some(PercentOf::Responses);
        let place = format!("on --stat {}, whose numbers are not known jointly", self.statistic.stat().name());
        no_effect(&[("--covariance", self.covariance && self.statistic.is_quantile())], &place)?;
        no_effect(&[("--standard", self.standard.is_some() && !shares)], "but on shares of people")?;
        no_effect(&[("--interval", both)], "beside --simultaneous")
    }
}
