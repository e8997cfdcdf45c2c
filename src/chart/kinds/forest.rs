//! Polls pooled: each poll with its interval, its square sized by its weight, and the pooled estimate as a diamond whose thin line is
//! the prediction interval of a further poll.

use super::Chart;
use super::dots::{grid, guides, row_values, value_text};
use super::told::range_words;
use super::trend::limits;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, Unit, distinct};
use crate::chart::layout::{Axis, Column, Hold, RowLabel, RowPitch, Sheet};
use crate::chart::words::{self, Printer};

/// The kind.
pub(super) struct Forest;

impl Chart for Forest {
    fn name(&self) -> &'static str {
        "forest"
    }

    fn about(&self) -> &'static str {
        "polls with their weights, the pooled estimate and its prediction interval"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let weighted = figures.rows.iter().any(|row| row.weight.is_some());
        let squares = if weighted { "Squares: polls, larger with more weight" } else { "Squares: polls" };
        let pooled = figures.rows.iter().find(|row| row.part == Part::Pooled);
        let mut parts = vec![squares.to_owned(), format!("lines: {}", words::interval_name(figures))];
        if let Some(row) = pooled {
            parts.push("diamond: pooled estimate with its interval".to_owned());
            if row.outer.is_some() {
                parts.push("its thin line: where the level of a further poll would lie".to_owned());
            }
        }
        parts.join("; ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::titled(figures, ":", "polls and their pooled estimate")
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let mut text = format!(
            "Forest plot of {}: {}.",
            words::counted(figures.estimates().count(), "poll"),
            words::subject(figures)
        );
        for row in figures.rows.iter().filter(|row| row.part == Part::Pooled) {
            let Some(value) = row.value else { continue };
            let bounds = row.inner.map(|b| format!(" ({})", printer.interval(b))).unwrap_or_default();
            let of = row.series.as_deref().map(|group| format!(" ({group})")).unwrap_or_default();
            text += &format!(" Pooled{of}: {}{bounds}.", printer.value(value));
        }
        if let Some(scatter) = &figures.notes.scatter {
            text += &format!(" {}.", scatter.trim_end_matches('.'));
        }
        text + &range_words(figures, printer)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let printer = Printer::of(figures);
        let rows = ordered(figures);
        let labels: Vec<RowLabel> = rows.iter().enumerate().map(|(at, row)| label(&rows, at, row)).collect();
        let columns = columns(sheet, figures, &rows, printer);
        let head = sheet.headings_height(&columns);
        let leading = sheet.measure(sheet.small()).leading();
        let scatter = figures
            .notes
            .scatter
            .as_deref()
            .map(|text| sheet.measure(sheet.small()).wrap_full(text, sheet.body.width, 3));
        let below = scatter.as_ref().map_or(0.0, |lines| lines.lines.len() as f64 * leading + 8.0);
        let foot = leading + 6.0;
        let area = sheet.body.inset(0.0, head, 0.0, foot + below);
        let placed = sheet.rows(&labels, area, 0.34, RowPitch { least: 19.0, most: 36.0 })?;
        let left = placed.names_end + 14.0;
        let right = sheet.body.right() - sheet.columns_width(&columns);
        if right - left < 80.0 {
            return Err(sheet.too_small(0.0, 80.0 - (right - left)));
        }
        let values: Vec<f64> = rows.iter().flat_map(|row| row_values(row)).collect();
        let hold = if figures.unit == Unit::Points { Hold::Zero } else { Hold::Near };
        let axis = sheet.axis_across(&values, (hold, limits(figures)), (left + 6.0, right - 6.0), printer);
        grid(sheet, &axis, Rect::new(left, area.y, right - left, placed.bottom - area.y), printer);
        let first = |row: &Row| Some(axis.at(row_values(row).reduce(f64::min)?.max(axis.from)));
        guides(sheet, rows.iter().zip(&placed.centres).filter_map(|(row, y)| Some((*y, first(row)?))), left);
        let mut top = area.y;
        for (row, y) in rows.iter().zip(&placed.centres).filter(|(row, _)| row.part == Part::Pooled) {
            let stroke = Stroke::new(sheet.theme.colours.reference, 1.0).dashed(3.0, 3.0);
            if let Some(x) = row.value.map(|value| axis.at(value)) {
                sheet.line(Role::Reference, vec![(x, top), (x, *y)], stroke);
            }
            top = y + placed.pitch;
        }
        let heaviest = rows.iter().filter_map(|row| row.weight).fold(0.0, f64::max);
        for (row, y) in rows.iter().zip(&placed.centres) {
            if row.part == Part::Pooled {
                draw_pooled(sheet, row, &axis, *y)
            } else {
                draw_poll(sheet, row, &axis, (*y, heaviest))
            }
        }
        sheet.columns(&columns, sheet.body.right(), &placed.centres, area.y);
        if let Some(lines) = scatter {
            let style = sheet.small().coloured(sheet.theme.colours.ink);
            let first = (sheet.body.x, placed.bottom + foot + 8.0 + style.size);
            sheet.write_lines(Role::Remark, first, Anchor::Start, style, &lines);
        }
        Ok(())
    }
}

/// Polls by date where they have one, under the names of their pollsters where these have several each, then the pooled estimate; of
/// several groups (series) one after the other.
fn ordered(figures: &Figures) -> Vec<&Row> {
    let day = |row: &Row| row.when.as_ref().map_or(f64::INFINITY, |when| when.day);
    let mut groups: Vec<Option<&str>> = Vec::new();
    for row in &figures.rows {
        if !groups.contains(&row.series.as_deref()) {
            groups.push(row.series.as_deref());
        }
    }
    let of_group = |group: Option<&str>| {
        let rows = || figures.rows.iter().filter(move |row| row.series.as_deref() == group);
        let mut polls: Vec<&Row> = rows().filter(|row| row.part == Part::Estimate).collect();
        polls.sort_by(|a, b| day(a).total_cmp(&day(b)));
        let houses = houses(&polls);
        polls.sort_by_key(|poll| houses.iter().position(|house| Some(*house) == poll.pollster.as_deref()));
        polls.extend(rows().filter(|row| row.part == Part::Pooled));
        polls
    };
    groups.into_iter().flat_map(of_group).collect()
}

/// The pollsters that make headings, by name: where there are several, of two polls or more on the average, and groups make none.
fn houses<'a>(polls: &[&'a Row]) -> Vec<&'a str> {
    let plain =
        |poll: &&Row| poll.item.is_none() && poll.when.is_some() && poll.pollster.is_some() && poll.series.is_none();
    let dated = polls.iter().all(plain);
    let mut houses = distinct(polls.iter().filter_map(|poll| poll.pollster.as_deref()));
    houses.sort_unstable();
    if dated && houses.len() > 1 && polls.len() >= 2 * houses.len() { houses } else { Vec::new() }
}

fn label(rows: &[&Row], at: usize, row: &Row) -> RowLabel {
    let polls: Vec<&Row> = rows.iter().copied().filter(|row| row.part == Part::Estimate).collect();
    let headed = !houses(&polls).is_empty() && row.part == Part::Estimate;
    let before = at.checked_sub(1).map(|before| rows[before]);
    let house = row.pollster.clone().filter(|house| headed && before.and_then(|b| b.pollster.as_ref()) != Some(house));
    let group = row.series.clone().filter(|group| before.and_then(|b| b.series.as_ref()) != Some(group));
    let heading = group.or(house);
    let pooled = row.part == Part::Pooled;
    let who = row.item.as_deref().or(row.pollster.as_deref());
    let when = row.when.as_ref().map(|when| when.label.as_str());
    let name = match (who, when) {
        (Some(_), Some(when)) if headed => when.to_owned(),
        (Some(who), Some(when)) if row.item.is_none() => format!("{who}, {when}"),
        (Some(who), _) => who.to_owned(),
        (None, Some(when)) => when.to_owned(),
        (None, None) if pooled => "Pooled".to_owned(),
        (None, None) => format!("Poll {}", at + 1),
    };
    // Of one level the space tells it from the polls; of several the headings tell groups apart.
    let last = rows.get(at + 1).is_some_and(|next| next.part == Part::Pooled && next.series.is_none()) && !pooled;
    RowLabel { heading, name, strong: pooled, apart: last }
}

fn draw_poll(sheet: &mut Sheet<'_>, row: &Row, axis: &Axis, (y, heaviest): (f64, f64)) {
    let colour = sheet.series_colour(0);
    sheet.series = Some(0);
    for (bounds, width) in [(row.outer, 1.0), (row.inner, 1.6)] {
        if let Some(bounds) = bounds {
            let pale = sheet.paled(colour);
            sheet.line(
                Role::Whisker,
                vec![(axis.at(bounds.low), y), (axis.at(bounds.high), y)],
                Stroke::new(pale, width),
            );
        }
    }
    if let Some(value) = row.value {
        let radius = row.weight.map_or(4.5, |weight| 7.0 * (weight / heaviest.max(1e-9)).max(0.0).sqrt()).max(2.2);
        let paper = sheet.theme.colours.paper;
        // A ring of paper would cut a short interval to crumbs.
        let fill = if row.low_precision { paper } else { colour };
        let ring = row.low_precision.then(|| Stroke::new(colour, 1.0));
        sheet.point(Role::Estimate, (axis.at(value), y), radius, 2, (Some(fill), ring));
    }
    sheet.series = None;
}

fn draw_pooled(sheet: &mut Sheet<'_>, row: &Row, axis: &Axis, y: f64) {
    let ink = sheet.theme.colours.ink;
    if let Some(outer) = row.outer {
        // What is predicted of a share may reach past 0 or 100 %, where the axis ends.
        let ends = [outer.low, outer.high].map(|end| (axis.at(end.clamp(axis.from, axis.to)), y));
        sheet.line(Role::Whisker, ends.to_vec(), Stroke::new(ink, 1.2));
    }
    let Some(value) = row.value else { return };
    let (low, high) = row.inner.map_or((value, value), |b| (b.low.max(axis.from), b.high.min(axis.to)));
    let x = axis.at(value);
    let (left, right) = (axis.at(low).min(x - 5.0), axis.at(high).max(x + 5.0));
    sheet.area(Role::Estimate, vec![(left, y), (x, y - 7.0), (right, y), (x, y + 7.0)], ink, None);
}

fn columns(sheet: &Sheet<'_>, figures: &Figures, rows: &[&Row], printer: Printer) -> Vec<Column> {
    let cells = |text: &dyn Fn(&Row) -> String| rows.iter().map(|row| text(row)).collect::<Vec<_>>();
    let bounds = |row: &Row| row.inner.or(row.outer).map_or_else(String::new, |b| printer.interval(b));
    let weight = |row: &Row| row.weight.map_or_else(String::new, |weight| format!("{:.0}%", weight * 100.0));
    let base = |row: &Row| row.n.map_or_else(String::new, words::count);
    let mut columns = vec![
        Column::new("", cells(&|row| value_text(row, printer)), sheet.plain().strong()),
        Column::intervals(words::interval_heading(figures), cells(&bounds), sheet.small()),
        Column::new("weight", cells(&weight), sheet.small()),
        Column::new("n", cells(&base), sheet.small()),
    ];
    columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
    while columns.len() > 1 && sheet.columns_width(&columns) > sheet.body.width * 0.4 {
        columns.pop();
    }
    columns
}
