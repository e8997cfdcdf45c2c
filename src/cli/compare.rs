//! `topline compare`: differences between groups, waves and answers, with tests.

use super::output::Output;
use super::source::BasedData;
use super::{Done, Manners};
use topline::study::acts::Found;
use topline::study::options::CompareOptions;

/// Differences between groups, waves and answers, with tests
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline compare data/russia-ukraine/study.toml#talks --answer continue --against year-before
  topline compare data/russia-ukraine/study.toml#support --answer support --by sex")]
pub(super) struct Compare {
    #[command(flatten)]
    data: BasedData,
    #[command(flatten)]
    options: CompareOptions,
    #[command(flatten)]
    output: Output,
}

impl Compare {
    pub(super) fn go(self, manners: &Manners) -> Done {
        let source = self.data.open(manners)?;
        let found = Found::of_compare(&source, &self.options, self.output.has_picture())?;
        self.output.write(manners, &source, &found)
    }
}
