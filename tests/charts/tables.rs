//! The order of rows and columns in tables: by value where nothing is known, else as it is.

use crate::cells::filled;
use crate::samples;
use topline::chart::drawing::{Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, GroupOrder, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};
use topline::survey;

pub(crate) fn draw(kind: &str, figures: &Figures) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap()
}

fn texts(picture: &Picture, role: Role) -> Vec<&str> {
    picture.drawing.marks.iter().filter(|m| m.role == role).filter_map(|m| Some(m.text()?.text.as_str())).collect()
}

fn footer(picture: &Picture) -> String {
    texts(picture, Role::Footer).join(" ")
}

/// Shares of answers in the groups of one variable.
pub(crate) fn crossed(
    answers: &[&str],
    groups: &[&str],
    ordered: bool,
    value: &dyn Fn(usize, usize) -> f64,
) -> Figures {
    let cell = |group: usize, answer: usize| {
        let value = value(group, answer);
        let row = Row::new(value).inner(0.9 * value, 1.1 * value).base(500.0, 400.0);
        row.group("g", groups[group]).answer(answers[answer])
    };
    let levels = groups.iter().map(|name| (*name).to_owned()).collect();
    Figures {
        rows: (0..groups.len()).flat_map(|group| (0..answers.len()).map(move |at| cell(group, at))).collect(),
        groups: vec![GroupOrder { variable: "g".into(), title: "Group".into(), levels, ordered }],
        answers: Vec::new(),
        ordered: false,
        ..samples::heat()
    }
}

#[test]
fn answers_without_an_order_stand_by_size_and_rows_by_the_largest() {
    let value = |group: usize, answer: usize| [[0.2, 0.5, 0.3], [0.1, 0.7, 0.2], [0.3, 0.6, 0.1]][group][answer];
    for kind in ["heat", "table"] {
        let picture = draw(kind, &crossed(&["apples", "bread", "cheese"], &["x", "y", "z"], false, &value));
        let headings: Vec<&str> =
            texts(&picture, Role::Heading).into_iter().filter(|text| !["Group", "margin"].contains(text)).collect();
        assert_eq!(headings, ["Bread", "Apples", "Cheese"], "{kind}");
        assert_eq!(texts(&picture, Role::Name), ["Y", "Z", "X"], "{kind}");
        assert!(!footer(&picture).contains("sorted"), "{kind}: the first column shows it");
        let known = draw(kind, &crossed(&["apples", "bread", "cheese"], &["x", "y", "z"], true, &value));
        assert_eq!(texts(&known, Role::Name), ["X", "Y", "Z"], "{kind}: groups with an order keep it");
    }
}

#[test]
fn many_answers_stand_down_the_side() {
    let answers: Vec<String> = (0..20).map(|at| format!("answer number {at} of the whole list")).collect();
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let figures = crossed(&answers, &["young", "old"], true, &|group, answer| 0.01 + 0.004 * (answer + group) as f64);
    for kind in ["heat", "table"] {
        let picture = draw(kind, &figures);
        assert_eq!(picture.findings, [], "{kind}");
        let beside: &[&str] = if kind == "heat" { &["Young", "Old", "margin"] } else { &["Young", "Old"] };
        assert_eq!(texts(&picture, Role::Heading), beside, "{kind}");
        let names = texts(&picture, Role::Name);
        assert_eq!((names.len(), names[0]), (20, "Answer number 19 of the whole list"), "{kind}");
        assert!(picture.alt.contains("20 rows, 2 columns (young and old)"), "{}", picture.alt);
    }
}

#[test]
fn rows_of_waves_are_sorted_by_the_last_and_say_so() {
    let row = |item: &str, at: usize, value: f64| {
        Row::new(value).item(item).series(["2023", "2024", "2025"][at]).at(19_000.0 + 365.0 * at as f64, "wave")
    };
    let courses = [("one", [0.6, 0.4, 0.2]), ("two", [0.2, 0.3, 0.5]), ("three", [0.5, 0.4, 0.3])];
    let rows = courses.iter().flat_map(|(item, values)| values.iter().enumerate().map(|(at, v)| row(item, at, *v)));
    let figures = Figures { rows: rows.collect(), groups: Vec::new(), answers: Vec::new(), ..samples::heat() };
    for kind in ["heat", "table"] {
        let picture = draw(kind, &figures);
        assert_eq!(texts(&picture, Role::Name), ["Two", "Three", "One"], "{kind}");
        assert!(footer(&picture).contains("Sorted by 2025"), "{kind}: {}", footer(&picture));
    }
}

#[test]
fn rows_of_stacks_are_sorted_by_the_first_answer_where_none_has_a_side() {
    let value = |group: usize, answer: usize| [[0.2, 0.5, 0.3], [0.1, 0.7, 0.2], [0.3, 0.6, 0.1]][group][answer];
    let picture = draw("likert", &crossed(&["a", "b", "c"], &["x", "y", "z"], false, &value));
    assert_eq!(texts(&picture, Role::Name), ["Z", "X", "Y"]);
}

#[test]
fn answers_without_sides_look_alike_in_a_table_beside_words_for_no_opinion() {
    let value = |_: usize, answer: usize| [0.5, 0.3, 0.2][answer];
    let mut figures = crossed(&["apples", "bread", "unsure"], &["x", "y", "z"], true, &value);
    let order = |name: &str, role| AnswerOrder { name: name.into(), role };
    figures.answers = vec![
        order("apples", survey::Role::Plain),
        order("bread", survey::Role::Plain),
        order("unsure", survey::Role::DontKnow),
    ];
    let picture = draw("table", &figures);
    let bars = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Bar);
    let fills: Vec<_> =
        bars.filter_map(|mark| if let Shape::Area { fill, .. } = mark.shape { Some(fill) } else { None }).collect();
    assert!(fills[0] == fills[1] && fills[1] != fills[2], "{fills:?}");
}

#[test]
fn headings_of_a_narrow_table_have_the_room_of_names_of_several_words() {
    let value = |group: usize, answer: usize| 0.2 + 0.01 * (group + answer) as f64;
    let answers = ["strongly", "somewhat", "neither", "slightly"];
    let figures = crossed(&answers, &["people of the large towns", "people of the villages"], true, &value);
    let size = Size::wide(400).unwrap();
    let picture = render(kinds::kind("heat").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap();
    assert!(
        !texts(&picture, Role::Heading).iter().any(|text| text.ends_with('-')),
        "{:?}",
        texts(&picture, Role::Heading)
    );
    assert!(!texts(&picture, Role::Name).iter().any(|text| text.ends_with('-')), "{:?}", texts(&picture, Role::Name));
}

#[test]
fn who_has_no_opinion_stands_last_among_answers_sorted_by_size() {
    let answer = |name: &str, value: f64| Row::new(value).answer(name).base(500.0, 400.0);
    let order = |name: &str, role| AnswerOrder { name: name.into(), role };
    let figures = Figures {
        rows: vec![answer("few", 0.2), answer("unsure", 0.3), answer("many", 0.5)],
        answers: vec![order("few", survey::Role::Plain), order("unsure", survey::Role::DontKnow)],
        ordered: false,
        groups: Vec::new(),
        ..samples::bars()
    };
    for kind in ["bars", "dots"] {
        assert_eq!(texts(&draw(kind, &figures), Role::Name), ["Many", "Few", "Unsure"], "{kind}");
    }
}

/// Shares of answers on two sides, from strong to mild and to strong again.
pub(crate) fn sided() -> Figures {
    let roles = [survey::Role::Negative, survey::Role::Negative, survey::Role::Positive, survey::Role::Positive];
    let names = ["very bad", "bad", "good", "very good"];
    let value = |group: usize, answer: usize| [0.28, 0.26, 0.25, 0.21][(answer + group) % 4];
    let order = |(name, role): (&str, survey::Role)| AnswerOrder { name: name.to_owned(), role };
    let answers = names.into_iter().zip(roles).map(order).collect();
    Figures { answers, ordered: true, ..crossed(&names, &["a", "b", "c"], false, &value) }
}

#[test]
fn the_strongest_answers_of_a_table_are_its_strongest() {
    let picture = draw("table", &sided());
    let bars = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Bar);
    let contrasts: Vec<f64> = bars
        .map(|mark| match &mark.shape {
            Shape::Area { fill, .. } => fill.contrast(picture.drawing.paper),
            shape => panic!("{shape:?}"),
        })
        .collect();
    for row in contrasts.chunks(4) {
        assert!(row[0] > row[1] && row[3] > row[2], "{row:?}");
    }
}

pub(crate) fn extents(picture: &Picture, role: Role) -> Vec<topline::chart::drawing::Rect> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).map(|mark| mark.extent()).collect()
}

/// Where the digits of each printed value end.
fn digits_end(picture: &Picture) -> Vec<f64> {
    let values = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Value);
    let bare = values.filter_map(|mark| mark.text()).filter(|text| !text.text.ends_with('%'));
    bare.map(|text| text.extent().right()).collect()
}

#[test]
fn bars_of_a_table_have_one_scale_and_a_track_only_where_it_is_everybody() {
    let tracks = |picture: &Picture| {
        let grid = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Grid);
        grid.filter(|mark| matches!(mark.shape, Shape::Area { .. })).map(|mark| mark.extent()).collect::<Vec<_>>()
    };
    let value = |group: usize, answer: usize| [[0.31, 0.05], [0.22, 0.09], [0.27, 0.02]][group][answer];
    let picture = draw("table", &crossed(&["apples", "bread"], &["x", "y", "z"], true, &value));
    assert!(tracks(&picture).is_empty() && !footer(&picture).contains("full bar"), "{}", footer(&picture));
    let bars = extents(&picture, Role::Bar);
    let point = bars[0].width / 31.0;
    for (bar, value) in bars.iter().zip([31.0, 5.0, 22.0, 9.0, 27.0, 2.0]) {
        assert!((bar.width - point * value).abs() < 0.2, "{value}: {bar:?}");
    }
    let ends = digits_end(&picture);
    assert!((ends[0] - ends[2]).abs() < 0.1 && (ends[1] - ends[3]).abs() < 0.1, "{ends:?}");
    let value = |group: usize, answer: usize| [[0.96, 0.04], [0.90, 0.10], [1.0, 0.0]][group][answer];
    let picture = draw("table", &crossed(&["apples", "bread"], &["x", "y", "z"], true, &value));
    let (tracks, bars) = (tracks(&picture), extents(&picture, Role::Bar));
    assert!(tracks.len() == 6 && (tracks[4].width - bars[4].width).abs() < 0.1, "a full track is 100%: {tracks:?}");
}

#[test]
fn numbers_over_bars_end_at_one_place_under_their_heading_without_crumbs_of_intervals() {
    let answers = ["apples", "bread", "cheese", "dates", "eggs", "figs"];
    let groups: Vec<String> = (0..30).map(|at| format!("group {at}")).collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let value = |group: usize, answer: usize| {
        [[0.48, 0.06, 0.3, 0.1, 0.04, 0.02], [0.06, 0.48, 0.3, 0.1, 0.04, 0.02]][group % 2][answer]
    };
    let figures = crossed(&answers, &groups, true, &value);
    let size = Size::wide(460).unwrap();
    let picture = render(kinds::kind("table").unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap();
    assert_eq!(picture.findings, []);
    assert!(extents(&picture, Role::Whisker).is_empty() && footer(&picture).contains("Margin: the farthest that"));
    assert!(!footer(&picture).contains("Thin lines"), "{}", footer(&picture));
    let values = extents(&picture, Role::Value);
    assert!(values[12].y - values[6].y > 32.5, "rows are high enough for both: {values:?}");
    let (ends, heads) = (digits_end(&picture), extents(&picture, Role::Heading));
    for column in 0..6 {
        assert!((ends[column] - ends[6 + column]).abs() < 0.1, "{ends:?}");
        let bar = extents(&picture, Role::Bar)[column];
        assert!(heads.iter().any(|head| (head.x - bar.x).abs() < 2.0), "{bar:?} {heads:?}");
    }
}

#[test]
fn values_below_zero_have_bars_and_intervals_on_their_side() {
    let row = |group: &str, question: &str, value: f64| {
        Row::new(value).inner(value - 0.5, value + 0.5).group("g", group).series(question).base(500.0, 400.0)
    };
    let rows =
        vec![row("x", "score", -3.0), row("x", "income", 4_000.0), row("y", "score", -1.5), row("y", "income", 0.0)];
    let unit = topline::chart::Unit::Number;
    let figures = Figures { rows, unit, answers: Vec::new(), ..samples::heat() };
    let picture = draw("table", &figures);
    let (bars, whiskers) = (extents(&picture, Role::Bar), extents(&picture, Role::Whisker));
    assert!((bars[2].width / bars[0].width - 2.0).abs() < 0.01, "{bars:?}");
    assert!((bars[0].right() - bars[2].right()).abs() < 0.1, "both start from zero: {bars:?}");
    assert!((whiskers[0].centre().0 - bars[0].x).abs() < 0.5 && whiskers[0].width > 10.0, "{whiskers:?}");
    assert!(footer(&draw("heat", &figures)).contains("larger value of its column, further from zero in “Score”"));
    let mut wider = samples::heat();
    wider.rows.iter_mut().for_each(|row| row.outer = row.inner.or(row.outer));
    wider.notes.outer = Some("rounding".into());
    assert!(footer(&draw("table", &wider)).contains("(Wilson) with rounding"), "{}", footer(&draw("table", &wider)));
}

#[test]
fn the_sign_for_per_cent_stands_once_in_a_block_and_headings_are_strong() {
    for kind in ["heat", "table"] {
        let picture = draw(kind, &samples::heat());
        let signs = texts(&picture, Role::Value).iter().filter(|text| text.ends_with('%')).count();
        assert_eq!(signs, 15, "{kind}: five answers of everybody, by sex and by age");
        let mut gap = samples::heat();
        gap.rows.remove(5);
        let signs = texts(&draw(kind, &gap), Role::Value).iter().filter(|text| text.ends_with('%')).count();
        assert_eq!(signs, 15, "{kind}: the first number of a column has it, be it in the second line");
        let heads = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Heading).filter_map(|m| m.text());
        let head = heads.into_iter().find(|text| text.text.starts_with("Definitely")).unwrap();
        assert_eq!(head.weight, topline::chart::drawing::Weight::Strong, "{kind}");
    }
}

#[test]
fn a_column_of_zeros_gives_the_others_no_scale_of_their_own() {
    let row = |group: &str, question: &str, value: f64| Row::new(value).group("g", group).series(question);
    let rows = ["x", "y"].map(|g| [row(g, "none", 0.0), row(g, "some", 4.0), row(g, "more", 8.0)]).concat();
    let unit = topline::chart::Unit::Number;
    let figures = Figures { rows, unit, answers: Vec::new(), ..samples::heat() };
    assert!(!footer(&draw("heat", &figures)).contains("its column"));
}

#[test]
fn rows_that_are_no_answers_have_bars_of_one_colour() {
    let row = |item: &str, at: usize| Row::new(0.3).group("g", item).series(["2023", "2024"][at]).base(500.0, 400.0);
    let rows = ["low", "middle", "high"].into_iter().flat_map(|item| [row(item, 0), row(item, 1)]).collect();
    let figures = Figures { rows, ordered: true, ..samples::heat() };
    let picture = draw("table", &figures);
    let bars = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Bar);
    let fills: Vec<_> =
        bars.filter_map(|mark| if let Shape::Area { fill, .. } = mark.shape { Some(fill) } else { None }).collect();
    assert!(fills.len() == 6 && fills.iter().all(|fill| *fill == fills[0]), "{fills:?}");
}

#[test]
fn columns_that_have_nothing_in_common_are_measured_each_by_itself() {
    let row = |group: &str, question: &str, value: f64| {
        Row::new(value).inner(0.9 * value, 1.1 * value).group("g", group).series(question).base(500.0, 400.0)
    };
    let draws = |other: f64| {
        let rows = ["x", "y"].into_iter().zip([1.0, 1.5]);
        let rows = rows.flat_map(|(group, by)| [row(group, "contentment", 4.24 * by), row(group, "other", other * by)]);
        let unit = topline::chart::Unit::Number;
        let figures = Figures { rows: rows.collect(), unit, answers: Vec::new(), ..samples::heat() };
        ["heat", "table"].map(|kind| draw(kind, &figures))
    };
    let [heat, table] = draws(2_000.0);
    assert!(footer(&heat).contains("larger value of its column"), "{}", footer(&heat));
    assert!(footer(&table).contains("Bars: each column on a scale of its own"), "{}", footer(&table));
    let cells = filled(&heat);
    assert!(cells[0].0 == cells[1].0 && cells[2].0 == cells[3].0 && cells[0].0 != cells[2].0, "{cells:?}");
    for picture in [&heat, &table] {
        let values = texts(picture, Role::Value);
        assert!(values.contains(&"4.24") && values.contains(&"3,000"), "{values:?}");
    }
    let bars = table.drawing.marks.iter().filter(|mark| mark.role == Role::Bar).map(|mark| mark.extent().width);
    let bars: Vec<f64> = bars.collect();
    assert!((bars[0] - bars[1]).abs() < 0.5 && bars[0] > 1.4 * bars[2], "{bars:?}");
    let [heat, _] = draws(8.0);
    assert!(!footer(&heat).contains("its column") && filled(&heat)[0].0 != filled(&heat)[1].0);
}
