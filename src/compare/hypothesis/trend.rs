//! A trend over ordered groups: the slope of their estimates on scores, per unit of score.
//!
//! For respondents it is the linear contrast Σ cᵢ θᵢ, cᵢ = (sᵢ − s̄)/Σ(s − s̄)², over its standard error from the joint covariance, Student's
//! t on the degrees of freedom of all groups together. Printed shares have the Cochran–Armitage test (Cochran 1954; Armitage 1955) on
//! effective counts (Rao & Scott 1992): groups weigh as much as their effective n, and the statistic's variance is that of no trend; the
//! slope's standard error and interval are those of the shares as they stand.

use super::{Contrast, Subject, Takes, Test, Tested};
use crate::compare::CompareError;
use crate::compare::pairs::{Address, families};
use crate::num::distribution::{t_quantile, t_survival};
use crate::survey::{Cell, Group};
use crate::uncertainty::{Base, Bounds, Estimate, Estimates, Flags, Linear, Measure, Output};

pub(super) struct Trend;

impl Test for Trend {
    fn name(&self) -> &'static str {
        "trend"
    }

    fn summary(&self) -> &'static str {
        "slope over ordered groups, by their --scores"
    }

    fn takes(&self) -> Takes {
        Takes::Groups
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let split = |cell: &Cell| {
            let level = cell.level(subject.by)?.to_owned();
            let groups: Vec<Group> = cell.groups.iter().filter(|g| &*g.variable != subject.by).cloned().collect();
            Some((Cell { groups, ..cell.clone() }, level))
        };
        let mut made = Vec::new();
        for (cell, members) in families(subject.parts, split) {
            let scored = members.into_iter().map(|(level, at)| Ok((score(&subject, &level)?, level, at)));
            let mut scored = scored.collect::<Result<Vec<_>, CompareError>>()?;
            scored.sort_by(|a, b| a.0.total_cmp(&b.0));
            if scored.first().map(|first| first.0) == scored.last().map(|last| last.0) {
                let what = format!("a trend over {} needs two groups of different score in every cell", subject.by);
                return Err(CompareError::Nothing { what });
            }
            made.push(slope(&subject, cell, scored)?);
        }
        Ok(made)
    }
}

fn score(subject: &Subject<'_>, level: &str) -> Result<f64, CompareError> {
    let found = subject.scores.iter().find(|(name, _)| &**name == level);
    found.map(|(_, score)| *score).ok_or_else(|| CompareError::NoScore { level: level.to_owned() })
}

/// A group's score, its level, and where its estimate stands.
type Scored = (f64, String, Address);

fn slope(subject: &Subject<'_>, cell: Cell, groups: Vec<Scored>) -> Result<Tested, CompareError> {
    let estimates: Vec<Estimate> = groups.iter().map(|(.., at)| subject.parts[at.0].get(at.1)).collect();
    let scores: Vec<f64> = groups.iter().map(|(score, ..)| *score).collect();
    let weights = weights(subject, &estimates, &groups)?;
    let all: f64 = weights.iter().sum();
    let mean = weights.iter().zip(&scores).map(|(weight, score)| weight * score).sum::<f64>() / all;
    let spread: f64 = weights.iter().zip(&scores).map(|(weight, score)| weight * (score - mean).powi(2)).sum();
    let row = weights.iter().zip(&scores).map(|(weight, score)| weight * (score - mean) / spread);
    let row: Vec<(usize, f64)> = row.enumerate().collect();
    // Of groups that are all alike the slope is what rounding leaves.
    let nothing = 8.0 * f64::EPSILON * row.iter().map(|(at, c)| (c * estimates[*at].value).abs()).sum::<f64>();
    let output =
        Output { cell: cell.clone(), measure: measure(&estimates[0]), base: base(subject, &estimates, &groups) };
    let made = joint(subject.parts, &groups)?.map(&Linear(vec![row]), vec![output]).get(0);
    let made = Estimate { value: if made.value.abs() <= nothing { 0.0 } else { made.value }, ..made };
    let null = match subject.respondents {
        Some(_) => made.se,
        None => {
            let p = weights.iter().zip(&estimates).map(|(weight, one)| weight * one.value).sum::<f64>() / all;
            (p * (1.0 - p) / spread).sqrt()
        }
    };
    let df = made.base.df;
    let statistic = if made.value == 0.0 { 0.0 } else { made.value / null };
    let half = t_quantile(subject.level.upper_tail(), df) * made.se;
    let reach = |by: f64| Bounds::new(made.value - by, made.value + by);
    Ok(Tested {
        statistic,
        df: vec![df],
        p_value: (2.0 * t_survival(statistic.abs(), df)).min(1.0),
        difference: Some(made.value),
        contrast: Some(Contrast {
            cell,
            names: None,
            estimate: made,
            bounds: reach(half),
            outer: reach(half + made.rounding),
            sides: None,
            scores: groups.into_iter().map(|(score, level, _)| (level, score)).collect(),
        }),
    })
}

/// What each group weighs in the slope: 1, or its effective n where it is a printed share.
fn weights(subject: &Subject<'_>, estimates: &[Estimate], groups: &[Scored]) -> Result<Vec<f64>, CompareError> {
    if subject.respondents.is_some() {
        return Ok(vec![1.0; estimates.len()]);
    }
    if estimates.iter().any(|one| one.measure != Measure::Share) {
        let what = "a trend over printed groups is of shares: name one with --answer";
        return Err(CompareError::Nothing { what: what.to_owned() });
    }
    let one = |(estimate, (_, level, _)): (&Estimate, &Scored)| {
        let missing = || CompareError::Nothing { what: format!("{level} has no base, which a trend weighs it by") };
        estimate.effective().ok_or_else(missing)
    };
    estimates.iter().zip(groups).map(one).collect()
}

/// All groups with their joint covariance.
fn joint(parts: &[Estimates], groups: &[Scored]) -> Result<Estimates, CompareError> {
    let one_part = groups.iter().all(|(.., at)| at.0 == groups[0].2.0);
    if one_part {
        return Ok(parts[groups[0].2.0].select(&groups.iter().map(|(.., at)| at.1).collect::<Vec<_>>()));
    }
    let single = groups.iter().map(|(.., at)| parts[at.0].select(&[at.1])).collect();
    let nothing = || CompareError::Nothing { what: "there are no groups".to_owned() };
    Estimates::join_all(single)?.ok_or_else(nothing)
}

fn measure(estimate: &Estimate) -> Measure {
    match estimate.measure {
        Measure::Share | Measure::Difference => Measure::Difference,
        Measure::Number => Measure::Number,
    }
}

/// A slope stands on all groups: it has their degrees of freedom together, and the remarks of each.
fn base(subject: &Subject<'_>, estimates: &[Estimate], groups: &[Scored]) -> Base {
    let least = estimates.iter().map(|one| one.base.df).fold(f64::INFINITY, f64::min);
    let cells: Vec<&Cell> = groups.iter().map(|(.., at)| &subject.parts[at.0].cells()[at.1]).collect();
    let df = subject.freedom.and_then(|freedom| freedom.of(&cells)).unwrap_or(least);
    let flags = estimates.iter().fold(Flags::default(), |flags, one| flags.with(one.base.flags));
    Base { df, flags, ..Base::default() }
}
