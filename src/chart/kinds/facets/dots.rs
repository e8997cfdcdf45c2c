//! Panels of dots: side by side with common names at the left, or one below another in a narrow picture that may grow.

use super::draw_ground;
use crate::chart::ChartError;
use crate::chart::drawing::{Anchor, Rect, Role};
use crate::chart::figures::{Figures, Part, Row};
use crate::chart::kinds::dots::{Paint, draw_estimate, draw_gap, grid, guides, row_values, value_text, values};
use crate::chart::kinds::listing::{Entry, by_first_value, listing, once};
use crate::chart::kinds::tint::{Tint, tints};
use crate::chart::kinds::trend::limits;
use crate::chart::layout::{Axis, Hold, Lines, RowLabel, RowPitch, Sheet};
use crate::chart::words::{self, Printer};
use crate::survey;

/// Space between panels side by side, as a part of the width: values stand nearer to their own dots than to those of the next panel.
const GAP: f64 = 0.04;
/// Space between panels below each other.
const BELOW: f64 = 16.0;
/// The least width of a panel without its values.
const LEAST: f64 = 60.0;
/// The part of the width that names may take.
const NAMES: f64 = 0.28;

/// What all panels have in common.
struct Dots<'a> {
    figures: &'a Figures,
    entries: Vec<Entry<'a>>,
    panels: &'a [&'a str],
    tints: Vec<Tint>,
    printer: Printer,
    /// Right of the dots: the width of values.
    room: f64,
    /// Right of values: the width of daggers, where there are any.
    hang: f64,
    /// Space between panels side by side.
    gap: f64,
}

pub(super) fn draw_dots(figures: &Figures, sheet: &mut Sheet<'_>, panels: &[&str]) -> Result<(), ChartError> {
    let entries = listing(figures, &[Part::Estimate], &by_first_value);
    once(&entries, "facets", &|row| row.panel.as_deref())?;
    let sided = panels.iter().any(|panel| figures.role(panel) != survey::Role::Plain);
    let tints = if sided { tints(figures, panels) } else { vec![Tint::Series(0); panels.len()] };
    let printer = Printer::of(figures);
    let texts = figures.estimates().map(|(row, _)| value_text(&Row { low_precision: false, ..row.clone() }, printer));
    let room = texts.map(|text| sheet.width_of(&text, sheet.plain())).fold(0.0, f64::max) + 8.0;
    let daggers = figures.rows.iter().any(|row| row.low_precision);
    let hang = if daggers { sheet.width_of("†", sheet.plain()) } else { 0.0 };
    let gap = (GAP * sheet.body.width).min(34.0);
    let dots = Dots { figures, entries, panels, tints, printer, room, hang, gap };
    let left = sheet.names_end(&dots.labels(None), sheet.body, NAMES) + 14.0;
    let wide = |count: usize| (sheet.body.right() - hang - left - gap * (count - 1) as f64) / count as f64;
    let lacking = |count: usize| LEAST - (wide(count) - room);
    let count = panels.len();
    if lacking(count) <= 0.0 {
        return dots.draw_beside(sheet, (left, wide(count)));
    }
    match (1..count).rev().find(|count| lacking(*count) <= 0.0) {
        _ if !sheet.is_fixed() => dots.draw_below(sheet),
        Some(most) => Err(ChartError::Panels { count, most }),
        None => Err(sheet.too_small(0.0, lacking(count) * count as f64)),
    }
}

impl Dots<'_> {
    /// The names of all lines, or of those that have a value in a panel.
    fn labels(&self, panel: Option<&str>) -> Vec<RowLabel> {
        let entries = self.entries.iter().filter(|entry| panel.is_none_or(|panel| stands_in(entry, panel)));
        entries.map(|entry| entry.label.clone()).collect()
    }

    fn axis(&self, sheet: &Sheet<'_>, width: f64) -> Axis {
        let (hold, reach) = ((Hold::Near, limits(self.figures)), (6.0, width - self.room));
        let axis = sheet.axis_across(&values(&self.entries), hold, reach, self.printer);
        // A short axis has room for few labels; it need not end at a rounder number for that, as only its ends are labelled then.
        match Axis::new(values(&self.entries), hold.0, hold.1, 4).placed(reach.0, reach.1) {
            near if near.to < axis.to && near.from == 0.0 => Axis { step: near.to, ..near },
            _ => axis,
        }
    }

    fn draw_beside(&self, sheet: &mut Sheet<'_>, (left, wide): (f64, f64)) -> Result<(), ChartError> {
        let (heading, small) = (sheet.plain().strong(), sheet.small());
        let ruler = sheet.measure(heading);
        let heads: Vec<Lines> = self.panels.iter().map(|panel| ruler.wrap(&words::capital(panel), wide, 3)).collect();
        let leading = ruler.leading();
        let head = heads.iter().map(|lines| lines.lines.len()).max().unwrap_or(0) as f64 * leading + 6.0;
        let area = sheet.body.inset(0.0, head, 0.0, sheet.measure(small).leading() + 6.0);
        let rows = sheet.rows(&self.labels(None), area, NAMES, RowPitch { least: 19.0, most: 38.0 })?;
        let axis = self.axis(sheet, wide);
        let lines: Vec<(&Entry<'_>, f64)> = self.entries.iter().zip(rows.centres).collect();
        for (at, (panel, head)) in self.panels.iter().zip(&heads).enumerate() {
            let x = left + at as f64 * (wide + self.gap);
            let ground = Rect::new(x, sheet.body.y, wide, rows.bottom - sheet.body.y);
            draw_ground(sheet, ground, self.figures.highlights(panel));
            let first = area.y - 10.0 - (head.lines.len().max(1) as f64 - 1.0) * leading;
            sheet.write_lines(Role::Heading, (x, first), Anchor::Start, heading, head);
            self.draw_panel(sheet, at, &axis, (Rect::new(x, area.y, wide, rows.bottom - area.y), &lines));
        }
        Ok(())
    }

    /// Panels below each other, each with the names of its own lines, on one scale.
    fn draw_below(&self, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        const PITCH: RowPitch = RowPitch { least: 19.0, most: 24.0 };
        let body = sheet.body;
        let heading = sheet.plain().strong();
        let below = sheet.measure(sheet.small()).leading() + 6.0 + BELOW;
        let left = sheet.names_end(&self.labels(None), body, 2.0 * NAMES) + 14.0;
        let wide = body.right() - self.hang - left;
        if wide - self.room < LEAST {
            return Err(sheet.too_small(0.0, LEAST - (wide - self.room)));
        }
        let axis = self.axis(sheet, wide);
        let count: usize = self.panels.iter().map(|panel| self.labels(Some(panel)).len()).sum();
        let mut y = body.y;
        for (at, panel) in self.panels.iter().enumerate() {
            let labels = self.labels(Some(panel));
            // Every panel has its lines' part of the height, so that rows are as high in all.
            let share = body.height * labels.len() as f64 / count.max(1) as f64;
            let top = y;
            let head = sheet.measure(heading).wrap(&words::capital(panel), body.width, 3);
            y = sheet.write_lines(Role::Heading, (body.x, y + heading.size), Anchor::Start, heading, &head);
            y -= heading.size - 6.0;
            let area = Rect::new(body.x, y, body.width, share - (y - top) - below);
            let rows = sheet.rows(&labels, area, 2.0 * NAMES, PITCH)?;
            let own = self.entries.iter().filter(|entry| stands_in(entry, panel));
            let lines: Vec<(&Entry<'_>, f64)> = own.zip(rows.centres).collect();
            let place = Rect::new(left, area.y, wide, rows.bottom - area.y);
            draw_ground(sheet, place, self.figures.highlights(panel));
            self.draw_panel(sheet, at, &axis, (place, &lines));
            y = rows.bottom + below;
        }
        sheet.spare = body.bottom() - (y - BELOW);
        Ok(())
    }

    /// Grid, dots and values of a panel in its place.
    fn draw_panel(&self, sheet: &mut Sheet<'_>, at: usize, axis: &Axis, (place, lines): (Rect, &[(&Entry<'_>, f64)])) {
        let axis = axis.clone().placed(place.x + 6.0, place.right() - self.room);
        grid(sheet, &axis, place, self.printer);
        let own = |entry: &Entry<'_>| {
            let row = entry.rows.iter().find(|row| row.panel.as_deref() == Some(self.panels[at]))?;
            row_values(row).reduce(f64::min)
        };
        let ends = lines.iter().filter_map(|(entry, y)| Some((*y, axis.at(own(entry)?))));
        guides(sheet, ends, place.x);
        for (entry, y) in lines {
            let Some(row) = entry.rows.iter().find(|row| row.panel.as_deref() == Some(self.panels[at])) else {
                continue;
            };
            let colour = if entry.total { sheet.theme.colours.ink } else { self.tints[at].mark(sheet) };
            if row.value.is_none() {
                draw_gap(sheet, Some(row), (axis.start + 8.0, *y), axis.end - axis.start);
            }
            draw_estimate(sheet, row, &axis, *y, Paint { colour, form: 0, radius: None });
            let style = sheet.plain();
            // Daggers hang behind the numbers, so that digits stand below each other.
            let right = place.right() + if row.low_precision { self.hang } else { 0.0 };
            sheet.write_centred(Role::Value, (right, *y), Anchor::End, style, &value_text(row, self.printer));
        }
    }
}

fn stands_in(entry: &Entry<'_>, panel: &str) -> bool {
    entry.rows.iter().any(|row| row.panel.as_deref() == Some(panel))
}
