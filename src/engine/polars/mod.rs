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
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The columnar engine.
#[derive(Debug, Clone, Copy)]
pub struct Polars {
    threads: NonZeroUsize,
}

impl Polars {
    /// An engine that reads on so many threads, or as many as rayon's pool has, if these are fewer. What follows the reading is done by
    /// the pool.
    pub fn new(threads: NonZeroUsize) -> Self {
        Self { threads }
    }
}

impl Polars {
    /// What `make` gives for every chunk, made on all threads and handed to `take` in the order of chunks. The threads are rayon's: those
    /// of a second pass have their memory from the first.
    fn in_order<T: Send>(
        self,
        source: &dyn Source,
        make: impl Fn((usize, u64), &mut Scratch) -> Result<T, EngineError> + Sync,
        take: impl FnMut(T) -> Result<(), EngineError> + Send,
    ) -> Result<(), EngineError> {
        let starts = starts(source);
        let next = AtomicUsize::new(0);
        let (queue, take) = (Queue::new(), Mutex::new(take));
        let work = || {
            let mut scratch = Scratch::default();
            while let Some(chunk) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|chunk| *chunk < starts.len()) {
                let made = make((chunk, starts[chunk]), &mut scratch);
                if !queue.put(chunk, made, &take) {
                    next.store(starts.len(), Ordering::Relaxed);
                }
            }
        };
        rayon::scope(|scope| (0..self.threads.get().min(starts.len())).for_each(|_| scope.spawn(|_| work())));
        let failed = locked(&queue.0).failed.take();
        failed.map_or(Ok(()), Err)
    }
}

/// What was made and not yet taken.
struct Queue<T>(Mutex<Waiting<T>>);

struct Waiting<T> {
    made: BTreeMap<usize, Result<T, EngineError>>,
    due: usize,
    /// Whether some thread takes what is due.
    is_served: bool,
    failed: Option<EngineError>,
}

/// Chunks that may wait while one is taken; whoever brings more waits too, so that memory does not grow where taking is slower than making.
const MOST_WAITING: usize = 2;

impl<T> Queue<T> {
    fn new() -> Self {
        Self(Mutex::new(Waiting { made: BTreeMap::new(), due: 0, is_served: false, failed: None }))
    }

    /// Puts a chunk, and has all taken whose turn has come unless another thread does that already; whether there was no error up to now.
    fn put(
        &self,
        chunk: usize,
        made: Result<T, EngineError>,
        take: &Mutex<impl FnMut(T) -> Result<(), EngineError>>,
    ) -> bool {
        let mut waiting = locked(&self.0);
        waiting.made.insert(chunk, made);
        if waiting.is_served {
            let (many, sound) = (waiting.made.len() > MOST_WAITING, waiting.failed.is_none());
            drop(waiting);
            if many {
                drop(locked(take));
            }
            return sound;
        }
        waiting.is_served = true;
        while let Some(made) = waiting.next() {
            drop(waiting);
            let failed = made.and_then(|made| locked(take)(made)).err();
            waiting = locked(&self.0);
            waiting.failed = failed;
        }
        waiting.is_served = false;
        waiting.failed.is_none()
    }
}

impl<T> Waiting<T> {
    /// The chunk whose turn it is, unless one failed.
    fn next(&mut self) -> Option<Result<T, EngineError>> {
        let made = if self.failed.is_none() { self.made.remove(&self.due) } else { None };
        self.due += usize::from(made.is_some());
        made
    }
}

/// A thread that panicked ends the work; what the others still bring is of no consequence.
fn locked<T>(queue: &Mutex<T>) -> MutexGuard<'_, T> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{Column, Origin, SourceError};
    use std::time::Duration;

    /// Sixty chunks of a row, some of which cannot be read, some of which take longer.
    struct Slow(Vec<usize>);

    const CHUNKS: [usize; 60] = [1; 60];

    impl Source for Slow {
        fn origin(&self) -> Origin<'_> {
            Origin::File { name: "slow", variables: &[], chunks: &CHUNKS }
        }

        fn read(&self, chunk: usize, _: &[usize]) -> Result<Vec<Column>, SourceError> {
            std::thread::sleep(Duration::from_micros(chunk as u64 * 7919 % 1500));
            let reason = format!("chunk {chunk}");
            if self.0.contains(&chunk) { Err(SourceError { file: "slow".to_owned(), reason }) } else { Ok(Vec::new()) }
        }
    }

    fn taken(threads: usize, bad: &[usize]) -> (Vec<usize>, Result<(), EngineError>) {
        let (source, mut taken) = (Slow(bad.to_vec()), Vec::new());
        let make = |(chunk, _), _: &mut Scratch| Ok(source.read(chunk, &[]).map(|_| chunk)?);
        let take = |chunk| {
            taken.push(chunk);
            Ok(())
        };
        let done = Polars::new(NonZeroUsize::new(threads).unwrap()).in_order(&source, make, take);
        (taken, done)
    }

    #[test]
    fn chunks_are_taken_in_their_order_up_to_the_first_error() {
        for threads in [1, 2, 5] {
            assert_eq!(taken(threads, &[]), ((0..60).collect(), Ok(())));
            let (before, error) = taken(threads, &[58, 41, 17, 18]);
            assert_eq!((before, error.unwrap_err().to_string()), ((0..17).collect(), "slow: chunk 17".to_owned()));
        }
    }

    #[test]
    fn a_panic_ends_the_work_and_is_passed_on() {
        let made = |(chunk, _), _: &mut Scratch| if chunk == 3 { panic!("chunk 3") } else { Ok(chunk) };
        let work = || Polars::new(NonZeroUsize::new(2).unwrap()).in_order(&Slow(Vec::new()), made, |_| Ok(()));
        assert!(std::panic::catch_unwind(work).is_err());
    }
}
