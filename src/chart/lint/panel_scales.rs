//! C14: panels of one chart share one scale.

use super::{Rule, Subject};

pub(super) const RULE: Rule = Rule { code: "C14", about: "panels share one scale", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let panels = subject.figures.rows.iter().any(|row| row.panel.is_some());
    let scales = &subject.drawing.scales;
    let differ = scales.windows(2).find(|pair| (pair[0].from, pair[0].to) != (pair[1].from, pair[1].to));
    match differ.filter(|_| panels) {
        Some(pair) => vec![format!(
            "panels run from {} to {} and from {} to {}: they must share one scale",
            pair[0].from, pair[0].to, pair[1].from, pair[1].to
        )],
        None => Vec::new(),
    }
}
