//! Options of `compare`.

use super::{Precision, Selection, Statistic};
use crate::compare::adjust::Adjustment;
use crate::compare::hypothesis::Takes;
use crate::names::Choice;
use crate::study::StudyError;
use crate::study::choices::{Adjustments, Tests};
use crate::study::spec::{ScoresSpec, positive, positive_in_file};
use crate::study::stat::Stat;
use schemars::JsonSchema;
use serde::Deserialize;

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
    /// Which statistic.
    pub statistic: Statistic,
    #[command(flatten)]
    #[serde(flatten)]
    /// Intervals.
    pub precision: Precision,
    /// What each is compared with: each, previous, year-before, first, last, total, answers, or the name of a group or wave
    #[arg(long, value_name = "WHAT")]
    pub against: Option<String>,
    /// A test of all groups at once, for respondent-level data: rao-scott-f, rao-scott, wald, adjusted-wald, t, rank; or for any data trend
    /// (over ordered groups), contrast (of groups by stated weights) and equivalence (of pairs)
    #[arg(long, help_heading = "Comparison", value_name = "NAME")]
    pub test: Option<Choice<Tests>>,
    /// Scores of the groups of `--test trend`, or the weights of `--test contrast`: LEVEL=SCORE,… or numbers in the order of the levels
    /// [default of a trend: 1, 2, 3 …]
    #[arg(long, help_heading = "Comparison", value_name = "SCORES", allow_hyphen_values = true)]
    pub scores: Option<ScoresSpec>,
    /// How large a difference `--test equivalence` counts as none: of shares a fraction, 0.05 for 5 points
    #[arg(long, help_heading = "Comparison", value_name = "DELTA", value_parser = positive, allow_negative_numbers = true)]
    #[serde(deserialize_with = "positive_in_file")]
    pub within: Option<f64>,
    /// Adjust p-values for the number of comparisons [default: holm]: none, holm, bh, bonferroni
    #[arg(long, value_name = "HOW")]
    pub adjust: Option<Choice<Adjustments>>,
}

impl CompareOptions {
    /// An option that has no effect is an error.
    pub(in crate::study) fn check(&self) -> Result<(), StudyError> {
        self.statistic.check_with(&self.selection)?;
        let takes = self.test.map(|test| test.get().takes());
        let tested = takes == Some(Takes::Respondents);
        let means = self.test.is_some_and(|test| test.get().is_of_means());
        let other = self.statistic.stat.is_some() && !(means && self.statistic.stat() == Stat::Mean);
        let all_answers = "a test takes all answers; to compare this one between groups, leave out --test instead";
        let as_they_are = "a test takes the answers or numbers as they are";
        let idle = [
            (
                "--scores",
                self.scores.is_some() && takes != Some(Takes::Groups),
                "scores are those of --test trend and contrast",
            ),
            ("--within", self.within.is_some() && takes != Some(Takes::Pairs), "it is the range of --test equivalence"),
            (
                "--against",
                self.against.is_some() && takes.is_some_and(|takes| takes != Takes::Pairs),
                "this --test takes all groups at once",
            ),
            (
                "--interval",
                self.precision.interval.is_some(),
                "the interval of a difference is made from its standard error",
            ),
            ("--simultaneous", self.precision.simultaneous.is_some(), "differences are adjusted with --adjust"),
            ("--stat", tested && other, as_they_are),
            ("--quantile", tested && !self.statistic.quantile.is_empty(), as_they_are),
            ("--ratio", tested && self.statistic.ratio.is_some(), as_they_are),
            ("--function", tested && self.statistic.function.is_some(), as_they_are),
            ("--answer", tested && !self.selection.answer.is_empty(), all_answers),
            ("--net", tested && !self.selection.net.is_empty(), all_answers),
        ];
        match idle.iter().find(|(_, given, _)| *given) {
            Some((flag, _, why)) => Err(StudyError::Usage(format!("{flag} has no effect on compare: {why}"))),
            None => Ok(()),
        }
    }

    /// How p-values are adjusted: by Holm's method unless stated.
    pub fn adjustment(&self) -> Adjustment {
        self.adjust.map_or(Adjustment::Holm, |choice| *choice.get())
    }
}
