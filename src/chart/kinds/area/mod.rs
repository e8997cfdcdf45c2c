//! A composition over time: answers stacked to 100 % between polls, all named in their areas or all at the right. Ticks stand at the dates
//! that are named, and dots over the areas at polls that have none.

mod band;
mod ends;
mod firsts;

use super::Chart;
use super::likert::{Answer, Scale};
use super::span;
use super::trend::line_tints;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Point, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, is_whole, range};
use crate::chart::layout::{Axis, EndLabel, Hold, Sheet, Style, date_ticks};
use crate::chart::words::{self, Printer};
use band::Band;
use ends::{End, ends};
use firsts::{First, firsts, write_first};

/// The kind.
pub(super) struct Area;

impl Chart for Area {
    fn name(&self) -> &'static str {
        "area"
    }

    fn about(&self) -> &'static str {
        "answers stacked over time"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let rounded = if is_off(figures) { ", as printed; heights: scaled to 100%" } else { "" };
        let told = "Straight lines join polls; numbers: the first and the last poll";
        format!("{told}{rounded}. {}", intervals(figures))
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::titled(figures, ",", &span::words(figures))
    }

    fn describe(&self, figures: &Figures) -> String {
        let (printer, scale, days) = (Printer::of(figures), Scale::read(figures), days(figures));
        let span = span::ends(figures).map(|[first, last]| format!(" from {first} to {last}"));
        let polls = words::counted(days.len(), "poll") + &span.unwrap_or_default();
        let mut text = format!("Stacked areas of {polls}: {}", words::measured(figures));
        let ends = days.first().zip(days.last());
        for answer in &scale.answers {
            let value =
                |day: f64| value(figures, answer.name, day).map_or_else(|| "–".to_owned(), |v| printer.value(v));
            if let Some((first, last)) = ends {
                text += &format!(" {}: from {} to {}.", words::capital(answer.name), value(*first), value(*last));
            }
        }
        text
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let (scale, days) = (Scale::read(figures), days(figures));
        if scale.answers.is_empty() || days.len() < 2 {
            return Err(ChartError::Lacks { kind: "area", needs: "answers at two dates or more" });
        }
        check_once(figures)?;
        let most = 9;
        if scale.answers.len() > most {
            return Err(ChartError::TooMany { count: scale.answers.len(), what: "answers", most });
        }
        let printer = Printer::of(figures);
        let colours = colours(figures, &scale, sheet);
        let last = *days.last().unwrap_or(&0.0);
        let texts: Vec<[End; 2]> = scale.answers.iter().map(|answer| ends(figures, sheet, answer.name, last)).collect();
        let (plot, inside) = settle(figures, sheet, (&scale, &days), &texts);
        // A picture that grows for its texts leaves the areas a height in which they are seen.
        let least = if sheet.is_fixed() { 60.0 } else { 140.0 };
        if plot.width < LEAST_WIDTH || plot.height < least {
            return Err(sheet.too_small(least - plot.height, LEAST_WIDTH - plot.width));
        }
        let frame = Frame::new(figures, &scale, &days, plot);
        sheet.promise(&frame.axis, true);
        let bands = frame.bands(figures, &scale);
        let firsts = firsts(figures, sheet, &scale, (days[0], &bands));
        draw_stack(sheet, (&scale, &colours), (&bands, &firsts));
        draw_axes(sheet, &frame, printer);
        write_first(sheet, (&scale, &colours), &firsts);
        if inside {
            write_names(sheet, (&scale, &colours), &bands);
        }
        let ends: Vec<End> = texts.into_iter().map(|[full, bare]| if inside { bare } else { full }).collect();
        let label = |(at, End { lines, .. }): (usize, &End)| {
            let colour = if scale.answers[at].aside { sheet.theme.colours.muted } else { colours[at] };
            let place = (plot.right() - 3.0, bands[at].last_middle());
            EndLabel { series: Some(at), lines: lines.clone(), colour, at: place, led: true }
        };
        let labels: Vec<EndLabel> = ends.iter().enumerate().map(label).collect();
        let (x, reach) = (plot.right() + GUTTER, (plot.y - 4.0, plot.bottom() + 6.0));
        let middles = sheet.end_labels(&labels, (x, Anchor::Start), reach)?;
        ends.iter().zip(middles).for_each(|(end, middle)| end.write_interval(sheet, (x, middle)));
        Ok(())
    }
}

/// The colours of answers, which are those of their lines over time.
fn colours(figures: &Figures, scale: &Scale<'_>, sheet: &Sheet<'_>) -> Vec<Colour> {
    let names: Vec<&str> = scale.answers.iter().map(|answer| answer.name).collect();
    line_tints(figures, &names).0.into_iter().map(|tint| tint.fill(sheet)).collect()
}

/// The least width of a plot.
const LEAST_WIDTH: f64 = 60.0;
/// The radius of the dots of polls, and the least way from one to the next, usually.
const DOT: f64 = 1.3;
const DOTS_APART: f64 = 4.0;
/// Between the plot and what stands at its right.
const GUTTER: f64 = 12.0;

/// The plot, and whether answers are named in their areas: where all have room there, else all stand at the right, as a number alone
/// beside a name would be read as that one's.
fn settle(
    figures: &Figures,
    sheet: &Sheet<'_>,
    (scale, days): (&Scale<'_>, &[f64]),
    texts: &[[End; 2]],
) -> (Rect, bool) {
    let small = sheet.small();
    let left = sheet.width_of("100%", small) + 8.0;
    let bottom = 2.0 * sheet.measure(small).leading() + 14.0;
    let plot = |inside: bool| {
        let widths = texts.iter().map(|[full, bare]| if inside { bare } else { full }.width(sheet));
        sheet.body.inset(left, 6.0, widths.fold(0.0, f64::max) + GUTTER + 2.0, bottom)
    };
    let wide = plot(true);
    let bands = Frame::new(figures, scale, days, wide).bands(figures, scale);
    let fits = |(band, answer): (&Band, &Answer<'_>)| band.place_of(sheet, answer.name).is_some();
    let inside = wide.width >= LEAST_WIDTH && bands.iter().zip(&scale.answers).all(fits);
    (plot(inside), inside)
}

/// Where days and shares stand in a plot.
struct Frame<'a> {
    plot: Rect,
    axis: Axis,
    days: &'a [f64],
}

impl<'a> Frame<'a> {
    fn new(figures: &Figures, scale: &Scale<'_>, days: &'a [f64], plot: Rect) -> Self {
        let sum = |day: &f64| heights(figures, scale, *day).iter().sum::<f64>();
        let most = days.iter().map(sum).fold(1.0, f64::max);
        let axis = Axis::new([most], Hold::Whole, (0.0, most), 4).placed(plot.bottom(), plot.y);
        Self { plot, axis, days }
    }

    fn x(&self, day: f64) -> f64 {
        let (first, last) = (self.days[0], self.days[self.days.len() - 1]);
        self.plot.x + (day - first) / (last - first) * self.plot.width
    }

    /// The answers one on the other.
    fn bands(&self, figures: &Figures, scale: &Scale<'_>) -> Vec<Band> {
        let place = |heights: &[f64]| heights.iter().map(|height| self.axis.at(*height)).collect::<Vec<f64>>();
        let stacks: Vec<Vec<f64>> = self.days.iter().map(|day| heights(figures, scale, *day)).collect();
        let mut floor = vec![0.0; self.days.len()];
        let band = |at: usize| {
            let ceiling: Vec<f64> = stacks.iter().zip(&floor).map(|(stack, under)| under + stack[at]).collect();
            let xs = self.days.iter().map(|day| self.x(*day)).collect();
            let band = Band { xs, top: place(&ceiling), bottom: place(&floor) };
            floor = ceiling;
            band
        };
        (0..scale.answers.len()).map(band).collect()
    }
}

/// Draws the answers one on the other.
fn draw_stack(
    sheet: &mut Sheet<'_>,
    (scale, colours): (&Scale<'_>, &[Colour]),
    (bands, firsts): (&[Band], &[Option<First>]),
) {
    for (at, ((answer, colour), band)) in scale.answers.iter().zip(colours).zip(bands).enumerate() {
        let edge = |heights: &[f64]| -> Vec<Point> { band.xs.iter().copied().zip(heights.iter().copied()).collect() };
        let corners = edge(&band.top).into_iter().chain(edge(&band.bottom).into_iter().rev()).collect();
        let told = firsts[at].is_some();
        let around = if told { answer.outline(*colour, sheet) } else { answer.edge(*colour, sheet) };
        sheet.series = Some(at);
        sheet.area(Role::Segment, corners, *colour, Some(Stroke::new(around, 1.0)));
    }
    sheet.series = None;
}

/// Ink that reads on an answer's area.
fn ink_on(sheet: &Sheet<'_>, answer: &Answer<'_>, colour: Colour) -> Colour {
    if answer.aside { sheet.theme.colours.ink } else { colour.ink_on() }
}

/// Writes the names of the answers into their areas.
fn write_names(sheet: &mut Sheet<'_>, (scale, colours): (&Scale<'_>, &[Colour]), bands: &[Band]) {
    for (at, answer) in scale.answers.iter().enumerate() {
        if let Some(middle) = bands[at].place_of(sheet, answer.name) {
            let style = sheet.plain().strong().coloured(ink_on(sheet, answer, colours[at]));
            let name = words::capital(answer.name);
            sheet.series = Some(at);
            write_in(sheet, (Role::Label, colours[at]), middle, Anchor::Middle, (style, &name));
        }
    }
    sheet.series = None;
}

/// Writes a text into an area, over the lines to read by, which would strike it through.
fn write_in(
    sheet: &mut Sheet<'_>,
    (role, ground): (Role, Colour),
    at: Point,
    anchor: Anchor,
    (style, text): (Style, &str),
) {
    let width = sheet.width_of(text, style);
    let left = if anchor == Anchor::Middle { at.0 - width / 2.0 } else { at.0 };
    let behind = Rect::new(left - 3.0, at.1 - 0.5 * style.size, width + 6.0, style.size);
    sheet.rect(Role::Halo, behind, ground, None);
    sheet.write_centred(role, at, anchor, style, text);
}

/// Refuses two values of one answer at one date.
fn check_once(figures: &Figures) -> Result<(), ChartError> {
    let mut seen: Vec<(&str, u64)> = Vec::new();
    for (row, _) in figures.estimates() {
        let (Some(answer), Some(when)) = (row.answer.as_deref(), &row.when) else { continue };
        if seen.contains(&(answer, when.day.to_bits())) {
            return Err(ChartError::Twice { kind: "area", place: format!("{answer}, {}", when.label) });
        }
        seen.push((answer, when.day.to_bits()));
    }
    Ok(())
}

/// Dates of polls, in order.
fn days(figures: &Figures) -> Vec<f64> {
    let mut days: Vec<f64> =
        figures.estimates().filter_map(|(row, _)| row.when.as_ref()).map(|when| when.day).collect();
    days.sort_by(f64::total_cmp);
    days.dedup();
    days
}

fn row<'a>(figures: &'a Figures, answer: &str, day: f64) -> Option<&'a Row> {
    let mut rows = figures.rows.iter().filter(|row| row.part == Part::Estimate);
    rows.find(|row| row.answer.as_deref() == Some(answer) && row.when.as_ref().is_some_and(|when| when.day == day))
}

fn value(figures: &Figures, answer: &str, day: f64) -> Option<f64> {
    row(figures, answer, day).and_then(|row| row.value)
}

/// What the intervals in small type are, for the footer.
fn intervals(figures: &Figures) -> String {
    let last = days(figures).pop();
    let of_last = |(row, _): &(&Row, f64)| row.widest().is_some() && row.when.as_ref().map(|when| when.day) == last;
    match figures.estimates().any(|estimate| of_last(&estimate)) {
        true => format!(
            "Small numbers: {} of the last poll, and of the first where they have room; those between are not shown",
            words::interval_name(figures)
        ),
        false => words::NO_INTERVALS.to_owned(),
    }
}

/// Whether the answers of some poll miss 100 % by their rounding.
fn is_off(figures: &Figures) -> bool {
    let sum = |day: f64| {
        let of_day = |row: &&Row| row.part == Part::Estimate && row.when.as_ref().is_some_and(|when| when.day == day);
        let shares: Vec<f64> = figures.rows.iter().filter(of_day).filter_map(|row| row.value).collect();
        (shares.iter().sum::<f64>(), shares.len())
    };
    days(figures).into_iter().map(sum).any(|(sum, count)| is_whole(sum, count) && (sum - 1.0).abs() > 1e-6)
}

/// How high the answers of a poll stand one on the other: what rounding lacks of 100 %, or has above it, is shared out among them, as it
/// is no answer.
fn heights(figures: &Figures, scale: &Scale<'_>, day: f64) -> Vec<f64> {
    let known: Vec<Option<f64>> = scale.answers.iter().map(|answer| value(figures, answer.name, day)).collect();
    let sum: f64 = known.iter().flatten().sum();
    let whole = if is_whole(sum, known.iter().flatten().count()) { sum } else { 1.0 };
    known.into_iter().map(|share| share.unwrap_or(0.0) / whole).collect()
}

fn draw_axes(sheet: &mut Sheet<'_>, frame: &Frame<'_>, printer: Printer) {
    let Frame { plot, axis, days } = frame;
    let style = sheet.small();
    for tick in axis.ticks() {
        let y = axis.at(tick).round() + 0.5;
        let line = Stroke::new(sheet.theme.colours.paper.fade(0.45), 0.8);
        if tick > 0.0 && tick < axis.to {
            sheet.line(Role::Grid, vec![(plot.x, y), (plot.right(), y)], line);
        }
        sheet.write_centred(Role::Tick, (plot.x - 8.0, y), Anchor::End, style, &printer.tick(tick, axis.step));
    }
    let (from, to) = range(days.iter().copied()).unwrap_or((0.0, 0.0));
    let ticks = date_ticks(days, (from, to), plot.width, &|text| sheet.width_of(text, style));
    for tick in &ticks {
        let x = frame.x(tick.day);
        let at = vec![(x, plot.bottom() + 2.0), (x, plot.bottom() + 7.0)];
        sheet.line(Role::Grid, at, Stroke::new(sheet.theme.colours.axis, 1.2));
        let base = plot.bottom() + 11.0 + style.size;
        sheet.write(Role::Tick, (x, base), Anchor::Middle, style, &tick.label);
        if let Some(under) = &tick.under {
            let second = base + sheet.measure(style).leading();
            sheet.write(Role::Tick, (x, second), Anchor::Middle, style, under);
        }
    }
    // Where every poll has its tick, or they are so many that dots would be a line, there is nothing to tell.
    let named = days.iter().all(|day| ticks.iter().any(|tick| tick.day == *day));
    if !named && plot.width / days.len() as f64 >= DOTS_APART {
        for day in *days {
            let fill = Some(sheet.theme.colours.muted);
            sheet.point(Role::Grid, (frame.x(*day), plot.y - 4.0), DOT, 0, (fill, None));
        }
        sheet.remark("Dots over the areas: polls".to_owned());
    }
}
