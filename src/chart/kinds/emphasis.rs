//! Which of many lines stand out, where none is highlighted: those whose change the tests bear out, else a few that a reader would look
//! for. A picture of grey lines alone would have nothing to look at.

use super::tint::{Tint, tints};
use crate::chart::figures::{Figures, Part, Row};
use crate::chart::words;
use crate::survey::Role;

/// The most lines that have a colour each.
pub const MOST_COLOURED: usize = 6;
/// Lines in colour where no test tells which.
const FEW: usize = 3;

/// The lines that stand out from the others, and why they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Emphasis<'a> {
    /// Their change is beyond chance.
    Changed(Vec<&'a str>),
    /// The largest changes of more that are beyond chance than have a colour.
    MostChanged(Vec<&'a str>),
    /// The largest rise and fall, in ink instead of a colour: nothing says that they are beyond chance.
    Extremes(Vec<&'a str>),
    /// They end highest.
    Highest(Vec<&'a str>),
    /// What another emphasis lights, and lines that vary as much on their way; how many these are.
    Varied(Box<Emphasis<'a>>, Vec<&'a str>, usize),
}

/// A line with where it starts and ends.
pub(super) type Course<'a> = (&'a str, Option<(f64, f64)>);

pub(super) fn is_change(row: &Row) -> bool {
    matches!(row.part, Part::Change | Part::Gap)
}

/// The tested change of a line, whose name is `name`.
pub(super) fn tested<'a>(figures: &'a Figures, name: &str) -> Option<&'a Row> {
    figures.rows.iter().find(|row| is_change(row) && row.item.as_deref().or(row.line()) == Some(name))
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
        let mut sure: Vec<(&str, f64)> = names.iter().filter_map(change).collect();
        let most = sure.len() > at_most;
        if most {
            sure.sort_by(|a, b| b.1.total_cmp(&a.1));
            sure.truncate(at_most);
        }
        let sure: Vec<&str> = names.iter().filter(|name| sure.iter().any(|(one, _)| one == *name)).copied().collect();
        (!sure.is_empty()).then_some(if most { Self::MostChanged(sure) } else { Self::Changed(sure) })
    }

    /// The lines that rise and fall most.
    pub(super) fn extremes(courses: &[Course<'a>]) -> Self {
        let change = |(name, ends): &Course<'a>| ends.map(|(first, last)| (*name, last - first));
        let changes: Vec<(&str, f64)> = courses.iter().filter_map(change).collect();
        let largest = |sign: f64| {
            let towards = changes.iter().filter(|(_, change)| change * sign > 0.0);
            towards.max_by(|a, b| (a.1 * sign).total_cmp(&(b.1 * sign))).map(|(name, _)| *name)
        };
        Self::Extremes([1.0, -1.0].into_iter().filter_map(largest).collect())
    }

    /// The lines that end highest.
    pub(super) fn highest(courses: &[Course<'a>]) -> Self {
        let mut ends: Vec<(&str, f64)> = courses.iter().filter_map(|(name, ends)| Some((*name, (*ends)?.1))).collect();
        ends.sort_by(|a, b| b.1.total_cmp(&a.1));
        Self::Highest(ends.into_iter().take(FEW).map(|(name, _)| name).collect())
    }

    /// With the lines that vary as much as those that stand out, though their ends may not tell: as many as there are colours left. Each line
    /// comes with how far it reaches from its lowest to its highest value.
    pub(super) fn with_varied(self, reaches: &[(&'a str, f64)]) -> Self {
        let lit = self.lit().to_vec();
        let least = reaches.iter().filter(|(name, _)| lit.contains(name)).map(|(_, reach)| *reach);
        let least = least.fold(f64::INFINITY, f64::min);
        let mut more: Vec<(&str, f64)> =
            reaches.iter().filter(|(name, reach)| !lit.contains(name) && *reach > least).copied().collect();
        more.sort_by(|a, b| b.1.total_cmp(&a.1));
        more.truncate(MOST_COLOURED.saturating_sub(lit.len()));
        let is_lit = |name: &&str| lit.contains(name) || more.iter().any(|(one, _)| one == name);
        let all = reaches.iter().map(|(name, _)| *name).filter(is_lit).collect();
        if more.is_empty() { self } else { Self::Varied(Box::new(self), all, more.len()) }
    }

    pub(super) fn lit(&self) -> &[&'a str] {
        match self {
            Self::Changed(lit)
            | Self::MostChanged(lit)
            | Self::Extremes(lit)
            | Self::Highest(lit)
            | Self::Varied(_, lit, _) => lit,
        }
    }

    /// The tints of all lines: those that stand out as if they were alone, the others behind them.
    pub(super) fn tints(&self, figures: &Figures, names: &[&str]) -> Vec<Tint> {
        let lit = self.lit();
        let tints = tints(figures, lit);
        let bold = matches!(self, Self::Extremes(_));
        let tint = |name: &&str| match lit.iter().position(|one| one == name) {
            Some(_) if bold => Tint::Bold,
            Some(at) => tints[at],
            None => Tint::Behind,
        };
        names.iter().map(tint).collect()
    }

    /// What stands out, for the footer; what the tests were made with where there were some.
    pub(super) fn words(&self, figures: &Figures, noun: &str) -> String {
        match self {
            Self::Changed(_) => format!("In colour: {noun}s beyond chance{}", adjusted(figures)),
            Self::MostChanged(lit) => {
                format!("In colour: the {} largest of the {noun}s beyond chance{}", lit.len(), adjusted(figures))
            }
            Self::Varied(first, _, 1) => format!("{}; and the one that varies most", first.words(figures, noun)),
            Self::Varied(first, _, more) => format!("{}; and the {more} that vary most", first.words(figures, noun)),
            Self::Extremes(lit) if lit.len() == 1 => format!("Bold: the largest {noun}"),
            Self::Extremes(_) if noun == "change" => "Bold: the largest rise and the largest fall".to_owned(),
            Self::Extremes(_) => format!("Bold: the largest {noun} either way"),
            Self::Highest(lit) => {
                let tested = figures.rows.iter().any(is_change);
                let by = adjusted(figures);
                let why = if tested {
                    format!("no change is beyond chance{by}")
                } else {
                    "changes are not tested".to_owned()
                };
                format!("In colour: the {} that end highest; {why}", lit.len())
            }
        }
    }

    /// The lines whose change is beyond chance, for readers that cannot see their colour: ` Changes beyond chance: Climate and Economy.`
    pub(super) fn told(&self, figures: &Figures, noun: &str) -> Option<String> {
        let named = |lit: &[&str]| {
            let names: Vec<String> = lit.iter().map(|name| words::capital(name)).collect();
            words::list(&names.iter().map(String::as_str).collect::<Vec<_>>(), MOST_COLOURED)
        };
        match self {
            Self::Changed(lit) => {
                Some(format!(" {} beyond chance: {}.", words::capital(&format!("{noun}s")), named(lit)))
            }
            Self::MostChanged(lit) => Some(format!(" The largest {noun}s beyond chance: {}.", named(lit))),
            Self::Varied(first, ..) => first.told(figures, noun),
            Self::Extremes(_) | Self::Highest(_) if figures.rows.iter().any(is_change) => {
                Some(format!(" No {noun} is beyond chance{}.", adjusted(figures)))
            }
            Self::Extremes(_) | Self::Highest(_) => None,
        }
    }
}

fn adjusted(figures: &Figures) -> String {
    if words::is_adjusted(figures) { format!(", {}", words::by_test(figures)) } else { String::new() }
}
