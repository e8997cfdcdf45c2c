//! C16: no text is cut short to fit.

use super::{Rule, Subject, quoted};

pub(super) const RULE: Rule = Rule { code: "C16", about: "no text is cut short to fit", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let words = |text: &String| format!("a label was cut to {}: shorten it or enlarge the picture", quoted(text));
    subject.drawing.shortened.iter().map(words).collect()
}
