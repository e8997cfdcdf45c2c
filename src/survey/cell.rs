//! The label of one estimate: question, answer, groups and wave.

use super::Period;
use super::range::range_of;
use std::collections::HashMap;
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

    /// Whether nobody can be in both: two levels of one variable that are not overlapping ranges (`40+` and `55+` are).
    pub fn is_apart_from(&self, other: &Self) -> bool {
        self.variable == other.variable
            && self.level != other.level
            && !range_of(&self.level).zip(range_of(&other.level)).is_some_and(|(a, b)| a.overlaps(&b))
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

/// A label without its answer.
type Beside<'a> = (&'a Option<Arc<str>>, &'a [Group], &'a Option<Wave>, &'a Option<Arc<str>>);

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
    /// Who asked, where a source has several pollsters.
    pub pollster: Option<Arc<str>>,
}

impl Cell {
    /// All but the answer.
    fn beside(&self) -> Beside<'_> {
        (&self.question, &self.groups, &self.wave, &self.pollster)
    }

    /// Whether the two differ at most in their answer.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.beside() == other.beside()
    }

    /// The places of cells that differ at most in their answer, together; families in order of their first member.
    pub fn families(cells: &[Self]) -> Vec<Vec<usize>> {
        let mut families: Vec<Vec<usize>> = Vec::new();
        let mut known = HashMap::new();
        for (place, cell) in cells.iter().enumerate() {
            let family = *known.entry(cell.beside()).or_insert(families.len());
            match families.get_mut(family) {
                Some(members) => members.push(place),
                None => families.push(vec![place]),
            }
        }
        families
    }

    /// The level of `variable`, if the cell is grouped by it.
    pub fn level(&self, variable: &str) -> Option<&str> {
        self.groups.iter().find(|g| &*g.variable == variable).map(|g| &*g.level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_bands_that_overlap_are_not_apart() {
        let age = |level: &str| Group::new("age", level);
        assert!(age("18-24").is_apart_from(&age("25–39")));
        assert!(!age("40+").is_apart_from(&age("55+")));
        assert!(!age("18-39").is_apart_from(&age("18-24")));
        assert!(!age("under 40").is_apart_from(&age("18-24")));
        assert!(!age("55 and older").is_apart_from(&age("40+")));
        assert!(age("under 40").is_apart_from(&age("55 and older")));
        assert!(Group::new("sex", "men").is_apart_from(&Group::new("sex", "women")));
        assert!(!Group::new("sex", "men").is_apart_from(&age("55+")), "men may be 55 and older");
    }
}
