//! Replicate weights made from a design: one file for each method, one list. Clusters of the first stage are the units; a stratum taken
//! whole keeps its weights.

mod attach;
mod bootstrap;
mod brr;
mod clusters;
mod jackknife;
mod successive;

pub use attach::attach;

use super::{DesignError, DesignOptions, Microdata, ReplicateType};
use crate::sample::SampleError;
use clusters::Clusters;
use std::sync::Arc;

/// What a method may be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MakeOptions {
    /// Replicates wanted, where the method leaves the choice.
    pub replicates: usize,
    /// Where the random numbers begin, for methods that draw.
    pub seed: u64,
    /// ρ of Fay's perturbation of half-samples; 0 is plain BRR.
    pub fay_rho: f64,
}

/// A way to make replicate weights.
pub trait Method: Sync {
    /// The name used in flags and study files.
    fn name(&self) -> &'static str;

    /// One line for the help.
    fn summary(&self) -> &'static str;

    /// Replicates that it makes unless told; none where the design fixes their number.
    fn usual_count(&self) -> Option<usize> {
        None
    }

    /// Whether it draws at random, so that a seed has an effect.
    fn is_random(&self) -> bool {
        false
    }

    /// Whether Fay's ρ has an effect.
    fn takes_fay(&self) -> bool {
        false
    }

    /// Degrees of freedom of `replicates` made by it, where they follow from the design, so that the rank of the weights (which would come to
    /// the same, and takes long for thousands) need not be found.
    fn degrees_of_freedom(&self, _clusters: &Clusters, _replicates: usize) -> Option<f64> {
        None
    }

    /// Factors of the weights for every replicate and cluster.
    ///
    /// # Errors
    /// [`DesignError`] when the design does not suit the method.
    fn make(&self, clusters: &Clusters, options: &MakeOptions) -> Result<Factors, DesignError>;
}

/// Every method there is.
pub const METHODS: &[&dyn Method] =
    &[&jackknife::Jackknife, &brr::Brr, &bootstrap::Bootstrap, &successive::SuccessiveDifferences];

/// What a method makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    /// `columns[r][i]` multiplies the weights of cluster i in replicate r.
    columns: Vec<Vec<f64>>,
    kind: ReplicateType,
    scale: Option<f64>,
    rscales: Vec<f64>,
    fay_rho: Option<f64>,
    mse: bool,
}

/// Replicate weights of every respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicateWeights {
    /// One column for each replicate, in the order of the file.
    pub columns: Arc<[Vec<f64>]>,
    factors: Factors,
    df: Option<f64>,
}

impl ReplicateWeights {
    /// The names of the columns: `rep001` and so on.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let digits = self.columns.len().to_string().len().max(3);
        (1..=self.columns.len()).map(move |number| format!("rep{number:0digits$}"))
    }

    /// The design that goes with them, beside the weight.
    pub fn options(&self, weight: Option<String>) -> DesignOptions {
        DesignOptions {
            weight,
            replicates: Some(self.names().collect::<Vec<_>>().join(",")),
            replicate_type: Some(self.factors.kind),
            scale: self.factors.scale,
            rscales: self.factors.rscales.clone(),
            fay_rho: self.factors.fay_rho,
            mse: Some(self.factors.mse),
            whole_df: self.df,
            ..DesignOptions::default()
        }
    }
}

impl Microdata {
    /// Replicate weights for this design, the same for any number of threads. All of them are held in memory: rows × replicates.
    ///
    /// # Errors
    /// [`SampleError`] when the design has replicate weights already, does not fit the data, or does not suit the method.
    pub fn make_replicates(&self, method: &dyn Method, options: &MakeOptions) -> Result<ReplicateWeights, SampleError> {
        let clusters = self.clusters()?;
        let factors = method.make(&clusters, options)?;
        let weights = self.weights()?;
        let column = |factors: &Vec<f64>| {
            clusters.of_row.iter().zip(&weights).map(|(&cluster, weight)| weight * factors[cluster as usize]).collect()
        };
        let df = method.degrees_of_freedom(&clusters, factors.columns.len());
        let made = ReplicateWeights { columns: factors.columns.iter().map(column).collect(), factors, df };
        let taken = made.names().find(|name| self.source.find(name).is_some());
        match taken {
            Some(name) => {
                Ok(fail(format!("{} has a column \"{name}\" already; rename or drop it", self.source.name()))?)
            }
            None => Ok(made),
        }
    }
}

fn fail<T>(message: String) -> Result<T, DesignError> {
    Err(DesignError::Options(message))
}
