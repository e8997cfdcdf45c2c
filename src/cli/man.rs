//! `topline man`: manual pages.

use super::Done;
use super::exit::{CliError, Outcome};
use std::path::PathBuf;
use topline::study::output::{Overwrite, write_file};

/// Manual pages, one file for each verb, into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline man target/man
  topline man ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Overwrite files that topline did not write
    #[arg(long)]
    force: bool,
}

impl Man {
    pub(super) fn go(self, mut command: clap::Command) -> Done {
        command.build();
        self.page(&command, "topline")?;
        for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
            self.page(verb, &format!("topline-{}", verb.get_name()))?;
        }
        Ok(Outcome::Done)
    }

    fn page(&self, command: &clap::Command, name: &str) -> Result<(), CliError> {
        let path = self.folder.join(format!("{name}.1"));
        let failed = |error| CliError::Write { path: path.display().to_string(), error };
        let mut page = Vec::new();
        let man = clap_mangen::Man::new(command.clone()).title(name).date("").source("topline");
        man.render(&mut page).map_err(failed)?;
        Ok(write_file(&path, &page, if self.force { Overwrite::Always } else { Overwrite::Ours })?)
    }
}
