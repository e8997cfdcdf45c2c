//! A composition over time: answers stacked to 100 % between polls, named at the right, with a mark at the date of every poll.

use super::Chart;
use super::likert::Scale;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Point, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, range};
use crate::chart::layout::{Axis, EndLabel, Hold, Lines, Sheet, date_ticks, month_and_year};
use crate::chart::words::{self, Printer};

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
        "Ticks under the plot: polls, joined by straight lines; at the left the first poll, at the right the last. Intervals are not shown"
            .to_owned()
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
        let mut text = format!("Stacked areas over {} polls: {}.", days.len(), words::subject(figures));
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
        let name = sheet.plain().strong();
        let limit = sheet.body.width * 0.26;
        let last = *days.last().unwrap_or(&0.0);
        let label = |name_: &str| {
            let value = value(figures, name_, last).map_or_else(String::new, |v| printer.value(v));
            sheet.measure(name).wrap(&format!("{} {value}", words::capital(name_)), limit, 4)
        };
        let labels: Vec<Lines> = scale.answers.iter().map(|answer| label(answer.name)).collect();
        let right = labels.iter().map(|lines| lines.width).fold(0.0, f64::max) + 14.0;
        let small = sheet.small();
        let left = sheet.width_of("100%", small) + 8.0;
        let bottom = 2.0 * sheet.measure(small).leading() + 14.0;
        let plot = sheet.body.inset(left, 6.0, right, bottom);
        if plot.width < 60.0 || plot.height < 60.0 {
            return Err(sheet.too_small(60.0 - plot.height, 60.0 - plot.width));
        }
        let sums =
            days.iter().map(|day| scale.answers.iter().filter_map(|a| value(figures, a.name, *day)).sum::<f64>());
        let most = sums.fold(1.0, f64::max);
        let axis = Axis::new([most], Hold::Whole, (0.0, most), 4).placed(plot.bottom(), plot.y);
        sheet.promise(&axis, true);
        let x = |day: f64| plot.x + (day - days[0]) / (last - days[0]) * plot.width;
        let middles = draw_stack(figures, sheet, (&scale, &colours), (&days, &axis), &x);
        write_first(figures, sheet, (&scale, &colours, printer), (&days, &axis), &x);
        draw_axes(sheet, plot, &axis, (&days, printer), &x);
        let label = |((at, lines), middle): ((usize, Lines), f64)| {
            let colour = if scale.answers[at].aside { sheet.theme.colours.muted } else { colours[at] };
            EndLabel { series: Some(at), lines, colour, at: (plot.right() - 3.0, middle) }
        };
        let labels: Vec<EndLabel> = labels.into_iter().enumerate().zip(middles).map(label).collect();
        let reach = (plot.y - 4.0, plot.bottom() + 6.0);
        sheet.end_labels(&labels, (plot.right() + 10.0, Anchor::Start), reach)
    }
}

/// Draws the answers one on the other; the middle of each at the last poll.
fn draw_stack(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (scale, colours): (&Scale<'_>, &[Colour]),
    (days, axis): (&[f64], &Axis),
    x: &dyn Fn(f64) -> f64,
) -> Vec<f64> {
    let edge =
        |heights: &[f64]| -> Vec<Point> { days.iter().zip(heights).map(|(d, h)| (x(*d), axis.at(*h))).collect() };
    let mut floor = vec![0.0; days.len()];
    let mut middles = Vec::new();
    for (at, (answer, colour)) in scale.answers.iter().zip(colours).enumerate() {
        let on = |(day, under): (&f64, &f64)| under + value(figures, answer.name, *day).unwrap_or(0.0);
        let ceiling: Vec<f64> = days.iter().zip(&floor).map(on).collect();
        let mut corners = edge(&ceiling);
        corners.extend(edge(&floor).into_iter().rev());
        sheet.series = Some(at);
        let around = if answer.aside { sheet.theme.colours.axis } else { sheet.theme.colours.paper };
        sheet.area(Role::Segment, corners, *colour, Some(Stroke::new(around, 1.0)));
        let end = days.len() - 1;
        middles.push(axis.at(f64::midpoint(floor[end], ceiling[end])));
        floor = ceiling;
    }
    sheet.series = None;
    middles
}

/// Writes the values of the first poll at the left end of their areas, where they stay within them.
fn write_first(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (scale, colours, printer): (&Scale<'_>, &[Colour], Printer),
    (days, axis): (&[f64], &Axis),
    x: &dyn Fn(f64) -> f64,
) {
    let style = sheet.plain();
    let height = |answer: &str, day: f64| value(figures, answer, day).unwrap_or(0.0);
    let mut floor = vec![0.0; days.len()];
    for (answer, colour) in scale.answers.iter().zip(colours) {
        let ceiling: Vec<f64> = days.iter().zip(&floor).map(|(day, under)| under + height(answer.name, *day)).collect();
        let text = printer.value(height(answer.name, days[0]));
        let end = x(days[0]) + 10.0 + sheet.width_of(&text, style);
        // The polls that the text spans, and the one after them, bound the height it has.
        let spanned = 1 + days.iter().filter(|day| x(**day) < end).count();
        let lowest = ceiling.iter().take(spanned).copied().fold(f64::INFINITY, f64::min);
        let highest = floor.iter().take(spanned).copied().fold(0.0, f64::max);
        if axis.at(highest) - axis.at(lowest) > style.size * 1.3 {
            let ink = if answer.aside { sheet.theme.colours.ink } else { colour.ink_on() };
            let at = (x(days[0]) + 6.0, axis.at(f64::midpoint(lowest, highest)));
            sheet.write_centred(Role::Value, at, Anchor::Start, style.coloured(ink), &text);
        }
        floor = ceiling;
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

fn draw_axes(sheet: &mut Sheet<'_>, plot: Rect, axis: &Axis, data: (&[f64], Printer), x: &dyn Fn(f64) -> f64) {
    let (days, printer) = data;
    let style = sheet.small();
    for tick in axis.ticks() {
        let y = axis.at(tick).round() + 0.5;
        let line = Stroke::new(sheet.theme.colours.paper.fade(0.45), 0.8);
        if tick > 0.0 && tick < axis.to {
            sheet.line(Role::Grid, vec![(plot.x, y), (plot.right(), y)], line);
        }
        sheet.write_centred(Role::Tick, (plot.x - 8.0, y), Anchor::End, style, &printer.tick(tick, axis.step));
    }
    for day in days {
        let at = vec![(x(*day), plot.bottom() + 2.0), (x(*day), plot.bottom() + 7.0)];
        sheet.line(Role::Grid, at, Stroke::new(sheet.theme.colours.axis, 1.2));
    }
    let (from, to) = range(days.iter().copied()).unwrap_or((0.0, 0.0));
    for tick in date_ticks(from, to, plot.width, &|text| sheet.width_of(text, style)) {
        let base = plot.bottom() + 11.0 + style.size;
        sheet.write(Role::Tick, (x(tick.day), base), Anchor::Middle, style, &tick.label);
        if let Some(under) = &tick.under {
            let second = base + sheet.measure(style).leading();
            sheet.write(Role::Tick, (x(tick.day), second), Anchor::Middle, style, under);
        }
    }
}
