//! The ground of dots in rows: few pale lines to read by, since numbers are printed, and dots from the names to the first mark of a row.

use crate::chart::drawing::{Anchor, Rect, Role, Stroke};
use crate::chart::layout::{Axis, Sheet};
use crate::chart::words::Printer;

/// Vertical lines at few ticks, with labels below; zero is one of them, but where values lie on both sides of it.
pub(in crate::chart::kinds) fn grid(sheet: &mut Sheet<'_>, axis: &Axis, frame: Rect, printer: Printer) {
    let (style, axis) = (sheet.small(), axis.clone().with_few_ticks());
    sheet.promise(&axis, true);
    for value in axis.ticks() {
        let x = axis.at(value).round() + 0.5;
        let stroke = Stroke::new(sheet.theme.colours.grid, 1.0);
        sheet.line(Role::Grid, vec![(x, frame.y), (x, frame.bottom() + 3.0)], stroke);
        let text = printer.tick(value, axis.step);
        let at = (x, frame.bottom() + 5.0 + style.size);
        sheet.write(Role::Tick, at, Anchor::Middle, style, &text);
    }
    if axis.from < 0.0 && axis.to > 0.0 {
        draw_zero(sheet, &axis, frame);
    }
}

/// The same for rows under their names, which lines do not strike through: from where to where they run is in `bands`.
pub(in crate::chart::kinds) fn grid_in_bands(
    sheet: &mut Sheet<'_>,
    axis: &Axis,
    (frame, bands): (Rect, &[(f64, f64)]),
    printer: Printer,
) {
    grid(sheet, axis, frame.inset(0.0, frame.height - 1.0, 0.0, 0.0), printer);
    let colours = &sheet.theme.colours;
    let (pale, zero) = (Stroke::new(colours.grid, 1.0), Stroke::new(colours.axis, 1.0));
    let sides = axis.from < 0.0 && axis.to > 0.0;
    for tick in axis.clone().with_few_ticks().ticks() {
        let x = axis.at(tick).round() + 0.5;
        let stroke = if sides && tick == 0.0 { zero } else { pale };
        bands.iter().for_each(|(from, to)| sheet.line(Role::Grid, vec![(x, *from), (x, *to)], stroke));
    }
}

/// The line of zero, from which bars start and differences go both ways.
pub(in crate::chart::kinds) fn draw_zero(sheet: &mut Sheet<'_>, axis: &Axis, frame: Rect) {
    let x = axis.at(0.0).round() + 0.5;
    let stroke = Stroke::new(sheet.theme.colours.axis, 1.0);
    sheet.line(Role::Axis, vec![(x, frame.y), (x, frame.bottom() + 3.0)], stroke);
}

/// Dotted lines that lead the eye from a name to the first mark of its row, each at a height and up to a place.
pub(in crate::chart::kinds) fn guides(sheet: &mut Sheet<'_>, rows: impl Iterator<Item = (f64, f64)>, left: f64) {
    /// How far they stay from marks; shorter ones lead nowhere.
    const AWAY: f64 = 8.0;
    let stroke = Stroke::new(sheet.theme.colours.grid, 1.0).dashed(1.0, 3.0);
    for (centre, until) in rows.filter(|(_, until)| until - AWAY > left + AWAY) {
        let y = centre.round() + 0.5;
        sheet.line(Role::Grid, vec![(left, y), (until - AWAY, y)], stroke);
    }
}
