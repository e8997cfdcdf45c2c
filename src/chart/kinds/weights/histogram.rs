//! The spread of weights as a histogram.

use super::labels::{self, is_labelled, write_labels};
use super::tail::Tail;
use super::{SPREAD, heading};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Row, Unit};
use crate::chart::layout::{Axis, Hold, Sheet};
use crate::chart::words::{self, Printer};

/// Respondents by weight. A few weights, each a bar of its own, are named at their bars.
pub(super) fn draw_histogram(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (bins, remark): (&[(&Row, f64)], Option<&str>),
    area: Rect,
) -> Result<(), ChartError> {
    let printer = Printer::of(figures).as_unit(Unit::Number);
    let head = heading(sheet, SPREAD, (area.x, area.y));
    if let Some(remark) = remark {
        let style = sheet.small();
        let left = area.right() - sheet.width_of(remark, style);
        if left > area.x + sheet.width_of(SPREAD, style.strong()) + 16.0 {
            sheet.write(Role::Remark, (area.right(), area.y + style.size), Anchor::End, style, remark);
        }
    }
    let small = sheet.small();
    let most = bins.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let left = sheet.width_of(&words::count(most * 2.0), small) + 8.0;
    let plot = area.inset(left, head + 4.0, 8.0, sheet.measure(small).leading() + 8.0);
    if plot.height < 40.0 || plot.width < 80.0 {
        return Err(sheet.too_small(40.0 - plot.height, 80.0 - plot.width));
    }
    let counts = of_people(Axis::new([most], Hold::Zero, (0.0, f64::INFINITY), 3)).placed(plot.bottom(), plot.y);
    // A single bar would stand at the end of its axis.
    let beside = (bins.len() == 1).then_some(2.0);
    let ends = bins.iter().filter_map(|(row, _)| row.span).flat_map(|span| [span.low, span.high]);
    let spans: Vec<f64> = ends.chain(beside).collect();
    let weights = sheet.axis_of_bars(&spans, (0.0, f64::INFINITY), (plot.x, plot.right()), printer);
    let tail = Tail::read(sheet, bins, &weights);
    // Names of weights and of the tail stand over the bars under them, be these the highest.
    let over = if is_labelled(bins) { lacking((labels::height(sheet), most), &counts) } else { 0.0 };
    let raised = tail.as_ref().map_or(0.0, |tail| lacking((tail.height(sheet), tail.most), &counts)).max(over);
    let (plot, counts) = (plot.inset(0.0, raised, 0.0, 0.0), counts.placed(plot.bottom(), plot.y + raised));
    if plot.height < 40.0 {
        return Err(sheet.too_small(40.0 - plot.height, 0.0));
    }
    sheet.promise(&counts, true);
    for tick in counts.ticks() {
        let y = counts.at(tick).round() + 0.5;
        let colour = if tick == 0.0 { sheet.theme.colours.axis } else { sheet.theme.colours.grid };
        sheet.line(Role::Grid, vec![(plot.x, y), (plot.right(), y)], Stroke::new(colour, 1.0));
        sheet.write_centred(Role::Tick, (plot.x - 8.0, y), Anchor::End, small, &words::count(tick));
    }
    draw_bars(sheet, bins, (&counts, &weights));
    if let Some(tail) = tail {
        tail.write(sheet, &counts);
    }
    for tick in weights.ticks() {
        let at = (weights.at(tick), plot.bottom() + 6.0 + small.size);
        sheet.write(Role::Tick, at, Anchor::Middle, small, &printer.tick(tick, weights.step));
    }
    Ok(())
}

/// The axis with ticks at whole numbers alone: there is no half a respondent.
fn of_people(axis: Axis) -> Axis {
    let step = axis.step.ceil();
    if step > axis.step { Axis { to: step * (axis.to / step - 1e-9).ceil(), step, ..axis } } else { axis }
}

/// How much lower a plot has to start for something so high to stand over a bar of so many in it.
fn lacking((height, count): (f64, f64), counts: &Axis) -> f64 {
    let part = (count / counts.to).clamp(1e-6, 1.0);
    let free = (1.0 - part) * (counts.start - counts.end);
    ((height - free) / part).max(0.0)
}

/// Lower bars than this, in pixels of a screen, cannot be seen.
const LOWEST: f64 = 1.0;

/// Bars true to scale, those set apart in the colour of highlights. Where one is too low to be seen, a dot below the axis says that it is there.
fn draw_bars(sheet: &mut Sheet<'_>, bins: &[(&Row, f64)], (counts, weights): (&Axis, &Axis)) {
    const POST: f64 = 6.0;
    const DOT: f64 = 2.0;
    let usual = sheet.paled(sheet.series_colour(0));
    let marked = sheet.theme.colours.highlight;
    let mut bars = Vec::new();
    for (row, value) in bins {
        let Some(span) = row.span else { continue };
        let (from, to) = (weights.at(span.low), weights.at(span.high));
        let (middle, top) = (f64::midpoint(from, to), counts.at(*value));
        let width = (to - from - 1.0).max(if row.item.is_some() { POST } else { 0.5 });
        let bar = Rect::new(middle - width / 2.0, top, width, counts.start - top);
        let fill = if row.series.is_some() { marked } else { usual };
        sheet.rect(Role::Bar, bar, fill, None);
        if *value > 0.0 && bar.height < LOWEST {
            sheet.point(Role::Trace, (middle, counts.start + 2.0 + DOT), DOT, 0, (Some(fill), None));
            sheet.remark("Dots below the axis: too few respondents for a bar to be seen".to_owned());
        }
        bars.push((*row, *value, bar));
    }
    if is_labelled(bins) {
        write_labels(sheet, &bars, (weights.start, weights.end));
    }
}
