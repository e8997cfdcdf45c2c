//! C11: value axes are labelled at their ends.

use super::{Rule, Subject};

pub(super) const RULE: Rule = Rule { code: "C11", about: "value axes are labelled at their ends", check };

/// Part of the axis that may lie past the last label: a stack of rounded shares may pass 100 % by this much.
const SLACK: f64 = 0.06;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let open = |scale: &&crate::chart::drawing::Scale| {
        let slack = SLACK * (scale.to - scale.from);
        scale.labelled.is_some_and(|(low, high)| low - scale.from > slack || scale.to - high > slack)
    };
    let words = |scale: &crate::chart::drawing::Scale| {
        format!("the axis from {} to {} has no label at an end", scale.from, scale.to)
    };
    subject.drawing.scales.iter().filter(open).map(words).collect()
}
