//! The default engine: columns as polars decodes them, keys as dense integer codes, sums chunk by chunk on all threads.
//!
//! Chunks are cut by the source and their sums added in the order of chunks, in twice the working precision, so the result is the same
//! to the bit for any number of threads. Memory grows with units × cells, not with rows.

mod codes;
mod merge;
mod partial;

use super::{Aggregation, Cells, Engine, EngineError};
use crate::survey::Source;
use merge::Merger;
use partial::{Partial, partial};
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

type Made = (usize, Result<Partial, EngineError>);

impl Engine for Polars {
    fn aggregate(&self, source: &dyn Source, query: &Aggregation) -> Result<Cells, EngineError> {
        let chunks = source.chunks().len();
        let next = AtomicUsize::new(0);
        let (sender, made) = sync_channel::<Made>(self.threads.get());
        std::thread::scope(|scope| {
            for _ in 0..self.threads.get().min(chunks) {
                let sender = sender.clone();
                scope.spawn(|| work(source, query, &next, sender));
            }
            drop(sender);
            let mut merger = Merger::new(source, query);
            let mut early = BTreeMap::new();
            for due in 0..chunks {
                let partial = loop {
                    if let Some(partial) = early.remove(&due) {
                        break partial;
                    }
                    // A worker that stops without sending has panicked; the scope then passes the panic on.
                    let Ok((chunk, partial)) = made.recv() else { return Ok(merger.finish()) };
                    early.insert(chunk, partial);
                };
                if let Err(error) = partial.and_then(|partial| merger.add(partial)) {
                    next.store(chunks, Ordering::Relaxed);
                    made.iter().for_each(drop);
                    return Err(error);
                }
            }
            Ok(merger.finish())
        })
    }
}

/// Takes chunk after chunk until none is left.
fn work(source: &dyn Source, query: &Aggregation, next: &AtomicUsize, sender: SyncSender<Made>) {
    let mut scratch = codes::Scratch::default();
    let before: Vec<u64> = source
        .chunks()
        .iter()
        .scan(0, |sum, &rows| {
            let before = *sum;
            *sum += rows as u64;
            Some(before)
        })
        .collect();
    loop {
        let chunk = next.fetch_add(1, Ordering::Relaxed);
        if chunk >= before.len()
            || sender.send((chunk, partial(source, query, chunk, before[chunk], &mut scratch))).is_err()
        {
            return;
        }
    }
}
