//! A source with replicate weights beside its own columns.

use super::ReplicateWeights;
use crate::survey::{Column, Kind, Source, SourceError, Variable};
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
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn chunks(&self) -> &[usize] {
        self.inner.chunks()
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

    fn inner(&self) -> Option<&dyn Source> {
        Some(&*self.inner)
    }
}
