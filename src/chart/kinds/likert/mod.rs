//! Stacked answers of a scale: one bar of 100 % a row, the neutral answer in place, "hard to say" at the side in light grey, the net at
//! the right with its interval.

mod brackets;
mod columns;
mod names;
mod scale;
mod stack;
mod sums;
mod together;

use super::Chart;
use super::dots::draw_gap;
use super::listing::{Entry, listing, once, row_names};
use super::sorting::Sorting;
use super::told::titled_by;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, distinct};
use crate::chart::layout::{Column, KeyEntry, RowLabel, Sheet, Swatch};
use crate::chart::words::{self, Printer};
use crate::survey;
use brackets::{Bracket, brackets};
use columns::{COLUMNS, are_stacked, asides, columns, has_bases};
use names::{are_broken, lacking, names_over, place_beside, place_under, room, shares, start, write_over};
pub(super) use scale::{Answer, Scale};
use scale::{find, has_gaps, is_fitted};
use stack::{Bars, LANE};
use sums::{are_rounded_apart, with_sum};
use together::{Together, together};

/// The kind.
pub(super) struct Likert;

/// The least width of the bars of a row.
const LEAST_WIDTH: f64 = 120.0;
/// Said where answers are suppressed beside others of their row.
const GAPS: &str = "Dashed, –: answers not shown; together they are what is left of 100%";
/// The most rows whose answers are named over the first.
const MOST_NAMED: usize = 10;

impl Chart for Likert {
    fn name(&self) -> &'static str {
        "likert"
    }

    fn about(&self) -> &'static str {
        "answers of a scale stacked to 100 %, with the net and its interval"
    }

    fn completed(&self, figures: &Figures) -> Option<Figures> {
        with_sum(figures)
    }

    fn drawn(&self, figures: &Figures) -> String {
        let net = figures.rows.iter().any(|row| row.part == Part::Net && row.widest().is_some());
        let wider = figures.rows.iter().any(|row| row.part == Part::Net && row.outer.is_some());
        let with = if wider {
            figures.notes.outer.as_deref().map(|o| format!(" with {o}")).unwrap_or_default()
        } else {
            String::new()
        };
        let intervals = match net && !figures.notes.intervals_off {
            true => format!("Small, by sums: {}{with}", words::interval_name(figures)),
            false => words::NO_INTERVALS.to_owned(),
        };
        let scale = Scale::read(figures);
        let entries = entries(figures, &scale);
        let sorted = sorting(figures, &scale).said(figures, &entries);
        let scaled = entries.iter().any(is_fitted).then(|| "Bars: scaled to 100%".to_owned());
        let gaps = entries.iter().any(has_gaps).then(|| GAPS.to_owned());
        let apart =
            are_rounded_apart(figures, Printer::of(figures)).then(|| "Sums are of unrounded figures".to_owned());
        std::iter::once(intervals).chain(apart).chain(scaled).chain(gaps).chain(sorted).collect::<Vec<_>>().join(". ")
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        titled_by(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let scale = Scale::read(figures);
        let entries = entries(figures, &scale);
        let mut text = format!(
            "Stacked bars of answers to 100%, {}; answers: {}.",
            words::counted(entries.len(), "row"),
            words::list(&scale.answers.iter().map(|a| a.name).collect::<Vec<_>>(), 8)
        );
        const LISTED: usize = 12;
        if entries.len() > LISTED {
            text += &format!(" The first {LISTED}:");
        }
        for entry in entries.iter().take(LISTED) {
            text += &format!(" {}: {}.", entry.spoken, told(entry, &scale, printer));
        }
        text
    }

    fn orders<'a>(&self, figures: &'a Figures) -> Vec<&'a str> {
        row_names(figures)
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let scale = Scale::read(figures);
        if scale.answers.is_empty() {
            return Err(ChartError::Lacks { kind: "likert", needs: "rows with an answer" });
        }
        let most = 9;
        if scale.answers.len() > most {
            return Err(ChartError::TooMany { count: scale.answers.len(), what: "answers", most });
        }
        once(&entries(figures, &scale), "likert", &|row| row.answer.as_deref())?;
        let beside = Stacks::of(sheet, figures, scale, false);
        if beside.as_ref().map_or(true, |stacks| are_broken(sheet, &stacks.labels, stacks.share)) {
            let mut trial = sheet.clone();
            match draw_stacks(figures, &mut trial, true) {
                // A picture that cannot grow may have no room for lines of names.
                Err(ChartError::TooSmall { width, .. }) if sheet.is_fixed() || width > 0.0 => {}
                drawn => {
                    *sheet = trial;
                    return drawn;
                }
            }
        }
        draw_stacks(figures, sheet, false)
    }
}

/// Stacks with the names of their rows beside them, or `over` them.
fn draw_stacks(figures: &Figures, sheet: &mut Sheet<'_>, over: bool) -> Result<(), ChartError> {
    let apart = Stacks::of(sheet, figures, Scale::read(figures), over)?;
    // Where numbers outside the scale have no room each, that of all together may have.
    let together = if apart.is_cramped(sheet) { together(figures) } else { None };
    if let Some(Together { figures, name, said }) = &together {
        let stacks = Stacks::of(sheet, figures, Scale::read(figures), over)?;
        if !stacks.is_cramped(sheet) {
            sheet.remark(said.clone());
            let sums = figures.rows.iter().filter(|row| row.answer.as_deref() == Some(name));
            sums.for_each(|sum| sheet.add_sum(sum.clone().part(Part::Net)));
            return stacks.draw(figures, sheet);
        }
    }
    apart.draw(figures, sheet)
}

/// Stacks with what stands beside them, before they are drawn.
struct Stacks<'a> {
    entries: Vec<Entry<'a>>,
    labels: Vec<RowLabel>,
    /// The answers that are stacked: those outside the scale may have columns instead.
    scale: Scale<'a>,
    columns: Vec<Column>,
    /// Names stand over their bars.
    over: bool,
    /// The part of the width that names beside bars take.
    share: f64,
    /// From where to where bars reach.
    reach: (f64, f64),
    bars: Bars,
    printer: Printer,
}

impl<'a> Stacks<'a> {
    /// Stacks in the room that names and columns leave. Numbers of answers outside the scale without room in their boxes stand in columns
    /// of their own instead, if there is room for these.
    fn of(sheet: &Sheet<'_>, figures: &'a Figures, scale: Scale<'a>, over: bool) -> Result<Self, ChartError> {
        let entries = entries(figures, &scale);
        let printer = Printer::of(figures);
        let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
        let names = start(sheet, (&labels, over), shares(sheet, &labels)[0]) - sheet.body.x;
        let forms = columns(sheet, figures, &entries, (names, printer));
        let fitting = forms.iter().enumerate().find_map(|(at, form)| Some((at, room(sheet, (&labels, over), form)?)));
        let Some((chosen, (share, reach))) = fitting else {
            let least = forms.iter().map(|form| lacking(sheet, (&labels, over), form)).fold(f64::INFINITY, f64::min);
            return Err(sheet.too_small(0.0, least));
        };
        let columns = forms[chosen].clone();
        let bars = Bars::new(sheet, (&entries, &scale), reach, (figures.diverging, printer));
        let boxed = Self { entries, labels, scale, columns, over, share, reach, bars, printer };
        if !boxed.is_cramped(sheet) {
            return Ok(boxed);
        }
        Ok(boxed.listed(sheet, figures, &forms[chosen..]).unwrap_or(boxed))
    }

    /// Whether some number outside the scale has no room in its box or after it.
    fn is_cramped(&self, sheet: &Sheet<'_>) -> bool {
        self.bars.is_cramped(sheet, &self.entries, &self.scale, self.printer)
    }

    /// The same with columns for answers outside the scale, and no boxes, which would say the same again; none where there is no room. They are
    /// worth more than bases, which the footer has too.
    fn listed(&self, sheet: &Sheet<'_>, figures: &'a Figures, forms: &[Vec<Column>]) -> Option<Self> {
        let scale = self.scale.without_asides();
        let asides = |text: &dyn Fn(f64) -> String| asides(sheet, &self.entries, &self.scale, text);
        let wide = asides(&|value| self.printer.value(value));
        let share = |form: &[Column]| sheet.columns_width(&[&wide[..], form].concat()) / sheet.body.width;
        let first = usize::from(has_bases(&forms[0]) && share(&forms[0]) > COLUMNS - 0.1);
        let columns = forms.get(first).filter(|form| !scale.answers.is_empty() && share(form) <= COLUMNS)?;
        let (share, reach) = room(sheet, (&self.labels, self.over), &[&wide[..], columns].concat())?;
        let bars = Bars::new(sheet, (&self.entries, &scale), reach, (figures.diverging, self.printer));
        // Numbers are written in one way, and those on the scale are worth more.
        let columns = [asides(&|value| bars.text(value, self.printer)), columns.clone()].concat();
        let (entries, labels) = (entries(figures, &self.scale), self.labels.clone());
        let fits = reach.1 - reach.0 >= 1.5 * LEAST_WIDTH;
        let (over, printer) = (self.over, self.printer);
        fits.then_some(Self { entries, labels, scale, columns, over, share, reach, bars, printer })
    }

    fn draw(&self, figures: &Figures, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let Self { entries, labels, scale, columns, bars, reach: (left, right), .. } = self;
        let colours = scale.colours(figures, sheet);
        let shown = |net: &&str| columns.iter().any(|column| column.heading == words::capital(net));
        let hidden: Vec<&str> = nets(figures).into_iter().filter(|net| !shown(net)).collect();
        if !hidden.is_empty() {
            sheet.remark(format!("No room in this width for {}", words::list(&hidden, hidden.len())));
        }
        // Names over the first row are far from the last of many, and not to be taken for that of the row.
        let segments = Some(bars.segments(&entries[0], scale)).filter(|_| !self.over && entries.len() <= MOST_NAMED);
        let over = segments.and_then(|segments| names_over(sheet, scale, &segments, (left - 10.0, right + 5.0)));
        let height = if over.is_some() { 0.0 } else { key(sheet, scale, &colours) };
        let above = over.as_ref().map_or(0.0, |names| names.height);
        // Headings of columns stand beside the names of answers, brackets above these.
        let span = |parts: &[String]| bars.span(&entries[0], scale, parts).filter(|_| !self.over);
        let ends = bars.segments(&entries[0], scale).into_iter().map(|part| (part.from, part.from + part.width));
        let bar = ends.reduce(|(low, high), (from, to)| (low.min(from), high.max(to))).unwrap_or(self.reach);
        let brackets = brackets(sheet, (figures, columns), &span, (bar, self.reach));
        let lines = brackets.iter().map(Bracket::lines).max().unwrap_or(0) as f64;
        let least = lines * sheet.measure(sheet.small()).leading() + 4.0;
        let headings = sheet.headings_height(columns);
        let lane = self.lane(sheet, sheet.body.height - height - headings.max(above + least));
        // Small numbers over the first bar are not to be struck through by brackets, nor stand in the names of answers.
        let lane_over = if bars.is_narrow(sheet, &entries[..1], scale, self.printer) { lane } else { 0.0 };
        let above = above + lane_over;
        let head = height + (headings - above).max(least);
        let area = sheet.body.inset(0.0, head, 0.0, 0.0);
        let rows = match self.over {
            true => place_under(sheet, labels, area, lane)?,
            false => {
                let least = if are_stacked(columns) { sheet.two_lines() } else { 0.0 };
                place_beside(sheet, (labels, self.share), area.inset(0.0, above, 0.0, 0.0), (lane, least))?
            }
        };
        let thick = rows.thick;
        let first = rows.centres[0] - thick / 2.0;
        if figures.diverging {
            // Names and brackets over the first bar are not to be struck through.
            for (from, to) in rows.middles(first - 3.0, self.over) {
                let middle = vec![(bars.origin, from), (bars.origin, to)];
                sheet.line(Role::Axis, middle, Stroke::new(sheet.theme.colours.axis, 1.25));
            }
        }
        // Headings stand over the first bar, however high its row is, or over its name.
        let base = if over.is_some() { first - 2.0 } else { (first - 2.0).max(area.y) };
        let base = if self.over { area.y } else { base };
        let base = if are_stacked(columns) { base.min(rows.centres[0] - sheet.two_lines() / 2.0 - 2.0) } else { base };
        if let Some(names) = over {
            write_over(sheet, names, first - lane_over);
        }
        for (entry, centre) in entries.iter().zip(&rows.centres) {
            let row = Rect::new(*left, centre - thick / 2.0, 0.0, thick);
            bars.draw(sheet, (entry, scale), &colours, (row, rows.above), self.printer);
            if bars.segments(entry, scale).is_empty() {
                let end = if figures.diverging { bars.origin - 6.0 } else { *right };
                draw_gap(sheet, entry.rows.first().copied(), (left + 2.0, *centre), end - left);
            }
        }
        brackets.iter().for_each(|bracket| bracket.draw(sheet, (first - above, area.y)));
        sheet.columns(columns, sheet.body.right(), &rows.centres, base);
        Ok(())
    }

    /// The space between bars that numbers of narrow segments need over them, if rows of this height in all have it.
    fn lane(&self, sheet: &Sheet<'_>, height: f64) -> f64 {
        let narrow = self.bars.is_narrow(sheet, &self.entries, &self.scale, self.printer);
        let rows = (sheet.plain().size + 2.0 + LANE) * self.entries.len() as f64 + 40.0;
        if narrow && (!sheet.is_fixed() || rows <= height) { LANE } else { 0.0 }
    }
}

/// The answers of a row in words; what is suppressed is said to be.
fn told(entry: &Entry<'_>, scale: &Scale<'_>, printer: Printer) -> String {
    let rows = scale.answers.iter().filter_map(|answer| Some((answer.name, find(entry, Part::Estimate, answer.name)?)));
    let rows: Vec<(&str, Option<f64>)> = rows.map(|(name, row)| (name, row.value)).collect();
    if rows.iter().all(|(_, value)| value.is_none()) {
        return "not shown".to_owned();
    }
    let number = |value: Option<f64>| value.map_or_else(|| "not shown".to_owned(), |value| printer.value(value));
    rows.iter().map(|(name, value)| format!("{name} {}", number(*value))).collect::<Vec<_>>().join(", ")
}

/// Nets in the order of the answers they sum, then in which they are listed, then of appearance.
fn nets(figures: &Figures) -> Vec<&str> {
    let nets = figures.rows.iter().filter(|row| row.part == Part::Net).filter_map(|row| row.answer.as_deref());
    let mut nets = distinct(nets);
    let scale = Scale::read(figures);
    let place = |name: &String| scale.answers.iter().position(|answer| answer.name == name);
    let first = |net: &str| figures.parts_of(net).iter().filter_map(place).min().unwrap_or(usize::MAX);
    let listed = |net: &str| figures.nets.iter().position(|known| known.name == *net).unwrap_or(usize::MAX);
    nets.sort_by_key(|net| (first(net), listed(net)));
    nets
}

/// The side that a net sums, if it is one.
fn side(figures: &Figures, net: &str) -> Option<survey::Role> {
    Some(figures.role(net)).filter(|role| matches!(role, survey::Role::Positive | survey::Role::Negative))
}

/// The colour of the outer end of a side, as far as text in it reads.
fn side_colour(sheet: &Sheet<'_>, side: survey::Role) -> Colour {
    let colours = &sheet.theme.colours;
    let ramp = if side == survey::Role::Positive { colours.positive } else { colours.negative };
    ramp[0].readable_on(colours.paper)
}

/// Rows sorted by their first side, or first answer, where they have no order of their own.
fn entries<'a>(figures: &'a Figures, scale: &Scale<'_>) -> Vec<Entry<'a>> {
    let sorting = sorting(figures, scale);
    listing(figures, &[Part::Estimate, Part::Net], &|rows| sorting.weigh(rows))
}

fn sorting<'a>(figures: &Figures, scale: &Scale<'a>) -> Sorting<'a> {
    let names: Vec<&str> = scale.answers.iter().map(|answer| answer.name).collect();
    Sorting::of_columns(figures, &names).beside_nets(figures)
}

/// Answers with their colours, above the bars.
fn key(sheet: &mut Sheet<'_>, scale: &Scale<'_>, colours: &[Colour]) -> f64 {
    let axis = sheet.theme.colours.axis;
    let outline = |answer: &Answer<'_>, fill| (answer.aside && answer.outline(fill, sheet) == axis).then_some(axis);
    let entries: Vec<KeyEntry> = scale
        .answers
        .iter()
        .zip(colours)
        .enumerate()
        .map(|(at, (answer, colour))| KeyEntry {
            swatch: Swatch::Fill(*colour, outline(answer, *colour)),
            text: words::capital(answer.name),
            series: Some(at),
        })
        .collect();
    sheet.key(&entries, sheet.body)
}
