//! A trend over ordered groups: the slope of their estimates on scores, per unit of score.
//!
//! For respondents it is the linear contrast Σ cᵢ θᵢ, cᵢ = (sᵢ − s̄)/Σ(s − s̄)², over its standard error from the joint covariance, Student's
//! t on the degrees of freedom of all groups together. Printed shares have the Cochran–Armitage test (Cochran 1954; Armitage 1955) on
//! effective counts (Rao & Scott 1992): groups weigh as much as their effective n, and the statistic's variance is that of no trend; the
//! slope's standard error and interval are those of the shares as they stand.

use super::combination::{Combination, Scored, in_each_cell};
use super::{Subject, Takes, Test, Tested};
use crate::compare::CompareError;
use crate::survey::Cell;
use crate::uncertainty::{Estimate, Measure};

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

    fn measures(&self) -> &'static str {
        "per score"
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        in_each_cell(&subject, |cell, members| {
            let scored = members.into_iter().map(|(score, level, at)| match score {
                Some(score) => Ok((score, level, at)),
                None => Err(CompareError::NoScore { level }),
            });
            let mut scored = scored.collect::<Result<Vec<Scored>, CompareError>>()?;
            scored.sort_by(|a, b| a.0.total_cmp(&b.0));
            if scored.first().map(|first| first.0) == scored.last().map(|last| last.0) {
                let what = format!("a trend over {} needs two groups of different score in every cell", subject.by);
                return Err(CompareError::Nothing { what });
            }
            slope(&subject, cell, scored)
        })
    }
}

fn slope(subject: &Subject<'_>, cell: Cell, groups: Vec<Scored>) -> Result<Tested, CompareError> {
    let estimates: Vec<Estimate> = groups.iter().map(|(.., at)| subject.parts[at.0].get(at.1)).collect();
    let scores: Vec<f64> = groups.iter().map(|(score, ..)| *score).collect();
    let weights = weights(subject, &estimates, &groups)?;
    let all: f64 = weights.iter().sum();
    let mean = weights.iter().zip(&scores).map(|(weight, score)| weight * score).sum::<f64>() / all;
    let spread: f64 = weights.iter().zip(&scores).map(|(weight, score)| weight * (score - mean).powi(2)).sum();
    let row = weights.iter().zip(&scores).map(|(weight, score)| weight * (score - mean) / spread).collect();
    let null = subject.respondents.is_none().then(|| {
        let p = weights.iter().zip(&estimates).map(|(weight, one)| weight * one.value).sum::<f64>() / all;
        (p * (1.0 - p) / spread).sqrt()
    });
    Combination { cell, groups, row }.tested(subject, null)
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
