//! C18: no label is struck through by a data line or covered by a point.

use super::{Rule, Subject, quoted};
use crate::chart::drawing::{Role, Shape};

pub(super) const RULE: Rule = Rule { code: "C18", about: "labels stand clear of points and lines", check };

/// How deep a mark may reach into the box of a text.
const SLACK: f64 = 1.5;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let labels =
        subject.texts().filter(|(_, mark, _)| !matches!(mark.role, Role::Footer | Role::Title | Role::Subtitle));
    let mut found = Vec::new();
    for (own, _, text) in labels {
        let core = text.extent().inset(SLACK, SLACK, SLACK, SLACK);
        let hit = subject.drawing.marks.iter().enumerate().any(|(at, mark)| match (&mark.shape, mark.role) {
            (Shape::Line { points, .. }, Role::Fit | Role::Bridge | Role::Whisker) => {
                points.windows(2).any(|w| core.crossed_by(w[0], w[1]))
            }
            // Lines to read by may pass behind a text, never over it.
            (Shape::Line { points, .. }, Role::Axis | Role::Reference | Role::Event) if at > own => {
                points.windows(2).any(|w| core.crossed_by(w[0], w[1]))
            }
            (Shape::Circle { .. } | Shape::Area { .. }, Role::Estimate) => {
                let (across, down) = mark.extent().overlap(&core);
                across > 0.0 && down > 0.0
            }
            _ => false,
        });
        if hit {
            found.push(format!(
                "{} stands on a point or a line: enlarge the picture or draw fewer series",
                quoted(&text.text)
            ));
        }
    }
    found
}
