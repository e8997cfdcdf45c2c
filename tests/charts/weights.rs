//! Pictures of weights: those that are all equal, and margins in narrow pictures.

use crate::command_line::Folder;
use crate::samples;
use topline::chart::drawing::Role;
use topline::chart::figures::Part;
use topline::chart::{Size, Theme, kinds, render};
use topline::survey::Group;

#[test]
fn equal_weights_stand_in_the_middle_of_their_axis_and_say_so() {
    let folder = Folder::new();
    let drawn = folder.svg(&["inspect", "tests/reference/data/apisrs.csv", "--weight", "pw", "--question", "stype"]);
    assert!(drawn.contains(">All weights are equal<") && drawn.contains(">2.0<"), "{drawn}");
    assert!(!drawn.contains("Design effect of the weights"));
}

#[test]
fn margins_of_a_narrow_picture_use_their_axis() {
    let mut figures = samples::weights();
    figures.rows.retain(|row| row.part == Part::Estimate);
    // Long names leave room for few ticks.
    for group in figures.rows.iter_mut().filter_map(|row| row.group.as_mut()) {
        *group = Group::new(&*group.variable, format!("{} of the villages and the small towns", group.level));
    }
    let kind = kinds::kind("weights").unwrap();
    let picture = render(kind, &figures, &Theme::named("light").unwrap(), Size::wide(400).unwrap()).unwrap();
    assert_eq!(picture.findings, []);
    let ticks = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Tick).filter_map(|mark| mark.text());
    let ticks: Vec<&str> = ticks.map(|text| text.text.as_str()).collect();
    assert_eq!(ticks, ["0%", "70%"], "the largest is 61%");
}
