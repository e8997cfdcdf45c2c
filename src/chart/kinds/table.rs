//! A printed table: rows by columns of values with small bars in the cells, weak figures marked, bases at the right.

use super::Chart;
use super::crosstab::{Crosstab, INSET, arranged, fitted, has_measures, row_and_column_names};
use super::dots::value_text;
use super::heat::describe;
use super::tint::{Tint, tints};
use super::told::titled_by;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Row, Unit, range};
use crate::chart::layout::{RowPitch, Sheet};
use crate::chart::words::{self, Printer};
use crate::survey;

/// The kind.
pub(super) struct Table;

/// The widest a column grows.
const WIDEST: f64 = 320.0;
/// The least width of a bar beside its number; in narrower cells it lies below.
const LEAST_BAR: f64 = 40.0;
/// From a number to its bar.
const BESIDE: f64 = 7.0;

/// The least share that a full bar stands for.
const LEAST_FULL: f64 = 0.2;

/// The width of the course of a line over time, and the space before it.
const COURSE: f64 = 88.0;
const BEFORE: f64 = 10.0;
/// The least width of a table with such courses.
const LEAST_COURSE: f64 = 480.0;

impl Chart for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn about(&self) -> &'static str {
        "values in rows and columns with bars in the cells"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let figures = &arranged(figures);
        let intervals = figures.rows.iter().any(|row| row.widest().is_some());
        let lines = intervals.then(|| format!("Thin lines on the bars: {}", words::interval_name(figures)));
        let table = Crosstab::read(figures, "table").ok();
        let course = table.as_ref().is_some_and(is_course);
        let course =
            course.then(|| "Over time, where it fits: all lines on one scale, the last wave marked".to_owned());
        let most = full(figures);
        let track = (figures.unit == Unit::Share && most < 1.0).then(|| format!("A full bar: {:.0}%", 100.0 * most));
        let apart = has_measures(figures).then(|| "A full bar: the largest of its column".to_owned());
        let sorted = table.and_then(|table| table.sorted(figures));
        lines.into_iter().chain(track).chain(apart).chain(course).chain(sorted).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        describe(figures, "Table with bars in its cells")
    }

    fn orders<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        row_and_column_names(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let figures = &fitted(figures, "table", sheet)?;
        let table = Crosstab::read(figures, "table")?;
        let columns = table.bases(sheet);
        let course = is_course(&table) && sheet.body.width > LEAST_COURSE;
        let right = sheet.columns_width(&columns) + if course { COURSE + BEFORE } else { 0.0 };
        // Names cut short are worse than low rows.
        let least = if sheet.is_fixed() { 22.0 } else { 28.0 };
        let cells = table.place(sheet, sheet.body, (right, Anchor::Start, WIDEST), RowPitch { least, most: 36.0 })?;
        let edge = (cells.right(table.columns.len()) + right).min(sheet.body.right());
        let rule = Stroke::new(sheet.theme.colours.grid, 1.0);
        sheet.line(Role::Grid, vec![(sheet.body.x, cells.top), (edge, cells.top)], rule);
        let form = Form::of(&table, figures, sheet, cells.width - 2.0 * INSET);
        let colours = colours(&table, figures, sheet);
        let plain = sheet.paled(sheet.series_colour(0));
        for (cell, (line, column), row) in table.cells(&cells) {
            let cell = cell.inset(INSET, 0.0, INSET, 0.0);
            let Some(row) = row else {
                let style = sheet.plain().coloured(sheet.theme.colours.muted);
                let (at, anchor) = form.number(cell, column);
                sheet.write_centred(Role::Value, at, anchor, style, "–");
                continue;
            };
            let style = if table.entries[line].label.strong { sheet.plain().strong() } else { sheet.plain() };
            let answer = Crosstab::answer(row);
            let fill = colours.iter().find(|(name, _)| *name == answer).map_or(plain, |(_, fill)| *fill);
            let (at, anchor) = form.number(cell, column);
            let (printer, most) = form.measures[column];
            sheet.write_centred(Role::Value, at, anchor, style, &value_text(row, printer));
            draw_bar(sheet, row, form.bar(cell, column), (most, fill));
        }
        for (entry, end) in table.entries.iter().skip(1).zip(&cells.rows.ends) {
            let below = end.round() + 0.5;
            if entry.label.heading.is_none() {
                sheet.line(Role::Grid, vec![(sheet.body.x, below), (edge, below)], rule);
            }
        }
        if course {
            let left = cells.right(table.columns.len()) + BEFORE;
            draw_courses(sheet, &table, &cells.rows.centres, (left, cells.rows.pitch.min(30.0)));
            let style = sheet.small();
            sheet.write(Role::Heading, (left, cells.top - 4.0), Anchor::Start, style, "over time");
        }
        sheet.columns(&columns, edge, &cells.rows.centres, cells.top);
        Ok(())
    }
}

/// The number that a full bar stands for: the next ten per cent from the end of the longest interval; of numbers the largest.
fn full(figures: &Figures) -> f64 {
    let values = figures.rows.iter().flat_map(|row| row.value.into_iter().chain(row.widest().map(|b| b.high)));
    match (figures.unit, range(values)) {
        (Unit::Share, Some((_, high))) => ((10.0 * high - 1e-9).ceil() / 10.0).clamp(LEAST_FULL, 1.0),
        (Unit::Share, None) | (_, None) => 1.0,
        (_, Some((_, high))) => high,
    }
}

/// The colours of answers: those of one kind look alike; sides and what is outside a scale do not. What is no answer has none of its own.
fn colours<'a>(table: &Crosstab<'a>, figures: &Figures, sheet: &Sheet<'_>) -> Vec<(&'a str, Colour)> {
    let rows = table.entries.iter().flat_map(|entry| &entry.rows);
    let known = |name: &&str| figures.answers.iter().any(|answer| answer.name == **name);
    let names = figures.in_answer_order(rows.map(|row| Crosstab::answer(row)).filter(known));
    let tints = tints(figures, &names);
    let sided = tints.iter().any(|tint| !matches!(tint, Tint::Series(_) | Tint::Aside(..)));
    let colour = |(name, tint): (&'a str, Tint)| {
        let plain = !sided && figures.role(name) == survey::Role::Plain;
        let tint = if plain { Tint::Series(0) } else { tint };
        // Paled, the strongest answers of a scale would be its palest.
        let fill = if matches!(tint, Tint::Series(_)) { sheet.paled(tint.mark(sheet)) } else { tint.mark(sheet) };
        (name, fill)
    };
    names.into_iter().zip(tints).map(colour).collect()
}

/// How numbers and bars stand in all cells: beside each other where there is room, else the bar below. Numbers of a column end at one
/// place and bars start at one; all full bars are equally long, so that they compare from column to column.
struct Form {
    /// The widest number of each column.
    numbers: Vec<f64>,
    /// How numbers of each column are written, and what a full bar stands for there.
    measures: Vec<(Printer, f64)>,
    /// The length of a full bar.
    length: f64,
    beside: bool,
}

impl Form {
    fn of(table: &Crosstab<'_>, figures: &Figures, sheet: &Sheet<'_>, width: f64) -> Self {
        let measures: Vec<(Printer, f64)> =
            table.measures(figures).iter().map(|of| (Printer::of(of), full(of))).collect();
        let style = |strong: bool| if strong { sheet.plain().strong() } else { sheet.plain() };
        let widest = |(column, (printer, _)): (&&str, &(Printer, f64))| {
            let rows = table.entries.iter().filter_map(|entry| Some((entry.label.strong, table.cell(entry, column)?)));
            rows.map(|(strong, row)| sheet.width_of(&value_text(row, *printer), style(strong))).fold(0.0, f64::max)
        };
        let numbers: Vec<f64> = table.columns.iter().zip(&measures).map(widest).collect();
        let beside = width - BESIDE - numbers.iter().copied().fold(0.0, f64::max);
        let (length, beside) = if beside >= LEAST_BAR { (beside, true) } else { (width, false) };
        Self { numbers, measures, length, beside }
    }

    /// Where the number of a cell stands.
    fn number(&self, cell: Rect, column: usize) -> ((f64, f64), Anchor) {
        let middle = cell.centre().1;
        match self.beside {
            true => ((cell.x + self.numbers[column], middle), Anchor::End),
            false => ((cell.x, middle - 4.5), Anchor::Start),
        }
    }

    /// The place of a full bar.
    fn bar(&self, cell: Rect, column: usize) -> Rect {
        let middle = cell.centre().1;
        match self.beside {
            true => Rect::new(cell.x + self.numbers[column] + BESIDE, middle - 4.0, self.length, 8.0),
            false => Rect::new(cell.x, middle + 5.0, self.length, 5.0),
        }
    }
}

/// A bar on the track of a full one, which stands for `most`, and the interval as a line on it.
fn draw_bar(sheet: &mut Sheet<'_>, row: &Row, track: Rect, (most, fill): (f64, Colour)) {
    let Some(value) = row.value else { return };
    sheet.rect(Role::Grid, track, sheet.theme.colours.cells[0], None);
    let reach = |v: f64| track.x + (v / most).clamp(0.0, 1.0) * track.width;
    sheet.rect(Role::Bar, Rect::new(track.x, track.y, reach(value) - track.x, track.height), fill, None);
    let Some(bounds) = row.widest() else { return };
    let (low, high, middle) = (reach(bounds.low), reach(bounds.high), track.centre().1);
    sheet.line(Role::Whisker, vec![(low, middle), (high, middle)], Stroke::new(sheet.theme.colours.ink, 1.2));
    // On a dark bar ink would not be seen.
    let over = high.min(reach(value));
    if low < over {
        sheet.line(Role::Halo, vec![(low, middle), (over, middle)], Stroke::new(fill.ink_on(), 1.2));
    }
}

/// Whether the columns are dates, enough of them that their course is worth a line.
fn is_course(table: &Crosstab<'_>) -> bool {
    let dated = |row: &&Row| row.when.is_some();
    table.columns.len() > 2 && table.entries.iter().flat_map(|entry| &entry.rows).all(dated)
}

/// A small line for each line of the table, from its first date to its last, all on one scale.
fn draw_courses(sheet: &mut Sheet<'_>, table: &Crosstab<'_>, centres: &[f64], (left, height): (f64, f64)) {
    let course = |rows: &[&Row]| {
        let mut points: Vec<(f64, f64)> =
            rows.iter().filter_map(|row| Some((row.when.as_ref()?.day, row.value?))).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points
    };
    let courses: Vec<_> = table.entries.iter().map(|entry| course(&entry.rows)).collect();
    let all = || courses.iter().flatten();
    let Some((days, values)) = range(all().map(|point| point.0)).zip(range(all().map(|point| point.1))) else { return };
    let part = |x: f64, (from, to): (f64, f64)| if to > from { (x - from) / (to - from) } else { 0.5 };
    let colour = sheet.series_colour(0);
    for (points, centre) in courses.iter().zip(centres) {
        let place = |(day, value): &(f64, f64)| {
            let x = left + 3.0 + part(*day, days) * (COURSE - 6.0);
            (x, centre + (0.5 - part(*value, values)) * height * 0.62)
        };
        let places: Vec<_> = points.iter().map(place).collect();
        let last = places.last().copied();
        sheet.line(Role::Fit, places, Stroke::new(sheet.paled(colour), 1.5));
        if let Some(last) = last {
            sheet.point(Role::Estimate, last, 2.4, 0, (Some(colour), None));
        }
    }
}
