//! A linear combination of the estimates of groups, with its standard error from their joint covariance, and Student's t on the degrees
//! of freedom of all of them together.

use super::{Contrast, Subject, Tested, without_spread};
use crate::compare::CompareError;
use crate::compare::pairs::{Address, families};
use crate::num::distribution::{t_quantile, t_survival};
use crate::survey::{Cell, Group};
use crate::uncertainty::{Base, Bounds, Estimate, Estimates, Flags, Linear, Measure, Output};

/// A group's score, its level, and where its estimate stands.
pub(super) type Scored = (f64, String, Address);

/// What is tested in each cell that groups of the subject make up, all else being equal: `make` is given the cell and its groups, each
/// with its score if it has one.
pub(super) fn in_each_cell(
    subject: &Subject<'_>,
    make: impl Fn(Cell, Vec<(Option<f64>, String, Address)>) -> Result<Tested, CompareError>,
) -> Result<Vec<Tested>, CompareError> {
    let split = |cell: &Cell| {
        let level = cell.level(subject.by)?.to_owned();
        let groups: Vec<Group> = cell.groups.iter().filter(|g| &*g.variable != subject.by).cloned().collect();
        Some((Cell { groups, ..cell.clone() }, level))
    };
    let score = |level: &str| subject.scores.iter().find(|(name, _)| &**name == level).map(|(_, score)| *score);
    let families = families(subject.parts, split).into_iter();
    let scored = families.map(|(cell, members)| {
        let members = members.into_iter().map(|(level, at)| (score(&level), level, at));
        make(cell, members.collect())
    });
    scored.collect()
}

/// Σ cᵢ θᵢ over the groups of a cell.
pub(super) struct Combination {
    pub(super) cell: Cell,
    /// At least one.
    pub(super) groups: Vec<Scored>,
    /// cᵢ of each.
    pub(super) row: Vec<f64>,
}

impl Combination {
    /// Its test against 0; `null` is the standard error where there is nothing, if that is another than that of the estimate.
    pub(super) fn tested(self, subject: &Subject<'_>, null: Option<f64>) -> Result<Tested, CompareError> {
        let estimates: Vec<Estimate> = self.groups.iter().map(|(.., at)| subject.parts[at.0].get(at.1)).collect();
        // Of groups that are all alike it is what rounding leaves.
        let parts = self.row.iter().zip(&estimates).map(|(c, one)| (c * one.value).abs());
        let nothing = 8.0 * f64::EPSILON * parts.sum::<f64>();
        let (measure, mut base) = (measure(&estimates[0]), self.base(subject, &estimates));
        let counted = || self.row.iter().zip(&estimates).filter(|(c, _)| **c != 0.0).map(|(_, one)| one);
        let spreadless = without_spread(counted());
        if spreadless {
            base.flags = base.flags.with(Flags::NO_SPREAD);
        }
        // Nor is it certain what groups of all and of nobody make together.
        let unsure = spreadless || counted().all(|one| one.measure == Measure::Share && one.se == 0.0);
        let output = Output { cell: self.cell.clone(), measure, base };
        let row = self.row.iter().copied().enumerate().collect();
        let made = self.joint(subject.parts)?.map(&Linear(vec![row]), vec![output]).get(0);
        let made = Estimate { value: if made.value.abs() <= nothing { 0.0 } else { made.value }, ..made };
        let df = made.base.df;
        let statistic = match null {
            _ if spreadless => f64::NAN,
            _ if made.value == 0.0 => 0.0,
            Some(null) => made.value / null,
            None if unsure => f64::NAN,
            None => made.value / made.se,
        };
        let half = if unsure { f64::NAN } else { t_quantile(subject.level.upper_tail(), df) * made.se };
        let reach = |by: f64| Bounds::new(made.value - by, made.value + by);
        Ok(Tested {
            statistic,
            df: vec![df],
            // Not a number stays so: `min` would take it for 1.
            p_value: (2.0 * t_survival(statistic.abs(), df)).clamp(0.0, 1.0),
            flags: base.flags,
            difference: Some(made.value),
            contrast: Some(Contrast {
                cell: self.cell,
                names: None,
                estimate: made,
                bounds: reach(half),
                outer: reach(half + made.rounding),
                sides: None,
                scores: self.groups.into_iter().map(|(score, level, _)| (level, score)).collect(),
            }),
        })
    }

    /// All groups with their joint covariance.
    fn joint(&self, parts: &[Estimates]) -> Result<Estimates, CompareError> {
        let first = self.groups[0].2.0;
        if self.groups.iter().all(|(.., at)| at.0 == first) {
            return Ok(parts[first].select(&self.groups.iter().map(|(.., at)| at.1).collect::<Vec<_>>()));
        }
        let single = self.groups.iter().map(|(.., at)| parts[at.0].select(&[at.1])).collect();
        let nothing = || CompareError::Nothing { what: "there are no groups".to_owned() };
        Estimates::join_all(single)?.ok_or_else(nothing)
    }

    /// It stands on all groups: it has their degrees of freedom together, and the remarks of each.
    fn base(&self, subject: &Subject<'_>, estimates: &[Estimate]) -> Base {
        let least = estimates.iter().map(|one| one.base.df).fold(f64::INFINITY, f64::min);
        let cells: Vec<&Cell> = self.groups.iter().map(|(.., at)| &subject.parts[at.0].cells()[at.1]).collect();
        let df = subject.freedom.and_then(|freedom| freedom.of(&cells)).unwrap_or(least);
        let flags = estimates.iter().fold(Flags::default(), |flags, one| flags.with(one.base.flags));
        Base { df, flags, ..Base::default() }
    }
}

fn measure(estimate: &Estimate) -> Measure {
    match estimate.measure {
        Measure::Share | Measure::Difference => Measure::Difference,
        Measure::Number => Measure::Number,
    }
}
