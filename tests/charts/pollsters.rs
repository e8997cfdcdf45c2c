//! Polls of several pollsters over time: each is seen, none is joined to another's, and nobody's mean is printed as a figure.

use crate::command_line::Folder;
use crate::press::{draw, draw_in, line, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use std::collections::BTreeSet;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{Figures, FitPoint, FittedLine, Row};
use topline::chart::{Picture, Size};
use topline::uncertainty::Bounds;

const HOUSES: [&str; 3] = ["Alpha", "Beta", "Gamma"];

/// Polls of three pollsters, all of them on each of these days.
pub(crate) fn polls(days: &[f64]) -> Figures {
    let of = |day: f64| {
        HOUSES.iter().enumerate().map(move |(at, house)| {
            let row = samples::share(0.40 + 0.01 * at as f64, 1000.0, 1.0).series("yes");
            row.pollster(*house).at(samples::day(2024, 1, 1) + day, format!("day {day}"))
        })
    };
    Figures { rows: days.iter().copied().flat_map(of).collect(), notes: samples::notes(), ..Figures::default() }
}

pub(crate) fn x_of(mark: &Mark) -> f64 {
    mark.extent().centre().0
}

#[test]
fn pollsters_of_one_date_stand_side_by_side() {
    let picture = draw("trend", &polls(&[0.0, 60.0, 120.0]));
    assert!(picture.findings.is_empty(), "{:?}", picture.findings);
    let places: Vec<f64> = marks(&picture, Role::Whisker).into_iter().map(x_of).collect();
    assert_eq!(places.len(), 9);
    let apart = |at: usize, other: usize| (places[at] - places[other]).abs();
    assert!(apart(0, 1) > 5.0 && apart(1, 2) > 5.0, "each interval is seen: {places:?}");
    assert!(apart(0, 2) < 0.4 * apart(0, 3) + 1e-6, "and nearer to its own date than to the next");
    let points: Vec<f64> = marks(&picture, Role::Estimate).into_iter().map(x_of).collect();
    assert!(places.iter().zip(&points).all(|(whisker, point)| (whisker - point).abs() < 1e-6), "{points:?}");
    assert!(texts_of(&picture, Role::Footer).join(" ").contains("those of one date side by side"));
}

/// Polls of several pollsters are no line: the last of them would be read as the level of all, and their mean is nobody's.
#[test]
fn points_of_several_pollsters_have_no_value_at_the_end() {
    let label = |figures: &Figures| texts_of(&draw("trend", figures), Role::Label).join("|");
    let together = polls(&[0.0, 60.0, 120.0]);
    assert_eq!(label(&together), "Yes");
    let mut apart = together.clone();
    apart.rows.truncate(7);
    assert_eq!(label(&apart), "Yes");
    apart.rows.retain(|row| row.pollster.as_deref() == Some("Alpha"));
    assert_eq!(label(&apart), "Yes\u{2002}40%", "those of one are joined, and end at its figure");
    let point = |day: f64| FitPoint {
        day: samples::day(2024, 1, 1) + day,
        value: 0.41,
        band: Some(Bounds::new(0.39, 0.43)),
        forecast: false,
    };
    let fit = FittedLine { panel: None, series: "yes".to_owned(), points: vec![point(0.0), point(120.0)] };
    let fitted = Figures { fits: vec![fit], ..together };
    assert!(label(&fitted).contains("41%"), "a fit has a value of its own");
}

/// The radii of the points of polls every ten days.
fn radii(width: u32) -> Vec<f64> {
    let mut figures = polls(&(0..60).map(|at| 10.0 * f64::from(at)).collect::<Vec<_>>());
    let rows = figures.rows.into_iter().enumerate();
    // Each day is of one of them.
    figures.rows = rows.filter(|(at, _)| at % 3 == at / 3 % 3).map(|(_, row)| row).collect();
    let picture = draw_in("trend", &figures, "light", Size::wide(width).unwrap());
    assert!(picture.findings.is_empty(), "{:?}", picture.findings);
    marks(&picture, Role::Estimate).into_iter().map(|mark| mark.extent().height / 2.0).collect()
}

#[test]
fn points_shrink_where_they_would_cover_their_neighbours() {
    let (wide, narrow) = (radii(1600), radii(380));
    assert_eq!(wide.len(), narrow.len());
    let kept = |(narrow, wide): (&f64, &f64)| (0.64..0.8).contains(&(narrow / wide));
    assert!(wide.iter().all(|radius| *radius > 3.0), "{wide:?}");
    assert!(narrow.iter().zip(&wide).all(kept), "each by the same part: {narrow:?}");
}

/// Lines of fits with bands, each so far above the one before it.
fn fits(apart: f64) -> Picture {
    let days = [0.0, 60.0, 120.0];
    let value = |line: usize| 0.3 + apart * line as f64;
    let poll = |line: usize, day: f64| {
        let row = samples::share(value(line), 1000.0, 1.0).series(format!("line {line}"));
        row.at(samples::day(2024, 1, 1) + day, format!("day {day}"))
    };
    let point = |line: usize, day: f64| FitPoint {
        day: samples::day(2024, 1, 1) + day,
        value: value(line),
        band: Some(Bounds::new(value(line) - 0.02, value(line) + 0.02)),
        forecast: false,
    };
    let fit = |line: usize| FittedLine {
        panel: None,
        series: format!("line {line}"),
        points: days.iter().map(|day| point(line, *day)).collect(),
    };
    draw(
        "trend",
        &Figures {
            rows: (0..3).flat_map(|line| days.iter().map(move |day| poll(line, *day))).collect(),
            fits: (0..3).map(fit).collect(),
            notes: samples::notes(),
            ..Figures::default()
        },
    )
}

#[test]
fn bands_that_meet_have_edges() {
    let edges = |picture: &Picture| {
        assert!(picture.findings.is_empty(), "{:?}", picture.findings);
        let is_line = |mark: &&Mark| matches!(mark.shape, Shape::Line { .. });
        let found = marks(picture, Role::Ribbon).into_iter().filter(is_line).map(|mark| line(mark).1.colour.rgb);
        found.collect::<Vec<_>>()
    };
    assert!(edges(&fits(0.1)).is_empty(), "fills that lie apart show where they end");
    let meeting = edges(&fits(0.02));
    assert_eq!((meeting.len(), meeting.iter().collect::<BTreeSet<_>>().len()), (6, 3), "two of each line: {meeting:?}");
}

/// Polls on three days together, and so every year for thirty: the ways between are all gaps.
#[test]
fn short_gaps_in_a_row_are_one_dashed_line() {
    let mut figures = polls(&(0..30).map(|year| 365.0 * f64::from(year)).collect::<Vec<_>>());
    for (at, row) in figures.rows.iter_mut().enumerate() {
        row.pollster = None;
        row.when.as_mut().unwrap().day += (at % 3) as f64;
    }
    figures.gap_days = Some(92.0);
    for width in [320, 1600] {
        let picture = draw_in("trend", &figures, "light", Size::wide(width).unwrap());
        let bridges = marks(&picture, Role::Bridge);
        let long = |mark: &&Mark| mark.extent().width > 8.0;
        assert!(
            !bridges.is_empty() && bridges.iter().all(long),
            "{width}: a dash and a gap at least: {}",
            bridges.len()
        );
    }
}

#[test]
fn a_trend_of_answers_and_groups_has_colours_of_the_one_and_dashes_of_the_other() {
    let folder = Folder::new();
    let mut table = "date,question,answer,sex,percent,n\n".to_owned();
    for year in 2019..2025 {
        for (sex, yes) in [("men", 60), ("women", 40)] {
            for (answer, percent) in [("Aye", yes), ("Nay", 95 - yes)] {
                table += &format!("{year}-03-01,vote,{answer},{sex},{},800\n", percent + year % 3);
            }
        }
    }
    std::fs::write(folder.file("t.csv"), table).unwrap();
    let file = folder.file("t.csv");
    let found = texts(&folder.svg(&["trend", file.to_str().unwrap(), "--by", "sex", "--chart", "trend"]));
    let count = |wanted: &str| found.iter().filter(|text| text.starts_with(wanted)).count();
    assert_eq!((count("Aye"), count("Nay")), (1, 1), "each answer once, in the key: {found:?}");
    assert_eq!((count("Men\u{2002}"), count("Women\u{2002}")), (2, 2), "groups at the ends: {found:?}");
    assert!(found.join(" ").contains("colours tell the answers, dashes the groups"), "{found:?}");
}

#[test]
fn dashes_that_tell_lines_apart_are_told() {
    let row = |line: usize, year: i16| {
        let row = samples::share(0.02 + 0.03 * line as f64, 2000.0, 1.0).series(format!("Party {line}"));
        row.at(samples::day(2015 + year, 3, 1), format!("{}", 2015 + year))
    };
    let said = |lines: usize| {
        let rows: Vec<Row> = (0..lines).flat_map(|line| (0..5).map(move |year| row(line, year))).collect();
        let picture = draw("trend", &Figures { rows, notes: samples::notes(), ..Figures::default() });
        let dashed = marks(&picture, Role::Fit).into_iter().filter(|mark| line(mark).1.dash.is_some()).count();
        (dashed, texts_of(&picture, Role::Footer).join(" ").contains("dashes tell lines apart"))
    };
    assert_eq!(said(3), (0, false));
    assert_eq!(said(9), (3, true));
}

#[test]
fn a_fit_through_polls_of_several_says_whether_it_takes_out_their_house_effects() {
    let folder = Folder::new();
    let mut table = "date,pollster,question,answer,percent,n\n".to_owned();
    for month in 1..10 {
        for (at, house) in HOUSES.iter().enumerate() {
            table += &format!("2024-0{month}-0{},{house},vote,Aye,{},900\n", at + 1, 40 + 2 * at + month % 3);
        }
    }
    std::fs::write(folder.file("p.csv"), table).unwrap();
    let file = folder.file("p.csv");
    let said = |more: &[&str]| texts(&folder.svg(&[&["trend", file.to_str().unwrap()], more].concat())).join(" ");
    assert!(said(&[]).contains("fit (line, pollsters pooled)"), "{}", said(&[]));
    let level = said(&["--method", "local-level"]);
    assert!(level.contains("fit (local level, pollsters pooled)"), "{level}");
    let taken_out = said(&["--method", "local-level", "--houses", "sum-to-zero"]);
    assert!(taken_out.contains("fit (local level, house effects taken out)"), "{taken_out}");
    let one = said(&["--where", "pollster == 'Alpha'"]);
    assert!(one.contains("fit (line)"), "{one}");
}

/// A stack for each of a dozen polls of several pollsters is a wall; those of one pollster are few enough.
#[test]
fn a_scale_asked_often_by_several_pollsters_is_a_trend() {
    let folder = Folder::new();
    let kind = |houses: &[&str]| {
        let mut table = "date,pollster,question,answer,percent,n\n".to_owned();
        for month in 1..7 {
            for house in houses {
                for (answer, percent) in [("Agree", 40 + month), ("Neither", 20), ("Disagree", 40 - month)] {
                    table += &format!("2024-0{month}-01,{house},tax,{answer},{percent},900\n");
                }
            }
        }
        std::fs::write(folder.file("p.csv"), table).unwrap();
        let file = folder.file("p.csv");
        let found = texts(&folder.svg(&["estimate", file.to_str().unwrap()])).join(" ");
        if found.contains("whiskers") { "trend" } else { "likert" }
    };
    assert_eq!((kind(&HOUSES), kind(&HOUSES[..1])), ("trend", "likert"));
}
