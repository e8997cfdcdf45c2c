//! C09: estimates show their intervals, or the footer says that they are left out.

use super::{Rule, Subject};
use crate::chart::drawing::{Drawing, Role};
use crate::chart::words::NO_INTERVALS;

pub(super) const RULE: Rule =
    Rule { code: "C09", about: "estimates show their intervals, or the footer says they do not", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    if !hides_intervals(subject.drawing) {
        return Vec::new();
    }
    let message = "no interval is shown, for the figures have none: state what they rest on, as --n and --deff of a published table (n and deff of a study's [[source]])";
    vec![message.to_owned()]
}

/// Whether a picture shows no interval, as a line, a band or in numbers, and its footer does not say so.
pub(in crate::chart) fn hides_intervals(drawing: &Drawing) -> bool {
    let shown = drawing.marks.iter().any(|mark| mark.role.shows_interval());
    let footer = drawing.marks.iter().filter(|mark| mark.role == Role::Footer).filter_map(|mark| mark.text());
    let footer = footer.map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ");
    !shown && !footer.contains(NO_INTERVALS)
}
