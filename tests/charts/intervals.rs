//! Intervals in lines or in numbers, and what the footer says where a picture has no room for them, or none of them are known.

use crate::samples;
use topline::chart::drawing::Role;
use topline::chart::figures::{Figures, Part, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn draw(kind: &str, figures: &Figures, size: Size) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn footer(picture: &Picture) -> String {
    let texts = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Footer).filter_map(|mark| mark.text());
    texts.map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn shows(picture: &Picture, role: Role) -> bool {
    picture.drawing.marks.iter().any(|mark| mark.role == role)
}

/// Changes none of which is more than chance, so that no bold number has to be explained.
fn small_changes() -> Figures {
    let mut figures = samples::dumbbell();
    figures.title = None;
    figures.rows.iter_mut().filter(|row| row.part == Part::Change).for_each(|row| row.significant = Some(false));
    figures
}

#[test]
fn intervals_in_brackets_are_intervals() {
    let picture = draw("dumbbell", &small_changes(), Size::SCREEN);
    assert!(shows(&picture, Role::Interval));
    assert_eq!(picture.findings, []);
    assert!(footer(&picture).contains("In brackets: the change’s own 95% interval. ≈"), "{}", footer(&picture));
}

#[test]
fn what_decides_whether_a_change_is_more_than_chance_is_named() {
    let mut figures = small_changes();
    let excludes = |row: &Row| row.widest().is_some_and(|bounds| bounds.low > 0.0 || bounds.high < 0.0);
    assert!(figures.rows.iter().any(|row| row.part == Part::Change && excludes(row)), "an interval beyond zero");
    let adjusted = draw("dumbbell", &figures, Size::SCREEN);
    let said = "≈:\u{a0}adjusted for several comparisons, the change may be chance";
    assert!(footer(&adjusted).contains(said), "{}", footer(&adjusted));
    assert!(adjusted.alt.contains("may be chance adjusted for several comparisons"), "{}", adjusted.alt);
    assert!(!adjusted.csv.contains(",significant"), "{}", adjusted.csv);
    figures.notes.unadjusted = true;
    let by_itself = draw("dumbbell", &figures, Size::SCREEN);
    assert!(footer(&by_itself).contains("≈:\u{a0}by its test, the change may be chance"), "{}", footer(&by_itself));
    // Where the interval tells, no test is named.
    figures.rows.retain(|row| row.part != Part::Change || !excludes(row));
    let open = footer(&draw("dumbbell", &figures, Size::SCREEN));
    assert!(open.contains("≈:\u{a0}the change may be chance"), "{open}");
}

#[test]
fn a_change_is_judged_with_rounding_in_brackets_marks_and_numbers_alike() {
    let mut figures = small_changes();
    figures.notes.outer = Some("rounding of printed figures".to_owned());
    for row in figures.rows.iter_mut().filter(|row| row.part == Part::Change) {
        let value = row.value.unwrap();
        *row = Row { significant: Some(true), ..row.clone() }.inner(value - 1e-6, value + 1e-6).outer(-0.5, 0.5);
    }
    let picture = draw("dumbbell", &figures, Size::SCREEN);
    let said = "In brackets: the change’s own 95% interval with rounding of printed figures. ≈:\u{a0}the change may be";
    assert!(footer(&picture).contains(said), "{}", footer(&picture));
    assert!(picture.csv.contains(",not-significant") && !picture.csv.contains(",significant"), "{}", picture.csv);
}

#[test]
fn a_picture_too_narrow_for_its_intervals_says_so() {
    for kind in ["dumbbell", "likert"] {
        let mut figures = if kind == "likert" { samples::likert() } else { small_changes() };
        // Names leave little room for numbers.
        let long = |name: &mut String| name.push_str(" und alles, was sonst noch dazugehört");
        figures.rows.iter_mut().filter_map(|row| row.item.as_mut()).for_each(long);
        figures
            .rows
            .iter_mut()
            .filter(|row| row.part == Part::Net)
            .filter_map(|row| row.answer.as_mut())
            .for_each(long);
        let wide = draw(kind, &figures, Size::SCREEN);
        assert!(shows(&wide, Role::Interval) && !footer(&wide).contains("not shown"), "{kind}: {}", footer(&wide));
        let (of_kind, theme) = (kinds::kind(kind).unwrap(), Theme::named("light").unwrap());
        let sizes = (240..700).step_by(20).map(|width| Size::new(width, 900).unwrap());
        let drawn: Vec<Picture> = sizes.filter_map(|size| render(of_kind, &figures, &theme, size).ok()).collect();
        let bare = drawn.iter().find(|picture| !shows(picture, Role::Interval));
        let bare = bare.unwrap_or_else(|| panic!("{kind} always has room"));
        let (said, changes) = (footer(bare), "The changes’ own intervals have no room");
        let wanted = if kind == "likert" { "Intervals are not shown." } else { changes };
        assert!(said.contains(wanted) && !said.contains("n brackets"), "{kind}: {said}");
        assert!(bare.findings.iter().all(|finding| finding.code != "C09"), "{:?}", bare.findings);
    }
}

#[test]
fn whoever_has_no_intervals_is_told_what_to_state() {
    let mut figures = samples::dots();
    figures.rows.iter_mut().for_each(|row| (row.inner, row.outer) = (None, None));
    let found = draw("dots", &figures, Size::SCREEN).findings;
    assert!(
        found.iter().any(|finding| finding.code == "C09" && finding.message.contains("--n and --deff")),
        "{found:?}"
    );
}

#[test]
fn every_kind_shows_its_intervals_or_says_that_it_does_not() {
    for (name, kind, figures) in samples::all() {
        for size in crate::stress::sizes() {
            let picture = draw(kind, &figures, size);
            let shown = picture.drawing.marks.iter().any(|mark| mark.role.shows_interval());
            let said = footer(&picture).contains("Intervals are not shown");
            assert!(shown != said, "{name} at {}: {}", size.width(), footer(&picture));
        }
    }
}

#[test]
fn margins_stand_alone_in_a_square_without_room_for_the_spread() {
    let mut figures = samples::weights();
    let picture = draw("weights", &figures, Size::SQUARE);
    let headings = |picture: &Picture| {
        let marks = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Heading);
        marks.filter_map(|mark| mark.text()).map(|text| text.text.clone()).collect::<Vec<_>>()
    };
    assert!(headings(&picture).iter().any(|text| text == "Respondents by weight"));
    for row in figures.rows.iter_mut().filter_map(|row| row.group.as_mut()) {
        row.level = format!("{} und alle, die sonst noch dazugehören und mitgezählt werden", row.level).into();
    }
    let more: Vec<_> = figures.rows.iter().filter(|row| row.group.is_some()).cloned().collect();
    for mut row in more {
        let group = row.group.as_mut().unwrap();
        group.level = format!("{}, weitere", group.level).into();
        figures.rows.push(row);
    }
    let crowded = draw("weights", &figures, Size::SQUARE);
    let shown = headings(&crowded);
    assert!(shown.iter().any(|text| text == "Margins"), "{shown:?}");
    assert!(!shown.iter().any(|text| text == "Respondents by weight"), "{shown:?}");
}
