//! A composition over time: answers stacked to 100 % between polls, named at the right, with a mark at the date of every poll.

mod band;

use super::Chart;
use super::likert::{Answer, Scale};
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Point, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, range};
use crate::chart::layout::{Axis, EndLabel, Hold, Lines, Sheet, date_ticks, month_and_year};
use crate::chart::words::{self, Printer};
use band::Band;

/// The kind.
pub(super) struct Area;

impl Chart for Area {
    fn name(&self) -> &'static str {
        "area"
    }

    fn about(&self) -> &'static str {
        "answers stacked over time"
    }

    fn drawn(&self, _: &Figures) -> String {
        let ticks =
            "Ticks under the plot: polls, joined by straight lines; at the left the first poll, at the right the last";
        format!("{ticks}. {}", words::NO_INTERVALS)
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        match days(figures).as_slice() {
            [first, .., last] => {
                format!("{}, {} – {}", words::subject(figures), month_and_year(*first), month_and_year(*last))
            }
            _ => words::subject(figures),
        }
    }

    fn describe(&self, figures: &Figures) -> String {
        let (printer, scale, days) = (Printer::of(figures), Scale::read(figures), days(figures));
        let mut text =
            format!("Stacked areas over {}: {}.", words::counted(days.len(), "poll"), words::subject(figures));
        let ends = days.first().zip(days.last());
        for answer in &scale.answers {
            let value =
                |day: f64| value(figures, answer.name, day).map_or_else(|| "–".to_owned(), |v| printer.value(v));
            if let Some((first, last)) = ends {
                text +=
                    &format!(" {}: {} at first, {} at last.", words::capital(answer.name), value(*first), value(*last));
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
        let colours = scale.colours(figures, sheet);
        let last = *days.last().unwrap_or(&0.0);
        let ends: Vec<[Lines; 2]> =
            scale.answers.iter().map(|answer| end_texts(figures, sheet, answer.name, last)).collect();
        let width = |at: usize| ends.iter().map(|texts| texts[at].width).fold(0.0, f64::max) + 14.0;
        let small = sheet.small();
        let left = sheet.width_of("100%", small) + 8.0;
        let bottom = 2.0 * sheet.measure(small).leading() + 14.0;
        let whole = sheet.body.inset(left, 6.0, width(1), bottom);
        // Names that all have room in their areas leave their width to the plot.
        let inside = whole.width >= 60.0 && all_fit(figures, sheet, &scale, &days, whole);
        let plot = if inside { whole } else { sheet.body.inset(left, 6.0, width(0), bottom) };
        // A picture that grows for its texts leaves the areas a height in which they are seen.
        let least = if sheet.is_fixed() { 60.0 } else { 140.0 };
        if plot.width < 60.0 || plot.height < least {
            return Err(sheet.too_small(least - plot.height, 60.0 - plot.width));
        }
        let frame = Frame::new(figures, &scale, &days, plot);
        sheet.promise(&frame.axis, true);
        let bands = frame.bands(figures, &scale);
        draw_stack(sheet, (&scale, &colours), &bands);
        draw_axes(sheet, &frame, printer);
        write_first(figures, sheet, (&scale, &colours), (&days, &bands));
        if inside {
            write_names(sheet, (&scale, &colours), &bands);
        }
        let label = |(at, [full, bare]): (usize, [Lines; 2])| {
            let colour = if scale.answers[at].aside { sheet.theme.colours.muted } else { colours[at] };
            let lines = if inside { bare } else { full };
            EndLabel { series: Some(at), lines, colour, at: (plot.right() - 3.0, bands[at].last_middle()) }
        };
        let labels: Vec<EndLabel> = ends.into_iter().enumerate().map(label).collect();
        let reach = (plot.y - 4.0, plot.bottom() + 6.0);
        sheet.end_labels(&labels, (plot.right() + 10.0, Anchor::Start), reach)?;
        Ok(())
    }
}

/// Where days and shares stand in a plot.
struct Frame<'a> {
    plot: Rect,
    axis: Axis,
    days: &'a [f64],
}

impl<'a> Frame<'a> {
    fn new(figures: &Figures, scale: &Scale<'_>, days: &'a [f64], plot: Rect) -> Self {
        let sum = |day: &f64| scale.answers.iter().filter_map(|a| value(figures, a.name, *day)).sum::<f64>();
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
        let mut floor = vec![0.0; self.days.len()];
        let band = |answer: &Answer<'_>| {
            let on = |(day, under): (&f64, &f64)| under + value(figures, answer.name, *day).unwrap_or(0.0);
            let ceiling: Vec<f64> = self.days.iter().zip(&floor).map(on).collect();
            let xs = self.days.iter().map(|day| self.x(*day)).collect();
            let band = Band { xs, top: place(&ceiling), bottom: place(&floor) };
            floor = ceiling;
            band
        };
        scale.answers.iter().map(band).collect()
    }
}

/// Whether every answer's name has room in its area.
fn all_fit(figures: &Figures, sheet: &Sheet<'_>, scale: &Scale<'_>, days: &[f64], plot: Rect) -> bool {
    let bands = Frame::new(figures, scale, days, plot).bands(figures, scale);
    scale.answers.iter().zip(&bands).all(|(answer, band)| band.place_of(sheet, answer.name).is_some())
}

/// What stands at the right of an area: its name with the value of the last poll, and the value alone.
fn end_texts(figures: &Figures, sheet: &Sheet<'_>, answer: &str, last: f64) -> [Lines; 2] {
    let value = value(figures, answer, last).map_or_else(String::new, |value| Printer::of(figures).value(value));
    let ruler = sheet.measure(sheet.plain().strong());
    let limit = sheet.body.width * 0.26;
    [format!("{} {value}", words::capital(answer)), value].map(|text| ruler.wrap(&text, limit, 4))
}

/// Draws the answers one on the other.
fn draw_stack(sheet: &mut Sheet<'_>, (scale, colours): (&Scale<'_>, &[Colour]), bands: &[Band]) {
    for (at, ((answer, colour), band)) in scale.answers.iter().zip(colours).zip(bands).enumerate() {
        let edge = |heights: &[f64]| -> Vec<Point> { band.xs.iter().copied().zip(heights.iter().copied()).collect() };
        let corners = edge(&band.top).into_iter().chain(edge(&band.bottom).into_iter().rev()).collect();
        let around = answer.edge(*colour, sheet);
        sheet.series = Some(at);
        sheet.area(Role::Segment, corners, *colour, Some(Stroke::new(around, 1.0)));
    }
    sheet.series = None;
}

/// Ink that reads on an answer's area.
fn ink_on(sheet: &Sheet<'_>, answer: &Answer<'_>, colour: Colour) -> Colour {
    if answer.aside { sheet.theme.colours.ink } else { colour.ink_on() }
}

/// Writes the values of the first poll at the left end of their areas, where they stay within them.
fn write_first(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (scale, colours): (&Scale<'_>, &[Colour]),
    (days, bands): (&[f64], &[Band]),
) {
    let style = sheet.plain();
    let printer = Printer::of(figures);
    for ((answer, colour), band) in scale.answers.iter().zip(colours).zip(bands) {
        let text = printer.value(value(figures, answer.name, days[0]).unwrap_or(0.0));
        let left = band.xs[0] + 6.0;
        let (top, bottom) = band.free(left, left + sheet.width_of(&text, style) + 4.0);
        if bottom - top > style.size * 1.3 {
            let style = style.coloured(ink_on(sheet, answer, *colour));
            sheet.write_centred(Role::Value, (left, f64::midpoint(top, bottom)), Anchor::Start, style, &text);
        }
    }
}

/// Writes the names of the answers into their areas.
fn write_names(sheet: &mut Sheet<'_>, (scale, colours): (&Scale<'_>, &[Colour]), bands: &[Band]) {
    for ((answer, colour), band) in scale.answers.iter().zip(colours).zip(bands) {
        if let Some(middle) = band.place_of(sheet, answer.name) {
            let style = sheet.plain().strong().coloured(ink_on(sheet, answer, *colour));
            sheet.write_centred(Role::Label, middle, Anchor::Middle, style, &words::capital(answer.name));
        }
    }
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

fn value(figures: &Figures, answer: &str, day: f64) -> Option<f64> {
    let mut rows = figures.rows.iter().filter(|row| row.part == Part::Estimate);
    let found =
        rows.find(|row| row.answer.as_deref() == Some(answer) && row.when.as_ref().is_some_and(|when| when.day == day));
    found.and_then(|row| row.value)
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
    for day in *days {
        let at = vec![(frame.x(*day), plot.bottom() + 2.0), (frame.x(*day), plot.bottom() + 7.0)];
        sheet.line(Role::Grid, at, Stroke::new(sheet.theme.colours.axis, 1.2));
    }
    let (from, to) = range(days.iter().copied()).unwrap_or((0.0, 0.0));
    for tick in date_ticks(from, to, plot.width, &|text| sheet.width_of(text, style)) {
        let base = plot.bottom() + 11.0 + style.size;
        sheet.write(Role::Tick, (frame.x(tick.day), base), Anchor::Middle, style, &tick.label);
        if let Some(under) = &tick.under {
            let second = base + sheet.measure(style).leading();
            sheet.write(Role::Tick, (frame.x(tick.day), second), Anchor::Middle, style, under);
        }
    }
}
