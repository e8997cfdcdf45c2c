//! `topline completions`: shell completions.

use super::Done;
use super::exit::Outcome;
use super::output::to_stdout;

/// Shell completions on standard output
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline completions bash > topline.bash
  topline completions zsh > _topline")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn go(self, command: &mut clap::Command) -> Done {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, command, "topline", &mut script);
        to_stdout(&script)?;
        Ok(Outcome::Done)
    }
}
