//! C09: estimates show their intervals, or the footer says that they are left out.

use super::{Rule, Subject};
use crate::chart::drawing::Role;

pub(super) const RULE: Rule =
    Rule { code: "C09", about: "estimates show their intervals, or the footer says they do not", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let shown = subject.draws(&[Role::Whisker, Role::Ribbon, Role::Cloud]);
    let said = subject.texts().any(|(_, mark, text)| mark.role == Role::Footer && text.text.contains("nterval"));
    if shown || said {
        return Vec::new();
    }
    vec![
        "no interval is shown and the footer does not say so: give intervals, or set `intervals_off` in the notes"
            .to_owned(),
    ]
}
