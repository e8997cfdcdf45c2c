//! Balanced half-samples of two clusters a stratum (McCarthy 1969), perturbed by Fay's ρ (Judkins 1990): weights times 2 − ρ and ρ, the
//! choice by rows of a Hadamard matrix.

use super::super::{DesignError, ReplicateType};
use super::clusters::Clusters;
use super::{Factors, MakeOptions, Method, fail};
use crate::num::hadamard;

pub(super) struct Brr;

impl Method for Brr {
    fn name(&self) -> &'static str {
        "brr"
    }

    fn summary(&self) -> &'static str {
        "balanced half-samples, for two clusters in every stratum"
    }

    fn takes_fay(&self) -> bool {
        true
    }

    fn make(&self, clusters: &Clusters, options: &MakeOptions) -> Result<Factors, DesignError> {
        let strata: Vec<_> = clusters.sampled().collect();
        if let Some(other) = strata.iter().find(|stratum| stratum.clusters.len() != 2) {
            let count = other.clusters.len();
            return fail(format!(
                "brr needs two clusters in every stratum, and one has {count}; use the jackknife or bootstrap"
            ));
        }
        if !(0.0..1.0).contains(&options.fay_rho) {
            return fail(format!("Fay's ρ is {}; it lies between 0 and 1", options.fay_rho));
        }
        let signs = hadamard(strata.len() + 1);
        let column = |replicate: usize| {
            let mut factors = vec![1.0; clusters.count];
            for (stratum, signs) in strata.iter().zip(&signs[1..]) {
                // With a fraction f of all clusters drawn, half-samples move the less for it. The other halves would do as well; these
                // are R's of two and three strata, which shows in ratios.
                let step = (1.0 - options.fay_rho) * (1.0 - stratum.fraction).sqrt() * signs[replicate];
                factors[stratum.clusters.start] = 1.0 - step;
                factors[stratum.clusters.start + 1] = 1.0 + step;
            }
            factors
        };
        let columns = (0..signs.len()).map(column).collect();
        let fay = options.fay_rho > 0.0;
        let kind = if fay { ReplicateType::Fay } else { ReplicateType::Brr };
        Ok(Factors { columns, kind, scale: None, rscales: vec![], fay_rho: fay.then_some(options.fay_rho), mse: true })
    }
}
