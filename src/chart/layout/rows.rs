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
    /// Height of each row with all lines of its name.
    pub heights: Vec<f64>,
    /// Height of a row without extra lines.
    pub pitch: f64,
    /// Lower end of the last row.
    pub bottom: f64,
}

/// The heights of rows, each with all lines of its name.
struct Rhythm {
    /// Of a row without extra lines.
    row: f64,
    blocks: Vec<f64>,
}

/// Space above a heading, and below rows that stand apart.
const APART: f64 = 10.0;

/// Space between a heading and the name below it, where there is more.
const CLEAR: f64 = 12.0;

/// The least space between a name of several lines and its neighbours.
const WHITE: f64 = 7.0;

/// A picture grows for rows that are all as high as the highest where at least this part of their names is broken, and where they are at most so
/// many times as high as otherwise.
const BROKEN: f64 = 1.0 / 3.0;
const EVEN: f64 = 1.75;

/// Space below a band under its name, and between a name and what stands behind it.
const UNDER: f64 = 9.0;
const BEHIND: f64 = 7.0;

/// The most lines of a name and of a heading.
const LINES: [usize; 2] = [4, 2];

/// Names and headings in lines.
struct RowLines {
    names: Vec<Lines>,
    headings: Vec<Lines>,
    /// Right end of the widest.
    end: f64,
}

/// The space above a row that starts a group, or follows one that stands apart.
fn gap(labels: &[RowLabel], at: usize) -> f64 {
    let starts = labels[at].heading.is_some() && at > 0;
    if starts || (at > 0 && labels[at - 1].apart) { APART } else { 0.0 }
}

impl Sheet<'_> {
    /// Names and headings of rows in lines, and the right end of the widest.
    fn row_lines(&self, labels: &[RowLabel], area: Rect, share: f64) -> RowLines {
        let width = area.width * share;
        let (names, headings) = self.lines_within(labels, [width, width * 1.3], LINES);
        let widest = names.iter().chain(&headings).map(|lines| lines.width).fold(0.0, f64::max);
        RowLines { names, headings, end: area.x + widest }
    }

    /// Names and headings in lines of these widths, at most so many.
    fn lines_within(
        &self,
        labels: &[RowLabel],
        [name_width, heading_width]: [f64; 2],
        most: [usize; 2],
    ) -> (Vec<Lines>, Vec<Lines>) {
        let (plain, heading) = (self.plain(), self.small().strong());
        let name = |label: &RowLabel| {
            let style = if label.strong { plain.strong() } else { plain };
            self.measure(style).wrap(&label.name, name_width, most[0])
        };
        let above = |label: &RowLabel| {
            self.measure(heading).wrap(label.heading.as_deref().unwrap_or(""), heading_width, most[1])
        };
        labels.iter().map(|label| (name(label), above(label))).unzip()
    }

    /// The height that headings and spaces between groups take.
    fn extra(&self, labels: &[RowLabel], lines: &RowLines) -> f64 {
        (0..labels.len()).map(|at| self.above(&lines.headings[at]) + gap(labels, at)).sum()
    }

    /// The height of a row with all lines of its name, which has as much white about it as bars in rows of one line.
    fn block(&self, name: &Lines, row: f64) -> f64 {
        match name.lines.len() {
            0 | 1 => row,
            count => {
                let text = self.plain().size + (count as f64 - 1.0) * self.measure(self.plain()).leading();
                row.max(text + WHITE.max(row * (1.0 - self.theme.sizes.bar)))
            }
        }
    }

    fn above(&self, heading: &Lines) -> f64 {
        heading.lines.len() as f64 * (self.small().size * 1.28 + 3.0)
    }

    /// Rows of names in this height: all as high as the highest where these fit or the picture may grow a little for it, else with the same
    /// white between them. If even those do not fit, gives the height that is lacking.
    fn rhythm(&self, names: &[Lines], height: f64, pitch: RowPitch) -> Result<Rhythm, f64> {
        let most = pitch.most.max(pitch.least) * if self.size.shrinks() { 1.0 } else { 2.0 };
        let blocks = |row: f64| names.iter().map(|name| self.block(name, row)).collect::<Vec<f64>>();
        let sum = |row: f64| blocks(row).iter().sum::<f64>();
        let count = names.len().max(1) as f64;
        let (highest, tight) = (blocks(pitch.least).into_iter().fold(pitch.least, f64::max), sum(pitch.least));
        let even = highest * count;
        let broken = names.iter().filter(|name| name.lines.len() > 1).count() as f64 / count;
        if even <= height {
            let row = (height / count).min(most).max(highest);
            return Ok(Rhythm { row, blocks: vec![row; names.len()] });
        }
        if !self.is_fixed() && broken >= BROKEN && even <= EVEN * tight {
            return Err(even - height);
        }
        if tight > height {
            return Err(tight - height);
        }
        let (mut row, mut above) = (pitch.least, most);
        for _ in 0..24 {
            let middle = f64::midpoint(row, above);
            if sum(middle) <= height { row = middle } else { above = middle }
        }
        Ok(Rhythm { row, blocks: blocks(row) })
    }

    /// The lines of rows, and their heights. A picture that cannot grow has fewer lines, and names cut short, rather than no rows.
    fn fitting(
        &self,
        labels: &[RowLabel],
        area: Rect,
        share: f64,
        pitch: RowPitch,
    ) -> Result<(RowLines, Rhythm), ChartError> {
        let usual = self.row_lines(labels, area, share);
        let end = usual.end;
        let fewer = [[3, 2], [2, 1], [1, 1]].into_iter().filter(|_| self.is_fixed()).map(|most| {
            let (names, headings) = self.lines_within(labels, [end - area.x; 2], most);
            RowLines { names, headings, end }
        });
        let mut least = f64::INFINITY;
        for lines in std::iter::once(usual).chain(fewer) {
            match self.rhythm(&lines.names, area.height - self.extra(labels, &lines), pitch) {
                Ok(rhythm) => return Ok((lines, rhythm)),
                Err(lacking) => least = least.min(lacking),
            }
        }
        match self.too_small(least, 0.0) {
            ChartError::TooSmall { height, width, .. } => {
                let rows = Some(self.rows_with_room(labels, area.height, pitch.least)).filter(|rows| *rows > 0);
                Err(ChartError::TooSmall { height, width, rows })
            }
            other => Err(other),
        }
    }

    /// How many of these rows have room in this height, each with a name of one line.
    fn rows_with_room(&self, labels: &[RowLabel], height: f64, row: f64) -> usize {
        let mut used = 0.0;
        let fits = |at: &usize| {
            let heading = if labels[*at].heading.is_some() { self.small().size * 1.28 + 3.0 } else { 0.0 };
            used += gap(labels, *at) + heading + row;
            used <= height
        };
        (0..labels.len()).take_while(fits).count()
    }

    /// Where the names of rows will end, before they are written.
    pub fn names_end(&self, labels: &[RowLabel], area: Rect, share: f64) -> f64 {
        self.row_lines(labels, area, share).end
    }

    /// Writes the names of rows in the left part of `area`, at most `share` of its width, and says where the rows are. Rows take what
    /// height there is, within `pitch`; names are cut short in a picture that cannot grow rather than refused.
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
        self.rows_from(labels, area, (share, pitch), Anchor::Start)
    }

    /// The same with names and headings that start at the left, or end at the right ends of the widest: by what stands there.
    ///
    /// # Errors
    /// As [`Sheet::rows`].
    pub fn rows_from(
        &mut self,
        labels: &[RowLabel],
        area: Rect,
        (share, pitch): (f64, RowPitch),
        anchor: Anchor,
    ) -> Result<PlacedRows, ChartError> {
        let (plain, heading) = (self.plain(), self.small().strong());
        let style = |strong: bool| if strong { plain.strong() } else { plain };
        let (RowLines { names, headings, end }, Rhythm { row, blocks }) = self.fitting(labels, area, share, pitch)?;
        let x = if anchor == Anchor::End { end } else { area.x };
        let mut y = area.y;
        let mut placed = PlacedRows { names_end: end, pitch: row, heights: blocks.clone(), ..PlacedRows::default() };
        for (at, label) in labels.iter().enumerate() {
            y += gap(labels, at);
            let block = blocks[at];
            if !headings[at].lines.is_empty() {
                // Over a high row a heading comes down to its name, away from the row above.
                let name = names[at].lines.len() as f64 * self.measure(plain).leading();
                // Names that others write stand at the top.
                let lower = if name > 0.0 { (0.5 * (block - name) - CLEAR).max(0.0) } else { 0.0 };
                let first = (x, y + heading.size + lower);
                self.write_lines(Role::Heading, first, anchor, heading, &headings[at]);
                y += self.above(&headings[at]);
            }
            let centre = y + block / 2.0;
            self.write_name(&names[at], (x, centre), anchor, style(label.strong));
            placed.centres.push(centre);
            y += block;
            placed.ends.push(y);
        }
        placed.bottom = y;
        self.spare = area.bottom() - y;
        Ok(placed)
    }

    /// Writes the names of rows over bands as wide as `area`, in as few lines as hold them, with what stands `behind` each in small type
    /// where there is some. Bands are as high as `band` lets them; their middles and their height are what is placed.
    ///
    /// # Errors
    /// As [`Sheet::rows`].
    pub fn rows_under(
        &mut self,
        labels: &[RowLabel],
        behind: &[String],
        area: Rect,
        band: RowPitch,
    ) -> Result<PlacedRows, ChartError> {
        let (plain, heading) = (self.plain(), self.small().strong());
        let leading = self.measure(plain).leading();
        let (names, headings) = self.lines_within(labels, [area.width; 2], [LINES[0], LINES[1]]);
        let above = |lines: &Lines| lines.lines.len().max(1) as f64 * leading;
        let taken: f64 =
            (0..labels.len()).map(|at| above(&names[at]) + self.above(&headings[at]) + gap(labels, at) + UNDER).sum();
        let room = (area.height - taken) / labels.len().max(1) as f64;
        if room < band.least {
            return Err(self.too_small((band.least - room) * labels.len() as f64, 0.0));
        }
        let row = leading + UNDER;
        let most = (band.most + row) * if self.size.shrinks() { 1.0 } else { 2.0 } - row;
        let height = room.min(most);
        let mut placed = PlacedRows { names_end: area.x, pitch: height, ..PlacedRows::default() };
        let mut y = area.y;
        for (at, label) in labels.iter().enumerate() {
            y += gap(labels, at);
            self.write_lines(Role::Heading, (area.x, y + heading.size), Anchor::Start, heading, &headings[at]);
            y += self.above(&headings[at]);
            let style = if label.strong { plain.strong() } else { plain };
            let first = y + leading / 2.0 + 0.36 * style.size;
            let last = self.write_lines(Role::Name, (area.x, first), Anchor::Start, style, &names[at]) - leading;
            if let (Some(text), Some(line)) = (behind.get(at), names[at].lines.last()) {
                let x = area.x + self.width_of(line, style) + BEHIND;
                self.write(Role::Name, (x, last), Anchor::Start, self.small(), text);
            }
            y += above(&names[at]) + height;
            placed.centres.push(y - height / 2.0);
            y += UNDER;
            placed.ends.push(y);
        }
        placed.bottom = y;
        self.spare = area.bottom() - y;
        Ok(placed)
    }

    /// Writes lines so that their block is centred on a height.
    fn write_name(&mut self, lines: &Lines, middle: (f64, f64), anchor: Anchor, style: Style) {
        let leading = self.measure(style).leading();
        let rise = (lines.lines.len().max(1) as f64 - 1.0) * leading / 2.0;
        let first = (middle.0, middle.1 - rise + 0.36 * style.size);
        self.write_lines(Role::Name, first, anchor, style, lines);
    }
}
