//! What a newspaper expects of areas: names where they have room, and lines to read by that strike no text.

use crate::press::{draw, line, marks, texts_of};
use crate::samples;
use topline::chart::drawing::{Mark, Role};
use topline::chart::figures::{Figures, Row};

/// Answers at five dates; each share moves by its `drift` from one to the next.
fn stacked(shares: &[(&str, f64, f64)]) -> Figures {
    let row = |(answer, p, drift): &(&str, f64, f64), wave: usize| {
        let row = Row::new(p + drift * wave as f64).answer(*answer).base(1000.0, 900.0);
        row.at(19_000.0 + 90.0 * wave as f64, format!("w{wave}"))
    };
    let rows = shares.iter().flat_map(|share| (0..5).map(move |wave| row(share, wave))).collect();
    Figures { rows, notes: samples::notes(), ..Figures::default() }
}

#[test]
fn names_stand_in_the_areas_that_have_room_for_them_and_beside_the_others() {
    let shares = [("good", 0.45, 0.02), ("bad", 0.42, -0.02), ("refused", 0.02, 0.0), ("don't know", 0.11, 0.0)];
    let picture = draw("area", &stacked(&shares));
    let labels = texts_of(&picture, Role::Label);
    let areas = marks(&picture, Role::Segment);
    let right = areas.iter().map(|area| area.extent().right()).fold(0.0, f64::max);
    for (inside, name) in [(true, "Good"), (true, "Bad"), (true, "Don't know"), (false, "Refused 2%")] {
        let found = marks(&picture, Role::Label).into_iter().find(|mark| mark.text().unwrap().text == name);
        let label = found.unwrap_or_else(|| panic!("{name} of {labels:?}"));
        assert_eq!(label.extent().right() < right, inside, "{name}");
        let own = areas.iter().find(|area| area.series == label.series).unwrap();
        let within = own.extent().overlap(&label.extent()).1 > 0.9 * label.extent().height;
        assert!(!inside || within, "{name} in its area");
    }
}

#[test]
fn a_name_stands_where_its_area_is_thickest() {
    let picture = draw("area", &stacked(&[("good", 0.05, 0.2), ("bad", 0.95, -0.2)]));
    let places: Vec<f64> = ["Good", "Bad"]
        .map(|name| marks(&picture, Role::Label).into_iter().find(|mark| mark.text().unwrap().text == name).unwrap())
        .map(|label| label.text().unwrap().at.0)
        .into();
    assert!(places[0] > 0.6 * picture.drawing.width && places[1] < 0.4 * picture.drawing.width, "{places:?}");
}

#[test]
fn lines_to_read_by_strike_no_text_in_an_area() {
    // The middle answer, its name and its first value stand about 50 %.
    let picture = draw("area", &stacked(&[("good", 0.38, 0.0), ("neither", 0.24, 0.0), ("bad", 0.38, 0.0)]));
    let texts = picture.drawing.marks.iter().enumerate().filter(|(_, m)| matches!(m.role, Role::Label | Role::Value));
    let mut over = 0;
    for (at, mark) in texts {
        let struck = |grid: &Mark| mark.extent().crossed_by(line(grid).0[0], line(grid).0[1]);
        if marks(&picture, Role::Grid).into_iter().any(struck) {
            over += 1;
            let before = &picture.drawing.marks[at - 1];
            assert_eq!(before.role, Role::Halo, "{:?} is struck through", mark.text().unwrap().text);
        }
    }
    assert_eq!(over, 2, "a name and a value");
}
