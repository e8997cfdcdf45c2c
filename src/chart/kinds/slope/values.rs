//! Values between the first and the last wave.

use super::{POINT, Placed};
use crate::chart::drawing::{Anchor, Point, Rect, Role};
use crate::chart::figures::Row;
use crate::chart::layout::{Axis, Sheet};
use crate::chart::words::Printer;

/// Values between the ends, above or below their points, where they cover no line, interval, point or other value.
pub(super) fn draw_values(sheet: &mut Sheet<'_>, lines: &[Vec<Placed<'_>>], scale: (&Axis, Printer), plot: Rect) {
    let ((axis, printer), style) = (scale, sheet.plain());
    let reach = |y: f64, row: &Row| row.widest().map_or((y, y), |b| (axis.at(b.high).min(y), axis.at(b.low).max(y)));
    let mut strokes: Vec<(Point, Point)> =
        lines.iter().flat_map(|line| line.windows(2)).map(|w| (w[0].1, w[1].1)).collect();
    strokes.extend(lines.iter().flatten().map(|(_, (x, y), row)| {
        let (top, bottom) = reach(*y, row);
        ((*x, top.min(*y - POINT)), (*x, bottom.max(*y + POINT)))
    }));
    let mut taken: Vec<Rect> = Vec::new();
    for (_, (x, y), row) in lines.iter().flatten().filter(|(_, (x, _), _)| *x > plot.x + 1.0 && *x < plot.right() - 1.0)
    {
        let Some(value) = row.value else { continue };
        let text = printer.value(value);
        let width = sheet.width_of(&text, style) + 4.0;
        let (top, bottom) = reach(*y, row);
        let beside = [top.min(*y - 6.0) - 9.0, bottom.max(*y + 6.0) + 9.0];
        let place = |middle: f64| Rect::new(x - width / 2.0, middle - 8.0, width, 16.0);
        let clear = |middle: &f64| {
            let place = place(*middle);
            let overlaps = |other: &Rect| other.overlap(&place).0 > 0.0 && other.overlap(&place).1 > 0.0;
            let inside = place.y >= plot.y && place.bottom() <= plot.bottom() + 6.0;
            inside && !strokes.iter().any(|(from, to)| place.crossed_by(*from, *to)) && !taken.iter().any(overlaps)
        };
        let Some(middle) = beside.into_iter().find(clear) else {
            sheet.remark("Numbers between the first and the last wave: where there is room".to_owned());
            continue;
        };
        sheet.write_over(Role::Value, (*x, middle), Anchor::Middle, style, &text);
        taken.push(place(middle));
    }
}
