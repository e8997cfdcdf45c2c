//! Polls and pollsters in rows: narrow pictures, dates, intervals in their squares, single polls and the sides of house effects.

use crate::command_line::Folder;
use crate::samples;
use topline::chart::drawing::{Mark, Rect, Role, Shape};
use topline::chart::figures::{Figures, Part, Row, Unit};
use topline::chart::{ChartError, Picture, Size, Theme, kinds, render};

const HOUSES: [&str; 6] =
    ["NBC/SurveyMonkey", "Rasmussen", "GWU Battleground", "Lucid/The Times-Picayune", "Monmouth University", "ARG"];

fn draw(kind: &str, figures: &Figures, size: Size) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn wide(width: u32) -> Size {
    Size::wide(2 * width).unwrap().at_scale(2.0).unwrap()
}

fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

fn texts(picture: &Picture, role: Role) -> Vec<&str> {
    marks(picture, role).into_iter().filter_map(|mark| mark.text()).map(|text| text.text.as_str()).collect()
}

fn footer(picture: &Picture) -> String {
    texts(picture, Role::Footer).join(" ")
}

/// All that is written in a picture, whatever lines it is broken into.
fn said(svg: &str) -> String {
    let texts = svg.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
    texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// Polls between 41 and 51 %, with one of very many, and their level.
fn polls(year: &dyn Fn(usize) -> u16) -> Figures {
    let mut figures = samples::forest();
    figures.rows.retain(|row| row.part == Part::Pooled);
    figures.rows[0] = Row { value: Some(0.465), ..figures.rows[0].clone() }.inner(0.448, 0.482).outer(0.41, 0.52);
    let poll = |(at, house): (usize, &&str)| {
        let (value, half, weight) = if at == 0 { (0.51, 0.004, 0.21) } else { (0.4 + 0.02 * at as f64, 0.03, 0.158) };
        let row = Row { weight: Some(weight), n: Some(1_200.0), ..Row::new(value) };
        let when = format!("{}–{} Nov {}", at + 1, at + 4, year(at));
        row.inner(value - half, value + half).pollster(*house).at(17_000.0 + at as f64, when)
    };
    figures.rows.splice(0..0, HOUSES.iter().enumerate().map(poll).collect::<Vec<_>>());
    figures
}

/// Effects of houses with single polls, one of them nine points off.
fn effects() -> Figures {
    let mut figures = samples::house();
    figures.rows.clear();
    for (at, house) in HOUSES.iter().enumerate() {
        let effect = 0.02 - 0.008 * at as f64;
        let row = Row { polls: Some(4.0 + at as f64), ..Row::new(effect) }.answer("Clinton");
        figures.rows.push(row.inner(effect - 0.012, effect + 0.012).pollster(*house));
        for away in [-0.02, 0.0, 0.02] {
            figures.rows.push(Row::new(effect + away).part(Part::Poll).pollster(*house));
        }
    }
    figures.rows.push(Row::new(-0.09).part(Part::Poll).pollster("ARG"));
    figures
}

#[test]
fn narrow_pictures_keep_their_names_their_intervals_and_their_axis() {
    for (kind, figures) in [("forest", polls(&|_| 2016)), ("house", effects())] {
        let ends = |picture: &Picture| (picture.drawing.scales[0].from, picture.drawing.scales[0].to);
        let usual = draw(kind, &figures, Size::SCREEN);
        for width in [360, 400] {
            let picture = draw(kind, &figures, wide(width));
            let names = texts(&picture, Role::Name);
            assert!(HOUSES.iter().all(|house| names.contains(house)), "{kind} at {width}: {names:?}");
            assert_eq!(ends(&picture), ends(&usual), "{kind} at {width}");
            let seen = |mark: &&Mark| {
                let dot = mark.extent();
                marks(&picture, Role::Whisker)
                    .iter()
                    .map(|line| line.extent())
                    .any(|line| (line.y - dot.centre().1).abs() < 0.5 && line.width > dot.width + 4.0)
            };
            let shown = marks(&picture, Role::Estimate).iter().filter(|mark| seen(mark)).count();
            assert!(shown >= HOUSES.len() - 1, "{kind} at {width}: {shown} intervals reach past their points");
            assert!(picture.findings.iter().all(|f| f.code == "C15"), "{kind} at {width}: {:?}", picture.findings);
        }
        assert!(!footer(&usual).contains("want of room"));
    }
    let narrow = footer(&draw("forest", &polls(&|_| 2016), wide(360)));
    // The bases are the last to go: marks say the rest.
    assert!(narrow.contains("Not printed for want of room: intervals of polls."), "{narrow}");
    assert!(texts(&draw("forest", &polls(&|_| 2016), wide(360)), Role::Value).contains(&"1,200"));
}

#[test]
fn dates_of_polls_have_a_column_with_the_year_in_its_heading() {
    let picture = draw("forest", &polls(&|_| 2016), Size::SCREEN);
    assert!(texts(&picture, Role::Name).contains(&"NBC/SurveyMonkey"), "{:?}", texts(&picture, Role::Name));
    let years = picture.drawing.marks.iter().filter_map(|mark| mark.text()).filter(|text| text.text.contains("2016"));
    assert_eq!(years.map(|text| text.text.as_str()).collect::<Vec<_>>(), ["2016"]);
    assert!(texts(&picture, Role::Value).contains(&"1–4 Nov"));
    // Rows that are named by their dates have the year over them.
    let mut alone = polls(&|_| 2016);
    alone.rows.iter_mut().for_each(|row| row.pollster = None);
    let picture = draw("forest", &alone, Size::SCREEN);
    assert_eq!(texts(&picture, Role::Name)[..2], ["1–4 Nov", "2–5 Nov"]);
    let left = |role: Role, text: &str| {
        marks(&picture, role).into_iter().find(|mark| mark.text().unwrap().text == text).unwrap().extent().x
    };
    assert_eq!(left(Role::Heading, "2016"), left(Role::Name, "1–4 Nov"));
    let two = draw("forest", &polls(&|at| 2015 + (at as u16).min(1)), Size::SCREEN);
    assert!(texts(&two, Role::Value).contains(&"1–4 Nov 2015") && texts(&two, Role::Value).contains(&"2–5 Nov 2016"));
}

#[test]
fn an_interval_is_seen_in_a_square_wider_than_it_and_told_in_as_many_decimals_as_it_needs() {
    let picture = draw("forest", &polls(&|_| 2016), Size::SCREEN);
    assert!(texts(&picture, Role::Interval).contains(&"50.6–51.4"), "{:?}", texts(&picture, Role::Interval));
    let largest = marks(&picture, Role::Estimate).into_iter().map(Mark::extent).find(|square| square.width > 0.0);
    let square: Rect = largest.unwrap();
    let within = |mark: &&Mark| matches!(mark.shape, Shape::Line { .. }) && square.holds(mark.extent().centre());
    let line = marks(&picture, Role::Within).into_iter().find(within).expect("a line in the square").extent();
    assert!(line.width > 1.0 && line.width <= square.width + 1e-9, "{line:?} in {square:?}");
    assert!(footer(&picture).contains("its dotted line: where the level of a further poll would lie"));
    let dotted = |mark: &&&Mark| matches!(mark.shape, Shape::Line { stroke, .. } if stroke.dash.is_some());
    assert_eq!(marks(&picture, Role::Whisker).iter().filter(dotted).count(), 1);
}

#[test]
fn house_effects_have_an_axis_of_their_intervals_and_single_polls_stand_back() {
    let picture = draw("house", &effects(), Size::SCREEN);
    let scale = picture.drawing.scales[0];
    assert!(scale.to < 0.06, "the poll at −9 points makes no axis: {scale:?}");
    assert!(footer(&picture).contains("Pale arrows: 1 single poll past the ends of the axis"), "{}", footer(&picture));
    let dots = marks(&picture, Role::Cloud);
    let arrows = dots.iter().filter(|mark| matches!(mark.shape, Shape::Area { .. })).count();
    assert_eq!((dots.len(), arrows), (19, 1));
    let width = |mark: &&Mark| mark.extent().width;
    let least = marks(&picture, Role::Estimate).iter().map(width).fold(f64::MAX, f64::min);
    let single = |mark: &&&Mark| matches!(mark.shape, Shape::Circle { .. });
    let most = dots.iter().filter(single).map(width).fold(0.0, f64::max);
    assert!(most < 0.6 * least, "{most} and {least}");
}

#[test]
fn an_axis_reaches_single_polls_that_leave_the_intervals_most_of_it() {
    let with = |away: f64| {
        let mut figures = effects();
        figures.rows.last_mut().unwrap().value = Some(away);
        let picture = draw("house", &figures, Size::SCREEN);
        (picture.drawing.scales[0].to, footer(&picture).contains("past the ends"))
    };
    let (usual, near, far) = (with(-0.02), with(-0.055), with(-0.09));
    assert!(!usual.1 && !near.1 && near.0 >= 0.055 && near.0 <= 1.5 * usual.0, "{usual:?} {near:?}");
    assert_eq!(far, (usual.0, true));
}

#[test]
fn no_part_of_an_interval_of_a_pooled_share_lies_below_nobody() {
    let folder = Folder::new();
    let poll = |(at, share): (usize, u32)| format!("2024-0{0}-01,2024-0{0}-03,P{0},vote,yes,{share},1000\n", at + 1);
    let polls: String = [0, 0, 1, 0, 0, 0].into_iter().enumerate().map(poll).collect();
    let path = folder.file("polls.csv");
    std::fs::write(&path, "date_start,date_end,pollster,question,answer,percent,n\n".to_owned() + &polls).unwrap();
    let svg = folder.svg(&["trend", path.to_str().unwrap(), "--method", "average", "--chart", "forest", "--deff", "1"]);
    let plotted = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    let pooled = plotted.lines().find(|line| line.starts_with("pooled")).unwrap();
    let numbers: Vec<f64> = pooled.split(',').skip(9).take(5).map(|cell| cell.parse().unwrap()).collect();
    let [value, low, high, low_outer, high_outer] = numbers[..] else { panic!("five") };
    assert!(low == 0.0 && low_outer == 0.0 && value > 0.0 && high > value && high_outer >= high, "{pooled}");
    assert!(!svg.contains(">−0."), "{svg}");
}

#[test]
fn the_sides_of_house_effects_are_named_by_the_answer_where_there_is_one() {
    let sides = |figures: &Figures, size: Size| -> Vec<String> {
        let picture = draw("house", figures, size);
        let headings = texts(&picture, Role::Heading);
        let side = |text: &&str| ["less", "more", "lower", "higher"].iter().any(|way| text.starts_with(way));
        headings.into_iter().filter(side).map(str::to_owned).collect()
    };
    let mut figures = effects();
    assert_eq!(sides(&figures, Size::SCREEN), ["less “Clinton” than others", "more “Clinton” than others"]);
    figures.rows.iter_mut().for_each(|row| row.answer = None);
    assert_eq!(sides(&figures, Size::SCREEN), ["lower than others", "higher than others"]);
    figures.rows.iter_mut().for_each(|row| row.answer = Some("neither agree nor disagree with what was said".into()));
    assert_eq!(sides(&figures, wide(360)), ["lower", "higher"]);
}

#[test]
fn alt_texts_of_house_effects_claim_no_more_than_intervals_bear() {
    let told = draw("house", &effects(), Size::SCREEN).alt;
    let head = "House effects of 6 pollsters, in points. NBC/SurveyMonkey: +2.0 (+0.8 to +3.2). \
        ARG: −2.0 (−3.2 to −0.8). Of 4 pollsters the interval holds zero.";
    assert!(told.starts_with(head), "{told}");
    // Of many those are told that stand farthest from the others, at either end.
    let mut many = effects();
    many.rows.truncate(1);
    let row = many.rows[0].clone();
    many.rows.extend((1..14).map(|at| row.clone().pollster(format!("House {at}"))));
    many.rows.push(Row { value: Some(-0.06), ..row }.inner(-0.07, -0.05).pollster("Last"));
    let told = draw("house", &many, Size::SCREEN).alt;
    assert!(told.contains(" Last: −6 (−7 to −5). And 3 more pollsters."), "{told}");
    // Where nothing is certain, the range is told.
    let mut open = effects();
    open.rows.iter_mut().filter(|row| row.inner.is_some()).for_each(|row| *row = row.clone().inner(-0.05, 0.05));
    let told = draw("house", &open, Size::SCREEN).alt;
    assert!(
        told.contains("Effects run from +2.0 (NBC/SurveyMonkey) to −2.0 (ARG). Of all the interval holds zero."),
        "{told}"
    );
    let numbers = draw("house", &Figures { unit: Unit::Number, ..effects() }, Size::SCREEN).alt;
    assert!(!numbers.contains("in points"), "{numbers}");
}

#[test]
fn a_square_holds_more_rows_of_pollsters_than_would_fit_at_their_usual_height() {
    let mut figures = samples::house();
    let row = figures.rows[0].clone();
    figures.rows = (0..25).map(|at| row.clone().pollster(format!("Pollster {at}"))).collect();
    assert_eq!(texts(&draw("house", &figures, Size::SQUARE), Role::Name).len(), 25);
    // What is said to be lacking is the least that would do, names beside their rows.
    figures.rows = (0..60).map(|at| row.clone().pollster(format!("Pollster {at}"))).collect();
    let refused = render(kinds::kind("house").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SQUARE);
    let Err(ChartError::TooSmall { height, width, .. }) = refused else { panic!("sixty rows in a square") };
    assert!(height < 60.0 * 16.5 * 1.8 && width == 0.0, "{height} and {width}");
}

#[test]
fn short_names_stand_beside_their_rows_in_a_narrow_picture_too() {
    let picture = draw("forest", &samples::forest(), wide(800));
    let below = |name: &str, picture: &Picture| {
        let name = marks(picture, Role::Name).into_iter().find(|mark| mark.text().unwrap().text == name).unwrap();
        marks(picture, Role::Value)
            .iter()
            .all(|value| (value.extent().centre().1 - name.extent().centre().1).abs() > 3.0)
    };
    assert!(!below("Institute A", &picture));
    let mut dated = samples::forest();
    dated.rows.iter_mut().for_each(|row| row.pollster = None);
    assert!(!below("Oct 2025", &draw("forest", &dated, wide(400))));
    assert!(below("NBC/SurveyMonkey", &draw("forest", &polls(&|_| 2016), wide(400))));
}

/// Two polls fourteen points apart: one degree of freedom leaves their level open.
#[test]
fn an_open_level_takes_no_room_from_its_polls() {
    let folder = Folder::new();
    let path = folder.file("two.csv");
    let head = "date_start,date_end,pollster,question,answer,percent,n\n";
    let two = "2026-01-01,2026-01-03,A,q,yes,44,1000\n2026-01-02,2026-01-04,B,q,yes,58,900\n";
    std::fs::write(&path, head.to_owned() + two).unwrap();
    let svg =
        folder.svg(&["trend", path.to_str().unwrap(), "--method", "average", "--chart", "forest", "--deff", "1.3"]);
    assert!(
        !svg.contains(">100%<")
            && svg.contains(">0–100<")
            && said(&svg).contains("Arrows: the interval of the pooled estimate reaches past"),
        "{svg}"
    );
    assert!(svg.contains(">Polls differ by some 9.7 points more than chance explains<") && svg.contains("I² = 97%"));
}

/// The footer speaks of the marks that are drawn, arrows keep to the sheet, and the interval of the level is printed in any width.
#[test]
fn of_an_open_level_the_footer_says_what_is_drawn() {
    let folder = Folder::new();
    let path = folder.file("three.csv");
    let head = "date_start,date_end,pollster,question,answer,percent,n\n";
    let three = "2026-01-01,2026-01-03,A,q,yes,45,1000\n2026-01-02,2026-01-04,B,q,yes,47,1000\n\
        2026-01-03,2026-01-05,C,q,yes,70,100\n";
    std::fs::write(&path, head.to_owned() + three).unwrap();
    for width in ["320", "400", "800", "1600"] {
        let given = ["trend", path.to_str().unwrap(), "--method", "average", "--chart", "forest", "--deff", "1"];
        let svg = folder.svg(&[&given[..], &["--width", width]].concat());
        let text = said(&svg);
        assert!(
            text.contains("Diamond: pooled estimate; the level of a further poll would lie at 0–100%"),
            "{width}: {text}"
        );
        assert!(!text.contains("band") && !text.contains("dotted"), "{width}: {text}");
        assert!(svg.contains(">20–87<") || text.contains("(20–87)"), "{width}: {text}");
    }
    let mut open = polls(&|_| 2016);
    let last = open.rows.len() - 1;
    open.rows[last] = open.rows[last].clone().inner(0.02, 0.97).outer(0.0, 1.0);
    for width in [320, 800] {
        let picture = draw("forest", &open, wide(width));
        let sheet = picture.drawing.width;
        let at = |mark: &&&Mark| mark.extent().x < 13.0 || mark.extent().right() > sheet - 13.0;
        assert_eq!(marks(&picture, Role::Estimate).iter().filter(at).count(), 0, "{width}");
    }
    let usual = footer(&draw("forest", &polls(&|_| 2016), wide(800)));
    assert!(usual.contains("Diamond and band: pooled estimate with its interval"), "{usual}");
}

#[test]
fn the_interval_of_the_level_is_a_band_behind_polls_and_its_number_has_a_decimal() {
    let picture = draw("forest", &polls(&|_| 2016), Size::SCREEN);
    let bands: Vec<Rect> = marks(&picture, Role::Halo).into_iter().map(Mark::extent).collect();
    let squares: Vec<Rect> = marks(&picture, Role::Estimate).into_iter().map(Mark::extent).collect();
    let beside = |square: &&Rect| bands.iter().any(|band| band.y < square.y && band.bottom() > square.bottom());
    assert_eq!(squares.iter().filter(beside).count(), HOUSES.len());
    assert!(texts(&picture, Role::Value).contains(&"46.5%") && texts(&picture, Role::Interval).contains(&"44.8–48.2"));
    let mut wide = polls(&|_| 2016);
    let last = wide.rows.len() - 1;
    wide.rows[last] = wide.rows[last].clone().inner(0.43, 0.50);
    assert!(!texts(&draw("forest", &wide, Size::SCREEN), Role::Value).contains(&"46.5%"));
}

#[test]
fn polls_stand_in_the_order_asked_for() {
    let names = |order: &[&str]| -> Vec<String> {
        let order = order.iter().map(|name| (*name).to_owned()).collect();
        let picture = draw("forest", &Figures { order, ..polls(&|_| 2016) }, Size::SCREEN);
        texts(&picture, Role::Name).into_iter().take(3).map(str::to_owned).collect()
    };
    assert_eq!(names(&[]), [HOUSES[0], HOUSES[1], HOUSES[2]]);
    assert_eq!(names(&["value"]), [HOUSES[0], HOUSES[5], HOUSES[4]], "51, 50, 48");
    assert_eq!(names(&["ARG", "Rasmussen"]), [HOUSES[5], HOUSES[1], HOUSES[0]]);
    let mut shuffled = polls(&|_| 2016);
    shuffled.rows.swap(0, 3);
    let filed = draw("forest", &Figures { order: vec!["file".into()], ..shuffled }, Size::SCREEN);
    assert_eq!(texts(&filed, Role::Name)[0], HOUSES[3]);
    let refused = |order: &[&str]| {
        let figures = Figures { order: order.iter().map(|name| (*name).into()).collect(), ..polls(&|_| 2016) };
        render(kinds::kind("forest").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap_err()
    };
    let unknown = refused(&["Gallup"]);
    assert!(
        matches!(unknown, ChartError::Order { .. }) && unknown.to_string().ends_with("date, value, file"),
        "{unknown}"
    );
    assert!(matches!(refused(&["Value"]), ChartError::Order { .. }));
    // An order of all polls leaves nothing to another, nor to names.
    for order in [["value", "date"], ["ARG", "value"], ["file", "ARG"], ["date", "date"]] {
        assert!(matches!(refused(&order), ChartError::OrderAlone { .. }), "{order:?}");
    }
    let apart = Figures { apart: Some("Pooled estimate".into()), ..polls(&|_| 2016) };
    let refused = render(kinds::kind("forest").unwrap(), &apart, &Theme::named("light").unwrap(), Size::SCREEN);
    assert!(matches!(refused, Err(ChartError::NoApart { .. })));
}
