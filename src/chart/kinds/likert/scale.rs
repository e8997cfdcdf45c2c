//! The answers of a question in order, with their sides and colours; those outside the scale last.

use crate::chart::colour::Colour;
use crate::chart::figures::{Figures, Part, Row, is_whole};
use crate::chart::kinds::listing::Entry;
use crate::chart::kinds::tint::tints;
use crate::chart::layout::Sheet;
use crate::survey;

/// An answer and where it stands.
#[derive(Clone, Copy)]
pub(in crate::chart::kinds) struct Answer<'a> {
    pub(in crate::chart::kinds) name: &'a str,
    pub(super) role: survey::Role,
    /// Outside the scale.
    pub(in crate::chart::kinds) aside: bool,
}

impl Answer<'_> {
    /// The edge of a part in this colour: grey outside the scale and where the fill alone would not stand out from the paper.
    pub(in crate::chart::kinds) fn edge(&self, fill: Colour, sheet: &Sheet<'_>) -> Colour {
        let colours = &sheet.theme.colours;
        if self.aside || fill.contrast(colours.paper) < 3.0 { colours.axis } else { colours.paper }
    }

    /// The edge of a part that has its number: outside the scale none, as long as the fill can be seen at all.
    pub(in crate::chart::kinds) fn outline(&self, fill: Colour, sheet: &Sheet<'_>) -> Colour {
        const SEEN: f64 = 1.25;
        let paper = sheet.theme.colours.paper;
        if self.aside && fill.contrast(paper) >= SEEN { paper } else { self.edge(fill, sheet) }
    }
}

/// The answers of a question, those outside the scale last.
pub(in crate::chart::kinds) struct Scale<'a> {
    pub(in crate::chart::kinds) answers: Vec<Answer<'a>>,
}

impl<'a> Scale<'a> {
    pub(in crate::chart::kinds) fn read(figures: &'a Figures) -> Self {
        let names = figures.in_answer_order(figures.estimates().filter_map(|(row, _)| row.answer.as_deref()));
        let read = |name: &'a str| {
            let role = figures.role(name);
            let neither =
                figures.diverging && role == survey::Role::Neutral && !is_between_sides(figures, &names, name);
            let aside = neither || matches!(role, survey::Role::DontKnow | survey::Role::Refused);
            Answer { name, role, aside }
        };
        let mut answers: Vec<Answer<'a>> = names.iter().copied().map(read).collect();
        // Outside the scale stands last, whatever the order asked.
        answers.sort_by_key(|answer| answer.aside);
        Self { answers }
    }

    /// The answers on the scale alone.
    pub(super) fn without_asides(&self) -> Self {
        Self { answers: self.answers.iter().filter(|answer| !answer.aside).copied().collect() }
    }

    pub(super) fn sum(&self, entry: &Entry<'_>, of: &dyn Fn(&Answer<'_>) -> bool) -> f64 {
        let answers = self.answers.iter().filter(|answer| of(answer));
        answers.filter_map(|answer| find(entry, Part::Estimate, answer.name)).map(|row| length(entry, row)).sum()
    }

    /// The share of answers on the scale.
    pub(super) fn inside(&self, entry: &Entry<'_>) -> f64 {
        self.sum(entry, &|answer| !answer.aside)
    }

    /// The share of answers before the middle of the scale: the first side and half of the neutral answers.
    pub(super) fn before_middle(&self, entry: &Entry<'_>) -> f64 {
        let first = self.first_side();
        self.sum(entry, &|answer| Some(answer.role) == first)
            + self.sum(entry, &|answer| answer.role == survey::Role::Neutral && !answer.aside) / 2.0
    }

    /// The side that the scale starts with.
    fn first_side(&self) -> Option<survey::Role> {
        let side = |answer: &&Answer<'_>| matches!(answer.role, survey::Role::Positive | survey::Role::Negative);
        self.answers.iter().find(side).map(|answer| answer.role)
    }

    /// A colour for each answer: two-sided ramps for sides, one ramp for an order, else one colour for each.
    pub(in crate::chart::kinds) fn colours(&self, figures: &Figures, sheet: &Sheet<'_>) -> Vec<Colour> {
        let names: Vec<&str> = self.answers.iter().map(|answer| answer.name).collect();
        tints(figures, &names).into_iter().map(|tint| tint.fill(sheet)).collect()
    }
}

/// How long an answer is in its row: its value, or of suppressed ones what the others leave of 100 %, in equal parts.
pub(super) fn length(entry: &Entry<'_>, row: &Row) -> f64 {
    let (sum, _, gaps) = counted(entry);
    match row.value {
        Some(value) => value * fitted(entry),
        // Of a row without any number there is nothing to draw.
        None if sum > 0.0 => (1.0 - sum).max(0.0) / gaps as f64,
        None => 0.0,
    }
}

/// The sum of the answers of a row, how many have a value, and how many are suppressed.
fn counted(entry: &Entry<'_>) -> (f64, usize, usize) {
    let answers = entry.rows.iter().filter(|row| row.part == Part::Estimate && row.answer.is_some());
    let (known, gaps): (Vec<&Row>, Vec<&Row>) = answers.partition(|row| row.value.is_some());
    (known.iter().filter_map(|row| row.value).sum(), known.len(), gaps.len())
}

/// Whether some answers of a row are suppressed beside others that are not.
pub(super) fn has_gaps(entry: &Entry<'_>) -> bool {
    let (sum, _, gaps) = counted(entry);
    sum > 0.0 && gaps > 0
}

/// What lengths in a row are multiplied by, so that the row fills 100 % where rounding alone keeps it from that: never over what is suppressed.
fn fitted(entry: &Entry<'_>) -> f64 {
    let (sum, known, gaps) = counted(entry);
    if gaps == 0 && sum > 0.0 && is_whole(sum, known) { 1.0 / sum } else { 1.0 }
}

/// Whether a row is drawn longer or shorter than its numbers, as far as anybody could see it.
pub(super) fn is_fitted(entry: &Entry<'_>) -> bool {
    const SEEN: f64 = 0.002;
    (fitted(entry) - 1.0).abs() > SEEN
}

/// Whether an answer stands after one side and before the other: where stacks stand on their middle, another has no place on them.
fn is_between_sides(figures: &Figures, names: &[&str], name: &str) -> bool {
    let side = |name: &&str| matches!(figures.role(name), survey::Role::Positive | survey::Role::Negative);
    let at = names.iter().position(|other| *other == name).unwrap_or(0);
    names[..at].iter().any(side) && names[at..].iter().any(side)
}

/// The row of an answer.
pub(super) fn find<'a>(entry: &Entry<'a>, part: Part, answer: &str) -> Option<&'a Row> {
    entry.rows.iter().copied().find(|row| row.part == part && row.answer.as_deref() == Some(answer))
}
