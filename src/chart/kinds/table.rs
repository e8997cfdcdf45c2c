//! A printed table: rows by columns of values with small bars in the cells, weak figures marked, bases at the right.

use super::Chart;
use super::crosstab::{Crosstab, INSET, arranged, fitted, row_and_column_names};
use super::dots::value_text;
use super::heat::describe;
use super::tint::{Tint, tints};
use super::told::titled_by;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Row, Unit, range};
use crate::chart::layout::{RowPitch, Sheet, Style};
use crate::chart::words::{self, Printer};
use crate::survey;

/// The kind.
pub(super) struct Table;

/// The widest a column grows.
const WIDEST: f64 = 320.0;
/// The least width of a bar beside its number; in narrower cells it lies below.
const LEAST_BAR: f64 = 56.0;

/// What a full bar stands for where all shares are small.
const HALF: f64 = 0.5;

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
        let half = (figures.unit == Unit::Share && full(figures) < 1.0).then(|| "A full bar: 50%".to_owned());
        let sorted = table.and_then(|table| table.sorted(figures));
        lines.into_iter().chain(half).chain(course).chain(sorted).collect::<Vec<_>>().join(". ")
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
        let printer = Printer::of(figures);
        let columns = table.bases(sheet);
        let course = is_course(&table) && sheet.body.width > LEAST_COURSE;
        let right = sheet.columns_width(&columns) + if course { COURSE + BEFORE } else { 0.0 };
        let cells =
            table.place(sheet, sheet.body, (right, Anchor::Start, WIDEST), RowPitch { least: 26.0, most: 34.0 })?;
        let edge = (cells.right(table.columns.len()) + right).min(sheet.body.right());
        let rule = Stroke::new(sheet.theme.colours.grid, 1.0);
        sheet.line(Role::Grid, vec![(sheet.body.x, cells.top), (edge, cells.top)], rule);
        let most = full(figures);
        // Answers of one kind look alike; sides and what is outside a scale do not.
        let one = |(name, tint): (&&str, Tint)| match figures.role(name) {
            survey::Role::Plain => Tint::Series(0),
            _ => tint,
        };
        let answers = table.entries.iter().flat_map(|entry| &entry.rows).map(|row| Crosstab::answer(row));
        let names = figures.in_answer_order(answers);
        let of_sides = tints(figures, &names);
        let sided = of_sides.iter().any(|tint| !matches!(tint, Tint::Series(_) | Tint::Aside(..)));
        let single = || names.iter().zip(of_sides.iter().copied()).map(one).collect();
        let tints: Vec<Tint> = if sided { of_sides.clone() } else { single() };
        let texts = figures.rows.iter().map(|row| value_text(row, printer));
        let number = texts.map(|text| sheet.width_of(&text, sheet.plain().strong())).fold(0.0, f64::max);
        for (cell, (line, _), row) in table.cells(&cells) {
            let cell = cell.inset(INSET, 0.0, INSET, 0.0);
            let Some(row) = row else {
                let style = sheet.plain().coloured(sheet.theme.colours.muted);
                sheet.write_centred(Role::Value, (cell.x, cell.centre().1), Anchor::Start, style, "–");
                continue;
            };
            let style = if table.entries[line].label.strong { sheet.plain().strong() } else { sheet.plain() };
            let tint =
                names.iter().position(|name| *name == Crosstab::answer(row)).map_or(Tint::Series(0), |at| tints[at]);
            // Paled, the strongest answers of a scale would be its palest.
            let fill = if matches!(tint, Tint::Series(_)) { sheet.paled(tint.mark(sheet)) } else { tint.mark(sheet) };
            draw_cell(sheet, row, cell, (number, most), (style, fill, printer));
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

/// The number that a full bar stands for: all, or half where no share comes near it; of numbers the largest.
fn full(figures: &Figures) -> f64 {
    let values = figures.rows.iter().flat_map(|row| row.value.into_iter().chain(row.widest().map(|b| b.high)));
    match (figures.unit, range(values)) {
        (Unit::Share, Some((_, high))) if high <= HALF => HALF,
        (Unit::Share, _) | (_, None) => 1.0,
        (_, Some((_, high))) => high,
    }
}

/// The value with its bar beside it, or below it in a narrow cell, and the interval as a line on the bar.
fn draw_cell(
    sheet: &mut Sheet<'_>,
    row: &Row,
    cell: Rect,
    (number, most): (f64, f64),
    (style, fill, printer): (Style, Colour, Printer),
) {
    let middle = cell.y + cell.height / 2.0;
    let beside = cell.width - number - 10.0 >= LEAST_BAR;
    let (bar, line, at, anchor) = if beside {
        let left = cell.x + number + 10.0;
        let bar = Rect::new(left, middle - 5.0, cell.right() - left, 10.0);
        (bar, middle, (cell.x + number, middle), Anchor::End)
    } else {
        let bar = Rect::new(cell.x, middle + 6.0, cell.width, 4.0);
        (bar, bar.bottom() + 1.5, (cell.x, middle - 4.0), Anchor::Start)
    };
    sheet.write_centred(Role::Value, at, anchor, style, &value_text(row, printer));
    let Some(value) = row.value else { return };
    sheet.rect(Role::Grid, bar, sheet.theme.colours.cells[0], None);
    let reach = |v: f64| bar.x + (v / most).clamp(0.0, 1.0) * bar.width;
    sheet.rect(Role::Bar, Rect::new(bar.x, bar.y, reach(value) - bar.x, bar.height), fill, None);
    if let Some(bounds) = row.widest() {
        let (low, high) = (reach(bounds.low), reach(bounds.high));
        sheet.line(Role::Whisker, vec![(low, line), (high, line)], Stroke::new(sheet.theme.colours.ink, 1.2));
        // On a dark bar ink would not be seen.
        let over = high.min(reach(value));
        if beside && low < over {
            sheet.line(Role::Halo, vec![(low, line), (over, line)], Stroke::new(fill.ink_on(), 1.2));
        }
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
