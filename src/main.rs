//! The `topline` command: survey-data and public-opinion statistics at the command line.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
