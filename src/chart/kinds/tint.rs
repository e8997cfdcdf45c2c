//! What colour a series or answer takes: its side of the scale where it has one, so that an answer keeps its colour from chart to chart,
//! else its place in the order.

use crate::chart::colour::{Colour, Sight};
use crate::chart::figures::Figures;
use crate::chart::layout::Sheet;
use crate::chart::lint::LEAST_APART;
use crate::survey::Role;

/// The reason for a colour; the theme has the colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tint {
    /// One of many without an order.
    Series(usize),
    /// A place on the positive side, from its end (0) to the middle (1).
    Positive(f64),
    /// A place on the negative side, from its end (0) to the middle (1).
    Negative(f64),
    /// A place on a one-sided scale, from little (0) to much (1).
    Ordered(f64),
    /// A step, from 0, of so many of a one-sided scale over time: of more than the ramp tells apart as lines.
    Step(usize, usize),
    /// The middle of a scale.
    Neutral,
    /// Outside the scale, beside these: grey, each of a grey of its own. Those who refused
    /// come after every don't know.
    Aside(usize, Beside),
    /// Behind the one that is highlighted.
    Behind,
    /// In ink before grey ones, where no colour is due.
    Bold,
    /// As somebody stated it.
    Own(Colour),
}

/// What answers outside a scale stand beside: their greys are told from every colour that any number of these may have, so that they stay the
/// same from chart to chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Beside {
    /// Series without an order.
    Series,
    /// A one-sided scale.
    Ordered,
    /// The two sides of a scale with its middle.
    Sides,
    /// Both sides, and series.
    Mixed,
}

/// The tints of answers or series in their order; where one of them is highlighted, the others stand behind it.
pub(super) fn tints(figures: &Figures, names: &[&str]) -> Vec<Tint> {
    let roles: Vec<Role> = names.iter().map(|name| figures.role(name)).collect();
    let count = |role: Role| roles.iter().filter(|other| **other == role).count();
    let sided = count(Role::Positive) + count(Role::Negative) > 0;
    let first_side = roles.iter().copied().find(|role| matches!(role, Role::Positive | Role::Negative));
    // From strong at the outer end to mild beside the middle: the first side runs inwards, the second outwards.
    let depth = |role: Role, at: usize| match count(role) {
        1 => 0.5,
        count => {
            let place = at as f64 / (count - 1) as f64;
            if first_side == Some(role) { place } else { 1.0 - place }
        }
    };
    let beside = match (sided || count(Role::Neutral) > 0, count(Role::Plain) > 0) {
        (true, true) if !figures.ordered => Beside::Mixed,
        (true, _) => Beside::Sides,
        (false, _) if figures.ordered => Beside::Ordered,
        (false, _) => Beside::Series,
    };
    let own = |at: usize| figures.own_colour(names[at]).map(Tint::Own);
    // Those with a colour of their own take none from the others, nor does everybody, which is grey beside groups.
    let everybody = |at: usize| names.len() > 1 && names[at] == figures.everybody();
    let takes = |at: usize| roles[at] != Role::Plain || own(at).is_none() && !everybody(at);
    let place = |at: usize| (0..at).filter(|&other| roles[other] == roles[at] && takes(other)).count();
    let steps = (0..names.len()).filter(|&at| roles[at] == Role::Plain && !everybody(at)).count();
    let tint = |at: usize| match roles[at] {
        Role::Positive => Tint::Positive(depth(Role::Positive, place(at))),
        Role::Negative => Tint::Negative(depth(Role::Negative, place(at))),
        Role::Neutral => Tint::Neutral,
        Role::DontKnow => Tint::Aside(place(at), beside),
        Role::Refused => Tint::Aside(count(Role::DontKnow) + place(at), beside),
        Role::Plain if everybody(at) => Tint::Neutral,
        Role::Plain if figures.ordered && names.len() > 1 => {
            Tint::Ordered(place(at) as f64 / (steps.max(2) - 1) as f64)
        }
        // The first two colours of a theme are the hues of the two sides.
        Role::Plain => Tint::Series(place(at) + if sided { 2 } else { 0 }),
    };
    let lit = names.iter().any(|name| figures.highlights(name));
    let behind = |at: usize| lit && !figures.highlights(names[at]);
    let seen = |at: usize| match own(at).unwrap_or_else(|| tint(at)) {
        _ if behind(at) => Tint::Behind,
        // Beside grey ones it needs no colour of its own.
        Tint::Series(_) if lit => Tint::Series(if sided { 2 } else { 0 }),
        tint => tint,
    };
    (0..names.len()).map(seen).collect()
}

/// Whether names are the steps of a scale in numbers, as those from 0 to 10 are, beside words for no opinion.
pub(super) fn are_numbered(figures: &Figures, names: &[&str]) -> bool {
    let steps: Vec<&&str> = names.iter().filter(|name| figures.role(name) == Role::Plain).collect();
    steps.len() > 2 && steps.iter().all(|name| name.parse::<f64>().is_ok())
}

/// The colour of a step of so many: evenly on the way that the theme gives.
fn step(sheet: &Sheet<'_>, at: usize, of: usize) -> Colour {
    let steps = &sheet.theme.colours.steps;
    let place = at as f64 / (of.max(2) - 1) as f64 * (steps.len() - 1) as f64;
    let before = (place as usize).min(steps.len() - 2);
    steps[before].towards(steps[before + 1], place - before as f64)
}

impl Tint {
    /// The colour of a filled part of a stack.
    pub(super) fn fill(self, sheet: &Sheet<'_>) -> Colour {
        let colours = &sheet.theme.colours;
        let between = |[from, to]: [Colour; 2], at: f64| from.towards(to, at);
        match self {
            Self::Series(at) => sheet.series_colour(at),
            Self::Positive(at) => between(colours.positive, at),
            Self::Negative(at) => between(colours.negative, at),
            Self::Ordered(at) => between(colours.ordered, at),
            Self::Step(at, of) => step(sheet, at, of),
            Self::Neutral | Self::Behind => colours.neutral,
            Self::Bold => colours.ink,
            Self::Own(colour) => colour,
            // Each is seen without an edge.
            Self::Aside(at, beside) => {
                greys(sheet, &[colours.dont_know], at, (beside.colours(sheet, Self::fill), 1.26))
            }
        }
    }

    /// The colour of a line, a point or a bar, which stand on the paper. Past the last colour of the theme they are grey: their labels
    /// tell them apart, a colour used twice would not.
    pub(super) fn mark(self, sheet: &Sheet<'_>) -> Colour {
        match self {
            Self::Aside(at, beside) => {
                greys(sheet, &[sheet.theme.colours.neutral], at, (beside.colours(sheet, Self::mark), 3.1))
            }
            Self::Neutral => sheet.theme.colours.muted,
            Self::Bold => sheet.theme.colours.ink,
            Self::Ordered(at) => {
                let first = first_that_stands_out(sheet);
                Self::Ordered(first + (1.0 - first) * at).fill(sheet)
            }
            _ if !self.tells(sheet) => sheet.theme.colours.neutral,
            _ => self.fill(sheet),
        }
    }

    /// Whether the theme has a colour of its own for it.
    pub(super) fn tells(self, sheet: &Sheet<'_>) -> bool {
        match self {
            Self::Series(at) => at < sheet.theme.colours.series.len(),
            Self::Behind | Self::Bold => false,
            _ => true,
        }
    }
}

impl Beside {
    /// The colours that any number of these may have.
    fn colours(self, sheet: &Sheet<'_>, colour: fn(Tint, &Sheet<'_>) -> Colour) -> Vec<Colour> {
        const STEPS: usize = 12;
        let ramp = |tint: fn(f64) -> Tint| (0..=STEPS).map(move |step| tint(step as f64 / STEPS as f64));
        let sides = || ramp(Tint::Positive).chain(ramp(Tint::Negative)).chain([Tint::Neutral]);
        let series = |from: usize| (from..sheet.theme.colours.series.len()).map(Tint::Series);
        let tints: Vec<Tint> = match self {
            Self::Series => series(0).collect(),
            Self::Ordered => ramp(Tint::Ordered).collect(),
            Self::Sides => sides().collect(),
            Self::Mixed => sides().chain(series(2)).collect(),
        };
        tints.into_iter().map(|tint| colour(tint, sheet)).collect()
    }
}

/// The grey at a place: the first are given, each that follows is the palest that is told from those before it and from all taken, and has
/// this contrast with the paper; ink where there is none.
fn greys(sheet: &Sheet<'_>, given: &[Colour], at: usize, (mut taken, contrast): (Vec<Colour>, f64)) -> Colour {
    if let Some(grey) = given.get(at) {
        return *grey;
    }
    taken.extend(given);
    for _ in given.len()..at {
        taken.push(grey(sheet, &taken, contrast));
    }
    grey(sheet, &taken, contrast)
}

/// The palest grey that is told from those `taken` by everybody, with at least this contrast to the paper; where no grey is, the one that is
/// told best.
fn grey(sheet: &Sheet<'_>, taken: &[Colour], contrast: f64) -> Colour {
    const ENOUGH: f64 = LEAST_APART + 0.05;
    let colours = &sheet.theme.colours;
    let apart = |grey: Colour| {
        let each = taken.iter().flat_map(|other| Sight::ALL.map(|sight| grey.distance(*other, sight)));
        each.fold(f64::INFINITY, f64::min)
    };
    let steps = (0..=100).map(|step| colours.paper.towards(colours.ink, f64::from(step) * 0.01));
    let mut best = (f64::NEG_INFINITY, colours.ink);
    for grey in steps.filter(|grey| grey.contrast(colours.paper) >= contrast) {
        let apart = apart(grey);
        if apart >= ENOUGH {
            return grey;
        }
        if apart > best.0 {
            best = (apart, grey);
        }
    }
    best.1
}

/// Where on the ordered ramp marks may start: what is nearer to the paper would not stand out from it.
fn first_that_stands_out(sheet: &Sheet<'_>) -> f64 {
    let paper = sheet.theme.colours.paper;
    let steps = (0..=10).map(|step| f64::from(step) * 0.05);
    steps.into_iter().find(|at| Tint::Ordered(*at).fill(sheet).contrast(paper) >= 3.1).unwrap_or(0.5)
}

#[cfg(test)]
mod tests;
