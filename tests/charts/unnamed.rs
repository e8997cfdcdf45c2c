//! Lines and points in crowds: which line it is, and how large a poll was, is seen or not claimed.

use crate::press::{marks, texts_of};
use crate::samples;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn draw(kind: &str, rows: Vec<Row>, width: u32) -> Picture {
    let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
    render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), Size::wide(width).unwrap()).unwrap()
}

/// Lines from end to end close to each other, and three within.
fn crowd(lines: usize) -> Vec<Row> {
    let row = |name: String, wave: usize, share: f64| {
        samples::share(share, 1000.0, 1.0).item(name).at(400.0 * wave as f64, format!("{}", 2020 + wave))
    };
    let whole = (0..lines).flat_map(|line| {
        let share = move |wave: usize| 0.40 + 0.015 * line as f64 + [0.0, 0.01, 0.0, 0.01][(wave + line) % 4];
        (0..4).map(move |wave| row(format!("line {line}"), wave, share(wave)))
    });
    let within = ["one", "two", "three"]
        .into_iter()
        .enumerate()
        .flat_map(|(at, name)| (1..3).map(move |wave| row(format!("inner {name}"), wave, 0.43 + 0.02 * at as f64)));
    whole.chain(within).collect()
}

#[test]
fn every_line_of_a_crowd_has_its_name_or_is_said_to_have_none() {
    for lines in [2, 8, 20] {
        for width in [320, 400, 800, 1600] {
            let picture = draw("slope", crowd(lines), width);
            let labels = texts_of(&picture, Role::Label).join("|");
            let footer = texts_of(&picture, Role::Footer).join(" ");
            for name in ["Inner one", "Inner two", "Inner three"] {
                let told = footer.contains("for want of room: ") && footer.contains(name);
                assert!(labels.contains(name) != told, "{name} of {lines} in {width}: {labels} {footer}");
            }
        }
    }
}

#[test]
fn a_name_without_room_at_its_point_is_led_to_it() {
    let leaders = |lines: usize| {
        let picture = draw("slope", crowd(lines), 1600);
        let struck = picture.findings.iter().find(|finding| ["C01", "C02"].contains(&finding.code));
        assert!(struck.is_none(), "{struck:?}");
        let labels = texts_of(&picture, Role::Label).iter().filter(|text| text.contains("% Inner")).count();
        (labels, marks(&picture, Role::Leader).iter().filter(|mark| is_straight(mark)).count())
    };
    for lines in [3, 6] {
        let (named, led) = leaders(lines);
        assert!(named == 3 && led > 1, "{named} named of three, {led} of them from afar, among {lines}");
    }
}

/// Leaders of names between the ends are straight, those at the ends curves.
fn is_straight(mark: &Mark) -> bool {
    matches!(&mark.shape, Shape::Line { points, .. } if points.len() == 2)
}

/// Polls of two pollsters in a crowd: forms need a size, and a larger base is still a larger point.
#[test]
fn points_in_a_crowd_of_pollsters_still_tell_their_bases() {
    let bases = [300.0, 800.0, 1500.0, 4000.0];
    let row = |at: usize| {
        let row = samples::share(0.42 + 0.01 * (at % 7) as f64, bases[at % 4], 1.0).series("yes");
        row.pollster(["Alpha", "Beta"][at / 4 % 2]).at(samples::day(2024, 1, 1) + 3.0 * at as f64, format!("d{at}"))
    };
    let picture = draw("trend", (0..400).map(row).collect(), 1600);
    // One of the two has circles.
    let circle = |mark: &Mark| match &mark.shape {
        Shape::Circle { radius, .. } => Some(*radius),
        _ => None,
    };
    let points = [Role::Estimate, Role::Disc].map(|role| marks(&picture, role)).concat();
    let mut radii: Vec<f64> = points.into_iter().filter_map(circle).collect();
    radii.sort_by(f64::total_cmp);
    radii.dedup_by(|a, b| (*a - *b).abs() < 0.05);
    let footer = texts_of(&picture, Role::Footer).join(" ");
    assert!(footer.contains("sized by effective n"), "{footer}");
    assert!(radii.len() == 4 && radii[0] > 2.0, "{radii:?}");
}
