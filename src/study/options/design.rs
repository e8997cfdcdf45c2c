//! How respondents were drawn, and how their file is read.

use super::no_effect;
use crate::ingest::microdata::Reading;
use crate::names::Choice;
use crate::sample::{DesignOptions, LonelyPsu, MakeOptions, Method, ReplicateType, Srs, WeightKind};
use crate::study::StudyError;
use crate::study::choices::{Engines, Methods};
use crate::study::spec::{MissingOf, Scales, SetOf, Switch, number, one_or_many, whole};
use encoding_rs::Encoding;
use schemars::JsonSchema;
use serde::Deserialize;

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
    /// Columns of strata, one for each stage: with commas, or the option once more
    #[arg(long, value_name = "S[,S2]", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub strata: Vec<String>,
    /// Columns of clusters, likewise
    #[arg(long, value_name = "P[,P2]", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub psu: Vec<String>,
    /// Columns of population sizes, or of sampling fractions, likewise
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
    #[arg(long, value_name = "X", value_parser = number)]
    pub scale: Option<f64>,
    /// Factor of every replicate: a file of numbers, or a,b,…
    #[arg(long, value_name = "FILE|a,b")]
    pub rscales: Option<Scales>,
    /// Make replicate weights from the design, and take the variance from them: jackknife, brr, bootstrap, sdr
    #[arg(long, value_name = "HOW", conflicts_with = "replicates")]
    pub make_replicates: Option<Choice<Methods>>,
    /// Where the random numbers of made replicates begin
    #[arg(long, value_name = "S", value_parser = whole::<u64>)]
    pub seed: Option<u64>,
    /// How many replicates are made, where that is not fixed by the design [default: bootstrap 500, sdr 80]
    #[arg(long, value_name = "R", value_parser = whole::<usize>)]
    pub replicate_count: Option<usize>,
    /// ρ of Fay's method
    #[arg(long, value_name = "X", value_parser = number)]
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
    /// Codes that stand for no answer, beside those that the file declares, as 'trust=-8,-9' or 'q*=99'; repeatable
    #[arg(long, value_name = "VAR=CODE,CODE")]
    #[serde(deserialize_with = "one_or_many")]
    pub missing: Vec<MissingOf>,
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
            whole_df: None,
            srs: self.srs.unwrap_or_default(),
        }
    }

    /// Whether the sum of weights is all that tells the size of the population, and nothing states that it does.
    pub(crate) fn guesses_population(&self) -> bool {
        self.weighs() && self.fpc.is_empty() && self.srs.is_none()
    }

    /// Whether a weight is stated that does not only count people.
    pub(crate) fn weighs(&self) -> bool {
        self.weight.is_some() && self.weight_kind != Some(WeightKind::Frequency)
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
            missing: own.missing.into_iter().chain(base.missing).collect(),
            engine: own.engine.or(base.engine),
            encoding: own.encoding.or(base.encoding),
            sheet: own.sheet.or(base.sheet),
        }
    }

    /// What a file does not say itself.
    ///
    /// # Errors
    /// [`StudyError`] for an encoding of no known name.
    pub(in crate::study) fn reading(&self) -> Result<Reading, StudyError> {
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
    pub(in crate::study) fn made(&self) -> Result<Option<(&'static dyn Method, MakeOptions)>, StudyError> {
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
        let known = [
            ("--replicate-type", self.replicate_type.is_some()),
            ("--scale", self.scale.is_some()),
            ("--rscales", self.rscales.is_some()),
            ("--mse", self.mse.is_some()),
            ("--combined", self.combined.is_some()),
        ];
        no_effect(&known, &format!("on --make-replicates {name}, which knows it of the replicates it makes"))?;
        if method.is_random() && self.seed.is_none() {
            let message = format!("--make-replicates {name} draws at random: say where it begins, as --seed 1");
            return Err(StudyError::Usage(message));
        }
        let replicates = self.replicate_count.or(method.usual_count()).unwrap_or_default();
        let options =
            MakeOptions { replicates, seed: self.seed.unwrap_or_default(), fay_rho: self.fay_rho.unwrap_or_default() };
        Ok(Some((method, options)))
    }

    /// Refuses what does nothing for a verb that works out no sampling error: the design, unless replicate weights are made from it, and
    /// where sums are made.
    ///
    /// # Errors
    /// [`StudyError::Usage`] naming the option.
    pub fn without_errors(&self, verb: &str, shows_weight: bool) -> Result<(), StudyError> {
        let design = [
            ("--weight", self.weight.is_some() && !shows_weight),
            ("--weight-kind", self.weight_kind.is_some() && !shows_weight),
            ("--strata", !self.strata.is_empty()),
            ("--psu", !self.psu.is_empty()),
            ("--fpc", !self.fpc.is_empty()),
            ("--nested", self.nested),
            ("--lonely-psu", self.lonely_psu.is_some()),
            ("--replicates", self.replicates.is_some()),
            ("--replicate-type", self.replicate_type.is_some()),
            ("--scale", self.scale.is_some()),
            ("--rscales", self.rscales.is_some()),
            ("--fay-rho", self.fay_rho.is_some()),
            ("--mse", self.mse.is_some()),
            ("--combined", self.combined.is_some()),
        ];
        let place = format!("on `{verb}`, which works out no sampling errors");
        if self.make_replicates.is_none() {
            no_effect(&design, &place)?;
        }
        no_effect(&[("--srs", self.srs.is_some()), ("--engine", self.engine.is_some())], &place)
    }

    /// Whether a design is stated.
    pub fn is_stated(&self) -> bool {
        let made = self.make_replicates.is_some() || self.seed.is_some() || self.replicate_count.is_some();
        made || self.options(None) != DesignOptions::default() || !self.set.is_empty() || !self.missing.is_empty()
    }
}
