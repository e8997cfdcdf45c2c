//! The design-based rank test (Lumley & Scott 2013): differences of mean population ranks, estimated ranks taken as known, on as many
//! degrees of freedom less than the design has among those with a number. Two groups: Wilcoxon's test; more: that of Kruskal and Wallis.

use super::student::difference;
use super::{Subject, Test, Tested, linear_part, of_means};
use crate::compare::CompareError;
use crate::num::distribution::f_survival;
use crate::num::{Matrix, Sum, solved};
use crate::sample::{Freedom, Numbers, Tabulation, Term};
use crate::uncertainty::{Estimates, Linear, Output, Ratios};
use std::sync::Arc;

pub(super) struct Rank;

impl Test for Rank {
    fn name(&self) -> &'static str {
        "rank"
    }

    fn summary(&self) -> &'static str {
        "differences of mean ranks: of two groups (Wilcoxon) Student's t, of more (Kruskal–Wallis) F"
    }

    fn is_of_numbers(&self) -> bool {
        true
    }

    fn rests_on(&self, question: &Arc<str>, by: &Arc<str>) -> Vec<Tabulation> {
        of_means(question, by)
    }

    fn run(&self, subject: Subject<'_>) -> Result<Vec<Tested>, CompareError> {
        let (sample, question) = (subject.sample()?, subject.question);
        let by: Arc<str> = subject.by.into();
        let numbers = Numbers { variable: question, by: std::slice::from_ref(&by), over: None };
        let cells = sample.values(&[numbers])?.into_iter().flatten();
        let mut all: Vec<(f64, f64)> = cells.flat_map(|cell| cell.parts.concat()).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let totals = sample.scored(question, ranks(&all).into(), std::slice::from_ref(&by))?;
        let sums = (0..totals.terms.len()).filter(|&at| totals.terms[at] == Term::Sum);
        let pairs: Vec<(usize, usize)> = sums.filter_map(|sum| Some((sum, totals.base_of(sum)?))).collect();
        let labels: Vec<Output> = pairs.iter().map(|&(_, base)| totals.estimates.output(base)).collect();
        let ratios = Ratios(pairs);
        let linear = linear_part(&totals.estimates, &ratios, labels.clone());
        let means = totals.estimates.map(&ratios, labels);
        let freedom = sample.freedom_with(question, &by, true)?;
        if means.len() > 2 {
            several(&means, &linear, &freedom)
        } else {
            difference((Some(&means), Some(&linear)), &freedom, &by)
        }
    }
}

/// Wald's test that the mean ranks of all groups are that of the first, as R's `svyranktest` of more than two.
fn several(means: &Estimates, linear: &Estimates, freedom: &Freedom) -> Result<Vec<Tested>, CompareError> {
    let k = means.len() - 1;
    let contrasts = Linear::differences((1..=k).map(|group| (group, 0)));
    let labels = || (1..=k).map(|group| means.output(group)).collect();
    let differences = Matrix::from_vec(k, 1, means.map(&contrasts, labels()).values().to_vec());
    let covariance = linear.map(&contrasts, labels()).covariance();
    let together = freedom.of(&means.cells().iter().collect::<Vec<_>>());
    let df = together.unwrap_or(f64::INFINITY) - k as f64;
    let what = || means.cells()[0].groups.iter().map(|group| format!("ranks by {}", group.variable)).collect();
    let wald = solved(&covariance, &differences).filter(|_| df > 0.0);
    let wald = wald.ok_or_else(|| CompareError::Singular { what: what() })?.dot(&differences);
    let statistic = wald / k as f64;
    let p_value = f_survival(statistic, k as f64, df);
    Ok(vec![Tested::of_all(statistic, vec![k as f64, df], p_value)])
}

/// The estimated population rank of every value, as a share of the population: the weight below, and half the weight of those alike. (R
/// averages over tied rows instead, which depends on their order when their weights differ; over all orders its mean is this.)
fn ranks(values: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut sum = Sum::default();
    let mut ranks = Vec::new();
    for same in values.chunk_by(|a, b| a.0 == b.0) {
        let before = sum.get();
        same.iter().for_each(|(_, weight)| sum.add(*weight));
        ranks.push((same[0].0, f64::midpoint(before, sum.get())));
    }
    ranks.into_iter().map(|(value, rank)| (value, rank / sum.get())).collect()
}
