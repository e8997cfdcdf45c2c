//! Samples: who answers with totals and their joint uncertainty.
//!
//! One seam, [`Sample`]: a [`Tabulation`] goes in, labelled weighted totals come out. Everything else (shares, means, ratios) is a
//! smooth function of those totals, written once in `estimate`.

mod everybody;
pub mod margin;
mod microdata;
mod published;
mod tabulation;

pub use everybody::WithEverybody;
pub use microdata::{
    Design, DesignError, DesignOptions, Draw, Factors, Freedom, Learned, LonelyPsu, METHODS, MakeOptions, Method,
    Microdata, Numbers, ReplicateType, ReplicateWeights, Srs, WeightKind, are_scaled, attach,
};
pub use published::{Assumptions, Published, Rounding};
pub use tabulation::{Quantity, Tabulation, Term, Totals};

/// Something that can be asked for totals.
pub trait Sample {
    /// The weighted totals of `tabulation`, one for each cell that occurs and each term. Each element is jointly known; published
    /// tables give one for every printed column, to be joined where that is possible, and microdata give one in all.
    ///
    /// # Errors
    /// [`SampleError`] when the sample does not have what is asked.
    fn totals(&self, tabulation: &Tabulation) -> Result<Vec<Totals>, SampleError>;

    /// Whether people could give several answers to a question whose answers are variables of their own, so that their joint shares are
    /// known.
    fn gives_several(&self, _question: &str) -> bool {
        false
    }

    /// Whether a figure of a net may stand among those of answers, as printed tables have them.
    fn prints_nets(&self) -> bool {
        false
    }

    /// Whether every answer is known by itself alone, as printed shares of several answers are, so that a net has no sum.
    fn knows_answers_apart(&self) -> bool {
        false
    }

    /// Whether estimates are about some of the respondents only.
    fn is_part(&self) -> bool {
        false
    }

    /// The simple random sample that design effects compare with; `None` where the bases of the totals already hold them.
    fn srs(&self) -> Option<Draw> {
        None
    }
}

/// Why a sample cannot answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// A question, answer or variable that is not there.
    #[error("no {kind} named \"{name}\" in {source_name}{hint}")]
    Unknown {
        /// question, answer, group variable …
        kind: &'static str,
        /// As typed.
        name: String,
        /// Where it was looked for.
        source_name: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// Published tables have shares of answers, nothing else.
    #[error(
        "{source_name} is a published table: it has shares of answers, no {quantity}. Respondent-level data is needed for that"
    )]
    NotPublished {
        /// Where it was looked for.
        source_name: String,
        /// What was asked.
        quantity: String,
    },
    /// A base that nobody can have.
    #[error(
        "{place}: a base of {n} is not possible for a printed figure: it is at least 1; correct the base, or leave it empty"
    )]
    BadBase {
        /// The figure.
        place: crate::survey::Place,
        /// Its base.
        n: f64,
    },
    /// One answer printed twice for the same people.
    #[error(
        "{place}: \"{answer}\" stands twice for the same wave, group and pollster (first at {first}): choose one, as with --where \"mode == '…'\""
    )]
    Twice {
        /// The second figure.
        place: crate::survey::Place,
        /// The first.
        first: crate::survey::Place,
        /// The answer.
        answer: String,
    },
    /// A figure without a base.
    #[error(
        "{place}: no base for {question} ({group}), and none is stated: give --n N, or n = N in the study's source"
    )]
    NoBase {
        /// The figure.
        place: crate::survey::Place,
        /// Its question.
        question: String,
        /// Its groups.
        group: String,
    },
    /// Words where numbers are needed.
    #[error("{source_name}: \"{name}\" {first}")]
    NotNumbers {
        /// The variable.
        name: String,
        /// Where it stands.
        source_name: String,
        /// What it holds, the first word with its place, and the next step.
        first: String,
    },
    /// The design does not fit the data.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The sums cannot be made.
    #[error(transparent)]
    Engine(#[from] crate::engine::EngineError),
    /// The file cannot be read.
    #[error(transparent)]
    Source(#[from] crate::survey::SourceError),
    /// Two values with one label.
    #[error("{file}: {variable}: the values {} and {} are both labelled \"{label}\", so their shares could not be told apart; mend the labels", values.0, values.1)]
    LabelsCollide {
        /// The file.
        file: String,
        /// The variable.
        variable: String,
        /// The label.
        label: String,
        /// The values.
        values: Box<(String, String)>,
    },
    /// A group variable that is none.
    #[error(
        "{file}: {variable} has {levels} levels, and answers and groups are at most {most}; cut it into bands, ask for its --stat mean, or choose another variable"
    )]
    TooManyLevels {
        /// The file.
        file: String,
        /// The variable.
        variable: String,
        /// How many.
        levels: usize,
        /// How many there may be.
        most: usize,
    },
}
