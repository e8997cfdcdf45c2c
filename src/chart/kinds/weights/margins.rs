//! Margins before and after weighting beside their targets, and how far off these they are.

use super::heading;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, Unit, distinct};
use crate::chart::kinds::dots::{draw_zero, grid};
use crate::chart::kinds::listing::{Entry, by_first_value, listing, once};
use crate::chart::kinds::trend::limits;
use crate::chart::layout::{Axis, Column, KeyEntry, RowLabel, RowPitch, Sheet, Swatch};
use crate::chart::words::{self, Printer};

/// The part of the width that columns may take.
const COLUMNS: f64 = 0.4;
/// The same where there are no targets: bars alone show what is before and after.
const WITHOUT_TARGETS: f64 = 0.33;

/// The lines of margins.
pub(super) fn margins(figures: &Figures) -> Vec<Entry<'_>> {
    listing(figures, &[Part::Estimate, Part::Target], &by_first_value)
}

fn target<'a>(entry: &Entry<'a>) -> Option<&'a Row> {
    entry.rows.iter().copied().find(|row| row.part == Part::Target)
}

/// What is said of margins: in series, before and after, and how far off their targets, where they have some.
pub(super) struct Margins<'a> {
    series: Vec<&'a str>,
    printer: Printer,
    /// Margins with a target after weighting, and those of them that miss it, as printed.
    aimed: (usize, usize),
    /// How far those that do not miss it are off at most.
    near: f64,
    targets: bool,
}

impl<'a> Margins<'a> {
    pub(super) fn of(figures: &'a Figures, entries: &[Entry<'_>]) -> Self {
        let series = distinct(figures.estimates().filter_map(|(row, _)| row.series.as_deref()));
        let printer = Printer::of(figures).as_unit(Unit::Share);
        let targets = entries.iter().any(|entry| target(entry).is_some());
        let found = Self { series, printer, aimed: (0, 0), near: 0.0, targets };
        let offs = entries.iter().filter_map(|entry| Some((found.hits(entry), found.off(entry, 1)?.abs())));
        let (near, far): (Vec<_>, Vec<_>) = offs.partition(|(hits, _)| *hits);
        let most = near.iter().map(|(_, off)| *off).fold(0.0, f64::max);
        Self { aimed: (near.len() + far.len(), far.len()), near: most, ..found }
    }

    /// The row of a series.
    fn find<'b>(&self, entry: &Entry<'b>, series: usize) -> Option<&'b Row> {
        let name = self.series.get(series)?;
        entry.rows.iter().copied().find(|row| row.part == Part::Estimate && row.series.as_deref() == Some(name))
    }

    /// How far a series is off its target.
    fn off(&self, entry: &Entry<'_>, series: usize) -> Option<f64> {
        Some(self.find(entry, series)?.value? - target(entry)?.value?)
    }

    /// What weighting changes, where there is no target to aim at.
    fn change(&self, entry: &Entry<'_>) -> Option<f64> {
        let change = self.find(entry, 1)?.value? - self.find(entry, 0)?.value?;
        Some(change).filter(|_| target(entry).is_none())
    }

    /// A change as printed, `0` where it is less than can be seen.
    fn changed(&self, change: f64) -> String {
        let printed = self.printer.of_differences().value(change);
        if is_zero(&printed) { "0".to_owned() } else { printed }
    }

    /// Whether weighting reaches the target, as printed: its bar would say the same as the stroke of the target.
    fn hits(&self, entry: &Entry<'_>) -> bool {
        let printed = |row: Option<&Row>| row.and_then(|row| row.value).map(|value| self.printer.value(value));
        target(entry).is_some() && printed(self.find(entry, 1)) == printed(target(entry))
    }

    /// Whether a series is drawn as a bar in a line.
    fn draws(&self, entry: &Entry<'_>, series: usize) -> bool {
        self.find(entry, series).is_some() && !(series == 1 && (self.hits(entry) || self.is_stroke()))
    }

    /// Whether what is after weighting is a stroke through the bar of what was before: where nothing is aimed at, it is what that comes to.
    fn is_stroke(&self) -> bool {
        !self.targets && self.series.len() == 2
    }

    /// What a bar comes to: its target, else what it is after weighting.
    fn aim(&self, entry: &Entry<'_>) -> Option<f64> {
        let after = || self.find(entry, 1).filter(|_| self.is_stroke() && self.find(entry, 0).is_some());
        target(entry).or_else(after)?.value
    }

    /// Whether a series is drawn anywhere.
    fn shows(&self, series: usize) -> bool {
        series != 1 || self.aimed.0 == 0 || self.aimed.1 > 0
    }

    /// What the ends of bars are, for the footer.
    pub(super) fn gaps(&self) -> Option<String> {
        match () {
            () if self.targets => Some("Pale ends of bars: short of the target; strong ends: above it".to_owned()),
            () if self.is_stroke() => {
                Some("Pale ends of bars: what weighting adds; strong ends: what it takes away".to_owned())
            }
            () => None,
        }
    }

    /// What weighting reaches, for the footer: how near margins come that would be printed as their targets.
    pub(super) fn reached(&self) -> Option<String> {
        let near = within(self.near);
        match self.aimed {
            (0, _) => None,
            (_, 0) => Some(format!("After weighting every margin is within {near} of its target")),
            (all, missing) if all == missing => None,
            _ => Some(format!("After weighting: drawn where it misses the target by more than {near}")),
        }
    }

    /// The margins in words, and which is farthest from its target.
    pub(super) fn told(&self, entries: &[Entry<'_>]) -> String {
        let row = |entry: &Entry<'_>| {
            let value =
                |at: usize| Some(format!("{} {}", self.series[at], self.printer.value(self.find(entry, at)?.value?)));
            let aim =
                target(entry).and_then(|row| row.value).map(|value| format!("target {}", self.printer.value(value)));
            let values: Vec<String> = (0..self.series.len()).filter_map(value).chain(aim).collect();
            if values.is_empty() { String::new() } else { format!(" {}: {}.", entry.label.name, values.join(", ")) }
        };
        let reached = self.reached().filter(|_| self.aimed.1 == 0);
        let reached = reached.map(|reached| format!(" {reached}.")).unwrap_or_default();
        let off: String =
            (0..self.series.len()).filter(|at| self.shows(*at)).filter_map(|at| self.farthest(entries, at)).collect();
        format!("{off}{reached}{}", entries.iter().take(10).map(row).collect::<String>())
    }

    /// The margins of a series that are farthest from their targets, as printed: ` Farthest from target before weighting: Men, by 6 points.`
    fn farthest(&self, entries: &[Entry<'_>], series: usize) -> Option<String> {
        let size = |off: f64| self.printer.of_differences().value(off.abs()).trim_start_matches('+').to_owned();
        let offs = || entries.iter().filter_map(|entry| Some((entry, self.off(entry, series)?)));
        let most = size(offs().map(|(_, off)| off.abs()).reduce(f64::max)?);
        let names: Vec<&str> =
            offs().filter(|(_, off)| size(*off) == most).map(|(entry, _)| entry.spoken.as_str()).collect();
        let (name, names) = (self.series[series], words::list(&names, 3));
        let points = if most == "1" { "point" } else { "points" };
        Some(format!(" Farthest from target {name}: {names}, by {most} {points}."))
    }

    /// The margins in numbers: series by series, the targets, and how far off these they are; of a narrow picture what says most.
    fn columns(&self, sheet: &Sheet<'_>, entries: &[Entry<'_>]) -> Vec<Column> {
        let text = |row: Option<&Row>| {
            row.and_then(|row| row.value).map_or_else(String::new, |value| self.printer.value(value))
        };
        let (small, ink) = (sheet.small(), sheet.theme.colours.ink);
        let shown: Vec<usize> = (0..self.series.len()).filter(|at| self.shows(*at)).collect();
        let of = |cell: &dyn Fn(&Entry<'_>) -> String| entries.iter().map(cell).collect::<Vec<_>>();
        // What is as it was stands back.
        let differences = |heading: String, cells: Vec<String>| {
            let faint = (0..cells.len()).filter(|at| is_zero(&cells[*at])).collect();
            Column { faint, ..Column::new(heading, cells, small.strong().coloured(ink)) }
        };
        let share = |at: &usize| {
            (
                self.series.len() - at,
                Column::new(self.series[*at], of(&|entry| text(self.find(entry, *at))), small.coloured(ink)),
            )
        };
        let off = |at: &usize| {
            let off = |entry: &Entry<'_>| self.off(entry, *at).map(|off| self.changed(off));
            let heading = if shown.len() > 1 { format!("off {}", self.series[*at]) } else { "points off".to_owned() };
            (9, differences(heading, of(&|entry| off(entry).unwrap_or_default())))
        };
        let change = of(&|entry| self.change(entry).map(|change| self.changed(change)).unwrap_or_default());
        let change = differences("change".to_owned(), change);
        let mut columns: Vec<(usize, Column)> = shown.iter().map(share).chain([(9, change)]).collect();
        columns.push((8, Column::new("target", of(&|entry| text(target(entry))), small)));
        columns.extend(shown.iter().filter(|_| self.targets).map(off));
        columns.retain(|(_, column)| column.cells.iter().any(|cell| !cell.is_empty()));
        let width = |columns: &[(usize, Column)]| {
            sheet.columns_width(&columns.iter().map(|(_, column)| column.clone()).collect::<Vec<_>>())
        };
        let most = if self.targets { COLUMNS } else { WITHOUT_TARGETS };
        while width(&columns) > sheet.body.width * most {
            // Shares are seen; how far off they are, or how much they change, is the least seen, and the last to go.
            let Some(least) = columns.iter().map(|(need, _)| *need).min() else {
                return Vec::new();
            };
            columns.retain(|(need, _)| *need != least);
        }
        columns.into_iter().map(|(_, column)| column).collect()
    }

    /// The legend: the series that are drawn, and the strokes of targets.
    fn key(&self, sheet: &Sheet<'_>) -> Vec<KeyEntry> {
        let colours = colours(sheet);
        let swatch = |at: usize| match at {
            1 if self.is_stroke() => Swatch::Upright(sheet.series_colour(0)),
            _ => Swatch::Fill(colours[at], None),
        };
        let series = self.series.iter().enumerate().filter(|(at, _)| self.shows(*at)).map(|(at, name)| KeyEntry {
            swatch: swatch(at),
            text: words::capital(name),
            series: Some(at),
        });
        let stroke = KeyEntry { swatch: Swatch::Upright(sheet.theme.colours.ink), text: "Target".into(), series: None };
        series.chain(Some(stroke).filter(|_| self.targets)).collect()
    }
}

/// Whether a printed difference has no digit but zero.
fn is_zero(printed: &str) -> bool {
    printed.contains('0') && !printed.contains(|c: char| c.is_ascii_digit() && c != '0')
}

/// Before stands back in grey, after is the colour of the chart.
fn colours(sheet: &Sheet<'_>) -> [Colour; 2] {
    [sheet.theme.colours.neutral, sheet.paled(sheet.series_colour(0))]
}

/// The least number of points, with two decimals or one, that a distance is within: `0.01 points`.
fn within(off: f64) -> String {
    let points = |places: f64| (100.0 * off * places - 1e-6).ceil().max(1.0) / places;
    let (fine, coarse) = (points(100.0), points(10.0));
    if fine <= 0.1 { format!("{fine} points") } else { format!("{coarse:.1} points") }
}

pub(super) fn draw_margins(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    entries: &[Entry<'_>],
    area: Rect,
) -> Result<(), ChartError> {
    let margins = Margins::of(figures, entries);
    let most = 2;
    if margins.series.len() > most {
        return Err(ChartError::TooMany { count: margins.series.len(), what: "series of margins", most });
    }
    once(entries, "weights", &|row| row.series.as_deref())?;
    let head = heading(sheet, "Margins", (area.x, area.y));
    let columns = margins.columns(sheet, entries);
    // Headings of columns stand at the right of the legend.
    let key = sheet.key(&margins.key(sheet), area.inset(0.0, head, area.width * COLUMNS, 0.0));
    let head = (head + key + 10.0).max(sheet.headings_height(&columns));
    let area = area.inset(0.0, head, 0.0, sheet.measure(sheet.small()).leading() + 6.0);
    let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
    let least = if sheet.is_fixed() { 16.5 } else { 26.0 };
    let rows = sheet.rows(&labels, area, 0.34, RowPitch { least, most: 40.0 })?;
    let (left, right) = (rows.names_end + 14.0, area.right() - sheet.columns_width(&columns));
    if right - left < 80.0 {
        return Err(sheet.too_small(0.0, 80.0 - (right - left)));
    }
    let values: Vec<f64> = entries.iter().flat_map(|entry| &entry.rows).filter_map(|row| row.value).collect();
    let printer = margins.printer;
    let axis = sheet.axis_of_bars(&values, limits(figures), (left + 8.0, right - 16.0), printer);
    let axis = tight(axis, &values);
    let frame = Rect::new(left, area.y, right - left, rows.bottom - area.y);
    grid(sheet, &axis, frame, printer);
    draw_zero(sheet, &axis, frame);
    let thick = if margins.shows(1) && !margins.is_stroke() {
        (rows.pitch * 0.32).min(11.0)
    } else {
        (rows.pitch * 0.45).min(14.0)
    };
    for (entry, y) in entries.iter().zip(&rows.centres) {
        margins.draw_bars(sheet, entry, (&axis, *y, thick));
    }
    sheet.columns(&columns, area.right(), &rows.centres, area.y);
    if margins.rounds_apart(entries)
        && columns.iter().any(|column| column.heading.contains("off") || column.heading == "change")
    {
        sheet.remark(words::ROUNDED_APART.to_owned());
    }
    Ok(())
}

impl Margins<'_> {
    /// The bars of a line below each other, with the stroke of its target through them.
    fn draw_bars(&self, sheet: &mut Sheet<'_>, entry: &Entry<'_>, (axis, y, thick): (&Axis, f64, f64)) {
        let drawn: Vec<usize> = (0..self.series.len()).filter(|at| self.draws(entry, *at)).collect();
        let top = y - thick * drawn.len().max(1) as f64 / 2.0;
        for (place, at) in drawn.into_iter().enumerate() {
            let Some(value) = self.find(entry, at).and_then(|row| row.value) else { continue };
            sheet.series = Some(at);
            let zero = axis.at(0.0);
            let bar = Rect::new(zero, top + place as f64 * thick, axis.at(value) - zero, thick - 1.0);
            sheet.rect(Role::Bar, bar, colours(sheet)[at], None);
        }
        sheet.series = None;
        self.draw_gaps(sheet, entry, (axis, top, thick));
        let stroke = match self.is_stroke() {
            true => Stroke::new(sheet.series_colour(0), 3.0),
            false => Stroke::new(sheet.theme.colours.ink, 2.0),
        };
        if let Some(x) = self.aim(entry).map(|value| axis.at(value)) {
            sheet.line(Role::Reference, vec![(x, top - 2.5), (x, 2.0 * y - top + 1.5)], stroke);
        }
    }

    /// The gap between the end of each bar and the target: what is lacking pale, what is too much darker than its bar. A line would be taken
    /// for an interval.
    fn draw_gaps(&self, sheet: &mut Sheet<'_>, entry: &Entry<'_>, (axis, top, thick): (&Axis, f64, f64)) {
        let Some(aim) = self.aim(entry) else { return };
        for (place, at) in (0..self.series.len()).filter(|at| self.draws(entry, *at)).enumerate() {
            let Some(value) = self.find(entry, at).and_then(|row| row.value) else { continue };
            let (from, to) = (axis.at(value.min(aim)), axis.at(value.max(aim)));
            let gap = Rect::new(from, top + place as f64 * thick, to - from, thick - 1.0);
            let (ink, bar) = (sheet.theme.colours.ink, colours(sheet)[at]);
            let fill = if value > aim { bar.towards(ink, 0.45) } else { bar.towards(sheet.theme.colours.paper, 0.72) };
            sheet.rect(Role::Gap, gap, fill, None);
        }
    }

    /// Whether somebody who takes a printed target from a printed share gets another number than is printed of how far off it is.
    fn rounds_apart(&self, entries: &[Entry<'_>]) -> bool {
        let of = |entry: &Entry<'_>, at: usize| {
            let (share, target) = (self.find(entry, at)?.value?, target(entry)?.value?);
            Some(self.printer.rounds_apart((target, share), share - target))
        };
        let changed = |entry: &Entry<'_>| {
            let (before, after) = (self.find(entry, 0)?.value?, self.find(entry, 1)?.value?);
            self.change(entry).map(|change| self.printer.rounds_apart((before, after), change))
        };
        let shown = || (0..self.series.len()).filter(|at| self.shows(*at));
        entries.iter().any(|entry| shown().any(|at| of(entry, at) == Some(true)) || changed(entry) == Some(true))
    }
}

/// An axis of which the last third would be empty, as it has room for few ticks, ends at the next ten per cent, with the ticks that are its
/// ends.
fn tight(axis: Axis, values: &[f64]) -> Axis {
    let high = values.iter().copied().fold(0.1, f64::max);
    let end = (10.0 * high - 1e-9).ceil() / 10.0;
    if axis.to > 1.5 * high { Axis { to: end, step: end, ..axis } } else { axis }
}
