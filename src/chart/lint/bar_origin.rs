//! C06: bars start at zero.

use super::{Rule, Subject};
use crate::chart::drawing::Role;

pub(super) const RULE: Rule = Rule { code: "C06", about: "bars start at zero", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    if !subject.draws(&[Role::Bar]) {
        return Vec::new();
    }
    let cut = subject.drawing.scales.iter().filter(|scale| scale.from > 0.0 || scale.to < 0.0);
    cut.map(|scale| format!("the axis of the bars runs from {} to {}: it must hold zero", scale.from, scale.to))
        .collect()
}
