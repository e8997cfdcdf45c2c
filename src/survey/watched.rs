//! A source whose reading can be followed.

use super::{Column, Origin, Source, SourceError};
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

/// Whoever wants to know how far reading has come.
#[derive(Clone)]
pub struct Watch(Arc<Watcher>);

/// Called with the source that was read, the chunk that was, and when that began.
type Watcher = dyn Fn(&dyn Source, usize, Instant) + Send + Sync;

impl Watch {
    /// `told` is called after every chunk, by any thread, with the source, the chunk's place and the moment its reading began. A chunk that
    /// comes again belongs to another reading, as do those told of after it was begun: a reading may end before the last chunk, and the
    /// chunks of one come in any order.
    pub fn new(told: impl Fn(&dyn Source, usize, Instant) + Send + Sync + 'static) -> Self {
        Self(Arc::new(told))
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

struct Watched {
    inner: Arc<dyn Source>,
    watch: Watch,
}

/// The same source, with `watch` told of every chunk that is read.
pub fn watched(source: Arc<dyn Source>, watch: Watch) -> Arc<dyn Source> {
    Arc::new(Watched { inner: source, watch })
}

impl Source for Watched {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        let begun = Instant::now();
        let columns = self.inner.read(chunk, wanted)?;
        (self.watch.0)(self, chunk, begun);
        Ok(columns)
    }
}
