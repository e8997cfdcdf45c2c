//! Polls pooled: each poll with its interval, its square sized by its weight, and the pooled estimate as a diamond whose dotted line is
//! the prediction interval of a further poll.

mod marks;
mod names;

use super::Chart;
use super::dots::{row_values, value_text};
use super::polled::{Frame, Listed, Numbers};
use super::told::range_words;
use super::trend::limits;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{FILE_ORDER, Figures, Part, Row, Unit, distinct};
use crate::chart::layout::{Axis, Column, Hold, Sheet};
use crate::chart::words::{self, Printer};
use crate::uncertainty::Bounds;
use marks::{Seen, Squares, draw_pooled};
use names::{BY_DATE, BY_VALUE, named_rows, ordered};

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
        // What is seen of the level depends on the axis: the picture says it when it is drawn.
        format!("{squares}; lines: {}", words::interval_name(figures))
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::titled(figures, ":", "polls and their pooled estimate")
    }

    fn orders<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        let polls = figures.rows.iter().filter(|row| row.part == Part::Estimate);
        distinct(polls.filter_map(names::name_of))
    }

    fn arrangements(&self, _figures: &Figures) -> &'static [&'static str] {
        &[BY_DATE, BY_VALUE, FILE_ORDER]
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
            let bounds = row.inner.map(|b| format!(" ({})", told_by(row, printer).interval(b))).unwrap_or_default();
            let of = row.series.as_deref().map(|group| format!(" ({group})")).unwrap_or_default();
            text += &format!(" Pooled{of}: {}{bounds}.", told_by(row, printer).value(value));
        }
        if let Some(scatter) = &figures.notes.scatter {
            text += &format!(" {}.", scatter.trim_end_matches('.'));
        }
        text + &range_words(figures, printer)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let printer = Printer::of(figures);
        let rows = ordered(figures);
        let leading = sheet.measure(sheet.small()).leading();
        let scatter = figures
            .notes
            .scatter
            .as_deref()
            .map(|text| sheet.measure(sheet.small()).wrap_full(text, sheet.body.width, 3));
        let below = scatter.as_ref().map_or(0.0, |lines| lines.lines.len() as f64 * leading + 8.0);
        let foot = leading + 6.0;
        let listed = listed(sheet, figures, &rows, printer);
        let frame = listed.place(sheet, (0.0, foot + below))?;
        let axis = axis(sheet, figures, &rows, (frame.plot.x + 6.0, frame.plot.right() - 6.0));
        let banded = draw_bands(sheet, &rows, (&frame, &axis));
        frame.grid(sheet, &axis, printer, rows.iter().map(|row| row_values(row).reduce(f64::min)));
        draw_levels(sheet, &rows, (&frame, &axis));
        let squares = Squares::of(&rows, &axis);
        let mut levels: Vec<(&Row, Seen)> = Vec::new();
        for (row, y) in rows.iter().zip(&frame.centres) {
            if row.part == Part::Pooled {
                levels.push((row, draw_pooled(sheet, row, &axis, *y)));
            } else {
                squares.draw(sheet, row, &axis, *y);
            }
        }
        for said in level_words(&levels, &axis, (figures, banded)) {
            sheet.remark(said);
        }
        frame.write_numbers(sheet);
        if let Some(lines) = scatter {
            let style = sheet.small().coloured(sheet.theme.colours.ink);
            let first = (sheet.body.x, frame.plot.bottom() + foot + 8.0 + style.size);
            sheet.write_lines(Role::Remark, first, Anchor::Start, style, &lines);
        }
        Ok(())
    }
}

/// Between numbers that are the same.
const NOISE: f64 = 1e-9;

/// What is drawn of the levels, in words.
fn level_words(levels: &[(&Row, Seen)], axis: &Axis, (figures, banded): (&Figures, bool)) -> Vec<String> {
    if levels.is_empty() {
        return Vec::new();
    }
    let past = |b: &Bounds| b.low < axis.from - NOISE || b.high > axis.to + NOISE;
    let whole = levels.iter().any(|(row, seen)| row.inner.is_some() && !seen.is_cut);
    let diamond = match (whole, banded) {
        (true, true) => "Diamond and band: pooled estimate with its interval",
        (true, false) => "Diamond: pooled estimate with its interval",
        (false, true) => "Diamond: pooled estimate; band: its interval",
        (false, false) => "Diamond: pooled estimate",
    };
    let further = |row: &Row| {
        let (low, high) = limits(figures);
        row.outer.map(|b| Bounds { low: b.low.max(low), high: b.high.min(high) })
    };
    let dotted: Vec<Bounds> = levels.iter().filter(|(_, seen)| seen.dots).filter_map(|(row, _)| further(row)).collect();
    let said = match (dotted.is_empty(), dotted.iter().any(past), levels) {
        (false, false, _) => Some("its dotted line: where the level of a further poll would lie".to_owned()),
        (false, true, _) => {
            Some("its dotted line: where the level of a further poll would lie, as far as the axis reaches".to_owned())
        }
        (true, _, [(row, _)]) => further(row).map(|bounds| {
            let unit = if figures.unit == Unit::Share { "%" } else { "" };
            format!(
                "the level of a further poll would lie at {}{unit}",
                told_by(row, Printer::of(figures)).interval(bounds)
            )
        }),
        _ => None,
    };
    let first = std::iter::once(diamond.to_owned()).chain(said).collect::<Vec<_>>().join("; ");
    let cut = levels.iter().any(|(_, seen)| seen.is_cut);
    let arrows = "Arrows: the interval of the pooled estimate reaches past the ends of the axis";
    std::iter::once(first).chain(cut.then(|| arrows.to_owned())).collect()
}

/// The interval of each pooled estimate as a pale band behind the polls that it is made of: which lie off it is seen at sight. Whether there is
/// any.
fn draw_bands(sheet: &mut Sheet<'_>, rows: &[&Row], (frame, axis): (&Frame, &Axis)) -> bool {
    let mut drawn = false;
    let pale = sheet.theme.colours.reference.fade(0.13);
    let mut first = 0;
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.part == Part::Pooled) {
        // A band from end to end would set nothing off.
        let short = |bounds: &Bounds| bounds.low > axis.from || bounds.high < axis.to;
        if let Some(bounds) = row.inner.filter(short) {
            let (left, right) = (axis.at(bounds.low.max(axis.from)), axis.at(bounds.high.min(axis.to)));
            for (from, to) in frame.uprights(first, at) {
                let to = to.min(frame.centres[at]);
                sheet.rect(Role::Halo, Rect::new(left, from, right - left, to - from), pale, None);
                drawn = true;
            }
        }
        first = at + 1;
    }
    drawn
}

/// A dashed line from each pooled estimate up through the polls that it is made of.
fn draw_levels(sheet: &mut Sheet<'_>, rows: &[&Row], (frame, axis): (&Frame, &Axis)) {
    let stroke = Stroke::new(sheet.theme.colours.reference, 1.0).dashed(3.0, 3.0);
    let mut first = 0;
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.part == Part::Pooled) {
        if let Some(x) = row.value.map(|value| axis.at(value)) {
            for (from, to) in frame.uprights(first, at) {
                sheet.line(Role::Reference, vec![(x, from), (x, to.min(frame.centres[at]))], stroke);
            }
        }
        first = at + 1;
    }
}

/// The printer of a row: the one number of the picture has a decimal more where it is known to within a few points.
fn told_by(row: &Row, printer: Printer) -> Printer {
    const SURE: f64 = 0.04;
    let narrow = row.inner.is_some_and(|bounds| bounds.high - bounds.low < SURE);
    if row.part == Part::Pooled && narrow { printer.finer() } else { printer }
}

/// An axis of the polls; as far as what is pooled reaches, where that leaves the polls most of it. Few polls may leave the level open.
fn axis(sheet: &Sheet<'_>, figures: &Figures, rows: &[&Row], reach: (f64, f64)) -> Axis {
    const LONGER: f64 = 1.6;
    let hold = if figures.unit == Unit::Points { Hold::Zero } else { Hold::Near };
    let of = |values: Vec<f64>| sheet.axis_across(&values, (hold, limits(figures)), reach, Printer::of(figures));
    let polls = || rows.iter().filter(|row| row.part != Part::Pooled).flat_map(|row| row_values(row));
    let pooled = || rows.iter().filter(|row| row.part == Part::Pooled);
    let level = pooled().flat_map(|row| row.value.into_iter().chain(row.inner.iter().flat_map(|b| [b.low, b.high])));
    let usual = of(polls().chain(pooled().filter_map(|row| row.value)).collect());
    let length = |axis: &Axis| axis.to - axis.from;
    let wider = [of(rows.iter().flat_map(|row| row_values(row)).collect()), of(polls().chain(level).collect())];
    wider.into_iter().find(|axis| length(axis) <= LONGER * length(&usual)).unwrap_or(usual)
}

fn listed(sheet: &Sheet<'_>, figures: &Figures, rows: &[&Row], printer: Printer) -> Listed {
    let cells = |text: &dyn Fn(&Row) -> String| rows.iter().map(|row| text(row)).collect::<Vec<_>>();
    let bounds = |row: &Row| row.inner.or(row.outer).map_or_else(String::new, |b| told_by(row, printer).interval(b));
    let weight = |row: &Row| row.weight.map_or_else(String::new, |weight| format!("{:.0}%", weight * 100.0));
    let base = |row: &Row| row.n.map_or_else(String::new, words::count);
    let small = sheet.small();
    let pooled = |row: &Row| row.part == Part::Pooled;
    let values = Column::new("", cells(&|row| value_text(row, told_by(row, printer))), sheet.plain());
    let values = Column { strong: (0..rows.len()).filter(|at| pooled(rows[*at])).collect(), ..values };
    let intervals = Column::intervals(words::interval_heading(figures), cells(&bounds), small);
    let weights = Column::new("weight", cells(&weight), small);
    let bases = Column::new("n", cells(&base), small);
    // Squares say the weight, lines the interval; nothing else says how many were asked.
    let levels: Vec<usize> =
        (0..rows.len()).filter(|at| pooled(rows[*at]) && !intervals.cells[*at].is_empty()).collect();
    let of_polls = if levels.is_empty() { "intervals" } else { "intervals of polls" };
    let named = [(values, "values", 0), (intervals, of_polls, 2), (weights, "", 3), (bases, "n of each poll", 1)];
    // The interval of what is pooled is printed in any width.
    let kept_at = |called: &str| if called == of_polls { levels.clone() } else { Vec::new() };
    let numbers =
        named.into_iter().map(|(column, called, rank)| Numbers { column, called, rank, kept_at: kept_at(called) });
    let mut numbers: Vec<Numbers> = numbers.collect();
    numbers.retain(|numbers| numbers.column.cells.iter().any(|cell| !cell.is_empty()));
    let (labels, after) = named_rows(figures, rows, small);
    Listed { labels, after, numbers, most: 36.0 }
}
