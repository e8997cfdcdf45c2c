//! Where results go: standard output in the form asked for, or files whose endings name their form.

use super::exit::{CliError, Outcome, say};
use super::{Done, Manners};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use topline::chart::Picture;
use topline::report::{Document, Form, Style, Warning, form};
use topline::study::acts::Found;
use topline::study::output::{Overwrite, write_file};
use topline::study::{ChartEntry, Drawn, Source, figures, warnings};

/// Where tables go.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct TableOutput {
    /// Form on standard output: table, csv, tsv, json, jsonl, md, html [default: table on a terminal, csv in a pipe]
    #[arg(long, value_name = "FORM")]
    format: Option<String>,
    /// Write to this file, in the form its ending names; repeatable
    #[arg(long, short, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Overwrite files that topline did not write
    #[arg(long)]
    force: bool,
}

/// Where tables and pictures go.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Output {
    #[command(flatten)]
    tables: TableOutput,
    /// Kind of chart for .png and .svg files: trend, dots, likert, bars, dumbbell, slope, facets, heat, area, forest, house, table
    /// [default: the natural one]
    #[arg(long, value_name = "KIND")]
    chart: Option<String>,
    /// Theme of the chart: light, dark, or a TOML file of one's own [default: light]
    #[arg(long, value_name = "NAME|FILE")]
    theme: Option<String>,
    /// Title of the chart
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Size of the chart: screen, print, square, thumbnail [default: screen, 1600 × 1000 pixels, less high for few rows]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["width", "height"])]
    size: Option<String>,
    /// Width of the chart in pixels
    #[arg(long, value_name = "PIXELS")]
    width: Option<u32>,
    /// Height of the chart in pixels
    #[arg(long, value_name = "PIXELS")]
    height: Option<u32>,
    /// Pixels in a unit of the layout: more makes text and marks larger [default: as the width has it, 2 on the screen]
    #[arg(long, value_name = "NUMBER")]
    chart_scale: Option<f64>,
}

impl Output {
    /// Writes what was found.
    pub(super) fn write(&self, manners: &Manners, source: &Source, found: &Found) -> Done {
        let mut document = found.document(source);
        let (pictures, tables): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.tables.output.iter().partition(|path| is_picture(path));
        if pictures.is_empty() {
            self.chart_flags_unused()?;
        } else {
            let entry = ChartEntry {
                kind: self.chart.clone(),
                theme: self.theme.clone(),
                title: self.title.clone(),
                size: self.size.clone(),
                width: self.width,
                height: self.height,
                scale: self.chart_scale,
                ..ChartEntry::default()
            };
            let picture = figures(&entry, &[Drawn { source, found }])?.render()?;
            for path in &pictures {
                self.tables.picture(path, &picture)?;
            }
            document.meta.warnings.extend(warnings(&pictures[0].display().to_string(), &picture));
        }
        self.tables.write_to(manners, &document, &tables, !pictures.is_empty())
    }

    fn chart_flags_unused(&self) -> Result<(), CliError> {
        let given = [
            ("--chart", self.chart.is_some()),
            ("--theme", self.theme.is_some()),
            ("--title", self.title.is_some()),
            ("--size", self.size.is_some()),
            ("--width", self.width.is_some()),
            ("--height", self.height.is_some()),
            ("--chart-scale", self.chart_scale.is_some()),
        ];
        match given.iter().find(|(_, given)| *given) {
            Some((flag, _)) => {
                Err(CliError::Usage(format!("{flag} has no effect without a picture: add -o FILE.png or -o FILE.svg")))
            }
            None => Ok(()),
        }
    }
}

impl TableOutput {
    /// Writes a document.
    pub(super) fn write(&self, manners: &Manners, document: Document) -> Done {
        let paths: Vec<&PathBuf> = self.output.iter().collect();
        if let Some(path) = paths.iter().find(|path| is_picture(path)) {
            return Err(CliError::Usage(format!(
                "{}: this verb has no picture; choose a table's ending",
                path.display()
            )));
        }
        self.write_to(manners, &document, &paths, false)
    }

    fn write_to(&self, manners: &Manners, document: &Document, paths: &[&PathBuf], pictured: bool) -> Done {
        for path in paths {
            let failed = |error| CliError::Write { path: path.display().to_string(), error };
            let mut bytes = Vec::new();
            form::for_path(path)?.write(document, &mut bytes).map_err(failed)?;
            write_file(path, &bytes, self.overwrite())?;
        }
        if self.format.is_some() || (paths.is_empty() && !pictured) {
            to_stdout(&self.rendered(manners, document)?)?;
        }
        warn(manners, &document.meta.warnings)
    }

    /// The document in the form for standard output.
    fn rendered(&self, manners: &Manners, document: &Document) -> Result<Vec<u8>, CliError> {
        let terminal = std::io::stdout().is_terminal();
        let name = self.format.as_deref().unwrap_or(if terminal { "table" } else { "csv" });
        let mut bytes = Vec::new();
        let written = if name == "table" {
            style(manners).write(document, &mut bytes)
        } else {
            form::named(name)?.write(document, &mut bytes)
        };
        written.map_err(|error| CliError::Write { path: "standard output".to_owned(), error })?;
        Ok(bytes)
    }

    fn picture(&self, path: &Path, picture: &Picture) -> Result<(), CliError> {
        let svg = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
        let bytes = if svg { picture.svg()?.into_bytes() } else { picture.png()? };
        write_file(path, &bytes, self.overwrite())?;
        Ok(())
    }

    fn overwrite(&self) -> Overwrite {
        if self.force { Overwrite::Always } else { Overwrite::Ours }
    }
}

/// The terminal's form, as wide as the terminal; 100 columns when that is not known.
pub(super) fn style(manners: &Manners) -> topline::report::Terminal {
    let width = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100);
    topline::report::Terminal { style: Style { colour: manners.colours(), width, ..Style::PLAIN } }
}

fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["png", "svg"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Writes results to standard output.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| CliError::Write { path: "standard output".to_owned(), error })
}

/// Says the warnings that are allowed to be said, and whether a denied one is among them.
pub(super) fn warn(manners: &Manners, warnings: &[Warning]) -> Done {
    let listed = |codes: &[String], code: &str| codes.iter().any(|c| c == code || c == "all");
    let denied = warnings.iter().filter(|w| listed(&manners.deny, &w.code)).count();
    for warning in warnings.iter().filter(|w| !listed(&manners.allow, &w.code) || listed(&manners.deny, &w.code)) {
        let place = warning.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let word = if listed(&manners.deny, &warning.code) { "denied" } else { "warning" };
        if !manners.quiet || word == "denied" {
            say(&format!("{word}[{}]: {place}{}", warning.code, warning.message));
        }
    }
    Ok(if denied > 0 { Outcome::CheckFailed } else { Outcome::Done })
}
