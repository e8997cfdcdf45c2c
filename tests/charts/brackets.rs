//! Brackets over stacks with long names, and what stands by their sums.

use crate::stacks::{SHARES, draw, marks, net, stacks, texts};
use topline::chart::Size;
use topline::chart::drawing::{Anchor, Mark, Role};
use topline::chart::figures::{AnswerOrder, Figures, Part, Row};
use topline::survey;

const LONG: &str = "all who say good in some way";

/// Stacks with a sum of their first two answers, known with rounding and without.
fn summed() -> Figures {
    let mut figures = stacks(&SHARES[..2]);
    figures.nets = vec![net(LONG, &["very good", "rather good"])];
    figures.answers.push(AnswerOrder { name: LONG.to_owned(), role: survey::Role::Positive });
    let row = |at| Row::new(0.6).inner(0.56, 0.64).outer(0.51, 0.69).group("region", &format!("region {at}"));
    figures.rows.extend((0..2).map(|at| row(at).part(Part::Net).answer(LONG)));
    figures.notes.outer = Some("rounding".to_owned());
    figures
}

#[test]
fn the_name_of_a_bracket_stands_over_no_answer_beside_it() {
    let mut seen = 0;
    for diverging in [false, true] {
        let figures = Figures { diverging, ..summed() };
        for picture in (320..900).step_by(20).filter_map(|width| draw(&figures, Size::wide(width).unwrap()).ok()) {
            let Some(bracket) = marks(&picture, Role::Leader).first().map(|mark| mark.extent()) else { continue };
            let middle = |mark: &&&Mark| mark.text().is_some_and(|text| text.anchor == Anchor::Middle);
            let headings = marks(&picture, Role::Heading);
            for name in headings.iter().filter(middle).map(|mark| mark.extent()) {
                assert!(name.right() <= bracket.right() + 12.5, "{name:?} over {bracket:?}");
                seen += 1;
            }
            // The middle of the scale begins under it.
            let top = marks(&picture, Role::Axis).first().map(|mark| mark.extent().y);
            assert!(top.is_none_or(|top| top >= bracket.bottom()), "{top:?} {bracket:?}");
            assert!(picture.findings.iter().all(|finding| finding.code != "C18"), "{:?}", picture.findings);
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn sums_have_their_widest_interval_as_in_a_table() {
    let picture = draw(&summed(), Size::SCREEN).unwrap();
    assert_eq!(texts(&picture, Role::Interval), ["51–69"; 2]);
    let said = texts(&picture, Role::Footer).join(" ");
    assert!(said.contains("Small, by sums: intervals with rounding"), "{said}");
}

#[test]
fn bars_under_their_names_fill_a_square() {
    let mut figures = stacks(&SHARES);
    for row in &mut figures.rows {
        let name = row.group.take().unwrap().level;
        row.item = Some(format!("{name}: the government should spend more money on public hospitals than it does"));
    }
    let picture = draw(&figures, Size::SQUARE).unwrap();
    let names = marks(&picture, Role::Name);
    let bars = marks(&picture, Role::Segment);
    assert!(names[0].extent().x <= bars[0].extent().x + 0.5, "names stand over bars");
    assert!(bars[0].extent().height > 45.0, "{:?}", bars[0].extent());
}
