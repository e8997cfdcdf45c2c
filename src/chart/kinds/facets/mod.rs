//! Small multiples on one scale: trends where rows are dated, else dots with their names at the left and one column a panel.

mod alt;
mod changes;
mod dots;
mod names;
mod order;
mod panels;

use super::Chart;
use super::told::titled_by;
use super::trend::{Behind, Days, Frame, Plot, SHADE, Trend, are_apart, limits, line_names, line_tints};
use crate::chart::ChartError;
use crate::chart::drawing::{Rect, Role};
use crate::chart::figures::{Event, Figures, distinct};
use crate::chart::layout::{Axis, Hold, KeyEntry, Lines, Sheet, Style, Swatch, month_and_year};
use crate::chart::words::{self, Printer};
use crate::survey;
use changes::Changes;
use dots::draw_dots;
use names::Names;
use panels::Panels;

/// The kind.
pub(super) struct Facets;

const MOST_PANELS: usize = 36;
/// The most columns of dots in one picture.
pub const MOST_COLUMNS: usize = 6;
/// Space between panels.
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
        let behind = match &figures.highlight {
            Some(name) if dated(figures) => format!("Grey line in the other panels: {name}. "),
            None if dated(figures) && has_ghosts(&plots(figures, &panels(figures))) => {
                "Pale lines: the other panels. ".to_owned()
            }
            _ => String::new(),
        };
        let changes = Changes::of(figures).map(|changes| changes.drawn(figures)).unwrap_or_default();
        format!("All panels share one scale. {behind}{changes}{text}")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        if dated(figures) { Trend.neutral_title(figures) } else { titled_by(figures) }
    }

    fn describe(&self, figures: &Figures) -> String {
        alt::describe(figures)
    }

    fn highlights<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        panels(figures)
    }

    fn completed(&self, figures: &Figures) -> Option<Figures> {
        Some(order::arranged(figures))
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

/// The panels of arranged figures in their order.
fn panels(figures: &Figures) -> Vec<&str> {
    distinct(figures.estimates().filter_map(|(row, _)| row.panel.as_deref()))
}

/// Whether panels are one line each, which they name already.
fn panelled(figures: &Figures) -> bool {
    figures.estimates().all(|(row, _)| row.panel.as_deref() == row.line())
}

fn sided(figures: &Figures, answer: &str) -> bool {
    matches!(figures.role(answer), survey::Role::Positive | survey::Role::Negative)
}

/// The ground of a panel: the paper, or the tint of the highlighted one.
fn draw_ground(sheet: &mut Sheet<'_>, area: Rect, lit: bool) {
    sheet.ground = if lit { sheet.theme.colours.cells[0] } else { sheet.theme.colours.paper };
    if lit {
        sheet.rect(Role::Grid, area.inset(-8.0, -6.0, -6.0, -2.0), sheet.ground, None);
    }
}

/// The most panels of which each shows the lines of all others.
const MOST_GHOSTS: usize = 12;

/// Whether every panel has the lines of the others as its ground, by which its own is read: where each is of one line, and they are few.
/// Single polls have no lines.
fn has_ghosts(plots: &[Plot<'_>]) -> bool {
    let of_one = plots.iter().all(|plot| plot.count() == 1);
    (2..=MOST_GHOSTS).contains(&plots.len()) && of_one && plots.iter().any(Plot::has_lines)
}

fn plots<'a>(figures: &'a Figures, panels: &[&str]) -> Vec<Plot<'a>> {
    panels.iter().map(|panel| Plot::read(figures, Some(panel))).collect()
}

fn draw_trends(figures: &Figures, sheet: &mut Sheet<'_>, panels: &[&str]) -> Result<(), ChartError> {
    // Events are named once, in the legend; panels have too little room for their notes. A highlight is a panel's, not a line's.
    let nameless = figures.events.iter().map(|event| Event { label: String::new(), ..event.clone() }).collect();
    let quiet = Figures { events: nameless, highlight: None, ..figures.clone() };
    let mut plots = plots(&quiet, panels);
    plots.iter().try_for_each(Plot::check)?;
    let changes = Changes::of(figures);
    if let Some(changes) = &changes {
        let may_be_chance = plots.iter_mut().zip(panels).filter(|(_, panel)| !changes.has(panel));
        may_be_chance.for_each(|(plot, _)| plot.set_back());
    }
    let printer = Printer::of(figures);
    let mut entries = key(sheet, &quiet, &plots);
    entries.extend(figures.events.iter().map(|event| event_entry(sheet, event)));
    let height = sheet.key(&entries, sheet.body);
    let body = sheet.body.inset(0.0, height + if height > 0.0 { 8.0 } else { 0.0 }, 0.0, 0.0);
    let days = plots.iter().map(|plot| plot.days(&figures.events));
    let reach = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default();
    let room = plots.iter().map(|plot| plot.start_room(sheet, printer)).fold(0.0, f64::max);
    let days = &Days { reach, polls: plots.iter().flat_map(Plot::polls).collect(), room };
    let headings: Vec<Heading> = panels.iter().map(|panel| Heading::of(figures, panel, changes.as_ref())).collect();
    let ways = Names::ways(&quiet, sheet, &plots, printer);
    let drawn = |count: usize, names: &Names| {
        let (mut trial, first) = (sheet.clone(), (&panels[..count], &headings[..count]));
        let scale = Scale { figures, plots: &plots, printer, days, names };
        draw_panels((figures, &quiet), &mut trial, first, (body, &scale)).map(|()| trial)
    };
    let mut refused = None;
    for names in &ways {
        match drawn(panels.len(), names) {
            Ok(drawn) => {
                *sheet = drawn;
                return Ok(());
            }
            Err(error @ ChartError::TooSmall { .. }) if sheet.is_fixed() => drop(refused.insert(error)),
            Err(error) => return Err(error),
        }
    }
    let has_room = |count: &usize| ways.iter().any(|names| drawn(*count, names).is_ok());
    let (count, most) = (panels.len(), (1..panels.len()).rev().find(has_room).unwrap_or(0));
    refused.map_or(Ok(()), |error| Err(if most > 0 { ChartError::Panels { count, most } } else { error }))
}

/// The panels in their places; `quiet` are the figures without the words that are told once.
fn draw_panels(
    (figures, quiet): (&Figures, &Figures),
    sheet: &mut Sheet<'_>,
    (panels, headings): (&[&str], &[Heading]),
    (body, scale): (Rect, &Scale<'_>),
) -> Result<(), ChartError> {
    let Scale { plots, printer, days, names, .. } = *scale;
    let places = Panels::new(sheet, headings, body, scale)?;
    for (at, (panel, plot)) in panels.iter().zip(plots).enumerate() {
        let (area, ticks, dates) = places.place(at);
        let lit = figures.highlights(panel);
        draw_ground(sheet, area, lit);
        let behind: Vec<(&Plot<'_>, Behind)> = match figures.highlight {
            Some(_) => plots.first().filter(|_| !lit).map(|plot| (plot, Behind::Grey)).into_iter().collect(),
            None if has_ghosts(plots) => {
                let others = plots.iter().enumerate().filter(|(other, _)| *other != at);
                others.map(|(_, plot)| (plot, Behind::Pale)).collect()
            }
            None => Vec::new(),
        };
        let start = area.x + if ticks { places.ticks } else { 0.0 };
        // Names of few lines stand on their plots as those of many do.
        let head = (at, &places.headings[at], headings[at].style(sheet));
        names.write_head(sheet, head, (start, area.y + places.head - 4.0, places.key_width()));
        let area = area.inset(0.0, places.head, 0.0, 0.0);
        let (compact, axis, starts, labels) = (places.low, places.axis.clone(), true, names.labels);
        let (days, right, behind, gutter) = (Some(days), Some(names.right), behind.as_slice(), names.gutter);
        let frame = Frame { area, axis, printer, labels, starts, days, ticks, dates, compact, gutter, right, behind };
        plot.draw(quiet, sheet, &frame)?;
    }
    Ok(())
}

/// The name of a panel, with its change where that is beyond chance: all are strong, or those of the largest changes alone.
struct Heading {
    name: String,
    change: Option<String>,
    strong: bool,
}

impl Heading {
    fn of(figures: &Figures, panel: &str, changes: Option<&Changes<'_>>) -> Self {
        let change = changes.and_then(|changes| changes.told_of(figures, panel));
        let strong = changes.is_none_or(|changes| changes.is_largest(figures, panel));
        Self { name: words::capital(panel), strong, change: change.map(|change| change.replace(' ', "\u{a0}")) }
    }

    fn style(&self, sheet: &Sheet<'_>) -> Style {
        if self.strong { sheet.plain().strong() } else { sheet.plain() }
    }

    /// Its lines, at most so many: without its change where both would be cut short.
    fn lines(&self, sheet: &Sheet<'_>, width: f64, most: usize) -> Lines {
        let ruler = sheet.measure(self.style(sheet));
        let whole =
            self.change.as_ref().map(|change| ruler.wrap(&format!("{}\u{2002} {change}", self.name), width, most));
        whole.filter(|lines| !lines.shortened).unwrap_or_else(|| ruler.wrap(&self.name, width, most))
    }
}

/// What all panels of trends have in common.
struct Scale<'a> {
    figures: &'a Figures,
    plots: &'a [Plot<'a>],
    printer: Printer,
    /// The span of time.
    days: &'a Days,
    /// Where lines have their names, and the room for them.
    names: &'a Names,
}

impl Scale<'_> {
    /// The scale of values: few lines to read by, as they are repeated in every panel. In low panels three.
    fn axis(&self, low: bool) -> Axis {
        let (values, limits) = (self.plots.iter().flat_map(Plot::values).collect::<Vec<_>>(), limits(self.figures));
        let round = Axis::new(values.iter().copied(), Hold::Near, limits, 4);
        match low {
            true if round.from == 0.0 => Axis { step: round.to / 2.0, ..round },
            true => Axis::hugging(&values, limits, 2..=2),
            false => Axis::hugging(&values, limits, 2..=4),
        }
    }
}

/// The series, when there are several, in the order of their rows, then the pollsters.
fn key(sheet: &Sheet<'_>, figures: &Figures, plots: &[Plot<'_>]) -> Vec<KeyEntry> {
    let names = line_names(figures);
    let (tints, _) = line_tints(figures, &names);
    let entry = |(index, name): (usize, &&str)| KeyEntry {
        swatch: Swatch::Thick(tints[index].mark(sheet)),
        text: words::capital(name),
        series: Some(index),
    };
    // Rows are in the order of lines, everybody first; colours are not.
    let lines = distinct(figures.estimates().filter_map(|(row, _)| row.line()));
    let place = |name: &&&str| lines.iter().position(|line| line == *name);
    let mut places: Vec<(usize, &&str)> = names.iter().enumerate().collect();
    places.sort_by_key(|(_, name)| place(name));
    let mut entries: Vec<KeyEntry> = if names.len() > 1 && !panelled(figures) && !are_apart(figures) {
        places.into_iter().map(entry).collect()
    } else {
        Vec::new()
    };
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
