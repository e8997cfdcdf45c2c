//! The study file: what a TOML study may say, read with the line of every mistake.

use super::acts::InspectOptions;
use super::claim::Claim;
use super::options::{CompareOptions, DesignFlags, EstimateOptions, PublishedBasis, TrendOptions};
use super::spec::{ColourSpec, one_or_many};
use super::{StudyError, keys};
use crate::ingest::published::Stated;
use crate::survey::Role;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::Path;

/// A whole study.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct StudyFile {
    /// Title of the study and its report.
    pub title: String,
    /// A paragraph under the title; Markdown is not interpreted.
    #[serde(deserialize_with = "one_or_many")]
    pub summary: Vec<String>,
    /// Folder for the outputs, relative to the working directory; `-o` comes first.
    pub output: Option<String>,
    /// Data files.
    pub source: Vec<SourceEntry>,
    /// The codebook: questions.
    pub question: Vec<QuestionEntry>,
    /// The codebook: grouping variables.
    pub group: Vec<GroupEntry>,
    /// Tables of estimates.
    pub estimate: Vec<Act<EstimateOptions>>,
    /// Tables of comparisons.
    pub compare: Vec<Act<CompareOptions>>,
    /// Trends.
    pub trend: Vec<Act<TrendOptions>>,
    /// What is in the data: tables of variables, for charts of weights and of findings in printed tables.
    pub inspect: Vec<Act<InspectOptions>>,
    /// Charts.
    pub chart: Vec<ChartEntry>,
    /// The report.
    pub report: ReportEntry,
}

/// One data file with what is known about it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct SourceEntry {
    /// The name that acts and `STUDY.toml#id` use.
    pub id: String,
    /// The file, relative to the study file.
    pub file: String,
    /// Only figures of this pollster.
    pub pollster: Option<String>,
    /// The question of an as-published table that does not name it.
    pub question: Option<String>,
    /// The wave of a table that does not name it.
    pub wave: Option<String>,
    /// When a table that does not say was in the field: `2025-12-11/2025-12-19`, `Dec 2025` …
    pub field_dates: Option<String>,
    /// How the figures are to be cited.
    pub citation: Option<String>,
    /// How people were interviewed, where the file does not say.
    pub mode: Option<String>,
    /// Who was asked, where the file does not say.
    pub population: Option<String>,
    /// People could give several answers: shares may add up to more than 100 %.
    pub multiple: bool,
    /// The layout of the file, where it is not found by itself.
    pub layout: Stated,
    /// What the base and design effect are.
    #[serde(flatten)]
    pub basis: PublishedBasis,
    /// How respondents were drawn.
    #[serde(flatten)]
    pub design: DesignFlags,
}

/// A question of the codebook.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct QuestionEntry {
    /// The name that files, flags and outputs use.
    pub id: String,
    /// A short title.
    pub title: Option<String>,
    /// The wording as asked.
    pub text: Option<String>,
    /// The answers are a scale.
    pub ordered: bool,
    /// The answers in order.
    pub answers: Vec<AnswerEntry>,
    /// Nets over them.
    pub nets: Vec<NetEntry>,
}

/// An answer.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct AnswerEntry {
    /// The name that flags and outputs use.
    pub id: String,
    /// The words shown to readers.
    pub title: Option<String>,
    /// Other spellings and languages that files use.
    #[serde(deserialize_with = "one_or_many")]
    pub labels: Vec<String>,
    /// Its side of the scale.
    pub role: Role,
    /// Its colour in charts, as "#1B5E9E", instead of one of the theme.
    pub colour: Option<ColourSpec>,
}

/// A net.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct NetEntry {
    /// The name that flags and outputs use.
    pub id: String,
    /// The words shown to readers.
    pub title: Option<String>,
    /// Other spellings and languages that files use.
    #[serde(deserialize_with = "one_or_many")]
    pub labels: Vec<String>,
    /// Ids of its parts.
    pub of: Vec<String>,
    /// Its side of the scale.
    pub role: Role,
    /// Its colour in charts, as "#1B5E9E", instead of one of the theme.
    pub colour: Option<ColourSpec>,
}

/// A grouping variable.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct GroupEntry {
    /// The variable, as the file's column is called.
    pub id: String,
    /// The words shown to readers.
    pub title: Option<String>,
    /// The levels are ordered (age), not merely listed.
    pub ordered: bool,
    /// The levels in order.
    pub levels: Vec<LevelEntry>,
}

/// A level of a grouping variable.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct LevelEntry {
    /// The name that flags and outputs use.
    pub id: String,
    /// Other spellings and languages that files use.
    #[serde(deserialize_with = "one_or_many")]
    pub labels: Vec<String>,
    /// Its share of the population, for groups printed without a base.
    pub share: Option<f64>,
    /// Its colour in charts where groups are lines or series, as "#1B5E9E", instead of one of the theme.
    pub colour: Option<ColourSpec>,
}

/// One act: a table of estimates, comparisons, or a trend.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct Act<T: Default> {
    /// Its name: of its files, and for `--only` and charts.
    pub name: String,
    /// The heading in the report.
    pub title: Option<String>,
    /// The source; may be left out where the study has one.
    pub source: Option<String>,
    /// What is to be done.
    #[serde(flatten)]
    pub options: T,
}

/// A chart.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct ChartEntry {
    /// Its name: of its files, and for `--only`.
    pub name: String,
    /// The kind of chart: trend, dots, likert, bars, dumbbell, slope, facets, heat, area, forest, house, table, weights or lint; the
    /// natural one of its data when left out. More than six lines over time that are no scale then have a panel each (facets); `trend`
    /// keeps them in one plot, with the intervals of those that changed, and `highlight` sets one off there.
    pub kind: Option<String>,
    /// Names of the acts whose results it draws.
    #[serde(deserialize_with = "one_or_many")]
    pub of: Vec<String>,
    /// The finding, as title.
    pub title: Option<String>,
    /// Comparisons and trends that the title rests on, as "NAME", "NAME < 0" or "NAME > 0": it is printed only if each of their tests
    /// is significant and lies on that side, else a neutral one.
    #[serde(deserialize_with = "one_or_many")]
    pub needs: Vec<String>,
    /// The line under the title.
    pub subtitle: Option<String>,
    /// The source in the footer, in place of the citation of the data.
    pub citation: Option<String>,
    /// When people were asked, in the footer, in place of the dates of the data: `2025-12-11/2025-12-19`, `Dec 2025`, or any words.
    pub field_dates: Option<String>,
    /// The wave to show, where a picture has room for one; the latest when left out.
    pub wave: Option<String>,
    /// Theme: light, dark, or a TOML file of one's own, relative to the study, which begins with `base = "light"` and states what differs.
    pub theme: Option<String>,
    /// Size by name: screen, print, square or thumbnail.
    pub size: Option<String>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels, more where what is drawn needs it; left out, a picture of few rows is less high.
    pub height: Option<u32>,
    /// Pixels in a unit of the layout: more makes text and marks larger.
    pub scale: Option<f64>,
    /// What to set off from the rest: a line of trend or slope, a row of dots or bars (the others are grey); the panel of facets that the
    /// others are compared with (it stands first, its line is drawn grey in every panel).
    pub highlight: Option<String>,
    /// Rows of dots, bars, likert or dumbbell, rows and columns of heat or table, that stand first, in this order; the others follow in their
    /// usual order. `file` alone: rows stand as in the file (of respondents, as `estimate` lists them).
    /// Polls of forest likewise, or alone `value` (from the highest) or `date`.
    #[serde(deserialize_with = "one_or_many")]
    pub order: Vec<String>,
    /// The row that sums up the others (a median, an average) in dots, bars, likert, dumbbell, heat or table: it stands first and apart, as
    /// everybody does.
    pub apart: Option<String>,
    /// Bars of likert stand on the middle of their scale, one side to the left and one to the right, instead of on its start: which side is
    /// larger is seen at once. Answers need roles.
    pub diverging: bool,
    /// Dated notes on a time axis.
    pub events: Vec<EventEntry>,
}

/// A dated note.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct EventEntry {
    /// The day, or month.
    pub date: String,
    /// The last day or month of what took a span of time, which is shaded.
    pub until: Option<String>,
    /// The note.
    pub label: String,
}

/// The report.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case")]
pub struct ReportEntry {
    /// Forms: md, html, json …
    #[serde(deserialize_with = "one_or_many")]
    pub forms: Vec<String>,
    /// Remarks on method, printed as they are.
    #[serde(deserialize_with = "one_or_many")]
    pub notes: Vec<String>,
}

impl SourceEntry {
    /// The first key that is stated and says something of a published table alone, and the next step of whoever has respondents.
    pub(super) fn first_of_table(&self) -> Option<(&'static str, &'static str)> {
        const LEAVE: &str = "leave it out";
        let stated = [
            ("pollster", self.pollster.is_some(), "choose them in an act: where = \"…\""),
            ("question", self.question.is_some(), "name it in an act: question = \"…\""),
            ("wave", self.wave.is_some(), "name their waves in an act: over = \"…\", the variable that holds them"),
            ("multiple", self.multiple, "declare the answers as a set: set = \"…\""),
            ("layout", self.layout != Stated::default(), LEAVE),
        ];
        let of_basis = self.basis.first_stated().map(|flag| (flag.trim_start_matches('-'), LEAVE));
        stated.into_iter().find(|(_, stated, _)| *stated).map(|(key, _, next)| (key, next)).or(of_basis)
    }
}

impl ChartEntry {
    /// Whether a theme is named by its file, not by its name.
    pub(super) fn is_file(theme: &str) -> bool {
        Path::new(theme).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
    }
}

impl ChartEntry {
    /// Names of the acts that it draws or rests on, each after the words that name it.
    pub(super) fn draws_on(&self) -> impl Iterator<Item = (&str, &str)> {
        let drawn = self.of.iter().map(|of| (of.as_str(), of.as_str()));
        drawn.chain(self.needs.iter().map(|needed| (needed.as_str(), Claim::of(needed).act)))
    }
}

impl StudyFile {
    /// Names of the acts, in order of kinds, then of the file.
    pub fn act_names(&self) -> impl Iterator<Item = &str> {
        self.acts().map(|(name, _)| name)
    }

    /// The acts in that order, each with the source it names.
    pub(super) fn acts(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        fn named<T: Default>(acts: &[Act<T>]) -> impl Iterator<Item = (&str, Option<&str>)> {
            acts.iter().map(|act| (act.name.as_str(), act.source.as_deref()))
        }
        named(&self.estimate).chain(named(&self.compare)).chain(named(&self.trend)).chain(named(&self.inspect))
    }

    /// The JSON Schema of a study file.
    pub fn schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }

    /// Reads a study from its text; `path` is for messages, and for theme files, which are relative to it.
    ///
    /// # Errors
    /// [`StudyError`] with line and column of what cannot be read: bad TOML, an unknown key, a wrong type, an unknown choice.
    pub fn parse(path: &Path, text: &str) -> Result<Self, StudyError> {
        keys::check(path, text, &schemars::schema_for!(Self))?;
        let mut file: Self = toml::from_str(text).map_err(|error| {
            // Of a table with keys from several places only its start is known: the message says which value it is about.
            let start = error.span().map_or(0, |span| span.start);
            let at = keys::quoted_by(text, start, error.message()).unwrap_or(start);
            let (line, column) = position(text, at);
            StudyError::File { path: path.to_owned(), line, column, message: keys::with_hint(error.message()) }
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for theme in file.chart.iter_mut().filter_map(|chart| chart.theme.as_mut()) {
            if ChartEntry::is_file(theme) {
                *theme = folder.join(&*theme).to_string_lossy().into_owned();
            }
        }
        Ok(file)
    }
}

/// Line and column, from 1, of a byte offset.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}
