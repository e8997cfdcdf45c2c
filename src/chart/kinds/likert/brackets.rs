//! Brackets over the answers that nets sum.

use super::{nets, side, side_colour};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::figures::Figures;
use crate::chart::layout::{Column, Sheet};
use crate::chart::words;

/// Brackets above the first bar, over the answers that nets with a column sum, each with its name; of nets that share answers the one with
/// the most. What the others sum, the footer says. `span` gives where answers stand; `place` has the height that the brackets stand on, and
/// that of the headings.
pub(super) fn draw_brackets(
    sheet: &mut Sheet<'_>,
    (figures, columns): (&Figures, &[Column]),
    span: &dyn Fn(&[String]) -> Option<(f64, f64)>,
    place: (f64, f64),
) {
    let style = sheet.small().strong();
    let with_column = |net: &&str| columns.iter().any(|column| column.heading == words::capital(net));
    let sided = nets(figures).into_iter().filter(with_column).filter_map(|net| Some((net, side(figures, net)?)));
    let mut sided: Vec<_> = sided.filter(|(net, _)| !figures.parts_of(net).is_empty()).collect();
    sided.sort_by_key(|(net, _)| std::cmp::Reverse(figures.parts_of(net).len()));
    let mut drawn: Vec<(f64, f64)> = Vec::new();
    for (net, side) in sided {
        let name = words::capital(net);
        let fits = |(from, to): &(f64, f64)| sheet.width_of(&name, style) <= to - from;
        let free = |(from, to): &(f64, f64)| drawn.iter().all(|other| other.1 <= *from || *to <= other.0);
        match span(figures.parts_of(net)).filter(|span| fits(span) && free(span)) {
            Some(span) => {
                draw_bracket(sheet, &name, side_colour(sheet, side), (span, place));
                drawn.push(span);
            }
            None => tell_parts(sheet, figures, net),
        }
    }
}

/// Says in the footer what a net sums, unless it is said already, or by its name.
fn tell_parts(sheet: &mut Sheet<'_>, figures: &Figures, net: &str) {
    let parts = figures.parts_of(net).join(" + ");
    let name = words::capital(net);
    let begins = format!("{name}: ");
    let known = figures.notes.extra.iter().any(|note| note.starts_with(&begins));
    if !known && words::capital(&parts).to_lowercase() != name.to_lowercase() {
        sheet.remark(format!("{begins}{}", words::capital(&parts)));
    }
}

/// A bracket with its name above the answers that a net sums: `place` has its ends, and the heights of what it and the headings stand on.
fn draw_bracket(sheet: &mut Sheet<'_>, name: &str, colour: Colour, (span, (top, base)): ((f64, f64), (f64, f64))) {
    let y = (top - 6.0).max(base + 1.0);
    let points = vec![(span.0, y + 3.0), (span.0, y), (span.1, y), (span.1, y + 3.0)];
    sheet.line(Role::Leader, points, Stroke::new(colour, 1.2));
    let style = sheet.small().strong().coloured(colour);
    // On the line of the other headings, unless the bar is far below them.
    let baseline = if y - base < 8.0 { base - 4.0 } else { y - 5.0 };
    sheet.write(Role::Heading, (f64::midpoint(span.0, span.1), baseline), Anchor::Middle, style, name);
}
