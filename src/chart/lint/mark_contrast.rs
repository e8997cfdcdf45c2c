//! C04: marks that carry data stand out from the paper by at least 3 to 1, by their fill or their outline (WCAG 2.1, 1.4.11), and intervals
//! over a bar from this; parts of stacks may stand back where their number is written in them or after them.

use super::{Rule, Subject};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Mark, Role, Shape};

pub(super) const RULE: Rule =
    Rule { code: "C04", about: "marks that carry data have a contrast of at least 3 to 1", check };

const LEAST: f64 = 3.0;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let paper = subject.drawing.paper;
    let mut weak: Vec<(Role, Colour, f64)> = Vec::new();
    for mark in subject.drawing.marks.iter().filter(|mark| mark.role.carries_data() && !is_told(subject, mark)) {
        let colours: Vec<Colour> = match &mark.shape {
            Shape::Area { fill, outline, .. } => {
                [Some(*fill), outline.map(|o| o.colour)].into_iter().flatten().collect()
            }
            Shape::Circle { fill, outline, .. } => [*fill, outline.map(|o| o.colour)].into_iter().flatten().collect(),
            Shape::Line { stroke, .. } => vec![stroke.colour],
            Shape::Text(_) => continue,
        };
        let seen = colours.iter().map(|colour| (colour.over(paper), colour.over(paper).contrast(paper)));
        let Some((colour, contrast)) = seen.max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        if contrast < LEAST && !weak.iter().any(|(role, known, _)| *role == mark.role && *known == colour) {
            weak.push((mark.role, colour, contrast));
        }
    }
    weak.extend(over_bars(subject));
    let paper = |role: Role| if role == Role::Within { "its bar".to_owned() } else { paper.to_string() };
    let words = |(role, colour, contrast): (Role, Colour, f64)| {
        format!(
            "marks ({role:?}) in {colour} have a contrast of {contrast:.1} to 1 on {}, 3 is needed: change it in the theme, or in the study that states it",
            paper(role)
        )
    };
    weak.into_iter().map(words).collect()
}

/// Intervals that do not stand out from the bar that they lie over.
fn over_bars(subject: &Subject<'_>) -> Vec<(Role, Colour, f64)> {
    let paper = subject.drawing.paper;
    let marks = || subject.drawing.marks.iter();
    let weak = |mark: &Mark| {
        let Shape::Line { stroke, .. } = &mark.shape else { return None };
        let middle = mark.extent().centre();
        let bar = marks()
            .filter(|bar| matches!(bar.role, Role::Bar | Role::Estimate))
            .find(|bar| bar.extent().holds(middle))?;
        let Shape::Area { fill, .. } = &bar.shape else { return None };
        let fill = fill.over(paper);
        let contrast = stroke.colour.over(fill).contrast(fill);
        (contrast < LEAST).then_some((Role::Within, stroke.colour, contrast))
    };
    let mut found: Vec<(Role, Colour, f64)> = Vec::new();
    for one in marks().filter(|mark| mark.role == Role::Within).filter_map(weak) {
        if found.iter().all(|known| known.1 != one.1) {
            found.push(one);
        }
    }
    found
}

/// Whether a part of a stack has its number in it, or right after it.
fn is_told(subject: &Subject<'_>, mark: &Mark) -> bool {
    const AFTER: f64 = 8.0;
    let part = mark.extent();
    let place = part.inset(0.0, 0.0, -AFTER, 0.0);
    let mut values = subject.texts().filter(|(_, text, _)| text.role == Role::Value && text.series == mark.series);
    mark.role == Role::Segment && values.any(|(_, text, _)| place.holds((text.extent().x, text.extent().centre().1)))
}
