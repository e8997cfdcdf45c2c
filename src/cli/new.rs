//! `topline new`: a commented, runnable example study with its data.

use super::exit::{Outcome, say};
use super::{Done, Manners};
use std::path::PathBuf;
use topline::study::output::{Overwrite, Planned, write_files};

/// The bundled study, file by file.
const FILES: [(&str, &str); 5] = [
    ("study.toml", include_str!("../../data/russia-ukraine/study.toml")),
    ("continue-or-talks.csv", include_str!("../../data/russia-ukraine/continue-or-talks.csv")),
    ("support.csv", include_str!("../../data/russia-ukraine/support.csv")),
    ("essay.csv", include_str!("../../data/russia-ukraine/essay.csv")),
    ("SOURCE.md", include_str!("../../data/russia-ukraine/SOURCE.md")),
];

/// Write a commented, runnable example study with its data
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline new my-study
  topline new my-study && topline run my-study/study.toml -o my-study/out")]
pub(super) struct New {
    /// The folder; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
}

impl New {
    pub(super) fn go(self, manners: &Manners) -> Done {
        let overwrite = if self.force { Overwrite::Always } else { Overwrite::Never };
        let own = self.folder.join("study.toml").display().to_string();
        // The copy stands by itself: its comments name itself.
        let texts = FILES.map(|(name, text)| (name, text.replace("data/russia-ukraine/study.toml", &own)));
        let planned = texts.iter().map(|(name, text)| {
            let path = self.folder.join(name);
            Planned { path, bytes: text.as_bytes(), overwrite }
        });
        write_files(&planned.collect::<Vec<_>>())?;
        let study = self.folder.join("study.toml");
        if !manners.quiet {
            say(&format!("wrote {}; run it: topline run {0}", study.display()));
        }
        Ok(Outcome::Done)
    }
}
