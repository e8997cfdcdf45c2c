//! Which statistic, and what goes with it.

use super::{Precision, Selection, no_effect};
use crate::estimate::{Function, Leaf, Of, PercentOf};
use crate::names::Choice;
use crate::study::StudyError;
use crate::study::choices::{Rules, Stats};
use crate::study::spec::{FunctionSpec, NetSpec, RatioSpec, number, one_or_many};
use crate::study::stat::Stat;
use crate::uncertainty::interval::Interval;
use schemars::JsonSchema;
use serde::Deserialize;

/// Which statistic.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "What is asked")]
pub struct Statistic {
    /// The statistic [default: share]: share, mean, total, ratio, quantile, median, variance, standard-deviation, net-score, function
    #[arg(long, value_name = "NAME")]
    pub stat: Option<Choice<Stats>>,
    /// Numerator and denominator of `--stat ratio`
    #[arg(long, value_name = "NUM/DEN")]
    pub ratio: Option<RatioSpec>,
    /// A function of estimates, as "log(yes / no)" or "cv = sd(income) / mean(income)": + - * / ^, brackets, log exp sqrt logit, answers
    /// and nets of the question, mean total variance sd median of a variable, quantile(variable, 0.9) or share(variable, answer)
    #[arg(long, value_name = "[NAME=]FUNCTION", allow_hyphen_values = true)]
    pub function: Option<FunctionSpec>,
    /// Probabilities of `--stat quantile`
    #[arg(long, value_name = "P[,P…]", value_delimiter = ',', value_parser = number)]
    #[serde(deserialize_with = "one_or_many")]
    pub quantile: Vec<f64>,
    /// Of a question with several answers, per cent of the people who answered, or of all answers given [default: cases]
    #[arg(long, value_name = "OF")]
    pub percent_of: Option<PercentOf>,
    /// How quantiles are read off the weighted distribution [default: math]: math, school, shahvaish, hf1 … hf9
    #[arg(long, value_name = "RULE")]
    pub quantile_rule: Option<Choice<Rules>>,
}

impl Statistic {
    /// The statistic: shares unless stated; a ratio or quantiles where these are spelled out.
    pub fn stat(&self) -> Stat {
        match self.stat {
            Some(choice) => *choice.get(),
            None if self.ratio.is_some() => Stat::Ratio,
            None if self.function.is_some() => Stat::Function,
            None if !self.quantile.is_empty() => Stat::Quantile,
            None => Stat::Share,
        }
    }

    /// Numerator and denominator.
    pub(in crate::study) fn ratio_of(&self) -> Result<(&str, &str), StudyError> {
        let missing = || StudyError::Usage("a ratio needs its two variables: --ratio NUM/DEN".to_owned());
        self.ratio.as_ref().map(|ratio| (&*ratio.up, &*ratio.down)).ok_or_else(missing)
    }

    /// The function.
    pub(in crate::study) fn function_of(&self) -> Result<&Function, StudyError> {
        let missing = || StudyError::Usage("a function has to be said: --function 'log(yes / no)'".to_owned());
        self.function.as_ref().map(|spec| &spec.0).ok_or_else(missing)
    }

    /// The probabilities of quantiles; the median's is one half.
    pub(in crate::study) fn probabilities(&self) -> Result<Vec<f64>, StudyError> {
        match (self.stat(), self.quantile.as_slice()) {
            (Stat::Median, []) => Ok(vec![0.5]),
            (Stat::Median, _) => {
                Err(StudyError::Usage("a median is the quantile 0.5: leave out --quantile".to_owned()))
            }
            (_, []) => Err(StudyError::Usage("quantiles need their probabilities: --quantile .25,.5,.75".to_owned())),
            (_, named) => Ok(named.to_vec()),
        }
    }

    /// An option that has no effect is an error.
    pub(in crate::study) fn check(&self) -> Result<(), StudyError> {
        if self.stat() == Stat::Function {
            self.function_of()?;
        }
        let quantiles = self.is_quantile();
        let idle = [
            ("--ratio", self.ratio.is_some() && self.stat() != Stat::Ratio),
            ("--function", self.function.is_some() && self.stat() != Stat::Function),
            ("--quantile", !self.quantile.is_empty() && !quantiles),
            ("--percent-of", self.percent_of.is_some() && !matches!(self.stat(), Stat::Share | Stat::NetScore)),
            ("--quantile-rule", self.quantile_rule.is_some() && !(quantiles || self.stat() == Stat::Function)),
        ];
        no_effect(&idle, &format!("on --stat {}", self.stat().name()))
    }

    /// Whether quantiles are asked for, or a function of some.
    pub(in crate::study) fn reads_quantiles(&self) -> bool {
        let is_quantile = |leaf: &Leaf| matches!(leaf.of, Of::Quantile(_));
        self.is_quantile() || self.function.as_ref().is_some_and(|spec| spec.0.leaves().iter().any(is_quantile))
    }

    pub(in crate::study) fn is_quantile(&self) -> bool {
        matches!(self.stat(), Stat::Quantile | Stat::Median)
    }

    /// What is asked must go with the statistic: a mean has no answers.
    pub(super) fn check_with(&self, selection: &Selection) -> Result<(), StudyError> {
        let answers = matches!(self.stat(), Stat::Share | Stat::NetScore | Stat::Total);
        let function = self.function.as_ref().map(|spec| &spec.0);
        let of_answers = function.is_some_and(Function::is_of_answers);
        let takes_nets = answers || of_answers;
        let idle = [
            ("--answer", !selection.answer.is_empty() && !answers),
            ("--net", !selection.net.is_empty() && !takes_nets),
            ("--question", !selection.question.is_empty() && self.ratio.is_some()),
        ];
        no_effect(&idle, &format!("on --stat {}", self.stat().name()))?;
        let named = function.is_some() && !of_answers && !selection.question.is_empty();
        no_effect(&[("--question", named)], "on a --function that names its variables itself")?;
        self.check_nets(selection)
    }

    /// A net that is made and neither shown nor summed is no answer to anything.
    fn check_nets(&self, selection: &Selection) -> Result<(), StudyError> {
        let is_part = |net: &NetSpec| selection.net.iter().any(|other| other.of.contains(&net.name));
        let (why, idle) = match &self.function {
            Some(spec) => {
                let takes = |net: &NetSpec| spec.0.leaves().iter().any(|leaf| leaf.answer.as_ref() == Some(&net.name));
                let idle = selection.net.iter().find(|net| !takes(net) && !is_part(net));
                ("the --function does not take it: leave it out".to_owned(), idle)
            }
            None => {
                let idle = selection.unpicked_nets().find(|net| !is_part(net));
                let name = idle.map_or("", |net| &net.name);
                (format!("it is not among the --answer asked for: add --answer '{name}', or leave it out"), idle)
            }
        };
        let error = |net: &NetSpec| StudyError::Usage(format!("--net {} has no effect, as {why}", net.name));
        idle.map_or(Ok(()), |net| Err(error(net)))
    }

    /// So must the interval.
    pub(super) fn check_interval(&self, precision: &Precision) -> Result<(), StudyError> {
        let shares = self.stat() == Stat::Share;
        let fits = |interval: &dyn Interval| self.is_quantile() || interval.fits(self.stat().measure());
        let idle = [
            ("--interval", precision.interval.is_some_and(|choice| !fits(choice.get()))),
            ("--simultaneous", precision.simultaneous.is_some() && !shares),
        ];
        no_effect(&idle, &format!("on --stat {}", self.stat().name()))
    }
}
