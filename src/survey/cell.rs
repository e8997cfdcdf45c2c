//! The label of one estimate: question, answer, groups and wave.

use super::Period;
use std::fmt;
use std::sync::Arc;

/// One level of a grouping variable, as `sex = men`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// The variable.
    pub variable: Arc<str>,
    /// Its level.
    pub level: Arc<str>,
}

impl Group {
    /// `variable = level`.
    pub fn new(variable: impl Into<Arc<str>>, level: impl Into<Arc<str>>) -> Self {
        Self { variable: variable.into(), level: level.into() }
    }
}

/// One round of a survey: its label as printed, and when it was in the field, if known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wave {
    /// As the source names it, e.g. `2025-12`.
    pub label: Arc<str>,
    /// Field dates.
    pub period: Option<Period>,
}

impl PartialOrd for Wave {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wave {
    /// By time where it is known, then by label.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.period.cmp(&other.period).then_with(|| self.label.cmp(&other.label))
    }
}

impl fmt::Display for Wave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

/// What one estimate is about. Empty `groups` means everybody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cell {
    /// Question id or variable name.
    pub question: Option<Arc<str>>,
    /// Answer or net; `None` for means, totals and other numbers.
    pub answer: Option<Arc<str>>,
    /// The groups, in the order of `by`.
    pub groups: Vec<Group>,
    /// The wave.
    pub wave: Option<Wave>,
}

impl Cell {
    /// The level of `variable`, if the cell is grouped by it.
    pub fn level(&self, variable: &str) -> Option<&str> {
        self.groups.iter().find(|g| &*g.variable == variable).map(|g| &*g.level)
    }
}
