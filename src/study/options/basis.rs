//! What a published table stands on, where it does not say.

use crate::names::Choice;
use crate::sample::margin::Rounding;
use crate::study::choices::MarginRoundings;
use crate::study::spec::{MarginSpec, RoundingSpec, one_or_many, positive, positive_in_file};
use schemars::JsonSchema;
use serde::Deserialize;

/// What a published table stands on, where it does not say.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Published tables")]
pub struct PublishedBasis {
    /// Base of figures that are printed without one
    #[arg(long, value_name = "N", value_parser = positive, allow_negative_numbers = true)]
    #[serde(deserialize_with = "positive_in_file")]
    pub n: Option<f64>,
    /// Design effect
    #[arg(long, value_name = "D", value_parser = positive, allow_negative_numbers = true)]
    #[serde(deserialize_with = "positive_in_file")]
    pub deff: Option<f64>,
    /// A printed margin of error, as "50=3.4": at 50 %, 3.4 points, both in per cent; repeatable: a schedule gives the design effect
    #[arg(long, value_name = "P=M", conflicts_with = "deff")]
    #[serde(deserialize_with = "one_or_many")]
    pub margin: Vec<MarginSpec>,
    /// How the printed margins were rounded [default: nearest]: nearest, up
    #[arg(long, value_name = "HOW")]
    pub margin_rounding: Option<Choice<MarginRoundings>>,
    /// Unit that printed figures are rounded to, in points ("1"), or "off"
    #[arg(long, value_name = "UNIT|off")]
    pub rounding: Option<RoundingSpec>,
}

impl PublishedBasis {
    /// How printed margins were rounded: to the nearest unless stated.
    pub fn rounding_of_margins(&self) -> Rounding {
        self.margin_rounding.map_or(Rounding::Nearest, |choice| *choice.get())
    }

    /// The first option that is stated, by its flag.
    pub fn first_stated(&self) -> Option<&'static str> {
        let stated = [
            ("--n", self.n.is_some()),
            ("--deff", self.deff.is_some()),
            ("--margin", !self.margin.is_empty()),
            ("--margin-rounding", self.margin_rounding.is_some()),
            ("--rounding", self.rounding.is_some()),
        ];
        stated.iter().find(|(_, stated)| *stated).map(|(flag, _)| *flag)
    }
}
