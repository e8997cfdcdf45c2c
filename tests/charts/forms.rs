//! Forms of points that tell pollsters apart, and what is told of polls of many.

use crate::command_line::{Folder, words};
use crate::pollsters::{polls, x_of};
use crate::press::{draw, draw_in, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use std::collections::BTreeSet;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size};

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
