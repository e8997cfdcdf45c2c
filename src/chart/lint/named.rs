//! C19: the picture has a title, and alt text for readers that cannot see it.

use super::{Rule, Subject};

pub(super) const RULE: Rule = Rule { code: "C19", about: "the picture has a title and alt text", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let parts = [(&subject.drawing.title, "title"), (&subject.drawing.description, "alt text")];
    let blank = parts.into_iter().filter(|(text, _)| text.trim().is_empty());
    blank
        .map(|(_, what)| format!("the picture has no {what}: give one in words, or leave it out for the usual one"))
        .collect()
}
