//! How the numbers of a table are printed, and the room that they need.

use super::crosstab::{Crosstab, LEAST_CELL};
use crate::chart::figures::{Figures, Part, Row, range};
use crate::chart::layout::Sheet;
use crate::chart::words::Printer;

/// The least space between numbers of neighbouring cells.
pub(super) const CLOSE: f64 = 5.0;

/// How the numbers of each column are printed.
pub(super) struct Numbers {
    pub(super) printers: Vec<Printer>,
    /// The width of the widest.
    pub(super) widest: f64,
}

impl Numbers {
    /// Numbers as they are; large ones in thousands, to three figures and then to two, where the cells of this table are too narrow for them
    /// with nothing beside it. Its cells have room for them from now on.
    pub(super) fn of(table: &mut Crosstab<'_>, figures: &Figures, sheet: &Sheet<'_>) -> Self {
        let mut numbers = Self::plain(table, figures, sheet);
        let size = |of: &Figures| range(of.estimates().map(|(_, value)| value.abs())).map_or(0.0, |(_, most)| most);
        let sizes: Vec<f64> = table.measures(figures).iter().map(size).collect();
        for shown in [3, 2] {
            if table.least <= table.width(sheet, sheet.body, 0.0) {
                break;
            }
            let short = numbers.printers.iter().zip(&sizes).map(|(printer, size)| printer.in_thousands(*size, shown));
            numbers = Self::in_cells_of(table, sheet, short.collect());
        }
        numbers
    }

    /// Numbers as they are, however narrow the cells of this table were.
    fn plain(table: &mut Crosstab<'_>, figures: &Figures, sheet: &Sheet<'_>) -> Self {
        let printers = table.measures(figures).iter().map(Printer::of).collect();
        Self::in_cells_of(table, sheet, printers)
    }

    /// Numbers so printed, and room for the widest of them, without the sign for per cent, which may go.
    pub(super) fn in_cells_of(table: &mut Crosstab<'_>, sheet: &Sheet<'_>, printers: Vec<Printer>) -> Self {
        let plain = sheet.plain();
        let mut widest = 0.0;
        for (line, entry) in table.entries.iter().enumerate() {
            for (column, row) in entry.rows.iter().filter_map(|row| Some((table.column(row)?, row))) {
                let strong = entry.label.strong || row.part == Part::Net;
                let text = table.printed(line, row, printers[column]).replace('%', "");
                widest = f64::max(widest, sheet.width_of(&text, if strong { plain.strong() } else { plain }));
            }
        }
        table.least = f64::max(widest + CLOSE, LEAST_CELL);
        Self { printers, widest }
    }
}

/// The interval of a number in print, where it has both.
pub(super) fn interval(row: &Row, printer: Printer) -> Option<String> {
    row.value.and(row.widest()).map(|bounds| printer.interval(bounds))
}
