//! What stands around the numbers: the order of answers and groups, and the notes under the picture.

use crate::chart::drawing::LeftOut;
use crate::chart::words;
use crate::survey::Role;
use crate::uncertainty::Level;

/// An answer in the order asked, with its side of the scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerOrder {
    /// The name that rows use.
    pub name: String,
    /// Its side.
    pub role: Role,
}

/// A net and the answers that it sums, by the names that rows use.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NetParts {
    /// The net.
    pub name: String,
    /// Its answers.
    pub of: Vec<String>,
}

/// A grouping variable and the order of its levels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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

impl GroupOrder {
    /// The title as a part of a sentence, where it is short enough to be one; else the name of the variable as words. Empty where the
    /// variable needs no name, as waves do.
    pub fn short_title(&self) -> String {
        const SHORT: usize = 40;
        let plain = self.title.chars().count() <= SHORT && !self.title.ends_with(['?', '.', '!', ':', '…']);
        if plain { words::lower(&self.title) } else { words::lower(&self.variable.replace('_', " ")) }
    }
}

/// What a footer tells the margin of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Margins {
    /// Shares near one half.
    #[default]
    Shares,
    /// Net scores, whose intervals are up to twice as wide as those of shares.
    NetScores,
    /// Nothing: what is compared is neither.
    Untold,
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
    /// Which respondents are counted, where not all are, a sentence.
    pub domain: Option<String>,
    /// The same in a few words, as `men, Capital`, where it can be put so: the subtitle has it then.
    pub only: Option<String>,
    /// The heading whose rows stand in order of value, those under the other headings alike.
    pub sorted_as: Option<String>,
    /// The wording as asked.
    pub wording: Option<String>,
    /// Least and largest base; taken from the rows when absent.
    pub n: Option<(f64, f64)>,
    /// Least and largest effective base; taken from the rows when absent.
    pub n_effective: Option<(f64, f64)>,
    /// Least and largest design effect.
    pub deff: Option<(f64, f64)>,
    /// No design effect is known, so that 1 was taken.
    pub deff_assumed: bool,
    /// What the margin is told of.
    pub margins: Margins,
    /// Margin of a share near one half on the whole base, a fraction of 1.
    pub margin: Option<f64>,
    /// Confidence level of all intervals shown.
    pub level: Option<Level>,
    /// The interval method, e.g. `Wilson`.
    pub interval: Option<String>,
    /// What the wider interval adds, e.g. `rounding`.
    pub outer: Option<String>,
    /// Tests of differences are not adjusted for their number; they are unless this is set.
    pub unadjusted: bool,
    /// Intervals are left out on purpose; the footer says so.
    pub intervals_off: bool,
    /// What else the picture leaves out, once it is drawn.
    pub left_out: LeftOut,
    /// Method of the fitted lines, e.g. `local level`.
    pub fit: Option<String>,
    /// The band of the fit is that at the dates of polls, joined.
    pub fit_at_polls: bool,
    /// How polls scatter beyond sampling, a sentence (`forest` prints it under the pooled estimate).
    pub scatter: Option<String>,
    /// Further remarks, each a sentence.
    pub extra: Vec<String>,
}
