//! How tables tell how sure their numbers are: intervals in cells where these have room, else margins at the ends of lines or of columns.

use crate::samples;
use topline::chart::drawing::{Mark, Role};
use topline::chart::figures::{Figures, Row};
use topline::chart::{Picture, Size, Theme, Unit, kinds, render};

fn draw(kind: &str, figures: &Figures, size: Size) -> Picture {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), size).unwrap()
}

fn texts(picture: &Picture, role: Role) -> Vec<&str> {
    let marks = picture.drawing.marks.iter().filter(|mark| mark.role == role);
    marks.filter_map(Mark::text).map(|text| text.text.as_str()).collect()
}

fn footer(picture: &Picture) -> String {
    texts(picture, Role::Footer).join(" ")
}

/// Answers of groups: by value, how far the interval reaches down and up, and the base of the group.
fn answers(groups: &[(&str, f64)], cells: &[(f64, f64, f64)]) -> Figures {
    let row = |(group, n): &(&str, f64), (at, (value, down, up)): (usize, &(f64, f64, f64))| {
        let row = Row::new(*value).inner(value - down, value + up).base(*n, *n);
        row.group("g", group).answer(["yes", "no", "unsure"][at])
    };
    let rows = groups.iter().flat_map(|group| cells.iter().enumerate().map(move |cell| row(group, cell)));
    let mut figures = Figures { rows: rows.collect(), groups: Vec::new(), answers: Vec::new(), ..samples::heat() };
    figures.notes.outer = None;
    figures
}

/// The answers of more groups than have their intervals in the cells of a heat map.
fn long(cells: &[(f64, f64, f64)]) -> Figures {
    let names: Vec<String> = (0..LONG).map(|at| format!("group {at}")).collect();
    let groups: Vec<(&str, f64)> = names.iter().zip(0..).map(|(name, at)| (&**name, 500.0 - f64::from(at))).collect();
    answers(&groups, cells)
}

/// The lines of a long table.
const LONG: usize = 13;

#[test]
fn a_heat_map_of_few_cells_prints_the_interval_of_each_below_its_number() {
    let figures = samples::heat();
    let rest = Figures { rows: figures.rows[..30].to_vec(), ..figures.clone() };
    for width in (320..=1600).step_by(80) {
        for (figures, count) in [(&figures, 35), (&rest, 30)] {
            let picture = draw("heat", figures, Size::wide(width).unwrap());
            assert_eq!(picture.findings, [], "{width}");
            let intervals = texts(&picture, Role::Interval);
            assert!(intervals.len() == count && intervals.contains(&"11–17"), "{width}: {intervals:?}");
            let said = footer(&picture);
            assert!(
                said.contains("Small, below numbers: 95% intervals (Wilson)") && !said.contains("Margin:"),
                "{said}"
            );
            assert!(!texts(&picture, Role::Heading).contains(&"margin"), "{width}");
        }
    }
    for (theme, dark) in [("light", false), ("dark", true)] {
        let picture = render(kinds::kind("heat").unwrap(), &figures, &Theme::named(theme).unwrap(), Size::SCREEN);
        assert_eq!(picture.unwrap().findings, [], "dark: {dark}");
    }
    let mut off = figures.clone();
    off.notes.intervals_off = true;
    let off = draw("heat", &off, Size::SCREEN);
    assert!(texts(&off, Role::Interval).is_empty() && footer(&off).contains("Intervals are not shown"));
}

#[test]
fn cells_without_room_for_two_lines_have_margins_beside_them() {
    let figures = samples::heat();
    // A picture of so little height cannot have them; one that grows does.
    let low = Size::new(640, 465).unwrap();
    assert_eq!(texts(&draw("heat", &figures, low), Role::Interval).len(), 35);
    let fixed = draw("heat", &figures, low.fixed());
    assert!(texts(&fixed, Role::Interval).iter().all(|text| text.starts_with('±')), "as high as it is");
    assert!(footer(&fixed).contains("Margin: the farthest") && fixed.findings.is_empty(), "{:?}", fixed.findings);
    // Nobody reads so many.
    let cells = [(0.5, 0.04, 0.04), (0.3, 0.03, 0.03)];
    assert!(texts(&draw("heat", &long(&cells), Size::SCREEN), Role::Interval).iter().all(|t| t.starts_with('±')));
}

#[test]
fn a_heat_map_prints_the_widest_margin_of_each_line_rounded_up() {
    let mut figures = long(&[(0.5, 0.04, 0.04), (0.3, 0.03, 0.0412), (0.2, 0.03, 0.03)]);
    let picture = draw("heat", &figures, Size::SCREEN);
    assert_eq!(texts(&picture, Role::Interval), ["±5"; LONG], "the longer side, rounded up");
    let said = footer(&picture);
    assert!(said.contains("Margin: the farthest that 95% intervals (Wilson) reach to one side, in points"), "{said}");
    assert!(!said.contains("Intervals are not shown"), "{said}");
    assert!(picture.csv.contains("0.3,0.27,0.3412"), "the numbers have them in full: {}", picture.csv);
    figures.rows.iter_mut().skip(3).for_each(|row| row.inner = None);
    assert_eq!(texts(&draw("heat", &figures, Size::SCREEN), Role::Interval), ["±5"], "none is made up");
    figures.notes.intervals_off = true;
    let off = draw("heat", &figures, Size::SCREEN);
    assert!(texts(&off, Role::Interval).is_empty() && footer(&off).contains("Intervals are not shown"));
}

#[test]
fn bases_give_way_to_margins_in_a_narrow_heat_map() {
    let mut named = long(&[(0.5, 0.04, 0.04), (0.3, 0.03, 0.0412), (0.2, 0.03, 0.03)]);
    let long_name =
        |row: &mut Row| row.answer = row.answer.as_ref().map(|answer| format!("{answer} of all the answers"));
    named.rows.iter_mut().for_each(long_name);
    let bases = (320..900).step_by(20).map(|width| {
        let picture = draw("heat", &named, Size::wide(width).unwrap());
        assert_eq!(texts(&picture, Role::Interval).len(), LONG, "{width}");
        texts(&picture, Role::Heading).contains(&"n")
    });
    let bases: Vec<bool> = bases.collect();
    assert!(!bases[0] && bases[28] && bases.is_sorted(), "{bases:?}");
}

#[test]
fn columns_with_bases_of_their_own_have_margins_below_them() {
    let row = |item: usize, (at, name): (usize, &str)| {
        let (value, half) = (0.01 + 0.01 * item as f64, [0.01, 0.034][at]);
        let row = Row::new(value).inner((value - half).max(0.0), value + half).base([900.0, 300.0][at], 300.0);
        row.item(format!("answer {item}")).series(name)
    };
    let rows = (0..20).flat_map(|item| ["men", "women"].into_iter().enumerate().map(move |of| row(item, of)));
    let mut figures = Figures { rows: rows.collect(), groups: Vec::new(), answers: Vec::new(), ..samples::heat() };
    figures.notes.outer = None;
    let picture = draw("heat", &figures, Size::SCREEN);
    assert_eq!(texts(&picture, Role::Interval), ["±1", "±4"]);
    assert!(texts(&picture, Role::Value).ends_with(&["900", "300"]), "{:?}", texts(&picture, Role::Value));
    assert_eq!(picture.findings, []);
    // A cell that is missing makes the bases of lines differ: they stand below all the same.
    let mut gap = figures.clone();
    gap.rows.remove(4);
    assert!(!texts(&draw("heat", &gap, Size::SCREEN), Role::Heading).contains(&"n"));
    let table = draw("table", &gap, Size::SCREEN);
    assert!(texts(&table, Role::Value).ends_with(&["900", "300"]) && table.findings.is_empty(), "{:?}", table.findings);
    // What has nothing in common has margins in its own unit.
    let number = |group: &str, question: &str, value: f64, half: f64| {
        Row::new(value).inner(value - half, value + half).group("g", group).series(question).base(500.0, 400.0)
    };
    let group = |at: usize| {
        let name = format!("group {at}");
        [number(&name, "age", 41.0, 0.52), number(&name, "income", 52_000.0, 810.0)]
    };
    figures.rows = (0..LONG).flat_map(group).collect();
    figures.unit = Unit::Number;
    let picture = draw("heat", &figures, Size::SCREEN);
    assert_eq!(texts(&picture, Role::Interval), ["±0.6", "±810"]);
    assert!(footer(&picture).contains("reach to one side."), "{}", footer(&picture));
}

/// The mean of three questions that have nothing in common, by group.
fn measures() -> Figures {
    let number = |group: &str, question: &str, value: f64, half: f64| {
        Row::new(value).inner(value - half, value + half).group("g", group).series(question).base(500.0, 400.0)
    };
    let group = |at: usize| {
        let rows = [("age", 41.0, 0.52), ("wealth", 4.99e8, 1.72e7), ("ratio", 0.000_12, 0.000_04)];
        let (name, more) = (format!("group {at}"), if at == 0 { 1.0 } else { 1.3 });
        rows.map(|(question, value, half)| number(&name, question, value * more, half))
    };
    let rows = (0..LONG).flat_map(group).collect();
    let mut figures = Figures { rows, groups: Vec::new(), answers: Vec::new(), unit: Unit::Number, ..samples::heat() };
    figures.notes.outer = None;
    figures
}

#[test]
fn margins_of_millions_and_of_thousandths_are_in_the_unit_of_their_numbers() {
    let picture = draw("heat", &measures(), Size::SCREEN);
    assert_eq!(texts(&picture, Role::Interval), ["±0.6", "±18m", "±0.00004"]);
    assert!(texts(&picture, Role::Value).contains(&"499m"), "{:?}", texts(&picture, Role::Value));
    let table = draw("table", &Figures { rows: measures().rows[..3].to_vec(), ..measures() }, Size::wide(560).unwrap());
    assert!(texts(&table, Role::Interval).contains(&"482–516m"), "{:?}", texts(&table, Role::Interval));
}

#[test]
fn the_alt_text_of_columns_with_nothing_in_common_tells_each_by_itself() {
    let picture = draw("heat", &measures(), Size::SCREEN);
    assert!(picture.alt.contains("Age: from 41.0 to 53.3. Wealth: from 499m to 649m."), "{}", picture.alt);
    assert!(!picture.alt.contains("Values run"), "{}", picture.alt);
}

#[test]
fn a_line_that_nobody_chose_has_a_margin_of_nothing_more() {
    // As Wald's intervals have it: nobody of a group, and everybody.
    let margins = |cells: &[(f64, f64, f64)]| {
        texts(&draw("heat", &long(cells), Size::SCREEN), Role::Interval)
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(margins(&[(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)]), ["±0"; LONG]);
    assert_eq!(margins(&[(0.0, 0.0, 0.0078), (0.0, 0.0, 0.004)]), ["±1"; LONG], "what Wilson's reach up");
}

#[test]
fn a_group_that_answered_alike_has_no_effective_base_to_tell() {
    let mut figures = answers(&[("x", 500.0), ("y", 400.0)], &[(0.5, 0.04, 0.04), (0.5, 0.04, 0.04)]);
    (figures.notes.n_effective, figures.notes.deff) = (None, None);
    figures.rows.iter_mut().for_each(|row| row.n_effective = Some(320.0));
    figures.rows[1].n_effective = Some(0.0);
    let said = footer(&draw("heat", &figures, Size::SCREEN));
    assert!(said.contains("effective n\u{a0}=\u{a0}320,"), "{said}");
}

#[test]
fn a_table_shows_intervals_as_lines_then_in_numbers_then_as_margins() {
    let figures = samples::heat();
    let lines = |picture: &Picture| picture.drawing.marks.iter().any(|mark| mark.role == Role::Whisker);
    let two = answers(&[("x", 500.0), ("y", 400.0)], &[(0.5, 0.04, 0.04), (0.3, 0.03, 0.03)]);
    let wide = draw("table", &two, Size::SCREEN);
    assert!(
        lines(&wide) && texts(&wide, Role::Interval).is_empty() && footer(&wide).contains("Thin lines on the bars")
    );
    let told = draw("table", &figures, Size::SCREEN);
    assert!(!lines(&told) && texts(&told, Role::Interval).len() == 35, "{:?}", texts(&told, Role::Interval));
    assert!(texts(&told, Role::Interval).contains(&"11–17"), "{:?}", texts(&told, Role::Interval));
    assert!(footer(&told).contains("Small, beside numbers: 95% intervals"), "{}", footer(&told));
    let narrow = draw("table", &figures, Size::wide(400).unwrap());
    assert!(!lines(&narrow) && texts(&narrow, Role::Interval).iter().all(|text| text.starts_with('±')));
    assert!(footer(&narrow).contains("Margin: the farthest that 95% intervals"), "{}", footer(&narrow));
    for picture in [wide, told, narrow] {
        assert_eq!(picture.findings, []);
        assert!(!footer(&picture).contains("not shown"), "{}", footer(&picture));
    }
}

#[test]
fn many_lines_do_not_become_columns_in_a_narrow_picture() {
    let names: Vec<String> = (0..40).map(|at| format!("region {at}")).collect();
    let groups: Vec<(&str, f64)> = names.iter().map(|name| (name.as_str(), 300.0)).collect();
    let mut figures = answers(&groups, &[(0.5, 0.04, 0.04), (0.3, 0.03, 0.03), (0.2, 0.03, 0.03)]);
    let long = |name: &mut String| name.push_str(" Bundesverfassungsgericht");
    figures.rows.iter_mut().filter_map(|row| row.answer.as_mut()).for_each(long);
    for kind in ["heat", "table"] {
        let picture = draw(kind, &figures, Size::wide(400).unwrap());
        assert!(picture.findings.is_empty() && texts(&picture, Role::Interval).len() >= 40, "{kind}");
    }
}

#[test]
fn numbers_are_never_cut_by_the_next_cell() {
    // Nine means of two sizes: whole ones with margins, then in thousands, then refused.
    let group = |group: &str| {
        let mean = |at: usize| if at % 2 == 1 { 48_873.0 + 200.0 * at as f64 } else { 49.9 };
        let row = |at: usize| Row::new(mean(at)).inner(mean(at) * 0.91, mean(at) * 1.09).series(format!("v{at}"));
        (0..9).map(|at| row(at).group("g", group).base(98.0, 98.0)).collect::<Vec<_>>()
    };
    let rows = ["south", "north"].map(group).concat();
    let mut figures = Figures { rows, groups: Vec::new(), answers: Vec::new(), unit: Unit::Number, ..samples::heat() };
    figures.notes.outer = None;
    for kind in ["heat", "table"] {
        let mut forms = Vec::new();
        for width in (320..=700).rev().step_by(20) {
            let drawn = render(
                kinds::kind(kind).unwrap(),
                &figures,
                &Theme::named("light").unwrap(),
                Size::wide(width).unwrap(),
            );
            let Ok(picture) = drawn else {
                forms.push("refused");
                continue;
            };
            assert_eq!(picture.findings, [], "{kind} {width}");
            assert!(texts(&picture, Role::Interval).len() >= 9, "{kind} {width}: margins have room");
            let values = texts(&picture, Role::Value);
            let has = |text: &str| values.contains(&text);
            forms.push(if has("49,073") {
                "49,073"
            } else if has("49.1k") {
                "49.1k"
            } else if has("49k") {
                "49k"
            } else {
                "?"
            });
        }
        forms.dedup();
        assert_eq!(forms, ["49,073", "49.1k", "49k", "refused"], "{kind}");
    }
}
