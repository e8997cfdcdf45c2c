//! Brackets over the answers that nets sum.

use super::{nets, side, side_colour};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::figures::Figures;
use crate::chart::layout::{Column, Sheet};
use crate::chart::words;

/// A bracket over the answers that a net sums.
pub(super) struct Bracket {
    name: String,
    colour: Colour,
    span: (f64, f64),
}

/// From where to where these answers stand, if they stand together.
type Spans<'a> = dyn Fn(&[String]) -> Option<(f64, f64)> + 'a;

/// The brackets over the answers that nets with a column sum, where they are as wide as its name; of nets that share answers that of the one
/// with the most. What the others sum, the footer says. `span` gives where answers stand.
pub(super) fn brackets(
    sheet: &mut Sheet<'_>,
    (figures, columns): (&Figures, &[Column]),
    span: &Spans<'_>,
) -> Vec<Bracket> {
    let style = sheet.small().strong();
    let with_column = |net: &&str| columns.iter().any(|column| column.heading == words::capital(net));
    let sided = nets(figures).into_iter().filter(with_column).filter_map(|net| Some((net, side(figures, net)?)));
    let mut sided: Vec<_> = sided.filter(|(net, _)| !figures.parts_of(net).is_empty()).collect();
    sided.sort_by_key(|(net, _)| std::cmp::Reverse(figures.parts_of(net).len()));
    let mut found: Vec<Bracket> = Vec::new();
    for (net, side) in sided {
        let name = words::capital(net);
        let fits = |(from, to): &(f64, f64)| sheet.width_of(&name, style) <= to - from;
        let free = |(from, to): &(f64, f64)| found.iter().all(|other| other.span.1 <= *from || *to <= other.span.0);
        match span(figures.parts_of(net)).filter(|span| fits(span) && free(span)) {
            Some(span) => found.push(Bracket { name, colour: side_colour(sheet, side), span }),
            None => tell_parts(sheet, figures, net),
        }
    }
    found
}

/// Says in the footer what a net sums, unless it is said already, or by its name.
fn tell_parts(sheet: &mut Sheet<'_>, figures: &Figures, net: &str) {
    let parts = figures.parts_of(net).join(" + ");
    let name = words::capital(net);
    let begins = format!("{name}: ");
    let known = figures.notes.extra.iter().any(|note| note.starts_with(&begins));
    // A sum without a name of its own is called by its answers.
    if !known && !name.contains(" + ") {
        sheet.remark(format!("{begins}{}", words::capital(&parts)));
    }
}

impl Bracket {
    /// Draws it with its name above the height `top`, where the headings stand on the height `base`.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, (top, base): (f64, f64)) {
        let (from, to) = self.span;
        let y = (top - 6.0).max(base + 1.0);
        let points = vec![(from, y + 3.0), (from, y), (to, y), (to, y + 3.0)];
        sheet.line(Role::Leader, points, Stroke::new(self.colour, 1.2));
        let style = sheet.small().strong().coloured(self.colour);
        // On the line of the other headings, unless the bar is far below them.
        let baseline = if y - base < 8.0 { base - 4.0 } else { y - 5.0 };
        sheet.write(Role::Heading, (f64::midpoint(from, to), baseline), Anchor::Middle, style, &self.name);
    }
}
