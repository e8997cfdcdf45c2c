//! The uncertainty that one sample contributes: a linearized factor, or replicates.

use super::{Columns, SampleKey};
use crate::num::Matrix;
use std::sync::Arc;

/// The uncertainty from one sample.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) key: SampleKey,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
/// How it is kept.
pub(super) enum Kind {
    /// cov = Σ over units of `weights` · aᵢ · aⱼ (missing weights are 1).
    Linearized { weights: Arc<[f64]>, factor: Columns },
    /// cov = Σ over replicates of `scales` · (θᵢ − cᵢ)(θⱼ − cⱼ).
    Replicates { scales: Arc<[f64]>, about: About, values: Vec<Vec<f64>> },
}

/// What replicates deviate from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// The full-sample estimate ("mse").
    Estimate,
    /// The mean of the replicates.
    Mean,
}

impl Kind {
    pub(super) fn covariance(&self, i: usize, j: usize, full: &[f64]) -> f64 {
        match self {
            Self::Linearized { weights, factor } => factor.dot(i, j, weights),
            Self::Replicates { scales, about, values } => {
                // A replicate without anybody in a small group has no ratio there; it is left out, as by R survey.
                let known = || scales.iter().zip(values).filter(|(_, v)| !v[i].is_nan() && !v[j].is_nan());
                let center = |k: usize| match about {
                    About::Estimate => full[k],
                    About::Mean => known().map(|(_, v)| v[k]).sum::<f64>() / known().count() as f64,
                };
                let (ci, cj) = (center(i), center(j));
                known().map(|(scale, v)| scale * (v[i] - ci) * (v[j] - cj)).sum()
            }
        }
    }

    /// Whether estimate `i` varies in this sample.
    pub(super) fn touches(&self, i: usize, full: &[f64]) -> bool {
        match self {
            Self::Linearized { factor, .. } => !factor.column(i).is_empty(),
            Self::Replicates { values, .. } => values.iter().any(|v| v[i] != full[i]),
        }
    }

    pub(super) fn matrix(&self, full: &[f64]) -> Matrix {
        if let Self::Linearized { weights, factor } = self {
            return factor.products(weights);
        }
        let mut matrix = Matrix::zeros(full.len(), full.len());
        for i in 0..full.len() {
            for j in i..full.len() {
                let value = self.covariance(i, j, full);
                matrix[(i, j)] = value;
                matrix[(j, i)] = value;
            }
        }
        matrix
    }

    /// The same uncertainty with exact numbers before and after: they do not vary in this sample.
    pub(super) fn padded(self, before: &[f64], after: &[f64]) -> Self {
        match self {
            Self::Linearized { weights, factor } => {
                Self::Linearized { weights, factor: factor.padded(before.len(), after.len()) }
            }
            Self::Replicates { scales, about, values } => {
                let values = values.into_iter().map(|v| [before, &v, after].concat()).collect();
                Self::Replicates { scales, about, values }
            }
        }
    }

    /// Makes the estimates at `which` exact: they stand at their value in `full`, whatever the sample.
    pub(super) fn settle(&mut self, which: &[usize], full: &[f64]) {
        match self {
            Self::Linearized { factor, .. } => {
                let rows = (0..factor.len()).map(|i| if which.contains(&i) { vec![] } else { vec![(i, 1.0)] });
                *factor = factor.transform(&rows.collect::<Vec<_>>());
            }
            Self::Replicates { values, .. } => {
                values.iter_mut().for_each(|values| which.iter().for_each(|&i| values[i] = full[i]));
            }
        }
    }

    /// Two results of one sample side by side, their units (or replicates) the same; `None` when one is linearized and one is not.
    pub(super) fn beside(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Linearized { weights, factor: a }, Self::Linearized { factor: b, .. }) => {
                Some(Self::Linearized { weights, factor: a.followed_by(b) })
            }
            (Self::Replicates { scales, about, values: a }, Self::Replicates { values: b, .. }) => {
                let values = a.into_iter().zip(b).map(|(a, b)| [a, b].concat()).collect();
                Some(Self::Replicates { scales, about, values })
            }
            _ => None,
        }
    }
}
