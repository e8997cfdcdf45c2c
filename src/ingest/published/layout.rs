//! The layout of a published table as it was found or stated: what `inspect` shows, so that a reader can see how a file was read.

use super::super::cell::Decimal;
use super::super::error::clip;
use super::super::records::Delimiter;
use super::titles;
use std::fmt;

/// What stands down and what across.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One line per figure, with named columns.
    Long,
    /// Answers down, groups across.
    GroupsAcross,
    /// Answers down, waves across.
    WavesAcross,
    /// Waves or groups down, answers across, with named columns.
    AnswersAcross,
}

impl Kind {
    /// In words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Long => "long: one line per figure",
            Self::GroupsAcross => "as published: answers down, groups across",
            Self::WavesAcross => "as published: answers down, waves across",
            Self::AnswersAcross => "answers across: one line per wave or group",
        }
    }
}

/// The scale of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 0 to 100.
    Percent,
    /// 0 to 1.
    Share,
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Layout {
    /// WHATWG name of the text encoding.
    pub encoding: String,
    /// The file began with a byte order mark.
    pub byte_order_mark: bool,
    /// What divides fields.
    pub delimiter: Delimiter,
    /// The sign before decimals; `None` when no figure has any.
    pub decimal: Option<Decimal>,
    /// The tables, in the order of the file.
    pub tables: Vec<Table>,
}

/// One table of a file.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Table {
    /// What stands down and what across.
    pub kind: Kind,
    /// Lines above the headings.
    pub titles: Vec<Line>,
    /// Line numbers of the headings.
    pub headings: Vec<usize>,
    /// What each column is.
    pub columns: Vec<Column>,
    /// Lines that print bases.
    pub bases: Vec<Line>,
    /// Lines below the figures.
    pub notes: Vec<Line>,
    /// The scale of the figures.
    pub unit: Unit,
    /// The units the figures are rounded to, as fractions of 1, smallest first; more than one where a long table joins several publications.
    pub rounding: Vec<f64>,
    /// The questions found.
    pub questions: Vec<String>,
    /// How many figures were read.
    pub figures: usize,
    /// How many cells have no figure (`n/a`, empty).
    pub without_figure: usize,
}

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    /// From 1.
    pub line: usize,
    /// Its first field.
    pub text: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Column {
    /// From 1.
    pub column: usize,
    /// Its heading as printed; two lines are joined by a slash.
    pub heading: String,
    /// What is read in it, in words: `answer`, `sex = men`, `everybody, Dec 2025`, `base, unweighted`, `left out: changes` …
    pub holds: String,
}

impl Table {
    /// Its title: of the lines above the headings the one that asks, else the first, without the question's number and base.
    pub fn title(&self) -> Option<&str> {
        let asks = self.titles.iter().find(|title| super::lexicon::asks(titles::without_base(&title.text)));
        asks.or(self.titles.first()).map(|title| titles::question(&title.text))
    }
}

impl fmt::Display for Layout {
    /// Some lines for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.byte_order_mark { " with a byte order mark" } else { "" };
        let decimal = match self.decimal {
            Some(Decimal::Point) => ", decimal point",
            Some(Decimal::Comma) => ", decimal comma",
            None => "",
        };
        writeln!(f, "encoding   {}{mark}", self.encoding)?;
        writeln!(f, "fields     divided by {}{decimal}", self.delimiter.name())?;
        for (at, table) in self.tables.iter().enumerate() {
            if self.tables.len() > 1 {
                writeln!(f, "table {}", at + 1)?;
            }
            write!(f, "{table}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "layout     {}", self.kind.describe())?;
        lines(f, "title", &self.titles)?;
        let headings: Vec<String> = self.headings.iter().map(usize::to_string).collect();
        if !headings.is_empty() {
            writeln!(f, "headings   line {}", headings.join(" and "))?;
        }
        for column in &self.columns {
            let heading = if column.heading.is_empty() { "(no heading)" } else { &column.heading };
            writeln!(f, "column {:<3} {heading}: {}", column.column, column.holds)?;
        }
        lines(f, "base", &self.bases)?;
        lines(f, "note", &self.notes)?;
        let unit = if self.unit == Unit::Percent { "per cent" } else { "shares of 1" };
        let rounding: Vec<String> = self.rounding.iter().map(|unit| format!("{} %", points(*unit))).collect();
        writeln!(f, "figures    {} in {unit}, rounded to {}", self.figures, rounding.join(" or "))?;
        if self.without_figure > 0 {
            writeln!(f, "no figure  {} cells", self.without_figure)?;
        }
        writeln!(f, "questions  {}", self.questions.join(", "))
    }
}

fn lines(f: &mut fmt::Formatter<'_>, what: &str, lines: &[Line]) -> fmt::Result {
    lines.iter().try_for_each(|line| writeln!(f, "{what:<10} line {}: {}", line.line, clip(&line.text)))
}

/// A fraction in points, without the noise of the last digits: 0.01 is 1.
fn points(unit: f64) -> f64 {
    (unit * 1e14).round() / 1e12
}
