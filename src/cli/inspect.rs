//! `topline inspect`: what is in a file.

use super::output::TableOutput;
use super::source::Data;
use super::{Done, Manners};
use topline::report::{Block, Document, Meta};
use topline::study::acts;

/// What is in a file: the layout found, questions, answers, groups, waves, bases
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline inspect data/russia-ukraine/support.csv
  topline inspect data/russia-ukraine/study.toml#talks --format json")]
pub(super) struct Inspect {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: TableOutput,
}

impl Inspect {
    pub(super) fn go(self, manners: &Manners) -> Done {
        let source = self.data.open(manners)?;
        let (layout, facts) = source.layout();
        let meta = Meta {
            verb: "inspect".to_owned(),
            inputs: vec![source.input().clone()],
            method: facts,
            warnings: source.warnings().to_vec(),
        };
        let document =
            Document::new(source.path(), meta).with(Block::Notes(layout)).with(Block::Table(acts::inspect(&source)?));
        self.output.write(manners, document)
    }
}
