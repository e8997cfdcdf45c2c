//! C20: a line over a span without polls is dashed or broken, never drawn as if there were some.

use super::{Rule, Subject};
use crate::chart::drawing::{Course, Mark, Point, Role, Shape};

pub(super) const RULE: Rule = Rule { code: "C20", about: "lines are dashed or broken over gaps without polls", check };

/// Units of the layout: places are those of whole days.
const SLACK: f64 = 1.0;

fn check(subject: &Subject<'_>) -> Vec<String> {
    subject.drawing.courses.iter().flat_map(|course| joined(&subject.drawing.marks, course)).collect()
}

/// The gaps of one plot that a line joins.
fn joined(marks: &[Mark], course: &Course) -> Vec<String> {
    let of = |roles: &'static [Role]| {
        let wanted = move |mark: &&Mark| roles.contains(&mark.role) && course.plot.holds(mark.extent().centre());
        marks.iter().filter(wanted)
    };
    let mut found = Vec::new();
    let mut series: Vec<Option<usize>> = of(&[Role::Estimate, Role::Disc]).map(|mark| mark.series).collect();
    series.sort_unstable();
    series.dedup();
    for series in series {
        let mut polls: Vec<f64> = of(&[Role::Estimate, Role::Disc])
            .filter(|mark| mark.series == series)
            .map(|mark| mark.extent().centre().0)
            .collect();
        polls.sort_by(f64::total_cmp);
        let gaps = polls.windows(2).map(|pair| (pair[0], pair[1])).filter(|(from, to)| to - from > course.gap + SLACK);
        let solid: Vec<&[Point]> =
            of(&[Role::Fit, Role::Bridge]).filter(|mark| mark.series == series).filter_map(solid_line).collect();
        let crossed = gaps.filter(|gap| solid.iter().any(|line| crosses(line, *gap))).count();
        if crossed > 0 {
            let name = series.map_or_else(|| "the line".to_owned(), |at| format!("the line of series {}", at + 1));
            let gaps = if crossed == 1 { "a gap".to_owned() } else { format!("{crossed} gaps") };
            found.push(format!("{name} is solid over {gaps} without polls: dash it there, or break it"));
        }
    }
    found
}

/// The points of a line without dashes.
fn solid_line(mark: &Mark) -> Option<&[Point]> {
    match &mark.shape {
        Shape::Line { points, stroke } => stroke.dash.is_none().then_some(points.as_slice()),
        _ => None,
    }
}

/// Whether a line runs through the middle of a gap.
fn crosses(line: &[Point], (from, to): (f64, f64)) -> bool {
    let middle = f64::midpoint(from, to);
    line.windows(2).any(|pair| pair[0].0.min(pair[1].0) < middle && middle < pair[0].0.max(pair[1].0))
}
