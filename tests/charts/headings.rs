//! Headings of tables without room over their columns: on two levels, like stairs, and numbers only as the last resort; and their titles.

use topline::chart::drawing::{Mark, Role};
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn table(kind: &str, answers: &[&str], size: Size) -> Picture {
    of(kind, answers, size, &|row| row)
}

/// The same with margins beside or below it, where they have room.
fn sure(kind: &str, answers: &[&str], size: Size) -> Picture {
    of(kind, answers, size, &|row| row.clone().inner(0.8 * row.value.unwrap(), 1.2 * row.value.unwrap()))
}

fn of(kind: &str, answers: &[&str], size: Size, with: &dyn Fn(Row) -> Row) -> Picture {
    let row = |item: usize, (at, answer): (usize, &&str)| {
        let value = 0.02 * (at + item + 1) as f64;
        with(Row::new(value).item(format!("somebody {item}")).series(*answer))
    };
    let rows = (0..7).flat_map(|item| answers.iter().enumerate().map(move |of| row(item, of))).collect();
    let figures = Figures { rows, ..Figures::default() };
    render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn marks(picture: &Picture, role: Role) -> Vec<&Mark> {
    picture.drawing.marks.iter().filter(|mark| mark.role == role).collect()
}

/// The headings with their baselines, and how many lines lead to columns.
fn headings(picture: &Picture) -> (Vec<(&str, i64)>, usize) {
    let made_well: Vec<_> = picture.findings.iter().filter(|finding| finding.code < "C05").collect();
    assert!(made_well.is_empty(), "{made_well:?}");
    let found = marks(picture, Role::Heading).into_iter().filter_map(Mark::text);
    (found.map(|text| (text.text.as_str(), text.at.1.round() as i64)).collect(), marks(picture, Role::Leader).len())
}

fn footer(picture: &Picture) -> String {
    marks(picture, Role::Footer)
        .into_iter()
        .filter_map(|mark| Some(mark.text()?.text.as_str()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn headings_without_room_stand_on_two_levels_with_lines_to_their_columns() {
    let answers = ["excellent", "good", "neither", "lacking", "terrible", "unsure", "refused", "missing"];
    for kind in ["heat", "table"] {
        let picture = table(kind, &answers, Size::wide(400).unwrap());
        let (found, lines) = headings(&picture);
        let heights: Vec<i64> = found.iter().map(|(_, y)| *y).collect();
        assert!(found.len() == 8 && lines == 4, "{kind}: {found:?}");
        assert!(heights[0] == heights[2] && heights[1] == heights[3] && heights[1] < heights[0], "{kind}: {found:?}");
        assert!(!footer(&picture).contains("Columns:"), "{}", footer(&picture));
        let wide = table(kind, &answers, Size::wide(1000).unwrap());
        let wide = headings(&wide);
        assert!(wide.1 == 0 && wide.0.iter().all(|(_, y)| *y == wide.0[0].1), "{kind}: {wide:?}");
    }
}

#[test]
fn longer_words_stand_like_stairs_and_numbers_where_these_have_no_room() {
    let answers =
        ["overwhelmingly", "substantially", "predominantly", "indifferently", "unconvincingly", "not at all", "unsure"];
    for kind in ["heat", "table"] {
        let picture = table(kind, &answers, Size::wide(400).unwrap());
        let (found, lines) = headings(&picture);
        let steps: Vec<i64> = found.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
        assert!(found.len() == 7 && lines == 6 && steps.iter().all(|step| *step < -10), "{kind}: {found:?}");
        let low = table(kind, &answers, Size::new(400, 340).unwrap().fixed());
        let (numbers, lines) = headings(&low);
        assert!(numbers.len() == 7 && lines == 0 && numbers[0].0 == "1", "{kind}: {numbers:?}");
        assert!(
            footer(&low).replace('\u{a0}', " ").contains("Columns: 1 Overwhelmingly, 2 Substantially"),
            "{}",
            footer(&low)
        );
        // Beside a column of margins as without them.
        let beside = sure(kind, &answers, Size::wide(400).unwrap());
        let (stairs, lines) = headings(&beside);
        assert_eq!((lines, stairs[7]), (6, ("margin", stairs[0].1)), "{kind}: {stairs:?}");
        assert!(stairs[..7].windows(2).all(|pair| pair[1].1 - pair[0].1 < -10), "{kind}: {stairs:?}");
        let low = sure(kind, &answers, Size::new(400, 380).unwrap().fixed());
        let (numbers, lines) = headings(&low);
        let names: Vec<&str> = numbers.iter().map(|(name, _)| *name).collect();
        assert_eq!((names, lines), (vec!["1", "2", "3", "4", "5", "6", "7", "margin"], 0), "{kind}");
    }
}

#[test]
fn a_title_that_says_by_what_it_is_says_it_once() {
    let row = |at: usize| Row::new(0.1 * at as f64).group(["a", "b", "c", "d", "e"][at - 1], "x").answer("yes");
    let figures = Figures {
        rows: (1..=5).map(row).collect(),
        subject: Some("Harris or Trump, by demographic group".into()),
        title: None,
        ..crate::samples::heat()
    };
    let theme = Theme::named("light").unwrap();
    let title = |figures: &Figures| {
        let picture = render(kinds::kind("heat").unwrap(), figures, &theme, Size::SCREEN).unwrap();
        let lines = marks(&picture, Role::Title).into_iter().filter_map(Mark::text);
        lines.map(|text| text.text.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(title(&figures), "Harris or Trump, by demographic group");
    let plain = Figures { subject: Some("Harris or Trump".into()), ..figures };
    assert_eq!(title(&plain), "Harris or Trump, by group");
}

/// In some columns only it would look like a unit of theirs.
#[test]
fn the_sign_for_per_cent_has_room_in_all_columns_or_stands_in_none() {
    let answers: Vec<String> = (0..12).map(|at| format!("A{at}")).collect();
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let signed = |width: u32| {
        let picture = table("heat", &answers, Size::wide(width).unwrap());
        marks(&picture, Role::Value).into_iter().filter_map(Mark::text).filter(|text| text.text.contains('%')).count()
    };
    let counts: Vec<usize> = (90..150).map(|width| signed(5 * width)).collect();
    assert!(counts.contains(&0) && counts.contains(&12), "{counts:?}");
    assert!(counts.iter().all(|count| [0, 12].contains(count)), "{counts:?}");
}
