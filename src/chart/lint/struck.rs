//! C18: no label is struck through by a data line, covered by a point, or laid over a bar that it does not belong to.

use super::{Rule, Subject, quoted};
use crate::chart::drawing::{Mark, Rect, Role, Shape};

pub(super) const RULE: Rule =
    Rule { code: "C18", about: "labels stand clear of points, lines and the bars of others", check };

/// How deep a mark may reach into the box of a text.
const SLACK: f64 = 1.5;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let labels =
        subject.texts().filter(|(_, mark, _)| !matches!(mark.role, Role::Footer | Role::Title | Role::Subtitle));
    let mut found = Vec::new();
    for (own, label, text) in labels {
        // Values and names of series stand in bars of their own, whole; other texts never do.
        let of_bars = label.role == Role::Value || (label.role == Role::Label && label.series.is_some());
        let core = text.extent().inset(SLACK, SLACK, SLACK, SLACK);
        let hit = subject.drawing.marks.iter().enumerate().any(|(at, mark)| match (&mark.shape, mark.role) {
            (Shape::Line { points, .. }, Role::Fit | Role::Bridge | Role::Whisker) => {
                points.windows(2).any(|w| core.crossed_by(w[0], w[1]))
            }
            // Lines to read by may pass behind a text with a ground of its own, never over it.
            (Shape::Line { points, .. }, Role::Axis | Role::Reference | Role::Event) => {
                let grounded = || at < own && subject.drawing.marks[at..own].iter().any(|mark| is_ground(mark, &core));
                points.windows(2).any(|w| core.crossed_by(w[0], w[1])) && !grounded()
            }
            (Shape::Circle { .. } | Shape::Area { .. }, Role::Estimate | Role::Disc) => {
                let (across, down) = mark.extent().overlap(&core);
                across > 0.0 && down > 0.0
            }
            (Shape::Area { .. }, Role::Bar) => laid_over(&core, &mark.extent(), of_bars),
            _ => false,
        });
        if hit {
            found.push(format!(
                "{} stands on a point, a line or a bar: enlarge the picture or draw fewer series",
                quoted(&text.text)
            ));
        }
    }
    found
}

/// Whether a mark is drawn all behind a text.
fn is_ground(mark: &Mark, text: &Rect) -> bool {
    let (across, down) = mark.extent().overlap(text);
    matches!(mark.shape, Shape::Area { .. }) && across >= text.width - 1e-6 && down >= text.height - 1e-6
}

/// Whether a text hides a part of a bar. One of the bar's own may stand wholly in it.
fn laid_over(text: &Rect, bar: &Rect, own: bool) -> bool {
    let (across, down) = text.overlap(bar);
    across > 0.0 && down > 0.0 && !(own && across >= text.width - 1e-6)
}
