//! A table at a glance: rows by columns, each cell filled by its value, the number in it.

use super::Chart;
use super::crosstab::Crosstab;
use super::dots::{range_words, value_text};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::figures::{Figures, range};
use crate::chart::layout::{Column, RowPitch, Sheet};
use crate::chart::words::{self, Printer};

/// The kind.
pub(super) struct Heat;

impl Chart for Heat {
    fn name(&self) -> &'static str {
        "heat"
    }

    fn about(&self) -> &'static str {
        "a table with cells filled by value"
    }

    fn drawn(&self, _: &Figures) -> String {
        "Stronger fill: larger value; a dash: not known. Intervals of single cells are not shown".to_owned()
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::subject(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        describe(figures, "Table with cells filled by value")
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let table = Crosstab::read(figures, "heat")?;
        let printer = Printer::of(figures);
        let bases = table.entries.iter().map(Crosstab::base).collect();
        let mut columns = vec![Column::new("n", bases, sheet.small())];
        columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
        let right = sheet.columns_width(&columns);
        let cells =
            table.place(sheet, sheet.body, (right, Anchor::Middle, 150.0), RowPitch { least: 22.0, most: 36.0 })?;
        let ends = range(figures.estimates().map(|(_, value)| value)).unwrap_or((0.0, 1.0));
        let from = if ends.0 > 0.0 && ends.0 < 0.5 * ends.1 { 0.0 } else { ends.0 };
        let ramp = sheet.theme.colours.cells;
        for (line, entry) in table.entries.iter().enumerate() {
            for (at, name) in table.columns.iter().enumerate() {
                let rect = cells.rect(line, at);
                let Some(row) = table.cell(entry, name) else {
                    let style = sheet.plain().coloured(sheet.theme.colours.muted);
                    sheet.write_centred(Role::Value, rect.centre(), Anchor::Middle, style, "–");
                    continue;
                };
                let depth = row.value.map_or(0.0, |value| (value - from) / (ends.1 - from).max(1e-9));
                let fill =
                    if row.value.is_some() { ramp[0].towards(ramp[1], depth) } else { sheet.theme.colours.paper };
                let edge = Stroke::new(sheet.theme.colours.paper, 1.5);
                sheet.rect(Role::Cell, rect, fill, Some(edge));
                let ink = if row.value.is_some() { fill.ink_on() } else { sheet.theme.colours.muted };
                let style = sheet.plain().coloured(ink);
                let text = value_text(row, printer);
                let text = if sheet.width_of(&text, style) + 4.0 > rect.width { text.replace('%', "") } else { text };
                sheet.write_centred(Role::Value, rect.centre(), Anchor::Middle, style, &text);
            }
        }
        let edge = (cells.right(table.columns.len()) + right).min(sheet.body.right());
        sheet.columns(&columns, edge, &cells.rows.centres, cells.top);
        Ok(())
    }
}

/// Size, range and extremes of a table in words.
pub(super) fn describe(figures: &Figures, form: &str) -> String {
    let printer = Printer::of(figures);
    let Ok(table) = Crosstab::read(figures, "table") else { return form.to_owned() };
    let columns = words::list(&table.columns, 6);
    let size = format!("{form}, {} rows, {} columns ({columns})", table.entries.len(), table.columns.len());
    format!("{size}: {}.{}", words::subject(figures), range_words(figures, printer))
}
