//! C05: colours of series can be told apart with all cones, and without the red, green or blue ones.

use super::{Rule, Subject};
use crate::chart::colour::{Colour, Sight};
use crate::chart::drawing::{Role, Shape};

pub(super) const RULE: Rule =
    Rule { code: "C05", about: "series can be told apart under protanopia, deuteranopia and tritanopia", check };

/// Least distance in OKLab (black to white is 100). Steps of one ramp differ by about 10.
pub(in crate::chart) const LEAST: f64 = 6.0;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let mut colours: Vec<(usize, Colour)> = Vec::new();
    for mark in &subject.drawing.marks {
        let identifies = matches!(mark.role, Role::Fit | Role::Estimate | Role::Bar | Role::Segment);
        let Some(series) = mark.series.filter(|_| identifies) else { continue };
        let colour = match &mark.shape {
            Shape::Line { stroke, .. } => Some(stroke.colour),
            Shape::Area { fill, .. } => Some(*fill),
            Shape::Circle { fill, outline, .. } => {
                // A hollow mark has its colour in its ring.
                let hollow = fill.is_none_or(|fill| fill.alpha < 1.0 || fill == subject.drawing.paper);
                outline.map(|o| o.colour).filter(|_| hollow).or(*fill)
            }
            Shape::Text(_) => None,
        };
        if let Some(colour) = colour.filter(|_| colours.iter().all(|(known, _)| *known != series)) {
            colours.push((series, colour.over(subject.drawing.paper)));
        }
    }
    let mut found = Vec::new();
    for (at, (_, a)) in colours.iter().enumerate() {
        for (_, b) in &colours[..at] {
            let worst = Sight::ALL.map(|sight| (a.distance(*b, sight), sight));
            let worst = worst.into_iter().min_by(|x, y| x.0.total_cmp(&y.0));
            if let Some((distance, sight)) = worst.filter(|(distance, _)| *distance < LEAST) {
                let words = format!("{b} and {a} look alike under {sight} (distance {distance:.1}, {LEAST} is needed)");
                found.push(format!("{words}: change them in the theme or the study, or draw fewer series"));
            }
        }
    }
    found
}
