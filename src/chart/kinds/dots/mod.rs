//! Dot and whisker by subgroup: the total first and apart with its line through all groups, groups under headings, two widths of
//! interval. Numbers stand by their dots; those of more than two series stand in columns beside where rows are low.

mod close;
mod grid;
mod mark;
mod numbers;
mod pairs;

use super::Chart;
use super::listing::{Entry, behind, by_first_value, categories, highlights, listing, once, row_names};
use super::named::{key, name_series};
use super::sorting::{Sorting, sorted};
use super::tint::{Tint, tints};
use super::told::{extremes, titled_by};
use super::trend::limits;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, Unit, distinct};
use crate::chart::layout::{Axis, Hold, RowLabel, Sheet};
use crate::chart::words::{self, Printer};
pub(super) use grid::{draw_zero, grid, grid_in_bands, guides};
use mark::radius;
pub(super) use mark::{Paint, draw_estimate, value_text};
use numbers::{Beside, Numbers, Stand, columns};

/// The kind.
pub(super) struct Dots;

/// The most series in one line.
pub const MOST_SERIES: usize = 5;

/// The part of a row's height over which close dots may stand.
const CLOSE: f64 = 0.46;
/// The least width between the outermost values.
const LEAST_PLOT: f64 = 50.0;

impl Chart for Dots {
    fn name(&self) -> &'static str {
        "dots"
    }

    fn about(&self) -> &'static str {
        "estimates by subgroup with their intervals, against the total"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let total = figures.rows.iter().any(|row| row.heading().is_none() && row.part == Part::Estimate);
        let listed = figures.rows.iter().any(|row| row.heading().is_some());
        let total = total && distinct(figures.rows.iter().filter_map(|row| row.series.as_deref())).len() < 2;
        // What is set apart by hand has a name of its own.
        let name = |of: &str| if figures.apart.is_none() { words::lower(of) } else { of.to_owned() };
        let line = (total && listed).then(|| format!("Vertical line: {}", name(figures.everybody())));
        words::whiskers(figures).into_iter().chain(line).chain(sorted(figures)).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let categories = categories(figures);
        let entries = listing(&categories, &[Part::Estimate], &by_first_value);
        let mut text =
            format!("Dot plot with intervals, {}: {}.", words::counted(entries.len(), "row"), words::subject(figures));
        if let Some(total) = entries.iter().find(|entry| entry.total) {
            let of = |row: &&Row| {
                let series = row.series.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
                Some(format!("{series} {}", printer.value(row.value?)))
            };
            let values: Vec<String> = total.rows.iter().filter_map(of).collect();
            text += &format!(" {}:{}.", figures.everybody(), values.join(","));
        }
        text + &extremes(figures, &entries, printer)
    }

    fn highlights<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        highlights(figures)
    }

    fn orders<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        row_names(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let figures = &categories(figures);
        let sorting = Sorting::of_series(figures);
        let mut entries = listing(figures, &[Part::Estimate], &|rows| sorting.weigh(rows));
        once(&entries, "dots", &|row| row.series.as_deref())?;
        let behind = behind(figures, &mut entries);
        let hold = if figures.unit == Unit::Points { Hold::Zero } else { Hold::Near };
        draw_plot(figures, sheet, (&entries, &behind), hold)
    }
}

/// Values and ends of intervals.
pub(super) fn values(entries: &[Entry<'_>]) -> Vec<f64> {
    entries.iter().flat_map(|entry| &entry.rows).flat_map(|row| row_values(row)).collect()
}

/// The value of a row and the ends of its intervals.
pub(super) fn row_values(row: &Row) -> impl Iterator<Item = f64> {
    row.value.into_iter().chain([row.inner, row.outer].into_iter().flatten().flat_map(|b| [b.low, b.high]))
}

fn draw_plot(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    listed: (&[Entry<'_>], &[bool]),
    hold: Hold,
) -> Result<(), ChartError> {
    let entries = listed.0;
    let series = figures.in_answer_order(entries.iter().flat_map(|e| &e.rows).filter_map(|row| row.series.as_deref()));
    if series.len() > MOST_SERIES {
        return Err(ChartError::TooMany { count: series.len(), what: "series", most: MOST_SERIES });
    }
    let colours = colours(sheet, figures, entries, &series);
    let numbers = Numbers::of(sheet, entries, series.len());
    let close = Some(numbers).filter(|numbers| numbers.stand == Stand::Close);
    for numbers in numbers.on_one_line(sheet, entries.len()).into_iter().chain(close) {
        let mut trial = sheet.clone();
        if draw_with(figures, &mut trial, listed, (&series, &colours), (hold, numbers)).is_ok_and(|found| found) {
            *sheet = trial;
            return Ok(());
        }
    }
    let numbers = if numbers.stand == Stand::Close { numbers.in_columns() } else { numbers };
    draw_with(figures, sheet, listed, (&series, &colours), (hold, numbers)).map(|_| ())
}

/// Draws with numbers that stand so; false where some number would have no place.
fn draw_with(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (entries, behind): (&[Entry<'_>], &[bool]),
    (series, colours): (&[&str], &[Colour]),
    (hold, numbers): (Hold, Numbers),
) -> Result<bool, ChartError> {
    let (area, printer) = (sheet.body, Printer::of(figures));
    let columns = columns(sheet, figures, entries, (series, colours), numbers.stand == Stand::InColumns);
    let key = key(series, colours);
    let width = area.width - sheet.columns_width(&columns);
    let leading = sheet.measure(sheet.small()).leading();
    let over = match numbers.stand {
        Stand::OneLine => leading + 4.0,
        _ if series.len() < 2 => numbers::ABOVE - 8.0,
        _ => leading,
    };
    let head = (sheet.key_height(&key, width) + 4.0).max(sheet.headings_height(&columns)).max(over);
    let rows_area = area.inset(0.0, head, 0.0, leading + 6.0);
    let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
    let rows = sheet.rows(&labels, rows_area, 0.34, numbers.pitch)?;
    let (left, right) = (rows.names_end + 14.0, area.right() - sheet.columns_width(&columns));
    let place = numbers.place(rows.pitch);
    let room = match numbers.stand {
        Stand::InColumns => (6.0, 6.0),
        Stand::Outside => pairs::room(numbers::widest(sheet, entries, printer)),
        _ => place.unwrap_or(Beside::After).room(sheet, entries, printer),
    };
    let reach = (left + room.0, right - room.1);
    if reach.1 - reach.0 < LEAST_PLOT {
        return Err(sheet.too_small(0.0, LEAST_PLOT - (reach.1 - reach.0)));
    }
    let axis = sheet.axis_across(&values(entries), (hold, limits(figures)), reach, printer);
    let frame = Rect::new(left, rows_area.y, right - left, rows.bottom - rows_area.y);
    grid(sheet, &axis, frame, printer);
    let first = |entry: &Entry<'_>| entry.rows.iter().flat_map(|row| row_values(row)).reduce(f64::min);
    let shown = entries.iter().zip(&rows.centres).filter_map(|(entry, y)| Some((*y, axis.at(first(entry)?))));
    guides(sheet, shown, left);
    let (radius, stand) = (radius(&axis, entries.iter().flat_map(|entry| entry.rows.iter().copied())), numbers.stand);
    let (pitch, step) = (rows.pitch, numbers.step(rows.pitch));
    let plot = Plot { axis, series, colours, pitch, step, stand, place, radius, printer, dodged: false };
    let plot = plot.dodging(sheet, entries);
    if stand == Stand::OneLine && plot.dodged {
        return Ok(false);
    }
    if series.len() < 2 {
        draw_total(sheet, entries, &plot.axis, (rows.centres[0], frame.bottom()));
    } else if !plot.name_series(sheet, &entries[0], rows.centres[0]) {
        sheet.key(&key, Rect { width, ..area });
    }
    if !plot.draw_rows(sheet, (entries, behind), &rows.centres, (left, right)) {
        return Ok(false);
    }
    sheet.columns(&columns, area.right(), &rows.centres, rows_area.y);
    Ok(true)
}

/// Where dots stand and how they look.
struct Plot<'a> {
    axis: Axis,
    series: &'a [&'a str],
    colours: &'a [Colour],
    /// The height of a row, and from one series of it to the next.
    pitch: f64,
    step: f64,
    stand: Stand,
    /// Where numbers stand that stand alike in all rows.
    place: Option<Beside>,
    /// The radius of dots.
    radius: f64,
    printer: Printer,
    /// Some row has no room for its series on one line.
    dodged: bool,
}

impl Plot<'_> {
    /// The same with series one below the other where some row has no room for them on one line.
    fn dodging(self, sheet: &Sheet<'_>, entries: &[Entry<'_>]) -> Self {
        let dodged = !entries.iter().all(|entry| self.has_room_on_line(sheet, entry));
        Self { dodged, ..self }
    }

    /// Names the series over the first line, whose middle is at this height; false where there is no room.
    fn name_series(&self, sheet: &mut Sheet<'_>, first: &Entry<'_>, centre: f64) -> bool {
        name_series(sheet, first, self.series, self.colours, (&self.axis, centre + self.uppermost(first)))
    }

    /// The place of the line of everybody, if there is one.
    fn total(&self, entries: &[Entry<'_>]) -> Option<f64> {
        let total = entries.iter().filter(|_| entries.len() > 1 && self.series.len() < 2).find(|entry| entry.total)?;
        Some(self.axis.at(total.rows.first()?.value?))
    }

    /// How far the dot of a row stands below the middle of its line: on it, or each series below the one before.
    fn offset(&self, entry: &Entry<'_>, row: &Row) -> f64 {
        if self.is_on_line(entry) {
            return 0.0;
        }
        let most = self.series.len().saturating_sub(1) as f64;
        let step = match self.stand {
            Stand::Close => (CLOSE * self.pitch / most.max(1.0)).min(numbers::TIGHT).max(self.step),
            _ => self.step,
        };
        (self.place_of(row) as f64 - most / 2.0) * step
    }

    /// How far the uppermost dot of a line, or the number above it, stands below its middle.
    fn uppermost(&self, entry: &Entry<'_>) -> f64 {
        match self.place {
            Some(_) if self.is_on_line(entry) => -numbers::ABOVE,
            _ => entry.rows.iter().map(|row| self.offset(entry, row)).fold(0.0, f64::min),
        }
    }

    /// Bars between dots, dots and numbers of all rows; false where some number would have no place.
    fn draw_rows(
        &self,
        sheet: &mut Sheet<'_>,
        (entries, behind): (&[Entry<'_>], &[bool]),
        centres: &[f64],
        reach: (f64, f64),
    ) -> bool {
        let grid = sheet.theme.colours.grid;
        entries.iter().zip(centres).for_each(|(entry, centre)| self.draw_between(sheet, entry, *centre, grid));
        if self.stand == Stand::Close {
            let Some(placed) = self.placed(sheet, (entries, centres), reach) else { return false };
            self.write_placed(sheet, &placed);
        }
        let line = self.total(entries);
        let listed = || entries.iter().zip(behind).map(|(entry, behind)| (entry, *behind)).zip(centres);
        // The ground of a number may reach a dot of the next series, which is drawn over it.
        let first = self.series.len() > 1;
        listed().filter(|_| first).for_each(|(row, centre)| self.write_row(sheet, row, *centre, line));
        listed().for_each(|(row, centre)| self.draw_row(sheet, row, *centre));
        listed().filter(|_| !first).for_each(|(row, centre)| self.write_row(sheet, row, *centre, line));
        true
    }

    fn place_of(&self, row: &Row) -> usize {
        row.series.as_deref().and_then(|name| self.series.iter().position(|s| *s == name)).unwrap_or(0)
    }

    /// The dots of a row, grey where it stands behind a highlighted one.
    fn draw_row(&self, sheet: &mut Sheet<'_>, (entry, behind): (&Entry<'_>, bool), centre: f64) {
        let axis = &self.axis;
        if entry.rows.iter().all(|row| row.value.is_none()) {
            draw_gap(sheet, entry.rows.first().copied(), (axis.start + 8.0, centre), axis.end - axis.start);
        }
        for row in &entry.rows {
            let at = self.place_of(row);
            sheet.series = Some(at);
            let colour = match entry.total && self.series.len() < 2 {
                true => sheet.theme.colours.ink,
                false if behind => Tint::Behind.mark(sheet),
                false => self.colours[at],
            };
            let paint = Paint { colour, form: at, radius: Some(self.radius) };
            let y = centre + self.offset(entry, row);
            draw_estimate(sheet, row, axis, y, paint);
        }
        sheet.series = None;
    }

    /// The numbers of a row, in the colours of their series; strong where there is one and it does not stand behind a highlighted one.
    fn write_row(&self, sheet: &mut Sheet<'_>, (entry, behind): (&Entry<'_>, bool), centre: f64, line: Option<f64>) {
        if self.stand == Stand::Outside {
            return self.write_outside(sheet, entry, centre);
        }
        let Some(place) = self.place else { return };
        let on_line = self.is_on_line(entry);
        let place = if on_line { Beside::Above } else { place };
        for row in &entry.rows {
            let at = self.place_of(row);
            let style = match (self.series.len() < 2, behind) {
                (true, false) => sheet.plain().strong(),
                (true, true) => sheet.plain(),
                (false, _) => sheet.plain().coloured(self.colours[at].readable_on(sheet.theme.colours.paper)),
            };
            let line = line.filter(|_| !entry.total);
            let y = centre + self.offset(entry, row);
            place.write(sheet, (row, y), (&self.axis, line), (style, self.printer));
        }
    }
}

/// The line of everybody through the rows of groups, from its own row down.
fn draw_total(sheet: &mut Sheet<'_>, entries: &[Entry<'_>], axis: &Axis, (top, bottom): (f64, f64)) {
    let total = entries.iter().filter(|_| entries.len() > 1).find(|entry| entry.total);
    if let Some(value) = total.and_then(|total| total.rows.first()?.value) {
        let x = axis.at(value);
        let stroke = Stroke::new(sheet.theme.colours.reference, 1.25);
        sheet.line(Role::Reference, vec![(x, top), (x, bottom)], stroke);
    }
}

/// Says that a figure is left out, and why where that fits; the footer has the reasons in full.
pub(super) fn draw_gap(sheet: &mut Sheet<'_>, row: Option<&Row>, at: (f64, f64), room: f64) {
    let style = sheet.small();
    let reason = row.and_then(|row| row.reason.as_deref());
    let whole = reason.map(|reason| format!("not shown: {reason}"));
    let first = reason.and_then(|reason| reason.split("; ").next()).map(|reason| format!("not shown: {reason}"));
    let texts = [whole.as_deref(), first.as_deref(), Some("not shown")].into_iter().flatten();
    let words = texts.into_iter().find(|text| sheet.width_of(text, style) <= room);
    sheet.write_over(Role::Remark, at, Anchor::Start, style, words.unwrap_or("–"));
}

/// The colours of series, at least one: of the one answer shown where there are none.
fn colours(sheet: &Sheet<'_>, figures: &Figures, entries: &[Entry<'_>], series: &[&str]) -> Vec<Colour> {
    let answers = distinct(entries.iter().flat_map(|entry| &entry.rows).filter_map(|row| row.answer.as_deref()));
    let names = match (series, answers.as_slice()) {
        ([], [one]) => vec![*one],
        ([], _) => vec![""],
        _ => series.to_vec(),
    };
    tints(figures, &names).into_iter().map(|tint| tint.mark(sheet)).collect()
}
