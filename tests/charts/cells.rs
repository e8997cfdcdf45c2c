//! The cells of a heat map: how strongly they are filled, and that their numbers read.

use crate::tables::{crossed, draw, extents, sided};
use topline::chart::drawing::{Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures};
use topline::chart::{Picture, Size, Theme, kinds, render};
use topline::survey;

#[test]
fn numbers_of_a_heat_map_have_one_ink_that_reads_on_strong_fills_and_need_no_key() {
    let value = |group: usize, answer: usize| [[0.05, 0.90], [0.10, 0.80], [0.40, 0.30]][group][answer];
    let spread = crossed(&["apples", "bread"], &["x", "y", "z"], true, &value);
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap();
        let inks = |figures: &Figures| {
            let picture = render(kinds::kind("heat").unwrap(), figures, &theme, Size::SCREEN).unwrap();
            assert!(!picture.findings.iter().any(|finding| finding.code == "C03"), "{:?}", picture.findings);
            assert!(picture.drawing.marks.iter().all(|mark| mark.role != Role::Key), "{name}");
            let values = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Value);
            values.filter_map(|mark| mark.text()).map(|text| text.colour).collect::<Vec<_>>()
        };
        let ink = theme.colours.ink;
        assert_eq!(inks(&spread), [ink; 6], "{name}: strong cells");
        assert_eq!(inks(&sided()), [ink; 12], "{name}: those of sides too");
    }
}

/// The cells of a heat map, row by row: fill, and from where to where.
pub(crate) fn filled(picture: &Picture) -> Vec<(topline::chart::colour::Colour, f64, f64)> {
    let cells = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Cell);
    let fill = |mark: &topline::chart::drawing::Mark| match &mark.shape {
        Shape::Area { fill, .. } => (*fill, mark.extent().x, mark.extent().right()),
        shape => panic!("{shape:?}"),
    };
    cells.map(fill).collect()
}

#[test]
fn equal_values_of_all_sides_are_equally_strong_in_a_heat_map_and_cells_fill_its_width() {
    let value = |group: usize, answer: usize| [[0.4, 0.4, 0.1], [0.1, 0.4, 0.4], [0.4, 0.1, 0.4]][group][answer];
    let mut figures = crossed(&["good", "neither", "bad"], &["x", "y", "z"], true, &value);
    let roles = [survey::Role::Positive, survey::Role::Neutral, survey::Role::Negative];
    let order = |(name, role): (&str, survey::Role)| AnswerOrder { name: name.into(), role };
    figures.answers = ["good", "neither", "bad"].into_iter().zip(roles).map(order).collect();
    let picture = draw("heat", &figures);
    let cells = filled(&picture);
    let strong: Vec<f64> = [0, 1, 5].iter().map(|at| cells[*at].0.contrast(picture.drawing.paper)).collect();
    assert!(strong.iter().all(|contrast| (contrast / strong[0] - 1.0).abs() < 0.08 && *contrast > 3.5), "{strong:?}");
    // No stronger than that their ink reads on them, and hardly less strong.
    let ink = Theme::named("light").unwrap().colours.ink;
    let read: Vec<f64> = [0, 1, 5].iter().map(|at| cells[*at].0.contrast(ink)).collect();
    assert!(read.iter().all(|contrast| (4.5..4.8).contains(contrast)), "{read:?}");
    let value = |_: usize, answer: usize| [0.7, 0.3][answer];
    let groups: Vec<String> = (0..14).map(|at| format!("group {at}")).collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let mut figures = crossed(&["yes", "no"], &groups, true, &value);
    let right = |picture: &Picture| filled(picture).iter().map(|cell| cell.2).fold(0.0, f64::max);
    let picture = draw("heat", &figures);
    let margins = extents(&picture, Role::Interval).iter().map(|margin| margin.x).fold(f64::INFINITY, f64::min);
    let gap = margins - right(&picture);
    assert!((10.0..40.0).contains(&gap), "cells reach to the margins: {gap} from {margins}");
    figures.notes.intervals_off = true;
    let picture = draw("heat", &figures);
    assert!(right(&picture) > picture.drawing.width - 30.0, "{} of {}", right(&picture), picture.drawing.width);
}
