//! Which samples may be joined: what two results of each have to do with each other.

use crate::survey::Group;
use std::sync::Arc;

/// Which sample a part of the uncertainty comes from; decides what may be joined.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SampleKey {
    /// One round of fieldwork: file, pollster and wave.
    pub fieldwork: Arc<str>,
    /// The part of that sample.
    pub domain: Vec<Group>,
    /// The question, where covariance is known within a question only (published tables); `None` for microdata.
    pub question: Option<Arc<str>>,
}

/// How two samples stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same people and the same question: covariance is in the factors.
    Same,
    /// No person in both.
    Independent,
    /// Some people may be in both and their covariance is not known.
    Unknown,
}

impl SampleKey {
    /// Different rounds are independent; within a round, parts are when some variable has them at different levels.
    pub fn relation(&self, other: &Self) -> Relation {
        let apart = |a: &Group| other.domain.iter().any(|b| a.is_apart_from(b));
        if self == other {
            Relation::Same
        } else if self.fieldwork != other.fieldwork || self.domain.iter().any(apart) {
            Relation::Independent
        } else {
            Relation::Unknown
        }
    }

    pub(super) fn describe(&self) -> String {
        let domain: Vec<String> = self.domain.iter().map(|g| format!("{} = {}", g.variable, g.level)).collect();
        let who = if domain.is_empty() { "everybody".to_owned() } else { domain.join(", ") };
        let question = self.question.as_ref().map(|q| format!(", question {q}")).unwrap_or_default();
        format!("{} ({who}{question})", self.fieldwork)
    }
}

/// Two results whose covariance cannot be known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{left} and {right} may share respondents, and no table says how many: their covariance is unknown. Compare levels of one variable, or answers of one question"
)]
pub struct JoinError {
    /// The first sample.
    pub left: String,
    /// The second.
    pub right: String,
}
