//! Margins before and after weighting beside their targets, and how far off these they are.

use super::columns::COLUMNS;
use super::{MARGINS, heading};
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, Unit, distinct};
use crate::chart::kinds::dots::{draw_zero, grid};
use crate::chart::kinds::listing::{Entry, by_first_value, listing, once};
use crate::chart::kinds::trend::limits;
use crate::chart::layout::{Axis, KeyEntry, RowLabel, RowPitch, Sheet, Swatch};
use crate::chart::words::{self, Printer};

/// The most margins in words.
const TOLD: usize = 10;

/// The part of the width that names may take, and the least width of the plot beside them.
const NAMES: f64 = 0.34;
pub(super) const LEAST_PLOT: f64 = 80.0;

/// The lines of margins.
pub(super) fn margins(figures: &Figures) -> Vec<Entry<'_>> {
    listing(figures, &[Part::Estimate, Part::Target], &by_first_value)
}

pub(super) fn target<'a>(entry: &Entry<'a>) -> Option<&'a Row> {
    entry.rows.iter().copied().find(|row| row.part == Part::Target)
}

/// What is said of margins: in series, before and after, and how far off their targets, where they have some.
pub(super) struct Margins<'a> {
    pub(super) series: Vec<&'a str>,
    pub(super) printer: Printer,
    /// Margins with a target after weighting, and those of them that miss it, as printed.
    pub(super) aimed: (usize, usize),
    /// How far those that do not miss it are off at most.
    near: f64,
    pub(super) targets: bool,
    /// Whether only some margins have a target: the others are drawn after weighting too.
    pub(super) partly: bool,
}

impl<'a> Margins<'a> {
    pub(super) fn of(figures: &'a Figures, entries: &[Entry<'_>]) -> Self {
        let estimates = figures.rows.iter().filter(|row| row.part == Part::Estimate);
        let series = distinct(estimates.filter_map(|row| row.series.as_deref()));
        let printer = Printer::of(figures).as_unit(Unit::Share);
        let targets = entries.iter().any(|entry| target(entry).is_some());
        let found = Self { series, printer, aimed: (0, 0), near: 0.0, targets, partly: false };
        let partly = targets && entries.iter().any(|entry| target(entry).is_none() && found.find(entry, 1).is_some());
        let offs = entries.iter().filter_map(|entry| Some((found.hits(entry), found.off(entry, 1)?.abs())));
        let (near, far): (Vec<_>, Vec<_>) = offs.partition(|(hits, _)| *hits);
        let most = near.iter().map(|(_, off)| *off).fold(0.0, f64::max);
        Self { aimed: (near.len() + far.len(), far.len()), near: most, partly, ..found }
    }

    /// The row of a series.
    pub(super) fn find<'b>(&self, entry: &Entry<'b>, series: usize) -> Option<&'b Row> {
        let name = self.series.get(series)?;
        entry.rows.iter().copied().find(|row| row.part == Part::Estimate && row.series.as_deref() == Some(name))
    }

    /// How far a series is off its target.
    pub(super) fn off(&self, entry: &Entry<'_>, series: usize) -> Option<f64> {
        Some(self.find(entry, series)?.value? - target(entry)?.value?)
    }

    /// What weighting changes, where there is no target to aim at.
    pub(super) fn change(&self, entry: &Entry<'_>) -> Option<f64> {
        let change = self.find(entry, 1)?.value? - self.find(entry, 0)?.value?;
        Some(change).filter(|_| target(entry).is_none())
    }

    /// A change as printed, `0` where it is less than can be seen.
    pub(super) fn changed(&self, change: f64) -> String {
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
    pub(super) fn is_stroke(&self) -> bool {
        !self.targets && self.series.len() == 2
    }

    /// What a bar comes to: its target, else what it is after weighting.
    fn aim(&self, entry: &Entry<'_>) -> Option<f64> {
        let after = || self.find(entry, 1).filter(|_| self.is_stroke() && self.find(entry, 0).is_some());
        target(entry).or_else(after)?.value
    }

    /// Whether a series is drawn anywhere.
    pub(super) fn shows(&self, series: usize) -> bool {
        series != 1 || self.aimed.0 == 0 || self.aimed.1 > 0 || self.partly
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
            (_, 0) if self.partly => {
                Some(format!("{}. Bars after weighting: drawn where there is no target", self.all_reached()))
            }
            (_, 0) => Some(self.all_reached()),
            (all, missing) if all == missing => None,
            _ if self.partly => Some(format!(
                "After weighting: drawn where there is no target, and where it is missed by more than {near}"
            )),
            _ => Some(format!("After weighting: drawn where it misses the target by more than {near}")),
        }
    }

    fn all_reached(&self) -> String {
        let (which, what) = if self.partly { (" with a target", "it") } else { ("", "its target") };
        format!("After weighting every margin{which} is within {} of {what}", within(self.near))
    }

    /// The margins in words, and which is farthest from its target.
    pub(super) fn told(&self, entries: &[Entry<'_>], base: Option<f64>) -> String {
        let row = |entry: &Entry<'_>| {
            let value =
                |at: usize| Some(format!("{} {}", self.series[at], self.printer.value(self.find(entry, at)?.value?)));
            let aim =
                target(entry).and_then(|row| row.value).map(|value| format!("target {}", self.printer.value(value)));
            let values: Vec<String> = (0..self.series.len()).filter_map(value).chain(aim).collect();
            let n = entry.rows.iter().find_map(|row| row.n).filter(|n| Some(*n) != base);
            let values: Vec<String> = values.into_iter().chain(n.map(|n| format!("n = {}", words::count(n)))).collect();
            if values.is_empty() { String::new() } else { format!(" {}: {}.", entry.label.name, values.join(", ")) }
        };
        let reached =
            if self.aimed.0 > 0 && self.aimed.1 == 0 { format!(" {}.", self.all_reached()) } else { String::new() };
        let off: String =
            (0..self.series.len()).filter(|at| self.shows(*at)).filter_map(|at| self.farthest(entries, at)).collect();
        let more = match entries.len().saturating_sub(TOLD) {
            0 => String::new(),
            1 => " And one more margin.".to_owned(),
            more => format!(" And {more} more margins."),
        };
        format!("{off}{reached}{}{more}", entries.iter().take(TOLD).map(row).collect::<String>())
    }

    /// The margins of a series that are farthest from their targets, as printed: ` Farthest from target before weighting: Men, by 6 points.`
    fn farthest(&self, entries: &[Entry<'_>], series: usize) -> Option<String> {
        let size = |off: f64| self.printer.of_differences().value(off.abs()).trim_start_matches('+').to_owned();
        let offs = || entries.iter().filter_map(|entry| Some((entry, self.off(entry, series)?)));
        let most = size(offs().map(|(_, off)| off.abs()).reduce(f64::max)?);
        if is_zero(&most) {
            return None;
        }
        let names: Vec<&str> =
            offs().filter(|(_, off)| size(*off) == most).map(|(entry, _)| entry.spoken.as_str()).collect();
        let (name, names) = (self.series[series], words::list(&names, 3));
        let points = if most == "1" { "point" } else { "points" };
        Some(format!(" Farthest from target {name}: {names}, by {most} {points}."))
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
pub(super) fn is_zero(printed: &str) -> bool {
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
    let head = heading(sheet, MARGINS, (area.x, area.y));
    let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
    let names_end = sheet.names_end(&labels, area, NAMES) + 14.0;
    let (columns, left_out) = margins.columns(sheet, entries, area.right() - names_end);
    // Headings of columns stand at the right of the legend.
    let beside = sheet.columns_width(&columns).max(area.width * COLUMNS);
    let key = sheet.key(&margins.key(sheet), area.inset(0.0, head, beside, 0.0));
    let head = (head + key + 10.0).max(sheet.headings_height(&columns));
    let area = area.inset(0.0, head, 0.0, sheet.measure(sheet.small()).leading() + 6.0);
    let least = if sheet.is_fixed() { 16.5 } else { 26.0 };
    let rows = sheet.rows(&labels, area, NAMES, RowPitch { least, most: 40.0 })?;
    let (left, right) = (rows.names_end + 14.0, area.right() - sheet.columns_width(&columns));
    if right - left < LEAST_PLOT {
        return Err(sheet.too_small(0.0, LEAST_PLOT - (right - left)));
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
    if !left_out.is_empty() {
        sheet.remark(format!("Not printed for want of room: {}", left_out.join(", ")));
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
}

/// An axis of which the last third would be empty, as it has room for few ticks, ends at the next ten per cent, with the ticks that are its
/// ends.
fn tight(axis: Axis, values: &[f64]) -> Axis {
    let high = values.iter().copied().fold(0.1, f64::max);
    let end = (10.0 * high - 1e-9).ceil() / 10.0;
    if axis.to > 1.5 * high { Axis { to: end, step: end, ..axis } } else { axis }
}
