//! `topline inspect`: what is in a file.

use super::exit::CliError;
use super::output::Output;
use super::source::Data;
use super::{Done, Manners};
use topline::study::acts::{self, Found, InspectOptions};

/// What is in a file: the layout found, questions, answers, groups, waves, bases
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline inspect data/russia-ukraine/support.csv -o target/findings.png
  topline inspect data/russia-ukraine/study.toml#talks --format json")]
pub(super) struct Inspect {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    options: InspectOptions,
    #[command(flatten)]
    output: Output,
}

impl Inspect {
    pub(super) fn go(self, manners: &Manners) -> Done {
        self.data.without_errors("inspect", true)?;
        let source = self.data.open_tolerant(manners)?;
        let found = acts::inspect(&source, &self.options, self.output.has_picture())?;
        if !self.options.target.is_empty() && !self.output.has_picture() {
            let message = "--target has no effect without the picture of weights: add -o FILE.png or -o FILE.svg";
            return Err(CliError::Usage(message.to_owned()));
        }
        self.output.write(manners, &source, &Found::Inspection(found))
    }
}
