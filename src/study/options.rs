//! The options of every act, defined once: flags of a command and keys of a study file are the same structs.

use super::StudyError;
use super::choices::{
    Adjustments, Betweens, Engines, Intervals, MarginRoundings, Methods, Rules, SimultaneousIntervals, Stats, Tests,
    TrendMethods,
};
pub use super::spec::SetOf;
use super::spec::{
    By, MarginSpec, NetSpec, RatioSpec, RoundingSpec, Scales, ScoresSpec, StandardSpec, Switch, one_or_many, positive,
    positive_in_file,
};
use super::stat::Stat;
use crate::compare::adjust::Adjustment;
use crate::compare::hypothesis::Takes;
use crate::estimate::PercentOf;
use crate::ingest::microdata::Reading;
use crate::names::Choice;
use crate::sample::margin::Rounding;
use crate::sample::{DesignOptions, LonelyPsu, MakeOptions, Method, ReplicateType, Srs, WeightKind};
use crate::trend::{FitOptions, Houses, Span, TrendModel};
use crate::uncertainty::interval::{self, Interval};
use crate::uncertainty::{Level, Measure};
use encoding_rs::Encoding;
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

/// Which statistic.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "What is asked")]
pub struct Statistic {
    /// The statistic [default: share]: share, mean, total, ratio, quantile, median, variance, standard-deviation, net-score
    #[arg(long, value_name = "NAME")]
    pub stat: Option<Choice<Stats>>,
    /// Numerator and denominator of `--stat ratio`
    #[arg(long, value_name = "NUM/DEN")]
    pub ratio: Option<RatioSpec>,
    /// Probabilities of `--stat quantile`
    #[arg(long, value_name = "P[,P…]", value_delimiter = ',')]
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
            None if !self.quantile.is_empty() => Stat::Quantile,
            None => Stat::Share,
        }
    }

    /// Numerator and denominator.
    pub(super) fn ratio_of(&self) -> Result<(&str, &str), StudyError> {
        let missing = || StudyError::Usage("a ratio needs its two variables: --ratio NUM/DEN".to_owned());
        self.ratio.as_ref().map(|ratio| (&*ratio.up, &*ratio.down)).ok_or_else(missing)
    }

    /// The probabilities of quantiles; the median's is one half.
    pub(super) fn probabilities(&self) -> Result<Vec<f64>, StudyError> {
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
    pub(super) fn check(&self) -> Result<(), StudyError> {
        let quantiles = self.is_quantile();
        let idle = [
            ("--ratio", self.ratio.is_some() && self.stat() != Stat::Ratio),
            ("--quantile", !self.quantile.is_empty() && !quantiles),
            ("--percent-of", self.percent_of.is_some() && !matches!(self.stat(), Stat::Share | Stat::NetScore)),
            ("--quantile-rule", self.quantile_rule.is_some() && !quantiles),
        ];
        no_effect(&idle, &format!("on --stat {}", self.stat().name()))
    }

    fn is_quantile(&self) -> bool {
        matches!(self.stat(), Stat::Quantile | Stat::Median)
    }

    /// What is asked must go with the statistic: a mean has no answers.
    fn check_with(&self, selection: &Selection) -> Result<(), StudyError> {
        let answers = matches!(self.stat(), Stat::Share | Stat::NetScore);
        let idle = [
            ("--answer", !selection.answer.is_empty() && !answers),
            ("--net", !selection.net.is_empty() && !answers),
            ("--question", !selection.question.is_empty() && self.ratio.is_some()),
        ];
        no_effect(&idle, &format!("on --stat {}", self.stat().name()))
    }

    /// So must the interval.
    fn check_interval(&self, precision: &Precision) -> Result<(), StudyError> {
        let shares = self.stat() == Stat::Share;
        let fits = |interval: &dyn Interval| self.is_quantile() || interval.fits(self.stat().measure());
        let idle = [
            ("--interval", precision.interval.is_some_and(|choice| !fits(choice.get()))),
            ("--simultaneous", precision.simultaneous.is_some() && !shares),
        ];
        no_effect(&idle, &format!("on --stat {}", self.stat().name()))
    }
}

/// The first of some options that does nothing, as an error.
fn no_effect(options: &[(&str, bool)], place: &str) -> Result<(), StudyError> {
    match options.iter().find(|(_, idle)| *idle) {
        Some((option, _)) => Err(StudyError::Usage(format!("{option} has no effect {place}: leave it out"))),
        None => Ok(()),
    }
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
    /// A printed margin of error, as "50=3.4" (points at 50 %); repeatable: a schedule gives the design effect
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

/// How respondents were drawn. Lists hold one column for each stage.
#[derive(Debug, Clone, Default, PartialEq, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Respondent-level data")]
pub struct DesignFlags {
    /// Column of weights
    #[arg(long, value_name = "W")]
    pub weight: Option<String>,
    /// What a weight means
    #[arg(long, value_name = "KIND")]
    pub weight_kind: Option<WeightKind>,
    /// Columns of strata
    #[arg(long, value_name = "S[,S2]", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub strata: Vec<String>,
    /// Columns of clusters
    #[arg(long, value_name = "P[,P2]", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub psu: Vec<String>,
    /// Columns of population sizes, or of sampling fractions
    #[arg(long, value_name = "F[,F2]", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub fpc: Vec<String>,
    /// Cluster numbers begin again in every stratum
    #[arg(long)]
    pub nested: bool,
    /// What a stratum with one cluster adds to the variance [default: fail]
    #[arg(long, value_name = "HOW")]
    pub lonely_psu: Option<LonelyPsu>,
    /// Replicate weight columns, as 'rep*'
    #[arg(long, value_name = "COLUMNS")]
    pub replicates: Option<String>,
    /// How the replicates were made
    #[arg(long, value_name = "TYPE")]
    pub replicate_type: Option<ReplicateType>,
    /// Factor of the whole replicate variance
    #[arg(long, value_name = "X")]
    pub scale: Option<f64>,
    /// Factor of every replicate: a file of numbers, or a,b,…
    #[arg(long, value_name = "FILE|a,b")]
    pub rscales: Option<Scales>,
    /// Make replicate weights from the design, and take the variance from them: jackknife, brr, bootstrap, sdr
    #[arg(long, value_name = "HOW", conflicts_with = "replicates")]
    pub make_replicates: Option<Choice<Methods>>,
    /// Where the random numbers of made replicates begin
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// How many replicates are made, where that is not fixed by the design [default: bootstrap 500, sdr 80]
    #[arg(long, value_name = "R")]
    pub replicate_count: Option<usize>,
    /// ρ of Fay's method
    #[arg(long, value_name = "X")]
    pub fay_rho: Option<f64>,
    /// Squares about the full-sample estimate (on) or the replicates' mean (off)
    #[arg(long, value_name = "on|off")]
    pub mse: Option<Switch>,
    /// Replicate columns are whole weights (on) or factors of the weight (off)
    #[arg(long, value_name = "on|off")]
    pub combined: Option<Switch>,
    /// The simple random sample that design effects compare with
    #[arg(long, value_name = "HOW")]
    pub srs: Option<Srs>,
    /// A question of several variables, to which people could give several answers, as 'q5=q5_1,q5_2' or 'q5=q5_*'; with ':VALUE' after it,
    /// the value of those who gave the answer [default: 1, beside 0]; repeatable
    #[arg(long, value_name = "NAME=VAR,VAR[:VALUE]")]
    #[serde(deserialize_with = "one_or_many")]
    pub set: Vec<SetOf>,
    /// Where the sums are made [default: polars]: polars, naive
    #[arg(long, value_name = "NAME")]
    pub engine: Option<Choice<Engines>>,
    /// Encoding of a file of respondents that does not state its own, as windows-1251
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Sheet of a workbook with several
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

impl DesignFlags {
    /// The same for the library; `df` replaces the degrees of freedom of the design.
    pub fn options(&self, df: Option<f64>) -> DesignOptions {
        DesignOptions {
            weight: self.weight.clone(),
            weight_kind: self.weight_kind.unwrap_or_default(),
            strata: self.strata.clone(),
            psu: self.psu.clone(),
            fpc: self.fpc.clone(),
            nested: self.nested,
            lonely_psu: self.lonely_psu,
            replicates: self.replicates.clone(),
            replicate_type: self.replicate_type,
            scale: self.scale,
            rscales: self.rscales.clone().unwrap_or_default().0,
            // Of made replicates it is said with them.
            fay_rho: self.fay_rho.filter(|_| self.make_replicates.is_none()),
            mse: self.mse.map(|switch| switch.0),
            combined: self.combined.map(|switch| switch.0),
            df,
            srs: self.srs.unwrap_or_default(),
        }
    }

    /// These flags, and what `base` states where they are silent.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let (own, base) = (self.clone(), base.clone());
        let columns = |own: Vec<String>, base| if own.is_empty() { base } else { own };
        Self {
            weight: own.weight.or(base.weight),
            weight_kind: own.weight_kind.or(base.weight_kind),
            strata: columns(own.strata, base.strata),
            psu: columns(own.psu, base.psu),
            fpc: columns(own.fpc, base.fpc),
            nested: own.nested || base.nested,
            lonely_psu: own.lonely_psu.or(base.lonely_psu),
            replicates: own.replicates.or(base.replicates),
            replicate_type: own.replicate_type.or(base.replicate_type),
            scale: own.scale.or(base.scale),
            rscales: own.rscales.or(base.rscales),
            make_replicates: own.make_replicates.or(base.make_replicates),
            seed: own.seed.or(base.seed),
            replicate_count: own.replicate_count.or(base.replicate_count),
            fay_rho: own.fay_rho.or(base.fay_rho),
            mse: own.mse.or(base.mse),
            combined: own.combined.or(base.combined),
            srs: own.srs.or(base.srs),
            set: own.set.into_iter().chain(base.set).collect(),
            engine: own.engine.or(base.engine),
            encoding: own.encoding.or(base.encoding),
            sheet: own.sheet.or(base.sheet),
        }
    }

    /// What a file does not say itself.
    ///
    /// # Errors
    /// [`StudyError`] for an encoding of no known name.
    pub(super) fn reading(&self) -> Result<Reading, StudyError> {
        let known = |name: &String| {
            let unknown =
                || StudyError::Usage(format!("no text encoding named \"{name}\": utf-8, windows-1251, koi8-r … are"));
            Encoding::for_label(name.as_bytes()).ok_or_else(unknown)
        };
        Ok(Reading { encoding: self.encoding.as_ref().map(known).transpose()?, sheet: self.sheet.clone() })
    }

    /// What made replicates are told; `None` when none are to be made.
    ///
    /// # Errors
    /// [`StudyError::Usage`] naming an option that has no effect, or the seed that is needed.
    pub(super) fn made(&self) -> Result<Option<(&'static dyn Method, MakeOptions)>, StudyError> {
        let Some(choice) = self.make_replicates else {
            let idle = [("--seed", self.seed.is_some()), ("--replicate-count", self.replicate_count.is_some())];
            return no_effect(&idle, "without --make-replicates").map(|()| None);
        };
        let (method, name) = (choice.get(), choice.name());
        let idle = [
            ("--seed", self.seed.is_some() && !method.is_random()),
            ("--replicate-count", self.replicate_count.is_some() && method.usual_count().is_none()),
            ("--fay-rho", self.fay_rho.is_some() && !method.takes_fay()),
            ("--replicates", self.replicates.is_some()),
        ];
        no_effect(&idle, &format!("on --make-replicates {name}"))?;
        if method.is_random() && self.seed.is_none() {
            let message = format!("--make-replicates {name} draws at random: say where it begins, as --seed 1");
            return Err(StudyError::Usage(message));
        }
        let replicates = self.replicate_count.or(method.usual_count()).unwrap_or_default();
        let options =
            MakeOptions { replicates, seed: self.seed.unwrap_or_default(), fay_rho: self.fay_rho.unwrap_or_default() };
        Ok(Some((method, options)))
    }

    /// Whether a design is stated.
    pub fn is_stated(&self) -> bool {
        let made = self.make_replicates.is_some() || self.seed.is_some() || self.replicate_count.is_some();
        made || self.options(None) != DesignOptions::default() || !self.set.is_empty()
    }
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
    /// (over ordered groups) and equivalence (of pairs)
    #[arg(long, help_heading = "Comparison", value_name = "NAME")]
    pub test: Option<Choice<Tests>>,
    /// Scores of the groups of `--test trend`: LEVEL=SCORE,… or numbers in the order of the levels [default: 1, 2, 3 …]
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
    #[arg(long, help_heading = "Trend", value_name = "SHARE")]
    pub span: Option<f64>,
    /// Estimator of the scatter between waves (line, logit-line, average) [default: reml]: reml, dersimonian-laird, paule-mandel
    #[arg(long, value_name = "NAME")]
    pub between: Option<Choice<Betweens>>,
    /// House effects (local-level): sum-to-zero, or the pollster that is taken to be right
    #[arg(long, help_heading = "Trend", value_name = "HOW")]
    pub houses: Option<String>,
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
        let wanted = self.interval();
        if wanted.fits(measure) { wanted } else { interval::PLAIN }
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

impl PublishedBasis {
    /// How printed margins were rounded: to the nearest unless stated.
    pub fn rounding_of_margins(&self) -> Rounding {
        self.margin_rounding.map_or(Rounding::Nearest, |choice| *choice.get())
    }
}

impl PublishedBasis {
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

impl CompareOptions {
    /// An option that has no effect is an error.
    pub(super) fn check(&self) -> Result<(), StudyError> {
        let takes = self.test.map(|test| test.get().takes());
        let tested = takes == Some(Takes::Respondents);
        let idle = [
            ("--scores", self.scores.is_some() && takes != Some(Takes::Groups), "scores are those of --test trend"),
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
            ("--stat", tested && self.statistic.stat.is_some(), "a test takes the answers or numbers as they are"),
            ("--answer", tested && !self.selection.answer.is_empty(), "a test takes all answers"),
            ("--net", tested && !self.selection.net.is_empty(), "a test takes all answers"),
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
