//! Multiple-response sets: several variables that are one question, to which people could give several answers.

use std::sync::Arc;

/// A question of which every answer is a variable of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultipleSet {
    /// The name of the question.
    pub name: Arc<str>,
    /// Its wording.
    pub label: Option<Arc<str>>,
    /// Its answers, in order.
    pub items: Vec<Item>,
}

/// One answer of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The variable that holds it, or of several mentions the label of the value: the answer's name.
    pub name: Arc<str>,
    /// The words shown to readers.
    pub title: Arc<str>,
    /// The place in the source of a column that is 1 for those who gave the answer, 0 for others who answered any item, else missing.
    pub column: usize,
}

/// A set as it is declared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetSpec {
    /// The name of the question.
    pub name: Arc<str>,
    /// Its wording.
    pub label: Option<Arc<str>>,
    /// The variables; `*` stands for any letters.
    pub of: Vec<Arc<str>>,
    /// The value, or its label, of those who gave the answer; 1, beside 0 for those who did not, where it is not stated.
    pub counted: Option<Arc<str>>,
    /// The variables are mentions, each of which holds any of the answers (SPSS: a set of categories); the answers are the labelled
    /// values.
    pub mentions: bool,
}

/// A set that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetError {
    /// A variable that is not there.
    #[error("set {set}: no variable \"{name}\" in {file}{hint}")]
    Unknown {
        /// The set.
        set: Arc<str>,
        /// As typed.
        name: Arc<str>,
        /// The file.
        file: String,
        /// "did you mean", known names.
        hint: String,
    },
    /// A name that is taken.
    #[error("set {set}: {file} has a variable or another set of this name; choose another")]
    Taken {
        /// The set.
        set: Arc<str>,
        /// The file.
        file: String,
    },
    /// One variable twice.
    #[error("set {set}: \"{name}\" is listed twice")]
    Twice {
        /// The set.
        set: Arc<str>,
        /// The variable.
        name: Arc<str>,
    },
    /// Not two variables.
    #[error("set {set}: one variable is no set; name two at least, or a pattern as 'q5_*'")]
    Single {
        /// The set.
        set: Arc<str>,
    },
    /// Mentions of answers that are not known.
    #[error("set {set}: none of its variables has labels of values, so its answers are not known")]
    Unlabelled {
        /// The set.
        set: Arc<str>,
    },
    /// Words, of which one must be counted.
    #[error("set {set}: \"{name}\" holds words; say which one counts as chosen: --set '{set}=…:VALUE'")]
    Words {
        /// The set.
        set: Arc<str>,
        /// The variable.
        name: Arc<str>,
    },
}
