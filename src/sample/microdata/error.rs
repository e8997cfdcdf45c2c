//! What can be wrong with a design.

/// A design that cannot be, or does not fit its data.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DesignError {
    /// A column that is not there.
    #[error("{file}: no column \"{name}\" for the {role}{hint}")]
    NoColumn {
        /// The file.
        file: String,
        /// weight, strata …
        role: &'static str,
        /// As typed.
        name: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// Words where numbers are needed.
    #[error("{file}: column \"{name}\" holds words, but the {role} must be a number{first}")]
    NotNumbers {
        /// The file.
        file: String,
        /// weight, fpc …
        role: &'static str,
        /// The column.
        name: String,
        /// The first word and where it stands, if it was found.
        first: String,
    },
    /// Two options that exclude each other, or one without what it needs.
    #[error("{0}")]
    Options(String),
    /// No replicate columns.
    #[error("{file}: no column is named like \"{pattern}\"{hint}")]
    NoReplicates {
        /// The file.
        file: String,
        /// As typed.
        pattern: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// Not as many scales as replicates.
    #[error("{scales} rscales for {replicates} replicate columns: one for each is needed")]
    Rscales {
        /// Scales given.
        scales: usize,
        /// Columns found.
        replicates: usize,
    },
    /// One cluster in two strata.
    #[error(
        "cluster {cluster} stands in stratum {first} and in stratum {second}. If cluster numbers begin again in every stratum, say so: nested = true (--nested); else mend the file"
    )]
    Nested {
        /// The cluster.
        cluster: String,
        /// One stratum.
        first: String,
        /// Another.
        second: String,
    },
    /// One stratum written in two ways.
    #[error(
        "strata \"{first}\" and \"{second}\" look like one stratum written in two ways; write it in one, else its variance is wrong"
    )]
    TwoSpellings {
        /// One spelling.
        first: String,
        /// The other.
        second: String,
    },
    /// A stratum with one cluster.
    #[error(
        "stratum {stratum} has only one sampling unit at stage {stage}, so its variance is not known. Merge it with a like stratum, or choose what it adds: --lonely-psu certainty, remove, adjust or average"
    )]
    LonelyPsu {
        /// The stratum.
        stratum: String,
        /// 1 is the first.
        stage: usize,
    },
    /// A population size that changes within a stratum.
    #[error(
        "stage {stage}, stratum {stratum}: the population size is {first} for one unit and {second} for another; it is one for all units of a stratum: check the fpc column"
    )]
    FpcVaries {
        /// 1 is the first.
        stage: usize,
        /// The stratum.
        stratum: String,
        /// One value.
        first: f64,
        /// Another.
        second: f64,
    },
    /// Population sizes and fractions mixed.
    #[error(
        "stage {stage}, stratum {stratum}: fpc is {value}, elsewhere {other}; fpc holds population sizes (1 and more) or sampling fractions (above 0, at most 1), not both"
    )]
    FpcMixed {
        /// 1 is the first.
        stage: usize,
        /// The stratum.
        stratum: String,
        /// The value.
        value: f64,
        /// A value of the other kind.
        other: f64,
    },
    /// More units in the sample than in the population.
    #[error(
        "stage {stage}, stratum {stratum}: {sampled} units in the sample, but a population of {population}; check the fpc column"
    )]
    FpcTooSmall {
        /// 1 is the first.
        stage: usize,
        /// The stratum.
        stratum: String,
        /// Units in the sample.
        sampled: f64,
        /// Units in the population.
        population: f64,
    },
    /// What does not fit the data of a file.
    #[error("{file}: {error}")]
    InFile {
        /// The file.
        file: String,
        /// What.
        error: Box<DesignError>,
    },
    /// Nobody weighs anything.
    #[error("{file}: all weights in \"{column}\" are 0: name another column as the weight, or none")]
    NoWeight {
        /// The file.
        file: String,
        /// The column of the weight.
        column: String,
    },
    /// One sampling unit in all.
    #[error("{file}: the design has only one sampling unit, so no variance can be estimated")]
    OneUnit {
        /// The file.
        file: String,
    },
}

impl DesignError {
    /// Whether it is about what was stated, and not about what the file holds.
    pub fn is_of_options(&self) -> bool {
        matches!(self, Self::Options(_) | Self::NoReplicates { .. } | Self::Rscales { .. })
    }
}
