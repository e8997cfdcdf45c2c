//! House effects: how far each pollster stands from the average of all, sorted, with intervals about zero.

use super::Chart;
use super::dots::{Paint, draw_estimate, grid, guides, row_values, value_text};
use crate::chart::ChartError;
use crate::chart::drawing::{Rect, Role};
use crate::chart::figures::{Figures, Part, Row, Unit, range};
use crate::chart::layout::{Axis, Column, Hold, RowLabel, RowPitch, Sheet};
use crate::chart::words::{self, Printer};

/// The kind.
pub(super) struct House;

/// The parts of the width that names may take: the first that leaves room for the dots.
const NAMES: [f64; 3] = [0.34, 0.27, 0.2];
/// The least width of the plot.
const LEAST_PLOT: f64 = 80.0;

impl Chart for House {
    fn name(&self) -> &'static str {
        "house"
    }

    fn about(&self) -> &'static str {
        "house effects of pollsters with their intervals"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let bars = words::whiskers(figures).map(|text| text.replace(" from sampling", ""));
        let larger = most_polls(&ordered(figures)).map(|_| "Larger points: more polls".to_owned());
        let grey = "Grey: the interval holds zero".to_owned();
        let polls = figures.rows.iter().any(|row| row.part == Part::Poll);
        let single = polls.then(|| "Small dots: single polls, against the level at their dates".to_owned());
        bars.into_iter().chain(larger).chain([grey]).chain(single).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::titled(figures, ":", "how far pollsters stand from their average")
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures).as_unit(Unit::Points);
        let rows = ordered(figures);
        let shown =
            rows.iter().take(10).filter_map(|row| Some(format!(" {}: {}.", name(row), printer.value(row.value?))));
        format!("House effects of {}, in points.{}", words::counted(rows.len(), "pollster"), shown.collect::<String>())
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let unit = if figures.unit == Unit::Share { Unit::Points } else { figures.unit };
        let printer = Printer::of(figures).as_unit(unit);
        let rows = ordered(figures);
        let label = |row: &&Row| RowLabel { name: name(row).to_owned(), ..RowLabel::default() };
        let labels: Vec<RowLabel> = rows.iter().map(label).collect();
        let cells = |text: &dyn Fn(&Row) -> String| rows.iter().map(|row| text(row)).collect::<Vec<_>>();
        let bounds = |row: &Row| row.inner.or(row.outer).map_or_else(String::new, |b| printer.interval(b));
        let polls = |row: &Row| row.n.map_or_else(String::new, words::count);
        let mut columns = vec![
            Column::new("points", cells(&|row| value_text(row, printer)), sheet.plain().strong()),
            Column::intervals(words::interval_heading(figures), cells(&bounds), sheet.small()),
            Column::new("polls", cells(&polls), sheet.small()),
        ];
        columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
        let head = sheet.headings_height(&columns);
        let foot = sheet.measure(sheet.small()).leading() + 6.0;
        let area = sheet.body.inset(0.0, head, 0.0, foot);
        let room = |share: &f64| {
            sheet.body.right() - sheet.columns_width(&columns) - sheet.names_end(&labels, area, *share) - 14.0
        };
        let share = NAMES.into_iter().find(|share| room(share) >= LEAST_PLOT).unwrap_or(NAMES[2]);
        let placed = sheet.rows(&labels, area, share, RowPitch { least: 19.0, most: 38.0 })?;
        let left = placed.names_end + 14.0;
        let right = sheet.body.right() - sheet.columns_width(&columns);
        if right - left < LEAST_PLOT {
            return Err(sheet.too_small(0.0, LEAST_PLOT - (right - left)));
        }
        let polls: Vec<&Row> = figures.rows.iter().filter(|row| row.part == Part::Poll).collect();
        let values: Vec<f64> =
            rows.iter().chain(&polls).flat_map(|row| row_values(row)).flat_map(|v| [v, -v]).collect();
        let free = (f64::NEG_INFINITY, f64::INFINITY);
        let axis = sheet.axis_across(&values, (Hold::Zero, free), (left + 8.0, right - 8.0), printer);
        grid(sheet, &axis, Rect::new(left, area.y, right - left, placed.bottom - area.y), printer);
        let first = |row: &Row| {
            let own = polls.iter().copied().filter(|poll| name(poll) == name(row)).chain([row]);
            own.flat_map(row_values).reduce(f64::min)
        };
        let ends = rows.iter().zip(&placed.centres).filter_map(|(row, y)| Some((*y, axis.at(first(row)?))));
        guides(sheet, ends, left);
        let most = most_polls(&rows);
        let part = uncovering(&rows, &axis, most);
        for (row, y) in rows.iter().zip(&placed.centres) {
            let colour = if row.is_certain() { sheet.series_colour(0) } else { sheet.theme.colours.neutral };
            let own = polls.iter().filter(|poll| name(poll) == name(row)).filter_map(|poll| poll.value);
            for value in own {
                let place = (axis.at(value), y + BELOW.min(placed.pitch / 3.0));
                sheet.point(Role::Cloud, place, 2.4, 0, (Some(colour.fade(0.45)), None));
            }
            draw_estimate(sheet, row, &axis, *y, Paint { colour, form: 0, radius: Some(part * radius(row, most)) });
        }
        sheet.columns(&columns, sheet.body.right(), &placed.centres, area.y);
        Ok(())
    }
}

/// How far below its mean the single polls of a pollster stand.
const BELOW: f64 = 9.0;

/// The polls of the pollster with most; none where all have as many.
fn most_polls(rows: &[&Row]) -> Option<f64> {
    let (least, most) = range(rows.iter().filter_map(|row| row.n))?;
    (least < most).then_some(most)
}

/// A point's radius: its area grows with the number of polls, where that differs.
fn radius(row: &Row, most: Option<f64>) -> f64 {
    row.n.zip(most).map_or(5.0, |(n, most)| (7.0 * (n / most).max(0.0).sqrt()).max(3.4))
}

/// The part of their radius that points may have so that none covers its own interval; on a short axis they are small.
fn uncovering(rows: &[&Row], axis: &Axis, most: Option<f64>) -> f64 {
    const LEAST: f64 = 0.5;
    let part = |row: &&Row| {
        let (bounds, value) = (row.widest()?, row.value?);
        let longer = (value - bounds.low).max(bounds.high - value);
        Some(0.7 * (axis.at(longer) - axis.at(0.0)) / radius(row, most))
    };
    rows.iter().filter_map(part).fold(1.0, f64::min).max(LEAST)
}

fn name(row: &Row) -> &str {
    row.pollster.as_deref().or(row.heading()).unwrap_or("")
}

fn ordered(figures: &Figures) -> Vec<&Row> {
    let mut rows: Vec<(&Row, f64)> = figures.estimates().collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    rows.into_iter().map(|(row, _)| row).collect()
}
