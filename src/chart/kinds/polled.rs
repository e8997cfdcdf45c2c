//! Rows of polls and pollsters: names beside their marks, or over them where the picture is narrow, with as many columns of numbers as leave
//! room for the plot. The footer says which are left out.

use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::kinds::dots::{grid, grid_in_bands, guides};
use crate::chart::layout::{Axis, Column, PlacedRows, RowLabel, RowPitch, Sheet};
use crate::chart::words::Printer;

/// The parts of the width that names beside marks may take: the first that leaves room for the plot.
const NAMES: [f64; 3] = [0.34, 0.27, 0.2];
/// The part of the width that the plot has if it can, beside names and under them, and how wide that is at most.
const PLOT: ([f64; 2], f64) = ([0.38, 0.55], 300.0);
/// How wide it is at least beside names of one line, and where rows take twice the height, under names or beside those of two lines.
const GOOD_PLOT: (f64, f64) = (130.0, 160.0);
/// The least width of the plot.
const LEAST_PLOT: f64 = 80.0;
/// Between names and the plot, and between names and the column after them.
const AWAY: f64 = 14.0;
/// Between headings and a first name that stands over its row.
const CLEAR: f64 = 5.0;
/// The least height of a row beside its name, and where the picture cannot grow.
const LEAST_ROW: (f64, f64) = (19.0, 13.5);
/// Heights of rows under their names.
const BAND: RowPitch = RowPitch { least: 15.0, most: 20.0 };

/// A column of numbers, what the footer calls it where it is left out (nothing where marks say the same), and when it is: those of the largest rank first.
pub(super) struct Numbers {
    pub(super) column: Column,
    pub(super) called: &'static str,
    pub(super) rank: usize,
    /// Rows whose cells stand in brackets after their names where the column is left out.
    pub(super) kept_at: Vec<usize>,
}

/// Rows to be placed.
pub(super) struct Listed {
    pub(super) labels: Vec<RowLabel>,
    /// A column after the names, or none: its cells stand behind names that are over their rows.
    pub(super) after: Column,
    /// Columns at the right. That of the least rank is never left out.
    pub(super) numbers: Vec<Numbers>,
    /// The largest height of rows beside their names.
    pub(super) most: f64,
}

/// Where the rows are.
pub(super) struct Frame {
    /// The plot, from the upper end of the first row to the lower end of the last.
    pub(super) plot: Rect,
    /// Middle of the marks of each row.
    pub(super) centres: Vec<f64>,
    /// Height of a row without its name, where that stands over it.
    pub(super) band: f64,
    /// Baseline of headings over the plot.
    pub(super) head: f64,
    columns: Vec<Column>,
    over: bool,
}

/// A way to place rows: names over them, or beside them in a part of the width, and so many columns of numbers.
#[derive(Clone, Copy)]
struct Way {
    over: bool,
    share: f64,
    count: usize,
}

impl Listed {
    /// Writes names, and finds the room of the plot and of numbers, with at least `above` over the plot and `foot` below it.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when the rows need more height, or the plot more width.
    pub(super) fn place(self, sheet: &mut Sheet<'_>, (above, foot): (f64, f64)) -> Result<Frame, ChartError> {
        let mut refused: Option<(f64, ChartError)> = None;
        for way in self.ways(sheet) {
            let mut trial = sheet.clone();
            match self.placed(&mut trial, way, (above, foot)) {
                Ok(frame) => {
                    *sheet = trial;
                    return Ok(frame);
                }
                // What is said to be lacking is the least that would do.
                Err(error @ ChartError::TooSmall { height, .. }) if sheet.is_fixed() => {
                    let least = refused.as_ref().is_none_or(|(least, _)| height < *least);
                    refused = if least { Some((height, error)) } else { refused };
                }
                Err(error) => return Err(error),
            }
        }
        Err(refused.map_or_else(|| sheet.too_small(0.0, LEAST_PLOT), |(_, error)| error))
    }

    /// The ways that leave the plot its width, the best first; else those that leave it some.
    fn ways(&self, sheet: &Sheet<'_>) -> Vec<Way> {
        let all = self.numbers.len();
        let beside = |least: usize| {
            let counts = (least.min(all)..=all).rev();
            counts.flat_map(|count| NAMES.map(|share| Way { over: false, share, count }))
        };
        let over = || (1.min(all)..=all).rev().map(|count| Way { over: true, share: 1.0, count });
        let good = |way: &Way| {
            let low = !way.over && self.longest(sheet, &[], way.count) <= way.share * sheet.body.width;
            let least = if low { GOOD_PLOT.0 } else { GOOD_PLOT.1 };
            let part = PLOT.0[usize::from(way.over)];
            self.plot_width(sheet, *way) >= (part * sheet.body.width).clamp(least, PLOT.1)
        };
        let whole = |way: &Way| {
            way.share > NAMES[2]
                && self.longest(sheet, &[' ', '/', '-', '–'], way.count) <= way.share * sheet.body.width
        };
        let last = over().chain(beside(1)).filter(|way| self.plot_width(sheet, *way) >= LEAST_PLOT);
        let best = beside(2).filter(|way| good(way) && whole(way)).chain(over().filter(good));
        best.chain(last).collect()
    }

    fn plot_width(&self, sheet: &Sheet<'_>, way: Way) -> f64 {
        let columns = sheet.columns_width(&self.columns(way.count));
        let names = if way.over {
            0.0
        } else {
            sheet.names_end(&self.labels(way.count), sheet.body, way.share) - sheet.body.x
                + self.after_width(sheet)
                + AWAY
        };
        sheet.body.width - columns - names
    }

    fn after_width(&self, sheet: &Sheet<'_>) -> f64 {
        if self.has_after() { sheet.columns_width(std::slice::from_ref(&self.after)) } else { 0.0 }
    }

    fn has_after(&self) -> bool {
        self.after.cells.iter().any(|cell| !cell.is_empty())
    }

    /// The widest part of a name that is broken after these letters.
    fn longest(&self, sheet: &Sheet<'_>, after: &[char], count: usize) -> f64 {
        let labels = self.labels(count);
        let parts = labels.iter().flat_map(|label| label.name.split_inclusive(after));
        parts.map(|part| sheet.width_of(part.trim_end(), sheet.plain().strong())).fold(0.0, f64::max)
    }

    /// Names beside `count` columns, some with a cell of a column that is left out.
    fn labels(&self, count: usize) -> Vec<RowLabel> {
        let mut labels = self.labels.clone();
        for numbers in self.numbers.iter().filter(|numbers| !self.is_kept(numbers, count)) {
            for at in &numbers.kept_at {
                labels[*at].name += &format!(" ({})", numbers.column.cells[*at]);
            }
        }
        labels
    }

    fn columns(&self, count: usize) -> Vec<Column> {
        self.kept(count).map(|numbers| numbers.column.clone()).collect()
    }

    /// The `count` columns that say most, in their order.
    fn kept(&self, count: usize) -> impl Iterator<Item = &Numbers> {
        self.numbers.iter().filter(move |numbers| self.is_kept(numbers, count))
    }

    fn is_kept(&self, numbers: &Numbers, count: usize) -> bool {
        self.numbers.iter().filter(|other| other.rank < numbers.rank).count() < count
    }

    fn placed(&self, sheet: &mut Sheet<'_>, way: Way, (above, foot): (f64, f64)) -> Result<Frame, ChartError> {
        let (body, columns, labels) = (sheet.body, self.columns(way.count), self.labels(way.count));
        let headed = [columns.as_slice(), std::slice::from_ref(&self.after)].concat();
        let clear = if way.over { CLEAR } else { 0.0 };
        let area = body.inset(0.0, sheet.headings_height(&headed).max(above) + clear, 0.0, foot);
        let placed = if way.over {
            self.write_over(sheet, &labels, area)?
        } else {
            let least = if sheet.is_fixed() { LEAST_ROW.1 } else { LEAST_ROW.0 };
            sheet.rows(&labels, area, way.share, RowPitch { least, most: self.most })?
        };
        let head = area.y - clear - 4.0;
        let after = self.after_width(sheet);
        if !way.over && self.has_after() {
            sheet.columns(std::slice::from_ref(&self.after), placed.names_end + after, &placed.centres, area.y);
        } else {
            sheet.write(Role::Heading, (area.x, head), Anchor::Start, sheet.small(), &self.after.heading);
        }
        let left = if way.over { area.x } else { placed.names_end + after + AWAY };
        let right = body.right() - sheet.columns_width(&columns);
        let left_out = self.numbers.iter().filter(|numbers| !self.is_kept(numbers, way.count));
        let left_out: Vec<&str> = left_out.map(|numbers| numbers.called).filter(|called| !called.is_empty()).collect();
        if !left_out.is_empty() {
            sheet.remark(format!("Not printed for want of room: {}", left_out.join(", ")));
        }
        let plot = Rect::new(left, area.y, right - left, placed.bottom - area.y);
        Ok(Frame { plot, centres: placed.centres, band: placed.pitch, head, columns, over: way.over })
    }

    /// Names over their rows, each with its cell of the column after names behind it, or in it where that has no room.
    fn write_over(&self, sheet: &mut Sheet<'_>, labels: &[RowLabel], area: Rect) -> Result<PlacedRows, ChartError> {
        let small = sheet.small();
        let cells = || labels.iter().zip(&self.after.cells);
        let width = |label: &RowLabel, cell: &str| {
            sheet.width_of(&label.name, sheet.plain().strong()) + AWAY + sheet.width_of(cell, small)
        };
        if cells().all(|(label, cell)| width(label, cell) <= area.width) {
            return sheet.rows_under(labels, &self.after.cells, area, BAND);
        }
        let joined = |(label, cell): (&RowLabel, &String)| {
            let name = if cell.is_empty() { label.name.clone() } else { format!("{}, {cell}", label.name) };
            RowLabel { name, ..label.clone() }
        };
        let joined: Vec<RowLabel> = cells().map(joined).collect();
        sheet.rows_under(&joined, &[], area, BAND)
    }
}

impl Frame {
    /// From where to where upright lines run from row `first` to row `last`: past names that stand beside, within rows under theirs.
    pub(super) fn uprights(&self, first: usize, last: usize) -> Vec<(f64, f64)> {
        let row = |centre: &f64| (centre - self.band / 2.0, centre + self.band / 2.0);
        let rows: Vec<(f64, f64)> = self.centres[first..=last].iter().map(row).collect();
        match (self.over, rows.as_slice()) {
            (false, [from, .., to]) => vec![(from.0, to.1)],
            _ => rows,
        }
    }

    /// Writes the columns of numbers.
    pub(super) fn write_numbers(&self, sheet: &mut Sheet<'_>) {
        sheet.columns(&self.columns, sheet.body.right(), &self.centres, self.head + 4.0);
    }

    /// Lines and labels of an axis, and dotted lines that lead the eye from names beside the plot to the first of each row's values.
    pub(super) fn grid(
        &self,
        sheet: &mut Sheet<'_>,
        axis: &Axis,
        printer: Printer,
        firsts: impl Iterator<Item = Option<f64>>,
    ) {
        match self.over && !self.centres.is_empty() {
            true => grid_in_bands(sheet, axis, (self.plot, &self.uprights(0, self.centres.len() - 1)), printer),
            false => grid(sheet, axis, self.plot, printer),
        }
        let ends = self.centres.iter().zip(firsts).filter(|_| !self.over);
        guides(sheet, ends.filter_map(|(y, first)| Some((*y, axis.at(first?.max(axis.from))))), self.plot.x);
    }
}
