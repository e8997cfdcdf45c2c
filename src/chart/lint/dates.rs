//! C15: the footer states when the polls were in the field, and the level of the intervals shown.

use super::{Rule, Subject};
use crate::chart::drawing::Role;

pub(super) const RULE: Rule = Rule { code: "C15", about: "field dates and the level of intervals are stated", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let figures = subject.figures;
    let mut found = Vec::new();
    if figures.notes.field_dates.is_none() && figures.rows.iter().all(|row| row.when.is_none()) {
        found.push("no field dates are stated: give --field-dates (field-dates in a study's [[source]])".to_owned());
    }
    if figures.notes.level.is_none() && subject.draws(&[Role::Whisker, Role::Ribbon]) {
        found.push("intervals are shown without their level: give `level` in the notes".to_owned());
    }
    found
}
