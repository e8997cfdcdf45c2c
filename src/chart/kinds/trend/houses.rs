//! Pollsters by the forms of their points: where they are more than forms, those with most polls have one each, and the others share the
//! last, which the legend names so.

use super::plot::{Plot, day};
use crate::chart::figures::{Figures, Row, distinct};
use crate::chart::layout::FORMS;
use std::cmp::Reverse;
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
    let polls = |house: &str| {
        let mine = figures.estimates().filter(|(row, _)| row.pollster.as_deref() == Some(house));
        mine.map(|(row, _)| day(row).to_bits()).collect::<BTreeSet<_>>().len()
    };
    let mut ranked = houses.clone();
    ranked.sort_by_cached_key(|house| Reverse(polls(house)));
    let (own, _) = ranked.split_at(OWN);
    let (first, others): (Vec<&str>, Vec<&str>) = houses.iter().partition(|house| own.contains(house));
    first.into_iter().chain(others).collect()
}

impl Plot<'_> {
    /// The form of a poll's point.
    pub(super) fn form(&self, row: &Row) -> usize {
        self.house(row).min(OWN)
    }

    /// The least radius of points: that at which their forms are seen, where these tell something.
    pub(super) fn least_radius(&self) -> f64 {
        if self.pollsters.len() > 1 { LEAST_TOLD } else { 0.0 }
    }

    /// What the legend says of each form, where there is more than one pollster.
    pub(super) fn houses_told(&self) -> Vec<String> {
        let own = |count: usize| self.pollsters[..count].iter().map(|name| (*name).to_owned());
        match self.pollsters.len() {
            0 | 1 => Vec::new(),
            count @ ..=FORMS => own(count).collect(),
            count => own(OWN).chain([format!("Other pollsters ({})", count - OWN)]).collect(),
        }
    }

    /// Whose forms the legend names, where some pollsters share one.
    pub(super) fn told_by_forms(&self) -> Option<String> {
        let all = self.pollsters.len();
        (all > FORMS).then(|| format!("{all} pollsters, the {OWN} with most polls in forms of their own"))
    }
}
