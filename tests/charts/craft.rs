//! What single kinds do for their readers: emphasis that the tests bear, labels in place of legends, no marks that say a thing twice.

use crate::samples;
use topline::chart::colour::Colour;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{AnswerOrder, Event, Figures, Part, Row};
use topline::chart::{ChartError, Picture, Size, Theme, kinds, render};
use topline::survey;
use topline::uncertainty::Bounds;

fn draw(kind: &str, figures: &Figures) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap()
}

fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

fn texts(picture: &Picture, role: Role) -> Vec<&str> {
    marks(picture, role).into_iter().filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
}

#[test]
fn a_change_is_marked_by_its_own_interval_and_its_adjusted_test() {
    let mut figures = samples::dumbbell();
    let change = figures.rows.iter().position(|row| row.part == Part::Change && row.widest().unwrap().high < 0.0);
    let change = change.expect("a change beyond its interval");
    let marked = |figures: &Figures| {
        texts(&draw("dumbbell", figures), Role::Value).iter().filter(|text| text.starts_with('▼')).count()
    };
    let before = marked(&figures);
    figures.rows[change].significant = Some(true);
    assert_eq!(marked(&figures), before);
    figures.rows[change].significant = Some(false);
    assert_eq!(marked(&figures), before - 1);
    assert!(draw("dumbbell", &figures).csv.contains("not-significant"));
}

#[test]
fn ends_are_named_in_the_first_row_where_they_fit_and_in_a_legend_where_not() {
    let mut figures = samples::dumbbell();
    let direct = draw("dumbbell", &figures);
    assert_eq!((texts(&direct, Role::Label).len(), texts(&direct, Role::KeyText).len()), (2, 0));
    for row in &mut figures.rows {
        if let Some(when) = &mut row.when {
            when.label = format!("{} with many more words than there is room for beside a point of a row", when.label);
        }
        row.series = row.series.take().map(|name| name + " with many more words than there is room for beside it here");
    }
    let listed = draw("dumbbell", &figures);
    assert!(texts(&listed, Role::Label).is_empty() && texts(&listed, Role::KeyText).len() >= 2);
}

#[test]
fn bars_with_their_numbers_have_no_axis_and_a_common_base_no_column() {
    let picture = draw("bars", &samples::bars());
    assert!(texts(&picture, Role::Tick).is_empty());
    let same = |n: f64| {
        let rows = [("yes", 0.4), ("no", 0.5)].map(|(answer, p)| samples::share(p, n, 1.0).answer(answer));
        let mut figures = Figures { rows: rows.into(), notes: samples::notes(), ..Figures::default() };
        figures.rows[0].n = Some(900.0);
        figures
    };
    assert!(!texts(&draw("bars", &same(900.0)), Role::Heading).contains(&"n"));
    assert!(texts(&draw("bars", &same(800.0)), Role::Heading).contains(&"n"));
}

#[test]
fn nets_stand_above_the_answers_they_sum() {
    let mut figures = samples::likert();
    let net = figures.rows.iter().find(|row| row.part == Part::Net).and_then(|row| row.answer.clone()).unwrap();
    let named = |figures: &Figures| {
        let picture = draw("likert", figures);
        let headings =
            texts(&picture, Role::Heading).into_iter().filter(|text| text.eq_ignore_ascii_case(&net)).count();
        (headings, marks(&picture, Role::Leader).len())
    };
    assert_eq!(named(&figures), (1, 0), "a net without a side stands over its column alone");
    figures.answers.push(AnswerOrder { name: net.clone(), role: survey::Role::Positive });
    // No bracket is a guess at what is not stated.
    let stated = std::mem::take(&mut figures.nets);
    assert_eq!(named(&figures), (1, 0));
    figures.nets = stated;
    assert_eq!(named(&figures), (2, 1));
}

#[test]
fn a_span_is_shaded_and_may_not_end_before_it_begins() {
    let mut figures = samples::trend();
    let shaded = |figures: &Figures| {
        let events = draw("trend", figures);
        marks(&events, Role::Event).iter().filter(|mark| matches!(mark.shape, Shape::Area { .. })).count()
    };
    figures.events = vec![Event { day: samples::day(2023, 1, 1), until: None, label: "a day".into() }];
    assert_eq!(shaded(&figures), 0);
    figures.events[0].until = Some(samples::day(2023, 3, 1));
    assert_eq!(shaded(&figures), 1);
    figures.events[0].until = Some(samples::day(2022, 3, 1));
    let kind = kinds::kind("trend").unwrap();
    let refused = render(kind, &figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap_err().to_string();
    assert!(refused.contains("a day") && refused.contains("before it begins"), "{refused}");
}

#[test]
fn a_highlighted_panel_comes_first_and_is_drawn_behind_the_others() {
    let mut figures = samples::facets(6);
    let panel = figures.rows.last().and_then(|row| row.panel.clone()).unwrap();
    figures.highlight = Some(panel.clone());
    let picture = draw("facets", &figures);
    assert_eq!(texts(&picture, Role::Heading)[0], topline::chart::words::capital(&panel));
    assert_eq!(marks(&picture, Role::Reference).len(), 5);
    figures.highlight = Some("nowhere".into());
    let refused = render(kinds::kind("facets").unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN);
    assert!(matches!(refused, Err(ChartError::Highlight { .. })));
}

#[test]
fn cells_take_the_hue_of_their_side() {
    let row = |answer: &str, p: f64| Row::new(p).item("all").answer(answer);
    let sided = |name: &str, role| AnswerOrder { name: name.into(), role };
    let mut figures = Figures { rows: vec![row("yes", 0.5), row("no", 0.5), row("other", 0.1)], ..Figures::default() };
    let fills = |figures: &Figures| -> Vec<topline::chart::colour::Colour> {
        let picture = draw("heat", figures);
        let fill = |mark: &&Mark| match mark.shape {
            Shape::Area { fill, .. } => Some(fill),
            _ => None,
        };
        marks(&picture, Role::Cell).iter().filter_map(fill).collect()
    };
    let plain = fills(&figures);
    assert_eq!(plain[0], plain[1], "equal values of answers without sides look alike");
    figures.answers = vec![sided("yes", survey::Role::Positive), sided("no", survey::Role::Negative)];
    let hues = fills(&figures);
    assert!(hues[0].rgb.2 > hues[0].rgb.0 && hues[1].rgb.0 > hues[1].rgb.2, "{hues:?}");
    figures.answers.clear();
    figures.unit = topline::chart::Unit::Points;
    figures.rows = vec![row("a", 0.1), row("b", -0.1), row("c", 0.01)];
    let signs = fills(&figures);
    assert!(signs[0].rgb.2 > signs[0].rgb.0 && signs[1].rgb.0 > signs[1].rgb.2, "{signs:?}");
    assert!(signs[2].luminance() > signs[0].luminance(), "near zero is pale");
}

#[test]
fn names_stand_in_their_areas_or_all_beside_them() {
    let inside = draw("area", &samples::area());
    let beside = render(
        kinds::kind("area").unwrap(),
        &samples::area(),
        &Theme::named("light").unwrap(),
        Size::new(500, 600).unwrap(),
    );
    for picture in [inside, beside.unwrap()] {
        let labels = texts(&picture, Role::Label).join("|").to_lowercase();
        for answer in samples::area().rows.iter().filter_map(|row| row.answer.as_deref()) {
            let first = answer.split(' ').next().unwrap().to_lowercase();
            assert!(labels.contains(&first), "{answer} is not named: {labels}");
        }
    }
}

#[test]
fn single_levels_need_no_headings() {
    let row = |variable: &str, level: &str| samples::share(0.3, 500.0, 1.2).group(variable, level);
    let mut figures = Figures {
        rows: vec![samples::share(0.3, 900.0, 1.2), row("sex", "men"), row("age", "55+")],
        notes: samples::notes(),
        ..Figures::default()
    };
    let names = |figures: &Figures| texts(&draw("dots", figures), Role::Name).join("|");
    assert!(names(&figures).contains("Sex: men") && names(&figures).contains("Age: 55+"), "{}", names(&figures));
    figures.rows.push(row("age", "18–24"));
    assert!(!names(&figures).contains("Sex: men"), "{}", names(&figures));
}

#[test]
fn a_pooled_level_says_how_polls_scatter() {
    let mut figures = samples::forest();
    figures.notes.scatter = Some("Scatter of polls: τ = 2.4 points, I² = 72%".into());
    let picture = draw("forest", &figures);
    assert!(texts(&picture, Role::Remark).iter().any(|text| text.contains("I² = 72%")));
    assert!(picture.alt.contains("τ = 2.4 points"));
}

/// The colours of points, bars and lines that are strong, without their opacity: what stands behind has a breath of colour at most.
fn hues(picture: &Picture) -> Vec<(u8, u8, u8)> {
    let colour = |mark: &Mark| match &mark.shape {
        Shape::Area { fill, .. } => Some(*fill),
        Shape::Line { stroke, .. } => Some(stroke.colour),
        Shape::Circle { fill, .. } => *fill,
        Shape::Text(_) => None,
    };
    let vivid = |Colour { rgb: (r, g, b), .. }: &Colour| r.max(g).max(b) - r.min(g).min(b) > 75;
    let data = picture.drawing.marks.iter().filter(|mark| matches!(mark.role, Role::Fit | Role::Estimate | Role::Bar));
    data.filter_map(colour).filter(vivid).map(|colour| colour.rgb).collect()
}

#[test]
fn what_is_highlighted_alone_keeps_its_colour() {
    for (kind, mut figures, named) in [
        ("slope", samples::slope(), "Continue military action"),
        ("trend", samples::trend(), "continue"),
        ("dots", samples::dots(), "women"),
        ("bars", samples::bars(), "rather continue"),
    ] {
        let before = hues(&draw(kind, &figures)).len();
        figures.highlight = Some(named.into());
        let picture = draw(kind, &figures);
        let hues = hues(&picture);
        assert!(!hues.is_empty() && hues.len() < before && hues.iter().all(|hue| *hue == hues[0]), "{kind}: {hues:?}");
        assert_eq!(picture.findings, [], "{kind}");
        figures.highlight = Some("nowhere".into());
        let refused = render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN);
        assert!(matches!(refused, Err(ChartError::Highlight { .. })), "{kind}");
    }
}

#[test]
fn kinds_without_a_highlight_refuse_one() {
    for kind in kinds::ALL.iter().filter(|kind| !["slope", "trend", "dots", "bars", "facets"].contains(&kind.name())) {
        let figures = Figures { highlight: Some("women".into()), ..samples::dots() };
        let refused = render(*kind, &figures, &Theme::named("light").unwrap(), Size::SCREEN);
        assert!(matches!(refused, Err(ChartError::NoHighlight { .. })), "{}", kind.name());
    }
}

#[test]
fn notes_of_events_stand_in_white_space_or_above_the_plot() {
    let mut figures = samples::trend();
    let grid_top = |picture: &Picture| {
        let lines = marks(picture, Role::Grid).into_iter().map(|mark| mark.extent()).filter(|line| line.width > 200.0);
        lines.map(|line| line.y).filter(|y| *y > 90.0).fold(f64::MAX, f64::min)
    };
    let notes = |picture: &Picture| -> Vec<f64> {
        marks(picture, Role::Remark).into_iter().map(|mark| mark.extent().y).collect()
    };
    let free = draw("trend", &figures);
    assert!(!notes(&free).is_empty() && notes(&free).iter().all(|y| *y > grid_top(&free)), "inside the plot");
    // Polls that fill the plot leave no white space.
    for row in &mut figures.rows {
        (row.value, row.inner, row.outer) = (Some(0.5), Some(Bounds::new(0.0, 1.0)), None);
    }
    figures.fits.clear();
    let note = |at: i8| Event { day: samples::day(2024, at, 1), until: None, label: "Note".into() };
    figures.events = (1..9).map(note).collect();
    let full = draw("trend", &figures);
    assert!(!notes(&full).is_empty() && notes(&full).iter().all(|y| *y < grid_top(&full)), "above the plot");
}

#[test]
fn events_of_panels_are_drawn_in_each_and_named_once() {
    let mut figures = samples::facets(6);
    let day = figures.rows.iter().filter_map(|row| row.when.as_ref()).map(|when| when.day).nth(3).unwrap();
    figures.events = vec![Event { day, until: None, label: "What happened".into() }];
    let picture = draw("facets", &figures);
    assert_eq!(marks(&picture, Role::Event).len(), 6);
    let named = texts(&picture, Role::KeyText).into_iter().filter(|text| text.ends_with("What happened")).count();
    assert_eq!(named, 1);
    let mut dots = samples::facets_of_dots();
    dots.events = figures.events;
    let refused = render(kinds::kind("facets").unwrap(), &dots, &Theme::named("light").unwrap(), Size::SCREEN);
    assert!(matches!(refused, Err(ChartError::Lacks { kind: "facets", .. })), "no axis of time");
}

#[test]
fn slopes_print_their_changes_where_there_is_room() {
    let changes = |size: Size| {
        let theme = Theme::named("light").unwrap();
        let picture = render(kinds::kind("slope").unwrap(), &samples::slope(), &theme, size).unwrap();
        texts(&picture, Role::Value).into_iter().filter(|text| ["+14", "−17", "+3"].contains(text)).count()
    };
    assert_eq!(changes(Size::SCREEN), 3);
    assert_eq!(changes(Size::wide(400).unwrap()), 0, "the slopes would have no room");
}

#[test]
fn answers_are_named_over_the_first_bar_or_in_a_legend_never_in_both() {
    let swatches = |figures: &Figures| marks(&draw("likert", figures), Role::Key).len();
    let mut figures = samples::likert();
    assert_eq!(swatches(&figures), 0, "names fit over the bars");
    for answer in figures
        .answers
        .iter_mut()
        .map(|answer| &mut answer.name)
        .chain(figures.rows.iter_mut().filter_map(|row| row.answer.as_mut()))
    {
        *answer = format!("{answer} under the present circumstances");
    }
    assert_eq!(swatches(&figures), 5, "names too long for that");
}

#[test]
fn polls_of_a_pollster_stand_under_its_name_where_each_has_several() {
    let poll = |house: &str, month: i8| {
        let row = Row::new(0.4).inner(0.37, 0.43).base(1000.0, 700.0).pollster(house);
        row.at(samples::day(2025, month, 1), format!("month {month}"))
    };
    let mut figures = samples::forest();
    figures.rows.retain(|row| row.part == Part::Pooled);
    figures.rows.extend([poll("Beta", 1), poll("Alpha", 2), poll("Beta", 3), poll("Alpha", 4)]);
    let picture = draw("forest", &figures);
    let headings: Vec<&str> = texts(&picture, Role::Heading).into_iter().filter(|text| text.ends_with('a')).collect();
    assert_eq!(headings, ["Alpha", "Beta"]);
    let names = texts(&picture, Role::Name);
    assert_eq!(names[..4], ["month 2", "month 4", "month 1", "month 3"]);
}

#[test]
fn single_polls_stand_behind_the_effect_of_their_house() {
    let mut figures = samples::house();
    let house = figures.rows[0].pollster.clone().unwrap();
    assert!(marks(&draw("house", &figures), Role::Cloud).is_empty());
    figures.rows.extend([0.01, 0.03].map(|distance| Row::new(distance).part(Part::Poll).pollster(house.clone())));
    assert_eq!(marks(&draw("house", &figures), Role::Cloud).len(), 2);
}
