//! What charts draw: a flat, typed table of plotted numbers with the notes that belong under it. It knows nothing of how the numbers
//! were estimated, and every kind of chart reads the same rows.
//!
//! Shares and differences of shares are fractions of 1. How each kind reads a [`Row`]:
//!
//! | kind | one row is | fields read besides `value` and the intervals |
//! |---|---|---|
//! | `trend` | a poll | `series` (else `answer`, else the group's level), `when`, `n_effective`, `pollster`; plus `fits`, `events`, `gap_days` |
//! | `dots` | an estimate of a group | `group` (none: the total), `series` for several dots in a line, `n` |
//! | `likert` | one answer of one item | `item` (else the group's level), `answer` with its role in `answers`, `n`; [`Part::Net`] rows for the net column |
//! | `bars` | a category | `item` (else `answer`, else the group's level), `series` for bars side by side, `n` |
//! | `dumbbell` | one end | `item` (else the group's level), `series` or `when` (two of them: before, after); [`Part::Change`] rows hold the change |
//! | `slope` | one end | `item` (else `answer`, else the group's level), `when` or `series` |
//! | `facets` | as `trend` or `dots` | `panel` |
//! | `heat` | a cell | row: `item` (else the group's level); column: `answer` (else `series`) |
//! | `area` | an answer at a date | `when`, `answer` |
//! | `forest` | a poll | `item` (else the pollster), `when`, `weight`; [`Part::Pooled`] rows: inner = pooled interval, outer = prediction interval |
//! | `house` | a pollster's effect | `pollster` (else `item`), `n` (number of polls) |
//! | `table` | a cell | row: `item` (else the group's level); column: `answer` (else `series`); `n` |
//! | `weights` | a bar of the histogram ([`Part::Bin`], `span`) or a margin | `group`, `series` (before, after); [`Part::Target`] rows |
//! | `lint` | a printed cell | row and column as `heat`; `finding` |

use super::ChartError;
use crate::survey::{Group, Role};
use crate::uncertainty::{Bounds, Level};

/// The kind of number plotted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// A share of people, printed in per cent.
    #[default]
    Share,
    /// A difference of shares, printed in points with its sign.
    Points,
    /// A number on its own scale.
    Number,
}

/// The part a row plays in its chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// An estimate.
    #[default]
    Estimate,
    /// A net of answers, printed beside the answers it sums.
    Net,
    /// The change between the two ends of an item.
    Change,
    /// A pooled estimate.
    Pooled,
    /// A bar of a histogram.
    Bin,
    /// A target that weighting aims at.
    Target,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFinding {
    /// Its stable code.
    pub code: String,
    /// What is wrong, in plain words.
    pub message: String,
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
    /// Unweighted base, or number of polls (`house`).
    pub n: Option<f64>,
    /// Effective base.
    pub n_effective: Option<f64>,
    /// Weight in a pooled estimate, a fraction of 1.
    pub weight: Option<f64>,
    /// From where to where a histogram's bar reaches.
    pub span: Option<Bounds>,
    /// Who asked.
    pub pollster: Option<String>,
    /// The part it plays.
    pub part: Part,
    /// Too few cases to lean on: drawn hollow, with a dagger.
    pub low_precision: bool,
    /// What the table linter found here.
    pub finding: Option<CellFinding>,
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

/// One point of a fitted line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitPoint {
    /// Days since 1970-01-01.
    pub day: f64,
    /// The fit.
    pub value: f64,
    /// Its band.
    pub band: Option<Bounds>,
    /// Past the data, by a labelled forecast.
    pub forecast: bool,
}

/// A fitted line with its band, points in order of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FittedLine {
    /// The small multiple it belongs to.
    pub panel: Option<String>,
    /// The series it fits, as rows name it.
    pub series: String,
    /// The line.
    pub points: Vec<FitPoint>,
}

/// A dated note on a plot over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Days since 1970-01-01.
    pub day: f64,
    /// What happened.
    pub label: String,
}

/// An answer in the order asked, with its side of the scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerOrder {
    /// The name that rows use.
    pub name: String,
    /// Its side.
    pub role: Role,
}

/// A grouping variable and the order of its levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupOrder {
    /// The name that rows use.
    pub variable: String,
    /// The words shown above its levels.
    pub title: String,
    /// Levels in natural order. Those not listed follow.
    pub levels: Vec<String>,
    /// The levels have an order of their own (age); otherwise they are sorted by value (regions).
    pub ordered: bool,
}

/// What stands under a chart: who was asked, when, how many, and how sure the figures are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Notes {
    /// Who published the figures.
    pub source: Option<String>,
    /// Field dates as printed.
    pub field_dates: Option<String>,
    /// In person, telephone, online …
    pub mode: Option<String>,
    /// The population and place.
    pub population: Option<String>,
    /// The wording as asked.
    pub wording: Option<String>,
    /// Least and largest base; taken from the rows when absent.
    pub n: Option<(f64, f64)>,
    /// Least and largest effective base; taken from the rows when absent.
    pub n_effective: Option<(f64, f64)>,
    /// Least and largest design effect.
    pub deff: Option<(f64, f64)>,
    /// Margin of a share near one half on the whole base, a fraction of 1.
    pub margin: Option<f64>,
    /// Confidence level of all intervals shown.
    pub level: Option<Level>,
    /// The interval method, e.g. `Wilson`.
    pub interval: Option<String>,
    /// What the wider interval adds, e.g. `rounding of printed figures`.
    pub outer: Option<String>,
    /// Intervals are left out on purpose; the footer says so.
    pub intervals_off: bool,
    /// Method of the fitted lines, e.g. `local level`.
    pub fit: Option<String>,
    /// Further remarks, each a sentence.
    pub extra: Vec<String>,
}

/// All that one chart draws.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// The finding, if the tests support one; a neutral title is made otherwise.
    pub title: Option<String>,
    /// The measure, population, place and dates.
    pub subtitle: Option<String>,
    /// What is measured, in a few words: `want military action to continue`. Used by the neutral title and the alt text.
    pub subject: Option<String>,
    /// The kind of number.
    pub unit: Unit,
    /// The plotted numbers.
    pub rows: Vec<Row>,
    /// Fitted lines.
    pub fits: Vec<FittedLine>,
    /// Dated notes.
    pub events: Vec<Event>,
    /// Answers in order.
    pub answers: Vec<AnswerOrder>,
    /// Answers form a scale: they take an ordered ramp.
    pub ordered: bool,
    /// Groups in order.
    pub groups: Vec<GroupOrder>,
    /// How everybody is called in a list of groups.
    pub total_name: Option<String>,
    /// Days without a poll after which a line is dashed; four times the usual spacing, at least a quarter, when absent.
    pub gap_days: Option<f64>,
    /// What stands under the picture.
    pub notes: Notes,
}

/// Dates outside ±5,000 years are not dates of surveys.
const FARTHEST_DAY: f64 = 1_826_250.0;

impl Figures {
    /// Refuses what no chart can show: nothing to plot, values that are not numbers, intervals that do not hold their value,
    /// shares outside 0 to 1.
    ///
    /// # Errors
    /// [`ChartError::Empty`], [`ChartError::Figure`].
    pub fn check(&self) -> Result<(), ChartError> {
        if self.rows.iter().all(|row| row.value.is_none()) {
            return Err(ChartError::Empty);
        }
        self.rows.iter().enumerate().try_for_each(|(at, row)| self.check_row(at + 1, row))?;
        let wrong = |row: String, rule| Err(ChartError::Figure { row, rule });
        for fit in &self.fits {
            let fine = |p: &FitPoint| p.value.is_finite() && p.day.abs() < FARTHEST_DAY;
            if !fit.points.iter().all(fine) {
                return wrong(format!("fitted line {}", fit.series), "values and dates must be finite numbers");
            }
            if !fit.points.is_sorted_by(|a, b| a.day <= b.day) {
                return wrong(format!("fitted line {}", fit.series), "points must stand in order of time");
            }
        }
        if self.events.iter().any(|event| !event.day.is_finite() || event.day.abs() > FARTHEST_DAY) {
            return wrong("events".to_owned(), "dates must be within 5,000 years of 1970");
        }
        Ok(())
    }

    fn check_row(&self, at: usize, row: &Row) -> Result<(), ChartError> {
        let names = [row.heading(), row.answer.as_deref(), row.series.as_deref()];
        let named = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let wrong = |rule| Err(ChartError::Figure { row: format!("row {at} ({named})"), rule });
        let numbers = [row.value, row.n, row.n_effective, row.weight, row.when.as_ref().map(|when| when.day)];
        let bounds = [row.inner, row.outer, row.span];
        let ends = bounds.iter().flatten().flat_map(|b| [b.low, b.high]);
        if !numbers.into_iter().flatten().chain(ends).all(f64::is_finite) {
            return wrong("every number must be finite: leave the value out to show a suppressed figure");
        }
        if row.when.as_ref().is_some_and(|when| when.day.abs() > FARTHEST_DAY) {
            return wrong("the date must be within 5,000 years of 1970");
        }
        if bounds.iter().flatten().any(|b| b.low > b.high) {
            return wrong("an interval must run from its lower to its upper end");
        }
        let share = self.unit == Unit::Share && !matches!(row.part, Part::Change | Part::Net | Part::Bin);
        let Some(value) = row.value else { return Ok(()) };
        if share && !(0.0..=1.0).contains(&value) {
            return wrong("a share is a fraction between 0 and 1: divide percentages by 100");
        }
        let slack = 1e-9 * value.abs().max(1.0);
        if [row.inner, row.outer].iter().flatten().any(|b| value < b.low - slack || value > b.high + slack) {
            return wrong("an interval must hold its estimate");
        }
        Ok(())
    }

    /// All rows that are estimates with a value.
    pub fn estimates(&self) -> impl Iterator<Item = (&Row, f64)> {
        self.rows.iter().filter(|row| row.part == Part::Estimate).filter_map(|row| Some((row, row.value?)))
    }

    /// Least and largest base: as noted, else over the rows.
    pub fn bases(&self) -> Option<(f64, f64)> {
        self.notes.n.or_else(|| range(self.rows.iter().filter_map(|row| row.n)))
    }

    /// Least and largest effective base: as noted, else over the rows.
    pub fn effective_bases(&self) -> Option<(f64, f64)> {
        self.notes.n_effective.or_else(|| range(self.rows.iter().filter_map(|row| row.n_effective)))
    }

    /// The side of an answer.
    pub fn role(&self, answer: &str) -> Role {
        self.answers.iter().find(|a| a.name == answer).map(|a| a.role).unwrap_or_default()
    }

    /// Names in `found` put into the order of [`Figures::answers`]; those not listed keep their place after them.
    pub fn in_answer_order<'a>(&self, found: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        let mut names = distinct(found);
        let place = |name: &str| self.answers.iter().position(|a| a.name == name).unwrap_or(usize::MAX);
        names.sort_by_key(|name| place(name));
        names
    }

    /// The grouping variable called `variable`.
    pub fn group_order(&self, variable: &str) -> Option<&GroupOrder> {
        self.groups.iter().find(|group| group.variable == variable)
    }

    /// How everybody is called.
    pub fn everybody(&self) -> &str {
        self.total_name.as_deref().unwrap_or("All respondents")
    }
}

/// Each name once, in order of first appearance.
pub fn distinct<'a>(found: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for name in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Least and largest of some numbers.
pub fn range(numbers: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    numbers.into_iter().fold(None, |seen, x| match seen {
        None => Some((x, x)),
        Some((low, high)) => Some((low.min(x), high.max(x))),
    })
}
