//! Stacked answers of a scale: one bar of 100 % a row, the neutral answer in place, "hard to say" at the side in light grey, the net at
//! the right with its interval.

use super::Chart;
use super::crosstab::bases;
use super::listing::{Entry, listing, once};
use super::tint::tints;
use crate::chart::ChartError;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::figures::{Figures, Part, Row, distinct};
use crate::chart::layout::{Column, KeyEntry, RowLabel, RowPitch, Sheet, Swatch};
use crate::chart::words::{self, Printer};
use crate::survey;

/// The kind.
pub(super) struct Likert;

/// Between the scale and the answers outside it.
const ASIDE: f64 = 10.0;

impl Chart for Likert {
    fn name(&self) -> &'static str {
        "likert"
    }

    fn about(&self) -> &'static str {
        "answers of a scale stacked to 100 %, with the net and its interval"
    }

    fn drawn(&self, figures: &Figures) -> String {
        let net = figures.rows.iter().any(|row| row.part == Part::Net && row.widest().is_some());
        let wider = figures.rows.iter().any(|row| row.part == Part::Net && row.inner.is_none() && row.outer.is_some());
        let with = if wider {
            figures.notes.outer.as_deref().map(|o| format!(" with {o}")).unwrap_or_default()
        } else {
            String::new()
        };
        if net {
            format!("In brackets: {}{with}", words::interval_name(figures))
        } else {
            "Intervals are not shown".to_owned()
        }
    }

    fn neutral_title(&self, figures: &Figures) -> String {
        words::subject(figures)
    }

    fn describe(&self, figures: &Figures) -> String {
        let printer = Printer::of(figures);
        let scale = Scale::read(figures);
        let entries = entries(figures, &scale);
        let mut text = format!(
            "Stacked bars of answers to 100%, {} rows; answers: {}.",
            entries.len(),
            words::list(&scale.answers.iter().map(|a| a.name).collect::<Vec<_>>(), 8)
        );
        for entry in entries.iter().take(6) {
            let values: Vec<String> = scale
                .answers
                .iter()
                .filter_map(|a| {
                    Some(format!("{} {}", a.name, printer.value(find(entry, Part::Estimate, a.name)?.value?)))
                })
                .collect();
            text += &format!(" {}: {}.", entry.label.name, values.join(", "));
        }
        text
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
        let entries = entries(figures, &scale);
        once(&entries, "likert", &|row| row.answer.as_deref())?;
        let printer = Printer::of(figures);
        let columns = columns(sheet, figures, &entries, printer);
        let colours = scale.colours(figures, sheet);
        let height = key(sheet, &scale, &colours);
        let head = height + sheet.headings_height(&columns).max(4.0);
        let area = sheet.body.inset(0.0, head, 0.0, 0.0);
        let labels: Vec<RowLabel> = entries.iter().map(|entry| entry.label.clone()).collect();
        let rows = sheet.rows(&labels, area, 0.3, RowPitch { least: 22.0, most: 58.0 })?;
        let left = rows.names_end + 14.0;
        let right = sheet.body.right() - sheet.columns_width(&columns);
        if right - left < 120.0 {
            return Err(sheet.too_small(0.0, 120.0 - (right - left)));
        }
        let bars = Bars::new(&entries, &scale, (left, right), figures.diverging);
        let thick = (rows.pitch * sheet.theme.sizes.bar).min(54.0);
        if figures.diverging {
            let middle = vec![(bars.origin, area.y), (bars.origin, rows.bottom)];
            sheet.line(Role::Axis, middle, Stroke::new(sheet.theme.colours.axis, 1.25));
        }
        for (entry, centre) in entries.iter().zip(&rows.centres) {
            bars.draw(sheet, entry, &scale, &colours, (Rect::new(left, centre - thick / 2.0, 0.0, thick), printer));
        }
        if let Some((entry, centre)) = entries.first().zip(rows.centres.first()) {
            let shown: Vec<&str> = columns.iter().filter(|c| c.colour.is_some()).map(|c| c.heading.as_str()).collect();
            for (net, side) in nets(figures).into_iter().filter_map(|net| Some((net, side(figures, net)?))) {
                let named = shown.contains(&words::capital(net).as_str());
                if let Some(span) = bars.span(entry, &scale, side).filter(|_| named) {
                    draw_bracket(sheet, net, side_colour(sheet, side), (span, centre - thick / 2.0, area.y));
                }
            }
        }
        sheet.columns(&columns, sheet.body.right(), &rows.centres, area.y);
        Ok(())
    }
}

/// Nets in order of appearance.
fn nets(figures: &Figures) -> Vec<&str> {
    let nets = figures.rows.iter().filter(|row| row.part == Part::Net).filter_map(|row| row.answer.as_deref());
    distinct(nets)
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

/// A bracket above the answers that a net sums, with its name where that fits: `place` has the bracket's ends, the upper edge of the
/// bar, and the height that the headings stand on.
fn draw_bracket(sheet: &mut Sheet<'_>, net: &str, colour: Colour, (span, top, base): ((f64, f64), f64, f64)) {
    let y = (top - 6.0).max(base + 1.0);
    let points = vec![(span.0, y + 3.0), (span.0, y), (span.1, y), (span.1, y + 3.0)];
    sheet.line(Role::Leader, points, Stroke::new(colour, 1.2));
    let style = sheet.small().strong().coloured(colour);
    let name = words::capital(net);
    if sheet.width_of(&name, style) <= span.1 - span.0 {
        sheet.write(Role::Heading, (f64::midpoint(span.0, span.1), base - 4.0), Anchor::Middle, style, &name);
    }
}

/// An answer and where it stands.
pub(super) struct Answer<'a> {
    pub(super) name: &'a str,
    role: survey::Role,
    /// Outside the scale.
    pub(super) aside: bool,
}

/// The answers of a question, those outside the scale last.
pub(super) struct Scale<'a> {
    pub(super) answers: Vec<Answer<'a>>,
}

impl<'a> Scale<'a> {
    pub(super) fn read(figures: &'a Figures) -> Self {
        let names = figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.answer.as_deref()));
        let read = |name: &'a str| {
            let role = figures.role(name);
            Answer { name, role, aside: matches!(role, survey::Role::DontKnow | survey::Role::Refused) }
        };
        let mut answers: Vec<Answer<'a>> = names.into_iter().map(read).collect();
        // Outside the scale stands last, whatever the order asked.
        answers.sort_by_key(|answer| answer.aside);
        Self { answers }
    }

    fn sum(&self, entry: &Entry<'_>, of: &dyn Fn(&Answer<'_>) -> bool) -> f64 {
        let answers = self.answers.iter().filter(|answer| of(answer));
        answers.filter_map(|answer| find(entry, Part::Estimate, answer.name)?.value).sum()
    }

    /// The share of answers on the scale.
    fn inside(&self, entry: &Entry<'_>) -> f64 {
        self.sum(entry, &|answer| !answer.aside)
    }

    /// The share of answers before the middle of the scale: the first side and half of the neutral answers.
    fn before_middle(&self, entry: &Entry<'_>) -> f64 {
        let first = self.first_side();
        self.sum(entry, &|answer| Some(answer.role) == first)
            + self.sum(entry, &|answer| answer.role == survey::Role::Neutral) / 2.0
    }

    /// The side that the scale starts with.
    fn first_side(&self) -> Option<survey::Role> {
        let side = |answer: &&Answer<'_>| matches!(answer.role, survey::Role::Positive | survey::Role::Negative);
        self.answers.iter().find(side).map(|answer| answer.role)
    }

    /// A colour for each answer: two-sided ramps for sides, one ramp for an order, else one colour for each.
    pub(super) fn colours(&self, figures: &Figures, sheet: &Sheet<'_>) -> Vec<Colour> {
        let names: Vec<&str> = self.answers.iter().map(|answer| answer.name).collect();
        tints(figures, &names).into_iter().map(|tint| tint.fill(sheet)).collect()
    }
}

fn find<'a>(entry: &Entry<'a>, part: Part, answer: &str) -> Option<&'a Row> {
    entry.rows.iter().copied().find(|row| row.part == part && row.answer.as_deref() == Some(answer))
}

/// Rows sorted by their first side where they have no order of their own.
fn entries<'a>(figures: &'a Figures, scale: &Scale<'_>) -> Vec<Entry<'a>> {
    let side = scale.answers.first().map(|answer| answer.role);
    let weigh = |rows: &[&Row]| {
        let counted = rows.iter().filter(|row| row.part == Part::Estimate);
        let first = counted.filter(|row| row.answer.as_deref().map(|a| figures.role(a)) == side);
        first.filter_map(|row| row.value).sum::<f64>()
    };
    listing(figures, &[Part::Estimate, Part::Net], &weigh)
}

/// Answers with their colours, above the bars.
fn key(sheet: &mut Sheet<'_>, scale: &Scale<'_>, colours: &[Colour]) -> f64 {
    let outline = |answer: &Answer<'_>| answer.aside.then_some(sheet.theme.colours.axis);
    let entries: Vec<KeyEntry> = scale
        .answers
        .iter()
        .zip(colours)
        .enumerate()
        .map(|(at, (answer, colour))| KeyEntry {
            swatch: Swatch::Fill(*colour, outline(answer)),
            text: words::capital(answer.name),
            series: Some(at),
        })
        .collect();
    sheet.key(&entries, sheet.body)
}

/// Where the stacks stand: the start of the scale (or its middle) at `origin`, what is outside it from `aside`.
struct Bars {
    origin: f64,
    aside: f64,
    unit: f64,
    diverging: bool,
}

impl Bars {
    fn new(entries: &[Entry<'_>], scale: &Scale<'_>, reach: (f64, f64), diverging: bool) -> Self {
        let most = |sum: &dyn Fn(&Entry<'_>) -> f64| entries.iter().map(sum).fold(0.0, f64::max);
        let before = most(&|entry| if diverging { scale.before_middle(entry) } else { 0.0 });
        let after = most(&|entry| scale.inside(entry) - if diverging { scale.before_middle(entry) } else { 0.0 });
        let outside = most(&|entry| scale.sum(entry, &|answer| answer.aside));
        let gap = if outside > 0.0 { ASIDE } else { 0.0 };
        let unit = (reach.1 - reach.0 - gap) / (before + after + outside).max(1e-9);
        let origin = reach.0 + before * unit;
        Self { origin, aside: origin + after * unit + gap, unit, diverging }
    }

    /// From where to where the answers of a side reach, if there are several.
    fn span(&self, entry: &Entry<'_>, scale: &Scale<'_>, side: survey::Role) -> Option<(f64, f64)> {
        let start = self.start(entry, scale);
        let of_side = |answer: &&Answer<'_>| answer.role == side;
        let at = scale.answers.iter().position(|answer| answer.role == side)?;
        let count = scale.answers.iter().filter(of_side).count();
        let together = scale.answers.iter().skip(at).take(count).all(|answer| answer.role == side);
        let before = scale.answers[..at].iter().filter_map(|a| find(entry, Part::Estimate, a.name)?.value).sum::<f64>();
        let width = scale.sum(entry, &|answer| answer.role == side);
        let from = start + before * self.unit;
        (together && count > 1 && width > 0.0).then_some((from + 1.0, from + width * self.unit - 1.0))
    }

    /// Where the scale of a row starts.
    fn start(&self, entry: &Entry<'_>, scale: &Scale<'_>) -> f64 {
        self.origin - if self.diverging { scale.before_middle(entry) } else { 0.0 } * self.unit
    }

    fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        entry: &Entry<'_>,
        scale: &Scale<'_>,
        colours: &[Colour],
        (row, printer): (Rect, Printer),
    ) {
        let (mut x, mut aside) = (self.start(entry, scale), self.aside);
        for (at, (answer, colour)) in scale.answers.iter().zip(colours).enumerate() {
            let Some(value) = find(entry, Part::Estimate, answer.name).and_then(|row| row.value) else { continue };
            let from = if answer.aside { &mut aside } else { &mut x };
            let segment = Rect::new(*from, row.y, value * self.unit, row.height);
            *from += segment.width;
            if segment.width <= 0.0 {
                continue;
            }
            sheet.series = Some(at);
            let edge = if answer.aside { sheet.theme.colours.axis } else { sheet.theme.colours.paper };
            sheet.rect(Role::Segment, segment, *colour, Some(Stroke::new(edge, 1.0)));
            let style = sheet.plain();
            let text = [printer.value(value), printer.bare(value)];
            let fits = text.iter().find(|text| sheet.width_of(text, style) + 6.0 <= segment.width);
            if let Some(text) = fits.filter(|_| row.height >= style.size + 1.0) {
                let ink = if answer.aside { sheet.theme.colours.ink } else { colour.ink_on() };
                sheet.write_centred(Role::Value, segment.centre(), Anchor::Middle, style.coloured(ink), text);
            }
        }
        sheet.series = None;
    }
}

/// The nets with their intervals, and the bases.
fn columns(sheet: &Sheet<'_>, figures: &Figures, entries: &[Entry<'_>], printer: Printer) -> Vec<Column> {
    let (strong, small) = (sheet.plain().strong(), sheet.small());
    let mut columns = Vec::new();
    for net in nets(figures) {
        let value = |entry: &Entry<'_>| {
            find(entry, Part::Net, net).and_then(|row| row.value).map_or_else(String::new, |v| printer.value(v))
        };
        let bounds = |entry: &Entry<'_>| {
            let bounds = find(entry, Part::Net, net).and_then(|row| row.inner.or(row.outer));
            bounds.map_or_else(String::new, |b| format!("({})", printer.interval(b)))
        };
        let cells = |text: &dyn Fn(&Entry<'_>) -> String| entries.iter().map(text).collect();
        let colour = side(figures, net).map(|side| side_colour(sheet, side));
        columns.push(Column { colour, ..Column::new(words::capital(net), cells(&value), strong) });
        columns.push(Column::new("", cells(&bounds), small));
    }
    columns.extend(bases(entries, small));
    columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
    while columns.len() > 1 && sheet.columns_width(&columns) > sheet.body.width * 0.3 {
        columns.pop();
    }
    columns
}
