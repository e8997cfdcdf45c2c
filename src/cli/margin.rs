//! `topline margin`: margins of error, and the design effect behind printed ones.

use super::output::TableOutput;
use super::{Done, Manners};
use topline::study::acts::{MarginOptions, margin};

/// Margins of error from a base and design effect; or the design effect behind printed margins
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline margin --n 1600 --deff 1.9 --p 33 --p 50
  topline margin --n 1600 --margin 50=3.4 --margin 25=2.9 --margin 10=2.0 --margin 5=1.5")]
pub(super) struct Margin {
    #[command(flatten)]
    options: MarginOptions,
    #[command(flatten)]
    output: TableOutput,
}

impl Margin {
    pub(super) fn go(self, manners: &Manners) -> Done {
        self.output.write(manners, margin(&self.options)?)
    }
}
