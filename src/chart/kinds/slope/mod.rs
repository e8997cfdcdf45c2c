//! Slopes: one line an item from wave to wave, its name and values at both ends, kept apart.

mod alt;
mod changes;
mod ends;
mod intervals;
mod values;
mod waves;

use super::Chart;
use super::dumbbell::between;
use super::emphasis::tested;
use super::reach::widened;
use super::tint::{Tint, tints};
use super::told::{titled_by, titled_by_over};
use super::trend::limits;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, LeftOut, Point, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Row, distinct, range};
use crate::chart::layout::{Axis, Column, EndLabel, Hold, Sheet};
use crate::chart::words::{self, Printer};
use ends::{End, ends};
use intervals::Asides;
use values::draw_values;
use waves::Names;

/// The kind.
pub(super) struct Slope;

/// The least width of slopes that have their changes in numbers beside them.
const LEAST_BESIDE: f64 = 150.0;
/// The least height in which slopes are seen.
const LEAST_HEIGHT: f64 = 120.0;
const MOST_LINES: usize = 25;
const MOST_WAVES: usize = 6;
/// The most that two waves lie apart, in heights of the plot.
const WIDEST: f64 = 1.7;
/// Between the outermost points and their names: of many lines names move further, and need room for the curves to their lines.
const GUTTER: f64 = 12.0;
const WIDE_GUTTER: f64 = 20.0;
const FEW: usize = 4;
/// Width of intervals, and how far they fade: they say how sure the ends are, and are not to be read as lines of their own.
const INTERVAL: f64 = 1.4;
/// The part of its width and of its points that a grey line has.
const BEHIND: f64 = 0.7;
/// Radius of points.
const POINT: f64 = 4.8;

impl Chart for Slope {
    fn name(&self) -> &'static str {
        "slope"
    }

    fn about(&self) -> &'static str {
        "lines from wave to wave, named at their ends"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let whiskers = figures.estimates().any(|(row, _)| row.widest().is_some());
        let (single, of) = match between(figures) {
            true => ("single groups", "of their differences"),
            false => ("single waves", "of their changes"),
        };
        let bars = match whiskers {
            true => Some(words::bars(figures, "Vertical bars", &format!(" of {single}, not {of}"))),
            // Of estimates alone the linter says what to state.
            false => changes::are_tested(figures).then(|| format!("Intervals of {single} are not known")),
        };
        let apart = changes::shows_rounded_apart(figures).then(|| words::ROUNDED_APART.to_owned());
        let tested = changes::drawn(figures);
        bars.into_iter().chain(changes::brackets(figures)).chain(tested).chain(apart).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        let waves = waves(figures);
        let span = match waves.as_slice() {
            [first, last] => format!("{first} and {last}"),
            [first, .., last] => format!("from {first} to {last}"),
            _ => String::new(),
        };
        // A comparison of two names them already.
        let said = |name: &&str| figures.subject.as_ref().is_some_and(|subject| subject.contains(&**name));
        if waves.len() == 2 && waves.iter().all(said) { titled_by(figures) } else { titled_by_over(figures, &span) }
    }

    fn describe(&self, figures: &Figures) -> String {
        alt::describe(figures)
    }

    fn highlights<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        names(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let (waves, names) = (waves(figures), names(figures));
        check(&waves, &names)?;
        let printer = Printer::of(figures);
        let axis = axis(figures);
        let style = sheet.plain().strong();
        let ends = [0, waves.len() - 1].map(|at| ends(figures, sheet, (&names, waves[at]), (printer, at == 0)));
        let gutter = if names.len() > FEW { WIDE_GUTTER } else { GUTTER };
        let width = |ends: &[End]| ends.iter().map(|end| end.lines.width).fold(0.0, f64::max) + gutter + 2.0;
        let names_width = width(&ends[0]) + width(&ends[1]);
        let changes = changes::columns(figures, sheet, &ends[1], (&names, &waves));
        let changes = fitting(sheet, changes, names_width);
        let right = width(&ends[1]) + sheet.columns_width(&changes);
        let spare = sheet.body.width - width(&ends[0]) - right - least_width(sheet, &waves);
        let asides = Asides::of(figures, (&names, &waves), (sheet.body.width, spare));
        let [before, behind] = asides.at_ends();
        let placed = |head: f64| -> Result<(Rect, Vec<f64>), ChartError> {
            let room = sheet.body.inset(width(&ends[0]) + before, head, right + behind, 8.0);
            let plot = plot_area(sheet, room, &waves)?;
            let xs = places(figures, &waves).into_iter().map(|part| plot.x + plot.width * part).collect();
            Ok((plot, xs))
        };
        let least = (sheet.measure(style).leading() + 6.0).max(sheet.headings_height(&changes) + 4.0);
        // How wide the plot is hangs on its height, and so on the names, which hang on the width: the second time is near enough.
        let named = Names::new(sheet, &waves, &placed(least)?.1);
        let (plot, xs) = placed(least.max(named.height()))?;
        let inner_values = waves.len() > 2;
        let axis = axis.placed(plot.bottom() - 6.0, plot.y + if inner_values { 22.0 } else { 6.0 });
        sheet.promise(&axis, false);
        named.above(&xs).write(sheet, &xs, plot);
        let line = |name: &&str| -> Vec<Placed<'_>> {
            let at = |(at, (x, wave)): (usize, (&f64, &&str))| {
                find(figures, name, wave).and_then(|row| Some((at, (*x, axis.at(row.value?)), row)))
            };
            xs.iter().zip(&waves).enumerate().filter_map(at).collect()
        };
        let lines: Vec<Vec<Placed<'_>>> = names.iter().map(line).collect();
        let inks = inks(figures, sheet, &names);
        draw_lines(sheet, &lines, &inks, (&axis, &asides));
        if inner_values {
            draw_values(sheet, (&names, &lines, &inks), (&axis, printer, &asides), (plot, &figures.notes.extra));
        }
        let [first, last] = ends;
        let label = |end: End, x: f64| EndLabel {
            led: true,
            series: inks[end.line].told.then_some(end.line),
            lines: end.lines,
            colour: inks[end.line].colour,
            at: (x, axis.at(end.value)),
        };
        let reach = (plot.y - 4.0, plot.bottom() + 6.0);
        let first: Vec<EndLabel> = first.into_iter().map(|end| label(end, plot.x)).collect();
        let last: Vec<EndLabel> = last.into_iter().map(|end| label(end, plot.right())).collect();
        sheet.end_labels(&first, (plot.x - before - gutter, Anchor::End), reach)?;
        let heights = sheet.end_labels(&last, (plot.right() + behind + gutter, Anchor::Start), reach)?;
        sheet.columns(&changes, plot.right() + behind + right, &heights, plot.y - 4.0);
        Ok(())
    }
}

/// The columns of changes, where they leave slopes their room beside names: slopes say more than numbers.
fn fitting(sheet: &mut Sheet<'_>, mut changes: Vec<Column>, names_width: f64) -> Vec<Column> {
    let planned = changes.len();
    // No change stands there without its interval.
    if sheet.body.width - names_width - sheet.columns_width(&changes) < LEAST_BESIDE {
        changes.clear();
    }
    sheet.leave_out(LeftOut { changes: changes.len() < planned, ..LeftOut::default() });
    changes
}

/// A point of a line: the place of its wave, where it stands, and its row.
type Placed<'a> = (usize, Point, &'a Row);

/// Draws all lines, those that nothing tells from others below, over the intervals of all.
fn draw_lines(sheet: &mut Sheet<'_>, lines: &[Vec<Placed<'_>>], inks: &[Ink], (axis, asides): (&Axis, &Asides)) {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    // What is drawn later lies above.
    order.sort_by_key(|at| inks[*at].front);
    for at in &order {
        sheet.series = inks[*at].told.then_some(*at);
        asides.draw(sheet, *at, &lines[*at], (axis, inks[*at]));
    }
    for at in order {
        sheet.series = inks[at].told.then_some(at);
        draw_line(sheet, &lines[at], inks[at]);
    }
    sheet.series = None;
}

/// Refuses what is not two to six waves of a few lines.
fn check(waves: &[&str], names: &[&str]) -> Result<(), ChartError> {
    if !(2..=MOST_WAVES).contains(&waves.len()) || names.is_empty() {
        return Err(ChartError::Lacks { kind: "slope", needs: "two to six waves (`when` or `series`) of named rows" });
    }
    if names.len() > MOST_LINES {
        return Err(ChartError::TooMany { count: names.len(), what: "lines", most: MOST_LINES });
    }
    Ok(())
}

/// The least width of slopes under the names of their waves.
fn least_width(sheet: &Sheet<'_>, waves: &[&str]) -> f64 {
    named_width(sheet, waves).max(60.0)
}

/// The part of `room` that lines fill. Slopes of lines far apart cannot be compared: a wide picture is not filled.
fn plot_area(sheet: &Sheet<'_>, room: Rect, waves: &[&str]) -> Result<Rect, ChartError> {
    if room.height < LEAST_HEIGHT {
        return Err(sheet.too_small(LEAST_HEIGHT - room.height, 0.0));
    }
    let least = least_width(sheet, waves);
    if room.width < least {
        return Err(sheet.too_small(0.0, least - room.width));
    }
    let most = room.height * WIDEST * (waves.len() - 1) as f64;
    Ok(Rect { width: room.width.min(most.max(least)), ..room })
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
struct Ink {
    colour: Colour,
    /// Its colour tells it from the others.
    told: bool,
    /// Before those that nothing sets off, or whose change may be chance.
    front: bool,
}

/// How lines are drawn: where changes were tested, those beyond chance alone have a colour; where none is, all are thin.
fn inks(figures: &Figures, sheet: &Sheet<'_>, names: &[&str]) -> Vec<Ink> {
    let emphasis = changes::emphasis(figures, names);
    let alone = emphasis.is_none() && figures.highlight.is_none();
    let tints = emphasis.map_or_else(|| tints(figures, names), |emphasis| emphasis.tints(figures, names));
    let ink = |(name, tint): (&&str, &Tint)| {
        let told = tint.tells(sheet);
        let unsure = alone && tested(figures, name).is_some_and(|row| !row.is_certain());
        Ink { colour: tint.mark(sheet), told, front: !unsure && (told || *tint == Tint::Bold) }
    };
    names.iter().zip(&tints).map(ink).collect()
}

/// The values from end to end, of shares 20 points at least: no axis is drawn, so it need not begin or end at a round number, and a small
/// change must not fall through the full height. Intervals in the plot show how much a slope may be worth.
fn axis(figures: &Figures) -> Axis {
    let ends = |(row, value): (&Row, f64)| {
        let bounds = row.widest().into_iter();
        [value].into_iter().chain(bounds.flat_map(|b| [b.low, b.high])).collect::<Vec<_>>()
    };
    let axis = Axis::new(figures.estimates().flat_map(ends), Hold::Near, limits(figures), 5);
    match range(figures.estimates().flat_map(ends)).map(|reach| widened(figures, reach)) {
        Some((from, to)) if to > from => Axis { from, to, ..axis },
        _ => axis,
    }
}

/// The width in which the names of the first and the last wave stand side by side.
fn named_width(sheet: &Sheet<'_>, waves: &[&str]) -> f64 {
    let ends = waves.first().into_iter().chain(waves.last());
    ends.map(|wave| sheet.width_of(wave, sheet.small().strong())).sum::<f64>() + 10.0
}

fn wave(row: &Row) -> Option<&str> {
    row.when.as_ref().map(|when| when.label.as_str()).or(row.series.as_deref())
}

fn waves(figures: &Figures) -> Vec<&str> {
    let mut rows: Vec<&Row> = figures.estimates().map(|(row, _)| row).collect();
    let day = |row: &Row| row.when.as_ref().map_or(0.0, |when| when.day);
    rows.sort_by(|a, b| day(a).total_cmp(&day(b)));
    distinct(rows.into_iter().filter_map(wave))
}

/// Where each wave stands between the first (0) and the last (1): by its date where all have one, so that slopes are slopes in time.
fn places(figures: &Figures, waves: &[&str]) -> Vec<f64> {
    let day = |name: &&str| {
        figures
            .estimates()
            .find(|(row, _)| wave(row) == Some(name))
            .and_then(|(row, _)| row.when.as_ref())
            .map(|w| w.day)
    };
    let last = (waves.len() - 1) as f64;
    let even = (0..waves.len()).map(|at| at as f64 / last).collect();
    let Some(days) = waves.iter().map(day).collect::<Option<Vec<f64>>>() else { return even };
    let span = days[waves.len() - 1] - days[0];
    let crowded = days.windows(2).any(|pair| pair[1] - pair[0] < span / 12.0);
    if span <= 0.0 || crowded { even } else { days.iter().map(|day| (day - days[0]) / span).collect() }
}

fn names(figures: &Figures) -> Vec<&str> {
    figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.category()))
}

fn find<'a>(figures: &'a Figures, name: &str, at: &str) -> Option<&'a Row> {
    figures.estimates().map(|(row, _)| row).find(|row| row.category() == Some(name) && wave(row) == Some(at))
}

/// Draws a line; one that nothing tells from others is thinner, and so stands behind those with a colour.
fn draw_line(sheet: &mut Sheet<'_>, rows: &[Placed<'_>], Ink { colour, front, .. }: Ink) {
    let paper = sheet.theme.colours.paper;
    let (width, radius) = if front { (1.0, POINT) } else { (BEHIND, BEHIND * POINT) };
    let stroke = Stroke::new(colour, width * sheet.theme.sizes.line);
    sheet.line(Role::Fit, rows.iter().map(|(_, at, _)| *at).collect(), stroke);
    for (_, at, row) in rows {
        let (fill, ring) = if row.low_precision { (paper, colour) } else { (colour, paper) };
        sheet.point(Role::Estimate, *at, radius, 0, (Some(fill), Some(Stroke::new(ring, 1.4))));
    }
}
