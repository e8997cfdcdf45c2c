//! Lines over time as a newspaper draws them: few marks, both ends with value and date, groups in panels.

use crate::command_line::Folder;
use crate::press::{draw, draw_in, line, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use std::collections::BTreeSet;
use topline::chart::drawing::{Mark, Role, Shape};
use topline::chart::figures::{AnswerOrder, Figures, Part, Row};
use topline::chart::{Picture, Size};
use topline::survey;

/// Two ways to vote and three waves of two parties and everybody.
fn confidence(folder: &Folder) -> String {
    let mut table = "wave,population,question,answer,party,percent,base\n".to_owned();
    let shares = [
        ("In person", [[58, 57, 46], [33, 45, 54], [44, 48, 50]]),
        ("By mail", [[36, 35, 28], [12, 20, 41], [25, 27, 35]]),
    ];
    for (answer, of) in shares {
        for (party, waves) in ["Democrats", "Republicans", ""].iter().zip(of) {
            for (year, percent) in [2020, 2022, 2024].iter().zip(waves) {
                table += &format!("{year}-11,voters,confidence,{answer},{party},{percent},2000\n");
            }
        }
    }
    std::fs::write(folder.file("confidence.csv"), table).unwrap();
    folder.file("confidence.csv").to_str().unwrap().to_owned()
}

fn count(found: &[String], wanted: &str) -> usize {
    found.iter().filter(|text| *text == wanted).count()
}

#[test]
fn groups_over_time_are_lines_in_a_panel_for_each_answer() {
    let folder = Folder::new();
    let file = confidence(&folder);
    let asked = ["estimate", &file, "--by", "party", "--chart", "facets"];
    let found = texts(&folder.svg(&asked));
    for wanted in ["In person", "By mail", "Democrats", "Republicans", "All voters", "Nov 2020", "Nov 2024"] {
        assert!(count(&found, wanted) >= 1, "{wanted}: {found:?}");
    }
    for both in ["58%", "46%", "33%", "54%", "12%", "41%"] {
        assert_eq!(count(&found, both), 1, "values at both ends: {both} in {found:?}");
    }
    let said = found.join(" ");
    assert!(count(&found, "Nov 2022") == 0 && !said.contains("Not shown") && !said.contains("Thick bars"), "{said}");
    assert!(!said.contains("at their mean"), "no polls of one panel share a day: {said}");
    let narrow = texts(&folder.svg(&[&asked[..], &["--width", "400"]].concat()));
    assert!(["58%", "12%", "41%"].iter().all(|both| count(&narrow, both) == 1), "{narrow:?}");
    let one = texts(&folder.svg(&[&asked[..], &["--answer", "By mail"]].concat()));
    assert!(one.join(" ").contains("Pale lines: the other panels."), "{one:?}");
    assert!(
        count(&one, "Republicans\u{2002} +29\u{a0}points") == 1 && count(&one, "12%") == 1 && count(&one, "41%") == 1,
        "{one:?}"
    );
    let is_name = |text: &&String| ["All voters", "Democrats", "Republicans"].iter().any(|name| text.starts_with(name));
    let first = one.iter().find(is_name).unwrap();
    assert!(first.starts_with("All voters"), "everybody first: {one:?}");
}

#[test]
fn two_variables_are_panels_of_one_and_lines_of_the_other() {
    let folder = Folder::new();
    let mut rows = "sex,age,wave,trust\n".to_owned();
    for id in 0..1600_usize {
        let sex = ["men", "women"][id % 2];
        rows += &format!(
            "{sex},{},202{}-03,{}\n",
            ["young", "old"][id / 2 % 2],
            id / 4 % 4,
            ["yes", "no"][id * 7919 % 997 % 2]
        );
    }
    std::fs::write(folder.file("people.csv"), rows).unwrap();
    let file = folder.file("people.csv");
    let asked = ["estimate", file.to_str().unwrap(), "--question", "trust", "--answer", "yes", "--over", "wave"];
    let found = texts(&folder.svg(&[&asked[..], &["--by", "sex,age", "--chart", "facets"]].concat()));
    for once in ["Men", "Women", "Young", "Old"] {
        assert_eq!(count(&found, once), 1, "{once}: {found:?}");
    }
}

/// One line of yearly waves, as far apart as years are.
fn yearly(values: impl Iterator<Item = f64>) -> Figures {
    let row = |(at, value): (usize, f64)| {
        let year = 1960 + i16::try_from(at).unwrap();
        samples::share(value, 1500.0, 1.0).series("trust the government").at(samples::day(year, 7, 2), year.to_string())
    };
    Figures { rows: values.enumerate().map(row).collect(), notes: samples::notes(), ..Figures::default() }
}

fn radii(picture: &Picture) -> Vec<f64> {
    let radius = |mark: &&Mark| match mark.shape {
        Shape::Circle { radius, .. } => Some(radius),
        _ => None,
    };
    marks(picture, Role::Estimate).iter().filter_map(radius).collect()
}

#[test]
fn points_of_dense_waves_are_small_and_intervals_pale() {
    let wave = |at: i32| 0.7 - 0.01 * f64::from(at) + 0.05 * f64::from(at % 3);
    let dense = draw("trend", &yearly((0..50).map(wave)));
    let sizes = radii(&dense);
    assert!(sizes.len() == 50 && sizes[1..49].iter().all(|radius| *radius < 2.0), "{sizes:?}");
    assert!(sizes[49] > 2.5, "the last one stays");
    assert_eq!(marks(&dense, Role::Whisker).len(), 50, "none is dropped");
    let few = draw("trend", &yearly((0..8).map(wave)));
    assert!(radii(&few).iter().all(|radius| *radius > 2.5) && marks(&few, Role::Whisker).len() == 8);
    assert!(!texts_of(&few, Role::Footer).join(" ").contains("larger"), "bases are alike");
}

#[test]
fn intervals_that_points_hide_are_not_explained_as_whiskers() {
    let wave = |at: i32| 0.3 + 0.05 * f64::from(at);
    let mut figures = yearly((0..5).map(wave));
    let footer = |figures: &Figures| texts_of(&draw("trend", figures), Role::Footer).join(" ");
    assert!(footer(&figures).contains("whiskers: 95% intervals"));
    for row in &mut figures.rows {
        let value = row.value.unwrap();
        *row = Row { outer: None, ..row.clone().inner(value - 0.001, value + 0.001) };
    }
    let said = footer(&figures);
    assert!(said.contains("are no longer than the points") && !said.contains("whiskers"), "{said}");
}

#[test]
fn no_row_of_rings_stands_on_zero() {
    let picture = draw("trend", &yearly((0..9).map(|at| if at < 6 { 0.0 } else { 0.1 * f64::from(at) - 0.5 })));
    let sizes = radii(&picture);
    assert!(sizes[1..6].iter().all(|radius| *radius < 1.5) && sizes[7] > 2.5, "{sizes:?}");
    let said = texts_of(&picture, Role::Footer).join(" ");
    assert!(said.contains("Polls on the zero line, between others, have no point."), "{said}");
}

#[test]
fn first_values_and_the_years_of_both_ends_can_be_read() {
    let picture = draw("trend", &yearly([0.73, 0.6, 0.5, 0.41, 0.3, 0.25, 0.22, 0.2, 0.18, 0.17, 0.18].into_iter()));
    let values = marks(&picture, Role::Value);
    let first = values.iter().find(|mark| mark.text().unwrap().text == "73%").expect("the first value");
    let points = marks(&picture, Role::Estimate);
    let starts = points.iter().map(|mark| mark.extent().x).fold(f64::INFINITY, f64::min);
    assert!(first.extent().right() < starts, "at its left");
    let tick = |year: &str| marks(&picture, Role::Tick).into_iter().find(|mark| mark.text().unwrap().text == year);
    let under = |year: &str, point: &Mark| (tick(year).unwrap().text().unwrap().at.0 - point.extent().centre().0).abs();
    assert!(under("1960", points[0]) < 2.0 && under("1970", points[10]) < 2.0, "years stand under their points");
    // In one colour with its line, and left out where a line would run through it.
    assert_eq!(first.series, points[0].series);
}

#[test]
fn the_name_of_a_line_alone_breaks_rather_than_take_the_width() {
    let picture = draw("trend", &yearly([0.73, 0.6, 0.5, 0.41].into_iter()));
    let label = marks(&picture, Role::Label);
    let left = label.iter().map(|mark| mark.extent().x).fold(f64::INFINITY, f64::min);
    let right = label.iter().map(|mark| mark.extent().right()).fold(0.0, f64::max);
    assert!(label.len() == 3 && right - left < 0.13 * picture.drawing.width, "{} wide", right - left);
}

#[test]
fn scales_of_lines_leave_no_empty_step() {
    for (height, most) in [(900, 0.71), (560, 0.76)] {
        let figures = yearly([0.64, 0.3, 0.02, 0.5].into_iter());
        let picture = draw_in("trend", &figures, "light", Size::new(1200, height).unwrap());
        assert!(picture.drawing.scales[0].to < most, "{:?}", picture.drawing.scales);
    }
    let high = draw_in("trend", &yearly([0.95, 0.3, 0.04].into_iter()), "light", Size::new(1200, 560).unwrap());
    assert!(texts_of(&high, Role::Tick).contains(&"25%".to_owned()), "more than 0, 50 and 100%");
}

/// Nine lines, of which one has a peak between low ends.
fn nine() -> Figures {
    let value = |at: usize, wave: usize| match at {
        0 => 0.6 - 0.05 * wave as f64,
        1 => [0.02, 0.1, 0.35, 0.3, 0.12, 0.03][wave],
        _ => 0.05 + 0.01 * at as f64 + 0.002 * wave as f64,
    };
    let row = |at: usize, wave: usize| {
        samples::share(value(at, wave), 1500.0, 1.0)
            .series(format!("item {at}"))
            .at(19_000.0 + 365.0 * wave as f64, format!("{wave}"))
    };
    let mut rows: Vec<Row> =
        (0..9).flat_map(|at| (0..6).map(move |wave| (at, wave))).map(|(at, wave)| row(at, wave)).collect();
    let fall =
        Row { significant: Some(true), ..Row::new(-0.25).series("item 0").part(Part::Change).inner(-0.28, -0.22) };
    rows.push(fall);
    Figures { rows, notes: samples::notes(), ..Figures::default() }
}

#[test]
fn a_peak_that_no_test_bears_out_stands_behind_with_grey_intervals_and_no_lines_are_alike() {
    let picture = draw("trend", &nine());
    let lines: Vec<_> = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).1).collect();
    let vivid = |rgb: (u8, u8, u8)| rgb.0.max(rgb.1).max(rgb.2) - rgb.0.min(rgb.1).min(rgb.2) > 40;
    assert_eq!(lines.iter().filter(|stroke| vivid(stroke.colour.rgb)).count(), 9, "a hue each");
    let whiskers = marks(&picture, Role::Whisker);
    assert_eq!(whiskers.len(), 54, "every poll has its interval");
    let hued = |mark: &&&Mark| vivid(line(mark).1.colour.rgb);
    let series: Vec<_> = whiskers.iter().filter(hued).map(|mark| mark.series).collect();
    assert_eq!(series, [Some(0); 6], "that of the fall alone in colour");
    let (first, last) = (whiskers[0], whiskers[53]);
    assert!(first.series.is_none() && last.series == Some(0), "grey ones lie under everything");
    let looks: BTreeSet<String> = lines.iter().map(|stroke| format!("{stroke:?}")).collect();
    assert_eq!(looks.len(), 9, "{looks:?}");
    let said = texts_of(&picture, Role::Footer).join(" ");
    assert!(said.contains("with intervals in colour: changes beyond chance") && !said.contains("most"), "{said}");
}

#[test]
fn colours_of_groups_and_answers_follow_one_of_them() {
    let folder = Folder::new();
    let file = confidence(&folder);
    let svg = folder.svg(&["estimate", &file, "--by", "party", "--chart", "trend"]);
    let found = texts(&svg);
    assert_eq!(count(&found, "In person"), 1, "the legend names the colour: {found:?}");
    let named = found.iter().filter(|text| text.starts_with("Democrats")).count();
    assert_eq!(named, 2, "lines are named by their groups: {found:?}");
    let order = |name: &str| AnswerOrder { name: name.to_owned(), role: survey::Role::Plain };
    let row = |at: usize, wave: usize| {
        let (answer, level) = (["yes", "no"][at % 2], ["men", "women"][at / 2]);
        let made = samples::share(0.2 + 0.15 * at as f64 + 0.01 * wave as f64, 900.0, 1.0);
        made.series(format!("{answer}, {level}"))
            .answer(answer)
            .group("sex", level)
            .at(19_000.0 + 365.0 * wave as f64, format!("{wave}"))
    };
    let rows = (0..4).flat_map(|at| (0..4).map(move |wave| row(at, wave))).collect();
    let figures =
        Figures { rows, answers: vec![order("yes"), order("no")], notes: samples::notes(), ..Figures::default() };
    let picture = draw("trend", &figures);
    let lines: Vec<_> = marks(&picture, Role::Fit).into_iter().map(|mark| line(mark).1).collect();
    let colours: BTreeSet<_> = lines.iter().map(|stroke| stroke.colour.rgb).collect();
    let dashes: BTreeSet<String> = lines.iter().map(|stroke| format!("{:?}", stroke.dash)).collect();
    assert_eq!((lines.len(), colours.len(), dashes.len()), (4, 2, 2), "a hue an answer, dashes a group");
}

#[test]
fn slopes_are_named_once_and_have_values_at_both_sides() {
    for width in [400, 1200] {
        let picture = draw_in("slope", &samples::slope(), "light", Size::wide(width).unwrap());
        let labels = texts_of(&picture, Role::Label).join(" ");
        assert_eq!(labels.matches("Continue").count(), 1, "{labels}");
        for value in ["41%", "24%", "53%", "67%"] {
            assert!(labels.contains(value), "{value} in {labels}");
        }
    }
}

#[test]
fn many_groups_have_a_panel_each_and_no_opinion_stands_last() {
    let folder = Folder::new();
    let mut rows = "region,wave,vote\n".to_owned();
    for id in 0..4000_usize {
        let answer = ["Left", "Right", "Hard to say"][id * 7919 % 997 % 7 / 3];
        rows += &format!("region {},202{}-03,{answer}\n", id % 8, id / 8 % 4);
    }
    std::fs::write(folder.file("people.csv"), rows).unwrap();
    let file = folder.file("people.csv");
    let asked = ["estimate", file.to_str().unwrap(), "--question", "vote", "--over", "wave", "--by", "region"];
    let of_groups = texts(&folder.svg(&asked));
    assert!(
        count(&of_groups, "Region 7") == 1 && count(&of_groups, "Left") == 1,
        "colours tell answers: {of_groups:?}"
    );
    let one = texts(&folder.svg(&[&asked[..], &["--answer", "Left"]].concat()));
    assert!(one.join(" ").contains("Pale lines: the other panels."), "{one:?}");
    let few = texts(&folder.svg(&[&asked[..], &["--where", "region == 'region 1' or region == 'region 2'"]].concat()));
    let place = |name: &str| few.iter().position(|text| text == name).unwrap();
    assert!(place("Left") < place("Hard to say") && place("Right") < place("Hard to say"), "{few:?}");
}

/// Three ages and everybody in eight waves; of the youngest only the first wave is printed, everybody is in the middle.
fn ages(folder: &Folder) -> String {
    let mut table = "question,answer,age,wave,percent,base\n".to_owned();
    let groups = [("60+", 30, 20), ("18-29", 60, 50), ("30-59", 45, 40), ("", 44, 38)];
    for year in 0..8 {
        for (age, yes, net) in groups.iter().filter(|(age, ..)| *age != "18-29" || year == 0) {
            let answers = [("rather", yes - 20), ("fully", 20), ("agree", *yes), ("disagree", 100 - yes - net / 10)];
            for (answer, percent) in answers {
                table += &format!("q,{answer},{age},{}-05,{percent},900\n", 2016 + year);
            }
        }
    }
    let study = "title = \"Q\"\n[[source]]\nid = \"p\"\nfile = \"q.csv\"\ndeff = 1.0\n[[question]]\nid = \"q\"\n\
        answers = [{id=\"fully\"},{id=\"rather\"},{id=\"disagree\"}]\nnets = [{id=\"agree\",of=[\"fully\",\"rather\"]}]\n";
    std::fs::write(folder.file("q.csv"), table).unwrap();
    std::fs::write(folder.file("study.toml"), study).unwrap();
    format!("{}#p", folder.file("study.toml").display())
}

#[test]
fn panels_of_groups_have_nets_for_their_parts_and_groups_in_their_order() {
    let folder = Folder::new();
    let found = texts(&folder.svg(&["estimate", &ages(&folder), "--by", "age", "--chart", "facets"]));
    assert!(count(&found, "Agree") == 1 && count(&found, "Disagree") == 1, "{found:?}");
    assert!(count(&found, "Fully") + count(&found, "Rather") == 0, "beside the net that sums them: {found:?}");
    let order = ["All respondents", "18-29", "30-59", "60+"].map(|name| found.iter().position(|text| text == name));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?} in {found:?}");
}

#[test]
fn a_line_that_ends_early_has_its_label_there() {
    let folder = Folder::new();
    folder.svg(&["estimate", &ages(&folder), "--by", "age", "--chart", "facets"]);
    let told = std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap();
    assert!(told.contains("18-29 60% in one poll") && !told.contains("from 60% to 60%"), "{told}");
    let row = |name: &str, value: f64, wave: usize| {
        let row = samples::share(value, 900.0, 1.0).series(name);
        row.at(19_000.0 + 365.0 * wave as f64, format!("{}", 2016 + wave))
    };
    let all = (0..8).map(|wave| row("all", 0.4, wave));
    let rows: Vec<Row> = all.chain([row("once", 0.7, 0), row("soon", 0.2, 0), row("soon", 0.22, 2)]).collect();
    for kind in ["trend", "facets"] {
        let panel = |row: &Row| if kind == "facets" { row.clone().panel("one") } else { row.clone() };
        let rows = rows.iter().map(panel).collect();
        let picture = draw(kind, &Figures { rows, notes: samples::notes(), ..Figures::default() });
        let labels = marks(&picture, Role::Label);
        let place = |value: &str| {
            let text = labels.iter().filter_map(|mark| mark.text()).find(|text| text.text.ends_with(value));
            text.unwrap_or_else(|| panic!("{value} in {kind}")).at.0
        };
        let last = place("40%");
        assert!(place("70%") < place("22%") && place("22%") < 0.6 * last, "{kind}: {} of {last}", place("22%"));
    }
}

#[test]
fn panels_stand_by_everybody_else_by_the_mean_of_their_lines() {
    let row = |panel: &str, name: &str, value: f64, wave: usize| {
        let row = samples::share(value, 900.0, 1.0).series(name).panel(panel);
        row.at(19_000.0 + 365.0 * wave as f64, format!("{}", 2016 + wave))
    };
    let values = [("A", [0.5, 0.1, 0.2]), ("B", [0.4, 0.3, 0.3]), ("C", [0.3, 0.6, 0.1])];
    let order = |lines: &[&str]| {
        let of = |(panel, of): &(&str, [f64; 3])| {
            let made = lines.iter().zip(*of).flat_map(|(name, value)| [0, 1].map(|wave| row(panel, name, value, wave)));
            made.collect::<Vec<_>>()
        };
        let panels = topline::chart::GroupOrder { variable: "panel".into(), ..Default::default() };
        let rows = values.iter().flat_map(of).collect();
        let figures = Figures { rows, groups: vec![panels], notes: samples::notes(), ..Figures::default() };
        texts_of(&draw("facets", &figures), Role::Heading).concat()
    };
    assert_eq!(order(&["men", "women", "All respondents"]), "BAC");
    assert_eq!(order(&["men", "women"]), "CBA");
}
