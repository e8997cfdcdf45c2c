//! The data argument: a file, `-` for standard input, or `STUDY.toml#source`.

use super::Manners;
use super::exit::CliError;
use std::io::ErrorKind;
use std::path::Path;
use topline::study::options::{DesignFlags, PublishedBasis};
use topline::study::{Source, SourceFlags, Study, StudyError};

/// The data of a verb and how respondents were drawn.
#[derive(Debug, clap::Args)]
pub(super) struct Data {
    /// Data file, "-" for standard input, or STUDY.toml#SOURCE for a source that a study declares
    #[arg(value_name = "DATA", index = 1)]
    data: String,
    #[command(flatten)]
    design: DesignFlags,
}

/// The same with what a published table stands on, for verbs that make intervals.
#[derive(Debug, clap::Args)]
pub(super) struct BasedData {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    basis: PublishedBasis,
}

impl BasedData {
    /// Opens the data. Flags about its base and design come before what a study says.
    pub(super) fn open(&self, manners: &Manners) -> Result<Source, CliError> {
        let source = self.data.open_with(manners, &self.basis)?;
        match self.basis.first_stated() {
            Some(flag) if source.published().is_none() => {
                let message = format!(
                    "{flag} has no effect on respondent-level data, as {0} is: leave it out. A published table has a column percent or share, or a heading of groups or months: see topline inspect {0}",
                    source.id()
                );
                Err(CliError::Usage(message))
            }
            _ => Ok(source),
        }
    }
}

impl Data {
    /// Refuses flags of the design that do nothing for a verb that works out no sampling error.
    pub(super) fn without_errors(&self, verb: &str, shows_weight: bool) -> Result<(), CliError> {
        Ok(self.design.without_errors(verb, shows_weight)?)
    }

    /// Opens the data. Flags about its design come before what a study says.
    pub(super) fn open(&self, manners: &Manners) -> Result<Source, CliError> {
        self.open_with(manners, &PublishedBasis::default())
    }

    /// The files that were opened: that of the source, and the study that declares it.
    pub(super) fn inputs<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = &'a Path> {
        let study = self.data.rsplit_once('#').map(|(path, _)| Path::new(path));
        study.into_iter().chain([source.location()])
    }

    /// The same for whoever looks for what is wrong: a table that adds up to more than everybody is opened with a warning.
    pub(super) fn open_tolerant(&self, manners: &Manners) -> Result<Source, CliError> {
        self.open_as(manners, SourceFlags { tolerant: true, ..SourceFlags::default() })
    }

    fn open_with(&self, manners: &Manners, basis: &PublishedBasis) -> Result<Source, CliError> {
        self.open_as(manners, SourceFlags { basis: basis.clone(), ..SourceFlags::default() })
    }

    fn open_as(&self, manners: &Manners, flags: SourceFlags) -> Result<Source, CliError> {
        let (design, threads, watch) = (self.design.clone(), manners.threads, manners.progress());
        let source = self.source(&SourceFlags { design, threads, watch, ..flags })?;
        if source.published().is_some() && self.design != DesignFlags::default() {
            // Whoever states more than these of a design has respondents, whatever the file looks like.
            let stated = [("--encoding", self.design.encoding.is_some()), ("--sheet", self.design.sheet.is_some())];
            let flag = stated.iter().find(|(_, stated)| *stated).map_or("--engine", |(flag, _)| flag);
            let message = format!("{flag} has no effect on {}, a published table: leave it out", source.id());
            return Err(CliError::Usage(message));
        }
        manners.tell(|| format!("read {} (SHA-256 {})", source.path(), source.input().sha256()));
        Ok(source)
    }

    fn source(&self, flags: &SourceFlags) -> Result<Source, CliError> {
        if let Some((path, name)) = self.data.rsplit_once('#')
            && path.ends_with(".toml")
        {
            let study = open_study(path.as_ref())?;
            let known = study.source_ids();
            if !known.iter().any(|id| id == name) {
                let hint = topline::names::hint(name, known.iter().map(String::as_str));
                return Err(CliError::Usage(format!("{path} has no source \"{name}\"{hint}")));
            }
            return Ok(study.source_with(name, flags)?);
        }
        if self.data.ends_with(".toml") {
            let sources = open_study(self.data.as_ref())?.source_ids().join(", ");
            let message = format!("{} is a study: name one of its sources, as {0}#SOURCE; known: {sources}", self.data);
            return Err(CliError::Usage(message));
        }
        if self.data == "-" {
            let bytes = topline::ingest::read_lines(std::io::stdin().lock(), MOST_STDIN);
            let bytes =
                bytes.map_err(|error| StudyError::Unreadable { path: "stdin".into(), error: advised(error) })?;
            return Ok(Source::of_bytes("stdin", &bytes, flags)?);
        }
        Ok(Source::of_file(self.data.as_ref(), flags)?)
    }
}

/// Standard input is held in memory.
const MOST_STDIN: u64 = 1 << 30;

/// What can be done about input that is too large.
fn advised(error: std::io::Error) -> std::io::Error {
    match error.kind() {
        ErrorKind::FileTooLarge => {
            std::io::Error::other(format!("{error}; write it to a file and name that instead of -"))
        }
        _ => error,
    }
}

/// Opens a study. One that is not there is a mistake of usage, as one that says something wrong is.
pub(super) fn open_study(path: &Path) -> Result<Study, CliError> {
    Study::open(path).map_err(|error| match error {
        StudyError::Unreadable { .. } => {
            CliError::Usage(format!("{error}; a study is a TOML file, and `topline new DIR` writes one to begin with"))
        }
        StudyError::File { .. } if path.extension().is_none_or(|ending| ending != "toml") => {
            CliError::Usage(format!("{error}; is {} a study? For a data file: topline inspect {0}", path.display()))
        }
        other => other.into(),
    })
}
