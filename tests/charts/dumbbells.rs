//! Dumbbells: rows without an order of their own stand by their change, and both points are seen however near they lie.

use crate::command_line::Folder;
use crate::respondents::texts;
use crate::samples;
use topline::chart::drawing::{Rect, Role, Shape};
use topline::chart::figures::{Figures, GroupOrder, Part, Row};
use topline::chart::{ChartError, Picture, Size, Theme, kinds, render};

/// Regions before and after, with their changes.
fn regions(changes: &[(&str, f64, f64)], ordered: bool) -> Picture {
    regions_in(Size::SCREEN, changes, ordered)
}

fn regions_in(size: Size, changes: &[(&str, f64, f64)], ordered: bool) -> Picture {
    try_regions_in(size, changes, ordered).unwrap()
}

fn try_regions_in(size: Size, changes: &[(&str, f64, f64)], ordered: bool) -> Result<Picture, ChartError> {
    let rows = changes.iter().flat_map(|(name, before, after)| {
        let change = after - before;
        let end = |value: f64, day: f64, wave: &str| samples::share(value, 900.0, 1.0).at(day, wave);
        let ends = [end(*before, 0.0, "May 2023"), end(*after, 700.0, "May 2025")];
        let change = Row::new(change).inner(change - 0.04, change + 0.04).part(Part::Change);
        ends.into_iter().chain([change]).map(|row| row.group("region", name))
    });
    let levels = changes.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let order = GroupOrder { variable: "region".into(), title: "Region".into(), levels, ordered };
    let figures = Figures { rows: rows.collect(), groups: vec![order], notes: samples::notes(), ..Figures::default() };
    render(kinds::kind("dumbbell").unwrap(), &figures, &Theme::named("light").unwrap(), size)
}

#[test]
fn intervals_of_changes_stand_under_them_in_narrow_pictures() {
    let changes = [("the north and the islands", 0.3, 0.4), ("the south", 0.3, 0.5), ("the capital", 0.5, 0.6)];
    let picture = regions_in(Size::wide(700).unwrap().at_scale(2.0).unwrap(), &changes, true);
    let of = |role: Role| picture.drawing.marks.iter().filter(move |mark| mark.role == role);
    let intervals: Vec<_> = of(Role::Interval).map(|mark| mark.extent()).collect();
    assert_eq!((intervals.len(), picture.findings.len()), (3, 0), "{:?}", picture.findings);
    let marked = of(Role::Value).filter(|mark| mark.text().unwrap().text.contains('▲')).map(|mark| mark.extent());
    for (change, interval) in marked.zip(&intervals) {
        assert!((change.right() - interval.right()).abs() < 0.5 && change.bottom() <= interval.bottom() - 6.0);
    }
    assert!(of(Role::Footer).any(|mark| mark.text().unwrap().text.contains("In brackets")));
}

/// Regions in a square, so many.
fn in_a_square(count: usize) -> Result<Picture, ChartError> {
    let names: Vec<String> = (0..count).map(|at| format!("region {at}")).collect();
    let changes: Vec<(&str, f64, f64)> = names.iter().map(|name| (name.as_str(), 0.4, 0.55)).collect();
    try_regions_in(Size::SQUARE, &changes, true)
}

#[test]
fn rows_of_a_square_are_as_close_as_their_type_lets_them() {
    let radius = |picture: &Picture| {
        let points = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Estimate);
        points.map(|mark| mark.extent().height / 2.0).fold(0.0, f64::max)
    };
    let (few, many) = (in_a_square(12).unwrap(), in_a_square(21).unwrap());
    assert!(many.findings.is_empty(), "{:?}", many.findings);
    assert_eq!(names(&many).len(), 21);
    assert!(radius(&many) < 0.85 * radius(&few), "points of low rows are smaller");
    let Err(ChartError::TooSmall { rows: Some(rows), .. }) = in_a_square(40) else { panic!("forty rows in a square") };
    assert!((21..30).contains(&rows), "{rows}");
    assert!(in_a_square(rows).is_ok() && in_a_square(rows + 2).is_err(), "{rows}");
}

fn names(picture: &Picture) -> Vec<&str> {
    let marks = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Name);
    marks.filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
}

#[test]
fn rows_without_an_order_stand_by_their_change_in_the_direction_of_most() {
    let rose = [("east", 0.3, 0.32), ("north", 0.2, 0.3), ("west", 0.5, 0.48)];
    assert_eq!(names(&regions(&rose, false)), ["North", "East", "West"]);
    let fell = [("east", 0.3, 0.28), ("north", 0.2, 0.1), ("west", 0.5, 0.52)];
    assert_eq!(names(&regions(&fell, false)), ["North", "East", "West"]);
    assert_eq!(names(&regions(&fell, true)), ["East", "North", "West"]);
}

#[test]
fn two_points_that_meet_stand_one_above_the_other_and_are_seen_whole() {
    for by in [0.0, 0.004, 0.01] {
        let picture = regions(&[("north", 0.2, 0.9), ("east", 0.3, 0.3 + by)], true);
        let circle = |shape: &Shape| match shape {
            Shape::Circle { centre, radius, outline, .. } => Some((*centre, *radius, outline.map_or(0.0, |o| o.width))),
            _ => None,
        };
        let points = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Estimate);
        let points: Vec<_> = points.filter_map(|mark| circle(&mark.shape)).collect();
        let mut east = points.iter().filter(|(at, ..)| at.1 > points[0].0.1 + 9.0);
        let (Some((ring_at, ring, edge)), Some((dot_at, dot, _))) = (east.next(), east.next()) else {
            panic!("{points:?}")
        };
        let apart = (ring_at.0 - dot_at.0).hypot(ring_at.1 - dot_at.1);
        assert!(apart >= ring + edge / 2.0 + dot, "{by}: {apart} from {ring} to {dot}");
        assert!(ring_at.1 < dot_at.1, "the earlier is above");
    }
}

#[test]
fn regions_of_respondents_stand_by_change_under_their_variable_and_ages_in_their_order() {
    let folder = Folder::new();
    let mut rows = "wave,region,age,q\n".to_owned();
    for id in 0..1800 {
        let (wave, region) = (id % 2, id / 2 % 3);
        // The first in the alphabet rises least.
        let yes = (id / 6) % 10 < 2 + wave * [1, 5, 3][region];
        let (age, wave) = (["18-34", "35-54", "55+"][id / 600], ["2023-05", "2025-05"][wave]);
        rows += &format!("{wave},{},{age},{}\n", ["Alder", "Birch", "Cedar"][region], if yes { "yes" } else { "no" });
    }
    let path = folder.file("people.csv");
    std::fs::write(&path, rows).unwrap();
    let path = path.to_str().unwrap();
    let drawn = |by: &str, kind: &str| {
        let asked = ["compare", path, "--question", "q", "--answer", "yes", "--by", by, "--over", "wave"];
        texts(&folder.svg(&[&asked[..], &["--against", "first", "--chart", kind]].concat()))
    };
    let only = |found: Vec<String>, wanted: &[&str]| -> Vec<String> {
        found.into_iter().filter(|text| wanted.contains(&text.as_str())).collect()
    };
    for kind in ["dumbbell", "dots"] {
        let regions = only(drawn("region", kind), &["Region", "Alder", "Birch", "Cedar"]);
        assert_eq!(regions, ["Region", "Birch", "Cedar", "Alder"], "{kind}");
    }
    assert_eq!(only(drawn("age", "dumbbell"), &["18-34", "35-54", "55+"]), ["18-34", "35-54", "55+"]);
}

#[test]
fn rows_of_several_answers_stand_under_these_and_are_told_with_them() {
    let folder = Folder::new();
    let wave = |at: usize| {
        let (yes, no, unsure) = (40 + 5 * at, 45 - 6 * at, 15 + at);
        let line = |answer: &str, share: usize| format!("2025-0{},{answer},{share},1000\n", at + 1);
        [line("yes", yes), line("no", no), line("unsure", unsure)].concat()
    };
    let table = format!("wave,answer,percent,n\n{}", (0..3).map(wave).collect::<String>());
    let path = folder.file("polls.csv");
    std::fs::write(&path, table).unwrap();
    let path = path.to_str().unwrap();
    for kind in ["dumbbell", "dots", "bars"] {
        let svg = folder.svg(&["compare", path, "--deff", "1", "--against", "previous", "--chart", kind]);
        let texts = texts(&svg);
        let found: Vec<&str> = texts
            .iter()
            .map(String::as_str)
            .filter(|text| ["Yes", "No", "Unsure"].contains(text) || text.contains("\u{a0}– "))
            .collect();
        let rows = ["Jan 2025\u{a0}– Feb 2025", "Feb 2025\u{a0}– Mar 2025"];
        let block = |answer: &'static str| [&[answer][..], &rows[..]].concat();
        assert_eq!(found, [block("Yes"), block("No"), block("Unsure")].concat(), "{kind}");
        assert!(texts[0].starts_with("Answers to “polls”") && !texts[0].contains("by "), "{kind}: {}", texts[0]);
        assert!(svg.contains("Yes, Jan 2025") || svg.contains("Yes, Feb 2025"), "{kind}: the alt text names no answer");
    }
}

#[test]
fn changes_of_several_pollsters_are_told_with_their_names() {
    let folder = Folder::new();
    let poll = |at: usize| format!("2025-0{}-10,{},yes,{},1000\n", at + 1, ["Ada", "Bell"][at % 2], 30 + 4 * at);
    let path = folder.file("polls.csv");
    std::fs::write(&path, format!("date_start,pollster,answer,percent,n\n{}", (0..4).map(poll).collect::<String>()))
        .unwrap();
    let asked = ["compare", path.to_str().unwrap(), "--deff", "1", "--against", "previous", "--chart", "dots"];
    let found = texts(&folder.svg(&asked));
    let row = |name: &str| found.iter().any(|text| text == name);
    assert!(row("Ada, Jan 2025\u{a0}– Mar 2025") && row("Bell, Feb 2025\u{a0}– Apr 2025"), "{found:?}");
}

#[test]
fn several_changes_of_a_group_stand_under_it() {
    let folder = Folder::new();
    let row = |id: usize| {
        let (wave, yes) = (id % 3, id * 7 % 10 < 3 + id % 3 * 2);
        format!("2025-0{},{},{}\n", wave + 1, ["men", "women"][id / 3 % 2], if yes { "yes" } else { "no" })
    };
    let path = folder.file("people.csv");
    std::fs::write(&path, format!("wave,sex,q\n{}", (0..900).map(row).collect::<String>())).unwrap();
    let asked = ["compare", path.to_str().unwrap(), "--question", "q", "--answer", "yes", "--by", "sex"];
    let found = texts(&folder.svg(&[&asked[..], &["--over", "wave", "--against", "first"]].concat()));
    let names = ["All respondents", "Men", "Women", "Jan 2025\u{a0}– Feb 2025", "Jan 2025\u{a0}– Mar 2025"];
    let listed: Vec<&str> = found.iter().map(String::as_str).filter(|text| names.contains(text)).collect();
    let block = |group: &'static str| [group, names[3], names[4]];
    assert_eq!(listed, [block(names[0]), block(names[1]), block(names[2])].concat());
    assert!(found[0].contains("by sex"), "{}", found[0]);
}

#[test]
fn pairs_have_most_of_the_width_and_one_heading_over_difference_and_interval() {
    let picture = regions(&[("north", 0.2, 0.9), ("east", 0.3, 0.5), ("west", 0.4, 0.6)], true);
    let axis = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Tick).map(|mark| mark.extent().centre().0);
    let (from, to) = axis.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let part = (to - from) / picture.drawing.width;
    assert!(part > 0.64, "{part}");
    let right = |role: Role| {
        picture
            .drawing
            .marks
            .iter()
            .filter(|mark| mark.role == role)
            .map(|mark| mark.extent().right())
            .fold(0.0, f64::max)
    };
    assert!((right(Role::Heading) - right(Role::Interval)).abs() < 1.5);
}

/// What a table of two waves of two groups gives when they are compared and drawn.
fn compared(kind: &str, more: &[&str]) -> (String, String) {
    let folder = Folder::new();
    let row = |wave: &str, sex: &str, share: usize| {
        format!("{wave},yes,{sex},{share},800\n{wave},no,{sex},{},800\n", 100 - share)
    };
    let rows = [
        row("2020-01", "men", 40),
        row("2020-01", "women", 50),
        row("2024-01", "men", 60),
        row("2024-01", "women", 49),
    ];
    let path = folder.file("polls.csv");
    std::fs::write(&path, format!("wave,answer,sex,percent,n\n{}", rows.concat())).unwrap();
    let asked = ["compare", path.to_str().unwrap(), "--by", "sex", "--over", "wave", "--against", "first"];
    let svg = folder.svg(&[&asked[..], &["--answer", "yes", "--deff", "1", "--chart", kind], more].concat());
    (texts(&svg).join(" "), std::fs::read_to_string(folder.file("picture.data.csv")).unwrap())
}

#[test]
fn both_ends_of_a_comparison_have_their_own_intervals_in_picture_and_numbers() {
    for (kind, said) in
        [("dumbbell", "of single values, not of their changes"), ("slope", "of single waves, not of their changes")]
    {
        let (found, csv) = compared(kind, &[]);
        assert!(found.contains(&format!("95% intervals (Wilson) with rounding {said}")), "{found}");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let ends: Vec<_> = reader.records().map(Result::unwrap).filter(|row| &row[0] == "estimate").collect();
        assert_eq!(ends.len(), 4);
        for row in &ends {
            let number = |at: usize| row[at].parse::<f64>().unwrap();
            assert!(
                number(12) < number(10) && number(10) < number(9) && number(9) < number(11) && number(11) < number(13),
                "{row:?}"
            );
        }
        // As `estimate` has it: Wilson on 800 people.
        assert!((ends[0][10].parse::<f64>().unwrap() - 0.366_607).abs() < 1e-4, "{:?}", ends[0]);
    }
}

#[test]
fn intervals_of_two_points_stand_above_and_below_them_and_numbers_outside() {
    let picture = regions(&[("north", 0.2, 0.9), ("east", 0.30, 0.33)], true);
    let of = |role: Role| picture.drawing.marks.iter().filter(move |mark| mark.role == role).map(|mark| mark.extent());
    let lines: Vec<_> = of(Role::Whisker).collect();
    assert_eq!((lines.len(), &picture.findings), (4, &vec![]));
    assert!(lines.chunks(2).all(|pair| pair[0].y < pair[1].y - 9.0), "{lines:?}");
    let (low, high) = (lines[2].x.min(lines[3].x), lines[2].right().max(lines[3].right()));
    let numbers: Vec<_> =
        of(Role::Value).filter(|text| (text.centre().1 - lines[2].y).abs() < 12.0 && text.x < 600.0).collect();
    assert!(numbers.iter().all(|text| text.right() < low || text.x > high), "{numbers:?}: {low} to {high}");
}

#[test]
fn names_stand_over_their_rows_where_a_narrow_picture_has_no_room_beside() {
    let changes = [("the north and the islands", 0.3, 0.4), ("the south", 0.3, 0.5), ("the capital", 0.5, 0.6)];
    let picture = regions_in(Size::wide(300).unwrap(), &changes, true);
    let of = |role: Role| picture.drawing.marks.iter().filter(move |mark| mark.role == role).map(|mark| mark.extent());
    let (names, points): (Vec<_>, Vec<_>) = (of(Role::Name).collect(), of(Role::Estimate).collect());
    assert_eq!((names.len(), of(Role::Interval).count()), (3, 3), "each in one line, with the interval of its change");
    for (name, pair) in names.iter().zip(points.chunks(2)) {
        assert!(pair.iter().all(|point| point.y > name.bottom() - 3.0), "{name:?} {pair:?}");
        let through = |line: &Rect| line.x > name.x && line.x < name.right() && line.overlap(name).1 > 2.0;
        assert!(!of(Role::Grid).any(|line| through(&line)), "lines to read by run through {name:?}");
    }
    assert_eq!(picture.findings, []);
}
