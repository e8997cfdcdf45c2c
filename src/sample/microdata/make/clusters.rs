//! The clusters of the first stage, and the cluster of every respondent.

use super::super::design::Variance;
use super::super::{DesignError, LonelyPsu, Microdata, stages::Stages};
use crate::sample::SampleError;
use crate::survey::Value;
use std::collections::HashMap;
use std::ops::Range;

/// Clusters, numbered through, strata in order.
#[derive(Debug, Clone)]
pub struct Clusters {
    pub(super) of_row: Vec<u32>,
    pub(super) strata: Vec<Stratum>,
    pub(super) count: usize,
}

/// One stratum.
#[derive(Debug, Clone)]
pub(super) struct Stratum {
    /// Its clusters.
    pub(super) clusters: Range<usize>,
    /// Sampling fraction; 1: taken whole.
    pub(super) fraction: f64,
}

impl Clusters {
    /// Clusters less strata, of those of which something was drawn; at least 1.
    pub(super) fn degrees_of_freedom(&self) -> f64 {
        let of = |stratum: &Stratum| stratum.clusters.len() as f64 - 1.0;
        self.sampled().map(of).sum::<f64>().max(1.0)
    }

    /// Strata of which something was drawn.
    pub(super) fn sampled(&self) -> impl Iterator<Item = &Stratum> {
        self.strata.iter().filter(|stratum| stratum.fraction < 1.0)
    }
}

impl Microdata {
    /// The weight of every respondent.
    pub(super) fn weights(&self) -> Result<Vec<f64>, SampleError> {
        let mut all = Vec::new();
        for (chunk, &rows) in self.source.chunks().iter().enumerate() {
            match self.design.weight {
                Some(weight) => {
                    let column = self.source.read(chunk, &[weight])?;
                    all.extend_from_slice(&column[0].numbers().unwrap_or_default());
                }
                None => all.extend(std::iter::repeat_n(1.0, rows)),
            }
        }
        Ok(all)
    }

    /// The clusters of the design; respondents themselves where they were drawn one by one.
    pub(super) fn clusters(&self) -> Result<Clusters, SampleError> {
        let Variance::Linearized { stages, lonely, nested } = &self.design.variance else {
            return Err(DesignError::Options("these data have replicate weights already".to_owned()).into());
        };
        if matches!(lonely, LonelyPsu::Adjust | LonelyPsu::Average) {
            let message = "made replicates know nothing of a stratum with one cluster: choose --lonely-psu remove or certainty, or merge it with another";
            return Err(DesignError::Options(message.to_owned()).into());
        }
        let sums = self.sums(Vec::new())?;
        let tree = Stages::new(stages, (*lonely, *nested), &sums.units, false);
        let tree = tree.map_err(|error| self.in_file(error))?;
        self.tell(&tree);
        let level = &tree.levels[0];
        let mut starts: Vec<usize> = Vec::new();
        let mut strata: Vec<Stratum> = Vec::new();
        for group in &level.groups {
            let start = strata.last().map_or(0, |stratum| stratum.clusters.end);
            starts.push(start);
            // A lonely cluster keeps its weight, as one taken with certainty does.
            let fraction = if group.is_lonely { 1.0 } else { group.fraction };
            strata.push(Stratum { clusters: start..start + group.n as usize, fraction });
        }
        let unit_of: HashMap<&[Value], usize> = sums.units.iter().map(|unit| &unit.key[..]).zip(0..).collect();
        let columns = super::super::stages::columns(stages).0;
        let mut of_row = Vec::new();
        for (chunk, &rows) in self.source.chunks().iter().enumerate() {
            let read = self.source.read(chunk, &columns)?;
            for row in 0..rows {
                let key: Vec<Value> = read.iter().map(|column| column.value(row)).collect();
                let unit = unit_of.get(&key[..]).copied().unwrap_or_default();
                let cluster = if level.respondents {
                    let next = &mut starts[level.group[unit] as usize];
                    *next += 1;
                    *next - 1
                } else {
                    level.node[unit] as usize
                };
                of_row.push(cluster as u32);
            }
        }
        let count = strata.last().map_or(0, |stratum| stratum.clusters.end);
        Ok(Clusters { of_row, strata, count })
    }
}
