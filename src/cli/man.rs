//! `topline man`: manual pages.

use super::Done;
use super::exit::{CliError, Outcome};
use std::path::PathBuf;
use topline::study::output::{Overwrite, Planned, write_files};

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
        let verbs = command.get_subcommands().filter(|verb| verb.get_name() != "help");
        let verbs = verbs.map(|verb| self.page(verb, &format!("topline-{}", verb.get_name())));
        let pages: Vec<(PathBuf, Vec<u8>)> =
            std::iter::once(self.page(&command, "topline")).chain(verbs).collect::<Result<_, CliError>>()?;
        let overwrite = if self.force { Overwrite::Always } else { Overwrite::Ours };
        let planned = pages.iter().map(|(path, bytes)| Planned { path: path.clone(), bytes, overwrite });
        write_files(&planned.collect::<Vec<_>>())?;
        Ok(Outcome::Done)
    }

    fn page(&self, command: &clap::Command, name: &str) -> Result<(PathBuf, Vec<u8>), CliError> {
        let path = self.folder.join(format!("{name}.1"));
        let failed = |error| CliError::Write { path: path.display().to_string(), error };
        let mut page = Vec::new();
        let man = clap_mangen::Man::new(command.clone()).title(name).date("").source("topline");
        man.render(&mut page).map_err(failed)?;
        Ok((path, page))
    }
}
