//! Small multiples on one scale: trends where rows are dated, else dots with their names at the left and one column a panel.

mod dots;

use super::Chart;
use super::tint::tints;
use super::trend::{Frame, Labels, Plot, SHADE, Trend, limits, tick_width};
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::{Event, Figures, distinct};
use crate::chart::layout::{Axis, Hold, KeyEntry, Lines, Sheet, Swatch, month_and_year};
use crate::chart::words::{self, Printer};
use dots::draw_dots;

/// The kind.
pub(super) struct Facets;

const MOST_PANELS: usize = 36;
/// Columns of dots in one picture.
const MOST_COLUMNS: usize = 6;
const LEAST_PANEL: (f64, f64) = (128.0, 124.0);
/// The least height of a panel in a picture that cannot grow, without dates.
const LOW_PANEL: f64 = 56.0;
/// The least width of such a panel.
const NARROW_PANEL: f64 = 88.0;
const GAP: f64 = 16.0;

impl Chart for Facets {
    fn name(&self) -> &'static str {
        "facets"
    }

    fn about(&self) -> &'static str {
        "small multiples of trends or dots on one scale"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let text = if dated(figures) { Trend.drawn(figures) } else { words::whiskers(figures).unwrap_or_default() };
        let behind = figures.highlight.as_ref().filter(|_| dated(figures));
        let behind = behind.map(|name| format!("Grey line in the other panels: {name}. ")).unwrap_or_default();
        format!("All panels share one scale. {behind}{text}")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        if dated(figures) { Trend.neutral_title(figures) } else { words::subject(figures) }
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let panels = panels(figures);
        let mut text = format!("{} panels on one scale ({}).", panels.len(), words::list(&panels, 8));
        text += &format!(" {}.{}", words::subject(figures), super::told::range_words(figures, printer));
        text
    }

    fn highlights<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        panels(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let panels = panels(figures);
        if panels.is_empty() {
            return Err(ChartError::Lacks { kind: "facets", needs: "rows with a panel" });
        }
        if !dated(figures) && !figures.events.is_empty() {
            return Err(ChartError::Lacks {
                kind: "facets",
                needs: "dated rows for its events: panels of dots have no axis of time",
            });
        }
        let most = if dated(figures) { MOST_PANELS } else { MOST_COLUMNS };
        if panels.len() > most {
            return Err(ChartError::TooMany { count: panels.len(), what: "panels", most });
        }
        if dated(figures) { draw_trends(figures, sheet, &panels) } else { draw_dots(figures, sheet, &panels) }
    }
}

fn dated(figures: &Figures) -> bool {
    figures.estimates().all(|(row, _)| row.when.is_some())
}

/// The highlighted panel, then the others in the order of the variable called `panel` where one is stated, else of appearance.
fn panels(figures: &Figures) -> Vec<&str> {
    let mut panels = distinct(figures.estimates().filter_map(|(row, _)| row.panel.as_deref()));
    if let Some(order) = figures.group_order("panel") {
        panels.sort_by_key(|name| order.levels.iter().position(|level| level == name).unwrap_or(usize::MAX));
    }
    // A stable sort: the others keep their order.
    panels.sort_by_key(|name| !figures.highlights(name));
    panels
}

/// The ground of the highlighted panel.
fn draw_ground(sheet: &mut Sheet<'_>, area: Rect) {
    let fill = sheet.theme.colours.cells[0];
    sheet.rect(Role::Grid, area.inset(-8.0, -6.0, -6.0, -2.0), fill, None);
}

/// Columns for panels: as near to the shape of the body as the least width allows, with few empty places at the end.
fn columns(count: usize, body: Rect, (narrowest, least): (f64, f64)) -> usize {
    let most = ((body.width / narrowest) as usize).clamp(1, count);
    let cost = |columns: usize| {
        let rows = count.div_ceil(columns);
        let shape = (body.width / columns as f64) / (body.height / rows as f64).max(least);
        (shape / 1.45).ln().abs() + 0.12 * (columns * rows - count) as f64
    };
    (1..=most).min_by(|a, b| cost(*a).total_cmp(&cost(*b))).unwrap_or(1)
}

/// How panels are drawn.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// Lines of a name, at most.
    lines: usize,
    /// The least width of a panel, and its least height with a name of one line.
    least: (f64, f64),
    /// Low panels have dates under the last of each column alone, this high; others each under itself.
    dates: Option<f64>,
}

/// Where panels of trends stand.
struct Panels {
    across: usize,
    body: Rect,
    /// Width of a panel without the labels of values, which stand at the left of the first column alone.
    wide: f64,
    ticks: f64,
    high: f64,
    /// Space below a panel.
    gap: f64,
    /// Low panels, of which only the last of each column has dates, this high.
    dates: Option<f64>,
    /// Their names, and the height that the longest takes.
    headings: Vec<Lines>,
    head: f64,
}

impl Panels {
    /// Panels in a body. In a picture that cannot grow, many become lower, and their names shorter.
    fn new(sheet: &Sheet<'_>, names: &[&str], body: Rect, ticks: &dyn Fn(&Self) -> f64) -> Result<Self, ChartError> {
        let dates = 2.0 * sheet.measure(sheet.small()).leading() + 4.0;
        let usual = Form { lines: 3, least: LEAST_PANEL, dates: None };
        let low = |lines: usize, wide: f64| Form { lines, least: (wide, LOW_PANEL), dates: Some(dates) };
        let tried = if sheet.is_fixed() {
            vec![usual, low(2, LEAST_PANEL.0), low(1, LEAST_PANEL.0), low(1, NARROW_PANEL)]
        } else {
            vec![usual]
        };
        let mut lacking = 0.0;
        for form in tried {
            let (panels, least) = Self::of_form(sheet, names, body, form, ticks);
            lacking = (least - panels.high) * names.len().div_ceil(panels.across) as f64;
            if lacking <= 0.0 {
                return Ok(panels);
            }
        }
        Err(sheet.too_small(lacking, 0.0))
    }

    /// Panels of a form, and the least height they may have.
    fn of_form(sheet: &Sheet<'_>, names: &[&str], body: Rect, form: Form, ticks: &dyn Fn(&Self) -> f64) -> (Self, f64) {
        let Form { lines, least, dates } = form;
        let count = names.len();
        let body = body.inset(0.0, 0.0, 0.0, dates.unwrap_or(0.0));
        let across = columns(count, body, least);
        let down = count.div_ceil(across) as f64;
        let gap = if dates.is_some() { GAP / 2.0 } else { GAP };
        let high = (body.height - gap * (down - 1.0)) / down;
        let panels = Self { across, body, wide: 0.0, ticks: 0.0, high, gap, dates, headings: Vec::new(), head: 0.0 };
        let ticks = ticks(&panels);
        let wide = (body.width - ticks - GAP * (across - 1) as f64) / across as f64;
        let ruler = sheet.measure(sheet.plain().strong());
        let headings: Vec<Lines> =
            names.iter().map(|name| ruler.wrap(&words::capital(name), wide + GAP / 2.0, lines)).collect();
        // All panels have the head of the longest name: one scale is one height.
        let lines = headings.iter().map(|lines| lines.lines.len()).max().unwrap_or(1) as f64;
        let head = lines * ruler.leading() + 4.0;
        (Self { wide, ticks, headings, head, ..panels }, least.1 + (lines - 1.0) * ruler.leading())
    }

    /// The rectangle of a panel, with its labels, and whether it has labels of values and of dates.
    fn place(&self, at: usize) -> (Rect, bool, bool) {
        let (column, line) = (at % self.across, at / self.across);
        let first = column == 0;
        let last = at + self.across >= self.headings.len();
        let x = self.body.x + column as f64 * (self.wide + GAP) + if first { 0.0 } else { self.ticks };
        let y = self.body.y + line as f64 * (self.high + self.gap);
        let below = self.dates.filter(|_| last).unwrap_or(0.0);
        let area = Rect::new(x, y, self.wide + if first { self.ticks } else { 0.0 }, self.high + below);
        (area, first, last || self.dates.is_none())
    }
}

fn draw_trends(figures: &Figures, sheet: &mut Sheet<'_>, panels: &[&str]) -> Result<(), ChartError> {
    // Events are named once, in the legend; panels have too little room for their notes. A highlight is a panel's, not a line's.
    let nameless = figures.events.iter().map(|event| Event { label: String::new(), ..event.clone() }).collect();
    let quiet = Figures { events: nameless, highlight: None, ..figures.clone() };
    let plots: Vec<Plot<'_>> = panels.iter().map(|panel| Plot::read(&quiet, Some(panel))).collect();
    plots.iter().try_for_each(Plot::check)?;
    let printer = Printer::of(figures);
    let mut entries = key(sheet, &quiet, &plots);
    entries.extend(figures.events.iter().map(|event| event_entry(sheet, event)));
    let height = sheet.key(&entries, sheet.body);
    let body = sheet.body.inset(0.0, height + if height > 0.0 { 8.0 } else { 0.0 }, 0.0, 0.0);
    let scale = |panels: &Panels| axis(figures, &plots, panels);
    let places = Panels::new(sheet, panels, body, &|panels| tick_width(sheet, &scale(panels), printer))?;
    let axis = scale(&places);
    let days = plots.iter().map(|plot| plot.days(&figures.events));
    let days = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let right = sheet.width_of("88%", sheet.plain().strong()) + 12.0;
    for (at, (panel, plot)) in panels.iter().zip(&plots).enumerate() {
        let (area, ticks, dates) = places.place(at);
        let lit = figures.highlights(panel);
        if lit {
            draw_ground(sheet, area);
        }
        let behind = plots.first().filter(|_| figures.highlight.is_some() && !lit);
        let start = area.x + if ticks { places.ticks } else { 0.0 };
        let style = sheet.plain().strong();
        let (lines, leading) = (&places.headings[at], sheet.measure(style).leading());
        // Names of few lines stand on their plots as those of many do.
        let first = area.y + places.head - 4.0 - lines.lines.len() as f64 * leading + style.size;
        sheet.write_lines(Role::Heading, (start, first), Anchor::Start, style, lines);
        let area = area.inset(0.0, places.head, 0.0, 0.0);
        let compact = places.dates.is_some();
        let (axis, labels, right) = (axis.clone(), Labels::ValueOnly, Some(right));
        plot.draw(&quiet, sheet, &Frame { area, axis, printer, labels, days, ticks, dates, compact, right, behind })?;
    }
    Ok(())
}

/// The scale of all panels; in low ones only its ends are labelled, where these are round.
fn axis(figures: &Figures, plots: &[Plot<'_>], places: &Panels) -> Axis {
    let with = |steps: usize| Axis::new(plots.iter().flat_map(Plot::values), Hold::Near, limits(figures), steps);
    if places.dates.is_none() {
        return with(((places.high / 40.0) as usize).clamp(3, 4));
    }
    let axis = with(4);
    if axis.from == 0.0 { Axis { step: axis.to, ..axis } } else { with(2) }
}

/// The series, when there are several, then the pollsters.
fn key(sheet: &Sheet<'_>, figures: &Figures, plots: &[Plot<'_>]) -> Vec<KeyEntry> {
    let names = figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.line()));
    let tints = tints(figures, &names);
    let entry = |(index, name): (usize, &&str)| KeyEntry {
        swatch: Swatch::Thick(tints[index].mark(sheet)),
        text: words::capital(name),
        series: Some(index),
    };
    // Panels that are one series each name it already.
    let panelled = figures.estimates().all(|(row, _)| row.panel.as_deref() == row.line());
    let mut entries: Vec<KeyEntry> =
        if names.len() > 1 && !panelled { names.iter().enumerate().map(entry).collect() } else { Vec::new() };
    entries.extend(plots.first().map(|plot| plot.key(sheet)).unwrap_or_default());
    entries
}

/// An event with its date, as it is drawn in every panel: a line, or a shaded span.
fn event_entry(sheet: &Sheet<'_>, event: &Event) -> KeyEntry {
    let [from, to] = event.ends().map(month_and_year);
    let date = if from == to { from } else { format!("{from} – {to}") };
    let muted = sheet.theme.colours.muted;
    let swatch = if event.until.is_some() { Swatch::Fill(muted.fade(SHADE), None) } else { Swatch::Dashed(muted) };
    KeyEntry { swatch, text: format!("{date}: {}", event.label), series: None }
}
