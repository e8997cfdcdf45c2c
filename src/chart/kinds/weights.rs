//! Diagnostics of weighting: how the weights are spread, and the margins before and after beside their targets.

use super::Chart;
use super::dots::{draw_zero, grid};
use super::listing::{Entry, by_first_value, listing, once};
use super::trend::limits;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, Unit, distinct, range};
use crate::chart::layout::{Axis, Column, Hold, KeyEntry, Lines, RowLabel, RowPitch, Sheet, Style, Swatch};
use crate::chart::words::{self, Printer};

/// The kind.
pub(super) struct Weights;

impl Chart for Weights {
    fn name(&self) -> &'static str {
        "weights"
    }

    fn about(&self) -> &'static str {
        "the spread of weights, and margins before and after against targets"
    }

    fn drawn(&self, _: &Figures) -> String {
        // The legend names the strokes of the targets; shares of weighting have no intervals.
        String::new()
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        figures
            .subject
            .as_deref()
            .map_or_else(|| "Weights, and margins before and after weighting".to_owned(), words::capital)
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures).as_unit(Unit::Share);
        let bins = bins(figures);
        let spread =
            range(bins.iter().filter(|(_, v)| *v > 0.0).flat_map(|(row, _)| row.span).flat_map(|s| [s.low, s.high]));
        let spread = spread.map(|(low, high)| format!(" Weights run from {low:.2} to {high:.2}.")).unwrap_or_default();
        let series = series(figures);
        let margins = margins(figures);
        let row = |entry: &Entry<'_>| {
            let values =
                series.iter().filter_map(|name| Some(format!("{name} {}", printer.value(find(entry, name)?.value?))));
            format!(" {}: {}.", entry.label.name, values.collect::<Vec<_>>().join(", "))
        };
        let cost = cost(figures).map(|text| format!(" {text}.")).unwrap_or_default();
        format!("Diagnostics of weighting.{spread}{cost}{}", margins.iter().take(10).map(row).collect::<String>())
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let bins = bins(figures);
        let compared = figures.rows.iter().any(|row| match row.part {
            Part::Estimate => row.series.is_some(),
            part => part == Part::Target,
        });
        let margins = if compared { margins(figures) } else { Vec::new() };
        if bins.is_empty() && margins.is_empty() {
            return Err(ChartError::Lacks {
                kind: "weights",
                needs: "bins of the weights, or margins before and after",
            });
        }
        // Where both have no room, the margins say more than the spread; each is drawn whole or not at all.
        let views: [(&[_], &[_], Option<&str>); 3] = [
            (&bins, &margins, None),
            (&[], &margins, Some("the spread of the weights has no room")),
            (&bins, &[], Some("the margins have no room")),
        ];
        let mut refused = None;
        for (bins, margins, left_out) in views.into_iter().filter(|(bins, margins, _)| bins.len() + margins.len() > 0) {
            let mut trial = sheet.clone();
            match draw_halves(figures, &mut trial, (bins, margins), left_out) {
                Ok(()) => {
                    *sheet = trial;
                    return Ok(());
                }
                Err(error @ ChartError::TooSmall { .. }) if sheet.is_fixed() => drop(refused.get_or_insert(error)),
                Err(error) => return Err(error),
            }
        }
        refused.map_or(Ok(()), Err)
    }
}

/// The histogram above the margins, or what there is of them.
fn draw_halves(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (bins, margins): (&[(&Row, f64)], &[Entry<'_>]),
    left_out: Option<&str>,
) -> Result<(), ChartError> {
    let body = sheet.body;
    let remark = left_out.map(str::to_owned).or_else(|| cost(figures));
    let upper = match (bins.is_empty(), margins.is_empty()) {
        (true, _) => 0.0,
        (false, true) => body.height,
        (false, false) => (body.height * 0.4).clamp(if sheet.is_fixed() { 88.0 } else { 110.0 }, 170.0),
    };
    if !bins.is_empty() {
        draw_histogram(figures, sheet, (bins, remark.as_deref()), Rect::new(body.x, body.y, body.width, upper))?;
    } else if let Some(left_out) = left_out {
        let style = sheet.small();
        sheet.write(Role::Remark, (body.right(), body.y + style.size), Anchor::End, style, left_out);
    }
    if !margins.is_empty() {
        let top = if upper > 0.0 { upper + 14.0 } else { 0.0 };
        draw_margins(figures, sheet, margins, body.inset(0.0, top, 0.0, 0.0))?;
    }
    Ok(())
}

/// Bars of the histogram with their spans, from low to high.
fn bins(figures: &Figures) -> Vec<(&Row, f64)> {
    let bins = figures.rows.iter().filter(|row| row.part == Part::Bin && row.span.is_some());
    let mut bins: Vec<(&Row, f64)> = bins.filter_map(|row| Some((row, row.value?))).collect();
    let low = |row: &Row| row.span.map_or(0.0, |span| span.low);
    bins.sort_by(|a, b| low(a.0).total_cmp(&low(b.0)));
    bins
}

fn margins(figures: &Figures) -> Vec<Entry<'_>> {
    listing(figures, &[Part::Estimate, Part::Target], &by_first_value)
}

fn series(figures: &Figures) -> Vec<&str> {
    distinct(figures.estimates().filter_map(|(row, _)| row.series.as_deref()))
}

fn find<'a>(entry: &Entry<'a>, name: &str) -> Option<&'a Row> {
    entry.rows.iter().copied().find(|row| row.part == Part::Estimate && row.series.as_deref() == Some(name))
}

fn heading(sheet: &mut Sheet<'_>, text: &str, at: (f64, f64)) -> f64 {
    let style = sheet.small().strong();
    sheet.write(Role::Heading, (at.0, at.1 + style.size), Anchor::Start, style, text);
    style.size + 8.0
}

/// What weighting costs, where the notes say it.
fn cost(figures: &Figures) -> Option<String> {
    let ((deff, _), (effective, _), (n, _)) = (figures.notes.deff?, figures.notes.n_effective?, figures.notes.n?);
    if deff < 1.0 + 1e-9 {
        return Some("All weights are equal".to_owned());
    }
    Some(format!("Design effect of the weights {deff:.2}: {} count as {}", words::count(n), words::count(effective)))
}

fn draw_histogram(
    figures: &Figures,
    sheet: &mut Sheet<'_>,
    (bins, remark): (&[(&Row, f64)], Option<&str>),
    area: Rect,
) -> Result<(), ChartError> {
    let printer = Printer::of(figures).as_unit(Unit::Number);
    const HEADING: &str = "Respondents by weight";
    let head = heading(sheet, HEADING, (area.x, area.y));
    if let Some(remark) = remark {
        let style = sheet.small();
        let left = area.right() - sheet.width_of(remark, style);
        if left > area.x + sheet.width_of(HEADING, style.strong()) + 16.0 {
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
    let counts = Axis::new([most], Hold::Zero, (0.0, f64::INFINITY), 3).placed(plot.bottom(), plot.y);
    // A single bar would stand at the end of its axis.
    let beside = (bins.len() == 1).then_some(2.0);
    let ends = bins.iter().filter_map(|(row, _)| row.span).flat_map(|span| [span.low, span.high]);
    let spans: Vec<f64> = ends.chain(beside).collect();
    let weights = sheet.axis_across(&spans, (Hold::Zero, (0.0, f64::INFINITY)), (plot.x, plot.right()), printer);
    let tail = Tail::read(sheet, bins, &weights);
    // The name of the tail stands over the bars under it, be they the highest.
    let raised = tail.as_ref().map_or(0.0, |tail| tail.lacking(sheet, &counts));
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
    let usual = sheet.paled(sheet.series_colour(0));
    let marked = sheet.theme.colours.highlight;
    for (row, value) in bins {
        let Some(span) = row.span else { continue };
        let (from, to) = (weights.at(span.low), weights.at(span.high));
        let fill = if row.series.is_some() { marked } else { usual };
        // One respondent in a thousand must still be seen.
        let top = counts.at(*value).min(plot.bottom() - 1.5);
        let width = (to - from - 1.0).max(0.5);
        sheet.rect(Role::Bar, Rect::new(from + 0.5, top, width, plot.bottom() - top), fill, None);
    }
    if let Some(tail) = tail {
        tail.write(sheet, &counts);
    }
    for tick in weights.ticks() {
        let at = (weights.at(tick), plot.bottom() + 6.0 + small.size);
        sheet.write(Role::Tick, at, Anchor::Middle, small, &printer.tick(tick, weights.step));
    }
    Ok(())
}

/// The name of the bars that are set apart.
struct Tail {
    lines: Lines,
    x: f64,
    anchor: Anchor,
    /// The most of the bars that it stands over.
    most: f64,
}

impl Tail {
    /// Between the name and the bars under it.
    const CLEAR: f64 = 4.0;

    fn style(sheet: &Sheet<'_>) -> Style {
        let colours = &sheet.theme.colours;
        sheet.small().strong().coloured(colours.highlight.readable_on(colours.paper))
    }

    /// From the start of the bars where it fits, else up to the end of the axis.
    fn read(sheet: &Sheet<'_>, bins: &[(&Row, f64)], weights: &Axis) -> Option<Self> {
        let apart = bins.iter().map(|(row, _)| *row).find(|row| row.series.is_some())?;
        let (start, name) = (weights.at(apart.span?.low), apart.series.as_deref()?);
        let lines = sheet.measure(Self::style(sheet)).wrap(name, weights.end - weights.start, 3);
        let (x, anchor) =
            if start + lines.width <= weights.end { (start, Anchor::Start) } else { (weights.end, Anchor::End) };
        let from = if anchor == Anchor::Start { x } else { x - lines.width };
        let under = bins.iter().filter(|(row, _)| {
            row.span.is_some_and(|span| weights.at(span.high) >= from && weights.at(span.low) <= from + lines.width)
        });
        let most = under.map(|(_, value)| *value).fold(0.0, f64::max);
        Some(Self { lines, x, anchor, most })
    }

    fn height(&self, sheet: &Sheet<'_>) -> f64 {
        self.lines.lines.len() as f64 * sheet.measure(Self::style(sheet)).leading() + 2.0 * Self::CLEAR
    }

    /// How much lower the plot has to start for the name to stand in it, clear of its bars.
    fn lacking(&self, sheet: &Sheet<'_>, counts: &Axis) -> f64 {
        let high = (self.most / counts.to).clamp(1e-6, 1.0);
        let free = (1.0 - high) * (counts.start - counts.end);
        ((self.height(sheet) - free) / high).max(0.0)
    }

    fn write(&self, sheet: &mut Sheet<'_>, counts: &Axis) {
        let style = Self::style(sheet);
        let leading = sheet.measure(style).leading();
        let mut y = counts.at(self.most) - self.height(sheet) + Self::CLEAR + leading / 2.0;
        for line in &self.lines.lines {
            sheet.write_over(Role::Label, (self.x, y), self.anchor, style, line);
            y += leading;
        }
    }
}

fn draw_margins(figures: &Figures, sheet: &mut Sheet<'_>, entries: &[Entry<'_>], area: Rect) -> Result<(), ChartError> {
    let series = series(figures);
    let most = 2;
    if series.len() > most {
        return Err(ChartError::TooMany { count: series.len(), what: "series of margins", most });
    }
    once(entries, "weights", &|row| row.series.as_deref())?;
    // Before stands back in grey, after is the colour of the chart.
    let colours = [sheet.theme.colours.neutral, sheet.paled(sheet.series_colour(0))];
    let bars = series.iter().enumerate().map(|(at, name)| KeyEntry {
        swatch: Swatch::Fill(colours[at], None),
        text: words::capital(name),
        series: Some(at),
    });
    let targets = entries.iter().flat_map(|entry| &entry.rows).any(|row| row.part == Part::Target);
    let stroke = KeyEntry { swatch: Swatch::Upright(sheet.theme.colours.ink), text: "Target".into(), series: None };
    let key: Vec<KeyEntry> = bars.chain(Some(stroke).filter(|_| targets)).collect();
    let head = heading(sheet, "Margins", (area.x, area.y));
    // Headings of columns stand at the right of the legend.
    let head = head + sheet.key(&key, area.inset(0.0, head, area.width * COLUMNS, 0.0)) + 10.0;
    let area = area.inset(0.0, head, 0.0, sheet.measure(sheet.small()).leading() + 6.0);
    let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
    let least = if sheet.is_fixed() { 16.5 } else { 26.0 };
    let rows = sheet.rows(&labels, area, 0.34, RowPitch { least, most: 40.0 })?;
    let printer = Printer::of(figures).as_unit(Unit::Share);
    let columns = margin_columns(sheet, entries, (&series, printer));
    let (left, right) = (rows.names_end + 14.0, area.right() - sheet.columns_width(&columns));
    if right - left < 80.0 {
        return Err(sheet.too_small(0.0, 80.0 - (right - left)));
    }
    let values: Vec<f64> = entries.iter().flat_map(|entry| &entry.rows).filter_map(|row| row.value).collect();
    let axis = sheet.axis_across(&values, (Hold::Zero, limits(figures)), (left + 8.0, right - 16.0), printer);
    let axis = tight(axis, &values);
    let frame = Rect::new(left, area.y, right - left, rows.bottom - area.y);
    grid(sheet, &axis, frame, printer);
    draw_zero(sheet, &axis, frame);
    let thick = (rows.pitch * 0.32).min(11.0);
    for (entry, y) in entries.iter().zip(&rows.centres) {
        let place = |row: &Row| row.value.map(|value| axis.at(value));
        let top = y - thick * series.len() as f64 / 2.0;
        for (at, name) in series.iter().enumerate() {
            let Some(x) = find(entry, name).and_then(place) else { continue };
            sheet.series = Some(at);
            let bar = Rect::new(axis.at(0.0), top + at as f64 * thick, x - axis.at(0.0), thick - 1.0);
            sheet.rect(Role::Bar, bar, colours[at], None);
        }
        sheet.series = None;
        let stroke = Stroke::new(sheet.theme.colours.ink, 2.0);
        for x in entry.rows.iter().filter(|row| row.part == Part::Target).filter_map(|row| place(row)) {
            sheet.line(Role::Reference, vec![(x, top - 2.5), (x, 2.0 * y - top + 1.5)], stroke);
        }
    }
    sheet.columns(&columns, area.right(), &rows.centres, area.y);
    Ok(())
}

/// An axis of which the last third would be empty, as it has room for few ticks, ends at the next ten per cent, with the ticks that are its
/// ends.
fn tight(axis: Axis, values: &[f64]) -> Axis {
    let high = values.iter().copied().fold(0.1, f64::max);
    let end = (10.0 * high - 1e-9).ceil() / 10.0;
    if axis.to > 1.5 * high { Axis { to: end, step: end, ..axis } } else { axis }
}

/// The part of the width that columns of margins may take.
const COLUMNS: f64 = 0.4;

/// The margins in numbers, series by series, then the targets; none where the picture is narrow.
fn margin_columns(sheet: &Sheet<'_>, entries: &[Entry<'_>], (series, printer): (&[&str], Printer)) -> Vec<Column> {
    let text = |row: Option<&Row>| row.and_then(|row| row.value).map_or_else(String::new, |value| printer.value(value));
    let small = sheet.small();
    let of = |name: &&str| {
        let cells = entries.iter().map(|entry| text(find(entry, name))).collect();
        Column::new(*name, cells, small.coloured(sheet.theme.colours.ink))
    };
    let target = |entry: &Entry<'_>| text(entry.rows.iter().copied().find(|row| row.part == Part::Target));
    let mut columns: Vec<Column> = series.iter().map(of).collect();
    columns.push(Column::new("target", entries.iter().map(target).collect(), small));
    columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
    if sheet.columns_width(&columns) > sheet.body.width * COLUMNS { Vec::new() } else { columns }
}
