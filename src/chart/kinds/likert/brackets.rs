//! Brackets over the answers that nets sum.

use super::{nets, side, side_colour};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::figures::Figures;
use crate::chart::layout::{Column, Lines, Sheet};
use crate::chart::words;

/// A bracket over the answers that a net sums.
pub(super) struct Bracket {
    name: Lines,
    /// The middle of its name: that of the bracket, unless the name is wider.
    middle: f64,
    colour: Colour,
    span: (f64, f64),
}

/// A net that is to have a bracket.
#[derive(Clone, Copy)]
struct Net<'a> {
    name: &'a str,
    colour: Colour,
    span: (f64, f64),
}

/// From where to where these answers stand, if they stand together.
type Spans<'a> = dyn Fn(&[String]) -> Option<(f64, f64)> + 'a;

/// Room for a bracket at least.
const LEAST: f64 = 12.0;
/// Between names.
const APART: f64 = 8.0;
/// How far a name may reach over an answer beside its bracket.
const BESIDE: f64 = 12.0;

/// The brackets over the answers that nets with a column sum; of nets that share answers that of the one with the most. What the others sum,
/// the footer says. `span` gives where answers stand, `bar` from where to where all do, `reach` from where to where names may go.
pub(super) fn brackets(
    sheet: &mut Sheet<'_>,
    (figures, columns): (&Figures, &[Column]),
    span: &Spans<'_>,
    (bar, reach): ((f64, f64), (f64, f64)),
) -> Vec<Bracket> {
    let with_column = |net: &&str| columns.iter().any(|column| column.heading == words::capital(net));
    let sided = nets(figures).into_iter().filter(with_column).filter_map(|net| Some((net, side(figures, net)?)));
    let mut sided: Vec<_> = sided.filter(|(net, _)| !figures.parts_of(net).is_empty()).collect();
    sided.sort_by_key(|(net, _)| std::cmp::Reverse(figures.parts_of(net).len()));
    let mut found: Vec<Net<'_>> = Vec::new();
    for (net, side) in sided {
        let free = |(from, to): &(f64, f64)| found.iter().all(|other| other.span.1 <= *from || *to <= other.span.0);
        let wide = |(from, to): &(f64, f64)| to - from >= LEAST;
        match span(figures.parts_of(net)).filter(|span| wide(span) && free(span)) {
            Some(span) => found.push(Net { name: net, colour: side_colour(sheet, side), span }),
            None => tell_parts(sheet, figures, net),
        }
    }
    loop {
        if let Some(named) = named(sheet, &found, (bar, reach)) {
            return named;
        }
        // The last name goes without which the others have room, or the last of all.
        let without = |at: usize| [&found[..at], &found[at + 1..]].concat();
        let last = found.len().saturating_sub(1);
        let goes = (0..found.len()).rev().find(|at| named(sheet, &without(*at), (bar, reach)).is_some());
        let net = found.remove(goes.unwrap_or(last));
        tell_parts(sheet, figures, net.name);
    }
}

/// The brackets with their names in as few lines as let each stand by its own; none where they do not find room.
fn named(sheet: &Sheet<'_>, found: &[Net<'_>], (bar, reach): ((f64, f64), (f64, f64))) -> Option<Vec<Bracket>> {
    let ruler = sheet.measure(sheet.small().strong());
    let middles: Vec<f64> = found.iter().map(|net| f64::midpoint(net.span.0, net.span.1)).collect();
    let within = |width: f64| {
        let lines = |net: &Net<'_>| {
            let name = words::capital(net.name);
            let lines = ruler.wrap(&name, width, 2);
            // No word is to be broken.
            lines.lines.join(" ").split_whitespace().eq(name.split_whitespace()).then_some(lines)
        };
        let lines = found.iter().map(lines).collect::<Option<Vec<Lines>>>()?;
        let extent: Vec<f64> = lines.iter().map(|lines| lines.width + APART).collect();
        let (from, to) = (reach.0 - APART / 2.0, reach.1 + APART / 2.0);
        let placed = sheet.keep_apart(&middles, &extent, (from, to)).ok()?;
        let own = |at: usize| {
            let ((from, to), half) = (found[at].span, lines[at].width / 2.0);
            // Beyond the ends of the bar it stands over nothing.
            let low = if from <= bar.0 + BESIDE { f64::NEG_INFINITY } else { from - BESIDE };
            let high = if to >= bar.1 - BESIDE { f64::INFINITY } else { to + BESIDE };
            let over = (from..=to).contains(&placed[at]) || (placed[at] - half <= from && to <= placed[at] + half);
            over && placed[at] - half >= low && placed[at] + half <= high
        };
        if !(0..found.len()).all(own) {
            return None;
        }
        let bracket = |(name, (middle, net)): (Lines, (f64, &Net<'_>))| {
            let (colour, span) = (net.colour, net.span);
            Bracket { name, middle, colour, span }
        };
        Some(lines.into_iter().zip(placed.into_iter().zip(found)).map(bracket).collect())
    };
    [f64::INFINITY, 110.0, 84.0, 66.0].into_iter().find_map(within)
}

/// Says in the footer what a net sums, unless it is said already, or by its name.
fn tell_parts(sheet: &mut Sheet<'_>, figures: &Figures, net: &str) {
    let parts = figures.parts_of(net).join(" + ");
    let name = words::capital(net);
    let begins = format!("{name}: ");
    let said = format!("{begins}{}", words::capital(&parts));
    let known = figures.notes.extra.iter().any(|note| note.starts_with(&begins) && *note != said);
    // A sum without a name of its own is called by its answers.
    if !known && !name.contains(" + ") {
        sheet.remark(said);
    }
}

impl Bracket {
    /// How many lines its name has.
    pub(super) fn lines(&self) -> usize {
        self.name.lines.len()
    }

    /// Draws it with its name above the height `top`, where the headings stand on the height `base`.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, (top, base): (f64, f64)) {
        let (from, to) = self.span;
        let y = (top - 6.0).max(base + 1.0);
        let points = vec![(from, y + 3.0), (from, y), (to, y), (to, y + 3.0)];
        sheet.line(Role::Leader, points, Stroke::new(self.colour, 1.2));
        let style = sheet.small().strong().coloured(self.colour);
        // On the line of the other headings, unless the bar is far below them.
        let last = if y - base < 8.0 { base - 4.0 } else { y - 5.0 };
        let first = last - (self.lines() as f64 - 1.0) * sheet.measure(style).leading();
        sheet.write_lines(Role::Heading, (self.middle, first), Anchor::Middle, style, &self.name);
    }
}
