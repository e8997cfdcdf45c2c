//! C17: series are never told apart by colour alone: each has a label or an entry of the legend.

use super::{Rule, Subject};
use crate::chart::drawing::Role;

pub(super) const RULE: Rule =
    Rule { code: "C17", about: "every series is named beside its marks or in the legend", check };

fn check(subject: &Subject<'_>) -> Vec<String> {
    let of = |roles: &[Role]| {
        let marks = subject.drawing.marks.iter().filter(|mark| roles.contains(&mark.role));
        let mut series: Vec<usize> = marks.filter_map(|mark| mark.series).collect();
        series.sort_unstable();
        series.dedup();
        series
    };
    let drawn = of(&[Role::Fit, Role::Estimate, Role::Bar, Role::Segment]);
    let named = of(&[Role::Label, Role::KeyText]);
    if drawn.len() < 2 {
        return Vec::new();
    }
    let nameless = drawn.iter().filter(|series| !named.contains(series));
    nameless.map(|series| format!("series {} has no label and no entry in the legend", series + 1)).collect()
}
