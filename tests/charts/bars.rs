//! Bars: numbers in one manner, answers outside a scale flat and calm, and grey for these alone.

use crate::command_line::Folder;
use crate::samples;
use topline::chart::colour::Colour;
use topline::chart::drawing::{Mark, Rect, Role, Shape, Stroke};
use topline::chart::figures::{AnswerOrder, Figures, GroupOrder, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};
use topline::survey;

const PARTIES: [(&str, f64, survey::Role); 6] = [
    ("social democrats", 0.31, survey::Role::Plain),
    ("christian union", 0.27, survey::Role::Plain),
    ("greens", 0.16, survey::Role::Plain),
    ("liberals", 0.06, survey::Role::Plain),
    ("pirates", 0.01, survey::Role::Plain),
    ("undecided", 0.19, survey::Role::DontKnow),
];

fn answers() -> Vec<AnswerOrder> {
    PARTIES.map(|(name, _, role)| AnswerOrder { name: name.to_owned(), role }).into()
}

fn row(value: f64) -> Row {
    let of = Row::new(value).base(900.0, 700.0);
    of.inner((value - 0.03).max(0.001), value + 0.03).outer((value - 0.04).max(0.0), value + 0.04)
}

/// A bar for each party.
fn parties() -> Figures {
    let rows = PARTIES.map(|(name, value, _)| row(value).answer(name)).into();
    Figures { rows, answers: answers(), notes: samples::notes(), ..Figures::default() }
}

/// Three bars for each of some regions.
fn regions() -> Figures {
    let of = |at: usize, answer: usize| {
        let (name, value, _) = PARTIES[[0, 1, 5][answer]];
        row(value + 0.05 * at as f64 * (1.0 - answer as f64))
            .group("region", ["north", "south", "west"][at])
            .series(name)
    };
    let rows = (0..3).flat_map(|at| (0..3).map(move |answer| of(at, answer))).collect();
    Figures { rows, answers: answers(), notes: samples::notes(), ..Figures::default() }
}

fn draw(figures: &Figures, size: Size, theme: &str) -> Picture {
    let picture = render(kinds::kind("bars").unwrap(), figures, &Theme::named(theme).unwrap(), size).unwrap();
    // These figures have no dates.
    assert!(picture.findings.iter().all(|finding| finding.code == "C15"), "{:?}", picture.findings);
    picture
}

fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

fn texts(picture: &Picture, role: Role) -> Vec<(Rect, String)> {
    let of = |mark: &&Mark| mark.text().map(|text| (text.extent(), text.text.clone()));
    marks(picture, role).iter().filter_map(of).collect()
}

/// Fill and outline of each bar.
fn paints(picture: &Picture) -> Vec<(Colour, Option<Stroke>)> {
    let of = |mark: &&Mark| match &mark.shape {
        Shape::Area { fill, outline, .. } => Some((*fill, *outline)),
        _ => None,
    };
    marks(picture, Role::Bar).iter().filter_map(of).collect()
}

#[test]
fn numbers_stand_past_their_intervals_at_one_distance_whatever_the_picture() {
    for (figures, count) in [(parties(), 6), (regions(), 9)] {
        for size in [Size::SCREEN, Size::SQUARE, Size::wide(400).unwrap()] {
            let picture = draw(&figures, size, "light");
            let whiskers: Vec<Rect> = marks(&picture, Role::Whisker).into_iter().map(Mark::extent).collect();
            let numbers = texts(&picture, Role::Value);
            assert_eq!(numbers.len(), count);
            for (number, text) in numbers {
                let own = whiskers.iter().filter(|line| (line.centre().1 - number.centre().1).abs() < 4.0);
                let end = own.map(Rect::right).fold(f64::NEG_INFINITY, f64::max);
                assert!((4.0..8.0).contains(&(number.x - end)), "{text}: {number:?} after {end}");
            }
        }
    }
}

#[test]
fn intervals_stand_back_behind_bars_that_are_not_too_high() {
    let picture = draw(&parties(), Size::SQUARE, "light");
    assert!(marks(&picture, Role::Bar).iter().all(|bar| bar.extent().height <= 34.0));
    let (paper, muted) = (picture.drawing.paper, Theme::named("light").unwrap().colours.muted);
    for mark in marks(&picture, Role::Whisker) {
        let Shape::Line { stroke, .. } = &mark.shape else { panic!("{mark:?}") };
        assert!(stroke.colour.contrast(paper) < muted.contrast(paper) - 1.0);
    }
}

#[test]
fn answers_outside_a_scale_are_flat_and_seen_without_an_edge() {
    for theme in ["light", "dark"] {
        for (figures, last) in [(parties(), 5), (regions(), 2)] {
            let picture = draw(&figures, Size::SCREEN, theme);
            let paints = paints(&picture);
            assert!(paints.iter().all(|(_, outline)| outline.is_none()), "{theme}");
            assert!(paints[last].0.contrast(picture.drawing.paper) >= 3.0, "{theme}: {}", paints[last].0);
        }
    }
}

#[test]
fn no_other_answer_has_the_grey_of_no_answer_even_behind_a_highlighted_one() {
    let grey = |colour: Colour| {
        let (r, g, b) = colour.rgb;
        r.max(g).max(b) - r.min(g).min(b) < 16
    };
    for theme in ["light", "dark"] {
        for (figures, outside) in [(parties(), vec![5]), (regions(), vec![2, 5, 8])] {
            for highlight in [None, Some("social democrats".to_owned())] {
                let lit = highlight.is_some();
                let paints = paints(&draw(&Figures { highlight, ..figures.clone() }, Size::SCREEN, theme));
                for (at, (fill, _)) in paints.iter().enumerate() {
                    assert_eq!(grey(*fill), outside.contains(&at), "{theme}, bar {at}: {fill}");
                }
                // The one that is highlighted stands out from those behind it.
                assert!(!lit || paints[0].0.contrast(paints[1].0) >= 1.5, "{theme}: {paints:?}");
            }
        }
    }
}

#[test]
fn one_of_several_series_stands_out_from_one_tone_behind_it() {
    const NAMES: [&str; 5] = ["alpha", "beta", "gamma", "delta", "epsilon"];
    for (count, theme) in (2..=5).flat_map(|count| [(count, "light"), (count, "dark")]) {
        // Long bars hold the names of their series, short ones have a legend.
        for (lit, share) in (0..count).flat_map(|lit| [(lit, 0.4), (lit, 0.02)]) {
            let bar = |place: usize, at: usize| {
                let region = ["north", "south", "west"][place];
                row(share + 0.01 * at as f64).group("region", region).series(NAMES[at])
            };
            let rows = (0..3).flat_map(|place| (0..count).map(move |at| bar(place, at))).collect();
            let highlight = Some(NAMES[lit].to_owned());
            let figures = Figures { rows, highlight, notes: samples::notes(), ..Figures::default() };
            let picture = draw(&figures, Size::SCREEN, theme);
            let paints = paints(&picture);
            let own = paints[lit].0;
            let paper = picture.drawing.paper;
            for at in (0..count).filter(|at| *at != lit) {
                let behind = paints[at].0;
                assert!(own.contrast(paper) > behind.contrast(paper) + 0.5, "{count} {theme}: {own} before {behind}");
                assert_eq!(behind, paints[if lit == 0 { 1 } else { 0 }].0);
            }
            let named = [Role::KeyText, Role::Label].map(|role| texts(&picture, role)).concat();
            let named = named.into_iter().map(|(_, text)| text.to_lowercase()).collect::<Vec<_>>().join(" ");
            assert!(NAMES[..count].iter().all(|name| named.contains(name)), "{named}");
        }
    }
}

#[test]
fn bars_of_a_row_stand_together_in_the_order_of_their_key_about_the_middle_of_its_name() {
    const NAMES: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    for count in 2..=5 {
        // Files may have series in any order.
        let of = |at: usize, series: usize| {
            row(0.1 + 0.02 * (at + series) as f64)
                .group("region", ["north", "south", "west", "east"][at])
                .series(NAMES[series])
        };
        let rows = (0..4).flat_map(|at| (0..count).rev().map(move |series| of(at, series))).collect();
        let answers = NAMES.map(|name| AnswerOrder { name: name.to_owned(), role: survey::Role::Plain }).into();
        let figures = Figures { rows, answers, notes: samples::notes(), ..Figures::default() };
        for size in [Size::SCREEN, Size::new(1600, 1600).unwrap(), Size::wide(600).unwrap()] {
            let picture = draw(&figures, size, "light");
            let mut bars: Vec<(usize, Rect)> =
                marks(&picture, Role::Bar).iter().map(|bar| (bar.series.unwrap(), bar.extent())).collect();
            bars.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
            let order: Vec<usize> = bars.iter().map(|(series, _)| *series).collect();
            assert_eq!(order, (0..4).flat_map(|_| 0..count).collect::<Vec<_>>());
            let keys = [Role::KeyText, Role::Label].map(|role| texts(&picture, role)).concat();
            assert!(
                keys.iter()
                    .map(|(_, text)| text.to_lowercase())
                    .eq(NAMES[..count].iter().map(|name| (*name).to_owned()))
            );
            let gap = |at: usize| bars[at].1.y - bars[at - 1].1.bottom();
            let (between, within): (Vec<usize>, Vec<usize>) = (1..bars.len()).partition(|at| at % count == 0);
            let widest = within.into_iter().map(gap).fold(0.0, f64::max);
            assert!(between.into_iter().map(gap).all(|gap| gap >= 4.0 * widest && gap >= 8.0), "{count}: {widest}");
            for (name, own) in texts(&picture, Role::Name).iter().zip(bars.chunks(count)) {
                let middle = f64::midpoint(own[0].1.y, own[count - 1].1.bottom());
                assert!((name.0.centre().1 - middle).abs() < 2.0, "{name:?} beside {middle}");
            }
        }
    }
}

#[test]
fn headings_stand_over_names_that_stand_over_their_bars() {
    let of = |at: usize, series: &str| {
        let name = ["university or college degree", "upper secondary, vocational", "lower secondary or less"][at];
        row(0.3 + 0.05 * at as f64).group("education", name).series(series)
    };
    let rows = (0..3).flat_map(|at| ["greens", "liberals"].map(|series| of(at, series))).collect();
    let order =
        GroupOrder { variable: "education".into(), title: "Education".into(), levels: Vec::new(), ordered: false };
    let mut figures =
        Figures { rows, answers: answers(), groups: vec![order], notes: samples::notes(), ..Figures::default() };
    figures.rows.extend(["greens", "liberals"].map(|series| row(0.35).series(series)));
    let picture = draw(&figures, Size::wide(400).unwrap(), "light");
    let (headings, names) = (texts(&picture, Role::Heading), texts(&picture, Role::Name));
    let (heading, _) = headings.iter().find(|(_, text)| text == "Education").unwrap();
    let bar = marks(&picture, Role::Bar)[0].extent();
    assert!(names.iter().all(|(name, _)| name.x <= bar.x + 1.0), "names stand over their bars");
    assert!(names.iter().all(|(name, _)| name.bottom() <= heading.y + 1.0 || name.y >= heading.bottom() - 2.0));
}

#[test]
fn intervals_stand_out_from_their_bars_in_both_themes_and_the_linter_judges_them() {
    for theme in ["light", "dark"] {
        for figures in [parties(), regions()] {
            let picture = draw(&figures, Size::SCREEN, theme);
            let over = marks(&picture, Role::Within);
            assert!(!over.is_empty());
            for line in over {
                let Shape::Line { stroke, .. } = &line.shape else { panic!("{line:?}") };
                let bars = marks(&picture, Role::Bar);
                let bar = bars.into_iter().find(|bar| bar.extent().holds(line.extent().centre())).unwrap();
                let Shape::Area { fill, .. } = &bar.shape else { panic!("{bar:?}") };
                assert!(stroke.colour.contrast(*fill) >= 3.0, "{theme}: {} on {fill}", stroke.colour);
            }
        }
    }
    let mut drawing = draw(&parties(), Size::SCREEN, "light").drawing;
    let fill = paints(&draw(&parties(), Size::SCREEN, "light"))[0].0;
    for mark in drawing.marks.iter_mut().filter(|mark| mark.role == Role::Within) {
        let Shape::Line { stroke, .. } = &mut mark.shape else { panic!("{mark:?}") };
        stroke.colour = fill;
    }
    let found = topline::chart::lint::lint(&drawing, &parties());
    assert!(found.iter().any(|finding| finding.code == "C04" && finding.message.contains("on its bar")), "{found:?}");
}

#[test]
fn equal_numbers_beside_unequal_bars_have_the_decimal_that_they_were_given_with() {
    let numbers = |values: &[f64]| {
        let rows = values.iter().enumerate().map(|(at, value)| Row::new(*value).answer(format!("answer {at}")));
        let figures = Figures { rows: rows.collect(), notes: samples::notes(), ..Figures::default() };
        let picture = render(kinds::kind("bars").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN);
        texts(&picture.unwrap(), Role::Value).into_iter().map(|(_, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&[0.756, 0.734, 0.731, 0.728]), ["75.6%", "73.4%", "73.1%", "72.8%"]);
    // As many as were printed, and none where nothing is hidden.
    assert_eq!(numbers(&[0.75, 0.73, 0.73]), ["75%", "73%", "73%"]);
    assert_eq!(numbers(&[0.756, 0.734, 0.701]), ["76%", "73%", "70%"]);
}

#[test]
fn means_of_different_measures_are_a_table_with_a_scale_each() {
    let folder = Folder::new();
    let person = |at: usize| format!("{},{},{}\n", ["m", "f"][at % 2], 18 + at * 7 % 60, 20_000 + at * 331 % 9000);
    let path = folder.file("people.csv");
    std::fs::write(&path, "sex,age,income\n".to_owned() + &(0..300).map(person).collect::<String>()).unwrap();
    let file = path.to_str().unwrap();
    let means = |questions: &[&str], more: &[&str]| {
        let asked = questions.iter().flat_map(|question| ["--question", question]).collect::<Vec<_>>();
        folder.svg(&[&["estimate", file, "--stat", "mean"], &asked[..], more].concat())
    };
    for more in [&[][..], &["--by", "sex"]] {
        assert!(means(&["age", "income"], more).contains("each column on a scale of its own"), "{more:?}");
    }
    // One measure is drawn as ever; that kinds with one scale refuse several is tested with the command line.
    assert!(!means(&["age"], &["--by", "sex"]).contains("scale of its own"));
}
