//! Series named over their points in the first row, so that no legend is needed.

use super::listing::Entry;
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Role};
use crate::chart::layout::{Axis, KeyEntry, Sheet, Swatch};
use crate::chart::words;

/// A legend of several series, for where they cannot be named directly; empty for one.
pub(super) fn key(series: &[&str], colours: &[Colour]) -> Vec<KeyEntry> {
    let entry = |(index, name): (usize, &&str)| KeyEntry {
        swatch: Swatch::Point(colours[index], index),
        text: words::capital(name),
        series: Some(index),
    };
    series.iter().enumerate().filter(|_| series.len() > 1).map(entry).collect()
}

/// Names series over their points in the first row, whose uppermost point is at `top`; false where they do not fit each over its own.
pub(super) fn name_series(
    sheet: &mut Sheet<'_>,
    first: &Entry<'_>,
    series: &[&str],
    colours: &[Colour],
    (axis, top): (&Axis, f64),
) -> bool {
    let value = |name: &&str| first.rows.iter().find(|row| row.series.as_deref() == Some(name))?.value;
    let Some(values) = series.iter().map(value).collect::<Option<Vec<f64>>>() else { return false };
    let style = sheet.small();
    let names: Vec<String> = series.iter().map(|name| words::capital(name)).collect();
    let mut order: Vec<usize> = (0..series.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let wanted: Vec<f64> = order.iter().map(|at| axis.at(values[*at])).collect();
    let widths: Vec<f64> = order.iter().map(|at| sheet.width_of(&names[*at], style)).collect();
    let extent: Vec<f64> = widths.iter().map(|width| width + 12.0).collect();
    let Ok(placed) = sheet.keep_apart(&wanted, &extent, (axis.start, axis.end)) else { return false };
    // Over its own point, and not nearer to that of another.
    let own = |at: usize| (placed[at] - wanted[at]).abs() < widths[at] / 2.0;
    if !(0..order.len()).all(own) {
        return false;
    }
    let paper = sheet.theme.colours.paper;
    for (at, middle) in order.iter().zip(placed) {
        sheet.series = Some(*at);
        let style = style.coloured(colours[*at].readable_on(paper));
        sheet.write_over(Role::Label, (middle, top - 15.0), Anchor::Middle, style, &names[*at]);
    }
    sheet.series = None;
    true
}

/// Names the two ends above the first row, each over its point or turned outwards where they lie close; false where there is no room.
pub(super) fn name_ends(
    sheet: &mut Sheet<'_>,
    (names, colours): ([&str; 2], [Colour; 2]),
    (xs, y): ([f64; 2], f64),
    reach: (f64, f64),
) -> bool {
    let styles = colours.map(|colour| sheet.small().coloured(colour));
    let texts = names.map(words::capital);
    let widths = [sheet.width_of(&texts[0], styles[0]), sheet.width_of(&texts[1], styles[1])];
    let (left, right) = if xs[0] <= xs[1] { (0, 1) } else { (1, 0) };
    let middle = f64::midpoint(xs[0], xs[1]);
    let over = xs[right] - xs[left] >= (widths[0] + widths[1]) / 2.0 + 10.0;
    let mut starts = [0.0; 2];
    for at in [left, right] {
        starts[at] = match (over, at == left) {
            (true, _) => xs[at] - widths[at] / 2.0,
            (false, true) => (xs[left] + 5.0).min(middle - 5.0) - widths[left],
            (false, false) => (xs[right] - 5.0).max(middle + 5.0),
        };
    }
    if starts[left] < reach.0 || starts[right] + widths[right] > reach.1 {
        return false;
    }
    for at in [0, 1] {
        sheet.series = Some(at);
        sheet.write_over(Role::Label, (starts[at], y - 18.5), Anchor::Start, styles[at], &texts[at]);
    }
    sheet.series = None;
    true
}
