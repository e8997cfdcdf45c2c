//! Rows with names at the left, in groups with headings: the common frame of charts that list groups, items or polls.

use super::super::ChartError;
use super::super::drawing::{Anchor, Rect, Role};
use super::{Lines, Sheet, Style};

/// The name of a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowLabel {
    /// A heading above it, which starts a new group.
    pub heading: Option<String>,
    /// Its name.
    pub name: String,
    /// Set in semibold.
    pub strong: bool,
    /// Stands apart from the rows after it.
    pub apart: bool,
}

/// Least and largest height of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowPitch {
    /// Least height.
    pub least: f64,
    /// Largest height; in a picture whose height is given, rows may be twice as high.
    pub most: f64,
}

/// Where the rows are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlacedRows {
    /// Right end of the names and headings.
    pub names_end: f64,
    /// Middle of each row.
    pub centres: Vec<f64>,
    /// Lower end of each row with all lines of its name.
    pub ends: Vec<f64>,
    /// Height of a row without extra lines.
    pub pitch: f64,
    /// Lower end of the last row.
    pub bottom: f64,
}

/// Space above a heading, and below rows that stand apart.
const APART: f64 = 10.0;

impl Sheet<'_> {
    /// Names and headings of rows in lines, and the right end of the widest.
    fn row_lines(&self, labels: &[RowLabel], area: Rect, share: f64) -> (Vec<Lines>, Vec<Lines>, f64) {
        let (plain, heading) = (self.plain(), self.small().strong());
        let name = |label: &RowLabel| {
            let style = if label.strong { plain.strong() } else { plain };
            self.measure(style).wrap(&label.name, area.width * share, 4)
        };
        let above = |label: &RowLabel| {
            self.measure(heading).wrap(label.heading.as_deref().unwrap_or(""), area.width * share * 1.3, 2)
        };
        let (names, headings): (Vec<Lines>, Vec<Lines>) =
            labels.iter().map(|label| (name(label), above(label))).unzip();
        let widest = names.iter().chain(&headings).map(|lines| lines.width).fold(0.0, f64::max);
        (names, headings, area.x + widest)
    }

    /// Where the names of rows will end, before they are written.
    pub fn names_end(&self, labels: &[RowLabel], area: Rect, share: f64) -> f64 {
        self.row_lines(labels, area, share).2
    }

    /// Writes the names of rows in the left part of `area`, at most `share` of its width, and says where the rows are. Rows take what
    /// height there is, within `pitch`.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when the rows need more height.
    pub fn rows(
        &mut self,
        labels: &[RowLabel],
        area: Rect,
        share: f64,
        pitch: RowPitch,
    ) -> Result<PlacedRows, ChartError> {
        let plain = self.plain();
        let heading = self.small().strong();
        let leading = self.measure(plain).leading();
        let style = |strong: bool| if strong { plain.strong() } else { plain };
        let (wrapped, headings, names_end) = self.row_lines(labels, area, share);
        // Names of several lines stand clear of their neighbours.
        let tall = |lines: &Lines| match lines.lines.len() {
            0 | 1 => 0.0,
            count => (count as f64 - 1.0) * leading + 5.0,
        };
        let above = |at: usize| headings[at].lines.len() as f64 * (heading.size * 1.28 + 3.0);
        let gap = |at: usize| {
            let starts = labels[at].heading.is_some() && at > 0;
            if starts || (at > 0 && labels[at - 1].apart) { APART } else { 0.0 }
        };
        let fixed: f64 = (0..labels.len()).map(|at| tall(&wrapped[at]) + above(at) + gap(at)).sum();
        let count = labels.len().max(1) as f64;
        let height = (area.height - fixed) / count;
        if height < pitch.least {
            return Err(self.too_small((pitch.least - height) * count, 0.0));
        }
        let row = height.min(pitch.most.max(pitch.least) * if self.size.shrinks() { 1.0 } else { 2.0 });
        let mut y = area.y;
        let mut placed = PlacedRows { names_end, pitch: row, ..PlacedRows::default() };
        for (at, label) in labels.iter().enumerate() {
            y += gap(at);
            if !headings[at].lines.is_empty() {
                let first = (area.x, y + heading.size);
                self.write_lines(Role::Heading, first, Anchor::Start, heading, &headings[at]);
                y += above(at);
            }
            let block = row + tall(&wrapped[at]);
            let centre = y + block / 2.0;
            self.write_name(&wrapped[at], (area.x, centre), style(label.strong));
            placed.centres.push(centre);
            y += block;
            placed.ends.push(y);
        }
        placed.bottom = y;
        self.spare = area.bottom() - y;
        Ok(placed)
    }

    /// Writes lines so that their block is centred on a height.
    fn write_name(&mut self, lines: &Lines, middle: (f64, f64), style: Style) {
        let leading = self.measure(style).leading();
        let rise = (lines.lines.len().max(1) as f64 - 1.0) * leading / 2.0;
        let first = (middle.0, middle.1 - rise + 0.36 * style.size);
        self.write_lines(Role::Name, first, Anchor::Start, style, lines);
    }
}
