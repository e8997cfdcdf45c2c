//! Exit codes and the last words on standard error.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use topline::study::{Blame, StudyError};

/// The contract, printed in every `--help`.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, and a check failed (a denied warning)
  2  usage or study-file error
  3  the data can't be read or doesn't fit
  4  numerical failure
  5  partial result (--keep-going)
  130  interrupted (Ctrl-C); 143 where it was told to end (SIGTERM)";

/// How a verb ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All done.
    Done,
    /// Done, and a check failed.
    CheckFailed,
    /// Some of it done.
    Partial,
}

/// How a verb ended badly.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error(transparent)]
    Study(#[from] StudyError),
    /// Flags that do not go together.
    #[error("{0}")]
    Usage(String),
    /// An output that cannot be written.
    #[error("{path}: {error}")]
    Write { path: String, error: std::io::Error },
}

impl From<topline::chart::ChartError> for CliError {
    fn from(error: topline::chart::ChartError) -> Self {
        Self::Study(error.into())
    }
}

impl From<topline::report::ReportError> for CliError {
    fn from(error: topline::report::ReportError) -> Self {
        Self::Study(error.into())
    }
}

/// Interrupted (Ctrl-C): takes unfinished files away and ends with 130; told to end (SIGTERM), likewise with 143. Where whoever started
/// topline has it ignore interrupts, as shells do for work in the background, it goes on ignoring them.
pub(super) fn on_interrupt() {
    let handled = ctrlc::try_set_handler(|| leave(130));
    drop(handled);
    #[cfg(unix)]
    on_termination();
}

/// Apart from interrupts, because these are the ones that work in the background ignores.
#[cfg(unix)]
fn on_termination() {
    use signal_hook::{consts::SIGTERM, iterator::Signals};
    // Without a handler the signal ends the process all the same.
    let Ok(mut signals) = Signals::new([SIGTERM]) else { return };
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            leave(128 + SIGTERM);
        }
    });
}

/// Ends at once and leaves no unfinished file.
fn leave(code: i32) {
    let _halted = topline::study::output::halt();
    super::progress::wipe();
    std::process::exit(code);
}

/// Prints what went wrong, if anything, and gives the exit code. A reader that closed the pipe wants no more: that is a clean end.
pub(super) fn code(done: Result<Outcome, CliError>) -> ExitCode {
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::CheckFailed) => ExitCode::from(1),
        Ok(Outcome::Partial) => ExitCode::from(5),
        Err(CliError::Write { error, .. }) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::from(match &error {
                CliError::Study(study) => match study.blame() {
                    Blame::Usage => 2,
                    Blame::Data => 3,
                    Blame::Numbers => 4,
                },
                CliError::Usage(_) => 2,
                CliError::Write { .. } => 3,
            })
        }
    }
}

/// Help and version go to standard output and are no error; the rest is a usage error.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    // Nothing is left to be done if even the message cannot be written.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

/// A line on standard error. A closed standard error is no reason to fail.
pub(super) fn say(text: &str) {
    super::progress::wipe();
    let _ = writeln!(std::io::stderr(), "{text}");
}
