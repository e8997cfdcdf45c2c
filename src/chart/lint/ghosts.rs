//! C21: lines of other panels stay behind those of a panel: too pale, and too thin, to be read as data of its own.

use super::{Rule, Subject};
use crate::chart::drawing::{Mark, Role, Shape};

pub(super) const RULE: Rule =
    Rule { code: "C21", about: "lines of other panels are paler and thinner than data", check };

/// What stands out from the paper by this much is read as data (C04).
const DATA: f64 = 3.0;

fn check(subject: &Subject<'_>) -> Vec<String> {
    let paper = subject.drawing.paper;
    let strokes = |role: Role| {
        let stroke = |mark: &Mark| match &mark.shape {
            Shape::Line { stroke, .. } => Some(*stroke),
            _ => None,
        };
        subject.drawing.marks.iter().filter(move |mark| mark.role == role).filter_map(stroke)
    };
    let thinnest = strokes(Role::Fit).map(|stroke| stroke.width).fold(f64::INFINITY, f64::min);
    let is_loud = |colour: crate::chart::colour::Colour| colour.over(paper).contrast(paper) >= DATA;
    let loud = strokes(Role::Ghost).filter(|stroke| is_loud(stroke.colour) || stroke.width >= thinnest).count();
    let words = || format!("{loud} lines of other panels look like lines of their panel: draw them paler and thinner");
    (loud > 0).then(words).into_iter().collect()
}
