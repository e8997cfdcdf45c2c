//! C07: the footer states the base.

use super::{Rule, Subject};

pub(super) const RULE: Rule = Rule { code: "C07", about: "the footer states the base", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let missing = subject.figures.bases().is_none() && subject.figures.effective_bases().is_none();
    if missing { vec!["no base is stated: give n with the figures or in the notes".to_owned()] } else { Vec::new() }
}
