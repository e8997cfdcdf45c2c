//! How a sample was drawn, as flags and study files state it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The stated design. Lists hold one column for each stage, first stage first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub struct DesignOptions {
    /// Column of weights; none: everybody weighs 1.
    pub weight: Option<String>,
    /// What a weight means.
    pub weight_kind: WeightKind,
    /// Columns of strata.
    pub strata: Vec<String>,
    /// Columns of clusters; none: respondents were drawn one by one.
    pub psu: Vec<String>,
    /// Columns of population sizes, or of sampling fractions.
    pub fpc: Vec<String>,
    /// Cluster numbers begin again in every stratum.
    pub nested: bool,
    /// What a stratum with one cluster adds to the variance.
    pub lonely_psu: Option<LonelyPsu>,
    /// Replicate weight columns: a name with `*` for any letters, or names with commas between.
    pub replicates: Option<String>,
    /// How the replicates were made.
    pub replicate_type: Option<ReplicateType>,
    /// Factor of the whole replicate variance.
    pub scale: Option<f64>,
    /// Factor of every replicate's square.
    pub rscales: Vec<f64>,
    /// ρ of Fay's method, in [0, 1).
    pub fay_rho: Option<f64>,
    /// Squares are taken about the full-sample estimate (else about the replicates' mean).
    pub mse: Option<bool>,
    /// Replicate columns are weights (else factors of the weight).
    pub combined: Option<bool>,
    /// Degrees of freedom, instead of those that follow from the design.
    pub df: Option<f64>,
    /// Degrees of freedom of all respondents, where they are known; those of a part of them are found in the weights.
    pub whole_df: Option<f64>,
    /// The simple random sample that design effects compare with.
    pub srs: Srs,
}

/// What a weight means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum WeightKind {
    /// The inverse of a probability: how many people a respondent stands for.
    #[default]
    Probability,
    /// How many respondents a row stands for.
    Frequency,
}

/// What a stratum with a single cluster adds to the variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LonelyPsu {
    /// It is an error that names the stratum.
    #[default]
    Fail,
    /// Nothing.
    Remove,
    /// Nothing at its stage, as it was taken with certainty; later stages enter in full.
    Certainty,
    /// Its square about the mean of all clusters (Rust & Rao 1996).
    Adjust,
    /// The average of the other strata with people in the domain.
    Average,
}

/// How replicate weights were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ReplicateType {
    /// Balanced repeated replication (McCarthy 1969).
    Brr,
    /// Balanced repeated replication with perturbed weights (Judkins 1990).
    Fay,
    /// Jackknife, unstratified.
    Jk1,
    /// Jackknife, stratified.
    Jkn,
    /// Jackknife, paired clusters.
    Jk2,
    /// Bootstrap (Rao, Wu & Yue 1992).
    Bootstrap,
    /// Successive differences (Fay & Train 1995), as in the American Community Survey.
    Sdr,
    /// Any other, with its scales.
    Other,
}

/// The simple random sample that design effects compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Srs {
    /// Drawn without replacement from as many people as the weights add up to.
    #[default]
    WithoutReplacement,
    /// Drawn with replacement; the right one for weights that add up to the sample size.
    WithReplacement,
    /// With replacement where the weights of everybody in the file add up to less than twice as many, as those scaled to the sample do, else
    /// without.
    ByWeights,
}

/// How the simple random sample is drawn that design effects compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// Without replacement, from as many people as the weights add up to.
    WithoutReplacement,
    /// With replacement.
    WithReplacement,
}

/// Whether weights that add up to `weighted` for `n` respondents tell no size of a population: hardly ever half of one is asked.
pub fn are_scaled(weighted: f64, n: f64) -> bool {
    weighted < 2.0 * n
}
