//! A contrast of groups: the sum of their estimates by stated weights that add up to 0, over its standard error (as R's `svycontrast`).

use super::combination::{Combination, Scored, in_each_cell};
use super::{Subject, Takes, Test, Tested};
use crate::compare::CompareError;

pub(super) struct Stated;

impl Test for Stated {
    fn name(&self) -> &'static str {
        "contrast"
    }

    fn summary(&self) -> &'static str {
        "groups by weights that add up to 0, their --scores: one against the mean of two is a=1,b=-0.5,c=-0.5"
    }

    fn takes(&self) -> Takes {
        Takes::Groups
    }

    fn needs_scores(&self) -> bool {
        true
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let weights = || subject.scores.iter().map(|(_, weight)| *weight);
        let (sum, size) = (weights().sum::<f64>(), weights().map(f64::abs).sum::<f64>());
        if sum.abs() > 1e-9 * size || size == 0.0 {
            return Err(CompareError::NoContrast { sum });
        }
        in_each_cell(&subject, |cell, members| {
            let weighted = members.into_iter().filter_map(|(weight, level, at)| Some((weight?, level, at)));
            let groups: Vec<Scored> = weighted.filter(|(weight, ..)| *weight != 0.0).collect();
            let named = |level: &str| groups.iter().any(|(_, known, _)| known == level);
            if let Some((level, _)) = subject.scores.iter().find(|(level, weight)| *weight != 0.0 && !named(level)) {
                return Err(CompareError::Nothing {
                    what: format!("nobody is in {} {level} of this contrast", subject.by),
                });
            }
            let row = groups.iter().map(|(weight, ..)| *weight).collect();
            Combination { cell, groups, row }.tested(&subject, None)
        })
    }
}
