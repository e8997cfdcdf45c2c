//! The bar on a terminal's standard error while respondents are read: rows done, rows in all, time left. Work of less than half a second
//! shows none.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use topline::report::grouped;
use topline::survey::{Source, Watch};

/// Shorter work needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// Time between two pictures of the bar.
const PACE: Duration = Duration::from_millis(100);

/// Characters of the bar.
const WIDTH: usize = 24;

/// Whether a bar stands on the terminal's last line.
static DRAWN: AtomicBool = AtomicBool::new(false);

/// One reading of all rows.
struct Pass {
    start: Instant,
    drawn: Option<Instant>,
    done: u64,
    rows: u64,
    /// When each chunk was told of.
    seen: Vec<Option<Instant>>,
}

impl Pass {
    fn new(chunks: &[usize]) -> Self {
        let rows = chunks.iter().map(|&rows| rows as u64).sum();
        Self { start: Instant::now(), drawn: None, done: 0, rows, seen: vec![None; chunks.len()] }
    }

    /// Counts a chunk whose reading began at `begun`. One that was read already, or of another source, belongs to another pass, the one
    /// before having ended early; so do the chunks told of while it was read, for passes do not overlap.
    fn count(&mut self, chunk: usize, chunks: &[usize], begun: Instant) {
        let rows: u64 = chunks.iter().map(|&rows| rows as u64).sum();
        if self.rows != rows || self.seen.len() != chunks.len() {
            *self = Self::new(chunks);
        }
        if self.seen[chunk].is_some() {
            let before = std::mem::replace(self, Self { start: begun, ..Self::new(chunks) });
            for (at, told) in before.seen.into_iter().enumerate() {
                self.see(at, chunks, told.filter(|told| at != chunk && *told > begun));
            }
        }
        self.see(chunk, chunks, Some(Instant::now()));
    }

    fn see(&mut self, chunk: usize, chunks: &[usize], told: Option<Instant>) {
        self.seen[chunk] = told;
        self.done += told.map_or(0, |_| chunks[chunk] as u64);
    }
}

/// Draws the bar; `None` where standard error is no terminal.
pub(super) fn bar() -> Option<Watch> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let (started, pass) = (Instant::now(), Mutex::new(Pass::new(&[])));
    Some(Watch::new(move |source: &dyn Source, chunk: usize, begun: Instant| {
        let mut pass = pass.lock().unwrap_or_else(PoisonError::into_inner);
        pass.count(chunk, source.chunks(), begun);
        let is_due = pass.drawn.is_none_or(|last| last.elapsed() >= PACE);
        if pass.done >= pass.rows {
            wipe();
        } else if started.elapsed() >= PATIENCE && is_due {
            pass.drawn = Some(Instant::now());
            draw(&line(pass.done, pass.rows, pass.start.elapsed()));
        }
    }))
}

fn draw(line: &str) {
    DRAWN.store(true, Ordering::Relaxed);
    let mut out = std::io::stderr();
    let _ = write!(out, "\r\x1b[K{line}").and_then(|()| out.flush());
}

/// Takes the bar away before something else is said.
pub(super) fn wipe() {
    if DRAWN.swap(false, Ordering::Relaxed) {
        let mut out = std::io::stderr();
        let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
    }
}

/// `[######··················]  1,000,000 of 4,000,000 rows, 3 s left`; `done` is above 0.
fn line(done: u64, rows: u64, elapsed: Duration) -> String {
    let full = (WIDTH as u64 * done / rows) as usize;
    let left = elapsed.as_secs_f64() * (rows - done) as f64 / done as f64;
    let bar = format!("{}{}", "#".repeat(full), "·".repeat(WIDTH - full));
    format!("[{bar}] {} of {} rows, {} left", grouped(done), grouped(rows), duration(left))
}

fn duration(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_that_ended_early_does_not_count_for_the_next() {
        let mut pass = Pass::new(&[]);
        let mut done = |chunk, chunks: &[usize]| {
            pass.count(chunk, chunks, Instant::now());
            pass.done
        };
        let chunks = [10, 10, 5];
        assert_eq!([done(0, &chunks), done(1, &chunks), done(0, &chunks), done(2, &chunks)], [10, 20, 10, 15]);
        assert_eq!(done(0, &[25]), 25, "another source of as many rows");
    }

    #[test]
    fn chunks_told_of_before_the_first_are_of_the_same_reading() {
        let mut pass = Pass::new(&[]);
        let chunks = [10, 10, 5];
        let mut count = |chunk, begun| {
            pass.count(chunk, &chunks, begun);
            pass.done
        };
        assert_eq!(count(0, Instant::now()), 10, "a reading that ends here");
        let begun = Instant::now();
        assert_eq!(count(1, begun), 20, "of which reading is not known yet");
        assert_eq!(count(0, begun), 20);
        assert_eq!(count(2, Instant::now()), 25);
    }

    #[test]
    fn the_bar_says_how_much_is_done_and_how_long_the_rest_takes() {
        let shown = line(1_000_000, 4_000_000, Duration::from_secs(1));
        assert_eq!(shown, "[######··················] 1,000,000 of 4,000,000 rows, 3 s left");
        assert_eq!([59.2, 61.0, 7325.0].map(duration), ["1 min 0 s", "1 min 1 s", "2 h 2 min"]);
    }
}
