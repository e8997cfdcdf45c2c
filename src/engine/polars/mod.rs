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
use gather::{Cell, Gathered, gathered};
use merge::Merger;
use partial::partial;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

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
            let Some(_at_work) = AtWork::begin(&queue) else { return };
            let mut scratch = Scratch::default();
            while let Some(chunk) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|chunk| *chunk < starts.len()) {
                let made = make((chunk, starts[chunk]), &mut scratch);
                if !queue.put(chunk, made, &take) {
                    next.store(starts.len(), Ordering::Relaxed);
                }
            }
        };
        rayon::scope(|scope| (0..self.threads.get().min(starts.len())).for_each(|_| scope.spawn(|_| work())));
        let failed = locked(&queue.waiting).failed.take();
        failed.map_or(Ok(()), Err)
    }
}

/// What was made and not yet taken.
struct Queue<T> {
    waiting: Mutex<Waiting<T>>,
    /// Told whenever some is taken, and at the end.
    taken: Condvar,
}

struct Waiting<T> {
    made: BTreeMap<usize, Result<T, EngineError>>,
    due: usize,
    /// Whether some thread takes what is due.
    is_served: bool,
    is_over: bool,
    failed: Option<EngineError>,
}

/// Chunks that may wait to be taken: whoever brings more waits too, so that memory does not grow where taking is slower than making.
const MOST_WAITING: usize = 2;

impl<T> Queue<T> {
    fn new() -> Self {
        let made = BTreeMap::new();
        let waiting = Waiting { made, due: 0, is_served: false, is_over: false, failed: None };
        Self { waiting: Mutex::new(waiting), taken: Condvar::new() }
    }

    /// Puts a chunk, and has all taken whose turn has come unless another thread does that already; whether the work goes on. The chunk that
    /// is due is being made by a thread that does not wait here, so this comes to an end.
    fn put(
        &self,
        chunk: usize,
        made: Result<T, EngineError>,
        take: &Mutex<impl FnMut(T) -> Result<(), EngineError>>,
    ) -> bool {
        let mut waiting = locked(&self.waiting);
        waiting.made.insert(chunk, made);
        waiting = self.taken.wait_while(waiting, |waiting| waiting.is_full()).unwrap_or_else(PoisonError::into_inner);
        if waiting.is_served || waiting.is_over {
            return !waiting.is_over;
        }
        waiting.is_served = true;
        while let Some(made) = waiting.next() {
            drop(waiting);
            let failed = made.and_then(|made| locked(take)(made)).err();
            waiting = locked(&self.waiting);
            waiting.is_over |= failed.is_some();
            waiting.failed = failed.or(waiting.failed.take());
            self.taken.notify_all();
        }
        waiting.is_served = false;
        !waiting.is_over
    }
}

impl<T> Waiting<T> {
    /// Whether more wait than may, and nobody is needed to take them.
    fn is_full(&self) -> bool {
        let is_stuck = self.is_served || !self.made.contains_key(&self.due);
        !self.is_over && is_stuck && self.made.len() > MOST_WAITING
    }

    /// The chunk whose turn it is, unless the work is over.
    fn next(&mut self) -> Option<Result<T, EngineError>> {
        let made = if self.is_over { None } else { self.made.remove(&self.due) };
        self.due += usize::from(made.is_some());
        made
    }
}

thread_local! {
    /// Addresses of the queues that this thread works for.
    static AT_WORK: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// A thread at work for a queue. Where it panics the others end too, as what it was making will never be due.
struct AtWork<'a, T>(&'a Queue<T>);

impl<'a, T> AtWork<'a, T> {
    /// `None` where the thread works for it already: while rayon waits for something it may begin other jobs of the same work, and one that
    /// waits for its turn would then wait for the chunk that lies beneath it.
    fn begin(queue: &'a Queue<T>) -> Option<Self> {
        let address = std::ptr::from_ref(queue).addr();
        let is_new = AT_WORK.with_borrow_mut(|all| {
            let is_new = !all.contains(&address);
            all.extend(is_new.then_some(address));
            is_new
        });
        // Not made before it is known to stay: what is dropped ends work.
        is_new.then(|| Self(queue))
    }
}

impl<T> Drop for AtWork<'_, T> {
    fn drop(&mut self) {
        AT_WORK.with_borrow_mut(|all| all.pop());
        if std::thread::panicking() {
            locked(&self.0.waiting).is_over = true;
            self.0.taken.notify_all();
        }
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

    fn gather(&self, source: &dyn Source, query: &Gathering) -> Result<Vec<Vec<Values>>, EngineError> {
        let mut all: Vec<Gathered> = query.of.iter().map(|_| Gathered::default()).collect();
        let take = |cells: Vec<Vec<Cell>>| {
            all.iter_mut().zip(cells).for_each(|(all, cells)| all.add(cells));
            Ok(())
        };
        self.in_order(source, |at, scratch| gathered(source, query, at, scratch), take)?;
        Ok(all.into_iter().map(Gathered::finish).collect())
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
        for (threads, bad) in [(2, 3), (4, 0), (4, 30)] {
            let made = |(chunk, _), _: &mut Scratch| if chunk == bad { panic!("chunk {bad}") } else { Ok(chunk) };
            let threads = NonZeroUsize::new(threads).unwrap();
            let make = || Polars::new(threads).in_order(&Slow(Vec::new()), made, |_| Ok(()));
            assert!(std::panic::catch_unwind(make).is_err());
            let took = |chunk| if chunk == bad { panic!("chunk {bad}") } else { Ok(()) };
            let take = || Polars::new(threads).in_order(&Slow(Vec::new()), |(chunk, _), _| Ok(chunk), took);
            assert!(std::panic::catch_unwind(take).is_err());
        }
    }

    #[test]
    fn a_thread_that_waits_for_rayon_does_not_wait_for_itself() {
        // More jobs than threads; and each chunk waits for other threads while it is made and while it is taken, as reading may.
        let others = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let busy = || others.install(|| std::thread::sleep(Duration::from_micros(90)));
        let make = |(chunk, _), _: &mut Scratch| {
            busy();
            Ok(chunk)
        };
        for _ in 0..5 {
            let mut taken = Vec::new();
            let take = |chunk| {
                busy();
                taken.push(chunk);
                Ok(())
            };
            Polars::new(NonZeroUsize::new(16).unwrap()).in_order(&Slow(Vec::new()), make, take).unwrap();
            assert_eq!(taken, (0..60).collect::<Vec<_>>());
        }
    }

    #[test]
    fn few_chunks_wait_where_taking_is_slow() {
        let (made, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let make = |(chunk, _), _: &mut Scratch| {
            made.fetch_add(1, Ordering::Relaxed);
            Ok(chunk)
        };
        let take = |chunk| {
            std::thread::sleep(Duration::from_millis(1));
            most.fetch_max(made.load(Ordering::Relaxed) - chunk, Ordering::Relaxed);
            Ok(())
        };
        let threads = rayon::current_num_threads();
        let source = Slow(Vec::new());
        Polars::new(NonZeroUsize::new(threads).unwrap()).in_order(&source, make, take).unwrap();
        // Beside those that wait every thread has one in its hands, and one is being taken.
        assert!(most.into_inner() <= MOST_WAITING + 2 * threads + 1);
    }
}
