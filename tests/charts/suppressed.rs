//! Stacks of weak and suppressed numbers.

use crate::samples;
use crate::stacks::{draw, marks, stacks};
use topline::chart::drawing::Role;
use topline::chart::figures::{AnswerOrder, Figures, Part, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};
use topline::survey;

#[test]
fn weak_numbers_of_stacks_have_daggers_and_suppressed_sums_a_dash() {
    let mut figures = samples::likert();
    let reason = |row: &mut Row, why: &str| row.reason = Some(why.to_owned());
    (figures.rows[0].low_precision, figures.rows[6].low_precision) = (true, false);
    reason(&mut figures.rows[0], "fewer than 50 people");
    let nets: Vec<usize> = (0..figures.rows.len()).filter(|at| figures.rows[*at].part == Part::Net).collect();
    let weak = &mut figures.rows[nets[1]];
    weak.low_precision = true;
    reason(weak, "fewer than 50 people");
    let gone = &mut figures.rows[nets[2]];
    (gone.value, gone.inner, gone.outer) = (None, None, None);
    reason(gone, "fewer than 30 people");
    for size in [Size::SCREEN, Size::SQUARE] {
        let picture = draw(&figures, size).unwrap();
        let texts = |role: Role| -> Vec<&str> {
            marks(&picture, role).into_iter().filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
        };
        let values = texts(Role::Value);
        assert_eq!(values.iter().filter(|text| **text == "–").count(), 1, "{values:?}");
        let daggers: Vec<&&str> = values.iter().filter(|text| text.ends_with('†')).collect();
        assert_eq!(daggers, [&"42%†", &"76%†"], "{values:?}");
        let footer = texts(Role::Footer).join(" ");
        assert!(footer.contains("†: low precision (fewer than 50 people)."), "{footer}");
        assert!(!footer.contains("hollow") && footer.contains("Not shown (fewer than 30 people)."), "{footer}");
        assert_eq!(picture.findings, []);
    }
}

#[test]
fn the_footer_names_the_marks_of_low_precision_that_are_drawn() {
    let said = |kind: &str, mut figures: Figures, weak: usize| {
        figures.rows.iter_mut().filter(|row| row.part == Part::Estimate).nth(weak).unwrap().low_precision = true;
        let picture =
            render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap();
        let footer = marks(&picture, Role::Footer).into_iter().filter_map(|mark| Some(mark.text()?.text.clone()));
        footer.collect::<Vec<_>>().join(" ")
    };
    for (kind, figures, says) in [
        ("bars", samples::bars(), "† or hollow: low precision."),
        ("table", samples::heat(), "†: low precision."),
        ("heat", samples::heat(), "†: low precision."),
        ("trend", samples::trend(), "Hollow: low precision."),
        ("area", samples::area(), "Some figures have low precision."),
    ] {
        let footer = said(kind, figures, 1);
        assert!(footer.contains(says), "{kind}: {footer}");
    }
}

#[test]
fn what_is_suppressed_is_an_explicit_gap() {
    let mut figures = stacks(&[[0.3, 0.3, 0.2, 0.1, 0.1], [0.2, 0.4, 0.2, 0.1, 0.1], [0.1, 0.5, 0.2, 0.1, 0.1]]);
    let gone = |row: &mut Row| (row.value, row.reason) = (None, Some("fewer than 30 people".to_owned()));
    figures.rows[10..].iter_mut().for_each(gone);
    let texts = |picture: &Picture, role: Role| -> Vec<String> {
        marks(picture, role).into_iter().filter_map(|mark| Some(mark.text()?.text.clone())).collect()
    };
    let said = "not shown: fewer than 30 people";
    for diverging in [false, true] {
        let picture = draw(&Figures { diverging, ..figures.clone() }, Size::SCREEN).unwrap();
        assert_eq!(texts(&picture, Role::Remark), [said]);
    }
    gone(&mut figures.rows[5]);
    let values = texts(&draw(&figures, Size::SCREEN).unwrap(), Role::Value);
    assert_eq!(values.iter().filter(|text| *text == "–").count(), 3, "it, and sums of what is suppressed: {values:?}");
    for row in &mut figures.rows {
        row.series = row.answer.take();
    }
    let bars = render(kinds::kind("bars").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap();
    let dashes = texts(&bars, Role::Value).iter().filter(|text| *text == "–").count();
    assert_eq!((texts(&bars, Role::Remark), dashes), (vec![said.to_owned()], 1));
}

#[test]
fn numbers_after_the_last_boxes_end_within_the_picture() {
    let items = [
        ("The armed forces of the country", [0.64, 0.28, 0.04, 0.02, 0.02]),
        ("Volunteers and charitable organisations", [0.39, 0.42, 0.09, 0.04, 0.06]),
        ("The president of the country", [0.22, 0.36, 0.18, 0.20, 0.04]),
        ("The security service", [0.18, 0.40, 0.18, 0.14, 0.10]),
        ("Parliament as the house of the people", [0.03, 0.11, 0.30, 0.49, 0.07]),
        ("Courts and the system of justice", [0.03, 0.13, 0.31, 0.41, 0.12]),
    ];
    let names = ["all of it", "most of it", "hardly any", "none of it", "hard to say"];
    let rows = items.iter().flat_map(|(item, shares)| {
        let row = move |(answer, share): (&&str, f64)| Row::new(share).item(*item).answer(*answer).base(2010.0, 1436.0);
        names.iter().zip(*shares).map(row).collect::<Vec<_>>()
    });
    let role = |name: &str| if name == "hard to say" { survey::Role::DontKnow } else { survey::Role::Plain };
    let answers = names.map(|name| AnswerOrder { name: name.to_owned(), role: role(name) }).into();
    let figures = Figures { rows: rows.collect(), answers, ..Figures::default() };
    for width in 340..460 {
        let picture = draw(&figures, Size::wide(width).unwrap()).unwrap();
        let right = marks(&picture, Role::Value).into_iter().map(|mark| mark.extent().right()).fold(0.0, f64::max);
        assert!(right <= f64::from(width) - 16.0 + 0.5, "{width}: {right}");
    }
}
