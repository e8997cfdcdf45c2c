//! The stratified jackknife (JKn): each cluster left out once, its stratum's others weighing n/(n − 1), the square times (1 − f)(n − 1)/n
//! (Wolter 2007, ch. 4).

use super::super::{DesignError, ReplicateType};
use super::clusters::Clusters;
use super::{Factors, MakeOptions, Method, fail};

pub(super) struct Jackknife;

/// Above this many replicates another method serves better.
const MOST: usize = 20_000;

impl Method for Jackknife {
    fn name(&self) -> &'static str {
        "jackknife"
    }

    fn summary(&self) -> &'static str {
        "one replicate for each cluster, left out"
    }

    fn degrees_of_freedom(&self, clusters: &Clusters, _: usize) -> Option<f64> {
        Some(clusters.degrees_of_freedom())
    }

    fn make(&self, clusters: &Clusters, _: &MakeOptions) -> Result<Factors, DesignError> {
        if clusters.count > MOST {
            return fail(format!("the jackknife would make {} replicates; use the bootstrap", clusters.count));
        }
        let (mut columns, mut rscales) = (Vec::new(), Vec::new());
        for stratum in clusters.sampled() {
            let n = stratum.clusters.len() as f64;
            for left_out in stratum.clusters.clone() {
                let mut factors = vec![1.0; clusters.count];
                factors[stratum.clusters.clone()].fill(n / (n - 1.0));
                factors[left_out] = 0.0;
                columns.push(factors);
                rscales.push((1.0 - stratum.fraction) * (n - 1.0) / n);
            }
        }
        Ok(Factors { columns, kind: ReplicateType::Jkn, scale: Some(1.0), rscales, fay_rho: None, mse: true })
    }
}
