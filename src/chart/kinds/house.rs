//! House effects: how far each pollster stands from the average of all, sorted, with intervals about zero.

use super::Chart;
use super::dots::{Paint, draw_estimate, row_values, value_text};
use super::polled::{Listed, Numbers};
use super::told::{MOST_TOLD, more};
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::{Figures, Part, Row, Unit, distinct, range};
use crate::chart::layout::{Axis, Column, Hold, RowLabel, Sheet};
use crate::chart::words::{self, Printer};

/// The kind.
pub(super) struct House;

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
        let unsure = |row: &&Row| !is_anchor(row) && !row.is_certain();
        let grey = ordered(figures).iter().any(unsure).then(|| "Grey: the interval holds zero".to_owned());
        let zero = anchor(&ordered(figures)).map(|name| format!("Zero: {name}, whose own polls are taken to be right"));
        let single = (!polls(figures).is_empty())
            .then(|| "Small pale dots: single polls, against the level at their dates".to_owned());
        bars.into_iter().chain(larger).chain(grey).chain(zero).chain(single).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        let from = anchor(&ordered(figures)).unwrap_or("their average");
        words::titled(figures, ":", &format!("how far pollsters stand from {from}"))
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = printer(figures);
        let rows = ordered(figures);
        let unit = if figures.unit == Unit::Number { "" } else { ", in points" };
        let told = |row: &&Row| {
            let bounds = row.widest().map(|b| format!(" ({})", printer.interval(b))).unwrap_or_default();
            Some(format!(" {}: {}{bounds}.", name(row), printer.value(row.value?)))
        };
        let against = anchor(&rows).map(|name| format!(" against {name}")).unwrap_or_default();
        let tested = rows.iter().filter(|row| !is_anchor(row));
        let (certain, open): (Vec<&Row>, Vec<&Row>) = tested.partition(|row| row.is_certain());
        let shown: String = farthest(&certain).iter().filter_map(told).collect();
        let (more, several) = (more(certain.len(), "pollster"), words::counted(open.len(), "pollster"));
        let of = if open.len() < rows.len() { format!("Of {several}") } else { "Of all".to_owned() };
        let run = if certain.is_empty() { run_words(&open, printer) } else { String::new() };
        let open = if open.is_empty() { String::new() } else { format!(" {of} the interval holds zero.") };
        format!("House effects of {}{against}{unit}.{shown}{more}{run}{open}", words::counted(rows.len(), "pollster"))
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let printer = printer(figures);
        let rows = ordered(figures);
        let line = sheet.measure(sheet.small()).leading();
        let frame = listed(sheet, figures, &rows, printer).place(sheet, (line + 4.0, line + 6.0))?;
        let plot = frame.plot;
        let polls = polls(figures);
        let axis = axis(sheet, (&rows, &polls), (plot.x + 8.0, plot.right() - 8.0), printer);
        let first = |row: &&Row| {
            let own = polls.iter().copied().filter(|poll| name(poll) == name(row)).chain([*row]);
            own.flat_map(row_values).reduce(f64::min)
        };
        frame.grid(sheet, &axis, printer, rows.iter().map(first));
        name_sides(sheet, &rows, (plot, axis.at(0.0)), frame.head);
        let most = most_polls(&rows);
        let part = uncovering(&rows, &axis, most);
        for (row, y) in rows.iter().zip(&frame.centres) {
            let colour = match () {
                () if is_anchor(row) => sheet.theme.colours.ink,
                () if row.is_certain() => sheet.series_colour(0),
                () => sheet.theme.colours.neutral,
            };
            let own = polls.iter().filter(|poll| name(poll) == name(row)).filter_map(|poll| poll.value);
            draw_polls(sheet, own, &axis, (y + BELOW.min(frame.band / 3.0), colour));
            // In low rows points are not to reach into those beside them.
            let radius = (part * radius(row, most)).min(0.36 * frame.band);
            draw_estimate(sheet, row, &axis, *y, Paint { colour, form: 0, radius: Some(radius) });
        }
        frame.write_numbers(sheet);
        let beyond = polls.iter().filter_map(|poll| poll.value).filter(|value| is_beyond(*value, &axis)).count();
        if beyond > 0 {
            sheet.remark(format!("Pale arrows: {} past the ends of the axis", words::counted(beyond, "single poll")));
        }
        Ok(())
    }
}

/// The pollsters that stand farthest from the others, as many as are told, from the highest to the lowest.
fn farthest<'a>(rows: &[&'a Row]) -> Vec<&'a Row> {
    let value = |row: &&Row| row.value.unwrap_or(0.0);
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| value(b).abs().total_cmp(&value(a).abs()));
    rows.truncate(MOST_TOLD);
    rows.sort_by(|a, b| value(b).total_cmp(&value(a)));
    rows
}

/// From where to where effects run, the highest first: ` Effects run from +0.7 (Institute A) to −0.7 (Institute C).`
fn run_words(rows: &[&Row], printer: Printer) -> String {
    let end = |row: &Row| Some(format!("{} ({})", printer.value(row.value?), name(row)));
    let ends = rows.first().zip(rows.last()).filter(|_| rows.len() > 1);
    let ends = ends.and_then(|(first, last)| Some((end(first)?, end(last)?)));
    ends.map_or_else(String::new, |(first, last)| format!(" Effects run from {first} to {last}."))
}

/// The pollster that the others are measured against stands at zero without an interval; none where they add up to zero.
fn anchor<'a>(rows: &[&'a Row]) -> Option<&'a str> {
    rows.iter().find(|row| is_anchor(row)).map(|row| name(row))
}

fn is_anchor(row: &Row) -> bool {
    row.value == Some(0.0) && row.widest().is_none()
}

fn printer(figures: &Figures) -> Printer {
    let unit = if figures.unit == Unit::Share { Unit::Points } else { figures.unit };
    Printer::of(figures).as_unit(unit)
}

fn polls(figures: &Figures) -> Vec<&Row> {
    figures.rows.iter().filter(|row| row.part == Part::Poll).collect()
}

fn listed(sheet: &Sheet<'_>, figures: &Figures, rows: &[&Row], printer: Printer) -> Listed {
    let label = |row: &&Row| RowLabel { name: name(row).to_owned(), ..RowLabel::default() };
    let cells = |text: &dyn Fn(&Row) -> String| rows.iter().map(|row| text(row)).collect::<Vec<_>>();
    let bounds = |row: &Row| row.inner.or(row.outer).map_or_else(String::new, |b| printer.interval(b));
    let polls = |row: &Row| row.polls.map_or_else(String::new, words::count);
    let unit = if figures.unit == Unit::Number { "" } else { "points" };
    let small = sheet.small();
    let values = Column::new(unit, cells(&|row| value_text(row, printer)), sheet.plain().strong());
    let intervals = Column::intervals(words::interval_heading(figures), cells(&bounds), small);
    let named = [
        (values, "values"),
        (intervals, "intervals"),
        (Column::new("polls", cells(&polls), small), "numbers of polls"),
    ];
    let mut numbers: Vec<Numbers> = named
        .into_iter()
        .enumerate()
        .map(|(rank, (column, called))| Numbers { column, called, rank, kept_at: Vec::new() })
        .collect();
    numbers.retain(|numbers| numbers.column.cells.iter().any(|cell| !cell.is_empty()));
    let after = Column::new("", Vec::new(), small);
    let labels = rows.iter().map(label).collect();
    Listed { labels, after, numbers, most: 38.0 }
}

/// An axis as far to both sides of zero as the intervals reach; as far as single polls a little farther away, where that leaves the intervals
/// most of it.
fn axis(sheet: &Sheet<'_>, (rows, polls): (&[&Row], &[&Row]), reach: (f64, f64), printer: Printer) -> Axis {
    const WIDER: f64 = 1.5;
    let of = |away: &[f64]| {
        let values: Vec<f64> = away.iter().flat_map(|v| [*v, -v]).collect();
        sheet.axis_across(&values, (Hold::Zero, (f64::NEG_INFINITY, f64::INFINITY)), reach, printer)
    };
    let ends: Vec<f64> = rows.iter().flat_map(|row| row_values(row)).map(f64::abs).collect();
    let narrow = of(&ends);
    let most = WIDER * narrow.to + 1e-9;
    let near = polls.iter().filter_map(|poll| poll.value).map(f64::abs).filter(|away| *away <= most);
    let wide = of(&near.chain(ends).collect::<Vec<_>>());
    if wide.to <= most { wide } else { narrow }
}

fn is_beyond(value: f64, axis: &Axis) -> bool {
    value < axis.from || value > axis.to
}

/// The single polls of a pollster under its estimate; those past an end of the axis are an arrow there.
fn draw_polls(sheet: &mut Sheet<'_>, polls: impl Iterator<Item = f64>, axis: &Axis, (y, colour): (f64, Colour)) {
    let pale = colour.fade(0.38);
    let mut past = [false; 2];
    for value in polls {
        if is_beyond(value, axis) {
            past[usize::from(value > axis.to)] = true;
        } else {
            sheet.point(Role::Cloud, (axis.at(value), y), DOT, 0, (Some(pale), None));
        }
    }
    for (x, way) in
        [(axis.start, -1.0), (axis.end, 1.0)].into_iter().zip(past).filter(|(_, past)| *past).map(|(e, _)| e)
    {
        let corners = vec![(x + way * 5.0, y), (x, y - 3.0), (x, y + 3.0)];
        sheet.area(Role::Cloud, corners, pale, None);
    }
}

/// Says over both halves of the plot what standing there means, in as many words as have room.
fn name_sides(sheet: &mut Sheet<'_>, rows: &[&Row], (plot, zero): (Rect, f64), head: f64) {
    let answers = distinct(rows.iter().filter_map(|row| row.answer.as_deref()));
    let others = anchor(rows).unwrap_or("others");
    let named = match answers.as_slice() {
        [answer] => {
            let (less, more) = (format!("less “{answer}”"), format!("more “{answer}”"));
            vec![[format!("{less} than {others}"), format!("{more} than {others}")], [less, more]]
        }
        _ => Vec::new(),
    };
    let plain = [format!("than {others}"), String::new()]
        .map(|than| ["lower", "higher"].map(|way| format!("{way} {than}").trim_end().to_owned()));
    let style = sheet.small();
    let room = (zero - plot.x).min(plot.right() - zero) - 8.0;
    let fits = |sides: &[String; 2]| sides.iter().all(|side| sheet.width_of(side, style) <= room);
    let Some([less, more]) = named.into_iter().chain(plain).find(fits) else { return };
    for (text, x, anchor) in [(less, plot.x, Anchor::Start), (more, plot.right(), Anchor::End)] {
        sheet.write(Role::Heading, (x, head), anchor, style, &text);
    }
}

/// The radius of single polls.
const DOT: f64 = 1.7;
/// How far below its mean the single polls of a pollster stand.
const BELOW: f64 = 9.0;

/// The polls of the pollster with most; none where all have as many.
fn most_polls(rows: &[&Row]) -> Option<f64> {
    let (least, most) = range(rows.iter().filter_map(|row| row.polls))?;
    (least < most).then_some(most)
}

/// A point's radius: its area grows with the number of polls, where that differs.
fn radius(row: &Row, most: Option<f64>) -> f64 {
    row.polls.zip(most).map_or(5.0, |(n, most)| (7.0 * (n / most).max(0.0).sqrt()).max(3.4))
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
