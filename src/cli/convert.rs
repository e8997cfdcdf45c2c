//! `topline convert`: any readable file to a tidy table.

use super::output::{for_file, warn};
use super::source::Data;
use super::{Done, Manners};
use std::path::PathBuf;
use topline::report::{Block, Document, Meta};
use topline::study::output::{Overwrite, may_write, refuse_inputs, write_file};
use topline::study::{convert_respondents, replicate_study, tidy};

/// Any readable file to a tidy table: one row for each figure, labels as the study names them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline convert data/russia-ukraine/support.csv target/support.csv
  topline convert data/russia-ukraine/study.toml#talks target/talks.parquet")]
pub(super) struct Convert {
    /// The file to write; its ending names the form: .csv, .tsv, .json, .jsonl, .xlsx, .parquet
    #[arg(value_name = "OUT", index = 2)]
    out: PathBuf,
    /// Overwrite a file that topline did not write
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    data: Data,
}

impl Convert {
    pub(super) fn go(self, manners: &Manners) -> Done {
        self.data.without_errors("convert", false)?;
        let source = self.data.open(manners)?;
        refuse_inputs(&[self.out.clone(), self.out.with_extension("toml")], self.data.inputs(&source))?;
        let mut warnings = source.warnings().to_vec();
        let overwrite = if self.force { Overwrite::Always } else { Overwrite::Ours };
        if source.published().is_none() {
            let study = replicate_study(&source, &self.out).map(|text| (self.out.with_extension("toml"), text));
            if let Some((path, text)) = &study {
                may_write(path, text.as_bytes(), overwrite)?;
            }
            warnings.extend(convert_respondents(&source, &self.out, overwrite)?);
            if let Some((path, text)) = &study {
                write_file(path, text.as_bytes(), overwrite)?;
                manners.tell(|| format!("wrote {}", path.display()));
            }
        } else {
            let meta = Meta { verb: "convert".to_owned(), inputs: vec![source.input().clone()], ..Meta::default() };
            let document = Document::new("", meta).with(Block::Table(tidy(&source)?));
            write_file(&self.out, &for_file(&document, &self.out)?, overwrite)?;
        }
        manners.tell(|| format!("wrote {}", self.out.display()));
        warn(manners, &warnings)
    }
}
