//! A source with some of the chunks of another, to see by a part what the whole is like.

use super::{Column, Origin, Source, SourceError};
use std::sync::Arc;

struct SomeChunks {
    inner: Arc<dyn Source>,
    /// Places of the chunks in the whole.
    places: Vec<usize>,
    rows: Vec<usize>,
}

/// The rows of the chunks at `places`, in that order. What is said of single rows is not of their places in the whole.
pub fn some_chunks(source: Arc<dyn Source>, places: Vec<usize>) -> Arc<dyn Source> {
    let rows = places.iter().map(|&place| source.chunks()[place]).collect();
    Arc::new(SomeChunks { inner: source, places, rows })
}

impl Source for SomeChunks {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn chunks(&self) -> &[usize] {
        &self.rows
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        self.inner.read(self.places[chunk], wanted)
    }
}
