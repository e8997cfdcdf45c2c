//! The numbers of dots: by each dot, but in columns at the right where dots of several series have no room for them; intervals and bases
//! always stand in columns.

use super::{row_values, value_text};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::{Figures, Row, range};
use crate::chart::kinds::crosstab::bases;
use crate::chart::kinds::listing::Entry;
use crate::chart::layout::{Axis, Column, RowPitch, Sheet, Style};
use crate::chart::words::{self, Printer};

/// From the middle of a dot up to that of its number.
pub(super) const ABOVE: f64 = 14.0;
/// The least height of rows whose numbers stand above their dots: the number keeps clear of the interval above it.
const LEAST: f64 = 28.0;
/// So few rows are high enough for that, in a picture that may grow.
const FEW: usize = 10;
/// From one number to that of the next series, where there is room and at least; and to the nearest number of another row, at least and so
/// that rows are seen as such: beyond two steps, as one series between two may stand far off.
const STEP: f64 = 13.5;
pub(super) const TIGHT: f64 = 12.6;
const APART: f64 = 29.0;
const CLEAR: f64 = 36.0;
/// A picture narrower than this gives more of its width to the dots.
const NARROW: f64 = 480.0;
/// From the end of an interval to the number after it.
const AFTER: f64 = 8.0;

/// Where numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// By their dots, each in the same way.
    ByDots,
    /// Above the dots of several series, all of a row on one line.
    OneLine,
    /// At the outer ends of two.
    Outside,
    /// By their dots wherever nothing is.
    Close,
    /// In columns beside.
    InColumns,
}

/// Where the numbers of a picture stand, and what height its rows need for that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    /// How many series a row has.
    series: usize,
    pub(super) stand: Stand,
    /// The least and the largest height of rows.
    pub(super) pitch: RowPitch,
}

impl Numbers {
    /// Numbers of a picture with so many rows of so many series. Those of several series stand close where rows have no
    /// room for them in one way.
    pub(super) fn of(sheet: &Sheet<'_>, entries: &[Entry<'_>], series: usize) -> Self {
        let rows = entries.len();
        let has_room = |least: f64| sheet.has_room_for(rows, least);
        let low = if sheet.is_fixed() { 16.5 } else { 19.0 };
        let more = series.saturating_sub(1) as f64;
        let (stand, least) = match (series, TIGHT * more + if sheet.is_fixed() { APART } else { CLEAR }) {
            (0 | 1, _) if (rows <= FEW || has_long(entries)) && has_room(LEAST) => (Stand::ByDots, LEAST),
            (0 | 1, _) => (Stand::ByDots, low),
            (2, _) => (Stand::Outside, low + 2.0),
            (_, apart) if has_room(apart) => (Stand::ByDots, apart),
            _ => (Stand::Close, low + 6.0 * more),
        };
        let most = if stand != Stand::ByDots || series < 2 { 36.0 } else { STEP * more + 1.2 * CLEAR };
        Self { series, stand, pitch: RowPitch { least, most: most.max(least) } }
    }

    /// The same for rows of several series that all stand on one line each; none where rows have no room for numbers above their dots.
    pub(super) fn on_one_line(self, sheet: &Sheet<'_>, rows: usize) -> Option<Self> {
        let fits = self.series > 2 && sheet.has_room_for(rows, LEAST);
        fits.then_some(Self { stand: Stand::OneLine, pitch: RowPitch { least: LEAST, most: 36.0 }, ..self })
    }

    /// The same with numbers in columns.
    pub(super) fn in_columns(self) -> Self {
        Self { stand: Stand::InColumns, ..self }
    }

    /// The place of a number by its dot in rows of this height; none where it does not stand there in one way.
    pub(super) fn place(self, pitch: f64) -> Option<Beside> {
        match self.stand {
            Stand::OneLine => Some(Beside::Above),
            Stand::ByDots if self.series < 2 && pitch >= LEAST => Some(Beside::Above),
            Stand::ByDots => Some(Beside::After),
            _ => None,
        }
    }

    /// From one series of a row to the next.
    pub(super) fn step(self, pitch: f64) -> f64 {
        match (self.series, self.stand) {
            (0 | 1, _) => 0.0,
            (_, Stand::Close | Stand::InColumns | Stand::Outside | Stand::OneLine) => 9.0_f64.min(pitch / 3.2),
            (series, Stand::ByDots) => STEP.min((pitch - CLEAR) / (series - 1) as f64).max(TIGHT),
        }
    }
}

/// Whether some interval is so long that a number after it is far from its dot.
fn has_long(entries: &[Entry<'_>]) -> bool {
    /// Of all that is plotted.
    const LONG: f64 = 0.4;
    let rows = || entries.iter().flat_map(|entry| &entry.rows);
    let whole = range(rows().flat_map(|row| row_values(row))).map_or(0.0, |(low, high)| high - low);
    rows().filter_map(|row| row.widest()).any(|bounds| bounds.high - bounds.low > LONG * whole)
}

/// Where the number of a dot stands, in all rows alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// Above its dot.
    Above,
    /// After its interval, where rows are low or have several series.
    After,
}

/// The width of the widest number.
pub(super) fn widest(sheet: &Sheet<'_>, entries: &[Entry<'_>], printer: Printer) -> f64 {
    let texts = entries.iter().flat_map(|entry| &entry.rows).filter(|row| row.value.is_some());
    let style = sheet.plain().strong();
    texts.map(|row| sheet.width_of(&value_text(row, printer), style)).fold(0.0, f64::max)
}

impl Beside {
    /// The space that numbers take before and after the outermost values.
    pub(super) fn room(self, sheet: &Sheet<'_>, entries: &[Entry<'_>], printer: Printer) -> (f64, f64) {
        let widest = widest(sheet, entries, printer);
        match self {
            Self::Above => (6.0_f64.max(widest / 2.0 + 2.0), 6.0_f64.max(widest / 2.0 + 2.0)),
            Self::After => (6.0, widest + AFTER + 2.0),
        }
    }

    /// Writes the number of a row whose dot is at the height `y`, off the line of everybody at `line`.
    pub(super) fn write(
        self,
        sheet: &mut Sheet<'_>,
        (row, y): (&Row, f64),
        (axis, line): (&Axis, Option<f64>),
        (style, printer): (Style, Printer),
    ) {
        let Some(value) = row.value else { return };
        let text = value_text(row, printer);
        match self {
            Self::Above => {
                let half = sheet.width_of(&text, style) / 2.0 + 4.0;
                let x = line.map_or(axis.at(value), |line| clear(axis.at(value), half, line));
                sheet.write_over(Role::Value, (x, y - ABOVE), Anchor::Middle, style, &text);
            }
            Self::After => {
                let end = axis.at(row.widest().map_or(value, |bounds| bounds.high)).max(axis.at(value) + 4.0);
                // Its ground stays clear of the number of the next series.
                let ground = Rect::new(end + AFTER - 2.0, y - 6.0, sheet.width_of(&text, style) + 4.0, 12.0);
                sheet.rect(Role::Halo, ground, sheet.theme.colours.paper, None);
                sheet.write_centred(Role::Value, (end + AFTER, y), Anchor::Start, style, &text);
            }
        }
    }
}

/// The middle of a number about `x` that keeps `half` off the line of everybody, on its dot's side of it.
fn clear(x: f64, half: f64, line: f64) -> f64 {
    if x >= line { x.max(line + half) } else { x.min(line - half) }
}

/// Intervals and bases, and the values of several series; the last go first where the picture is narrow.
pub(super) fn columns(
    sheet: &Sheet<'_>,
    figures: &Figures,
    entries: &[Entry<'_>],
    (series, colours): (&[&str], &[Colour]),
    listed: bool,
) -> Vec<Column> {
    let printer = Printer::of(figures);
    let small = sheet.small();
    let paper = sheet.theme.colours.paper;
    let cells = |pick: &dyn Fn(&Row) -> String, name: Option<&str>| -> Vec<String> {
        let cell = |entry: &Entry<'_>| {
            entry
                .rows
                .iter()
                .find(|row| name.is_none() || row.series.as_deref() == name)
                .map_or_else(String::new, |row| pick(row))
        };
        entries.iter().map(cell).collect()
    };
    let value = |row: &Row| value_text(row, printer);
    let mut columns: Vec<Column> = Vec::new();
    if series.len() < 2 {
        let interval = |row: &Row| row.inner.or(row.outer).map_or_else(String::new, |b| printer.interval(b));
        let heading = words::interval_heading(figures);
        columns.push(Column::intervals(heading, cells(&interval, None), small));
    } else if listed {
        for (index, name) in series.iter().enumerate() {
            let colour = colours[index].readable_on(paper);
            let style = sheet.plain().coloured(colour);
            let column = Column::new(words::capital(name), cells(&value, Some(name)), style);
            columns.push(Column { colour: Some(colour), ..column });
        }
    }
    columns.extend(bases(entries, small));
    columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
    let share = match (series.len() > 1, sheet.body.width < NARROW) {
        (true, _) => 0.46,
        (false, true) => 0.27,
        (false, false) => 0.36,
    };
    let most = sheet.body.width * share;
    let narrow = series.len() > 1 && sheet.columns_width(&columns) > most;
    columns.iter_mut().for_each(|column| column.narrow = narrow);
    let least = usize::from(listed);
    while columns.len() > least && sheet.columns_width(&columns) > most {
        columns.pop();
    }
    // Numbers of some answers and not of others would hide the others.
    if listed && columns.len() < series.len() {
        columns.clear();
    }
    columns
}
