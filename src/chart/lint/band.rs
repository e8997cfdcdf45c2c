//! C12: no band reaches past the last poll of its series, unless it is a labelled forecast.

use super::{Rule, Subject};
use crate::chart::drawing::{Role, Shape};

pub(super) const RULE: Rule = Rule { code: "C12", about: "no band reaches past the last poll", check };

/// Units of the layout.
const SLACK: f64 = 3.0;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let marks = &subject.drawing.marks;
    let reach = |roles: &[Role], series: usize| {
        let mine = marks.iter().filter(|mark| roles.contains(&mark.role) && mark.series == Some(series));
        mine.map(|mark| match &mark.shape {
            Shape::Circle { centre, .. } => centre.0,
            _ if mark.role != Role::Ribbon => mark.extent().centre().0,
            _ => mark.extent().right(),
        })
        .fold(f64::MIN, f64::max)
    };
    let mut series: Vec<usize> = marks.iter().filter(|m| m.role == Role::Ribbon).filter_map(|m| m.series).collect();
    series.sort_unstable();
    series.dedup();
    // A band stands at its dates, polls of one date side by side.
    let slack = subject.drawing.courses.iter().map(|course| course.aside).fold(0.0, f64::max) + SLACK;
    let last = |series: usize| reach(&[Role::Estimate, Role::Disc], series);
    let past = series.into_iter().filter(|&series| reach(&[Role::Ribbon], series) > last(series) + slack);
    past.map(|series| format!("the band of series {} reaches past its last poll: mark it as a forecast", series + 1))
        .collect()
}
