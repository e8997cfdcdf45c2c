//! Dots stand in one way in a whole picture: the series of all rows, the numbers beside long intervals, and pollsters by their names.

use crate::command_line::Folder;
use crate::stacks::marks;
use topline::chart::drawing::{Mark, Role};
use topline::chart::figures::{AnswerOrder, Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};
use topline::survey;

fn dots(rows: Vec<Row>, answers: &[&str]) -> Figures {
    let order = |name: &&str| AnswerOrder { name: (*name).to_owned(), role: survey::Role::Plain };
    Figures { rows, answers: answers.iter().map(order).collect(), ..Figures::default() }
}

fn draw(figures: &Figures, size: Size) -> Picture {
    render(kinds::kind("dots").unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn row(at: usize, value: f64, half: f64) -> Row {
    Row::new(value).inner((value - half).max(0.0), (value + half).min(1.0)).group("region", &format!("region {at:02}"))
}

/// The heights of the dots of a series.
fn heights(picture: &Picture, series: usize) -> Vec<f64> {
    let of = marks(picture, Role::Estimate).into_iter().filter(|mark| mark.series == Some(series));
    of.map(|mark| Mark::extent(mark).centre().1).collect()
}

#[test]
fn three_series_stand_on_one_line_in_all_rows_or_in_none() {
    let names = ["a", "b", "c"];
    let shares = |near: f64| [[0.6, 0.3, 0.1], [0.3, 0.3 + near, 0.7], [0.2, 0.5, 0.3], [0.1, 0.3, 0.6]];
    let rows = |near: f64| {
        let of = |(at, shares): (usize, [f64; 3])| {
            names.iter().zip(shares).map(move |(name, share)| row(at, share, 0.03).series(*name)).collect::<Vec<_>>()
        };
        shares(near).into_iter().enumerate().flat_map(of).collect::<Vec<Row>>()
    };
    let off = |picture: &Picture| {
        let [a, b, c] = [0, 1, 2].map(|series| heights(picture, series));
        (0..4).map(|at| (b[at] - a[at], c[at] - b[at])).collect::<Vec<_>>()
    };
    for size in [Size::SCREEN, Size::new(800, 1000).unwrap(), Size::new(900, 900).unwrap()] {
        let apart = off(&draw(&dots(rows(0.2), &names), size));
        assert!(apart.iter().all(|step| *step == apart[0]), "{apart:?}");
        let near = off(&draw(&dots(rows(0.01), &names), size));
        assert!(near[0].0 > 4.0 && near[0].1 > 4.0, "{near:?}");
        assert!(near.iter().all(|s| (s.0 - near[0].0).abs() < 0.01 && (s.1 - near[0].1).abs() < 0.01), "{near:?}");
    }
}

#[test]
fn numbers_of_tiny_cells_stand_by_their_dots() {
    let tiny = |half: f64| (0..20).map(|at| row(at, 0.4, if at == 3 { half } else { 0.04 })).collect::<Vec<Row>>();
    let aside = |picture: &Picture| {
        let dots = marks(picture, Role::Estimate).into_iter().map(|mark| mark.extent().centre().0);
        let numbers = marks(picture, Role::Value).into_iter().filter(|mark| mark.text().unwrap().text == "40%");
        dots.zip(numbers.map(|mark| mark.extent().centre().0)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    assert!(aside(&draw(&dots(tiny(0.4), &[]), Size::SCREEN)) < 1.0);
    // After intervals that are all short.
    assert!(aside(&draw(&dots(tiny(0.05), &[]), Size::SCREEN)) < 120.0);
}

#[test]
fn several_pollsters_are_named_beside_several_answers_and_when_they_are_many() {
    let folder = Folder::new();
    let file = |name: &str, pollsters: usize, answers: &[&str], groups: &[&str]| {
        let cell = |pollster: usize, answer: usize, group: usize| {
            let share = 20 + (pollster * 7 + answer * 11 + group * 5) % 25;
            format!("2025-03,Institute {pollster},q,{},{},{share},500\n", answers[answer], groups[group])
        };
        let cells = (0..groups.len()).flat_map(|group| (0..answers.len()).map(move |answer| (answer, group)));
        let cells = cells.flat_map(|(answer, group)| (0..pollsters).map(move |pollster| cell(pollster, answer, group)));
        let text = "wave,pollster,question,answer,region,percent,n\n".to_owned() + &cells.collect::<String>();
        let path = folder.file(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let names = |svg: &str, name: &str| svg.matches(&format!(">{name}<")).count();
    let two = file("two.csv", 3, &["yes", "no"], &["", "North", "South"]);
    for kind in ["dots", "bars"] {
        let svg = folder.svg(&["estimate", &two, "--by", "region", "--chart", kind, "--deff", "1"]);
        assert!((names(&svg, "Institute 1"), names(&svg, "All, Institute 1")) == (2, 1), "{svg}");
        let svg = folder.svg(&["estimate", &two, "--chart", kind, "--deff", "1"]);
        assert_eq!(names(&svg, "Institute 1"), 1, "{svg}");
    }
    let nine = file("nine.csv", 9, &["yes"], &["", "North"]);
    let svg = folder.svg(&["estimate", &nine, "--chart", "dots", "--deff", "1"]);
    assert_eq!((0..9).map(|at| names(&svg, &format!("Institute {at}"))).sum::<usize>(), 9, "{svg}");
}
