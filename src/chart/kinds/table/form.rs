//! How numbers, bars and intervals stand in the cells of a table.

use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, LeftOut, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Row, Unit, range};
use crate::chart::kinds::crosstab::{Crosstab, INSET, digits};
use crate::chart::kinds::listing::Entry;
use crate::chart::kinds::printed::{CLOSE, Numbers, interval};
use crate::chart::layout::{RowPitch, Sheet, Style};
use crate::chart::words::Printer;

/// The least width of a bar beside its number, and of one on which the line of an interval is more than a crumb.
const LEAST_BAR: f64 = 40.0;
const LEAST_LINE: f64 = 120.0;
/// From a number to its bar, and to its interval.
const BESIDE: f64 = 7.0;
/// The least share that the longest bar may stand for.
const LEAST_FULL: f64 = 0.2;

/// How the numbers of a column are written, and from which value to which its bars may reach: zero is one of them or between them.
pub(super) struct Measure {
    pub(super) printer: Printer,
    from: f64,
    to: f64,
    /// The longest bar there may be stands for everybody.
    of_all: bool,
}

impl Measure {
    /// To the ends of the longest intervals; of shares to the next ten per cent.
    fn of((figures, printer): (&Figures, Printer)) -> Self {
        let ends = |row: &Row| row.value.into_iter().chain(row.widest().into_iter().flat_map(|b| [b.low, b.high]));
        let (low, high) = range(figures.rows.iter().flat_map(ends)).unwrap_or((0.0, 1.0));
        let to = match figures.unit {
            Unit::Share => ((10.0 * high - 1e-9).ceil() / 10.0).clamp(LEAST_FULL, 1.0),
            Unit::Points | Unit::Number => high.max(0.0),
        };
        let of_all = figures.unit == Unit::Share && to >= 1.0;
        Self { printer, from: low.min(0.0), to, of_all }
    }

    /// Where on a track a value lies.
    fn reach(&self, track: Rect, value: f64) -> f64 {
        let part = (value - self.from) / (self.to - self.from).max(f64::MIN_POSITIVE);
        track.x + part.clamp(0.0, 1.0) * track.width
    }
}

/// What stands in a cell with the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The bar beside it, with its interval as a line on it.
    Beside,
    /// The interval in numbers beside it, the bar below both.
    Told,
    /// The bar below it: a margin of the whole line stands at its end.
    Below,
}

/// How numbers and bars stand in all cells. Digits of a column end at one place and bars start at one; all columns have equal room for bars, so
/// that they compare.
pub(super) struct Form {
    /// The widest digits of each column, and the widest sign after them.
    numbers: Vec<(f64, f64)>,
    pub(super) measures: Vec<Measure>,
    /// The length of the longest bar there may be.
    pub(super) length: f64,
    pub(super) shape: Shape,
    /// Numbers have the sign for per cent, which goes where not all have room for it.
    signed: bool,
}

impl Form {
    /// The form for cells of this width; intervals are shown where they are known.
    pub(super) fn of(
        table: &Crosstab<'_>,
        (figures, numbers): (&Figures, &Numbers),
        sheet: &Sheet<'_>,
        width: f64,
    ) -> Self {
        let measures = table.measures(figures);
        let measures: Vec<Measure> = measures.iter().zip(numbers.printers.iter().copied()).map(Measure::of).collect();
        let widest = |(column, measure): (&&str, &Measure)| {
            let rows = table.entries.iter().enumerate().filter_map(|(at, e)| Some((at, e, table.cell(e, column)?)));
            let extents = rows.map(|(at, entry, row)| {
                let text = table.printed(at, row, measure.printer);
                let (_, sign) = digits(&text);
                let style = number_style(sheet, entry);
                let sign = sheet.width_of(sign, style);
                let interval = interval(row, measure.printer).map_or(0.0, |text| sheet.width_of(&text, sheet.small()));
                (sheet.width_of(&text, style) - sign, sign, interval)
            });
            extents.fold((0.0, 0.0, 0.0), |(a, b, c), (d, e, f)| (f64::max(a, d), f64::max(b, e), f64::max(c, f)))
        };
        let widest: Vec<(f64, f64, f64)> = table.columns.iter().zip(&measures).map(widest).collect();
        let number = widest.iter().map(|(digits, sign, _)| digits + sign).fold(0.0, f64::max);
        let told = widest.iter().map(|(digits, sign, interval)| digits + sign + BESIDE + interval).fold(0.0, f64::max);
        let beside = width - BESIDE - number;
        let known = !figures.notes.intervals_off && figures.rows.iter().any(|row| row.widest().is_some());
        let shape = match known {
            true if beside >= LEAST_LINE => Shape::Beside,
            true if told <= width => Shape::Told,
            false if beside >= LEAST_BAR => Shape::Beside,
            _ => Shape::Below,
        };
        let signed = number + CLOSE <= width + 2.0 * INSET;
        let length = if shape == Shape::Beside { beside } else { width };
        let numbers = widest.into_iter().map(|(digits, sign, _)| (digits, sign)).collect();
        Self { numbers, measures, length, shape, signed }
    }

    /// What the footer need not explain.
    pub(super) fn left_out(&self) -> LeftOut {
        let (lines, intervals) = (self.shape == Shape::Told, self.shape == Shape::Below);
        LeftOut { lines, intervals, ..LeftOut::default() }
    }

    /// Rows are higher where bars lie below numbers. Names cut short are worse than low rows.
    pub(super) fn pitch(&self, sheet: &Sheet<'_>) -> RowPitch {
        let least = match self.shape {
            _ if sheet.is_fixed() => 22.0,
            Shape::Beside => 28.0,
            Shape::Told | Shape::Below => 33.0,
        };
        RowPitch { least, most: 36.0 }
    }

    /// Writes the number of a cell, or what stands for it.
    pub(super) fn write(&self, sheet: &mut Sheet<'_>, (cell, column): (Rect, usize), style: Style, text: &str) {
        let text = &if self.signed { text.to_owned() } else { text.replace('%', "") };
        let end = cell.x + self.numbers[column].0 + sheet.width_of(digits(text).1, style);
        sheet.write_centred(Role::Value, (end, self.height(cell)), Anchor::End, style, text);
    }

    /// The height that numbers of a cell are centred on.
    fn height(&self, cell: Rect) -> f64 {
        cell.centre().1 - if self.shape == Shape::Beside { 0.0 } else { 4.5 }
    }

    /// Draws the bar of a cell and shows its interval.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, row: &Row, (cell, column): (Rect, usize), fill: Colour) {
        let measure = &self.measures[column];
        let (digits, sign) = self.numbers[column];
        let (middle, right) = (cell.centre().1, cell.x + digits + sign + BESIDE);
        match self.shape {
            Shape::Beside => {
                let track = Rect::new(right, middle - 5.0, self.length, 10.0);
                draw_bar(sheet, row, track, (measure, fill));
                draw_interval(sheet, row, track, (measure, fill));
            }
            Shape::Told | Shape::Below => {
                let track = Rect::new(cell.x, middle + 5.0, self.length, 5.0);
                draw_bar(sheet, row, track, (measure, fill));
            }
        }
        if let Some(text) = interval(row, measure.printer).filter(|_| self.shape == Shape::Told) {
            let style = sheet.small();
            sheet.write_centred(Role::Interval, (right, self.height(cell)), Anchor::Start, style, &text);
        }
    }
}

pub(super) fn number_style(sheet: &Sheet<'_>, entry: &Entry<'_>) -> Style {
    if entry.label.strong { sheet.plain().strong() } else { sheet.plain() }
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
