//! What charts draw: a flat, typed table of plotted numbers with the notes that belong under it. It knows nothing of how the numbers
//! were estimated, and every kind of chart reads the same rows.
//!
//! Shares and differences of shares are fractions of 1. How each kind reads a [`Row`]:
//!
//! | kind | one row is | fields read besides `value` and the intervals |
//! |---|---|---|
//! | `trend` | a poll | `series` (else `answer`, else the group's level), `when`, `n_effective`, `pollster`; plus `fits`, `events`, `gap_days` |
//! | `dots` | an estimate of a group | `group` (none: the total; without any group the `answer`), `series` for several dots in a line, `n` |
//! | `likert` | one answer of one item | `item` (else the group's level), `answer` with its role in `answers`, `n`; [`Part::Net`] rows for the net column |
//! | `bars` | a category | `item` (else `answer`, else the group's level), `series` for bars side by side, `n` |
//! | `dumbbell` | one end | `item` (else the group's level), `series` or `when` (two of them: before, after); [`Part::Change`] rows hold the change, [`Part::Gap`] rows the difference of two groups |
//! | `slope` | one end | `item` (else `answer`, else the group's level), `when` or `series`; [`Part::Change`] rows hold the tested change |
//! | `facets` | as `trend` or `dots` | `panel`; [`Part::Change`] rows hold the tested change of a panel's line |
//! | `heat` | a cell | row: `item` (else the group's level); column: `answer` (else `series`) |
//! | `area` | an answer at a date | `when`, `answer` |
//! | `forest` | a poll | `item` (else the pollster), `when`, `weight`, `series` for groups that are pooled each by itself; [`Part::Pooled`] rows: inner = pooled interval, outer = prediction interval |
//! | `house` | a pollster's effect | `pollster` (else `item`), `n` (number of polls); [`Part::Poll`] rows are its single polls |
//! | `table` | a cell | row: `item` (else the group's level); column: `answer` (else `series`); `n` |
//! | `weights` | a bar of the histogram ([`Part::Bin`], `span`, `series` of the heavy ones, `item`: the one weight in it) or a margin | `group`, `series` (before, after); [`Part::Target`] rows |
//! | `lint` | a printed cell | row and column as `heat`; `finding`; plus [`Figures::findings`] |
//!
//! Series and answers that [`Figures::answers`] puts on a side of the scale take the colour of their side in every kind.

mod line;
mod notes;
mod row;

pub use line::{Event, FitPoint, FittedLine};
pub use notes::{AnswerOrder, GroupOrder, Margins, NetParts, Notes};
pub use row::{CellFinding, Part, Row, Sum, When};

use super::colour::Colour;
use super::{ChartError, words};
use crate::survey::Role;
use std::collections::HashSet;
use std::hash::Hash;

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

/// All that one chart draws.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// The finding, if the tests support one; a neutral title is made otherwise.
    pub title: Option<String>,
    /// The measure, population, place and dates.
    pub subtitle: Option<String>,
    /// The same of the spread of weights and of margins, where one of them alone has room (`weights`).
    pub halves: Option<[String; 2]>,
    /// Remarks of the notes that are of margins alone, and left out with them (`weights`).
    pub of_margins: Vec<String>,
    /// The measure, where no subtitle is given: `% who say “continue”`; `% of respondents` when absent.
    pub measure: Option<String>,
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
    /// What nets sum, where that is known (`likert`, `heat`, `table`).
    pub nets: Vec<NetParts>,
    /// Colours of answers and groups by name, instead of those that they would have.
    pub colours: Vec<(String, Colour)>,
    /// Answers stand as their author printed them, which is an order where no other is known (`heat`, `table`).
    pub printed: bool,
    /// Answers form a scale: they take an ordered ramp.
    pub ordered: bool,
    /// Stacks of a scale stand on its middle instead of its start (`likert`).
    pub diverging: bool,
    /// Groups in order.
    pub groups: Vec<GroupOrder>,
    /// How everybody is called in a list of groups.
    pub total_name: Option<String>,
    /// What is to be set off from the rest: a panel (`facets`), a line (`trend`, `slope`), a row (`dots`, `bars`).
    pub highlight: Option<String>,
    /// Rows that stand first, in this order, whatever order they would have (`dots`, `bars`, `likert`, `dumbbell`, `heat`, `table`); of the
    /// last two columns too. [`FILE_ORDER`] alone keeps the order of `rows`.
    pub order: Vec<String>,
    /// The row that sums up the others, as a median of countries: it stands first and apart as everybody does (the same kinds).
    pub apart: Option<String>,
    /// Days without a poll after which a line is dashed; four times the usual spacing, at least a quarter, when absent.
    pub gap_days: Option<f64>,
    /// Lines of the table that are not among the rows, as there are too many (`lint`).
    pub left_out: Unshown,
    /// What the table linter found that stands in no plotted cell.
    pub findings: Vec<CellFinding>,
    /// What stands under the picture.
    pub notes: Notes,
}

/// Lines of a printed table that are not among the rows. What was found in them, sums apart, is among [`Figures::findings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unshown {
    /// How many.
    pub lines: usize,
    /// How many of them have findings.
    pub flagged: usize,
    /// How many of them do not add up.
    pub off: usize,
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
        let ends = || self.events.iter().flat_map(Event::ends);
        if ends().any(|day| !day.is_finite() || day.abs() > FARTHEST_DAY) {
            return wrong("events".to_owned(), "dates must be within 5,000 years of 1970");
        }
        if let Some(event) = self.events.iter().find(|event| event.until.is_some_and(|until| until < event.day)) {
            return wrong(format!("event {}", event.label), "a span must not end before it begins");
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
        let share = self.unit == Unit::Share && !matches!(row.part, Part::Change | Part::Gap | Part::Net | Part::Bin);
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
        let polled = self.rows.iter().filter(|row| row.part != Part::Pooled);
        self.notes.n.or_else(|| range(polled.filter_map(|row| row.n)))
    }

    /// Least and largest effective base: as noted, else over the rows. Where all answered alike none can be worked out, which zero stands for.
    pub fn effective_bases(&self) -> Option<(f64, f64)> {
        let known = self.rows.iter().filter_map(|row| row.n_effective).filter(|n| *n > 0.0);
        self.notes.n_effective.or_else(|| range(known))
    }

    /// Whether this is the name to be highlighted; names are the same whether their first letter is a capital or not, as pictures show them.
    pub fn highlights(&self, name: &str) -> bool {
        self.highlight.as_deref().is_some_and(|wanted| words::capital(wanted) == words::capital(name))
    }

    /// Whether rows are to stand as in the file: [`FILE_ORDER`] alone is asked for, and no row is called so.
    pub fn in_file_order(&self) -> bool {
        let named = |row: &Row| [row.heading(), row.answer.as_deref()].contains(&Some(FILE_ORDER));
        self.order == [FILE_ORDER] && !self.rows.iter().any(named)
    }

    /// The place of a row among those put first by hand; after them all where it is not named.
    pub fn place_by_hand(&self, name: &str) -> usize {
        let same = |wanted: &String| words::capital(wanted) == words::capital(name);
        self.order.iter().position(same).unwrap_or(self.order.len())
    }

    /// The same with the row to be set apart in the place of everybody, if there is such a row.
    pub(super) fn with_apart(&self) -> Option<Self> {
        let wanted = words::capital(self.apart.as_deref()?);
        let is_apart = |row: &Row| row.heading().is_some_and(|name| words::capital(name) == wanted);
        let mut figures = Self { total_name: Some(wanted.clone()), ..self.clone() };
        for row in figures.rows.iter_mut().filter(|row| is_apart(row)) {
            (row.item, row.group) = (None, None);
        }
        Some(figures)
    }

    /// The side of an answer.
    pub fn role(&self, answer: &str) -> Role {
        self.answers.iter().find(|a| a.name == answer).map(|a| a.role).unwrap_or_default()
    }

    /// The answers that a net sums; none where that is not known, or nets of this name sum different answers.
    pub fn parts_of(&self, net: &str) -> &[String] {
        let mut known = self.nets.iter().filter(|known| known.name == net);
        known.next().filter(|_| known.next().is_none()).map_or(&[], |known| &known.of)
    }

    /// The colour stated for an answer or group.
    pub fn own_colour(&self, name: &str) -> Option<Colour> {
        let same = |(known, _): &&(String, Colour)| words::capital(known) == words::capital(name);
        self.colours.iter().find(same).map(|(_, colour)| *colour)
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

/// The order of rows that is that of the file, within each heading.
pub const FILE_ORDER: &str = "file";

/// The name of what no printed answer accounts for: it is not known to be an answer outside the scale.
pub const NOT_PRINTED: &str = "not printed";

/// Whether a sum of `count` shares may be 1 for all that rounding tells: each printed share may be off by half a point.
pub(crate) fn is_whole(sum: f64, count: usize) -> bool {
    (sum - 1.0).abs() <= (0.005 * count as f64).min(MOST_ROUNDING) + 1e-9
}

/// What rounding of several shares leaves together at most: more than two points hardly ever.
pub const MOST_ROUNDING: f64 = 0.02;

/// Each name once, in order of first appearance.
pub(crate) fn distinct<T: Eq + Hash + Clone>(found: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut known: HashSet<T> = HashSet::new();
    found.into_iter().filter(|one| known.insert(one.clone())).collect()
}

/// Least and largest of some numbers.
pub(crate) fn range(numbers: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    numbers.into_iter().fold(None, |seen, x| match seen {
        None => Some((x, x)),
        Some((low, high)) => Some((low.min(x), high.max(x))),
    })
}
