//! Polls of several pollsters over time: each is seen, none is joined to another's, and nobody's mean is printed as a figure.

use crate::command_line::{Folder, words};
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
fn polls(days: &[f64]) -> Figures {
    let of = |day: f64| {
        HOUSES.iter().enumerate().map(move |(at, house)| {
            let row = samples::share(0.40 + 0.01 * at as f64, 1000.0, 1.0).series("yes");
            row.pollster(*house).at(samples::day(2024, 1, 1) + day, format!("day {day}"))
        })
    };
    Figures { rows: days.iter().copied().flat_map(of).collect(), notes: samples::notes(), ..Figures::default() }
}

fn x_of(mark: &Mark) -> f64 {
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

/// A trend of polls of so many pollsters, of whom the last has most polls.
fn of_houses(count: usize, width: u32) -> Picture {
    let row = |at: usize| {
        let row = samples::share(0.40 + 0.01 * (at % 5) as f64, 1000.0, 1.0).series("yes");
        let house = if at > 20 { count - 1 } else { at % count };
        row.pollster(format!("House {house}")).at(samples::day(2024, 1, 1) + 9.0 * at as f64, format!("d{at}"))
    };
    let figures = Figures { rows: (0..40).map(row).collect(), notes: samples::notes(), ..Figures::default() };
    let picture = draw_in("trend", &figures, "light", Size::wide(width).unwrap());
    assert!(picture.findings.is_empty(), "{:?}", picture.findings);
    picture
}

/// The forms of points, by the places of their corners: circles have none.
fn forms(picture: &Picture, role: Role) -> BTreeSet<Vec<(i64, i64)>> {
    let form = |mark: &Mark| match &mark.shape {
        Shape::Area { points, .. } => {
            let ((x, y), width) = (mark.extent().centre(), mark.extent().width);
            let part = |at: f64| (20.0 * at / width).round() as i64;
            points.iter().map(|point| (part(point.0 - x), part(point.1 - y))).collect()
        }
        _ => Vec::new(),
    };
    let is_point = |mark: &&Mark| matches!(mark.shape, Shape::Area { .. } | Shape::Circle { .. });
    marks(picture, role).into_iter().filter(is_point).map(form).collect()
}

#[test]
fn pollsters_have_a_form_each_or_share_one_that_the_key_names() {
    for (count, width) in [(2, 1600), (5, 380), (6, 1600), (7, 1600), (13, 1600), (13, 380)] {
        let picture = of_houses(count, width);
        let key = texts_of(&picture, Role::KeyText);
        assert_eq!(key.len(), count.min(6), "{key:?}");
        assert_eq!(forms(&picture, Role::Estimate).len(), key.len(), "{count} in {width}");
        assert_eq!(forms(&picture, Role::Key).len(), key.len(), "{count} in {width}");
        let others = format!("Other pollsters ({})", count.saturating_sub(5));
        assert_eq!(key.contains(&others), count > 6, "{key:?}");
        let most = format!("House {}", count - 1);
        assert!(key.contains(&most), "who has most polls has a form: {key:?}");
        let footer = texts_of(&picture, Role::Footer).join(" ");
        // Beside who has most polls others have as many as those in the common form.
        let said = format!("{count} pollsters, 5 of them in forms of their own");
        assert_eq!(footer.contains(&said), count > 6, "{footer}");
        assert!(!footer.contains("dashed:"), "nothing is joined, nor dashed: {footer}");
    }
}

/// Seven pollsters of one to seven polls of so many people each.
#[test]
fn forms_are_of_the_largest_pollsters() {
    let row = |house: usize, poll: usize, n: f64| {
        let row = samples::share(0.4, n, 1.0).series("yes").pollster(format!("House {house}"));
        row.at(samples::day(2024, 1, 1) + (10 * poll + house) as f64, format!("d{poll}{house}"))
    };
    let told = |rows: Vec<Row>| {
        let picture = draw("trend", &Figures { rows, notes: samples::notes(), ..Figures::default() });
        (texts_of(&picture, Role::KeyText).join("|"), texts_of(&picture, Role::Footer).join(" "))
    };
    let (key, said) = told((0..7).flat_map(|house| (0..=house).map(move |poll| row(house, poll, 900.0))).collect());
    assert_eq!(key, "House 2|House 3|House 4|House 5|House 6|Other pollsters (2)");
    assert!(said.contains("7 pollsters, the 5 with most polls in forms of their own"), "{said}");
    let (key, said) = told((0..7).map(|house| row(house, 0, 500.0 + 100.0 * house as f64)).collect());
    assert_eq!(key, "House 2|House 3|House 4|House 5|House 6|Other pollsters (2)");
    assert!(said.contains("7 pollsters, 5 of them in forms of their own"), "{said}");
}

#[test]
fn points_whose_forms_tell_pollsters_are_large_enough_for_it() {
    let mut figures = polls(&(0..70).map(|at| 10.0 * f64::from(at)).collect::<Vec<_>>());
    figures.rows.iter_mut().for_each(|row| row.n_effective = Some(150.0));
    let smallest = |figures: &Figures| {
        let picture = draw_in("trend", figures, "light", Size::wide(400).unwrap());
        let points = [Role::Estimate, Role::Disc].map(|role| marks(&picture, role)).concat();
        points.into_iter().map(|mark| mark.extent().height / 2.0).fold(f64::INFINITY, f64::min)
    };
    assert!(smallest(&figures) > 2.0, "{}", smallest(&figures));
    figures.rows.retain(|row| row.pollster.as_deref() == Some("Alpha"));
    assert!(smallest(&figures) < 2.0, "those of one pollster have one form: {}", smallest(&figures));
}

/// Points that stand aside of the last date lie over the axis, as those of the first do.
#[test]
fn polls_aside_of_the_last_date_lie_within_the_plot() {
    let picture = draw("trend", &polls(&[0.0, 60.0, 120.0]));
    let plot = picture.drawing.courses[0].plot;
    let ends = marks(&picture, Role::Whisker)
        .into_iter()
        .map(x_of)
        .fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
    assert!(ends.0 >= plot.x && ends.1 <= plot.right() + 0.5, "{ends:?} in {plot:?}");
}

/// Of bases of 200 and 900,000 the intervals of the larger are hidden by their points.
#[test]
fn a_trend_says_which_intervals_points_hide() {
    let row = |at: usize| {
        let n = if at == 0 { 200.0 } else { 900_000.0 };
        let row = Row { outer: None, ..samples::share(0.40, n, 1.0) }.series("yes");
        row.at(samples::day(2024, 1, 1) + 90.0 * at as f64, format!("d{at}"))
    };
    let figures = Figures { rows: (0..4).map(row).collect(), notes: samples::notes(), ..Figures::default() };
    let said = texts_of(&draw("trend", &figures), Role::Footer).join(" ");
    assert!(said.contains("bars not seen are no longer than the points"), "{said}");
}

/// A word that a little more room keeps whole is not broken; one that breaks all the same takes none from the plot.
#[test]
fn words_at_the_ends_of_lines_break_only_where_they_must() {
    let label = |name: &str| {
        let row = |line: &str, at: usize| {
            let row = samples::share(if line == "Labour" { 0.4 } else { 0.3 }, 1000.0, 1.0).series(line);
            row.at(samples::day(2024, 1, 1) + 90.0 * at as f64, format!("d{at}"))
        };
        let rows = (0..4).flat_map(|at| [row("Labour", at), row(name, at)]).collect();
        let figures = Figures { rows, notes: samples::notes(), ..Figures::default() };
        let picture = draw_in("trend", &figures, "light", Size::wide(320).unwrap());
        (texts_of(&picture, Role::Label), picture.drawing.courses[0].plot.width)
    };
    let (whole, _) = label("Conservatives");
    assert!(whole.contains(&"Conservatives".to_owned()), "{whole:?}");
    let ((broken, narrow), (_, usual)) = (label("Bundesverfassungsgericht"), label("Uncommitted"));
    assert!(broken.iter().any(|text| text.ends_with('-')), "{broken:?}");
    assert!(narrow >= usual - 12.0, "{narrow} {usual}");
}

/// Nine pollsters in turn, the last of them in the field from one month to the next.
fn nine(folder: &Folder) -> String {
    let poll = |at: usize| {
        let month = |at: usize| format!("{}-{:02}", 2024 + at / 12, at % 12 + 1);
        let (from, to) = (format!("{}-25", month(at)), format!("{}-01", month(at + 1)));
        format!("House {},{from},{to},1000,{},{}\n", at % 9, 30 + at % 5, 40 - at % 4)
    };
    let table = "pollster,start,end,n,Left,Right\n".to_owned() + &(0..20).map(poll).collect::<String>();
    std::fs::write(folder.file("nine.csv"), table).unwrap();
    folder.file("nine.csv").to_str().unwrap().to_owned()
}

#[test]
fn a_small_picture_of_many_pollsters_has_one_form() {
    let folder = Folder::new();
    let file = nine(&folder);
    let fit = ["trend", &file, "--deff", "1.4", "--method", "local-level", "--houses", "sum-to-zero"];
    let drawn = |size: &[&str]| texts(&folder.svg(&[&fit[..], size].concat())).join(" ");
    let large = drawn(&[]);
    assert!(large.contains("Other pollsters (4)") && large.contains("in forms of their own"), "{large}");
    for size in [["--size", "thumbnail"], ["--width", "400"]] {
        let small = drawn(&size);
        assert!(!small.contains("Other pollsters") && !small.contains("forms of"), "{small}");
        assert!(small.contains("9 pollsters"), "{small}");
    }
}

#[test]
fn dates_of_polls_reach_from_the_first_day_to_the_last() {
    let folder = Folder::new();
    let file = nine(&folder);
    let fit = ["trend", &file, "--deff", "1.4", "--method", "local-level", "--houses", "sum-to-zero", "--width", "400"];
    let found = texts(&folder.svg(&fit));
    assert!(found.iter().any(|text| text.contains("Jan 2024 – Sep 2025")), "the title: {found:?}");
    let all = found.join(" ");
    assert!(!all.contains("Aug 2025"), "the last poll ended in September: {all}");
    assert!(!found.iter().any(|text| text == "2023"), "no tick stands before the polls: {found:?}");
}

#[test]
fn slopes_of_many_polls_are_of_one_pollster() {
    let folder = Folder::new();
    let file = nine(&folder);
    let ask = ["estimate", &file, "--deff", "1.4", "--chart", "slope"];
    let refused = folder.draw(&ask);
    let said = words(&refused);
    assert!(said.contains("the polls of one pollster") && said.contains("--where"), "{said}");
    folder.svg(&[&ask[..], &["--where", "pollster == 'House 0'"]].concat());
}
