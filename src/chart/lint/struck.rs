//! C18: no label is struck through by a data line or covered by a point.

use super::{Rule, Subject, quoted};
use crate::chart::drawing::{Point, Rect, Role, Shape};

pub(super) const RULE: Rule = Rule { code: "C18", about: "labels stand clear of points and lines", check };

/// How deep a mark may reach into the box of a text.
const SLACK: f64 = 1.5;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let labels = subject.texts().filter(|(_, mark, _)| !matches!(mark.role, Role::Footer | Role::Title | Role::Subtitle));
    let mut found = Vec::new();
    for (_, _, text) in labels {
        let core = text.extent().inset(SLACK, SLACK, SLACK, SLACK);
        let hit = subject.drawing.marks.iter().any(|mark| match (&mark.shape, mark.role) {
            (Shape::Line { points, .. }, Role::Fit | Role::Bridge) => points.windows(2).any(|w| crosses(w[0], w[1], &core)),
            (Shape::Circle { .. } | Shape::Area { .. }, Role::Estimate) => {
                let (across, down) = mark.extent().overlap(&core);
                across > 0.0 && down > 0.0
            }
            _ => false,
        });
        if hit {
            found.push(format!("{} stands on a point or a line: enlarge the picture or draw fewer series", quoted(&text.text)));
        }
    }
    found
}

/// Whether a segment passes through a rectangle (Liang and Barsky's clipping).
fn crosses(from: Point, to: Point, rect: &Rect) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let sides = [
        (-dx, from.0 - rect.x),
        (dx, rect.right() - from.0),
        (-dy, from.1 - rect.y),
        (dy, rect.bottom() - from.1),
    ];
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (way, room) in sides {
        if way == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if way < 0.0 {
            enter = enter.max(room / way);
        } else {
            leave = leave.min(room / way);
        }
    }
    enter < leave
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_cross_or_miss() {
        let rect = Rect::new(10.0, 10.0, 10.0, 10.0);
        assert!(crosses((0.0, 15.0), (30.0, 15.0), &rect));
        assert!(crosses((12.0, 12.0), (13.0, 13.0), &rect), "wholly inside");
        assert!(!crosses((0.0, 0.0), (30.0, 5.0), &rect));
        assert!(!crosses((0.0, 15.0), (9.0, 15.0), &rect));
    }
}
