//! `topline run`: the whole pipeline that a study declares.

use super::exit::{CliError, Outcome, say};
use super::output::{known_format, rendered, to_stdout, warn};
use super::source::open_study;
use super::{Done, Manners};
use std::path::{Path, PathBuf};
use topline::report::{Block, Column, Document, Kind, Meta, Table};
use topline::study::Study;
use topline::study::output::Overwrite;
use topline::study::run::{Outputs, Ran, Record, RunOptions, check_only, diff, plan, run};

/// Do everything a study declares: estimates, comparisons, trends, charts and a report, into one folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  topline run data/russia-ukraine/study.toml
  topline run data/russia-ukraine/study.toml -o target/plots --only trend")]
pub(super) struct Run {
    /// The study, or the folder that holds it as study.toml
    #[arg(value_name = "STUDY.toml")]
    study: PathBuf,
    /// Folder for the outputs [default: the study's, else "plots"]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Form on standard output, table, csv, tsv, json, jsonl, md, html: of the plan with --dry-run, of the changes with --diff, else the
    /// report instead of the list of files
    #[arg(long, value_name = "FORM")]
    format: Option<String>,
    /// Only the act or chart with this name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Go on after a step has failed; exit code 5. What an earlier run made of that step is removed, and the manifest lists it as failed
    #[arg(long)]
    keep_going: bool,
    /// Show the steps and files, and write nothing
    #[arg(long, conflicts_with = "diff")]
    dry_run: bool,
    /// Charts drawn at a time [default: --threads]
    #[arg(long, short, value_name = "N", value_parser = super::at_least_one)]
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
        self.format.as_deref().map(known_format).transpose()?;
        let inside = self.study.join("study.toml");
        let study = open_study(if inside.is_file() { &inside } else { &self.study })?;
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
            threads: manners.threads,
            watch: manners.progress(),
            jobs: self.jobs.or(manners.threads).map_or(cores, usize::from),
            overwrite: if self.force { Overwrite::Always } else { Overwrite::Ours },
        };
        let old = self.diff.as_deref().map(Outputs::read).transpose()?;
        let ran = run(&study, &options)?;
        for input in &ran.manifest.inputs {
            manners.tell(|| format!("read {} (SHA-256 {})", input.path, input.sha256()));
        }
        for output in ran.manifest.outputs.iter().filter(|output| !output.unchanged) {
            manners.tell(|| format!("wrote {}", folder.join(&output.file).display()));
        }
        for file in &ran.removed {
            let path = folder.join(file);
            say(&format!("removed {}: an earlier run made it, and the step failed now", path.display()));
        }
        self.tell(manners, &ran, &folder, old)?;
        let outcome = warn(manners, &ran.manifest.warnings)?;
        for error in &ran.failed {
            say(&format!("error: {error}"));
        }
        Ok(if ran.failed.is_empty() { outcome } else { Outcome::Partial })
    }

    /// The files, the report or the changes, on standard output.
    fn tell(&self, manners: &Manners, ran: &Ran, folder: &Path, old: Option<Outputs>) -> Result<(), CliError> {
        if let Some(old) = old {
            return self.print(manners, &one_table(diff(&old, &Outputs::read(folder)?)));
        }
        if self.format.is_some() {
            return self.print(manners, &ran.document);
        }
        let line = |output: &Record| {
            let remark = if output.unchanged { " (unchanged)" } else { "" };
            format!("{}{remark}\n", folder.join(&output.file).display())
        };
        let asked = |output: &&Record| self.only.as_ref().is_none_or(|only| output.step == *only);
        to_stdout(ran.manifest.outputs.iter().filter(asked).map(line).collect::<String>().as_bytes())
    }

    fn show_plan(&self, manners: &Manners, study: &Study) -> Done {
        let text = |name| Column::new(name, name, Kind::Text);
        let mut table = Table::new("steps", vec![text("step"), text("files")]);
        check_only(study, self.only.as_deref())?;
        for (step, files) in plan(study, self.only.as_deref()) {
            table.push(vec![step.into(), files.join(", ").into()]);
        }
        self.print(manners, &one_table(table))?;
        Ok(Outcome::Done)
    }

    fn print(&self, manners: &Manners, document: &Document) -> Result<(), CliError> {
        to_stdout(&rendered(manners, self.format.as_deref(), document)?)
    }
}

fn one_table(table: Table) -> Document {
    Document::new("", Meta { verb: "run".to_owned(), ..Meta::default() }).with(Block::Table(table))
}
