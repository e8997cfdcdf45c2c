//! A source with replicate weights beside its own columns.

use super::ReplicateWeights;
use crate::survey::{Column, Kind, Origin, Source, SourceError, Variable};
use std::sync::Arc;

struct Attached {
    inner: Arc<dyn Source>,
    variables: Vec<Variable>,
    columns: Arc<[Vec<f64>]>,
}

/// `source` with the columns of `weights` after its own.
pub fn attach(source: Arc<dyn Source>, weights: &ReplicateWeights) -> Arc<dyn Source> {
    let mut variables = source.variables().to_vec();
    variables.extend(weights.names().map(|name| Variable::new(name, Kind::Number)));
    Arc::new(Attached { inner: source, variables, columns: weights.columns.clone() })
}

impl Source for Attached {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let own = self.inner.variables().len();
        let theirs: Vec<usize> = wanted.iter().copied().filter(|&place| place < own).collect();
        let mut read = self.inner.read(chunk, &theirs)?.into_iter();
        let start: usize = self.chunks()[..chunk].iter().sum();
        let rows = start..start + self.chunks()[chunk];
        let added = |place: usize| Some(Column::Numbers(self.columns[place - own][rows.clone()].to_vec().into()));
        Ok(wanted.iter().filter_map(|&place| if place < own { read.next() } else { added(place) }).collect())
    }
}
