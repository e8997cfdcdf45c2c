//! What a newspaper expects of areas: names where they have room, and lines to read by that strike no text.

use crate::press::{draw, line, marks, texts_of};
use crate::samples;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, Row};
use topline::chart::{Size, Theme, kinds, render};
use topline::survey;

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
fn names_stand_in_the_areas_where_all_have_room_and_else_all_beside_them() {
    let thin = [("good", 0.45, 0.02), ("bad", 0.42, -0.02), ("refused", 0.02, 0.0), ("don't know", 0.11, 0.0)];
    let thick = [("good", 0.37, 0.02), ("bad", 0.42, -0.02), ("refused", 0.10, 0.0), ("don't know", 0.11, 0.0)];
    for (shares, inside) in [(thin, false), (thick, true)] {
        let picture = draw("area", &stacked(&shares));
        let labels = marks(&picture, Role::Label);
        let areas = marks(&picture, Role::Segment);
        let right = areas.iter().map(|area| area.extent().right()).fold(0.0, f64::max);
        let words = |beyond: bool| -> Vec<&str> {
            let there = labels.iter().filter(|mark| (mark.extent().x > right) == beyond);
            there.map(|mark| mark.text().unwrap().text.as_str()).collect()
        };
        let (within, beyond) = (words(false), words(true));
        assert_eq!(within.len(), if inside { 4 } else { 0 }, "{within:?}");
        assert_eq!(beyond.iter().filter(|text| text.chars().any(char::is_alphabetic)).count(), 4 - within.len());
        for label in labels.iter().filter(|mark| mark.extent().x < right) {
            let own = areas.iter().find(|area| area.series == label.series).unwrap();
            let within = own.extent().overlap(&label.extent()).1 > 0.9 * label.extent().height;
            assert!(within, "{} in its area", label.text().unwrap().text);
        }
    }
}

#[test]
fn rounded_answers_fill_the_plot_and_keep_their_numbers() {
    let rounded = |rest: f64| [("good", 0.37, 0.0), ("bad", 0.33, 0.0), ("refused", rest, 0.0)];
    let top = |rest: f64| {
        let picture = draw("area", &stacked(&rounded(rest)));
        assert!(texts_of(&picture, Role::Value).contains(&format!("{:.0}%", rest * 100.0)));
        let areas = marks(&picture, Role::Segment);
        areas.iter().map(|area| area.extent().y).fold(f64::INFINITY, f64::min)
    };
    assert!((top(0.29) - top(0.30)).abs() < 0.01 && (top(0.31) - top(0.30)).abs() < 0.01, "99 and 101 are 100 rounded");
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

#[test]
fn waves_of_whole_years_are_told_as_years_in_title_axis_and_alt_text() {
    let row = |answer: &str, share: f64, year: usize| {
        let day = [18_809.0, 19_174.0, 19_539.0][year - 2021];
        Row::new(share).inner(share - 0.03, share + 0.03).answer(answer).base(1000.0, 900.0).at(day, year.to_string())
    };
    let waves = (2021..=2023).flat_map(|year| [row("good", 0.6, year), row("bad", 0.4, year)]);
    let figures = Figures { rows: waves.collect(), notes: samples::notes(), ..Figures::default() };
    for kind in ["area", "trend"] {
        let picture = draw(kind, &figures);
        let texts: Vec<&str> = picture.drawing.marks.iter().filter_map(|mark| Some(&*mark.text()?.text)).collect();
        assert!(texts.iter().any(|text| text.ends_with("2021 – 2023")), "{kind}: {texts:?}");
        assert!(["2021", "2022", "2023"].iter().all(|year| texts.contains(year)), "{kind}: {texts:?}");
        assert!(!texts.iter().any(|text| text.contains("Jul")), "{kind}: {texts:?}");
        assert!(picture.alt.contains("2021 to 2023") && !picture.alt.contains("Jul"), "{kind}: {}", picture.alt);
    }
}

#[test]
fn ticks_stand_at_the_dates_that_are_named_and_dots_at_polls() {
    for (days, dots) in [
        (vec![19_000.0, 19_100.0, 19_200.0, 19_300.0], 0),
        ((0..14).map(|at| 19_010.0 + 37.0 * f64::from(at)).collect(), 14),
    ] {
        let row = |day: f64, answer: &str, share: f64| {
            Row::new(share).answer(answer).base(900.0, 900.0).at(day, format!("{day}"))
        };
        let rows = days.iter().flat_map(|day| [row(*day, "good", 0.6), row(*day, "bad", 0.4)]).collect();
        let picture = draw("area", &Figures { rows, notes: samples::notes(), ..Figures::default() });
        let bottom = marks(&picture, Role::Segment).iter().map(|area| area.extent().bottom()).fold(0.0, f64::max);
        let (circles, lines): (Vec<_>, Vec<_>) =
            marks(&picture, Role::Grid).into_iter().partition(|mark| matches!(mark.shape, Shape::Circle { .. }));
        assert_eq!(circles.len(), dots);
        assert_eq!(texts_of(&picture, Role::Footer).join(" ").contains("Dots over the areas: polls"), dots > 0);
        let ticks: Vec<f64> =
            lines.iter().map(|mark| mark.extent()).filter(|e| e.y > bottom && e.width < 1.0).map(|e| e.x).collect();
        let names: Vec<&Mark> =
            marks(&picture, Role::Tick).into_iter().filter(|mark| mark.text().unwrap().at.1 > bottom + 8.0).collect();
        assert!(ticks.len() > 2);
        for x in names.iter().map(|mark| mark.text().unwrap().at.0) {
            assert!(ticks.iter().any(|tick| (tick - x).abs() < 1.0), "{x} of {ticks:?}");
        }
        for tick in &ticks {
            assert!(names.iter().any(|mark| (mark.text().unwrap().at.0 - tick).abs() < 1.0), "{tick} has no name");
        }
    }
}

#[test]
fn no_opinion_has_no_dark_edge_where_its_number_is_in_it() {
    let mut figures = stacked(&[("good", 0.40, 0.02), ("bad", 0.40, -0.02), ("don't know", 0.20, 0.0)]);
    let role = |name: &str| if name == "don't know" { survey::Role::DontKnow } else { survey::Role::Plain };
    figures.answers =
        ["good", "bad", "don't know"].map(|name| AnswerOrder { name: name.into(), role: role(name) }).into();
    let picture = draw("area", &figures);
    let edge = |mark: &&Mark| match &mark.shape {
        Shape::Area { outline, .. } => outline.map(|stroke| stroke.colour),
        _ => None,
    };
    let edges: Vec<_> = marks(&picture, Role::Segment).iter().map(edge).collect();
    assert_eq!(edges, [Some(picture.drawing.paper); 3]);
}

#[test]
fn values_at_both_ends_have_their_intervals_in_small_type() {
    let shares = [("talks", 0.4, 0.005), ("continue", 0.55, -0.0125), ("hard to say", 0.05, 0.0075)];
    let figures = Figures {
        rows: stacked(&shares)
            .rows
            .into_iter()
            .map(|row| {
                let value = row.value.unwrap();
                row.inner(value - 0.02, value + 0.02)
            })
            .collect(),
        ..stacked(&shares)
    };
    let picture = draw("area", &figures);
    let footer = texts_of(&picture, Role::Footer).join(" ");
    assert!(
        footer.contains("of the last poll, and of the first where they have room; those between are not"),
        "{footer}"
    );
    let mut intervals = texts_of(&picture, Role::Interval);
    intervals.sort_unstable();
    assert_eq!(intervals, ["38–42", "40–44", "48–52", "53–57", "6–10"]);
    // Names cut short keep their values, and these their intervals.
    let long =
        "a very long name of an answer that nobody would ever like to read in a picture as narrow as this one is";
    let mut cut = figures;
    cut.rows
        .iter_mut()
        .filter(|row| row.answer.as_deref() == Some("talks"))
        .for_each(|row| row.answer = Some(long.into()));
    cut.answers.iter_mut().filter(|answer| answer.name == "talks").for_each(|answer| answer.name = long.into());
    let (kind, theme) = (kinds::kind("area").unwrap(), Theme::named("light").unwrap());
    let narrow = render(kind, &cut, &theme, Size::wide(400).unwrap()).unwrap();
    assert!(texts_of(&narrow, Role::Interval).contains(&"40–44".to_owned()));
    let named = texts_of(&narrow, Role::Label);
    assert!(named.iter().any(|text| text.contains("42%")), "{named:?}");
}

/// Counts of respondents were never printed.
#[test]
fn numbers_are_as_printed_only_where_heights_are_not() {
    let said = |rest: f64| {
        let picture = draw("area", &stacked(&[("good", 0.37, 0.0), ("bad", 0.33, 0.0), ("refused", rest, 0.0)]));
        texts_of(&picture, Role::Footer).join(" ")
    };
    assert!(said(0.31).contains("as printed; heights: scaled to 100%"), "{}", said(0.31));
    assert!(said(0.30).contains("the first and the last poll.") && !said(0.30).contains("printed"), "{}", said(0.30));
}
