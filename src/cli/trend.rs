//! `topline trend`: fits over time.

use super::output::Output;
use super::source::BasedData;
use super::{Done, Manners};
use topline::study::acts::{self, Found};
use topline::study::options::TrendOptions;

/// Fits over time: a line, or a smoothed level, with bands
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline trend data/russia-ukraine/study.toml#talks --answer continue
  topline trend data/russia-ukraine/study.toml#talks --answer talks --method loess -o trend.png")]
pub(super) struct Trend {
    #[command(flatten)]
    data: BasedData,
    #[command(flatten)]
    options: TrendOptions,
    #[command(flatten)]
    output: Output,
}

impl Trend {
    pub(super) fn go(self, manners: &Manners) -> Done {
        let source = self.data.open(manners)?;
        let found = acts::trend(&source, &self.options)?;
        self.output.write(manners, &source, &Found::Trends(found))
    }
}
