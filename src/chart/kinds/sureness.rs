//! How sure the numbers of a table are, told quietly beside them: how far the intervals of a line reach at most, with its base; or those of a
//! column, below it, where columns have bases of their own or nothing in common.

use super::crosstab::{Cells, Crosstab, bases, has_measures};
use super::headings::breaks;
use super::listing::Entry;
use super::printed::Numbers;
use crate::chart::drawing::{Anchor, Role};
use crate::chart::figures::{Figures, Row, range};
use crate::chart::layout::{Column, Sheet};
use crate::chart::words::{self, Printer};

/// What a column or line of margins is called.
pub(super) const MARGIN: &str = "margin";
/// Space between a table and the lines below it.
const ABOVE: f64 = 5.0;

/// What margins are, for the footer; nothing where there are none.
pub(super) fn margins_are(figures: &Figures) -> Option<String> {
    let known = figures.rows.iter().any(|row| reach(row).is_some());
    let unit = if figures.unit == crate::chart::Unit::Number { "" } else { ", in points" };
    let name = words::widest_name(figures);
    (known && !figures.notes.intervals_off).then(|| format!("Margin: the farthest that {name} reach to one side{unit}"))
}

/// How far the widest interval of a number reaches to one side: the longer where it is not even.
fn reach(row: &Row) -> Option<f64> {
    let (value, bounds) = row.value.zip(row.widest())?;
    Some((bounds.high - value).max(value - bounds.low))
}

/// The margin of some numbers in print; blank where none has an interval.
fn margin<'a>(rows: impl Iterator<Item = &'a Row>, printer: Printer) -> String {
    range(rows.filter_map(reach)).map_or_else(String::new, |(_, most)| printer.margin(most))
}

impl Crosstab<'_> {
    /// The columns beside a table: bases, where lines have different ones, and `with` margins. Where not all have room beside whole words of
    /// headings, the bases go, as the footer tells them too.
    pub(super) fn beside(
        &self,
        sheet: &Sheet<'_>,
        (figures, numbers): (&Figures, &Numbers),
        with: bool,
    ) -> Vec<Column> {
        // Those of columns stand below these.
        let bases = if self.have_bases_of_their_own() { Vec::new() } else { bases(&self.entries, sheet.small()) };
        let margins = if with { self.margins(sheet, (figures, numbers)) } else { Vec::new() };
        let all: Vec<Column> = bases.iter().chain(&margins).cloned().collect();
        let width = |columns: &[Column]| self.width(sheet, sheet.body, sheet.columns_width(columns));
        let whole = |columns: &[Column]| !breaks(sheet, &self.columns, width(columns));
        // Margins that stand below columns need their room too.
        let below = if with { self.margins_below(figures, numbers) } else { Vec::new() };
        let least = below.iter().map(|cell| sheet.width_of(cell, sheet.small()) + 4.0).fold(self.least, f64::max);
        match () {
            () if whole(&all) && width(&all) >= least => all,
            () if !margins.is_empty() && width(&margins) >= least => margins,
            () if bases.is_empty() || !whole(&bases) || width(&bases) < least => Vec::new(),
            () => bases,
        }
    }

    /// The column of margins of lines.
    fn margins(&self, sheet: &Sheet<'_>, (figures, numbers): (&Figures, &Numbers)) -> Vec<Column> {
        if figures.notes.intervals_off || self.is_sure_by_columns(figures) {
            return Vec::new();
        }
        // All columns are measured alike.
        let of = |entry: &Entry<'_>| margin(entry.rows.iter().copied(), numbers.printers[0]);
        let cells: Vec<String> = self.entries.iter().map(of).collect();
        let known = cells.iter().any(|cell| !cell.is_empty());
        known.then(|| Column::intervals(MARGIN, cells, sheet.small())).into_iter().collect()
    }

    /// Whether columns, not lines, are what is more or less sure: they are measured each by itself, or have bases of their own.
    fn is_sure_by_columns(&self, figures: &Figures) -> bool {
        has_measures(figures) || self.have_bases_of_their_own()
    }

    /// Whether each column has one base in all lines, and not all have the same.
    fn have_bases_of_their_own(&self) -> bool {
        let bases: Vec<Option<(f64, f64)>> = self.columns.iter().map(|name| self.base_of(name)).collect();
        let single = bases.iter().all(|base| base.is_some_and(|(low, high)| low == high));
        single && bases.iter().any(|base| *base != bases[0])
    }

    fn of_column(&self, name: &str) -> impl Iterator<Item = &Row> {
        self.entries.iter().filter_map(move |entry| self.cell(entry, name))
    }

    fn base_of(&self, name: &str) -> Option<(f64, f64)> {
        range(self.of_column(name).filter_map(|row| row.n))
    }

    /// The margins of columns, where they stand below them.
    fn margins_below(&self, figures: &Figures, numbers: &Numbers) -> Vec<String> {
        if figures.notes.intervals_off || !self.is_sure_by_columns(figures) {
            return Vec::new();
        }
        let columns = self.columns.iter().zip(&numbers.printers);
        columns.map(|(name, printer)| margin(self.of_column(name), *printer)).collect()
    }

    /// The lines below a table whose columns are more or less sure: their bases, where these differ, and margins, each whole or not at all.
    pub(super) fn below(
        &self,
        sheet: &Sheet<'_>,
        (figures, numbers): (&Figures, &Numbers),
        width: f64,
    ) -> Vec<(&'static str, Vec<String>)> {
        if !self.is_sure_by_columns(figures) {
            return Vec::new();
        }
        let base = |name: &&str| self.base_of(name).map_or_else(String::new, words::counts);
        let bases: Vec<String> = self.columns.iter().map(base).collect();
        let margins = self.margins_below(figures, numbers);
        let differ = |cells: &[String]| cells.iter().any(|cell| *cell != cells[0]);
        let fits = |cells: &[String]| {
            let shown = cells.iter().any(|cell| !cell.is_empty());
            shown && cells.iter().all(|cell| sheet.width_of(cell, sheet.small()) + 4.0 <= width)
        };
        let lines = [("n", bases, false), (MARGIN, margins, true)].into_iter();
        lines
            .filter(|(_, cells, alike)| fits(cells) && (*alike || differ(cells)))
            .map(|(n, cells, _)| (n, cells))
            .collect()
    }
}

/// The height of lines below a table.
pub(super) fn height_below(sheet: &Sheet<'_>, lines: &[(&'static str, Vec<String>)]) -> f64 {
    let above = if lines.is_empty() { 0.0 } else { ABOVE };
    above + lines.len() as f64 * sheet.measure(sheet.small()).leading()
}

/// Writes lines below a table, in the middle of cells or from `into` them.
pub(super) fn write_below(
    sheet: &mut Sheet<'_>,
    cells: &Cells,
    (lines, anchor, into): (&[(&'static str, Vec<String>)], Anchor, f64),
) {
    let style = sheet.small();
    let (left, leading) = (sheet.body.x, sheet.measure(style).leading());
    for (at, (name, texts)) in lines.iter().enumerate() {
        let y = cells.rows.bottom + ABOVE + (at as f64 + 0.5) * leading;
        let role = if *name == MARGIN { Role::Interval } else { Role::Value };
        sheet.write_centred(Role::Name, (left, y), Anchor::Start, style, name);
        for (column, text) in texts.iter().enumerate() {
            let cell = cells.rect(0, column);
            let x = if anchor == Anchor::Middle { cell.centre().0 } else { cell.x + into };
            sheet.write_centred(role, (x, y), anchor, style, text);
        }
    }
}
