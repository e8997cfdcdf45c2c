//! `topline estimate`: shares with intervals, by groups and waves.

use super::exit::CliError;
use super::output::Output;
use super::source::BasedData;
use super::{Done, Manners};
use topline::study::acts::{self, Found};
use topline::study::options::EstimateOptions;

/// Shares with intervals, by groups and waves
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline estimate data/russia-ukraine/study.toml#talks --answer continue --answer talks
  topline estimate data/russia-ukraine/continue-or-talks.csv --n 1600 --deff 1.9 --by sex")]
pub(super) struct Estimate {
    #[command(flatten)]
    data: BasedData,
    #[command(flatten)]
    options: EstimateOptions,
    #[command(flatten)]
    output: Output,
}

impl Estimate {
    pub(super) fn go(self, manners: &Manners) -> Done {
        if self.options.covariance && !self.output.holds_tables() {
            let message = "--covariance has no effect on forms of one table: add --format json, or -o FILE.json, .xlsx, .html or .md";
            return Err(CliError::Usage(message.to_owned()));
        }
        let source = self.data.open(manners)?;
        let found = acts::estimate(&source, &self.options, self.output.has_picture())?;
        self.output.write(manners, &source, &Found::Estimates(found))
    }
}
