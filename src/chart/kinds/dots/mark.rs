//! The mark of an estimate, a point with its intervals, and its number.

use crate::chart::colour::Colour;
use crate::chart::drawing::{Role, Stroke};
use crate::chart::figures::Row;
use crate::chart::layout::{Axis, Sheet};
use crate::chart::words::Printer;
use crate::uncertainty::Bounds;

/// How a point is drawn.
#[derive(Debug, Clone, Copy)]
pub(in crate::chart::kinds) struct Paint {
    pub(in crate::chart::kinds) colour: Colour,
    pub(in crate::chart::kinds) form: usize,
    /// The usual one when absent.
    pub(in crate::chart::kinds) radius: Option<f64>,
}

/// A point with its two intervals; nothing for a suppressed figure. The halo lies beneath the intervals: over them it would cut a short one to
/// crumbs.
pub(in crate::chart::kinds) fn draw_estimate(sheet: &mut Sheet<'_>, row: &Row, axis: &Axis, y: f64, paint: Paint) {
    let Paint { colour, form, radius } = paint;
    let Some(value) = row.value else { return };
    let (at, paper) = ((axis.at(value), y), sheet.theme.colours.paper);
    let radius = radius.unwrap_or_else(|| usual_radius(axis));
    sheet.point(Role::Halo, at, radius + HALO, form, (Some(sheet.ground), None));
    let ends = |b: Bounds| vec![(axis.at(b.low), y), (axis.at(b.high), y)];
    if let Some(outer) = row.outer {
        sheet.line(Role::Whisker, ends(outer), Stroke::new(colour, sheet.theme.sizes.whisker));
    }
    if let Some(inner) = row.inner {
        let width = if row.outer.is_some() { sheet.theme.sizes.whisker * 2.8 } else { sheet.theme.sizes.whisker * 1.4 };
        let pale = sheet.paled(colour);
        sheet.line(Role::Whisker, ends(inner), Stroke::new(pale, width));
    }
    let ring = row.low_precision.then(|| Stroke::new(colour, 1.5));
    let fill = if row.low_precision { paper } else { colour };
    sheet.point(Role::Estimate, at, radius, form, (Some(fill), ring));
}

/// How far the halo of a point reaches.
const HALO: f64 = 1.2;

/// The radius of points on an axis: on a short one a point of full size would cover its own interval.
fn usual_radius(axis: &Axis) -> f64 {
    match axis.end - axis.start {
        ..110.0 => 2.6,
        ..220.0 => 3.6,
        _ => 5.0,
    }
}

/// The radius of all points of a picture: so small that most of their intervals reach past them.
pub(super) fn radius<'a>(axis: &Axis, rows: impl Iterator<Item = &'a Row>) -> f64 {
    const LEAST: f64 = 2.5;
    const PART: f64 = 0.6;
    let reach = |row: &Row| {
        let (bounds, value) = (row.widest()?, row.value?);
        Some((axis.at(bounds.high) - axis.at(value)).max(axis.at(value) - axis.at(bounds.low)))
    };
    let mut reaches: Vec<f64> = rows.filter_map(reach).collect();
    reaches.sort_by(f64::total_cmp);
    let usual = usual_radius(axis);
    reaches.get(reaches.len() / 8).map_or(usual, |reach| (PART * reach).max(LEAST).min(usual))
}

/// The value with a dagger when it is weak, behind ≈ when it is a difference that may be chance; a dash when it is suppressed.
pub(in crate::chart::kinds) fn value_text(row: &Row, printer: Printer) -> String {
    let dagger = if row.low_precision { "†" } else { "" };
    let chance = if row.may_be_chance() { "≈ " } else { "" };
    row.value.map_or_else(|| "–".to_owned(), |value| format!("{chance}{}{dagger}", printer.value(value)))
}
