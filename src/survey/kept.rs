//! A source that keeps columns which will be read again.

use super::{Column, Origin, Source, SourceError};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Numbers that may be kept: 128 MiB of them. More are read again, so that memory does not grow with rows for the sake of speed.
const MOST: u64 = 1 << 24;

struct Kept {
    inner: Arc<dyn Source>,
    /// Places of the columns that are kept.
    places: Vec<usize>,
    /// What has been read of them, chunk by chunk.
    read: Vec<Mutex<BTreeMap<usize, Column>>>,
}

/// The same source; the columns at `places` are read once, as many from the first as may be kept.
pub fn kept(source: Arc<dyn Source>, mut places: Vec<usize>) -> Arc<dyn Source> {
    places.truncate(usize::try_from(MOST / source.rows().max(1)).unwrap_or(usize::MAX));
    if places.is_empty() {
        return source;
    }
    let read = source.chunks().iter().map(|_| Mutex::default()).collect();
    Arc::new(Kept { inner: source, places, read })
}

impl Source for Kept {
    fn origin(&self) -> Origin<'_> {
        Origin::Source(&*self.inner)
    }

    fn read(&self, chunk: usize, wanted: &[usize]) -> Result<Vec<Column>, SourceError> {
        // Whoever panicked while reading has put nothing here.
        let mut known = self.read[chunk].lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<usize> = wanted.iter().copied().filter(|place| !known.contains_key(place)).collect();
        let columns = if new.is_empty() { Vec::new() } else { self.inner.read(chunk, &new)? };
        let mut found: BTreeMap<usize, Column> = new.into_iter().zip(columns).collect();
        let to_keep = found.iter().filter(|(place, _)| self.places.contains(place));
        known.extend(to_keep.map(|(&place, column)| (place, column.clone())));
        let one = |place: &usize| found.remove(place).or_else(|| known.get(place).cloned());
        Ok(wanted.iter().filter_map(one).collect())
    }
}
