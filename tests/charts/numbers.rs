//! Where numbers stand and what they say: beside their dots, in or by their bars, with the decimals that decide.

use crate::samples;
use topline::chart::drawing::{Mark, Rect, Role};
use topline::chart::figures::{Figures, Part, Row};
use topline::chart::{Picture, Size, Theme, kinds, render};

fn draw(kind: &str, figures: &Figures, size: Size) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn marks(picture: &Picture, role: Role) -> impl Iterator<Item = &Mark> {
    picture.drawing.marks.iter().filter(move |mark| mark.role == role)
}

/// The boxes of texts in a role.
fn texts(picture: &Picture, role: Role) -> Vec<(Rect, &str)> {
    marks(picture, role).filter_map(|mark| Some((mark.extent(), mark.text()?.text.as_str()))).collect()
}

fn regions(count: usize) -> Figures {
    let row = |at: usize| {
        let value = 0.3 + 0.02 * at as f64;
        Row::new(value).inner(value - 0.06, value + 0.06).group("region", &format!("Region {at}")).base(200.0, 150.0)
    };
    Figures {
        rows: std::iter::once(Row::new(0.45).inner(0.43, 0.47).base(1600.0, 900.0))
            .chain((1..count).map(row))
            .collect(),
        ..samples::dots()
    }
}

#[test]
fn numbers_stand_above_their_dots_or_after_their_intervals() {
    for (count, above) in [(4, true), (9, true), (21, false)] {
        let figures = regions(count);
        let picture = draw("dots", &figures, Size::SCREEN);
        assert_eq!(picture.findings, [], "{count}");
        let dots: Vec<Rect> = marks(&picture, Role::Estimate).map(Mark::extent).collect();
        let numbers = texts(&picture, Role::Value);
        let numbers: Vec<_> = numbers.into_iter().filter(|(_, text)| text.ends_with('%')).collect();
        assert_eq!((dots.len(), numbers.len()), (count, count));
        for (dot, (number, text)) in dots.iter().zip(numbers) {
            let ((x, y), (left, right)) = (dot.centre(), (number.x, number.right()));
            let near = if above { left - 12.0 < x && x < right + 12.0 } else { x < left && left - x < 140.0 };
            let height = y - number.centre().1;
            assert!(near && if above { (8.0..20.0).contains(&height) } else { height.abs() < 3.0 }, "{count}: {text}");
        }
    }
}

#[test]
fn no_number_is_written_across_the_line_of_everybody() {
    let picture = draw("dots", &regions(9), Size::SCREEN);
    let line = marks(&picture, Role::Reference).next().unwrap().extent().x;
    for (number, text) in texts(&picture, Role::Value).into_iter().filter(|(_, text)| text.ends_with('%')).skip(1) {
        assert!(number.right() < line || line < number.x, "{text}");
    }
}

fn footer(picture: &Picture) -> String {
    texts(picture, Role::Footer).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// Stacks of two rows with these shares of three answers.
fn stacks(shares: [f64; 3]) -> Figures {
    let row = |group: &str, at: usize| Row::new(shares[at]).item(group).answer(["much", "some", "little"][at]);
    let rows = ["one", "two"].into_iter().flat_map(|group| (0..3).map(move |at| row(group, at)));
    Figures { rows: rows.collect(), ordered: true, ..Figures::default() }
}

#[test]
fn numbers_of_narrow_segments_stand_small_within_or_over_them_or_are_told_of() {
    let sizes = |shares: [f64; 3], size: Size, number: &str| {
        let picture = draw("likert", &stacks(shares), size);
        let values = marks(&picture, Role::Value).filter_map(Mark::text);
        let found: Vec<f64> = values.filter(|text| text.text == number).map(|text| text.size).collect();
        (found, footer(&picture).contains("have no room for their number"), picture)
    };
    let theme = Theme::named("light").unwrap();
    let (text, small) = (theme.sizes.text, theme.sizes.small);
    let (usual, _, _) = sizes([0.5, 0.46, 0.04], Size::SCREEN, "4%");
    assert_eq!(usual, [text; 2]);
    let (within, told, _) = sizes([0.5, 0.484, 0.016], Size::SCREEN, "2");
    assert!(within == [small; 2] && !told, "{within:?}");
    let (over, told, picture) = sizes([0.5, 0.492, 0.008], Size::SCREEN, "1");
    assert!(over == [small; 2] && !told, "{over:?}");
    let bars: Vec<Rect> = marks(&picture, Role::Segment).map(Mark::extent).collect();
    let numbers: Vec<Rect> =
        texts(&picture, Role::Value).into_iter().filter(|t| t.1 == "1").map(|(place, _)| place).collect();
    for number in numbers {
        assert!(bars.iter().all(|bar| number.overlap(bar).0.min(number.overlap(bar).1) < 2.0), "over the bars");
    }
    let mut many = stacks([0.5, 0.492, 0.008]);
    let more = (0..16).flat_map(|at| many.rows[..3].iter().map(move |row| row.clone().item(format!("row {at}"))));
    many.rows = more.collect();
    let crowded = draw("likert", &many, Size::SQUARE.fixed());
    assert!(footer(&crowded).contains("Some shares under 1% have no room for their number"), "{}", footer(&crowded));
    assert!(!texts(&crowded, Role::Value).iter().any(|(_, text)| *text == "1"));
    assert_eq!(crowded.csv.matches(",0.008,").count(), 16, "they are in the numbers beside the picture");
}

fn issues(count: usize) -> Figures {
    let names = ["Cost of living", "Inequality between the rich and the poor", "Crime", "Digitalisation of services"];
    let row = |at: usize| {
        let value = 0.2 / (at + 1) as f64;
        Row::new(value).inner(0.8 * value, 1.2 * value).item(format!("{} {at}", names[at % 4])).base(900.0, 700.0)
    };
    Figures { rows: (0..count).map(row).collect(), groups: Vec::new(), ordered: false, ..samples::bars() }
}

#[test]
fn long_names_stand_over_thin_bars_of_a_narrow_picture() {
    let picture = draw("bars", &issues(12), Size::wide(400).unwrap());
    assert_eq!(picture.findings, []);
    let (names, bars) = (texts(&picture, Role::Name), marks(&picture, Role::Bar).map(Mark::extent));
    assert_eq!(names.len(), 12, "one line each");
    for ((name, text), bar) in names.iter().zip(bars) {
        assert!(name.bottom() < bar.y + 2.0 && bar.y - name.bottom() < 8.0 && bar.x == name.x, "{text}");
    }
    let longest = marks(&picture, Role::Bar).map(|mark| mark.extent().width).fold(0.0, f64::max);
    assert!(longest > 230.0, "bars have the width of the picture: {longest}");
    let wide = draw("bars", &issues(12), Size::SCREEN);
    assert!(marks(&wide, Role::Bar).all(|bar| bar.extent().x > 150.0), "names stand beside bars");
}

#[test]
fn twenty_bars_of_a_square_have_whole_names() {
    let picture = draw("bars", &issues(20), Size::SQUARE);
    assert_eq!(picture.findings, []);
    assert_eq!(texts(&picture, Role::Name).len(), 20);
}

#[test]
fn a_long_word_beside_a_bar_stays_whole() {
    let mut figures = issues(4);
    figures.rows[0].item = Some("Donaudampfschifffahrtsgesellschaftskapitän".into());
    for row in &mut figures.rows[1..] {
        row.item = row.item.as_ref().map(|item| item[item.len() - 1..].to_owned() + " short");
    }
    for size in [Size::SCREEN, Size::SQUARE] {
        let picture = draw("bars", &figures, size);
        assert_eq!(texts(&picture, Role::Name).len(), 4, "{:?}", texts(&picture, Role::Name));
    }
}

#[test]
fn numbers_of_several_bars_stand_clear_of_each_other_and_of_intervals() {
    let row = |group: usize, at: usize| {
        let value = 0.4 + 0.01 * at as f64;
        Row::new(value).inner(value - 0.09, value + 0.09).item(format!("group {group}")).base(90.0, 70.0)
    };
    let series = |group: usize| (0..3).map(move |at| row(group, at).series(["a", "b", "c"][at]));
    let figures = Figures { rows: (0..9).flat_map(series).collect(), ..samples::bars() };
    let picture = draw("bars", &figures, Size::SCREEN);
    let numbers = texts(&picture, Role::Value);
    for pair in numbers.windows(2) {
        let (across, down) = pair[0].0.overlap(&pair[1].0);
        assert!(across.min(down) < 2.5, "{pair:?}");
    }
    for line in marks(&picture, Role::Whisker).map(Mark::extent) {
        let hit = numbers.iter().find(|(n, _)| n.y + 2.0 < line.y && line.y < n.bottom() - 2.0 && n.x < line.right());
        assert!(hit.is_none_or(|(n, _)| n.right() <= line.x || n.x >= line.right()), "{hit:?}");
    }
}

#[test]
fn pairs_that_lie_close_fill_their_axis() {
    let pair = |item: &str, before: f64| {
        let end = |value: f64, series: &str| Row::new(value).item(item).series(series).base(900.0, 700.0);
        [end(before, "men"), end(before + 0.03, "women")]
    };
    let figures = Figures { rows: [pair("a", 0.3), pair("b", 0.4), pair("c", 0.54)].concat(), ..samples::dumbbell() };
    let picture = draw("dumbbell", &figures, Size::SCREEN);
    let scale = &picture.drawing.scales[0];
    assert!(scale.from >= 0.25 && scale.to <= 0.65 && scale.labelled.is_some(), "{scale:?}");
}

#[test]
fn an_interval_that_excludes_zero_does_not_end_at_it() {
    let mut figures = samples::dumbbell();
    let change = figures.rows.iter_mut().find(|row| row.part == Part::Change).unwrap();
    (change.value, change.inner, change.outer) =
        (Some(-0.03), Some(topline::uncertainty::Bounds::new(-0.058, -0.002)), None);
    let picture = draw("dumbbell", &figures, Size::SCREEN);
    let found = texts(&picture, Role::Interval);
    assert!(found.iter().any(|(_, text)| *text == "(−6 to −0.2)"), "{found:?}");
}

#[test]
fn numbers_of_several_series_stand_by_their_dots_or_all_in_columns() {
    let row = |group: usize, at: usize| {
        let value = 0.3 + 0.1 * at as f64;
        Row::new(value).inner(value - 0.05, value + 0.05).item(format!("group {group}")).base(90.0, 70.0)
    };
    let series = |group: usize| (0..3).map(move |at| row(group, at).series(["a", "b", "c"][at]));
    let of = |rows: usize| Figures { rows: (0..rows).flat_map(series).collect(), ..samples::bars() };
    let picture = draw("dots", &of(6), Size::SCREEN);
    assert_eq!(picture.findings, []);
    let dots: Vec<Rect> = marks(&picture, Role::Estimate).map(Mark::extent).collect();
    let numbers = texts(&picture, Role::Value).into_iter().filter(|(_, text)| text.ends_with('%'));
    for (dot, (number, text)) in dots.iter().zip(numbers) {
        let after = number.x - dot.right();
        let height = (number.centre().1 - dot.centre().1).abs();
        assert!(after > 0.0 && after < 80.0 && height < 3.0, "{text}: {after}, {height}");
    }
    // In a picture that may grow however many, in one that may not as far as rows are high enough.
    let by_dots = |picture: &Picture| {
        let at = |value: &str| texts(picture, Role::Value).iter().find(|(_, t)| *t == value).unwrap().0.x;
        at("30%") < at("40%") && at("40%") < at("50%")
    };
    let many = draw("dots", &of(20), Size::SCREEN);
    assert_eq!(many.findings, []);
    assert!(by_dots(&many) && texts(&many, Role::Heading).iter().all(|(_, text)| !["A", "B", "C"].contains(text)));
    for rows in [8, 11] {
        let square = draw("dots", &of(rows), Size::SQUARE);
        assert_eq!(square.findings, []);
        assert!(by_dots(&square), "{rows}");
    }
    // Where numbers would stand in each other's way they stand in columns.
    let mut wide = of(11);
    for row in &mut wide.rows {
        *row = Row { value: Some(0.3), ..row.clone() }.inner(0.01, 0.59);
    }
    let low = draw("dots", &wide, Size::SQUARE);
    let ends: Vec<f64> = texts(&low, Role::Value).iter().filter(|(_, t)| *t == "30%").map(|(r, _)| r.right()).collect();
    let columns = ends.iter().filter(|right| (**right - ends[0]).abs() < 0.1).count();
    assert_eq!((ends.len(), columns), (33, 11), "three columns");
    assert!(texts(&low, Role::Heading).iter().any(|(_, text)| *text == "A"));
}
