//! Which of many lines stand out, where none is highlighted: those whose change the tests bear out, else a few that a reader would look
//! for. A picture of grey lines alone would have nothing to look at.

use super::tint::{Tint, tints};
use super::told::Largest;
use crate::chart::figures::{Figures, Part, Row, distinct};
use crate::chart::words::{self, Printer};
use crate::survey::Role;

/// The most lines that have a colour each.
pub const MOST_COLOURED: usize = 6;
/// Lines in colour where no test tells which.
const FEW: usize = 3;

/// The lines that stand out from the others, and why they do. None does so by its place among several that are printed alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Emphasis<'a> {
    /// Their change is beyond chance; none's is of many that were tested.
    Changed(Vec<&'a str>),
    /// The largest changes of more that are beyond chance than have a colour.
    MostChanged(Vec<&'a str>),
    /// The largest rise and fall, in ink instead of a colour: nothing says that they are beyond chance.
    Extremes([Largest<'a>; 2]),
    /// They end highest.
    Highest(Vec<&'a str>),
}

/// A line with where it starts and ends.
pub(super) type Course<'a> = (&'a str, Option<(f64, f64)>);

pub(super) fn is_change(row: &Row) -> bool {
    matches!(row.part, Part::Change | Part::Gap)
}

/// The line that a row is of.
fn named(row: &Row) -> Option<&str> {
    row.item.as_deref().or(row.line())
}

/// The tested change of a line, whose name is `name`.
pub(super) fn tested<'a>(figures: &'a Figures, name: &str) -> Option<&'a Row> {
    figures.rows.iter().find(|row| is_change(row) && named(row) == Some(name))
}

/// Whether lines are so many, and of so little order among them, that colours do not tell them apart.
pub(super) fn are_many(figures: &Figures, names: &[&str]) -> bool {
    let plain = names.iter().filter(|name| figures.role(name) == Role::Plain).count();
    let sided = names.iter().any(|name| matches!(figures.role(name), Role::Positive | Role::Negative));
    plain > MOST_COLOURED && !figures.ordered && !sided && figures.highlight.is_none()
}

impl<'a> Emphasis<'a> {
    /// Of the lines whose change is beyond chance, at most so many; none where none is, or where none was tested.
    pub(super) fn of_tests(figures: &Figures, names: &[&'a str], at_most: usize) -> Option<Self> {
        let change = |name: &&'a str| {
            let row = tested(figures, name).filter(|row| row.is_certain())?;
            Some((*name, row.value?.abs()))
        };
        let sure: Vec<(&str, f64)> = names.iter().filter_map(change).collect();
        let most = sure.len() > at_most;
        let lit = if most { leading(&sure, at_most, figures) } else { sure.iter().map(|(name, _)| *name).collect() };
        (!sure.is_empty()).then_some(if most { Self::MostChanged(lit) } else { Self::Changed(lit) })
    }

    /// The lines that rise and fall most.
    pub(super) fn extremes(figures: &Figures, courses: &[Course<'a>]) -> Self {
        let known: Vec<_> = courses.iter().filter_map(|(name, ends)| Some((*name, (*ends)?))).collect();
        Self::Extremes([1.0, -1.0].map(|sign| Largest::of(&known, sign, Printer::of(figures))))
    }

    /// The lines that end highest.
    pub(super) fn highest(figures: &Figures, courses: &[Course<'a>]) -> Self {
        let ends: Vec<(&str, f64)> = courses.iter().filter_map(|(name, ends)| Some((*name, (*ends)?.1))).collect();
        Self::Highest(leading(&ends, FEW, figures))
    }

    pub(super) fn lit(&self) -> Vec<&'a str> {
        match self {
            Self::Changed(lit) | Self::MostChanged(lit) | Self::Highest(lit) => lit.clone(),
            Self::Extremes(sides) => sides.iter().flat_map(Largest::lines).copied().collect(),
        }
    }

    /// The tints of all lines: those that stand out have the colour that they would have among all, or, where lines are more than there
    /// are colours, among themselves; the others stand behind them.
    pub(super) fn tints(&self, figures: &Figures, names: &[&str]) -> Vec<Tint> {
        let lit = self.lit();
        let coloured = if are_many(figures, names) { lit.as_slice() } else { names };
        let tints = tints(figures, coloured);
        let bold = matches!(self, Self::Extremes(_));
        let own = |name: &&str| coloured.iter().position(|one| one == name).map_or(Tint::Behind, |at| tints[at]);
        let tint = |name: &&str| match lit.contains(name) {
            true if bold => Tint::Bold,
            true => own(name),
            false => Tint::Behind,
        };
        names.iter().map(tint).collect()
    }

    /// What stands out in this way (`In colour`), for the footer; what the tests were made with where there were some.
    pub(super) fn words(&self, figures: &Figures, (way, noun): (&str, &str)) -> String {
        match self {
            Self::Changed(_) => format!("{way}: {noun}s{} beyond chance{}", of_fits(figures), adjusted(figures)),
            Self::MostChanged(lit) if lit.is_empty() => {
                format!(
                    "No line is in colour: more {noun}s are beyond chance than there are colours, several by as much"
                )
            }
            Self::MostChanged(lit) => {
                let (of, adjusted) = (of_fits(figures), adjusted(figures));
                format!("{way}: the {} largest of the {noun}s{of} beyond chance{adjusted}", lit.len())
            }
            Self::Extremes(sides) => extremes_words(sides, noun),
            Self::Highest(lit) => {
                let why = unsure(figures, noun).unwrap_or_else(|| format!("{noun}s are not tested"));
                match lit.as_slice() {
                    [] => format!("No line is in colour: several end as high; {why}"),
                    [_] => format!("{way}: the one that ends highest; {why}"),
                    _ => format!("{way}: the {} that end highest; {why}", lit.len()),
                }
            }
        }
    }

    /// The lines whose change is beyond chance, for readers that cannot see their colour: ` Changes beyond chance: Climate and Economy.`
    pub(super) fn told(&self, figures: &Figures, noun: &str) -> Option<String> {
        let list = |lit: &[&str]| {
            let names: Vec<String> = lit.iter().map(|name| words::capital(name)).collect();
            words::list(&names.iter().map(String::as_str).collect::<Vec<_>>(), MOST_COLOURED)
        };
        match self {
            Self::Changed(lit) if !lit.is_empty() => {
                Some(format!(" {} beyond chance: {}.", words::capital(&format!("{noun}s")), list(lit)))
            }
            Self::MostChanged(lit) if lit.is_empty() => {
                Some(format!(" Many {noun}s are beyond chance, several by as much."))
            }
            Self::MostChanged(lit) => Some(format!(" The largest {noun}s beyond chance: {}.", list(lit))),
            Self::Changed(_) | Self::Extremes(_) | Self::Highest(_) => {
                unsure(figures, noun).map(|unsure| format!(" {}.", words::capital(&unsure)))
            }
        }
    }
}

/// The lines with the largest values, at most so many: those that are printed alike are taken or left together.
fn leading<'a>(lines: &[(&'a str, f64)], at_most: usize, figures: &Figures) -> Vec<&'a str> {
    let mut lines = lines.to_vec();
    lines.sort_by(|a, b| b.1.total_cmp(&a.1));
    let printer = Printer::of(figures);
    let alike = |at: usize| lines.get(at).is_some_and(|next| printer.value(next.1) == printer.value(lines[at - 1].1));
    let count = (1..=at_most.min(lines.len())).rev().find(|at| !alike(*at)).unwrap_or(0);
    lines.iter().take(count).map(|(name, _)| *name).collect()
}

/// `Bold: the largest rise; several fall by as much`.
fn extremes_words(sides: &[Largest<'_>; 2], noun: &str) -> String {
    let [up, down] = if noun == "change" {
        [("rise", "rises", "rise"), ("fall", "falls", "fall")]
    } else {
        [
            ("difference upwards", "differences upwards", "go up"),
            ("difference downwards", "differences downwards", "go down"),
        ]
    };
    let (mut bold, mut alike) = (Vec::new(), Vec::new());
    for (side, (one, two, verb)) in sides.iter().zip([up, down]) {
        match side.lines() {
            [] if *side == Largest::Several => alike.push(format!("several {verb} by as much")),
            [] => {}
            [_] => bold.push(format!("the largest {one}")),
            _ => bold.push(format!("the two largest {two}")),
        }
    }
    let bold = match (bold.is_empty(), alike.is_empty()) {
        (false, _) => vec![format!("Bold: {}", bold.join(" and "))],
        (true, false) => return format!("No line is bold: {}", alike.join(", ")),
        (true, true) => Vec::new(),
    };
    bold.into_iter().chain(alike).collect::<Vec<_>>().join("; ")
}

/// That no change is beyond chance, of those that were tested; none where none was.
fn unsure(figures: &Figures, noun: &str) -> Option<String> {
    let names = distinct(figures.estimates().filter_map(|(row, _)| named(row)));
    let moves = |name: &&str| figures.estimates().filter(|(row, _)| named(row) == Some(name)).count() > 1;
    let is_tested = |name: &str| tested(figures, name).is_some_and(|row| row.widest().is_some());
    let (made, left): (Vec<&str>, Vec<&str>) = names.into_iter().filter(moves).partition(|name| is_tested(name));
    let of = if left.is_empty() { "" } else { " that was tested" };
    (!made.is_empty()).then(|| format!("no {noun}{of} is beyond chance{}", adjusted(figures)))
}

/// Whose changes are tested, where it is not that of the first and the last poll: a line through all may change where these do not.
pub(super) fn of_fits(figures: &Figures) -> &'static str {
    if figures.fits.is_empty() { "" } else { " of the fitted line" }
}

/// `, adjusted for several comparisons`, where tests were.
pub(super) fn adjusted(figures: &Figures) -> String {
    if words::is_adjusted(figures) { format!(", {}", words::by_test(figures)) } else { String::new() }
}
