//! Who is counted in a picture of weights, and under which names.

use crate::command_line::{Folder, words};
use crate::respondents::texts;
use crate::samples;
use std::process::{Command, Output};
use topline::chart::drawing::Role;
use topline::chart::figures::Part;
use topline::chart::{Size, Theme, kinds, render};

/// The texts of a picture that `inspect` draws of a table, with its alt text.
fn drawn(folder: &Folder, table: &str, more: &[&str]) -> (String, String) {
    let path = folder.file("people.csv");
    std::fs::write(&path, table).unwrap();
    let svg = folder.svg(&[&["inspect", path.to_str().unwrap(), "--weight", "w"], more].concat());
    let alt = std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap();
    (texts(&svg).join("|").replace('\u{a0}', " "), alt)
}

fn run(folder: &Folder, study: &str) -> Output {
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
    command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap()
}

/// Of 100 with a weight half are men; those without one, or with one of 0, are men too.
#[test]
fn those_without_a_weight_are_in_no_share() {
    let folder = Folder::new();
    let rows = (0..100).map(|at| format!("{},{}\n", ["men", "women"][at % 2], 1 + at % 3)).collect::<String>();
    let nobody = "men,0\n".repeat(50);
    let (text, alt) = drawn(&folder, &format!("sex,w\n{rows}{nobody}men,\n"), &["--question", "sex"]);
    assert!(alt.contains("Men: unweighted 50%"), "{alt}");
    assert!(text.contains("1 respondent has no weight, 50 have one of 0") && text.contains("n = 100"), "{text}");
    let csv = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
    assert!(csv.lines().any(|line| line.starts_with("estimate,,sex,men,,,unweighted,,,0.5,,,,,100,")), "{csv}");
}

#[test]
fn each_variable_has_its_own_base() {
    let folder = Folder::new();
    let row = |at: usize| format!("{},{},{}\n", ["men", "women", ""][at % 3], ["", "a"][at / 90], 1 + at % 4);
    let rows = (0..90).map(row).collect::<String>();
    let asked = ["--question", "sex", "--question", "town"];
    let (text, alt) = drawn(&folder, &format!("sex,town,w\n{rows}x,a,0\n"), &asked);
    assert!(text.contains("Sex: n = 60, Town: answered by nobody with a weight"), "{text}");
    assert!(alt.contains("Men: unweighted 50%, weighted 51%, n = 60."), "{alt}");
    assert!(text.contains("|–|"), "a share of nobody is an explicit gap: {text}");
}

const LEVELS: &str = "[[source]]\nid = 'p'\nfile = 'people.csv'\nweight = 'w'\n\n\
    [[group]]\nid = 'age'\nlevels = [{ id = 'young', labels = ['18–29', '30–44'] }, { id = 'old', labels = ['45+'] }]\n\n\
    [[question]]\nid = 'sex'\ntitle = 'Sex of respondent'\n\
    answers = [{ id = 'm', title = 'Males', labels = ['men'] }, { id = 'f', title = 'Females', labels = ['women'] }]\n\n";

/// Levels are those of the study, each of all the labels that it has.
#[test]
fn a_study_names_the_levels_of_margins() {
    let folder = Folder::new();
    let row =
        |at: usize| format!("{},{},{}\n", ["18–29", "30–44", "45+"][at % 3], ["men", "women"][at % 2], 1 + at % 2);
    std::fs::write(folder.file("people.csv"), format!("age,sex,w\n{}", (0..60).map(row).collect::<String>())).unwrap();
    let study = |target: &str| {
        let act = format!("[[inspect]]\nname = 'w'\nquestion = ['age', 'sex']\ntarget = '{target}'\n\n");
        run(&folder, &format!("{LEVELS}{act}[[chart]]\nname = 'drawn'\nof = 'w'\n"))
    };
    let done = study("age=young:52,old:48");
    assert!(done.status.success(), "{}", words(&done));
    let alt = std::fs::read_to_string(folder.file("out/drawn.txt")).unwrap();
    for says in ["Young: before weighting 67%, after weighting 67%, target 52%", "Females: before weighting 50%"] {
        assert!(alt.contains(says), "{says}: {alt}");
    }
    assert!(alt.find("Young:") < alt.find("Old:") && alt.find("Males:") < alt.find("Females:"), "{alt}");
    for (target, says) in [
        ("age=18–29:52,old:48", "study.toml:18:1: "),
        ("age=18–29:52,old:48", "nobody has the level \"18–29\"; known: young, old"),
        ("age=young:52,no:48", "nobody has the level \"no\""),
    ] {
        let refused = study(target);
        assert_eq!(refused.status.code(), Some(2), "{}", words(&refused));
        assert!(words(&refused).contains(says), "{}", words(&refused));
    }
}

/// A weight of this kind says for how many people a row stands: nobody has more say than others.
#[test]
fn frequencies_weight_nothing() {
    let folder = Folder::new();
    std::fs::write(folder.file("people.csv"), "sex,w\nmen,200\nmen,300\nwomen,400\nwomen,100\n").unwrap();
    let source = "[[source]]\nid = 'p'\nfile = 'people.csv'\nweight = 'w'\nweight-kind = 'frequency'\n\n";
    let chart = "[[inspect]]\nname = 'i'\nquestion = 'sex'\n\n[[chart]]\nname = 'drawn'\nof = 'i'\n";
    let refused = run(&folder, &format!("{source}{chart}"));
    assert_eq!(refused.status.code(), Some(2), "{}", words(&refused));
    assert!(words(&refused).contains("counts people (weight-kind frequency)"), "{}", words(&refused));
    let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
    let study = format!("{}#p", folder.file("study.toml").display());
    let listed = command.args(["inspect", &study, "--format", "table"]).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("4 rows stand for 1000 respondents") && !listed.contains("design effect"), "{listed}");
}

/// A variable of many values has no margins, which a table does without.
#[test]
fn a_table_shows_variables_of_many_values() {
    let folder = Folder::new();
    let rows = (0..60).map(|at| format!("{},{}\n", 100 + at, 1 + at % 2)).collect::<String>();
    let path = folder.file("people.csv");
    std::fs::write(&path, format!("income,w\n{rows}")).unwrap();
    let asked = ["inspect", path.to_str().unwrap(), "--weight", "w", "--question", "income"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
    let listed = command.args(asked).output().unwrap();
    assert!(listed.status.success(), "{}", words(&listed));
    let refused = folder.draw(&asked);
    assert!(words(&refused).contains("too many different values"), "{}", words(&refused));
}

/// People of whom half are men and a third by weight; a quarter in each of four towns.
fn towns(folder: &Folder) -> String {
    let row = |at: usize| format!("{},T{},{}\n", ["men", "women"][at % 2], at / 2 % 4, 1 + at % 2);
    let path = folder.file("people.csv");
    std::fs::write(&path, format!("sex,town,w\n{}", (0..240).map(row).collect::<String>())).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Variables without a target beside one with a target show what weighting changes.
#[test]
fn targets_of_some_variables_alone_leave_the_others_their_weighted_shares() {
    let folder = Folder::new();
    let path = towns(&folder);
    let asked = ["inspect", &path, "--weight", "w", "--question", "town"];
    let drawn = |more: &[&str]| {
        let output = folder.draw(&[&asked[..], more].concat());
        assert!(!words(&output).contains("C17"), "a series without a name: {}", words(&output));
        let svg = std::fs::read_to_string(folder.file("picture.svg")).unwrap();
        (texts(&svg).join("|"), std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap())
    };
    let (text, alt) = drawn(&["--target", "sex=men:33.3,women:66.7"]);
    let text = text.replace('|', " ");
    assert!(text.contains("After weighting") && text.contains("change"), "{text}");
    let told = "After weighting every margin with a target is within 0.04 points of it";
    assert!(text.contains(told) && text.contains("Bars after weighting: drawn where there is no target."), "{text}");
    assert!(alt.contains(told) && alt.contains("T0: before weighting 25%, after weighting 25%"), "{alt}");
    let (text, _) = drawn(&["--target", "sex=men:50,women:50"]);
    assert!(!text.contains("want of room"), "{text}");
    let (text, _) = drawn(&["--target", "sex=men:50,women:50", "--size", "square"]);
    let text = text.replace('|', " ");
    assert!(text.contains("Not printed for want of room: before weighting, after weighting"), "{text}");
}

#[test]
fn no_margin_is_farthest_where_all_are_at_their_targets_and_long_lists_say_that_they_go_on() {
    let folder = Folder::new();
    let row = |at: usize| format!("{},G{:02},{}\n", ["men", "women"][at % 2], at / 2 % 12, 1 + at / 24 % 2);
    let (_, alt) = drawn(
        &folder,
        &format!("sex,g,w\n{}", (0..240).map(row).collect::<String>()),
        &["--target", "sex=men:50,women:50", "--question", "g"],
    );
    assert!(!alt.contains("Farthest"), "{alt}");
    assert!(alt.contains("And 4 more margins."), "{alt}");
}

#[test]
fn few_respondents_are_counted_in_whole_numbers() {
    let folder = Folder::new();
    let (text, _) = drawn(&folder, "sex,w\nmen,1\nwomen,2\nwomen,3\n", &[]);
    let ticks = text.split('|').filter(|text| *text == "0" || *text == "1").count();
    assert_eq!(ticks, 2, "no 0 at half a respondent: {text}");
}

/// The name of heavy weights that reaches over other bars has a line to its own.
#[test]
fn heavy_weights_are_those_that_their_name_points_at() {
    let leaders = |name: &str| {
        let mut figures = samples::weights();
        for row in figures.rows.iter_mut().filter(|row| row.part == Part::Bin) {
            row.series = row.series.take().map(|_| name.to_owned());
        }
        let theme = Theme::named("light").unwrap();
        let picture = render(kinds::kind("weights").unwrap(), &figures, &theme, Size::wide(400).unwrap()).unwrap();
        assert_eq!(picture.findings, []);
        picture.drawing.marks.iter().filter(|mark| mark.role == Role::Leader).count()
    };
    assert_eq!((leaders("heavy"), leaders("more than two times the mean")), (0, 1));
}

/// Of a square with room for one half alone, words and numbers are of that half.
#[test]
fn a_half_without_room_is_in_no_word_of_the_picture() {
    let folder = Folder::new();
    let draw = |levels: usize, more: &[&str]| {
        let row = |at: usize| format!("G{},{}\n", at % levels, 1.0 + (at % 17) as f64 / 10.0);
        let table = format!("g,w\n{}", (0..400).map(row).collect::<String>());
        let (text, alt) = drawn(&folder, &table, &[&["--question", "g", "--size", "square"], more].concat());
        let csv = std::fs::read_to_string(folder.file("picture.data.csv")).unwrap();
        (text.replace('|', " "), alt, ["bin", "estimate"].map(|part| csv.lines().any(|line| line.starts_with(part))))
    };
    let (text, alt, parts) = draw(24, &[]);
    assert_eq!(parts, [true, false], "the margins have no room");
    assert!(text.contains("in multiples of its mean Source") && text.contains("The margins have no room"), "{text}");
    assert!(!text.contains("Pale ends") && !alt.contains("unweighted"), "{text} {alt}");
    let (text, alt, parts) = draw(18, &[]);
    assert_eq!(parts, [false, true], "the spread has no room");
    assert!(
        text.contains("What the weight “w” changes") && text.contains("The spread of the weights has no"),
        "{text}"
    );
    assert!(!alt.contains("The bars of weights") && text.contains("Pale ends"), "{text} {alt}");
    assert!(draw(18, &["--subtitle", "Own words"]).0.contains("Own words"));
}

/// Beside long names numbers go before the picture is refused.
#[test]
fn long_names_in_a_narrow_picture_leave_the_bars_their_room() {
    let folder = Folder::new();
    let name = |at: usize| ["Women of the large cities of the west and", "Men of the villages and small towns"][at % 2];
    let row = |at: usize| format!("{},{},{}\n", name(at), ["a", "b"][at / 2 % 2], 1 + at % 2);
    let target = format!("sex={}:40,{}:60", name(0), name(1));
    let table = format!("sex,town,w\n{}", (0..80).map(row).collect::<String>());
    let asked = ["--target", &target, "--question", "town", "--width", "320"];
    assert!(drawn(&folder, &table, &asked).0.contains("Not"), "numbers have no room");
}
