//! Columns of figures beside a chart: right-aligned, each as wide as its widest cell, with a heading.

use super::super::colour::Colour;
use super::super::drawing::{Anchor, Role};
use super::{Lines, Sheet, Style};

/// A column of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Colour of the heading, where it names a series.
    pub colour: Option<Colour>,
    /// What its cells are: values, or intervals.
    pub role: Role,
    /// One text for each row; empty for none.
    pub cells: Vec<String>,
    /// Intervals in small type under the cells, where they have no column beside; or none.
    pub under: Vec<String>,
    /// How the cells are set.
    pub style: Style,
    /// Its heading is broken after every word, where columns are many.
    pub narrow: bool,
    /// Rows whose cells are set small and muted instead.
    pub faint: Vec<usize>,
    /// Rows whose cells are set in semibold.
    pub strong: Vec<usize>,
    /// Belongs to the column before it, stands close to it, and is under its heading.
    pub close: bool,
}

impl Column {
    /// A column with cells in one style.
    pub fn new(heading: impl Into<String>, cells: Vec<String>, style: Style) -> Self {
        Self {
            heading: heading.into(),
            colour: None,
            role: Role::Value,
            cells,
            under: Vec::new(),
            style,
            narrow: false,
            faint: Vec::new(),
            strong: Vec::new(),
            close: false,
        }
    }

    /// A column of intervals.
    pub fn intervals(heading: impl Into<String>, cells: Vec<String>, style: Style) -> Self {
        Self { role: Role::Interval, ..Self::new(heading, cells, style) }
    }

    /// The space before it.
    fn space(&self) -> f64 {
        if self.close { CLOSE } else { BETWEEN }
    }
}

/// Space between columns, and before one that stands close.
const BETWEEN: f64 = 14.0;
const CLOSE: f64 = 6.0;
/// Widest a heading may make its column: the first that holds it whole in three lines.
const HEADINGS: [f64; 3] = [76.0, 104.0, 140.0];

impl Sheet<'_> {
    fn cells_width(&self, column: &Column) -> f64 {
        let style = if column.strong.is_empty() { column.style } else { column.style.strong() };
        let cells = column.cells.iter().map(|cell| self.width_of(cell, style));
        cells.chain(column.under.iter().map(|text| self.width_of(text, self.small()))).fold(0.0, f64::max)
    }

    /// How far a heading reaches over the column after its own: one that belongs to it has no heading itself.
    fn beyond(&self, columns: &[Column], at: usize) -> f64 {
        let next = columns.get(at + 1).filter(|next| next.close && next.heading.is_empty());
        next.map_or(0.0, |next| CLOSE + self.cells_width(next))
    }

    fn heading_lines(&self, columns: &[Column], at: usize) -> Lines {
        let column = &columns[at];
        let cells = self.cells_width(column) + self.beyond(columns, at);
        let ruler = self.measure(self.small());
        let words = column.heading.split_whitespace().map(|word| ruler.width(word) + 0.1);
        let wrapped = |most: f64| ruler.wrap(&column.heading, cells.max(most), 3);
        if column.narrow {
            return wrapped(words.fold(0.0, f64::max));
        }
        let whole = HEADINGS.map(wrapped).into_iter().find(|lines| !lines.shortened);
        whole.unwrap_or_else(|| wrapped(HEADINGS[2]))
    }

    fn column_width(&self, columns: &[Column], at: usize) -> f64 {
        let heading = self.heading_lines(columns, at).width - self.beyond(columns, at);
        self.cells_width(&columns[at]).max(heading)
    }

    /// Width of columns side by side, with the space before each.
    pub fn columns_width(&self, columns: &[Column]) -> f64 {
        (0..columns.len()).map(|at| self.column_width(columns, at) + columns[at].space()).sum()
    }

    /// The height of a row with intervals under its cells.
    pub fn two_lines(&self) -> f64 {
        1.12 * (self.plain().size + self.small().size) + 3.0
    }

    /// Height of their headings.
    pub fn headings_height(&self, columns: &[Column]) -> f64 {
        let leading = self.measure(self.small()).leading();
        let lines = (0..columns.len()).map(|at| self.heading_lines(columns, at).lines.len()).max().unwrap_or(0);
        if lines == 0 { 0.0 } else { lines as f64 * leading + 4.0 }
    }

    /// Writes columns that end at `right`: cells centred on the heights `centres`, headings standing on the height `base`.
    pub fn columns(&mut self, columns: &[Column], right: f64, centres: &[f64], base: f64) {
        let mut right = right;
        for (at, column) in columns.iter().enumerate().rev() {
            let lines = self.heading_lines(columns, at);
            let leading = self.measure(self.small()).leading();
            let first = base - 4.0 - (lines.lines.len().max(1) as f64 - 1.0) * leading;
            let style = column.colour.map_or(self.small(), |colour| self.small().strong().coloured(colour));
            let end = right + self.beyond(columns, at);
            self.write_lines(Role::Heading, (end, first), Anchor::End, style, &lines);
            for (at, (cell, centre)) in column.cells.iter().zip(centres).enumerate() {
                let style = match () {
                    () if column.faint.contains(&at) => self.small(),
                    () if column.strong.contains(&at) => column.style.strong(),
                    () => column.style,
                };
                let Some(under) = column.under.get(at).filter(|under| !under.is_empty()) else {
                    self.write_centred(column.role, (right, *centre), Anchor::End, style, cell);
                    continue;
                };
                let (above, below) = (centre - self.small().size * 0.56, centre + style.size * 0.56);
                self.write_centred(column.role, (right, above), Anchor::End, style, cell);
                self.write_centred(Role::Interval, (right, below), Anchor::End, self.small(), under);
            }
            right -= self.column_width(columns, at) + column.space();
        }
    }
}
