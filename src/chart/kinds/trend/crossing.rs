//! Lines of groups and answers: a colour tells the one, dashes tell the other, so that what belongs together looks alike.

use crate::chart::drawing::Stroke;
use crate::chart::figures::{Figures, Part, Row, distinct};
use crate::chart::kinds::emphasis::MOST_COLOURED;
use crate::chart::kinds::tint::{Tint, tints};

/// The most kinds of dashes that are told from each other.
const MOST_DASHES: usize = 4;

/// What tells the lines of groups and answers.
pub(super) struct Crossing<'a> {
    /// What has a colour each, in order.
    pub(super) hues: Vec<&'a str>,
    pub(super) tints: Vec<Tint>,
    /// What has dashes each, in order.
    dashes: Vec<&'a str>,
    /// Colours are of answers, dashes of groups.
    by_answer: bool,
}

/// The part of a line's name that its colour or its dashes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) hue: usize,
    pub(super) dash: usize,
    /// What its dashes tell: its name where the legend names its colour.
    pub(super) name: &'a str,
}

impl<'a> Crossing<'a> {
    /// Of figures whose lines are of several answers and several groups each; none where these are too many to be told so.
    pub(super) fn of(figures: &'a Figures) -> Option<Self> {
        let rows = || figures.rows.iter().filter(|row| row.part == Part::Estimate && row.when.is_some());
        if figures.highlight.is_some()
            || rows().any(|row| row.panel.is_some() || row.series.is_none() || row.answer.is_none())
        {
            return None;
        }
        let answers = figures.in_answer_order(rows().filter_map(|row| row.answer.as_deref()));
        let variable = rows().find_map(|row| row.group.as_ref()).map(|group| &*group.variable);
        let mut groups = distinct(rows().map(|row| group_of(figures, row)));
        if let Some(order) = variable.and_then(|variable| figures.group_order(variable)).filter(|order| order.ordered) {
            groups.sort_by_key(|name| order.levels.iter().position(|level| level == name).unwrap_or(usize::MAX));
        }
        let few = |hues: &[&str], dashes: &[&str]| hues.len() <= MOST_COLOURED && dashes.len() <= MOST_DASHES;
        let crossed = answers.len() > 1 && groups.len() > 1;
        let (hues, dashes, by_answer) = match () {
            () if crossed && few(&answers, &groups) => (answers, groups, true),
            () if crossed && few(&groups, &answers) => (groups, answers, false),
            () => return None,
        };
        let unordered = Figures { ordered: false, ..figures.clone() };
        let tints = tints(if by_answer { figures } else { &unordered }, &hues);
        Some(Self { hues, tints, dashes, by_answer })
    }

    /// What its colours and dashes tell.
    pub(super) fn words(&self) -> &'static str {
        if self.by_answer {
            "colours tell the answers, dashes the groups"
        } else {
            "colours tell the groups, dashes the answers"
        }
    }

    /// The place of a row's line.
    pub(super) fn place(&self, figures: &'a Figures, row: &'a Row) -> Option<Place<'a>> {
        let (answer, group) = (row.answer.as_deref()?, group_of(figures, row));
        let (hue, name) = if self.by_answer { (answer, group) } else { (group, answer) };
        let at = |names: &[&str], name: &str| names.iter().position(|known| *known == name);
        Some(Place { hue: at(&self.hues, hue)?, dash: at(&self.dashes, name)?, name })
    }
}

fn group_of<'a>(figures: &'a Figures, row: &'a Row) -> &'a str {
    row.level().unwrap_or(figures.everybody())
}

/// The dashes at a place in order.
pub(super) fn dashed(stroke: Stroke, at: usize) -> Stroke {
    match at {
        0 => stroke,
        1 => stroke.dashed(9.0, 3.0),
        2 => stroke.dashed(2.0, 2.5),
        _ => stroke.dashed(4.5, 3.0),
    }
}
