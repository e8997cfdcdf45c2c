//! How the labels of a survey are to be read: wordings, answer order and roles, nets, group order, names in several languages.

use std::sync::Arc;

/// What an answer means for scales and colours.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// On the agreeing, positive side of the scale.
    Positive,
    /// In the middle of a two-sided scale.
    Neutral,
    /// On the rejecting, negative side of the scale.
    Negative,
    /// "Hard to say", "don't know": outside the scale.
    DontKnow,
    /// Refused to answer: outside the scale.
    Refused,
    /// An answer with no side.
    #[default]
    Plain,
}

/// One answer of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The name used in every output and flag.
    pub id: Arc<str>,
    /// The words shown to readers.
    pub title: Arc<str>,
    /// Other spellings and languages that files use.
    pub labels: Vec<Arc<str>>,
    /// Its side of the scale.
    pub role: Role,
}

/// A net: several answers added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Net {
    /// The name used in every output and flag.
    pub id: Arc<str>,
    /// The words shown to readers.
    pub title: Arc<str>,
    /// Other spellings and languages that files use.
    pub labels: Vec<Arc<str>>,
    /// Ids of its parts.
    pub of: Vec<Arc<str>>,
    /// Its side of the scale.
    pub role: Role,
}

/// One question, its answers in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The name used in every output and flag.
    pub id: Arc<str>,
    /// A short title.
    pub title: Arc<str>,
    /// The wording as asked.
    pub text: Option<Arc<str>>,
    /// Answers in the order asked.
    pub answers: Vec<Answer>,
    /// Nets over them.
    pub nets: Vec<Net>,
    /// The answers are ordered (a scale).
    pub ordered: bool,
}

/// A grouping variable, its levels in natural order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupVariable {
    /// The name used in every output and flag.
    pub id: Arc<str>,
    /// The words shown to readers.
    pub title: Arc<str>,
    /// Levels in order, each with other spellings that files use.
    pub levels: Vec<(Arc<str>, Vec<Arc<str>>)>,
    /// The levels are ordered (age), not merely listed (region).
    pub ordered: bool,
}

/// All that is known about the labels of a source. An empty codebook reads every label as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codebook {
    /// The questions.
    pub questions: Vec<Question>,
    /// The grouping variables.
    pub groups: Vec<GroupVariable>,
}

impl Codebook {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| &*q.id == id)
    }

    /// The grouping variable with this id.
    pub fn group(&self, id: &str) -> Option<&GroupVariable> {
        self.groups.iter().find(|g| &*g.id == id)
    }
}

impl Question {
    /// The words shown to readers for an answer or net.
    pub fn title_of(&self, answer: &str) -> Option<&Arc<str>> {
        let of_answers = self.answers.iter().find(|a| &*a.id == answer).map(|a| &a.title);
        of_answers.or_else(|| self.nets.iter().find(|n| &*n.id == answer).map(|n| &n.title))
    }

    /// The role of an answer or net; `Plain` when the codebook does not list it.
    pub fn role(&self, answer: &str) -> Role {
        let of_answers = self.answers.iter().find(|a| &*a.id == answer).map(|a| a.role);
        let of_nets = self.nets.iter().find(|n| &*n.id == answer).map(|n| n.role);
        of_answers.or(of_nets).unwrap_or_default()
    }
}
