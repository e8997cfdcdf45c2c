//! A table at a glance: rows by columns, each cell filled by its value, the number in it.

use super::Chart;
use super::crosstab::{Crosstab, arranged, digits, fitted, has_measures, row_and_column_names};
use super::printed::{Numbers, interval};
use super::shades::{Shades, ink_on};
use super::sureness::{MARGIN, height_below, margins_are, write_below};
use super::told::{range_words, titled_by};
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, LeftOut, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, range};
use crate::chart::layout::{Column, RowPitch, Sheet, Style};
use crate::chart::words::{self, Printer};
use crate::survey;

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
        let sorted = table.as_ref().and_then(|table| table.sorted(figures));
        let sorted = sorted.map(|sorted| format!(". {sorted}")).unwrap_or_default();
        let stronger = stronger(figures, table.as_ref());
        let told = format!("Small, below numbers: {}", words::widest_name(figures));
        let sure = if figures.notes.left_out.lines { Some(told) } else { margins_are(figures) };
        let margins = sure.map(|margins| format!(". {margins}")).unwrap_or_default();
        let is_outside =
            |row: &Row| matches!(figures.role(Crosstab::answer(row)), survey::Role::DontKnow | survey::Role::Refused);
        let outside = if figures.estimates().any(|(row, _)| is_outside(row)) { "; light grey: no opinion" } else { "" };
        format!("Stronger fill: {stronger}{outside}{dash}{sorted}{margins}")
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
        let mut table = Crosstab::read(figures, "heat")?;
        let numbers = Numbers::of(&mut table, figures, sheet);
        let of = (figures, &numbers);
        for columns in [table.beside(sheet, of, false), Vec::new()] {
            let width = table.width(sheet, sheet.body, sheet.columns_width(&columns));
            if !tells_intervals(&table, of, sheet, width) {
                continue;
            }
            let mut trial = sheet.clone();
            let drawn = draw_cells(&table, of, &mut trial, (&columns, true));
            if drawn.is_ok() {
                *sheet = trial;
            }
            // A picture that cannot grow may have no room for two lines in a cell.
            if drawn.is_ok() || !sheet.is_fixed() {
                return drawn;
            }
        }
        let columns = table.beside(sheet, of, true);
        draw_cells(&table, of, sheet, (&columns, false))
    }
}

/// The most cells of which each has its interval, and the most lines of them: of more nobody reads them.
const MOST_TOLD: usize = 40;
const MOST_LINES: usize = 12;

/// Whether each cell of this width has room for its interval, below its number, and there are some.
fn tells_intervals(
    table: &Crosstab<'_>,
    (figures, numbers): (&Figures, &Numbers),
    sheet: &Sheet<'_>,
    width: f64,
) -> bool {
    let rows = table.entries.iter().flat_map(|entry| &entry.rows);
    let printed = rows.filter_map(|row| interval(row, numbers.printers[table.column(row)?]));
    let widths: Vec<f64> = printed.map(|text| sheet.width_of(&text, sheet.small())).collect();
    let few = (1..=MOST_TOLD).contains(&widths.len()) && table.entries.len() <= MOST_LINES;
    few && !figures.notes.intervals_off && widths.iter().all(|own| f64::max(own + 8.0, table.least) <= width)
}

/// Draws a table with these columns beside it, and cells that are `told` with their intervals, or else margins below it.
fn draw_cells(
    table: &Crosstab<'_>,
    (figures, numbers): (&Figures, &Numbers),
    sheet: &mut Sheet<'_>,
    (columns, told): (&[Column], bool),
) -> Result<(), ChartError> {
    let right = sheet.columns_width(columns);
    sheet.leave_out(LeftOut { lines: told, ..LeftOut::default() });
    let mut below = table.below(sheet, (figures, numbers), table.width(sheet, sheet.body, right));
    below.retain(|(name, _)| !told || *name != MARGIN);
    let shades: Vec<Shades> = table.measures(figures).iter().map(|of| Shades::new(of, sheet)).collect();
    // Cells fill the sheet: its right part would be empty otherwise.
    let reach = (right, Anchor::Middle, f64::INFINITY);
    let area = sheet.body.inset(0.0, 0.0, 0.0, height_below(sheet, &below));
    let pitch = if told { RowPitch { least: 34.0, most: 40.0 } } else { RowPitch { least: 22.0, most: 36.0 } };
    let cells = table.place(sheet, area, reach, pitch)?;
    let all = table.cells(&cells);
    let printed = |(rect, (line, column), row): &(Rect, (usize, usize), Option<&Row>)| -> Option<(Rect, String)> {
        Some((*rect, table.printed(*line, (*row)?, numbers.printers[*column])))
    };
    // The sign for per cent in some columns only would look like a unit of theirs.
    let signed = all.iter().filter_map(printed).all(|(rect, text)| fits(sheet, rect, &text));
    for (rect, (line, column), row) in all {
        let printer = numbers.printers[column];
        let Some(row) = row else {
            let style = sheet.plain().coloured(sheet.theme.colours.muted);
            sheet.write_centred(Role::Value, rect.centre(), Anchor::Middle, style, "–");
            continue;
        };
        let ink = fill_cell(sheet, (rect, row), &shades[column], figures);
        let plain = sheet.plain().coloured(ink);
        let interval = interval(row, printer).filter(|_| told);
        let strong = row.part == Part::Net || told;
        let style = if strong { plain.strong() } else { plain };
        let up = if interval.is_some() { 6.0 } else { 0.0 };
        let text = table.printed(line, row, printer);
        write_number(sheet, rect.inset(0.0, -up, 0.0, up), style, (text, signed));
        if let Some(text) = interval {
            let ((x, y), style) = (rect.centre(), sheet.small().coloured(ink));
            sheet.write_centred(Role::Interval, (x, y + 8.0), Anchor::Middle, style, &text);
        }
    }
    let edge = (cells.right(table.columns.len()) + right).min(sheet.body.right());
    sheet.columns(columns, edge, &cells.rows.centres, cells.top);
    write_below(sheet, &cells, (&below, Anchor::Middle, 0.0));
    Ok(())
}

/// Fills a cell by its value, and gives the colour of what is written on it.
fn fill_cell(sheet: &mut Sheet<'_>, (rect, row): (Rect, &Row), shades: &Shades, figures: &Figures) -> Colour {
    let (paper, muted) = (sheet.theme.colours.paper, sheet.theme.colours.muted);
    // A sum has no fill: it would be the strongest, and leave its parts pale.
    let value = row.value.filter(|_| row.part != Part::Net);
    let fill = value.map_or(paper, |value| shades.of(figures, row, value));
    sheet.rect(Role::Cell, rect, fill, Some(Stroke::new(paper, 1.5)));
    if row.value.is_some() { ink_on(sheet, fill) } else { muted }
}

/// Whether a number has room in a cell, its digits in the middle and what follows them behind.
fn fits(sheet: &Sheet<'_>, rect: Rect, text: &str) -> bool {
    let style = sheet.plain().strong();
    sheet.width_of(text, style) + sheet.width_of(hanging(text), style) + 4.0 <= rect.width
}

/// Writes a number with its digits in the middle of the cell; the sign for per cent where all have room for it.
fn write_number(sheet: &mut Sheet<'_>, rect: Rect, style: Style, (text, signed): (String, bool)) {
    let text = if signed { text } else { text.replace('%', "") };
    let (x, y) = rect.centre();
    let aside = sheet.width_of(hanging(&text), style) / 2.0;
    sheet.write_centred(Role::Value, (x + aside, y), Anchor::Middle, style, &text);
}

/// What hangs to the right of the digits in the middle of a column, as the sign for per cent; not letters of millions, which all have.
fn hanging(text: &str) -> &str {
    digits(text).1.trim_start_matches(|c: char| c.is_ascii_alphabetic())
}

/// What a stronger fill stands for, of each kind of column.
fn stronger(figures: &Figures, table: Option<&Crosstab<'_>>) -> String {
    let below = |figures: &Figures| figures.estimates().any(|(_, value)| value < 0.0);
    let (larger, further) = ("larger value", "further from zero");
    let plain = if below(figures) { further } else { larger };
    let Some(table) = table.filter(|_| has_measures(figures)) else { return plain.to_owned() };
    let of_columns = table.measures(figures);
    let (zeroed, others): (Vec<_>, Vec<_>) = table.columns.iter().zip(&of_columns).partition(|(_, of)| below(of));
    if zeroed.is_empty() || others.is_empty() {
        return format!("{plain} of its column");
    }
    let names: Vec<String> = zeroed.iter().map(|(name, _)| format!("“{}”", words::capital(name))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!("{larger} of its column, {further} in {}", words::list(&names, names.len()))
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
    let ranges = if has_measures(figures) { ranges(&table, figures) } else { range_words(figures, printer) };
    format!("{size}: {}.{ranges}", words::subject(figures))
}

/// The range of the values of each column: those of columns that have nothing in common do not lie between each other.
fn ranges(table: &Crosstab<'_>, figures: &Figures) -> String {
    let measures = table.measures(figures);
    let of = |(name, figures): (&&str, &Figures)| {
        let (low, high) = range(figures.estimates().map(|(_, value)| value))?;
        let printed = [low, high].map(|value| Printer::of(figures).value(value));
        let name = words::capital(name);
        Some(match printed[0] == printed[1] {
            true => format!(" {name}: all {}.", printed[0]),
            false => format!(" {name}: from {} to {}.", printed[0], printed[1]),
        })
    };
    table.columns.iter().zip(&measures).filter_map(of).collect()
}
