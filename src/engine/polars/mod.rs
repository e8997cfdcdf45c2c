//! The default engine: columns as polars decodes them, keys as dense integer codes, sums chunk by chunk on all threads.
//!
//! Chunks are cut by the source and their sums added in the order of chunks, in twice the working precision, so the result is the same
//! to the bit for any number of threads. Memory grows with units × cells, not with rows.

mod chunk;
mod codes;
mod gather;
mod merge;
mod partial;

use super::{Aggregation, Cells, Engine, EngineError, Gathering, Values};
use crate::survey::Source;
use codes::Scratch;
use gather::{Gathered, gathered};
use merge::Merger;
use partial::partial;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};

/// The columnar engine.
#[derive(Debug, Clone, Copy)]
pub struct Polars {
    threads: NonZeroUsize,
}

impl Polars {
    /// An engine on so many threads.
    pub fn new(threads: NonZeroUsize) -> Self {
        Self { threads }
    }
}

impl Polars {
    /// What `make` gives for every chunk, made on all threads and handed to `take` in the order of chunks.
    fn in_order<T: Send>(
        self,
        source: &dyn Source,
        make: impl Fn((usize, u64), &mut Scratch) -> Result<T, EngineError> + Sync,
        mut take: impl FnMut(T) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let starts = starts(source);
        let next = AtomicUsize::new(0);
        let (sender, made) = sync_channel(self.threads.get());
        let work = |sender: SyncSender<(usize, Result<T, EngineError>)>| {
            let mut scratch = Scratch::default();
            while let Some(chunk) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|chunk| *chunk < starts.len()) {
                if sender.send((chunk, make((chunk, starts[chunk]), &mut scratch))).is_err() {
                    return;
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..self.threads.get().min(starts.len()) {
                let (sender, work) = (sender.clone(), &work);
                scope.spawn(move || work(sender));
            }
            drop(sender);
            let mut early = BTreeMap::new();
            for due in 0..starts.len() {
                let chunk = loop {
                    if let Some(chunk) = early.remove(&due) {
                        break chunk;
                    }
                    // A worker that stops without sending has panicked; the scope then passes the panic on.
                    let Ok((number, chunk)) = made.recv() else { return Ok(()) };
                    early.insert(number, chunk);
                };
                if let Err(error) = chunk.and_then(&mut take) {
                    next.store(starts.len(), Ordering::Relaxed);
                    made.iter().for_each(drop);
                    return Err(error);
                }
            }
            Ok(())
        })
    }
}

/// Rows of the source ahead of each chunk.
fn starts(source: &dyn Source) -> Vec<u64> {
    let ahead = |sum: &mut u64, &rows: &usize| Some(std::mem::replace(sum, *sum + rows as u64));
    source.chunks().iter().scan(0, ahead).collect()
}

impl Engine for Polars {
    fn aggregate(&self, source: &dyn Source, query: &Aggregation) -> Result<Cells, EngineError> {
        let mut merger = Merger::new(source, query);
        self.in_order(source, |at, scratch| partial(source, query, at, scratch), |part| merger.add(part))?;
        Ok(merger.finish())
    }

    fn gather(&self, source: &dyn Source, query: &Gathering) -> Result<Vec<Values>, EngineError> {
        let mut all = Gathered::default();
        let take = |cells| {
            all.add(cells);
            Ok(())
        };
        self.in_order(source, |at, scratch| gathered(source, query, at, scratch), take)?;
        Ok(all.finish())
    }
}
