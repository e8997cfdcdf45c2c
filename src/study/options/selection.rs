//! What is asked about whom.

use crate::study::spec::{By, NetSpec, one_or_many};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// What is asked about whom.
#[derive(Debug, Clone, Default, clap::Args, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "What is asked")]
pub struct Selection {
    /// Question id or variable; repeatable. All questions of a printed table when left out
    #[arg(long, value_name = "Q")]
    #[serde(deserialize_with = "one_or_many")]
    pub question: Vec<String>,
    /// One answer or net; repeatable: of several questions each gives those that it has. All answers when left out
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

impl Selection {
    /// The answers and nets asked for, in that order; empty for all. A net that is made is asked for, unless answers pick among the nets.
    pub(in crate::study) fn answers(&self) -> Vec<Arc<str>> {
        let picked = |net: &NetSpec| self.answer.iter().any(|answer| **answer == *net.name);
        let all = !self.answer.is_empty() && !self.net.iter().any(picked);
        let nets = self.net.iter().map(|net| &net.name).filter(|_| all);
        self.answer.iter().map(|answer| answer.as_str().into()).chain(nets.cloned()).collect()
    }

    /// Nets that are made and not asked for, as answers pick others of them.
    pub(super) fn unpicked_nets(&self) -> impl Iterator<Item = &NetSpec> {
        let asked = self.answers();
        self.net.iter().filter(move |net| !asked.is_empty() && !asked.contains(&net.name))
    }
}
