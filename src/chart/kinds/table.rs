//! A printed table: rows by columns of values with small bars in the cells, weak figures marked, bases at the right.

use super::Chart;
use super::crosstab::{Crosstab, INSET, arranged, digits, fitted, has_measures, row_and_column_names};
use super::heat::describe;
use super::listing::Entry;
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
const LEAST_BAR: f64 = 40.0;
/// From a number to its bar.
const BESIDE: f64 = 7.0;

/// The least share that the longest bar may stand for.
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
        let table = Crosstab::read(figures, "table")?;
        let columns = table.bases(sheet);
        let course = is_course(&table) && sheet.body.width > LEAST_COURSE;
        let right = sheet.columns_width(&columns) + if course { COURSE + BEFORE } else { 0.0 };
        let form = Form::of(&table, figures, sheet, table.width(sheet, sheet.body, right).min(WIDEST) - 2.0 * INSET);
        let cells = table.place(sheet, sheet.body, (right, Anchor::Start, WIDEST), form.pitch(sheet))?;
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
            draw_bar(sheet, row, form.bar(cell, column), (measure, fill));
            if form.beside {
                draw_interval(sheet, row, form.bar(cell, column), (measure, fill));
            }
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

/// What the lines on the bars are, where there are any: they have all that intervals have.
fn intervals(figures: &Figures) -> Option<String> {
    let has = |of: fn(&Row) -> bool| figures.rows.iter().any(of);
    let wider = figures.notes.outer.as_deref().unwrap_or("total error");
    let with = if has(|row| row.outer.is_some()) { format!(" with {wider}") } else { String::new() };
    let shown = !figures.notes.intervals_off && has(|row| row.widest().is_some());
    shown.then(|| format!("Thin lines on the bars: {}{with}", words::interval_name(figures)))
}

fn number_style(sheet: &Sheet<'_>, entry: &Entry<'_>) -> Style {
    if entry.label.strong { sheet.plain().strong() } else { sheet.plain() }
}

/// How the numbers of a column are written, and from which value to which its bars may reach: zero is one of them or between them.
struct Measure {
    printer: Printer,
    from: f64,
    to: f64,
    /// The longest bar there may be stands for everybody.
    of_all: bool,
}

impl Measure {
    /// To the ends of the longest intervals; of shares to the next ten per cent.
    fn of(figures: &Figures) -> Self {
        let ends = |row: &Row| row.value.into_iter().chain(row.widest().into_iter().flat_map(|b| [b.low, b.high]));
        let (low, high) = range(figures.rows.iter().flat_map(ends)).unwrap_or((0.0, 1.0));
        let to = match figures.unit {
            Unit::Share => ((10.0 * high - 1e-9).ceil() / 10.0).clamp(LEAST_FULL, 1.0),
            Unit::Points | Unit::Number => high.max(0.0),
        };
        let of_all = figures.unit == Unit::Share && to >= 1.0;
        Self { printer: Printer::of(figures), from: low.min(0.0), to, of_all }
    }

    /// Where on a track a value lies.
    fn reach(&self, track: Rect, value: f64) -> f64 {
        let part = (value - self.from) / (self.to - self.from).max(f64::MIN_POSITIVE);
        track.x + part.clamp(0.0, 1.0) * track.width
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

/// How numbers and bars stand in all cells: beside each other where there is room, else the bar below, and no interval, which would be as long as a
/// crumb. Digits of a column end at one place and bars start at one; all columns have equal room for bars, so that they compare.
struct Form {
    /// The widest digits of each column, and the widest sign after them.
    numbers: Vec<(f64, f64)>,
    measures: Vec<Measure>,
    /// The length of the longest bar there may be.
    length: f64,
    beside: bool,
}

impl Form {
    fn of(table: &Crosstab<'_>, figures: &Figures, sheet: &Sheet<'_>, width: f64) -> Self {
        let measures: Vec<Measure> = table.measures(figures).iter().map(Measure::of).collect();
        let widest = |(column, measure): (&&str, &Measure)| {
            let rows = table.entries.iter().enumerate().filter_map(|(at, e)| Some((at, e, table.cell(e, column)?)));
            let extents = rows.map(|(at, entry, row)| {
                let text = table.printed(at, row, measure.printer);
                let (_, sign) = digits(&text);
                let style = number_style(sheet, entry);
                let sign = sheet.width_of(sign, style);
                (sheet.width_of(&text, style) - sign, sign)
            });
            extents.fold((0.0, 0.0), |(a, b), (c, d)| (f64::max(a, c), f64::max(b, d)))
        };
        let numbers: Vec<(f64, f64)> = table.columns.iter().zip(&measures).map(widest).collect();
        let beside = width - BESIDE - numbers.iter().map(|(digits, sign)| digits + sign).fold(0.0, f64::max);
        let (length, beside) = if beside >= LEAST_BAR { (beside, true) } else { (width, false) };
        Self { numbers, measures, length, beside }
    }

    /// Rows are higher where bars lie below numbers. Names cut short are worse than low rows.
    fn pitch(&self, sheet: &Sheet<'_>) -> RowPitch {
        let least = match self.beside {
            _ if sheet.is_fixed() => 22.0,
            true => 28.0,
            false => 33.0,
        };
        RowPitch { least, most: 36.0 }
    }

    /// Writes the number of a cell.
    fn write(&self, sheet: &mut Sheet<'_>, (cell, column): (Rect, usize), style: Style, text: &str) {
        let up = if self.beside { 0.0 } else { 4.5 };
        let end = cell.x + self.numbers[column].0 + sheet.width_of(digits(text).1, style);
        sheet.write_centred(Role::Value, (end, cell.centre().1 - up), Anchor::End, style, text);
    }

    /// The place of the longest bar there may be.
    fn bar(&self, cell: Rect, column: usize) -> Rect {
        let middle = cell.centre().1;
        let (digits, sign) = self.numbers[column];
        match self.beside {
            true => Rect::new(cell.x + digits + sign + BESIDE, middle - 5.0, self.length, 10.0),
            false => Rect::new(cell.x, middle + 5.0, self.length, 5.0),
        }
    }
}

/// A bar from zero; on a track only where that is everybody, and with a line at zero where bars reach to both sides of it.
fn draw_bar(sheet: &mut Sheet<'_>, row: &Row, track: Rect, (measure, fill): (&Measure, Colour)) {
    let Some(value) = row.value else { return };
    if measure.of_all {
        sheet.rect(Role::Grid, track, sheet.theme.colours.cells[0], None);
    }
    let (zero, end) = (measure.reach(track, 0.0), measure.reach(track, value));
    sheet.rect(Role::Bar, Rect::new(zero.min(end), track.y, (end - zero).abs(), track.height), fill, None);
    if measure.from < 0.0 {
        let stroke = Stroke::new(sheet.theme.colours.axis, 1.0);
        sheet.line(Role::Axis, vec![(zero, track.y - 2.0), (zero, track.bottom() + 2.0)], stroke);
    }
}

/// The interval of a bar as a line on it and past it.
fn draw_interval(sheet: &mut Sheet<'_>, row: &Row, track: Rect, (measure, fill): (&Measure, Colour)) {
    let Some((value, bounds)) = row.value.zip(row.widest()) else { return };
    let reach = |value: f64| measure.reach(track, value);
    let (low, high, middle) = (reach(bounds.low), reach(bounds.high), track.centre().1);
    sheet.line(Role::Whisker, vec![(low, middle), (high, middle)], Stroke::new(sheet.theme.colours.ink, 1.2));
    // On a dark bar ink would not be seen.
    let (from, to) = (low.max(reach(value.min(0.0))), high.min(reach(value.max(0.0))));
    if from < to {
        sheet.line(Role::Within, vec![(from, middle), (to, middle)], Stroke::new(fill.ink_on(), 1.2));
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
