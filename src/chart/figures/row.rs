//! One plotted number with its labels, intervals and bases.

use crate::survey::Group;
use crate::uncertainty::Bounds;

/// The part a row plays in its chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// An estimate.
    #[default]
    Estimate,
    /// A net of answers, printed beside the answers it sums.
    Net,
    /// The change between the two ends of an item, the earlier and the later.
    Change,
    /// The difference between the two ends of an item, where neither is the later.
    Gap,
    /// A pooled estimate.
    Pooled,
    /// A bar of a histogram.
    Bin,
    /// A target that weighting aims at.
    Target,
    /// A single poll, behind the estimate it is part of.
    Poll,
}

/// A date on the time axis.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// Days since 1970-01-01; halves are kept.
    pub day: f64,
    /// As printed, e.g. `Dec 2025`.
    pub label: String,
}

/// What the table linter found in a printed cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellFinding {
    /// Its stable code.
    pub code: String,
    /// What is wrong where, for the plotted numbers.
    pub message: String,
    /// The rule that is broken, in words of readers: told once for all that break it.
    pub rule: String,
    /// Where it is broken, as far as the cell does not show it; may be empty.
    pub place: String,
    /// It is what the answers of the line add up to that is wrong.
    pub of_sum: bool,
    /// It is this figure that is wrong, and not only something with the line it is in.
    pub suspect: bool,
}

impl CellFinding {
    /// A finding at a cell that is told in the words of its message.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code: code.into(), rule: message.clone(), message, suspect: true, ..Self::default() }
    }
}

/// What the answers of one side of a scale make together, jointly known: how sure a sum is does not follow from how sure its parts are.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// The answers, by the names that rows use.
    pub of: Vec<String>,
    /// Their sum as a row without labels: its value, which may be suppressed while its parts are not, intervals, bases and remarks.
    pub row: Row,
}

/// One plotted number. `value` is `None` for a suppressed figure, which charts show as an explicit gap.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The small multiple it belongs to.
    pub panel: Option<String>,
    /// The group it describes; none for everybody.
    pub group: Option<Group>,
    /// The item of a battery, or another row heading.
    pub item: Option<String>,
    /// What the item stands under, if that is not nothing: the variable of a [`super::GroupOrder`].
    pub under: Option<String>,
    /// The answer.
    pub answer: Option<String>,
    /// The series within a row or plot.
    pub series: Option<String>,
    /// When the poll was in the field.
    pub when: Option<When>,
    /// The estimate.
    pub value: Option<f64>,
    /// Interval from sampling alone.
    pub inner: Option<Bounds>,
    /// Interval with rounding or total error, or the prediction interval; holds `inner`.
    pub outer: Option<Bounds>,
    /// Unweighted base.
    pub n: Option<f64>,
    /// Effective base.
    pub n_effective: Option<f64>,
    /// Degrees of freedom of its variance; none where they have no end.
    pub df: Option<f64>,
    /// How many polls it is made of (`house`).
    pub polls: Option<f64>,
    /// Weight in a pooled estimate, a fraction of 1.
    pub weight: Option<f64>,
    /// From where to where a histogram's bar reaches.
    pub span: Option<Bounds>,
    /// Who asked.
    pub pollster: Option<String>,
    /// The part it plays.
    pub part: Part,
    /// Not precise enough to lean on: drawn hollow, with a dagger.
    pub low_precision: bool,
    /// Why a figure is weak or left out, in a few words: `interval of 30 points or more`.
    pub reason: Option<String>,
    /// Whether a change is significant with its p-value adjusted for the number of comparisons; unknown when it was not tested.
    pub significant: Option<bool>,
    /// What the table linter found here.
    pub findings: Vec<CellFinding>,
    /// The sum of the answers of its side, where it is the first of them (`likert`); of all answers of its line, where it is the first (`lint`).
    pub sum: Option<Box<Sum>>,
}

impl Row {
    /// A row holding `value`.
    pub fn new(value: f64) -> Self {
        Self { value: Some(value), ..Self::default() }
    }

    /// A suppressed figure.
    pub fn suppressed() -> Self {
        Self::default()
    }

    /// The same row in a panel.
    pub fn panel(self, panel: impl Into<String>) -> Self {
        Self { panel: Some(panel.into()), ..self }
    }

    /// The same row for a group.
    pub fn group(self, variable: &str, level: &str) -> Self {
        Self { group: Some(Group::new(variable, level)), ..self }
    }

    /// The same row for an item.
    pub fn item(self, item: impl Into<String>) -> Self {
        Self { item: Some(item.into()), ..self }
    }

    /// The same row for an answer.
    pub fn answer(self, answer: impl Into<String>) -> Self {
        Self { answer: Some(answer.into()), ..self }
    }

    /// The same row in a series.
    pub fn series(self, series: impl Into<String>) -> Self {
        Self { series: Some(series.into()), ..self }
    }

    /// The same row at a date, in days since 1970-01-01.
    pub fn at(self, day: f64, label: impl Into<String>) -> Self {
        Self { when: Some(When { day, label: label.into() }), ..self }
    }

    /// The same row with its sampling interval.
    pub fn inner(self, low: f64, high: f64) -> Self {
        Self { inner: Some(Bounds::new(low, high)), ..self }
    }

    /// The same row with its wider interval.
    pub fn outer(self, low: f64, high: f64) -> Self {
        Self { outer: Some(Bounds::new(low, high)), ..self }
    }

    /// The same row with its bases.
    pub fn base(self, n: f64, n_effective: f64) -> Self {
        Self { n: Some(n), n_effective: Some(n_effective), ..self }
    }

    /// The same row by a pollster.
    pub fn pollster(self, pollster: impl Into<String>) -> Self {
        Self { pollster: Some(pollster.into()), ..self }
    }

    /// The same row in another part.
    pub fn part(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// The level of its group.
    pub fn level(&self) -> Option<&str> {
        self.group.as_ref().map(|group| &*group.level)
    }

    /// The widest interval it has.
    pub fn widest(&self) -> Option<Bounds> {
        self.outer.or(self.inner)
    }

    /// Whether a difference exceeds its own interval, and, where it was tested as one of several, its adjusted test bears it out.
    pub fn is_certain(&self) -> bool {
        self.significant != Some(false) && self.widest().is_some_and(|bounds| bounds.low > 0.0 || bounds.high < 0.0)
    }

    /// Whether its own interval excludes zero, and only its adjusted test tells that it may be chance.
    pub fn is_undone_by_test(&self) -> bool {
        !self.is_certain() && Self { significant: None, ..self.clone() }.is_certain()
    }

    /// Whether it is a tested difference, drawn as an estimate, that may be chance.
    pub fn may_be_chance(&self) -> bool {
        self.part == Part::Estimate && self.significant.is_some() && !self.is_certain()
    }

    /// All that it is named by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = [&self.item, &self.answer, &self.series, &self.panel].map(Option::as_deref);
        names.into_iter().chain([self.level()]).flatten()
    }

    /// Its row heading: the item, else the group's level.
    pub fn heading(&self) -> Option<&str> {
        self.item.as_deref().or(self.level())
    }

    /// Its category: the item, else the answer, else the group's level.
    pub fn category(&self) -> Option<&str> {
        self.item.as_deref().or(self.answer.as_deref()).or(self.level())
    }

    /// Its line in a plot over time: the series, else the answer, else the group's level.
    pub fn line(&self) -> Option<&str> {
        self.series.as_deref().or(self.answer.as_deref()).or(self.level())
    }

    /// Its column in a table: the answer, else the series.
    pub fn column(&self) -> Option<&str> {
        self.answer.as_deref().or(self.series.as_deref())
    }
}
