//! A source whose codes for no answer are stated by whoever uses it, beside those that the file itself declares.

use crate::survey::{Column, Missing, Origin, Source, SourceError, Variable};
use std::sync::Arc;

struct Declared {
    inner: Arc<dyn Source>,
    variables: Vec<Variable>,
}

/// The same source; the variable at each place has these codes for no answer too. The values stay as they are.
pub fn with_declared_missing(source: Arc<dyn Source>, codes: Vec<(usize, Vec<Missing>)>) -> Arc<dyn Source> {
    if codes.is_empty() {
        return source;
    }
    let mut variables = source.variables().to_vec();
    for (place, codes) in codes {
        variables[place].missing.extend(codes);
    }
    Arc::new(Declared { inner: source, variables })
}

impl Source for Declared {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        self.inner.read(chunk, wanted)
    }
}
