//! What can be wrong with a wish for a report.

/// Why a report cannot be made as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A form that does not exist.
    #[error("no output form named \"{name}\"{hint}")]
    UnknownForm {
        /// As typed.
        name: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// A file whose ending names no form.
    #[error("{path}: the file ending {} names no output form{hint}", ending.as_ref().map_or("(none)".to_owned(), |e| format!("\".{e}\"")))]
    UnknownEnding {
        /// The file as typed.
        path: String,
        /// Its ending, without the dot.
        ending: Option<String>,
        /// "did you mean", known endings.
        hint: String,
    },
    /// A verb whose output has no schema.
    #[error("no schema for the output of \"{verb}\"{hint}")]
    UnknownSchema {
        /// As typed.
        verb: String,
        /// "did you mean", known verbs.
        hint: String,
    },
}
