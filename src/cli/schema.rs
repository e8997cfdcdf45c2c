//! `topline schema`: JSON Schema of the study file and of what every verb prints or writes as JSON.

use super::Done;
use super::exit::Outcome;
use super::output::to_stdout;
use topline::report::schema;
use topline::study::StudyFile;

/// JSON Schema of the study file, or of a verb's JSON output
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline schema
  topline schema estimate")]
pub(super) struct Schema {
    /// The verb whose JSON is described: run (the manifest), inspect, estimate, compare, trend, margin, convert; the study file when left
    /// out
    #[arg(value_name = "VERB")]
    verb: Option<String>,
}

impl Schema {
    pub(super) fn go(self) -> Done {
        let described = match self.verb.as_deref() {
            None => StudyFile::schema(),
            Some(verb) => schema(verb)?,
        };
        to_stdout(format!("{described:#}\n").as_bytes())?;
        Ok(Outcome::Done)
    }
}
