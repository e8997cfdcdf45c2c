//! The data argument: a file, `-` for standard input, or `STUDY.toml#source`.

use super::Manners;
use super::exit::{CliError, say};
use std::io::Read;
use topline::study::options::{DesignFlags, PublishedBasis};
use topline::study::{Source, SourceFlags, Study, StudyError};

/// The data of a verb and what is known about it.
#[derive(Debug, clap::Args)]
pub(super) struct Data {
    /// Data file, "-" for standard input, or STUDY.toml#SOURCE for a source that a study declares
    #[arg(value_name = "DATA")]
    data: String,
    #[command(flatten)]
    basis: PublishedBasis,
    #[command(flatten)]
    design: DesignFlags,
}

impl Data {
    /// Opens the data. Flags about its base and design come before what a study says.
    pub(super) fn open(&self, manners: &Manners) -> Result<Source, CliError> {
        if manners.verbose {
            say(&format!("reading {}", self.data));
        }
        let flags = SourceFlags { basis: self.basis.clone(), design: self.design.clone(), threads: manners.threads };
        if let Some((study, source)) = self.data.rsplit_once('#')
            && study.ends_with(".toml")
        {
            return Ok(Study::open(study.as_ref())?.source_with(source, &flags)?);
        }
        if self.data.ends_with(".toml") {
            let sources = Study::open(self.data.as_ref())?.source_ids().join(", ");
            let message = format!("{} is a study: name one of its sources, as {0}#SOURCE; known: {sources}", self.data);
            return Err(CliError::Usage(message));
        }
        if self.data == "-" {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|error| StudyError::Unreadable { path: "-".into(), error })?;
            return Ok(Source::of_bytes("stdin", &bytes, &flags)?);
        }
        Ok(Source::of_file(self.data.as_ref(), &flags)?)
    }
}
