//! C08: the footer names the source.

use super::{Rule, Subject};

pub(super) const RULE: Rule = Rule { code: "C08", about: "the footer names the source", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let named = subject.figures.notes.source.as_ref().is_some_and(|source| !source.trim().is_empty());
    if named {
        Vec::new()
    } else {
        vec!["no source is named: give --citation (citation in a study's [[source]])".to_owned()]
    }
}
