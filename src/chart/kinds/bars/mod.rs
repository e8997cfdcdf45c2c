//! Horizontal bars from zero, each with its interval and value; several series side by side. Long names stand over their bars.

mod names;

use super::Chart;
use super::crosstab::bases;
use super::dots::{draw_gap, value_text, values};
use super::listing::{Entry, behind, by_first_value, categories, highlights, is_sum, listing, once, row_names};
use super::sorting::{Sorting, sorted};
use super::tint::{Tint, tints};
use super::told::{extremes, titled_by};
use super::trend::limits;
use crate::chart::ChartError;
use crate::chart::colour::{Colour, Sight};
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, distinct, range};
use crate::chart::layout::{Axis, Hold, KeyEntry, RowLabel, Sheet, Swatch};
use crate::chart::lint::LEAST_APART;
use crate::chart::words::{self, Printer};
use crate::survey;
use names::{Placed, name_bars};

/// The kind.
pub(super) struct Bars;

const MOST_SERIES: usize = 5;

impl Chart for Bars {
    fn name(&self) -> &'static str {
        "bars"
    }

    fn about(&self) -> &'static str {
        "horizontal bars from zero with their intervals"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let lines = words::whiskers(figures).map(|text| text.replace("bars", "lines").replace("Bars", "Lines on bars"));
        lines.into_iter().chain(sorted(figures)).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        let categories = categories(figures);
        let entries = listing(&categories, &[Part::Estimate], &by_first_value);
        let printer = Printer::of(figures);
        let shown = entries.iter().flat_map(|entry| &entry.rows).filter(|row| row.value.is_some());
        let head = format!("Bar chart, {}: {}.", words::counted(shown.count(), "bar"), words::subject(figures));
        // A net is not ranked among the answers that it sums.
        let (sums, others): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| entry.rows.iter().all(|row| is_sum(row)));
        head + &extremes(figures, &others, printer) + &sums_words(&sums, printer)
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
        once(&entries, "bars", &|row| row.series.as_deref())?;
        let behind = behind(figures, &mut entries);
        let printer = Printer::of(figures);
        let series =
            figures.in_answer_order(entries.iter().flat_map(|e| &e.rows).filter_map(|row| row.series.as_deref()));
        if series.len() > MOST_SERIES {
            return Err(ChartError::TooMany { count: series.len(), what: "series", most: MOST_SERIES });
        }
        let colours = colours(sheet, figures, &entries, &series);
        let key = key(figures, &series, &colours);
        let columns = bases(&entries, sheet.small());
        let beside = Rect { width: sheet.body.width - sheet.columns_width(&columns), ..sheet.body };
        let head = (sheet.key_height(&key, beside.width) + 4.0).max(sheet.headings_height(&columns));
        let area = sheet.body.inset(0.0, head, 0.0, 0.0);
        let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
        let placed = names::place(sheet, &labels, area, series.len().max(1))?;
        let left = placed.left;
        let axis = axis(figures, sheet, &entries, (left, beside.right()))?;
        sheet.promise(&axis, false);
        let bars = Bands { placed, series: &series, axis, printer };
        for (at, (entry, behind)) in entries.iter().zip(behind).enumerate() {
            bars.draw(sheet, (figures, entry, at), &colours, behind);
        }
        if series.len() > 1 && !name_bars(sheet, &entries[0], &colours, (bars.place(0, 0), &bars.axis)) {
            sheet.key(&key, beside);
        }
        let x = bars.axis.at(0.0).round() + 0.5;
        let stroke = Stroke::new(sheet.theme.colours.axis, 1.0);
        for (from, to) in bars.placed.baselines(area.y) {
            sheet.line(Role::Axis, vec![(x, from), (x, to)], stroke);
        }
        sheet.columns(&columns, sheet.body.right(), &bars.placed.centres, area.y);
        Ok(())
    }
}

/// Nets in words: ` For or against: 81%.`
fn sums_words(sums: &[Entry<'_>], printer: Printer) -> String {
    let of = |row: &&Row| {
        let series = row.series.as_deref().map(|name| format!("{} ", words::capital(name))).unwrap_or_default();
        Some(format!("{series}{}", printer.value(row.value?)))
    };
    let values = |entry: &Entry<'_>| entry.rows.iter().filter_map(of).collect::<Vec<_>>().join(", ");
    sums.iter().map(|entry| format!(" {}: {}.", entry.label.name, values(entry))).collect()
}

/// The axis from the left end of bars to the columns, with room for the numbers after the intervals.
fn axis(
    figures: &Figures,
    sheet: &Sheet<'_>,
    entries: &[Entry<'_>],
    (left, right): (f64, f64),
) -> Result<Axis, ChartError> {
    let printer = Printer::of(figures);
    let texts = figures.estimates().map(|(row, _)| sheet.width_of(&value_text(row, printer), sheet.plain().strong()));
    let room = texts.fold(0.0, f64::max) + AFTER;
    let below = figures.estimates().any(|(_, value)| value < 0.0);
    let (start, end) = (left + if below { room } else { 0.0 }, right - room - 4.0);
    if end - start < LEAST {
        return Err(sheet.too_small(0.0, LEAST - (end - start)));
    }
    // Every bar has its number beside it: an axis would say the same again, and need not end at a round number.
    let ends = values(entries);
    let axis = sheet.axis_across(&ends, (Hold::Zero, limits(figures)), (start, end), printer);
    let reach = range(ends.iter().copied().chain([0.0])).filter(|(from, to)| to > from);
    Ok(reach.map_or(axis.clone(), |(from, to)| Axis { from, to, ..axis }))
}

/// The least width of the plot.
const LEAST: f64 = 80.0;
/// From the end of a bar and its interval to its number.
const AFTER: f64 = 6.0;

/// Where bars stand.
struct Bands<'a> {
    placed: Placed,
    series: &'a [&'a str],
    axis: Axis,
    printer: Printer,
}

impl<'a> Bands<'a> {
    /// Upper edge and height of the bar of a series in a row.
    fn place(&self, row: usize, series: usize) -> Rect {
        let thick = self.placed.thick(self.series.len());
        let top = self.placed.centres[row] - self.placed.band / 2.0;
        Rect::new(self.axis.at(0.0), top + series as f64 * thick, 0.0, thick)
    }

    /// The bars of a line, grey where it stands behind a highlighted one.
    fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        (figures, entry, at): (&Figures, &Entry<'_>, usize),
        colours: &[(&str, Colour)],
        behind: bool,
    ) {
        let zero = self.axis.at(0.0);
        if entry.rows.iter().all(|row| row.value.is_none()) {
            let place = (zero + 8.0, self.placed.centres[at]);
            draw_gap(sheet, entry.rows.first().copied(), place, self.axis.end - zero);
            return;
        }
        for row in &entry.rows {
            let series = row.series.as_deref().and_then(|name| self.series.iter().position(|s| *s == name));
            let place =
                self.place(at, series.unwrap_or(0)).inset(0.0, 0.0, 0.0, if self.series.len() > 1 { 1.5 } else { 0.0 });
            let own = series.map(|series| self.series[series]).or(self.series.first().copied());
            let own = own.or(row.answer.as_deref()).unwrap_or("");
            let known = colours.iter().find(|(name, _)| *name == own).map(|(_, colour)| *colour);
            let colour = match known {
                None if outside(figures, row) => sheet.theme.colours.neutral,
                _ => known.unwrap_or(plain(sheet, figures)),
            };
            let total = row.heading().is_none() && row.series.is_none();
            let colour = match (outside(figures, row), total) {
                (false, true) => sheet.paled(sheet.theme.colours.reference),
                (false, false) if behind => subdued(sheet, colour),
                _ => colour,
            };
            // Bars of one tone are one series to the eye.
            let behind = stand_behind(figures, self.series);
            let seen = series.filter(|at| !behind.contains(at)).or(behind.first().copied()).unwrap_or(0);
            draw_bar(sheet, row, (&self.axis, self.printer), (place, seen), colour);
        }
    }
}

/// The colours of series; of answers with a side, where each bar is one. Beside a highlighted one the others keep a breath of their own: grey
/// alone is for those who gave no answer.
fn colours<'a>(
    sheet: &Sheet<'_>,
    figures: &Figures,
    entries: &[Entry<'a>],
    series: &[&'a str],
) -> Vec<(&'a str, Colour)> {
    let rows = || entries.iter().flat_map(|entry| &entry.rows);
    let answers = distinct(rows().filter(|row| !is_sum(row)).filter_map(|row| row.answer.as_deref()));
    let sided =
        answers.iter().any(|name| matches!(figures.role(name), survey::Role::Positive | survey::Role::Negative));
    let names = match series.len() {
        0 if sided => figures.in_answer_order(answers),
        _ => series.to_vec(),
    };
    let unlit = Figures { highlight: None, ..figures.clone() };
    let tints = self::tints(&unlit, &names);
    let colour = |(name, tint): (&'a str, Tint)| {
        let colour = match tint {
            // Several are not paled: as pale as each other, they would look alike without one kind of cone.
            Tint::Series(_) if series.len() < 2 => plain(sheet, figures),
            _ => tint.mark(sheet),
        };
        (name, colour)
    };
    // Nets are no steps of a scale: each has the colour of the side that it sums, or that of plain bars.
    let net = |name: &'a str| (name, self::tints(&unlit, &[name])[0]);
    let nets = distinct(rows().filter(|row| is_sum(row)).filter_map(|row| row.answer.as_deref()));
    let mut colours: Vec<_> = names.into_iter().zip(tints).chain(nets.into_iter().map(net)).map(colour).collect();
    let lit = colours.iter().find(|(name, _)| figures.highlights(name)).map(|(_, colour)| *colour);
    let tone = lit.map(|lit| tone_behind(sheet, &[lit]));
    for at in stand_behind(figures, series) {
        colours[at].1 = tone.unwrap_or(colours[at].1);
    }
    colours
}

/// The series behind a highlighted one, by their places: all have one tone, as their places and names tell them apart.
fn stand_behind(figures: &Figures, series: &[&str]) -> Vec<usize> {
    let lit = series.len() > 1 && series.iter().any(|name| figures.highlights(name));
    let behind = |at: &usize| !figures.highlights(series[*at]) && !is_outside(figures, series[*at]);
    (0..series.len()).filter(|_| lit).filter(behind).collect()
}

/// The colour of bars without a side: a large area of one colour is paled, unless others stand behind it.
fn plain(sheet: &Sheet<'_>, figures: &Figures) -> Colour {
    let colour = sheet.series_colour(0);
    if figures.highlight.is_some() { colour } else { sheet.paled(colour) }
}

/// The colour of a bar behind a highlighted one: as near to grey as everybody can tell from the grey of no answer; of a hue that cannot be
/// told from it at any step, the tone of another.
fn subdued(sheet: &Sheet<'_>, colour: Colour) -> Colour {
    towards_grey(sheet, colour, &[]).unwrap_or_else(|| tone_behind(sheet, &[]))
}

/// The one tone of what stands behind bars in `lit` colours: of the first hue of the theme that everybody tells from these and from the grey
/// of no answer.
fn tone_behind(sheet: &Sheet<'_>, lit: &[Colour]) -> Colour {
    let hues = &sheet.theme.colours.series;
    let tone = hues.iter().find_map(|hue| towards_grey(sheet, *hue, lit));
    tone.unwrap_or_else(|| sheet.paled(sheet.theme.colours.reference))
}

/// The step from a colour towards grey that is nearest to it, and is told from the grey of no answer and from all `taken`.
fn towards_grey(sheet: &Sheet<'_>, colour: Colour, taken: &[Colour]) -> Option<Colour> {
    let grey = sheet.theme.colours.neutral;
    let told = |pale: &Colour| {
        let apart = |other: &Colour| Sight::ALL.iter().all(|sight| pale.distance(*other, *sight) > LEAST_APART);
        apart(&grey) && taken.iter().all(apart)
    };
    let mut steps = (0..=12).rev().map(|step| sheet.paled(colour.towards(grey, f64::from(step) * 0.05)));
    steps.find(told)
}

/// The names of series with their colours. Those behind a highlighted one are one entry, in the order of their bars.
fn key(figures: &Figures, series: &[&str], colours: &[(&str, Colour)]) -> Vec<KeyEntry> {
    let behind = stand_behind(figures, series);
    let names: Vec<String> = behind.iter().map(|at| words::capital(series[*at])).collect();
    let entry = |(index, name): (usize, &&str)| {
        let text = match behind.len() > 1 && behind.first() == Some(&index) {
            true => format!("From the top: {}", names.join(", ")),
            false => words::capital(name),
        };
        KeyEntry { swatch: Swatch::Fill(colours[index].1, None), text, series: Some(index) }
    };
    let shown = |(index, _): &(usize, &&str)| behind.len() < 2 || !behind[1..].contains(index);
    series.iter().enumerate().filter(|_| series.len() > 1).filter(shown).map(entry).collect()
}

/// Whether an answer lies outside the scale.
fn is_outside(figures: &Figures, answer: &str) -> bool {
    matches!(figures.role(answer), survey::Role::DontKnow | survey::Role::Refused)
}

fn outside(figures: &Figures, row: &Row) -> bool {
    row.answer.as_deref().or(row.item.as_deref()).is_some_and(|answer| is_outside(figures, answer))
}

/// One bar: `place` gives its height, upper edge and series.
fn draw_bar(
    sheet: &mut Sheet<'_>,
    row: &Row,
    (axis, printer): (&Axis, Printer),
    (bar, series): (Rect, usize),
    colour: Colour,
) {
    let middle = bar.y + bar.height / 2.0;
    sheet.series = Some(series);
    let Some(value) = row.value else {
        let at = (axis.at(0.0) + AFTER, middle);
        sheet.write_centred(Role::Value, at, Anchor::Start, sheet.plain().strong(), &value_text(row, printer));
        sheet.series = None;
        return;
    };
    let (zero, end) = (axis.at(0.0), axis.at(value));
    let rect = Rect::new(zero.min(end), bar.y, (end - zero).abs(), bar.height);
    let (fill, edge) = match row.low_precision {
        true => (sheet.theme.colours.paper, Some(Stroke::new(colour, 1.4))),
        false => (colour, None),
    };
    sheet.rect(Role::Bar, rect, fill, edge);
    for (bounds, width) in [(row.outer, 0.8), (row.inner, if row.outer.is_some() { 2.0 } else { 1.2 })] {
        if let Some(bounds) = bounds {
            draw_interval(sheet, (axis.at(bounds.low), axis.at(bounds.high)), (rect, middle, fill), width);
        }
    }
    sheet.series = None;
    // Always past the interval, so that numbers stand alike in all rows and none is struck through.
    let reach = row.widest().map_or((value, value), |b| (b.low.min(value), b.high.max(value)));
    let (x, anchor) = match value < 0.0 {
        true => (axis.at(reach.0) - AFTER, Anchor::End),
        false => (axis.at(reach.1).max(zero) + AFTER, Anchor::Start),
    };
    sheet.write_centred(Role::Value, (x, middle), anchor, sheet.plain().strong(), &value_text(row, printer));
}

/// The contrast of an interval with the bar that it lies over.
const SEEN: f64 = 3.05;

/// An interval as a line that stands back behind the number: grey, and over the bar itself in a shade that still reads on its fill.
fn draw_interval(sheet: &mut Sheet<'_>, (low, high): (f64, f64), (bar, y, fill): (Rect, f64, Colour), width: f64) {
    let pale = sheet.paled(sheet.theme.colours.muted);
    sheet.line(Role::Whisker, vec![(low, y), (high, y)], Stroke::new(pale, width));
    let (from, to) = (low.max(bar.x), high.min(bar.right()));
    if from < to {
        let steps = (5..=20).map(|step| fill.towards(fill.ink_on(), f64::from(step) * 0.05));
        let seen = steps.into_iter().find(|shade| shade.contrast(fill) >= SEEN).unwrap_or(fill.ink_on());
        sheet.line(Role::Within, vec![(from, y), (to, y)], Stroke::new(seen, width));
    }
}
