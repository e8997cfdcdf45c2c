//! A table: columns that know what kind of thing they hold, rows that know whether they measure shares or other numbers.

use super::Value;
use crate::uncertainty::Measure;
use std::sync::Arc;

/// What a column holds. Machine forms print all alike; forms for people choose digits, signs and units by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Words: question, answer, the name of a method.
    Text,
    /// A level of a grouping variable; missing means everybody.
    Group,
    /// A date, period or wave, in ISO form.
    Date,
    /// The statistic that the row's estimate is.
    Stat,
    /// The estimate, on the scale of the row's [`Measure`].
    Estimate,
    /// A difference of estimates, always signed, on the scale of the row's [`Measure`].
    Difference,
    /// Its standard error.
    Error,
    /// Lower end of its interval.
    Low,
    /// Upper end of its interval.
    High,
    /// Lower end once rounding of printed figures is added.
    LowOuter,
    /// Upper end once rounding of printed figures is added.
    HighOuter,
    /// A confidence level, as a fraction of 1.
    Level,
    /// A share, as a fraction of 1.
    Share,
    /// A margin of error of a share, as a fraction of 1.
    Margin,
    /// A number on its own scale.
    Number,
    /// A number by itself, in as many digits as it needs (six at most), so that a small change shows.
    Exact,
    /// People, or a sum of their weights.
    Count,
    /// A p-value.
    PValue,
    /// Degrees of freedom; the only kind that may be infinite.
    Df,
    /// A design effect or a test statistic.
    Ratio,
    /// Codes separated by `;`, each explained by [`Table::explain`].
    Flags,
    /// Where the number stands: `file:line:column`.
    Place,
    /// The publication it is from.
    Source,
}

impl Kind {
    /// Whether the column holds labels rather than numbers.
    pub fn is_label(self) -> bool {
        matches!(self, Self::Text | Self::Group | Self::Date | Self::Stat | Self::Flags | Self::Place | Self::Source)
    }
}

/// A column: its name for machines, its title for people, its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    name: Arc<str>,
    title: Arc<str>,
    kind: Kind,
    context: bool,
}

impl Column {
    /// A column.
    pub fn new(name: impl Into<Arc<str>>, title: impl Into<Arc<str>>, kind: Kind) -> Self {
        let context = matches!(kind, Kind::Stat | Kind::Level | Kind::Df);
        Self { name: name.into(), title: title.into(), kind, context }
    }

    /// The same column, said once above the table when it is the same in every row, be it only one row. (Other labels and bases
    /// move there from two rows on; estimates, intervals and p-values never do.)
    pub fn as_context(mut self) -> Self {
        self.context = true;
        self
    }

    /// The same column under another machine name.
    pub(super) fn renamed(mut self, name: String) -> Self {
        self.name = name.into();
        self
    }

    /// The name in machine forms.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The words people read.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it holds.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn is_context(&self) -> bool {
        self.context
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    measure: Measure,
    unsigned: bool,
    values: Vec<Value>,
}

impl Row {
    /// What its estimate measures.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Whether its estimate has no sign, as a standard deviation.
    pub(super) fn is_unsigned(&self) -> bool {
        self.unsigned
    }

    /// Its entries, one for each column.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

/// A named table. Column names are unique.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    name: String,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    notes: Vec<String>,
    flags: Vec<(String, String)>,
    printed_decimals: usize,
}

impl Table {
    /// An empty table. Of two columns with one name the later gets `_2` added (then `_3` …), so that a JSON row never repeats a key.
    pub fn new(name: impl Into<String>, columns: Vec<Column>) -> Self {
        let mut unique: Vec<Column> = Vec::with_capacity(columns.len());
        for column in columns {
            let name = free_name(column.name(), |name| unique.iter().any(|c| c.name() == name));
            unique.push(column.renamed(name));
        }
        let (caption, rows, notes, flags) = Default::default();
        Self { name: name.into(), caption, columns: unique, rows, notes, flags, printed_decimals: 0 }
    }

    /// The same table under a caption.
    pub fn captioned(mut self, caption: impl Into<String>) -> Self {
        self.caption = caption.into();
        self
    }

    /// The same table, its shares written with at least so many decimals of a per cent: those that they were printed with.
    pub fn printed_to(self, printed_decimals: usize) -> Self {
        Self { printed_decimals, ..self }
    }

    /// Decimals of a per cent that shares have at least.
    pub(super) fn printed_decimals(&self) -> usize {
        self.printed_decimals
    }

    /// Adds a row whose estimate is a share.
    ///
    /// # Panics
    /// When it has not as many values as the table has columns: a mistake of the calling code, not of data.
    pub fn push(&mut self, values: Vec<Value>) {
        self.push_measured(Measure::Share, values);
    }

    /// Adds a row whose estimate is of another kind.
    ///
    /// # Panics
    /// When it has not as many values as the table has columns: a mistake of the calling code, not of data.
    pub fn push_measured(&mut self, measure: Measure, values: Vec<Value>) {
        assert_eq!(values.len(), self.columns.len(), "one value for each column of table {}", self.name);
        self.rows.push(Row { measure, unsigned: false, values });
    }

    /// Adds a row whose estimate is a standard deviation: people read it without a sign.
    ///
    /// # Panics
    /// As [`Table::push_measured`].
    pub fn push_spread(&mut self, measure: Measure, values: Vec<Value>) {
        self.push_measured(measure, values);
        self.rows.iter_mut().last().into_iter().for_each(|row| row.unsigned = true);
    }

    /// Adds a remark below the table.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Says what a flag means; shown where the flag occurs.
    pub fn explain(&mut self, flag: impl Into<String>, meaning: impl Into<String>) {
        self.flags.push((flag.into(), meaning.into()));
    }

    /// The name in machine forms.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The words above the table.
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The remarks.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The meaning of a flag, if it was explained.
    pub fn meaning(&self, flag: &str) -> Option<&str> {
        self.flags.iter().find(|(known, _)| known == flag).map(|(_, meaning)| meaning.as_str())
    }

    /// The first column of a kind.
    pub(super) fn position(&self, kind: Kind) -> Option<usize> {
        self.columns.iter().position(|column| column.kind == kind)
    }
}

/// `wanted`, or the first of `wanted_2`, `wanted_3` … that is not taken.
pub(super) fn free_name(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|i| format!("{wanted}_{i}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_else(|| wanted.to_owned())
}
