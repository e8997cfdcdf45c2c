//! What a newspaper expects of lines and panels: labels that belong to their lines, intervals that can be told apart, few
//! lines to read by.

use crate::command_line::Folder;
use crate::respondents::texts;
use crate::samples;
use std::collections::BTreeSet;
use topline::chart::drawing::{Mark, Point, Role, Shape, Stroke};
use topline::chart::figures::{AnswerOrder, Figures, FitPoint, FittedLine, GroupOrder, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};
use topline::survey;
use topline::uncertainty::Bounds;

pub(crate) fn draw_in(kind: &str, figures: &Figures, theme: &str, size: Size) -> Picture {
    let picture = render(kinds::kind(kind).unwrap(), figures, &Theme::named(theme).unwrap(), size).unwrap();
    assert_eq!(picture.findings, [], "{kind} in {theme}, {} pixels wide", size.width());
    picture
}

pub(crate) fn draw(kind: &str, figures: &Figures) -> Picture {
    draw_in(kind, figures, "light", Size::SCREEN)
}

pub(crate) fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

pub(crate) fn texts_of(picture: &Picture, role: Role) -> Vec<String> {
    marks(picture, role).into_iter().filter_map(|mark| Some(mark.text()?.text.clone())).collect()
}

pub(crate) fn line(mark: &Mark) -> (&[Point], Stroke) {
    match &mark.shape {
        Shape::Line { points, stroke } => (points, *stroke),
        _ => panic!("no line: {mark:?}"),
    }
}

pub(crate) const LEVELS: [&str; 6] = ["Centre", "East", "North", "South", "West", "Islands"];

/// Eight waves of six groups with like values, half a year apart.
fn groups() -> Figures {
    let row = |group: usize, wave: usize| {
        let p = 0.5 + 0.004 * (group as f64 - 2.5) * (wave as f64 - 3.0) / 4.0;
        let row = samples::share(p, 600.0, 1.2).series(LEVELS[group]);
        row.at(samples::day(2022, 1, 1) + 182.0 * wave as f64, format!("wave {wave}"))
    };
    let rows = (0..6).flat_map(|group| (0..8).map(move |wave| row(group, wave))).collect();
    Figures { rows, notes: samples::notes(), ..Figures::default() }
}

#[test]
fn a_label_that_moved_is_joined_to_its_line_by_a_curve_in_its_colour() {
    for width in [400, 640, 1600, 4000] {
        let picture = draw_in("trend", &groups(), "light", Size::wide(width).unwrap());
        let curves = marks(&picture, Role::Leader);
        assert!(curves.len() >= 4, "{} curves at {width} pixels", curves.len());
        for curve in curves {
            let (points, stroke) = line(curve);
            let series = curve.series.expect("a curve is a line's");
            let mine = |mark: &&&Mark| mark.series == Some(series);
            let labels = marks(&picture, Role::Label);
            let label = labels.iter().find(mine).and_then(|mark| mark.text()).unwrap();
            assert_eq!(stroke.colour, label.colour);
            let lines = marks(&picture, Role::Fit);
            let end = line(lines.iter().rfind(mine).unwrap()).0.last().copied().unwrap();
            let (first, last) = (points[0], points[points.len() - 1]);
            assert!((first.1 - end.1).abs() < 1e-6 && first.0 > end.0, "it starts at the end of its line");
            assert!(last.0 < label.at.0 && points.is_sorted_by(|a, b| a.0 <= b.0), "it runs to its label");
            let drop = |pair: &[Point]| (pair[1].1 - pair[0].1).abs();
            let steepest = points.windows(2).map(drop).fold(0.0, f64::max);
            assert!(points.len() > 8 && drop(&points[points.len() - 2..]) < 0.3 * steepest, "it arrives level");
        }
    }
}

#[test]
fn curves_of_many_lines_have_room_to_bend() {
    let mut figures = groups();
    let second = figures.rows.iter().map(|row| {
        let name = format!("{} again", row.series.as_deref().unwrap());
        row.clone().series(name)
    });
    figures.rows = figures.rows.iter().cloned().chain(second).collect();
    let picture = draw("trend", &figures);
    let curves = marks(&picture, Role::Leader);
    assert!(curves.len() > 8, "{}", curves.len());
    for curve in curves {
        let points = line(curve).0;
        let bends = points.windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| pair[1].0 - pair[0].0);
        assert!(bends.sum::<f64>() >= 6.5, "{points:?}");
    }
}

#[test]
fn labels_where_their_lines_end_need_no_curve() {
    let mut figures = groups();
    figures.rows.retain(|row| ["Centre", "Islands"].contains(&row.series.as_deref().unwrap()));
    assert!(marks(&draw("trend", &figures), Role::Leader).is_empty());
}

/// Places across of the intervals of each series, in order of time.
fn whiskers(picture: &Picture) -> Vec<Vec<f64>> {
    let of = |series: usize| {
        let whiskers = marks(picture, Role::Whisker).into_iter().chain(marks(picture, Role::Cloud));
        let mine = whiskers.filter(|mark| mark.series == Some(series));
        mine.map(|mark| mark.extent().x).collect::<Vec<f64>>()
    };
    (0..6).map(of).filter(|places| !places.is_empty()).collect()
}

#[test]
fn intervals_of_one_date_stand_side_by_side_about_it() {
    let mut two = groups();
    two.rows.retain(|row| ["North", "South"].contains(&row.series.as_deref().unwrap()));
    let picture = draw("trend", &two);
    let places = whiskers(&picture);
    for wave in 0..8 {
        let mut here: Vec<f64> = places.iter().map(|line| line[wave]).collect();
        here.sort_by(f64::total_cmp);
        assert!(here.windows(2).all(|pair| pair[1] - pair[0] > 2.0), "{here:?}");
        assert!(here[1] - here[0] < 3.0, "no further than it takes");
    }
    assert!(texts_of(&picture, Role::Footer).join(" ").contains("those of one date side by side"));
    // Of many lines too: they are thinner, and none covers another.
    let many = draw("trend", &groups());
    let places = whiskers(&many);
    assert_eq!(places.iter().map(Vec::len).collect::<Vec<_>>(), [8; 6], "every poll shows its interval");
    for wave in 0..8 {
        let mut here: Vec<f64> = places.iter().map(|line| line[wave]).collect();
        here.sort_by(f64::total_cmp);
        assert!(here.windows(2).all(|pair| pair[1] - pair[0] > 1.0), "{here:?}");
    }
    assert!(texts_of(&many, Role::Footer).join(" ").contains("side by side"));
    // Ends of intervals that touch move nothing, and nothing is said.
    let mut touching = groups();
    for row in &mut touching.rows {
        let at = LEVELS.iter().position(|level| row.series.as_deref() == Some(level)).unwrap() as f64;
        let middle = 0.05 + 0.15 * at;
        row.value = Some(middle);
        row.inner = Some(topline::uncertainty::Bounds { low: middle - 0.08, high: middle + 0.08 });
        row.outer = None;
    }
    let touching = draw("trend", &touching);
    assert!(touching.drawing.courses.iter().all(|course| course.aside == 0.0));
    assert!(!texts_of(&touching, Role::Footer).join(" ").contains("side by side"));
    let mut apart = groups();
    for row in &mut apart.rows {
        let at = LEVELS.iter().position(|level| row.series.as_deref() == Some(level)).unwrap() as f64;
        let share = samples::share(0.05 + 0.15 * at, 2000.0, 1.0);
        (row.value, row.inner, row.outer) = (share.value, share.inner, share.outer);
    }
    let apart = draw("trend", &apart);
    let places = whiskers(&apart);
    assert!(places.iter().all(|line| line == &places[0]), "who covers nobody stands at the date");
    assert!(!texts_of(&apart, Role::Footer).join(" ").contains("side by side"));
}

#[test]
fn points_lie_above_the_lines_that_join_them_and_above_all_intervals() {
    let picture = draw("trend", &groups());
    let places = |role: Role| picture.drawing.marks.iter().enumerate().filter(move |(_, mark)| mark.role == role);
    let lowest_point = places(Role::Estimate).map(|(at, _)| at).min();
    let highest = [Role::Whisker, Role::Fit].map(|role| places(role).map(|(at, _)| at).max());
    assert!(highest.iter().all(|highest| *highest < lowest_point), "{highest:?} under {lowest_point:?}");
}

#[test]
fn fits_keep_to_their_dates_where_polls_stand_aside() {
    let mut figures = groups();
    let fit = |name: &&str| {
        let mine = figures.rows.iter().filter(|row| row.series.as_deref() == Some(name));
        let point = |row: &Row| {
            let (day, value) = (row.when.as_ref().unwrap().day, row.value.unwrap());
            FitPoint { day, value, band: Some(Bounds::new(value - 0.02, value + 0.02)), forecast: false }
        };
        FittedLine { panel: None, series: (*name).into(), points: mine.map(point).collect() }
    };
    figures.fits = LEVELS.iter().map(fit).collect();
    let picture = draw("trend", &figures);
    let starts: BTreeSet<u64> =
        marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).0[0].0.to_bits()).collect();
    assert_eq!(starts.len(), 1, "all fits begin at the first date");
}

#[test]
fn lines_of_two_words_for_no_opinion_are_two_greys_and_one_dashed() {
    for (name, role) in [("refused", survey::Role::Refused), ("no answer", survey::Role::DontKnow)] {
        let answers = [("good", survey::Role::Positive), ("neither", survey::Role::Neutral)];
        let answers =
            [&answers[..], &[("bad", survey::Role::Negative), ("don't know", survey::Role::DontKnow)]].concat();
        let answers: Vec<_> = answers.into_iter().chain([(name, role)]).collect();
        let row = |at: usize, wave: usize| {
            let p = [0.4, 0.25, 0.2, 0.1, 0.05][at] + 0.002 * wave as f64;
            samples::share(p, 2000.0, 1.0).answer(answers[at].0).at(19_000.0 + 90.0 * wave as f64, format!("w{wave}"))
        };
        let rows = (0..5).flat_map(|at| (0..6).map(move |wave| (at, wave))).map(|(at, wave)| row(at, wave)).collect();
        let order = |(name, role): &(&str, survey::Role)| AnswerOrder { name: (*name).into(), role: *role };
        let answers = answers.iter().map(order).collect();
        let figures = Figures { rows, answers, ordered: true, notes: samples::notes(), ..Figures::default() };
        for theme in ["light", "dark"] {
            let picture = draw_in("trend", &figures, theme, Size::SCREEN);
            let fits = marks(&picture, Role::Fit);
            let strokes: Vec<Stroke> = fits.into_iter().map(|mark| line(mark).1).collect();
            let dashed: Vec<&Stroke> = strokes.iter().filter(|stroke| stroke.dash.is_some()).collect();
            assert_eq!(dashed.len(), 1, "{theme}");
            let same = strokes.iter().filter(|stroke| stroke.colour == dashed[0].colour).count();
            assert_eq!(same, 1, "{theme}: a grey of its own");
        }
    }
}

/// Panels of regions without an order of their own.
fn regions() -> Figures {
    let mut figures = groups();
    for row in &mut figures.rows {
        row.panel = row.series.replace("yes".into());
    }
    let order = GroupOrder { variable: "panel".into(), title: "Region".into(), levels: Vec::new(), ordered: false };
    figures.groups.push(order);
    figures
}

#[test]
fn panels_without_an_order_stand_by_their_last_value() {
    let headings = texts_of(&draw("facets", &regions()), Role::Heading);
    assert_eq!(headings, ["Islands", "West", "South", "North", "East", "Centre"]);
    let mut ordered = regions();
    ordered.groups[0] =
        GroupOrder { levels: LEVELS.map(String::from).into(), ordered: true, ..ordered.groups[0].clone() };
    assert_eq!(texts_of(&draw("facets", &ordered), Role::Heading), LEVELS);
}

#[test]
fn panels_have_few_lines_and_dates_below_their_columns_alone() {
    let picture = draw("facets", &regions());
    let ticks = texts_of(&picture, Role::Tick);
    let dates = ticks.iter().filter(|text| text.starts_with("20") && text.len() == 4).count();
    let columns = 3;
    assert_eq!(dates % columns, 0);
    assert!(dates / columns < 6, "dates of one row: {ticks:?}");
    let bottoms: BTreeSet<i64> = marks(&picture, Role::Tick)
        .into_iter()
        .filter(|mark| mark.text().is_some_and(|text| !text.text.ends_with('%')))
        .map(|mark| mark.text().unwrap().at.1.round() as i64)
        .collect();
    assert!(bottoms.len() <= 2, "dates in one place: {bottoms:?}");
    let values = ticks.iter().filter(|text| text.ends_with('%')).count();
    assert!(values <= 2 * 4, "at most four lines in each of two rows: {ticks:?}");
}

#[test]
fn too_many_panels_are_not_told_to_be_drawn_as_panels() {
    let panel = |at: usize| samples::share(0.5, 500.0, 1.0).group("sex", "men").panel(format!("panel {at}"));
    let figures = Figures { rows: (0..7).map(panel).collect(), notes: samples::notes(), ..Figures::default() };
    let refused = render(kinds::kind("facets").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN);
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("7 panels") && !refused.contains("draw `facets`"), "{refused}");
}

#[test]
fn low_panels_have_a_line_in_their_middle() {
    let picture = draw_in("facets", &samples::facets(24), "light", Size::SQUARE);
    let labels: BTreeSet<String> =
        texts_of(&picture, Role::Tick).into_iter().filter(|text| text.ends_with('%')).collect();
    assert_eq!(labels.len(), 3, "{labels:?}");
}

#[test]
fn lines_of_one_answer_are_named_by_their_groups_alone() {
    let folder = Folder::new();
    let mut table = "question,answer,wave,region,percent,base\n".to_owned();
    for (at, region) in ["North", "West"].into_iter().enumerate() {
        for year in 2018..2025 {
            let yes = 40 + (year - 2018) * (1 + at);
            table += &format!("q,yes,{year}-05,{region},{yes},900\nq,no,{year}-05,{region},{},900\n", 100 - yes);
        }
    }
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let ask = ["trend", file.to_str().unwrap(), "--deff", "1", "--question", "q", "--by", "region"];
    let labels = |answers: &[&str], kind: &str| texts(&folder.svg(&[&ask[..], answers, &["--chart", kind]].concat()));
    let one = labels(&["--answer", "yes"], "trend");
    assert!(one.iter().any(|text| text.starts_with("West")), "{one:?}");
    let two = labels(&["--answer", "yes", "--answer", "no"], "trend");
    let count = |start: &str| two.iter().filter(|text| text.starts_with(start)).count();
    assert_eq!((count("Yes"), count("West\u{2002}")), (1, 2), "answers in the key: {two:?}");
    let panels = labels(&["--answer", "yes"], "facets");
    let place = |name: &str| panels.iter().position(|text| text.starts_with(name)).unwrap();
    assert!(place("West") < place("North"), "regions stand by their last value: {panels:?}");
}

#[test]
fn a_picture_of_4000_pixels_is_that_of_1600_enlarged() {
    for (name, kind, figures) in samples::all() {
        let [small, large] = [1600, 4000].map(|width| {
            let size = Size::wide(width).unwrap();
            render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap().drawing
        });
        assert_eq!((small.marks.len(), small.width), (large.marks.len(), large.width), "{name}");
        let same = |(a, b): (&Mark, &Mark)| a.role == b.role && (a.extent().x - b.extent().x).abs() < 1.0;
        assert!(small.marks.iter().zip(&large.marks).all(same), "{name}");
    }
}

#[test]
fn bands_that_would_cover_each_other_are_bars_at_the_ends_of_lines() {
    let drawn = |groups: usize, apart: f64, highlight: Option<&str>| {
        let row = |group: usize, wave: usize| {
            let p = 0.3 + apart * group as f64;
            samples::share(p, 600.0, 1.2)
                .series(LEVELS[group])
                .at(samples::day(2022, 1, 1) + 182.0 * wave as f64, format!("wave {wave}"))
        };
        let fit = |group: usize| {
            let value = 0.3 + apart * group as f64;
            let point = |day: f64| FitPoint {
                day,
                value,
                band: Some(Bounds::new(value - 0.05, value + 0.05)),
                forecast: false,
            };
            let start = samples::day(2022, 1, 1);
            let points = [start, start + 546.0, start + 1274.0].map(point).into();
            FittedLine { series: LEVELS[group].to_owned(), panel: None, points }
        };
        let rows = (0..groups).flat_map(|group| (0..8).map(move |wave| row(group, wave))).collect();
        let (fits, notes) = ((0..groups).map(fit).collect(), samples::notes());
        let figures = Figures { rows, fits, notes, highlight: highlight.map(str::to_owned), ..Figures::default() };
        let picture = draw("trend", &figures);
        let bands: BTreeSet<_> = marks(&picture, Role::Ribbon).iter().map(|mark| mark.series).collect();
        let last = marks(&picture, Role::Estimate).iter().map(|mark| mark.extent().centre().0).fold(0.0, f64::max);
        let bars: Vec<f64> = marks(&picture, Role::Whisker).iter().map(|mark| mark.extent().x).collect();
        let bars: BTreeSet<u64> = bars.into_iter().filter(|x| *x > last + 3.0).map(f64::to_bits).collect();
        (bands.len(), bars.len(), texts_of(&picture, Role::Footer).join(" ").contains("bars at the ends of"))
    };
    assert_eq!(drawn(5, 0.01, None), (0, 5, true), "side by side");
    assert_eq!(drawn(3, 0.01, None), (3, 0, false), "three can be told apart");
    assert_eq!(drawn(5, 0.08, None), (5, 0, false));
    assert_eq!(drawn(5, 0.01, Some("East")), (1, 4, true), "that of a line set off is drawn");
}
