//! Two in a row: dots of two series, and the two sides of a dumbbell; and intervals that are seen through their dots.

use crate::samples;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, Part, Row};
use topline::chart::{Notes, Picture, Size, Theme, kinds, render};
use topline::survey;

fn draw(kind: &str, figures: &Figures) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap()
}

fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

fn words(picture: &Picture, role: Role) -> Vec<&str> {
    marks(picture, role).into_iter().filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
}

fn notes() -> Notes {
    Notes { field_dates: Some("May 2025".into()), ..samples::notes() }
}

fn sides() -> Vec<AnswerOrder> {
    let order = |name: &str, role| AnswerOrder { name: name.to_owned(), role };
    vec![order("talks", survey::Role::Positive), order("war", survey::Role::Negative)]
}

#[test]
fn an_interval_of_two_points_is_seen_whole() {
    let row = |at: usize| {
        let value = 0.2 + 0.05 * at as f64;
        Row::new(value).inner(value - 0.02, value + 0.02).item(format!("row {at}")).base(4800.0, 2400.0)
    };
    let rows: Vec<Row> = (0..13).map(row).collect();
    let picture = draw("dots", &Figures { rows, notes: notes(), ..Figures::default() });
    let (dots, whiskers) = (marks(&picture, Role::Estimate), marks(&picture, Role::Whisker));
    assert_eq!((dots.len(), whiskers.len()), (13, 13));
    let place = |wanted: &Mark| picture.drawing.marks.iter().position(|mark| std::ptr::eq(mark, wanted)).unwrap();
    for (dot, whisker) in dots.iter().zip(&whiskers) {
        let (dot, line) = (dot.extent(), whisker.extent());
        assert!(dot.x - line.x >= 2.0 && line.right() - dot.right() >= 2.0, "{dot:?} covers {line:?}");
        let after = &picture.drawing.marks[place(whisker)..];
        let over = after.iter().filter(|mark| mark.role == Role::Halo).map(Mark::extent);
        assert!(over.into_iter().all(|halo| halo.overlap(&line).0.min(halo.overlap(&line).1) <= 0.0), "cut by a halo");
    }
}

#[test]
fn nothing_of_paper_lies_over_intervals_of_forests_and_house_effects() {
    for (kind, figures) in [("forest", samples::forest()), ("house", samples::house()), ("dots", samples::dots())] {
        let picture = draw(kind, &figures);
        let paper = picture.drawing.paper;
        let whiskers: Vec<_> = marks(&picture, Role::Whisker).iter().map(|mark| mark.extent().centre().1).collect();
        for dot in marks(&picture, Role::Estimate) {
            let edge = match &dot.shape {
                Shape::Circle { outline, .. } | Shape::Area { outline, .. } => outline.map(|edge| edge.colour),
                shape => panic!("{shape:?}"),
            };
            assert!(whiskers.iter().any(|y| (y - dot.extent().centre().1).abs() < 4.0), "{kind}");
            assert_ne!(edge, Some(paper), "{kind}");
        }
    }
}

#[test]
fn two_that_do_not_meet_stand_on_one_line_with_a_bar_between_and_numbers_outside() {
    let pair = |item: &'static str, values: [f64; 2]| {
        ["talks", "war"].into_iter().zip(values).map(move |(series, value)| {
            Row::new(value).inner(value - 0.03, value + 0.03).item(item).series(series).base(1000.0, 800.0)
        })
    };
    let rows = pair("far", [0.7, 0.2]).chain(pair("near", [0.43, 0.41])).collect();
    let picture = draw("dots", &Figures { rows, answers: sides(), notes: notes(), ..Figures::default() });
    assert_eq!(picture.findings, []);
    let middles: Vec<(f64, f64)> = marks(&picture, Role::Estimate).iter().map(|mark| mark.extent().centre()).collect();
    let [right, left, above, below] = middles[..] else { panic!("{middles:?}") };
    assert!((right.1 - left.1).abs() < 1.5 && (above.1 - below.1).abs() > 4.0, "{middles:?}");
    let footer: Vec<_> =
        marks(&picture, Role::Footer).into_iter().filter_map(|mark| Some(mark.text()?.text.clone())).collect();
    assert!(footer.join(" ").contains("Pale bars join two whose intervals do not meet."), "{footer:?}");
    let bars = marks(&picture, Role::Leader);
    let [bar] = bars[..] else { panic!("{} bars", bars.len()) };
    assert!((bar.extent().x - left.0).abs() < 1.0 && (bar.extent().right() - right.0).abs() < 1.0);
    let of = |text: &str| {
        marks(&picture, Role::Value).into_iter().find(|m| m.text().is_some_and(|t| t.text == text)).unwrap().extent()
    };
    assert!(of("20%").right() < left.0 && of("70%").x > right.0);
    assert!(of("41%").right() < below.0 && of("43%").x > above.0);
}

/// The difference of two sides in rows with these shares.
fn against(rows: &[(&str, [f64; 2])]) -> Figures {
    let of = |(name, [war, talks]): &(&str, [f64; 2])| {
        let end = |value: f64, series: &str| Row::new(value).series(series).base(1000.0, 800.0);
        let gap = Row::new(talks - war).inner(talks - war - 0.05, talks - war + 0.05).part(Part::Gap);
        [end(*war, "war"), end(*talks, "talks"), gap].map(|row| row.group("region", name))
    };
    Figures { rows: rows.iter().flat_map(of).collect(), answers: sides(), notes: notes(), ..Figures::default() }
}

#[test]
fn two_sides_have_each_its_hue_and_a_legend_where_rows_change_sides() {
    let fill = |mark: &Mark| match mark.shape {
        Shape::Circle { fill, .. } => fill.unwrap(),
        Shape::Area { fill, .. } => fill,
        _ => panic!("{mark:?}"),
    };
    let one_way = draw("dumbbell", &against(&[("north", [0.2, 0.6]), ("south", [0.3, 0.5])]));
    let both_ways = draw("dumbbell", &against(&[("north", [0.2, 0.6]), ("south", [0.5, 0.3])]));
    let theme = Theme::named("light").unwrap();
    for picture in [&one_way, &both_ways] {
        assert_eq!(picture.findings, []);
        for pair in marks(picture, Role::Estimate).chunks(2) {
            let [war, talks] = [fill(pair[0]), fill(pair[1])];
            assert_ne!((war, talks), (theme.colours.paper, theme.colours.paper));
            assert_eq!(war, theme.colours.negative[0].towards(theme.colours.negative[1], 0.5));
            assert_eq!(talks, theme.colours.positive[0].towards(theme.colours.positive[1], 0.5));
        }
    }
    assert_eq!((words(&one_way, Role::Label), words(&one_way, Role::KeyText)), (vec!["War", "Talks"], vec![]));
    assert_eq!((words(&both_ways, Role::Label), words(&both_ways, Role::KeyText)), (vec![], vec!["Talks", "War"]));
}

#[test]
fn alt_text_says_how_many_rows_it_leaves_out() {
    let names: Vec<String> = (0..11).map(|at| format!("region {at}")).collect();
    let rows: Vec<(&str, [f64; 2])> = names.iter().map(|name| (name.as_str(), [0.2, 0.6])).collect();
    let of = |count: usize| draw("dumbbell", &against(&rows[..count])).alt;
    assert!(of(11).contains(" And 3 more."), "{}", of(11));
    assert!(!of(8).contains(" And "), "{}", of(8));
}

/// Three answers in a row at these shares, all within two points.
fn three(rows: &[[f64; 3]]) -> Figures {
    let row = |(at, values): (usize, &[f64; 3])| {
        let of = |(series, value): (&str, &f64)| {
            Row::new(*value)
                .inner(value - 0.02, value + 0.02)
                .item(format!("row {at}"))
                .series(series)
                .base(2000.0, 1500.0)
        };
        ["yes", "no", "maybe"].into_iter().zip(values).map(of).collect::<Vec<_>>()
    };
    Figures { rows: rows.iter().enumerate().flat_map(row).collect(), notes: notes(), ..Figures::default() }
}

#[test]
fn three_that_do_not_meet_stand_on_one_line_with_a_bar_from_the_least_to_the_greatest() {
    let heights = |picture: &Picture| -> Vec<f64> {
        marks(picture, Role::Estimate).iter().map(|mark| mark.extent().centre().1.round()).collect()
    };
    let apart = draw("dots", &three(&[[0.6, 0.3, 0.1], [0.5, 0.35, 0.15]]));
    assert_eq!(apart.findings, []);
    let (bars, dots) = (marks(&apart, Role::Leader), marks(&apart, Role::Estimate));
    assert_eq!((bars.len(), marks(&apart, Role::Whisker).len()), (2, 6), "intervals stay");
    let middles: Vec<f64> = dots.iter().map(|dot| dot.extent().centre().0).collect();
    let bar = bars[0].extent();
    assert!((bar.x - middles[2]).abs() < 1.0 && (bar.right() - middles[0]).abs() < 1.0, "{bar:?} {middles:?}");
    for row in heights(&apart).chunks(3) {
        assert!(row.iter().all(|y| (y - row[0]).abs() <= 1.0), "{row:?}");
    }
    assert!(words(&apart, Role::Footer).join(" ").contains("Pale bars span rows whose intervals do not meet"));
    // Where two meet in one row, all rows have their answers one above the other, and no bar says that they are apart.
    let mixed = draw("dots", &three(&[[0.6, 0.3, 0.1], [0.42, 0.4, 0.18]]));
    assert_eq!((mixed.findings.len(), marks(&mixed, Role::Leader).len()), (0, 0));
    for row in heights(&mixed).chunks(3) {
        assert!(row[1] - row[0] > 8.0 && row[2] - row[1] > 8.0, "{row:?}");
    }
    let square = render(
        kinds::kind("dots").unwrap(),
        &three(&[[0.6, 0.3, 0.1]; 14]),
        &Theme::named("dark").unwrap(),
        Size::SQUARE,
    );
    let square = square.unwrap();
    assert_eq!((square.findings.len(), marks(&square, Role::Leader).len()), (0, 14));
    let place = |role: Role| square.drawing.marks.iter().position(|mark| mark.role == role).unwrap();
    assert!(place(Role::Leader) < place(Role::Value), "numbers lie over the bars");
}

#[test]
fn the_ground_of_rows_is_few_pale_lines_and_no_row_is_ruled_from_edge_to_edge() {
    for (kind, figures) in [("dots", samples::dots()), ("dumbbell", samples::dumbbell()), ("forest", samples::forest())]
    {
        let picture = draw(kind, &figures);
        let grid: Vec<_> =
            marks(&picture, Role::Grid).into_iter().filter(|mark| matches!(mark.shape, Shape::Line { .. })).collect();
        let upright = grid.iter().filter(|mark| mark.extent().width == 0.0).count();
        assert!((3..=6).contains(&upright), "{kind}: {upright}");
        assert!(marks(&picture, Role::Axis).is_empty(), "{kind}: nothing starts from zero");
        let most = marks(&picture, Role::Estimate).iter().map(|mark| mark.extent().right()).fold(0.0, f64::max);
        let dotted = |mark: &&&Mark| matches!(&mark.shape, Shape::Line { stroke, .. } if stroke.dash.is_some());
        assert!(grid.iter().filter(dotted).all(|mark| mark.extent().right() < most), "{kind}");
    }
    let house = draw("house", &samples::house());
    assert!(!marks(&house, Role::Axis).is_empty(), "effects go both ways from zero");
}
