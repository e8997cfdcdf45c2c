//! A table at a glance: rows by columns, each cell filled by its value, the number in it.

use super::Chart;
use super::crosstab::{Crosstab, arranged, fitted, has_measures, row_and_column_names};
use super::dots::value_text;
use super::shades::{Shades, ink_on};
use super::told::{range_words, titled_by};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::figures::{Figures, Part};
use crate::chart::layout::{RowPitch, Sheet};
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

    fn drawn(&self, figures: &Figures) -> String {
        let figures = &arranged(figures);
        let table = Crosstab::read(figures, "heat").ok();
        let dashed = table.as_ref().is_some_and(|t| t.entries.iter().any(|entry| entry.rows.len() < t.columns.len()));
        let dash = if dashed { "; a dash: not known" } else { "" };
        let sorted =
            table.and_then(|table| table.sorted(figures)).map(|sorted| format!(". {sorted}")).unwrap_or_default();
        let below = figures.estimates().any(|(_, value)| value < 0.0);
        let larger = if below { "further from zero" } else { "larger value" };
        let within = if has_measures(figures) { " of its column" } else { "" };
        format!("Stronger fill: {larger}{within}{dash}{sorted}. {}", words::NO_INTERVALS)
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        describe(figures, "Table with cells filled by value")
    }

    fn orders<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        row_and_column_names(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let figures = &fitted(figures, "heat", sheet)?;
        let table = Crosstab::read(figures, "heat")?;
        let columns = table.bases(sheet);
        let right = sheet.columns_width(&columns);
        let measure = |of: &Figures| (Shades::new(of, sheet), Printer::of(of));
        let measures: Vec<(Shades, Printer)> = table.measures(figures).iter().map(measure).collect();
        // Cells fill the sheet: its right part would be empty otherwise.
        let reach = (right, Anchor::Middle, f64::INFINITY);
        let cells = table.place(sheet, sheet.body, reach, RowPitch { least: 22.0, most: 36.0 })?;
        for (rect, (_, column), row) in table.cells(&cells) {
            let (shades, printer) = &measures[column];
            let Some(row) = row else {
                let style = sheet.plain().coloured(sheet.theme.colours.muted);
                sheet.write_centred(Role::Value, rect.centre(), Anchor::Middle, style, "–");
                continue;
            };
            // A sum has no fill: it would be the strongest, and leave its parts pale.
            let is_net = row.part == Part::Net;
            let paper = sheet.theme.colours.paper;
            let fill = row
                .value
                .filter(|_| !is_net)
                .map_or(paper, |value| shades.of(figures.role(Crosstab::answer(row)), value));
            let edge = Stroke::new(sheet.theme.colours.paper, 1.5);
            sheet.rect(Role::Cell, rect, fill, Some(edge));
            let ink = if row.value.is_some() { ink_on(sheet, fill) } else { sheet.theme.colours.muted };
            let style = if is_net { sheet.plain().strong() } else { sheet.plain().coloured(ink) };
            let text = value_text(row, *printer);
            let text = if sheet.width_of(&text, style) + 4.0 > rect.width { text.replace('%', "") } else { text };
            sheet.write_centred(Role::Value, rect.centre(), Anchor::Middle, style, &text);
        }
        let edge = (cells.right(table.columns.len()) + right).min(sheet.body.right());
        sheet.columns(&columns, edge, &cells.rows.centres, cells.top);
        Ok(())
    }
}

/// Size, range and extremes of a table in words.
pub(super) fn describe(figures: &Figures, form: &str) -> String {
    let printer = Printer::of(figures);
    let figures = &arranged(figures);
    let Ok(table) = Crosstab::read(figures, "table") else { return form.to_owned() };
    let columns = words::list(&table.columns, 6);
    let size = format!(
        "{form}, {}, {} ({columns})",
        words::counted(table.entries.len(), "row"),
        words::counted(table.columns.len(), "column")
    );
    format!("{size}: {}.{}", words::subject(figures), range_words(figures, printer))
}
