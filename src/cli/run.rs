//! `topline run`: the whole pipeline that a study declares.

use super::exit::{CliError, Outcome, say};
use super::output::{style, to_stdout, warn};
use super::{Done, Manners};
use std::path::{Path, PathBuf};
use topline::report::{Block, Column, Document, Form, Kind, Meta, Table, form};
use topline::study::Study;
use topline::study::output::Overwrite;
use topline::study::run::{Outputs, Ran, RunOptions, check_only, diff, plan, run};

/// Do everything a study declares: estimates, comparisons, trends, charts and a report, into one folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline run data/russia-ukraine/study.toml
  topline run data/russia-ukraine/study.toml -o target/plots --only trend")]
pub(super) struct Run {
    /// The study
    #[arg(value_name = "STUDY.toml")]
    study: PathBuf,
    /// Folder for the outputs [default: the study's, else "plots"]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Print the report in this form too: table, md, html, json
    #[arg(long, value_name = "FORM")]
    format: Option<String>,
    /// Only the act or chart with this name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Go on after a step has failed; exit code 5
    #[arg(long)]
    keep_going: bool,
    /// Show the steps and files, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Charts drawn at a time [default: --threads]
    #[arg(long, short, value_name = "N")]
    jobs: Option<std::num::NonZeroUsize>,
    /// Say number by number what changed since the outputs in this folder
    #[arg(long, value_name = "OLD")]
    diff: Option<PathBuf>,
    /// Overwrite files that topline did not write
    #[arg(long)]
    force: bool,
}

impl Run {
    pub(super) fn go(self, manners: &Manners) -> Done {
        let study = Study::open(&self.study)?;
        if self.dry_run {
            return self.show_plan(manners, &study);
        }
        let folder =
            self.output.clone().or_else(|| study.file().output.as_ref().map(PathBuf::from)).unwrap_or("plots".into());
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let options = RunOptions {
            folder: folder.clone(),
            only: self.only.clone(),
            keep_going: self.keep_going,
            jobs: self.jobs.or(manners.threads).map_or(cores, usize::from),
            overwrite: if self.force { Overwrite::Always } else { Overwrite::Ours },
        };
        if manners.verbose {
            for (step, files) in plan(&study, self.only.as_deref()) {
                say(&format!("{step}: {}", files.join(", ")));
            }
        }
        // The old outputs may lie where the new ones go.
        let old = self.diff.as_deref().map(Outputs::read).transpose()?;
        let ran = run(&study, &options)?;
        self.tell(manners, &ran, &folder, old.as_ref())?;
        let outcome = warn(manners, &ran.manifest.warnings)?;
        for error in &ran.failed {
            say(&format!("error: {error}"));
        }
        Ok(if ran.failed.is_empty() { outcome } else { Outcome::Partial })
    }

    /// The files, the report or the changes, on standard output.
    fn tell(&self, manners: &Manners, ran: &Ran, folder: &Path, old: Option<&Outputs>) -> Result<(), CliError> {
        if let Some(old) = old {
            return print(manners, &one_table("run", diff(old, &Outputs::read(folder)?)));
        }
        match self.format.as_deref() {
            None => {
                let line = |r: &topline::study::run::Record| {
                    let remark = if r.unchanged { " (unchanged)" } else { "" };
                    format!("{}{remark}\n", folder.join(&r.file).display())
                };
                let asked = |r: &&topline::study::run::Record| self.only.as_ref().is_none_or(|only| r.step == *only);
                to_stdout(ran.manifest.outputs.iter().filter(asked).map(line).collect::<String>().as_bytes())
            }
            Some("table") => print(manners, &ran.document),
            Some(name) => {
                let mut bytes = Vec::new();
                let failed = |error| CliError::Write { path: "standard output".to_owned(), error };
                form::named(name)?.write(&ran.document, &mut bytes).map_err(failed)?;
                to_stdout(&bytes)
            }
        }
    }

    fn show_plan(&self, manners: &Manners, study: &Study) -> Done {
        check_only(study, self.only.as_deref())?;
        let text = |name| Column::new(name, name, Kind::Text);
        let mut table = Table::new("steps", vec![text("step"), text("files")]);
        for (step, files) in plan(study, self.only.as_deref()) {
            table.push(vec![step.into(), files.join(", ").into()]);
        }
        print(manners, &one_table("run", table))?;
        Ok(Outcome::Done)
    }
}

fn one_table(verb: &str, table: Table) -> Document {
    Document::new("", Meta { verb: verb.to_owned(), ..Meta::default() }).with(Block::Table(table))
}

fn print(manners: &Manners, document: &Document) -> Result<(), CliError> {
    let mut bytes = Vec::new();
    let failed = |error| CliError::Write { path: "standard output".to_owned(), error };
    style(manners).write(document, &mut bytes).map_err(failed)?;
    to_stdout(&bytes)
}
