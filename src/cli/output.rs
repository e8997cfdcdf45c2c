//! Where results go: standard output in the form asked for, or files whose endings name their form.

use super::exit::{CliError, Outcome, say};
use super::terminal::style;
use super::{Done, Manners};
use std::io::{IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use topline::chart::Picture;
use topline::names::hint;
use topline::report::{Document, Form, Warning, form};
use topline::study::acts::Found;
use topline::study::output::{Overwrite, Planned, parquet, pictures, refuse_inputs, write_files};
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
    /// Kind of chart for .png and .svg files: trend, dots, likert, bars, dumbbell, slope, facets, heat, area, forest, house, table, weights,
    /// lint [default: the natural one; more than six lines over time that are no scale are facets: `trend` keeps them in one plot, with
    /// the intervals of those that changed]. Beside FILE.png stand its alt text, FILE.alt.txt, and the plotted numbers, FILE.data.csv
    #[arg(long, value_name = "KIND")]
    chart: Option<String>,
    /// Theme of the chart: light, dark, or a TOML file of one's own, which begins with `base = "light"` and states what differs [default: light]
    #[arg(long, value_name = "NAME|FILE")]
    theme: Option<String>,
    /// Title of the chart, printed as given [default: one that claims nothing]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Line under the title of the chart [default: measure, population and dates, as far as they are known]
    #[arg(long, value_name = "TEXT")]
    subtitle: Option<String>,
    /// Source in the footer of the chart [default: as a study cites it, else the file]
    #[arg(long, value_name = "TEXT")]
    citation: Option<String>,
    /// When the people in the chart were asked, for its footer: 2025-12-11/2025-12-19, Dec 2025, or any words [default: as the data or a study
    /// have it]
    #[arg(long, value_name = "DATES")]
    field_dates: Option<String>,
    /// What to set off from the rest: a line of trend or slope, a row of dots or bars, or the panel of facets that the others are compared
    /// with
    #[arg(long, value_name = "NAME")]
    highlight: Option<String>,
    /// A row of dots, bars, likert or dumbbell, or a row or column of heat or table, that stands first, or next after the one named before it;
    /// repeatable. The others follow in their usual order. `file` alone: rows stand as in the file (of respondents, as estimate lists them);
    /// polls of forest also `value` (from the highest) or `date` alone
    #[arg(long, value_name = "NAME")]
    order: Vec<String>,
    /// The row of dots, bars, likert, dumbbell, heat or table that sums up the others, as a median: it stands first and apart, as everybody does
    #[arg(long, value_name = "NAME")]
    apart: Option<String>,
    /// Bars of likert stand on the middle of their scale, its two sides to the left and right, instead of on its start
    #[arg(long)]
    diverging: bool,
    /// Size of the chart: screen, print, square, thumbnail [default: screen, 1600 × 1000 pixels, less high for few rows]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["width", "height"])]
    size: Option<String>,
    /// Width of the chart in pixels
    #[arg(long, value_name = "PIXELS", value_parser = super::pixels)]
    width: Option<u32>,
    /// Height of the chart in pixels; it grows where what is drawn needs more
    #[arg(long, value_name = "PIXELS", value_parser = super::pixels)]
    height: Option<u32>,
    /// Pixels in a unit of the layout: more makes text and marks larger [default: as the width has it, 2 on the screen]
    #[arg(long, value_name = "NUMBER", value_parser = super::scale)]
    chart_scale: Option<f64>,
}

impl Output {
    /// Writes what was found.
    pub(super) fn write(&self, manners: &Manners, source: &Source, found: &Found) -> Done {
        let mut document = found.document(source);
        let pictured = self.tables.output.iter().find(|path| is_picture(path));
        let picture = match pictured {
            Some(_) => Some(figures(&self.entry(), &[Drawn { source, found }])?.render()?),
            None => self.chart_flags_unused().map(|()| None)?,
        };
        if let (Some(path), Some(picture)) = (pictured, &picture) {
            document.meta.warnings.extend(warnings(&path.display().to_string(), picture));
        }
        let screen = found.on_screen(&document);
        self.tables.write_all(manners, (&document, &screen), picture.as_ref(), Some(source.location()))
    }

    /// Whether some output holds more than one table.
    pub(super) fn holds_tables(&self) -> bool {
        const SINGLE: [&str; 4] = ["csv", "tsv", "jsonl", "parquet"];
        let shown = || self.tables.format.clone().unwrap_or_else(|| default_format().to_owned());
        let stdout = (self.tables.format.is_some() || self.tables.output.is_empty()).then(shown);
        let ending = |path: &PathBuf| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let files = self.tables.output.iter().filter(|path| !is_picture(path)).filter_map(ending);
        stdout.into_iter().chain(files).any(|form| !SINGLE.contains(&form.as_str()))
    }

    /// Whether some output is a picture.
    pub(super) fn has_picture(&self) -> bool {
        self.tables.output.iter().any(|path| is_picture(path))
    }

    fn entry(&self) -> ChartEntry {
        ChartEntry {
            kind: self.chart.clone(),
            theme: self.theme.clone(),
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            citation: self.citation.clone(),
            field_dates: self.field_dates.clone(),
            highlight: self.highlight.clone(),
            order: self.order.clone(),
            apart: self.apart.clone(),
            diverging: self.diverging,
            size: self.size.clone(),
            width: self.width,
            height: self.height,
            scale: self.chart_scale,
            ..ChartEntry::default()
        }
    }

    fn chart_flags_unused(&self) -> Result<(), CliError> {
        let given = [
            ("--chart", self.chart.is_some()),
            ("--theme", self.theme.is_some()),
            ("--title", self.title.is_some()),
            ("--subtitle", self.subtitle.is_some()),
            ("--citation", self.citation.is_some()),
            ("--field-dates", self.field_dates.is_some()),
            ("--highlight", self.highlight.is_some()),
            ("--order", !self.order.is_empty()),
            ("--apart", self.apart.is_some()),
            ("--diverging", self.diverging),
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
        self.write_all(manners, (&document, &document), None, None)
    }

    /// Every output is made before the first is written, so that a mistake in one leaves none. No output replaces the `input`. As a table on
    /// standard output stands `screen`.
    fn write_all(
        &self,
        manners: &Manners,
        (document, screen): (&Document, &Document),
        picture: Option<&Picture>,
        input: Option<&Path>,
    ) -> Done {
        self.refuse_twice()?;
        let shown = self.format.is_some() || self.output.is_empty();
        let form = self.format.as_deref().unwrap_or(default_format());
        let on_stdout = if form == "table" { screen } else { document };
        let shown = if shown { rendered(manners, Some(form), on_stdout)? } else { Vec::new() };
        let bytes = |path: &PathBuf| match picture {
            Some(picture) if is_svg(path) => Ok(picture.svg()?.into_bytes()),
            Some(picture) if is_picture(path) => Ok(picture.png()?),
            _ => for_file(document, path),
        };
        let overwrite = if self.force { Overwrite::Always } else { Overwrite::Ours };
        let mut made: Vec<Made> = Vec::new();
        for path in &self.output {
            made.push((path.clone(), bytes(path)?, overwrite));
        }
        made.extend(picture.map(|picture| self.sidecars(picture, overwrite)).unwrap_or_default());
        refuse_inputs(&made.iter().map(|(path, ..)| path.clone()).collect::<Vec<_>>(), input)?;
        let planned =
            made.iter().map(|(path, bytes, overwrite)| Planned { path: path.clone(), bytes, overwrite: *overwrite });
        write_files(&planned.collect::<Vec<_>>())?;
        for (path, ..) in &made {
            manners.tell(|| format!("wrote {}", path.display()));
        }
        to_stdout(&shown)?;
        warn(manners, &document.meta.warnings)
    }

    /// Refuses one file named twice.
    fn refuse_twice(&self) -> Result<(), CliError> {
        let paths: Vec<PathBuf> = self.output.iter().map(|path| place(path)).collect();
        let earlier = |at: usize| paths[..at].iter().position(|path| *path == paths[at]);
        match (0..paths.len()).find_map(|at| Some((earlier(at)?, at))) {
            Some((first, again)) => {
                let [first, again] = [first, again].map(|at| self.output[at].display().to_string());
                let otherwise = if first == again { String::new() } else { format!(", also as {again}") };
                Err(CliError::Usage(format!("-o names {first} twice{otherwise}: once is enough")))
            }
            None => Ok(()),
        }
    }
}

/// Where a file stands, however it is named: from the root, in its folder as links lead there; in one that is not there yet, as it reads.
fn place(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let read = whole.components().fold(PathBuf::new(), |mut read, part| {
        match part {
            Component::ParentDir => drop(read.pop()),
            part => read.push(part),
        }
        read
    });
    let folder = |path: &Path| std::fs::canonicalize(path.parent()?).ok();
    let folder = folder(&whole).or_else(|| folder(&read));
    folder.zip(read.file_name()).map_or_else(|| read.clone(), |(folder, name)| folder.join(name))
}

/// A file to be written.
type Made = (PathBuf, Vec<u8>, Overwrite);

impl TableOutput {
    /// The alt text and the plotted numbers beside each picture, once where it is written as PNG and as SVG. An old alt text may be
    /// overwritten where one of the pictures it stands beside holds it.
    fn sidecars(&self, picture: &Picture, overwrite: Overwrite) -> Vec<Made> {
        let mut made: Vec<Made> = Vec::new();
        for path in self.output.iter().filter(|path| is_picture(path)) {
            let alt_text = path.with_extension("alt.txt");
            let drawn = [path.clone(), path.with_extension("png"), path.with_extension("svg")];
            let is_own = drawn.iter().any(|picture| pictures(picture, &alt_text));
            let alt_overwrite = if is_own { Overwrite::Always } else { overwrite };
            let texts = [
                (alt_text, format!("{}\n", picture.alt), alt_overwrite),
                (path.with_extension("data.csv"), picture.csv.clone(), overwrite),
            ];
            for (beside, text, overwrite) in texts {
                let mut others = self.output.iter().chain(made.iter().map(|(path, ..)| path));
                let listed = others.any(|other| place(other) == place(&beside));
                made.extend((!listed).then(|| (beside, text.into_bytes(), overwrite)));
            }
        }
        made
    }
}

/// Forms of standard output; others are for files.
const SHOWN: [&str; 7] = ["table", "csv", "tsv", "json", "jsonl", "md", "html"];

/// A table for people, CSV for programs.
fn default_format() -> &'static str {
    if std::io::stdout().is_terminal() { "table" } else { "csv" }
}

/// A document in the form for standard output: the one named, else a table for people and CSV for programs.
pub(super) fn rendered(manners: &Manners, format: Option<&str>, document: &Document) -> Result<Vec<u8>, CliError> {
    let name = format.map_or_else(|| Ok(default_format()), known_format)?;
    let mut bytes = Vec::new();
    let written = if name == "table" {
        style(manners).write(document, &mut bytes)
    } else {
        form::named(name)?.write(document, &mut bytes)
    };
    written.map_err(|error| CliError::Write { path: "standard output".to_owned(), error })?;
    Ok(bytes)
}

/// Refuses a form that standard output does not take.
pub(super) fn known_format(name: &str) -> Result<&str, CliError> {
    if SHOWN.contains(&name) {
        return Ok(name);
    }
    if form::named(name).is_ok() || ["parquet", "png", "svg"].contains(&name) {
        return Err(CliError::Usage(format!("--format {name} is for files: write -o FILE.{name}")));
    }
    Err(CliError::Usage(format!("no output form named \"{name}\"{}", hint(name, SHOWN))))
}

/// A document in the form that the ending of a file names.
pub(super) fn for_file(document: &Document, path: &Path) -> Result<Vec<u8>, CliError> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if ending == "parquet" {
        return Ok(parquet(document)?);
    }
    if is_picture(path) {
        return Err(CliError::Usage(format!("{}: this verb has no picture; choose a table's ending", path.display())));
    }
    let form = form::for_path(path).map_err(|_| {
        let tables = form::ALL.iter().map(|form| form.extension());
        let hint = hint(&ending, tables.chain(["parquet", "png", "svg"]));
        let message = if ending.is_empty() { "has no ending".to_owned() } else { format!("ends in .{ending}") };
        CliError::Usage(format!("{} {message}, and the ending names the form{hint}", path.display()))
    })?;
    let mut bytes = Vec::new();
    let failed = |error| CliError::Write { path: path.display().to_string(), error };
    form.write(document, &mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn is_svg(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"))
}

fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["png", "svg"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Writes results to standard output.
pub(super) fn to_stdout(bytes: &[u8]) -> Result<(), CliError> {
    super::progress::wipe();
    let mut out = std::io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| CliError::Write { path: "standard output".to_owned(), error })
}

/// Says the warnings that are allowed to be said, and whether a denied one is among them.
pub(super) fn warn(manners: &Manners, warnings: &[Warning]) -> Done {
    let mut fails = false;
    for warning in warnings {
        let (denied, shown) = manners.denies_and_shows(&warning.code);
        fails |= denied;
        let place = warning.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let word = if denied { "denied" } else { "warning" };
        if shown && (denied || !manners.quiet) {
            say(&format!("{word}[{}]: {place}{}", warning.code, warning.message));
        }
    }
    Ok(if fails { Outcome::CheckFailed } else { Outcome::Done })
}
