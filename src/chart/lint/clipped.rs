//! C02: nothing reaches past the edges of the picture.

use super::{Rule, Subject, quoted};
use crate::chart::drawing::Rect;

pub(super) const RULE: Rule = Rule { code: "C02", about: "nothing reaches past the edges of the picture", check };

const SLACK: f64 = 0.5;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let sheet = Rect::new(-SLACK, -SLACK, subject.drawing.width + 2.0 * SLACK, subject.drawing.height + 2.0 * SLACK);
    let inside = |r: &Rect| sheet.holds((r.x, r.y)) && sheet.holds((r.right(), r.bottom()));
    let outside = subject.drawing.marks.iter().filter(|mark| !inside(&mark.extent()));
    outside
        .map(|mark| {
            let what = mark.text().map_or_else(|| format!("a mark ({:?})", mark.role), |text| quoted(&text.text));
            format!("{what} is cut by the edge of the picture: enlarge it or shorten the labels")
        })
        .collect()
}
