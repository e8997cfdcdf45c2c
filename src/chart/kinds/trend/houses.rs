//! Pollsters by the forms of their points: where they are more than forms, those with most polls have one each, and the others share the
//! last, which the legend names so.

use super::plot::{Plot, day};
use crate::chart::drawing::LeftOut;
use crate::chart::figures::{Figures, Row, distinct};
use crate::chart::layout::{FORMS, Sheet};
use std::collections::BTreeSet;

/// The pollsters with a form of their own, where some share one.
const OWN: usize = FORMS - 1;

/// The least radius at which forms are told from each other.
const LEAST_TOLD: f64 = 2.4;

/// Who asked, in order of appearance, those with a form of their own first.
pub(super) fn in_order(figures: &Figures) -> Vec<&str> {
    let houses = distinct(figures.estimates().filter_map(|(row, _)| row.pollster.as_deref()));
    if houses.len() <= FORMS {
        return houses;
    }
    let ranked = ranked(figures, &houses);
    let (own, _) = ranked.split_at(OWN);
    let (first, others): (Vec<&str>, Vec<&str>) = houses.iter().partition(|house| own.contains(house));
    first.into_iter().chain(others).collect()
}

/// Pollsters, those with most polls first, of as many those that asked most people.
fn ranked<'a>(figures: &Figures, houses: &[&'a str]) -> Vec<&'a str> {
    let mine = |house| figures.estimates().filter(move |(row, _)| row.pollster.as_deref() == Some(house));
    let people = |house| mine(house).filter_map(|(row, _)| row.n.or(row.n_effective)).sum::<f64>();
    let mut ranked: Vec<(usize, f64, &str)> =
        houses.iter().map(|&house| (polls(figures, house), people(house), house)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    ranked.into_iter().map(|(_, _, house)| house).collect()
}

/// On how many days a pollster has polls.
fn polls(figures: &Figures, house: &str) -> usize {
    let mine = figures.estimates().filter(|(row, _)| row.pollster.as_deref() == Some(house));
    mine.map(|(row, _)| day(row).to_bits()).collect::<BTreeSet<_>>().len()
}

/// Whose forms the legend names, where some pollsters share one.
pub(super) fn told(figures: &Figures) -> Option<String> {
    let houses = in_order(figures);
    if figures.notes.left_out.forms {
        return Some(format!("{} pollsters", houses.len()));
    }
    let (own, others) = houses.split_at_checked(OWN).filter(|_| houses.len() > FORMS)?;
    let polls = |house: &&str| polls(figures, house);
    let most = own.iter().map(polls).min() > others.iter().map(polls).max();
    let own = if most { format!("the {OWN} with most polls") } else { format!("{OWN} of them") };
    Some(format!("{} pollsters, {own} in forms of their own", houses.len()))
}

/// The width below which more pollsters than forms are not told apart on several lines: there points hide each other, and a legend takes the
/// room of lines.
const SMALL: f64 = 600.0;

impl Plot<'_> {
    /// Gives all points one form in a small picture of several lines and more pollsters than forms.
    pub(super) fn simplify(&mut self, sheet: &mut Sheet<'_>) {
        self.one_form = self.lines.len() > 1 && self.pollsters.len() > FORMS && sheet.body.width < SMALL;
        sheet.leave_out(LeftOut { forms: self.one_form, ..LeftOut::default() });
    }

    /// The form of a poll's point.
    pub(super) fn form(&self, row: &Row) -> usize {
        if self.one_form { 0 } else { self.house(row).min(OWN) }
    }

    /// The least radius of points: that at which their forms are seen, where these tell something.
    pub(super) fn least_radius(&self) -> f64 {
        if self.pollsters.len() > 1 && !self.one_form { LEAST_TOLD } else { 0.0 }
    }

    /// What the legend says of each form, where there is more than one pollster.
    pub(super) fn houses_told(&self) -> Vec<String> {
        let own = |count: usize| self.pollsters[..count].iter().map(|name| (*name).to_owned());
        match self.pollsters.len() {
            0 | 1 => Vec::new(),
            _ if self.one_form => Vec::new(),
            count @ ..=FORMS => own(count).collect(),
            count => own(OWN).chain([format!("Other pollsters ({})", count - OWN)]).collect(),
        }
    }
}
