//! Successive differences (Fay & Train 1995), for systematic samples: weights times 1 + 2^(−3/2)(h_a − h_b), where a and b are the
//! Hadamard rows of a cluster and of the next; clusters in the order of their numbers, the last one next to the first.

use super::super::{DesignError, ReplicateType};
use super::clusters::Clusters;
use super::{Factors, MakeOptions, Method, fail};
use crate::num::hadamard;

pub(super) struct SuccessiveDifferences;

impl Method for SuccessiveDifferences {
    fn name(&self) -> &'static str {
        "sdr"
    }

    fn summary(&self) -> &'static str {
        "differences of neighbouring clusters, for systematic samples"
    }

    fn usual_count(&self) -> Option<usize> {
        Some(80)
    }

    fn make(&self, clusters: &Clusters, options: &MakeOptions) -> Result<Factors, DesignError> {
        if options.replicates < 4 {
            return fail("successive differences need four replicates at least, usually 80".to_owned());
        }
        let signs = hadamard(options.replicates);
        let sampled: Vec<(usize, f64)> =
            clusters.sampled().flat_map(|stratum| stratum.clusters.clone().map(|at| (at, stratum.fraction))).collect();
        let cycle = sampled.len().min(signs.len() - 1);
        let row = |place: usize| &signs[1 + place % cycle];
        let column = |replicate: usize| {
            let mut factors = vec![1.0; clusters.count];
            for (place, &(cluster, fraction)) in sampled.iter().enumerate() {
                let step = row(place)[replicate] - row(place + 1)[replicate];
                factors[cluster] += 0.5_f64.powf(1.5) * (1.0 - fraction).sqrt() * step;
            }
            factors
        };
        let columns = (0..signs.len()).map(column).collect();
        Ok(Factors { columns, kind: ReplicateType::Sdr, scale: None, rscales: vec![], fay_rho: None, mse: true })
    }
}
