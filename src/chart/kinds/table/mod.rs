//! A printed table: rows by columns of values with small bars in the cells, weak figures marked, bases at the right.

mod form;

use super::Chart;
use super::crosstab::{Crosstab, INSET, arranged, fitted, has_measures, row_and_column_names};
use super::heat::describe;
use super::printed::Numbers;
use super::sureness::{MARGIN, height_below, margins_are, write_below};
use super::tint::{Tint, tints};
use super::told::titled_by;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, LeftOut, Role, Stroke};
use crate::chart::figures::{Figures, Row, range};
use crate::chart::layout::{Column, Sheet};
use crate::chart::words;
use crate::survey;
use form::{Form, Shape, number_style};

/// The kind.
pub(super) struct Table;

/// The widest a column grows.
const WIDEST: f64 = 320.0;
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
        let lines = intervals(figures);
        let table = Crosstab::read(figures, "table").ok();
        let course = table.as_ref().is_some_and(is_course);
        let course =
            course.then(|| "Over time, where it fits: all lines on one scale, the last wave marked".to_owned());
        let apart = has_measures(figures).then(|| "Bars: each column on a scale of its own".to_owned());
        let sorted = table.and_then(|table| table.sorted(figures));
        lines.into_iter().chain(apart).chain(course).chain(sorted).collect::<Vec<_>>().join(". ")
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
        let mut table = Crosstab::read(figures, "table")?;
        let numbers = Numbers::of(&mut table, figures, sheet);
        let (columns, form, course) = laid_out(&table, (figures, &numbers), sheet);
        let right = sheet.columns_width(&columns) + if course { COURSE + BEFORE } else { 0.0 };
        sheet.leave_out(form.left_out());
        let width = table.width(sheet, sheet.body, right).min(WIDEST);
        let mut below = table.below(sheet, (figures, &numbers), width);
        below.retain(|(name, _)| form.shape == Shape::Below || *name != MARGIN);
        let area = sheet.body.inset(0.0, 0.0, 0.0, height_below(sheet, &below));
        let cells = table.place(sheet, area, (right, Anchor::Start, WIDEST), form.pitch(sheet))?;
        let edge = (cells.right(table.columns.len()) + right).min(sheet.body.right());
        let rule = Stroke::new(sheet.theme.colours.grid, 1.0);
        sheet.line(Role::Grid, vec![(sheet.body.x, cells.top), (edge, cells.top)], rule);
        let colours = colours(&table, figures, sheet);
        let plain = sheet.paled(sheet.series_colour(0));
        for (cell, (line, column), row) in table.cells(&cells) {
            let cell = cell.inset(INSET, 0.0, INSET, 0.0);
            let Some(row) = row else {
                let style = sheet.plain().coloured(sheet.theme.colours.muted);
                form.write(sheet, (cell, column), style, "–");
                continue;
            };
            let answer = Crosstab::answer(row);
            let fill = colours.iter().find(|(name, _)| *name == answer).map_or(plain, |(_, fill)| *fill);
            let measure = &form.measures[column];
            let text = table.printed(line, row, measure.printer);
            form.write(sheet, (cell, column), number_style(sheet, &table.entries[line]), &text);
            form.draw(sheet, row, (cell, column), fill);
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
        write_below(sheet, &cells, (&below, Anchor::Start, INSET));
        Ok(())
    }
}

/// The columns beside a table, the form of its cells, and whether courses have room. Bases give way to intervals in cells; where these have no
/// room without them, margins stand at the ends of lines.
fn laid_out(table: &Crosstab<'_>, told: (&Figures, &Numbers), sheet: &Sheet<'_>) -> (Vec<Column>, Form, bool) {
    let course = is_course(table) && sheet.body.width > LEAST_COURSE;
    let of = |columns: Vec<Column>| {
        let right = sheet.columns_width(&columns) + if course { COURSE + BEFORE } else { 0.0 };
        let width = table.width(sheet, sheet.body, right).min(WIDEST) - 2.0 * INSET;
        (columns, Form::of(table, told, sheet, width), course)
    };
    let views = [table.beside(sheet, told, false), Vec::new()].into_iter().map(of);
    let found = views.into_iter().find(|(_, form, _)| form.shape != Shape::Below);
    found.unwrap_or_else(|| of(table.beside(sheet, told, true)))
}

/// What intervals are, as they are drawn, where there are any.
fn intervals(figures: &Figures) -> Option<String> {
    let LeftOut { lines, intervals, .. } = figures.notes.left_out;
    let name = words::widest_name(figures);
    match (lines, intervals) {
        (_, true) => margins_are(figures),
        (true, _) => Some(format!("Small, beside numbers: {name}")),
        _ => Some(format!("Thin lines on the bars: {name}")),
    }
    .filter(|_| !figures.notes.intervals_off && figures.rows.iter().any(|row| row.widest().is_some()))
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
