//! Pictures of weights: those that are all equal, and margins in narrow pictures.

use crate::command_line::{Folder, words};
use crate::respondents::texts;
use crate::samples;
use topline::chart::drawing::Role;
use topline::chart::figures::Part;
use topline::chart::{Size, Theme, kinds, render};
use topline::survey::Group;

#[test]
fn equal_weights_stand_in_the_middle_of_their_axis_and_say_so() {
    let folder = Folder::new();
    let drawn = folder.svg(&["inspect", "tests/reference/data/apisrs.csv", "--weight", "pw", "--question", "stype"]);
    assert!(drawn.contains(">All weights are equal<") && drawn.contains(">2.0<"), "{drawn}");
    assert!(!drawn.contains("Design effect of the weights"));
}

#[test]
fn margins_of_a_narrow_picture_use_their_axis() {
    let mut figures = samples::weights();
    figures.rows.retain(|row| row.part == Part::Estimate);
    // Long names leave room for few ticks.
    for group in figures.rows.iter_mut().filter_map(|row| row.group.as_mut()) {
        *group = Group::new(&*group.variable, format!("{} of the villages and the small towns", group.level));
    }
    let kind = kinds::kind("weights").unwrap();
    let picture = render(kind, &figures, &Theme::named("light").unwrap(), Size::wide(400).unwrap()).unwrap();
    assert_eq!(picture.findings, []);
    let ticks = picture.drawing.marks.iter().filter(|mark| mark.role == Role::Tick).filter_map(|mark| mark.text());
    let ticks: Vec<&str> = ticks.map(|text| text.text.as_str()).collect();
    assert_eq!(ticks, ["0%", "70%"], "the largest is 61%");
}

#[test]
fn what_weighting_changes_is_printed_and_what_it_costs_is_the_title() {
    let folder = Folder::new();
    let path = folder.file("people.csv");
    let rows = (0..200).map(|at| format!("{},{}\n", ["Male", "Female", "male"][at % 3], [1, 1, 1, 2][at % 4]));
    std::fs::write(&path, format!("sex,w\n{}", rows.collect::<String>())).unwrap();
    let drawn = folder.svg(&["inspect", path.to_str().unwrap(), "--weight", "w", "--question", "sex"]);
    // Kish: 200·(150 + 4·50) / 250² = 1.12.
    assert!(drawn.contains(">Weighting: 200 respondents count as 179<"), "{drawn}");
    assert!(drawn.contains(">Design effect of the weights 1.12<") && drawn.contains(">change<"), "{drawn}");
    // Two names that differ in case alone stay two; the footer names the file and not the folders it is in.
    assert!(drawn.contains(">Male<") && drawn.contains(">male<") && drawn.contains("Source: people.csv."), "{drawn}");
}

#[test]
fn changes_of_a_narrow_picture_are_the_last_numbers_to_go() {
    let mut figures = samples::weights();
    figures.rows.retain(|row| row.part == Part::Estimate);
    let kind = kinds::kind("weights").unwrap();
    let picture = render(kind, &figures, &Theme::named("light").unwrap(), Size::wide(400).unwrap()).unwrap();
    assert_eq!(picture.findings, []);
    let texts = |role: Role| -> Vec<&str> {
        let marks = picture.drawing.marks.iter().filter(|mark| mark.role == role);
        marks.filter_map(|mark| Some(mark.text()?.text.as_str())).collect()
    };
    assert_eq!(texts(Role::Value)[..6], ["+6", "−6", "+4", "+5", "−1", "−8"]);
    // One bar a level, with a stroke where weighting takes it and the way between them.
    let count = |role: Role| picture.drawing.marks.iter().filter(|mark| mark.role == role).count();
    assert_eq!((count(Role::Bar), count(Role::Reference), count(Role::Gap)), (6, 6, 6));
    assert!(texts(Role::Footer).join(" ").contains("Pale ends of bars: what weighting adds"));
    assert!(texts(Role::Title).concat().contains("Weighting: 1,615 respondents"), "{:?}", texts(Role::Title));
}

#[test]
fn targets_are_stated_and_margins_are_held_against_them() {
    let folder = Folder::new();
    let path = folder.file("people.csv");
    let rows =
        (0..200).map(|at| format!("{},{},{}\n", ["men", "women"][at % 2], ["\"a, b\"", "c"][at / 100], 1 + at % 2));
    std::fs::write(&path, format!("sex,town,w\n{}", rows.collect::<String>())).unwrap();
    let asked = ["inspect", path.to_str().unwrap(), "--weight", "w"];
    let with = |more: &[&'static str]| [&asked[..], more].concat();
    // Half are men, a third by weight, and 30 % are aimed at: 20 points off before, 3 after.
    let drawn = folder.svg(&with(&["--target", "sex=men:30,women:70", "--target", "town=a, b:50,c:50"]));
    assert!(drawn.contains(">+20<") && drawn.contains(">+3<") && drawn.contains(">Target<"), "{drawn}");
    let alt = std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap();
    assert!(alt.contains("Farthest from target before weighting: Men and Women, by 20 points."), "{alt}");
    let study = "[[source]]\nid = \"people\"\nfile = \"people.csv\"\nweight = \"w\"\n\n\
        [[inspect]]\nname = \"w\"\nsource = \"people\"\ntarget = \"sex=men:30,women:70\"\n\n\
        [[chart]]\nname = \"drawn\"\nof = \"w\"\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let (run, out) = (folder.file("study.toml"), folder.file("out"));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
    let output = command.arg("run").arg(run).arg("-o").arg(&out).output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
    assert!(std::fs::read_to_string(out.join("drawn.svg")).unwrap().contains(">+20<"));
    for (target, says) in [
        ("sex=men:30,woman:70", "did you mean \"women\""),
        ("sex=men:30,women:60", "add up to 100"),
        ("town=c:40,d:60", "nobody has the level \"d\""),
        ("sexx=men:30,women:70", "did you mean \"sex\""),
    ] {
        let refused = folder.draw(&with(&["--target", target]));
        assert_eq!(refused.status.code(), Some(2), "{target}: {}", words(&refused));
        assert!(words(&refused).contains(says), "{target}: {}", words(&refused));
    }
}

/// Respondents by sex, half of them men, with a set of two variables.
fn people(folder: &Folder) -> String {
    let path = folder.file("people.csv");
    let row = |at: usize| format!("{},{},{},{}\n", ["men", "women"][at % 2], at % 2, at / 100, 1 + at % 2);
    std::fs::write(&path, format!("sex,news_tv,news_web,w\n{}", (0..200).map(row).collect::<String>())).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn targets_that_would_show_nothing_are_refused() {
    let folder = Folder::new();
    let path = people(&folder);
    let asked = ["inspect", &path, "--weight", "w", "--target", "sex=men:48,women:52"];
    for (more, says) in [
        (&["--target", "sex=men:50,women:50"][..], "states the shares of sex twice"),
        (&["--set", "news=news_*", "--target", "news=news_tv:50,news_web:50"], "a set of several variables"),
    ] {
        let refused = folder.draw(&[&asked[..], more].concat());
        assert_eq!(refused.status.code(), Some(2), "{}", words(&refused));
        assert!(words(&refused).contains(says), "{}", words(&refused));
    }
    let table = folder.file("t.csv");
    for output in [["--format", "csv"], ["-o", table.to_str().unwrap()]] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
        let refused = command.args(asked).args(output).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{}", words(&refused));
        assert!(words(&refused).contains("no effect without the picture"), "{}", words(&refused));
    }
    assert!(!table.exists());
}

#[test]
fn rescaled_targets_say_so() {
    let folder = Folder::new();
    let path = people(&folder);
    let drawn = |target: &str| {
        texts(&folder.svg(&["inspect", &path, "--weight", "w", "--target", target])).join(" ").replace('\u{a0}', " ")
    };
    let rescaled = drawn("sex=men:48,women:53");
    assert!(rescaled.contains("Targets of sex: 101% in all as stated, rescaled to 100%"), "{rescaled}");
    assert!(!drawn("sex=men:49,women:51").contains("rescaled"));
    let alt = std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap();
    assert!(alt.contains("before weighting: Men and Women, by 1 point."), "{alt}");
}

#[test]
fn targets_of_a_study_name_levels_as_the_study_does() {
    let folder = Folder::new();
    people(&folder);
    let run = |weight: &str, target: &str, chart: &str| {
        let study = format!(
            "[[source]]\nid = \"people\"\nfile = \"people.csv\"\n{weight}\n\n[[group]]\nid = \"sex\"\n\
             levels = [{{ id = \"m\", labels = [\"men\"] }}, {{ id = \"f\", labels = [\"women\"] }}]\n\n\
             [[inspect]]\nname = \"w\"\ntarget = {target}\n\n{chart}"
        );
        std::fs::write(folder.file("study.toml"), study).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
        command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap()
    };
    let (weight, chart) = ("weight = \"w\"", "[[chart]]\nname = \"drawn\"\nof = \"w\"\n");
    for target in ["\"sex=m:30,f:70\"", "\"sex=men:30,f:70\""] {
        let output = run(weight, target, chart);
        assert!(output.status.success(), "{target}: {}", words(&output));
        assert!(std::fs::read_to_string(folder.file("out/drawn.svg")).unwrap().contains(">+20<"), "{target}");
    }
    for (output, says) in [
        (run(weight, "\"sex=m:30,men:70\"", chart), "names the level \"men\" twice"),
        (run(weight, "[\"sex=m:30,f:70\", \"sex=m:40,f:60\"]", chart), "states the shares of sex twice"),
        (run(weight, "\"sex=m:30,f:70\"", ""), "study.toml:12:1: target has no effect without the picture of weights"),
        (run("", "\"sex=m:30,f:70\"", chart), "as weight = \"…\" of the source"),
    ] {
        assert_eq!(output.status.code(), Some(2), "{}", words(&output));
        assert!(words(&output).contains(says), "{}", words(&output));
    }
}

/// People of many towns, of whom some do not say theirs, with several answers to one question.
fn many(folder: &Folder) -> String {
    let path = folder.file("many.csv");
    let head = "w,sex,age,town,a_1,a_2\n".to_owned();
    let row = |at: usize| {
        let town = if at.is_multiple_of(9) { String::new() } else { format!("town {}", at % 24) };
        format!(
            "{},{},{},{town},{},{}\n",
            1 + at % 3,
            ["men", "women"][at % 2],
            ["young", "old"][at % 5 / 3],
            at % 2,
            at % 3 / 2
        )
    };
    std::fs::write(&path, head + &(0..300).map(row).collect::<String>()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn notes_of_margins_without_room_go_with_them() {
    let folder = Folder::new();
    let asked = ["inspect", &many(&folder), "--weight", "w", "--set", "a=a_1,a_2"];
    let asked = [&asked[..], &["--question", "a", "--question", "town", "--target", "sex=men:30,women:70.5"]].concat();
    let whole = texts(&folder.svg(&asked)).join(" ");
    let notes = ["Town: n = 266", "Several answers possible to A", "rescaled to 100%"];
    assert!(notes.iter().all(|note| whole.contains(note)), "{whole}");
    let low = texts(&folder.svg(&[&asked[..], &["--size", "square"]].concat())).join(" ");
    assert!(low.contains("The margins have no room"), "{low}");
    assert!(notes.iter().all(|note| !low.contains(note)), "{low}");
}

#[test]
fn a_column_beside_two_shares_says_which_of_them_is_off() {
    let folder = Folder::new();
    let drawn = |more: &[&str]| {
        let people = many(&folder);
        let asked = ["inspect", &people, "--weight", "w", "--target", "sex=men:50,women:50"];
        texts(&folder.svg(&[&asked[..], more].concat())).join("|")
    };
    let some = drawn(&["--question", "age"]);
    assert!(!some.contains("points off") && some.contains("off before"), "{some}");
}

#[test]
fn columns_have_the_room_that_the_plot_can_spare() {
    let folder = Folder::new();
    let asked = ["inspect", &many(&folder), "--weight", "w", "--question", "sex", "--question", "age"];
    let drawn = |size: &[&str]| texts(&folder.svg(&[&asked[..], size].concat())).join("|");
    let square = drawn(&["--size", "square"]);
    assert!(["|unweighted|", "|weighted|", "|change|"].iter().all(|heading| square.contains(heading)), "{square}");
    assert!(!square.contains("want of room"), "{square}");
    // What bars show goes first.
    for width in ["320", "400", "480", "560"] {
        let narrow = drawn(&["--width", width]);
        assert!(narrow.contains("|change|"), "{narrow}");
        assert!(!narrow.contains("|unweighted|") || narrow.contains("|weighted|"), "{width}: {narrow}");
    }
}
