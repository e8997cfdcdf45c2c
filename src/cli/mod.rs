//! The command line: one file for each verb, the only code that touches the terminal. It sees the library from outside.

mod compare;
mod completions;
mod convert;
mod estimate;
mod exit;
mod inspect;
mod man;
mod margin;
mod new;
mod output;
mod progress;
mod run;
mod schema;
mod source;
mod terminal;
mod trend;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use exit::{CliError, EXIT_CODES, Outcome};
use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Instant;

/// Survey-data and public-opinion statistics: published tables and respondent-level data in; honest intervals, comparisons, trends,
/// charts and reports out.
#[derive(Debug, Parser)]
#[command(name = "topline", version, after_help = EXAMPLES, max_term_width = 110)]
struct Topline {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    manners: Manners,
}

const EXAMPLES: &str = "\
Examples:
  topline run data/russia-ukraine/study.toml
  topline margin --n 1600 --deff 1.9 --p 33";

/// Flags that every verb has.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Manners")]
pub(crate) struct Manners {
    /// Colour: auto (on a terminal), always, never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_default_value = true)]
    color: ColorChoice,
    /// No warnings and no progress
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say on standard error which files are read and written, and how long it took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// A warning with this code (or all) makes the command fail with exit code 1; repeatable. A code that is named comes before all
    #[arg(long, value_name = "CODE", global = true, value_parser = code)]
    deny: Vec<String>,
    /// A warning with this code (or all) is not shown; repeatable
    #[arg(long, value_name = "CODE", global = true, value_parser = code)]
    allow: Vec<String>,
    /// Threads to use, all cores by default; outputs never depend on it [env: TOPLINE_THREADS]
    #[arg(long, value_name = "N", global = true, value_parser = at_least_one)]
    threads: Option<std::num::NonZeroUsize>,
}

/// A code of warnings, as `W202`, or `all`.
fn code(text: &str) -> Result<String, String> {
    let coded = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
    let known = text == "all" || text.strip_prefix(['W', 'C']).is_some_and(coded);
    if known { Ok(text.to_owned()) } else { Err("write a code as warnings show it, W202 or C13, or all".to_owned()) }
}

/// How many, as of threads.
fn at_least_one(text: &str) -> Result<std::num::NonZeroUsize, String> {
    text.parse().map_err(|_| "write a whole number, 1 at least".to_owned())
}

/// A width or a height.
fn pixels(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "write a whole number of pixels, as 1600".to_owned())
}

/// Pixels in a unit of the layout.
fn scale(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| "write a number, as 2 or 1.5".to_owned())
}

/// The number of threads that the environment states; set but empty, it states none.
fn threads_of_environment() -> Result<Option<std::num::NonZeroUsize>, CliError> {
    const NAME: &str = "TOPLINE_THREADS";
    let Some(value) = std::env::var_os(NAME).filter(|value| !value.is_empty()) else { return Ok(None) };
    let value = value.to_string_lossy();
    let wrong = |rule| CliError::Usage(format!("the environment has {NAME}={value}: {rule}, or unset it"));
    at_least_one(&value).map(Some).map_err(wrong)
}

impl Manners {
    /// Takes what the environment states and no flag does, and refuses what contradicts itself.
    fn settle(&mut self) -> Result<(), CliError> {
        if self.threads.is_none() {
            self.threads = threads_of_environment()?;
        }
        match self.deny.iter().find(|code| self.allow.contains(code)) {
            Some(code) => {
                Err(CliError::Usage(format!("--deny {code} and --allow {code} contradict each other: leave one out")))
            }
            None => Ok(()),
        }
    }

    /// Whether a warning makes the command fail, and whether it is shown.
    fn denies_and_shows(&self, code: &str) -> (bool, bool) {
        let [named_deny, named_allow] = [&self.deny, &self.allow].map(|codes| codes.iter().any(|c| c == code));
        let [deny_all, allow_all] = [&self.deny, &self.allow].map(|codes| codes.iter().any(|c| c == "all"));
        let denied = named_deny || (deny_all && !named_allow);
        (denied, denied || !(named_allow || allow_all))
    }

    /// Work that is shared out outside an engine, too, is done by as many threads as were asked for.
    fn limit_threads(&self) {
        if let Some(threads) = self.threads {
            // It fails only once threads are at work, and none is at the start of a program.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
        }
    }

    /// Who is told how far reading has come: the bar, unless it is not wanted or there is no terminal for it.
    fn progress(&self) -> Option<topline::survey::Watch> {
        if self.quiet { None } else { progress::bar() }
    }

    /// With `--verbose`, a line on standard error.
    fn tell(&self, text: impl FnOnce() -> String) {
        if self.verbose {
            exit::say(&text());
        }
    }

    /// Whether standard output may be coloured.
    fn colours(&self) -> bool {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set("NO_COLOR") => false,
            ColorChoice::Auto => set("CLICOLOR_FORCE") || std::io::stdout().is_terminal(),
        }
    }
}

#[derive(Debug, Subcommand)]
enum Verb {
    Run(run::Run),
    New(new::New),
    Inspect(inspect::Inspect),
    Estimate(estimate::Estimate),
    Compare(compare::Compare),
    Trend(trend::Trend),
    Margin(margin::Margin),
    Convert(convert::Convert),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Parses the arguments, runs the verb and turns what happened into an exit code.
pub(crate) fn main() -> ExitCode {
    let start = Instant::now();
    let parsed = command().try_get_matches().and_then(|matches| Topline::from_arg_matches(&matches));
    let mut topline = match parsed {
        Ok(topline) => topline,
        Err(error) => return exit::usage(&error),
    };
    exit::on_interrupt();
    if let Err(error) = topline.manners.settle() {
        return exit::code(Err(error));
    }
    let manners = &topline.manners;
    manners.limit_threads();
    let done = match topline.verb {
        Verb::Run(run) => run.go(manners),
        Verb::New(new) => new.go(manners),
        Verb::Inspect(inspect) => inspect.go(manners),
        Verb::Estimate(estimate) => estimate.go(manners),
        Verb::Compare(compare) => compare.go(manners),
        Verb::Trend(trend) => trend.go(manners),
        Verb::Margin(margin) => margin.go(manners),
        Verb::Convert(convert) => convert.go(manners),
        Verb::Schema(schema) => schema.go(),
        Verb::Completions(completions) => completions.go(&mut command()),
        Verb::Man(man) => man.go(command()),
    };
    manners.tell(|| format!("took {:.3} s", start.elapsed().as_secs_f64()));
    exit::code(done)
}

/// The grammar. A number below zero is a value that is wrong, not an unknown flag; the exit codes stand before the examples of every verb.
fn command() -> clap::Command {
    let numbers = |verb: clap::Command| with_exit_codes(verb.allow_negative_numbers(true));
    with_exit_codes(Topline::command().mut_subcommands(numbers))
}

fn with_exit_codes(verb: clap::Command) -> clap::Command {
    let examples = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
    verb.after_help(format!("{EXIT_CODES}\n\n{examples}"))
}

/// What a verb comes to.
type Done = Result<Outcome, CliError>;
