//! More lines than there are colours: panels unasked, and in one plot the lines that matter in colour.

use crate::command_line::Folder;
use crate::press::{draw, draw_in, line, marks, texts_of};
use crate::respondents::texts;
use crate::samples;
use std::collections::BTreeSet;
use topline::chart::colour::Colour;
use topline::chart::drawing::{Mark, Role};
use topline::chart::figures::{Figures, Part, Row};
use topline::chart::{Picture, Size, Theme};

const ISSUES: [&str; 9] = ["Climate", "Crime", "Economy", "Health", "Housing", "Migration", "Schools", "Taxes", "War"];

/// Shares of nine issues in five yearly waves, of which Climate rises by 16 points and Economy falls by 16, the others not.
fn issues(folder: &Folder) -> String {
    let mut table = "question,answer,wave,percent,base\n".to_owned();
    for year in 0..5 {
        for (at, issue) in ISSUES.iter().enumerate() {
            let percent = match *issue {
                "Climate" => 6 + 4 * year,
                "Economy" => 26 - 4 * year,
                _ => 8 + at % 3,
            };
            table += &format!("issue,{issue},{}-03,{percent},1200\n", 2020 + year);
        }
    }
    std::fs::write(folder.file("issues.csv"), table).unwrap();
    folder.file("issues.csv").to_str().unwrap().to_owned()
}

/// The values in a column of the picture's data.
fn column(folder: &Folder, name: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_path(folder.file("picture.data.csv")).unwrap();
    let at = reader.headers().unwrap().iter().position(|heading| heading == name).unwrap();
    reader.records().map(|record| record.unwrap()[at].to_owned()).filter(|name| !name.is_empty()).collect()
}

fn alt(folder: &Folder) -> String {
    std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap()
}

fn vivid(colour: Colour) -> bool {
    let (r, g, b) = colour.rgb;
    r.max(g).max(b) - r.min(g).min(b) > 40
}

/// The colours of lines, by how they look.
fn counted(lines: &[&Mark], theme: &str) -> [usize; 3] {
    let (ink, neutral) = (Theme::named(theme).unwrap().colours.ink, Theme::named(theme).unwrap().colours.neutral);
    let count = |wanted: &dyn Fn(Colour) -> bool| lines.iter().filter(|mark| wanted(line(mark).1.colour)).count();
    [count(&vivid), count(&|colour| colour == ink), count(&|colour| colour == neutral)]
}

#[test]
fn many_answers_over_time_have_a_panel_each_unless_asked_otherwise() {
    let folder = Folder::new();
    let file = issues(&folder);
    let asked = [&file, "--deff", "1", "--question", "issue"];
    for verb in ["trend", "estimate"] {
        let draw = |more: &[&str]| folder.svg(&[&[verb], &asked[..], more].concat());
        draw(&[]);
        assert_eq!(column(&folder, "panel").len(), 9, "{verb}");
        let told = alt(&folder);
        assert!(told.starts_with("9 panels of lines over time on one scale, 5 polls from "), "{told}");
        assert!(
            told.contains("Largest rise: Climate, from 6% to 22%. Largest fall: Economy, from 26% to 10%."),
            "{told}"
        );
        let order = ["Climate: from", "Economy: from", "Crime: from"].map(|name| told.find(name).unwrap());
        assert!(order.is_sorted(), "the highest first: {told}");
        for one_plot in [&["--chart", "trend"][..], &["--highlight", "War"]] {
            draw(one_plot);
            assert!(column(&folder, "panel").is_empty(), "{verb} {one_plot:?}");
        }
        draw(&["--answer", "War", "--answer", "Climate", "--answer", "Crime"]);
        assert!(column(&folder, "panel").is_empty(), "{verb}: three lines have a colour each");
    }
}

#[test]
fn a_scale_of_many_steps_stays_in_one_plot() {
    let folder = Folder::new();
    let scale = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree", "Don't know", "Refused"];
    let row =
        |wave: usize, at: usize| format!("q,{},{}-03,{},900\n", scale[at], 2020 + wave, [16, 20, 18, 22, 14, 6, 4][at]);
    let rows: String = (0..4).flat_map(|wave| (0..7).map(move |at| row(wave, at))).collect();
    std::fs::write(folder.file("q.csv"), "question,answer,wave,percent,base\n".to_owned() + &rows).unwrap();
    let file = folder.file("q.csv");
    folder.svg(&["trend", file.to_str().unwrap(), "--deff", "1", "--question", "q"]);
    assert!(column(&folder, "panel").is_empty());
    let grouped: String = ["North", "South"].map(|region| rows.replace("-03,", &format!("-03,{region},"))).concat();
    std::fs::write(folder.file("q.csv"), "question,answer,wave,region,percent,base\n".to_owned() + &grouped).unwrap();
    folder.svg(&["trend", file.to_str().unwrap(), "--deff", "1", "--question", "q", "--by", "region"]);
    assert_eq!(column(&folder, "panel").len(), 2, "fourteen lines have no room in one plot");
}

#[test]
fn lines_that_changed_are_in_colour_and_say_so() {
    let folder = Folder::new();
    let file = issues(&folder);
    for (verb, kind) in [("trend", "trend"), ("estimate", "trend"), ("estimate", "slope")] {
        let said = texts(&folder.svg(&[verb, &file, "--deff", "1", "--question", "issue", "--chart", kind])).join(" ");
        let told = alt(&folder);
        assert!(told.contains("Changes beyond chance: Climate and Economy."), "{verb} {kind}: {told}");
        let wanted = match (verb, kind) {
            ("trend", _) => "with intervals in colour: changes of the fitted line beyond chance, adjusted",
            (_, "trend") => "with intervals in colour: changes beyond chance, adjusted",
            _ => "Grey or ≈:",
        };
        assert!(said.contains(wanted), "{verb} {kind}: {said}");
        assert!(!said.contains("of some lines"), "{verb} {kind}: {said}");
    }
}

#[test]
fn a_line_that_begins_late_is_tested_between_its_own_ends() {
    let folder = Folder::new();
    let table = std::fs::read_to_string(issues(&folder)).unwrap();
    let draw = |kept: &dyn Fn(&str) -> bool| {
        let table: String = table.lines().filter(|line| kept(line)).map(|line| format!("{line}\n")).collect();
        std::fs::write(folder.file("late.csv"), table).unwrap();
        let file = folder.file("late.csv");
        let asked = ["estimate", file.to_str().unwrap(), "--deff", "1", "--question", "issue", "--chart", "trend"];
        (texts(&folder.svg(&asked)).join(" "), alt(&folder))
    };
    let (said, told) = draw(&|line| !line.contains("Climate,2020") && !line.contains("Economy,2024"));
    assert!(told.contains("Changes beyond chance: Economy and Climate."), "{told}");
    assert!(said.contains("with intervals in colour: changes beyond chance"), "{said}");
    // Every line of one poll: nothing is tested, and nothing said of chance.
    let one = |line: &str| {
        let at = ISSUES.iter().position(|issue| line.contains(issue));
        at.is_none_or(|at| line.contains(&format!("{}-03", 2020 + at % 5)))
    };
    let (said, told) = draw(&one);
    assert!(said.contains("changes are not tested"), "{said}");
    assert!(!told.contains("beyond chance") && !said.contains("beyond chance"), "{told} {said}");
}

#[test]
fn changes_beside_slopes_of_estimates_are_those_of_compare() {
    let folder = Folder::new();
    let table = std::fs::read_to_string(issues(&folder)).unwrap();
    let ends = |line: &&str| line.starts_with('q') || line.contains("2020-03") || line.contains("2024-03");
    let table: String = table.lines().filter(ends).map(|line| format!("{line}\n")).collect();
    std::fs::write(folder.file("two.csv"), table).unwrap();
    let file = folder.file("two.csv");
    let asked = [file.to_str().unwrap(), "--deff", "1", "--question", "issue", "--chart", "slope"];
    let changes = |verb: &[&str]| {
        folder.svg(&[&verb[..1], &asked[..], &verb[1..]].concat());
        let mut reader = csv::Reader::from_path(folder.file("picture.data.csv")).unwrap();
        let records = reader.records().map(Result::unwrap).filter(|record| &record[0] == "change");
        let told = |record: csv::StringRecord| [4, 9, 10, 11, 12, 13, 18].map(|at| record[at].to_owned());
        records.map(told).collect::<BTreeSet<_>>()
    };
    let ours = changes(&["estimate"]);
    assert_eq!(ours.len(), 9);
    assert_eq!(ours, changes(&["compare", "--against", "previous"]));
}

/// Eight lines in two waves; of the library nothing is tested.
fn eight(change: impl Fn(usize) -> f64) -> Figures {
    let row = |at: usize, wave: usize| {
        let p = 0.3 + 0.04 * at as f64 + if wave == 1 { change(at) } else { 0.0 };
        samples::share(p, 400.0, 1.0)
            .item(format!("item {at}"))
            .at(19_000.0 + 365.0 * wave as f64, ["2022", "2023"][wave])
    };
    let rows = (0..8).flat_map(|at| (0..2).map(move |wave| (at, wave))).map(|(at, wave)| row(at, wave)).collect();
    Figures { rows, notes: samples::notes(), ..Figures::default() }
}

#[test]
fn slopes_are_bold_by_size_alone_where_nothing_was_tested() {
    let change = |at: usize| [0.01, -0.01, 0.03, 0.0, -0.02, 0.01, 0.0, 0.02][at];
    let untested = eight(change);
    let mut tested = untested.clone();
    tested.rows.extend((0..8).map(|at| {
        let made = Row::new(change(at)).item(format!("item {at}")).part(Part::Change);
        Row { significant: Some(false), ..made.inner(change(at) - 0.07, change(at) + 0.07) }
    }));
    for theme in ["light", "dark"] {
        for (figures, bold) in [(&untested, 2), (&tested, 0)] {
            let picture = draw_in("slope", figures, theme, Size::SCREEN);
            assert_eq!(counted(&marks(&picture, Role::Fit), theme), [0, bold, 8 - bold], "{theme}");
        }
    }
    let footer = |figures: &Figures| texts_of(&draw("slope", figures), Role::Footer).join(" ");
    let both = "of single waves, not of their changes. In brackets: the change’s own 95% interval";
    let said = footer(&tested);
    assert!(
        said.contains(both) && said.contains("Grey or ≈:") && !said.contains("not shown") && !said.contains("Bold"),
        "{said}"
    );
    let said = footer(&untested);
    assert!(said.contains("Bold: the largest rise and the largest fall; changes are not tested"), "{said}");
    let alt = draw("slope", &tested).alt;
    assert!(alt.contains(" No change is beyond chance, adjusted for several comparisons."), "{alt}");
    let all = eight(|_| 0.1);
    let mut sure = all.clone();
    sure.rows.extend((0..8).map(|at| {
        let change = 0.1 + 0.01 * at as f64;
        Row {
            significant: Some(true),
            ..Row::new(change).item(format!("item {at}")).part(Part::Change).inner(change - 0.05, change + 0.05)
        }
    }));
    let picture = draw("slope", &sure);
    assert_eq!(counted(&marks(&picture, Role::Fit), "light"), [6, 0, 2], "more changed than there are colours");
    let said = texts_of(&picture, Role::Footer).join(" ");
    assert!(said.contains("In colour: the 6 largest of the changes beyond chance"), "{said}");
}

#[test]
fn of_many_untested_lines_over_time_the_highest_are_in_colour() {
    let mut figures = eight(|at| 0.01 * at as f64);
    figures.rows.iter_mut().for_each(|row| row.series = row.item.take());
    let picture = draw("trend", &figures);
    assert_eq!(counted(&marks(&picture, Role::Fit), "light"), [8, 0, 0], "a hue each");
    let whiskers = |picture: &Picture| {
        let all = marks(picture, Role::Whisker);
        (all.len(), all.iter().filter(|mark| mark.series.is_some()).count())
    };
    assert_eq!(whiskers(&picture), (16, 6), "intervals in colour of the three that end highest");
    let looks: BTreeSet<String> = marks(&picture, Role::Fit).iter().map(|mark| format!("{:?}", line(mark).1)).collect();
    assert_eq!(looks.len(), 8, "no two lines look alike");
    let said = texts_of(&picture, Role::Footer).join(" ");
    assert!(said.contains("with intervals in colour: the 3 that end highest; changes are not tested"), "{said}");
    let chosen = Figures { highlight: Some("item 2".into()), ..figures.clone() };
    assert_eq!(counted(&marks(&draw("trend", &chosen), Role::Fit), "light"), [1, 0, 7], "who asks for a line gets it");
    assert_eq!(whiskers(&draw("trend", &chosen)), (16, 2), "and its intervals");
    let change = |at: usize| {
        let change = 0.1 + 0.01 * at as f64;
        Row::new(change).series(format!("item {at}")).part(Part::Change).inner(change - 0.05, change + 0.05)
    };
    figures.rows.extend((0..8).map(change));
    let picture = draw("trend", &figures);
    assert_eq!(whiskers(&picture), (16, 8), "two of each of four lines");
    let said = texts_of(&picture, Role::Footer).join(" ");
    assert!(said.contains("with intervals in colour: the 4 largest of the changes beyond chance"), "{said}");
}

#[test]
fn no_line_stands_out_by_its_place_among_several_that_are_printed_alike() {
    let slope = |change: &dyn Fn(usize) -> f64| {
        let picture = draw("slope", &eight(change));
        let bold = counted(&marks(&picture, Role::Fit), "light")[1];
        (bold, texts_of(&picture, Role::Footer).join(" "), picture.alt)
    };
    // Alike in print, one the largest by noise.
    let (bold, said, alt) = slope(&|at| 0.03 + 1e-9 * at as f64);
    assert_eq!(bold, 0);
    assert!(said.contains("No line is bold: several rise by as much; changes are not tested"), "{said}");
    assert!(alt.contains(" Largest rise: several by as much. ") && !alt.contains("Largest fall"), "{alt}");
    let (bold, said, alt) = slope(&|at| [0.03, 0.03, 0.0, 0.01, -0.01, -0.01, -0.01, 0.0][at]);
    assert_eq!(bold, 2);
    assert!(said.contains("Bold: the two largest rises; several fall by as much; changes"), "{said}");
    assert!(alt.contains(" Largest rise: Item 0, from 30% to 33%; and Item 1, from 34% to 37%. "), "{alt}");
    let trend = |ends: [f64; 8]| {
        let mut figures = eight(|at| ends[at] - 0.3 - 0.04 * at as f64);
        figures.rows.iter_mut().for_each(|row| row.series = row.item.take());
        let picture = draw("trend", &figures);
        let sure = marks(&picture, Role::Whisker).into_iter().filter(|mark| mark.series.is_some()).count();
        (sure / 2, texts_of(&picture, Role::Footer).join(" "))
    };
    let (sure, said) = trend([0.7, 0.6, 0.5, 0.5001, 0.2, 0.3, 0.4, 0.1]);
    assert!(sure == 2 && said.contains("with intervals in colour: the 2 that end highest; changes"), "{sure}: {said}");
    let (sure, said) = trend([0.5, 0.5, 0.5, 0.5001, 0.2, 0.3, 0.4, 0.1]);
    assert!(sure == 8 && !said.contains("with intervals in colour"), "no line before the others: {sure}: {said}");
}

#[test]
fn panels_of_one_line_each_have_one_colour() {
    let mut figures = eight(|at| 0.01 * at as f64);
    figures.rows.iter_mut().for_each(|row| {
        row.panel = row.item.clone();
        row.series = row.item.take();
    });
    let picture = draw("facets", &figures);
    let colours: BTreeSet<_> = marks(&picture, Role::Fit).iter().map(|mark| line(mark).1.colour.rgb).collect();
    assert_eq!(colours.len(), 1);
    assert_eq!(counted(&marks(&picture, Role::Fit), "light")[0], 8);
    // The lines of the others are a ground: each no darker on the paper than the grid, and much thinner than its line.
    let colours = Theme::named("light").unwrap().colours;
    let others: Vec<_> = marks(&picture, Role::Ghost).into_iter().map(|mark| line(mark).1).collect();
    assert_eq!(others.len(), 8 * 7);
    let own = line(marks(&picture, Role::Fit)[0]).1.width;
    for stroke in others {
        let on_paper = 255.0 - stroke.colour.alpha * (255.0 - f64::from(stroke.colour.rgb.1));
        assert!(on_paper >= f64::from(colours.grid.rgb.1) && stroke.width < 0.7 * own, "{stroke:?} beside {own}");
    }
}

#[test]
fn scales_of_lines_hug_them() {
    let row = |panel: usize, wave: usize| {
        let p = 0.25 + 0.07 * (panel + wave) as f64;
        let row =
            Row::new(p).inner(p - 0.001, p + 0.001).base(900.0, 900.0).series("yes").panel(["North", "South"][panel]);
        row.at(19_000.0 + 365.0 * wave as f64, format!("{}", 2022 + wave))
    };
    let rows: Vec<Row> = (0..2).flat_map(|panel| (0..5).map(move |wave| row(panel, wave))).collect();
    let notes = samples::notes();
    let ends = |kind: &str, rows: Vec<Row>| {
        let picture = draw(kind, &Figures { rows, notes: notes.clone(), ..Figures::default() });
        let scale = &picture.drawing.scales[0];
        (scale.from, scale.to)
    };
    let (from, to) = ends("facets", rows.clone());
    assert!((from - 0.2).abs() < 1e-9 && (to - 0.601).abs() < 1e-9, "{from} to {to}");
    let more = |row: &Row| {
        let p = row.value.unwrap() + 0.011;
        Row { value: Some(p), ..row.clone().inner(p - 0.001, p + 0.001) }
    };
    let past: Vec<Row> = rows.iter().map(more).collect();
    let (from, to) = ends("facets", past.clone());
    assert!((from - 0.2).abs() < 1e-9 && (to - 0.612).abs() < 1e-9, "a little past the last line: {from} to {to}");
    let plain = past.into_iter().map(|row| Row { panel: None, series: row.panel, ..row }).collect();
    let (from, to) = ends("trend", plain);
    assert!(from > 0.15 && to < 0.66, "{from} to {to}");
}
