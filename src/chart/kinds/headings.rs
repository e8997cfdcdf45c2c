//! Headings of the columns of a table: over their columns; where words would have to be broken for it on two levels, then each on a line of
//! its own like stairs, with lines down to the columns. Numbers that the footer explains stand only where none of these has room.

use crate::chart::drawing::{Anchor, Role, Stroke};
use crate::chart::layout::{Lines, Sheet, Style};
use crate::chart::words;

/// Space between headings side by side, and on each side of a line down to a column.
pub(super) const BETWEEN: f64 = 8.0;
/// From the lowest line of a heading to the table, and between two levels.
const BELOW: f64 = 4.0;
/// The most lines of a heading, and of one on two levels.
const LINES: usize = 5;
const FEW_LINES: usize = 3;
/// The most headings like stairs.
const STAIRS: usize = 12;

/// The columns that headings stand over.
#[derive(Debug, Clone)]
pub(super) struct Columns<'a> {
    pub(super) names: &'a [&'a str],
    /// Where the text of each column's cells stands: its start or its middle.
    pub(super) places: Vec<f64>,
    pub(super) anchor: Anchor,
    pub(super) width: f64,
    /// From where to where headings may reach.
    pub(super) reach: (f64, f64),
}

/// A heading with the place of its lines.
#[derive(Debug, Clone)]
struct Heading {
    lines: Lines,
    x: f64,
    anchor: Anchor,
    /// From its last baseline down to the table.
    rise: f64,
    /// Where a line leads down to its column, unless it stands right over it.
    leader: Option<f64>,
}

/// Headings and the height they take.
#[derive(Debug, Clone)]
pub(super) struct Headings {
    each: Vec<Heading>,
    pub(super) height: f64,
    /// What numbers stand for.
    remark: Option<String>,
}

/// Whether some word of a heading has to be broken in columns of this width.
pub(super) fn breaks(sheet: &Sheet<'_>, names: &[&str], width: f64) -> bool {
    let ruler = sheet.measure(style(sheet));
    let mut words = names.iter().flat_map(|name| name.split_whitespace());
    words.any(|word| ruler.width(&words::capital(word)) > width - BETWEEN)
}

fn style(sheet: &Sheet<'_>) -> Style {
    sheet.small().strong().coloured(sheet.theme.colours.ink)
}

impl Columns<'_> {
    /// The forms in which headings may stand, the best first: the last is always possible.
    pub(super) fn forms(&self, sheet: &Sheet<'_>) -> Vec<Headings> {
        let names: Vec<String> = self.names.iter().map(|name| words::capital(name)).collect();
        if !breaks(sheet, self.names, self.width) {
            return vec![self.over(sheet, &names)];
        }
        let numbers: Vec<String> = (1..=names.len()).map(|at| at.to_string()).collect();
        let numbered: Vec<String> = (1..).zip(&names).map(|(at, name)| format!("{at}\u{a0}{name}")).collect();
        let numbered: Vec<&str> = numbered.iter().map(String::as_str).collect();
        let remark = Some(format!("Columns: {}", words::list(&numbered, numbered.len())));
        let last = Headings { remark, ..self.over(sheet, &numbers) };
        [self.on_two_levels(sheet, &names), self.stairs(sheet, &names)].into_iter().flatten().chain([last]).collect()
    }

    /// Each right over its column.
    fn over(&self, sheet: &Sheet<'_>, names: &[String]) -> Headings {
        let ruler = sheet.measure(style(sheet));
        let heading = |(name, x): (&String, &f64)| {
            let lines = ruler.wrap(name, self.width - BETWEEN, LINES);
            Heading { lines, x: *x, anchor: self.anchor, rise: BELOW, leader: None }
        };
        let each: Vec<Heading> = names.iter().zip(&self.places).map(heading).collect();
        let height = tallest(&each) * ruler.leading() + BELOW + 2.0;
        Headings { each, height, remark: None }
    }

    /// Where a line leads to in a column: over its numbers.
    fn target(&self, at: usize) -> f64 {
        const INTO: f64 = 10.0;
        self.places[at] + if self.anchor == Anchor::Start { INTO } else { 0.0 }
    }

    /// Every other heading a level higher, so that each has the width of two columns.
    fn on_two_levels(&self, sheet: &Sheet<'_>, names: &[String]) -> Option<Headings> {
        let most = 2.0 * (self.width - BETWEEN);
        if breaks(sheet, self.names, most + BETWEEN) {
            return None;
        }
        let ruler = sheet.measure(style(sheet));
        let lines: Vec<Lines> = names.iter().map(|name| ruler.wrap(name, most, FEW_LINES)).collect();
        // The last is high, so that every low one stands between two lines.
        let high = |at: usize| (names.len() - 1 - at).is_multiple_of(2);
        let level = |wanted: bool| (0..names.len()).filter(move |at| high(*at) == wanted);
        let low = level(false).map(|at| lines[at].lines.len()).max().unwrap_or(0) as f64 * ruler.leading();
        let mut middles = (0..names.len()).map(|at| self.target(at)).collect::<Vec<f64>>();
        let wanted: Vec<f64> = level(true).map(|at| middles[at]).collect();
        let extent: Vec<f64> = level(true).map(|at| lines[at].width + BETWEEN).collect();
        let placed = sheet.keep_apart(&wanted, &extent, self.reach).ok()?;
        level(true).zip(placed).for_each(|(at, x)| middles[at] = x);
        for at in level(false) {
            let half = lines[at].width / 2.0;
            middles[at] = middles[at].min(self.reach.1 - half).max(self.reach.0 + half);
            // Between the lines down to the columns on both sides.
            if (middles[at] - self.target(at)).abs() + half > self.width - BETWEEN / 2.0 {
                return None;
            }
        }
        // Its line hangs from a heading.
        let hangs = |at: usize| (middles[at] - self.target(at)).abs() <= lines[at].width / 2.0;
        if lines.iter().any(|lines| lines.shortened) || !level(true).all(hangs) {
            return None;
        }
        let heading = |(at, lines): (usize, Lines)| {
            let (rise, leader) = if high(at) { (low + 2.0 * BELOW, Some(self.target(at))) } else { (BELOW, None) };
            Heading { lines, x: middles[at], anchor: Anchor::Middle, rise, leader }
        };
        let each: Vec<Heading> = lines.into_iter().enumerate().map(heading).collect();
        let upper = each.iter().filter(|heading| heading.leader.is_some()).map(|heading| heading.lines.lines.len());
        let height = low + upper.max().unwrap_or(0) as f64 * ruler.leading() + 2.0 * BELOW + 2.0;
        Some(Headings { each, height, remark: None })
    }

    /// Each on a line of its own, the first lowest, running back over the columns before it.
    fn stairs(&self, sheet: &Sheet<'_>, names: &[String]) -> Option<Headings> {
        let ruler = sheet.measure(style(sheet));
        let heading = |(at, name): (usize, &String)| {
            let target = self.target(at);
            let x = target + BELOW;
            let lines = ruler.wrap(name, x - self.reach.0, 1);
            let rise = BELOW + at as f64 * ruler.leading();
            Heading { lines, x, anchor: Anchor::End, rise, leader: Some(target).filter(|_| at > 0) }
        };
        let each: Vec<Heading> = names.iter().enumerate().map(heading).collect();
        let fits = each.len() <= STAIRS && !each.iter().any(|heading| heading.lines.shortened);
        let height = each.len() as f64 * ruler.leading() + BELOW + 2.0;
        fits.then_some(Headings { each, height, remark: None })
    }
}

fn tallest(each: &[Heading]) -> f64 {
    each.iter().map(|heading| heading.lines.lines.len()).max().unwrap_or(0) as f64
}

impl Headings {
    /// Writes them over a table that starts at the height `top`.
    pub(super) fn write(self, sheet: &mut Sheet<'_>, top: f64) {
        let style = style(sheet);
        let leading = sheet.measure(style).leading();
        let stroke = Stroke::new(sheet.theme.colours.axis, 0.75);
        for Heading { lines, x, anchor, rise, leader } in self.each {
            let last = top - rise;
            let first = last - (lines.lines.len().max(1) as f64 - 1.0) * leading;
            sheet.write_lines(Role::Heading, (x, first), anchor, style, &lines);
            if let Some(x) = leader {
                sheet.line(Role::Leader, vec![(x, last + BELOW), (x, top - 1.0)], stroke);
            }
        }
        if let Some(remark) = self.remark {
            sheet.remark(remark);
        }
    }
}
