//! `topline convert`: any readable file to a tidy table.

use super::exit::{CliError, Outcome};
use super::output::warn;
use super::source::Data;
use super::{Done, Manners};
use std::path::PathBuf;
use topline::report::{Block, Document, Meta, form};
use topline::study::output::{Overwrite, write_file};
use topline::study::{convert_respondents, tidy, tidy_parquet};

/// Any readable file to a tidy table: one row for each figure, labels as the study names them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline convert data/russia-ukraine/support.csv target/support.csv
  topline convert data/russia-ukraine/study.toml#talks target/talks.parquet")]
pub(super) struct Convert {
    #[command(flatten)]
    data: Data,
    /// The file to write; its ending names the form: .csv, .tsv, .json, .jsonl, .xlsx, .parquet
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// Overwrite a file that topline did not write
    #[arg(long)]
    force: bool,
}

impl Convert {
    pub(super) fn go(self, manners: &Manners) -> Done {
        let source = self.data.open(manners)?;
        let overwrite = if self.force { Overwrite::Always } else { Overwrite::Ours };
        if source.published().is_none() {
            convert_respondents(&source, &self.out, overwrite)?;
            return Ok(Outcome::Done);
        }
        let bytes = if self.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet")) {
            tidy_parquet(&source)?
        } else {
            let meta = Meta { verb: "convert".to_owned(), inputs: vec![source.input().clone()], ..Meta::default() };
            let document = Document::new("", meta).with(Block::Table(tidy(&source)?));
            let mut bytes = Vec::new();
            let failed = |error| CliError::Write { path: self.out.display().to_string(), error };
            form::for_path(&self.out)?.write(&document, &mut bytes).map_err(failed)?;
            bytes
        };
        write_file(&self.out, &bytes, overwrite)?;
        warn(manners, source.warnings())?;
        Ok(Outcome::Done)
    }
}
