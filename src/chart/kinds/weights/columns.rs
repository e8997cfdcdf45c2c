//! The margins in numbers beside their bars.

use super::margins::{LEAST_PLOT, Margins, is_zero, target};
use crate::chart::figures::Row;
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::{Column, Sheet};

/// The part of the width that columns may always take.
pub(super) const COLUMNS: f64 = 0.4;
/// The part that the plot keeps, of the width that names leave, where columns take more.
const PLOT: f64 = 0.45;
/// Instead of the share of nobody.
const NOBODY: &str = "–";

impl Margins<'_> {
    /// The margins in numbers: series by series, the targets, and how far off these they are; of a narrow picture what says most, as far as
    /// the plot can spare the room, with the headings of what has none.
    pub(super) fn columns(&self, sheet: &Sheet<'_>, entries: &[Entry<'_>], room: f64) -> (Vec<Column>, Vec<String>) {
        let printed = |row: &Row| row.value.map_or_else(|| NOBODY.to_owned(), |value| self.printer.value(value));
        let text = |row: Option<&Row>| row.map(printed).unwrap_or_default();
        let (small, ink) = (sheet.small(), sheet.theme.colours.ink);
        let shown: Vec<usize> = (0..self.series.len()).filter(|at| self.shows(*at)).collect();
        let misses = |at: &usize| self.targets && (*at != 1 || self.aimed.1 > 0);
        let offs: Vec<usize> = shown.iter().copied().filter(misses).collect();
        let of = |cell: &dyn Fn(&Entry<'_>) -> String| entries.iter().map(cell).collect::<Vec<_>>();
        // What is as it was stands back.
        let differences = |heading: String, cells: Vec<String>| {
            let faint = (0..cells.len()).filter(|at| is_zero(&cells[*at])).collect();
            Column { faint, ..Column::new(heading, cells, small.strong().coloured(ink)) }
        };
        let share = |at: &usize| {
            // Where bars are of what was before, what is after is but a stroke, and is worth more in numbers.
            (
                if self.is_stroke() { 1 + at } else { self.series.len() - at },
                Column::new(self.series[*at], of(&|entry| text(self.find(entry, *at))), small.coloured(ink)),
            )
        };
        let off = |at: &usize| {
            let off = |entry: &Entry<'_>| match self.off(entry, *at) {
                Some(off) => Some(self.changed(off)),
                None => target(entry).and(self.nobody(entry)),
            };
            let heading = if offs.len() > 1 || self.partly {
                format!("off {}", self.series[*at])
            } else {
                "points off".to_owned()
            };
            (9 + at, differences(heading, of(&|entry| off(entry).unwrap_or_default())))
        };
        let changed = |entry: &Entry<'_>| match self.change(entry) {
            Some(change) => Some(self.changed(change)),
            None => self.nobody(entry).filter(|_| target(entry).is_none()),
        };
        let change = of(&|entry| changed(entry).unwrap_or_default());
        let change = differences("change".to_owned(), change);
        let mut columns: Vec<(usize, Column)> = shown.iter().map(share).chain([(11, change)]).collect();
        columns.push((8, Column::new("target", of(&|entry| text(target(entry))), small)));
        columns.extend(offs.iter().map(off));
        columns.retain(|(_, column)| column.cells.iter().any(|cell| !cell.is_empty()));
        let most = (COLUMNS * sheet.body.width).max((1.0 - PLOT) * room);
        fitting(sheet, columns, most.min(room - LEAST_PLOT))
    }

    /// What is printed where nobody with a weight answered.
    fn nobody(&self, entry: &Entry<'_>) -> Option<String> {
        self.find(entry, 0).filter(|row| row.value.is_none()).map(|_| NOBODY.to_owned())
    }

    /// Whether somebody who takes a printed target from a printed share gets another number than is printed of how far off it is.
    pub(super) fn rounds_apart(&self, entries: &[Entry<'_>]) -> bool {
        let of = |entry: &Entry<'_>, at: usize| {
            let (share, target) = (self.find(entry, at)?.value?, target(entry)?.value?);
            Some(self.printer.rounds_apart((target, share), share - target))
        };
        let changed = |entry: &Entry<'_>| {
            let (before, after) = (self.find(entry, 0)?.value?, self.find(entry, 1)?.value?);
            self.change(entry).map(|change| self.printer.rounds_apart((before, after), change))
        };
        let shown = || (0..self.series.len()).filter(|at| self.shows(*at));
        entries.iter().any(|entry| shown().any(|at| of(entry, at) == Some(true)) || changed(entry) == Some(true))
    }
}

/// The columns that have room, those of the least need left out first, and the headings of the others.
fn fitting(sheet: &Sheet<'_>, mut columns: Vec<(usize, Column)>, room: f64) -> (Vec<Column>, Vec<String>) {
    let width = |columns: &[(usize, Column)]| {
        sheet.columns_width(&columns.iter().map(|(_, column)| column.clone()).collect::<Vec<_>>())
    };
    let all: Vec<String> = columns.iter().map(|(_, column)| column.heading.clone()).collect();
    while !columns.is_empty() && width(&columns) > room {
        // Shares are seen; how far off they are, or how much they change, is the least seen, and the last to go.
        let least = columns.iter().map(|(need, _)| *need).min().unwrap_or_default();
        columns.retain(|(need, _)| *need != least);
    }
    let kept: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    let left_out = all.into_iter().filter(|heading| kept.iter().all(|column| column.heading != *heading));
    let left_out = left_out.collect();
    (kept, left_out)
}
