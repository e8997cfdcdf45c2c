//! C03: text stands out from what is under it by at least 4.5 to 1 (WCAG 2.1, 1.4.3).

use super::{Rule, Subject, quoted};
use crate::chart::colour::Colour;
use crate::chart::drawing::{Mark, Point, Shape};

pub(super) const RULE: Rule = Rule { code: "C03", about: "text has a contrast of at least 4.5 to 1", check };

const LEAST: f64 = 4.5;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let marks = &subject.drawing.marks;
    let weak = |(at, _, text): (usize, &Mark, &crate::chart::drawing::Text)| {
        // A text may reach from one fill into the next: both ends are looked at too.
        let (extent, middle) = (text.extent(), text.extent().centre());
        let places = [extent.x + 1.5, middle.0, extent.right() - 1.5].map(|x| (x, middle.1));
        let seen = places.map(|place| {
            let ground = ground(&marks[..at], place, subject.drawing.paper);
            (text.colour.over(ground).contrast(ground), ground)
        });
        let (contrast, ground) = seen.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let words = format!("{} has a contrast of {contrast:.1} to 1 on {ground}", quoted(&text.text));
        (contrast < LEAST).then(|| format!("{words}, 4.5 is needed: change the theme's colours"))
    };
    subject.texts().filter_map(weak).collect()
}

/// The colour at a place under what is drawn later.
fn ground(under: &[Mark], place: Point, paper: Colour) -> Colour {
    under.iter().fold(paper, |ground, mark| match &mark.shape {
        Shape::Area { points, fill, .. } if holds(points, place) => fill.over(ground),
        Shape::Circle { centre, radius, fill: Some(fill), .. }
            if (centre.0 - place.0).hypot(centre.1 - place.1) <= *radius =>
        {
            fill.over(ground)
        }
        _ => ground,
    })
}

/// Whether a polygon holds a place (a ray from it crosses the outline an odd number of times).
fn holds(points: &[Point], place: Point) -> bool {
    let ends = points.iter().zip(points.iter().cycle().skip(1));
    let crossed = ends.filter(|(a, b)| {
        let between = (a.1 > place.1) != (b.1 > place.1);
        between && place.0 < a.0 + (place.1 - a.1) / (b.1 - a.1) * (b.0 - a.0)
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polygons_hold_what_is_inside() {
        let notched = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 5.0), (0.0, 10.0)];
        assert!(holds(&notched, (2.0, 2.0)));
        assert!(!holds(&notched, (5.0, 8.0)), "in the notch");
        assert!(!holds(&notched, (12.0, 2.0)));
    }
}
