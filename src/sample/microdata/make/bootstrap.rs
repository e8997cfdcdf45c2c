//! The rescaled bootstrap (Rao, Wu & Yue 1992): in every stratum n − 1 of the n clusters drawn with replacement, weights times
//! 1 − λ + λ t n/(n − 1) for a cluster drawn t times, λ² = 1 − f.

use super::super::{DesignError, ReplicateType};
use super::clusters::Clusters;
use super::{Factors, MakeOptions, Method, fail};
use crate::num::SplitMix;

pub(super) struct Bootstrap;

impl Method for Bootstrap {
    fn name(&self) -> &'static str {
        "bootstrap"
    }

    fn summary(&self) -> &'static str {
        "clusters drawn with replacement, from a seed"
    }

    fn usual_count(&self) -> Option<usize> {
        Some(500)
    }

    fn is_random(&self) -> bool {
        true
    }

    fn degrees_of_freedom(&self, clusters: &Clusters, replicates: usize) -> Option<f64> {
        Some(clusters.degrees_of_freedom().min(replicates as f64 - 1.0))
    }

    fn make(&self, clusters: &Clusters, options: &MakeOptions) -> Result<Factors, DesignError> {
        if options.replicates < 2 {
            return fail("the bootstrap needs two replicates at least, better 500".to_owned());
        }
        let mut random = SplitMix::new(options.seed);
        let mut column = || {
            let mut factors = vec![1.0; clusters.count];
            for stratum in clusters.sampled() {
                let n = stratum.clusters.len();
                let lambda = (1.0 - stratum.fraction).sqrt();
                factors[stratum.clusters.clone()].fill(1.0 - lambda);
                for _ in 1..n {
                    let drawn = stratum.clusters.start + random.below(n);
                    factors[drawn] += lambda * n as f64 / (n as f64 - 1.0);
                }
            }
            factors
        };
        let columns = (0..options.replicates).map(|_| column()).collect();
        let scale = Some(1.0 / options.replicates as f64);
        Ok(Factors { columns, kind: ReplicateType::Bootstrap, scale, rscales: vec![], fay_rho: None, mse: true })
    }
}
