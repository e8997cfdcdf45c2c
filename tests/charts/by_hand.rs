//! An order of rows by hand, in every kind that lists rows, and refused where it does nothing.

use crate::command_line::{Folder, words};
use crate::samples;
use topline::chart::drawing;
use topline::chart::figures::{AnswerOrder, Figures, GroupOrder, Row};
use topline::chart::{ChartError, Size, Theme, kinds, render};
use topline::survey::{Group, Role};

fn texts(kind: &str, figures: &Figures, order: &[&str], role: drawing::Role) -> Result<Vec<String>, ChartError> {
    let figures = Figures { order: order.iter().map(|name| (*name).to_owned()).collect(), ..figures.clone() };
    let picture = render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN)?;
    let marks = picture.drawing.marks.iter().filter(|mark| mark.role == role);
    Ok(marks.filter_map(|mark| Some(mark.text()?.text.clone())).collect())
}

#[test]
fn rows_named_by_hand_stand_first_in_every_kind_that_lists_rows() {
    for (name, kind, figures) in samples::all() {
        let listed = ["dots", "bars", "likert", "dumbbell", "heat", "table", "forest"].contains(&kind);
        let rows = kinds::kind(kind).unwrap().orders(&figures);
        assert_eq!(!rows.is_empty(), listed, "{name}");
        let Ok(usual) = texts(kind, &figures, &[], drawing::Role::Name) else { continue };
        if !listed {
            let refused = texts(kind, &figures, &["anything"], drawing::Role::Name).unwrap_err();
            assert_eq!(refused, ChartError::NoOrder { kind: kinds::kind(kind).unwrap().name() }, "{name}");
            continue;
        }
        // The last row of the picture first: it comes before all others of its group.
        let shown: Vec<&String> = usual.iter().filter(|text| rows.iter().any(|row| is(row, text))).collect();
        let last = shown.last().unwrap();
        let put = texts(kind, &figures, &[last], drawing::Role::Name).unwrap();
        let place = |found: &[String]| found.iter().position(|text| text == *last).unwrap();
        assert!(place(&put) < place(&usual), "{name}: {usual:?} became {put:?}");
        let mut sorted = [put, usual];
        sorted.iter_mut().for_each(|names| names.sort());
        assert_eq!(sorted[0], sorted[1], "{name}");
    }
}

fn is(row: &str, text: &str) -> bool {
    row.to_lowercase() == text.to_lowercase()
}

/// The kinds that list groups.
const LISTED: [&str; 5] = ["likert", "bars", "dots", "heat", "table"];

/// A scale of two answers on each side by regions, in no order, and by ages.
fn regions_and_ages() -> Figures {
    let answers = [
        ("for", Role::Positive),
        ("rather for", Role::Positive),
        ("rather against", Role::Negative),
        ("against", Role::Negative),
    ];
    let groups = [
        ("region", "West", [0.3, 0.1, 0.3, 0.3]),
        ("region", "East", [0.1, 0.5, 0.2, 0.2]),
        ("region", "North", [0.2, 0.3, 0.3, 0.2]),
        ("age", "18–29", [0.2, 0.1, 0.4, 0.3]),
        ("age", "30–59", [0.3, 0.3, 0.2, 0.2]),
        ("age", "60+", [0.2, 0.2, 0.3, 0.3]),
    ];
    // The last answer first, as some files have it: what comes first in a file decides nothing.
    let row = |(variable, level, shares): (&str, &str, [f64; 4]), at: usize| {
        Row::new(shares[at]).group(variable, level).answer(answers[at].0).series(answers[at].0).base(900.0, 700.0)
    };
    let rows = groups.into_iter().flat_map(|group| [3, 2, 1, 0].map(|at| row(group, at))).collect();
    let order = |name: &str, ordered| GroupOrder {
        variable: name.to_lowercase(),
        title: name.to_owned(),
        levels: if ordered { ["18–29", "30–59", "60+"].map(str::to_owned).into() } else { Vec::new() },
        ordered,
    };
    let answers = answers.map(|(name, role)| AnswerOrder { name: name.to_owned(), role }).into();
    let groups = vec![order("Region", false), order("Age", true)];
    Figures { rows, answers, ordered: true, groups, notes: samples::notes(), ..Figures::default() }
}

#[test]
fn every_kind_has_the_same_rows_in_the_same_order_and_says_what_it_is() {
    for kind in LISTED {
        let figures = regions_and_ages();
        let names = texts(kind, &figures, &[], drawing::Role::Name).unwrap();
        assert_eq!(names, ["East", "North", "West", "18–29", "30–59", "60+"], "{kind}");
        let footer = texts(kind, &figures, &[], drawing::Role::Footer).unwrap().join(" ");
        let sum = if kind == "likert" { "For + rather for" } else { "For and Rather for together" };
        assert!(footer.contains(&format!("Sorted by {sum}: Region.")), "{kind}: {footer}");
    }
}

#[test]
fn the_order_of_the_file_is_kept_where_it_is_asked_for() {
    for kind in LISTED {
        let figures = regions_and_ages();
        let names = texts(kind, &figures, &["file"], drawing::Role::Name).unwrap();
        assert_eq!(names, ["West", "East", "North", "18–29", "30–59", "60+"], "{kind}");
        let footer = texts(kind, &figures, &["file"], drawing::Role::Footer).unwrap().join(" ");
        assert!(!footer.contains("Sorted by"), "{kind}: {footer}");
        // A row that is called so is put first, as every other that is named.
        let mut named = figures.clone();
        named.rows.iter_mut().filter(|row| row.level() == Some("North")).for_each(|row| {
            row.group = Some(Group::new("region", "file"));
        });
        let names = texts(kind, &named, &["file"], drawing::Role::Name).unwrap();
        assert_eq!(names[..3], ["File", "East", "West"], "{kind}");
    }
    assert!(texts("trend", &samples::trend(), &["file"], drawing::Role::Name).is_err());
}

#[test]
fn columns_of_tables_are_put_by_hand_too_and_unknown_names_are_refused_with_a_hint() {
    let figures = samples::heat();
    let columns: Vec<String> = texts("heat", &figures, &[], drawing::Role::Heading).unwrap();
    let put = texts("heat", &figures, &["hard to say", "definitely talks"], drawing::Role::Heading).unwrap();
    assert_ne!(columns, put);
    let refused = texts("dots", &samples::dots(), &["wommen"], drawing::Role::Name).unwrap_err().to_string();
    assert!(refused.contains("no row is named \"wommen\"") && refused.contains("did you mean \"women\""), "{refused}");
}

#[test]
fn the_command_line_and_studies_state_it() {
    let folder = Folder::new();
    let path = folder.file("people.csv");
    let row =
        |id: usize| format!("{},{}\n", ["East", "North", "West"][id % 3], if id % 7 < id % 3 { "yes" } else { "no" });
    std::fs::write(&path, "region,q\n".to_owned() + &(0..300).map(row).collect::<String>()).unwrap();
    let asked = ["estimate", path.to_str().unwrap(), "--question", "q", "--answer", "yes", "--by", "region"];
    let order = ["--order", "east", "--order", "West"];
    let places = |svg: &str| ["East", "North", "West"].map(|name| svg.find(&format!(">{name}<")).unwrap());
    let [east, north, west] = places(&folder.svg(&[&asked[..], &order].concat()));
    assert!(east < west && west < north);
    let [east, north, west] = places(&folder.svg(&asked));
    assert!(west < north && north < east);
    let idle = folder.draw(&[&asked[..], &order, &["--chart", "area"]].concat());
    assert!(!idle.status.success() && !words(&idle).is_empty());
    for (more, says) in [
        (&["--order", "Wes"][..], "did you mean \"West\"? known: East, North, West, file"),
        (&["--order", "file", "--order", "West"], "\"file\" is an order of all rows"),
        (&["--apart", "Median"], "no row has this name"),
    ] {
        let refused = folder.draw(&[&asked[..], more].concat());
        assert_eq!(refused.status.code(), Some(2), "{}", words(&refused));
        assert!(words(&refused).contains(says), "{}", words(&refused));
    }
    let study = "[[source]]\nid = 's'\nfile = 'people.csv'\n[[estimate]]\nname = 'e'\nsource = 's'\nquestion = 'q'\nanswer = 'yes'\n\
        by = 'region'\n[[chart]]\nname = 'c'\nof = 'e'\norder = ['north', 'east']\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let out = folder.file("out");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
    let run = command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(&out).output().unwrap();
    assert!(run.status.success(), "{}", words(&run));
    let [east, north, west] = places(&std::fs::read_to_string(out.join("c.svg")).unwrap());
    assert!(north < east && east < west);
}

#[test]
fn what_a_study_calls_by_another_name_is_named_by_its_id_spelling_or_code_too() {
    let folder = Folder::new();
    let row = |id: usize| format!("{id},{},{},{}\n", ["E", "N", "W"][id % 3], 1 + id % 4, 1 + id % 2);
    std::fs::write(
        folder.file("people.csv"),
        "id,region,trust_gov,trust_un\n".to_owned() + &(0..400).map(row).collect::<String>(),
    )
    .unwrap();
    let study = "[[source]]\nid = 's'\nfile = 'people.csv'\n[[question]]\nid = 'trust_gov'\ntitle = 'Trust in government'\n\
        answers = [{ id = 'full', title = 'Trusts fully', labels = ['1'] }, { id = '2' }, { id = '3' }, { id = '4' }]\n\
        [[question]]\nid = 'trust_un'\ntitle = 'Trust in the UN'\n\
        [[group]]\nid = 'region'\nlevels = [{ id = 'East', labels = ['E'] }, { id = 'North', labels = ['N'] }]\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let source = format!("{}#s", folder.file("study.toml").display());
    let first = |asked: &[&str], order: &str, known: [&str; 2]| {
        let svg = folder
            .svg(&[&["estimate", &source, "--by", "region", "--chart", "heat", "--order", order][..], asked].concat());
        let [a, b] = known.map(|name| svg.find(&format!(">{name}<")).unwrap());
        a < b
    };
    let both = ["--question", "trust_gov", "--question", "trust_un", "--answer", "2"];
    let questions = ["Trust in the UN", "Trust in government"];
    assert!(first(&both, "trust_un", questions) && first(&both, "Trust in the UN", questions));
    assert!(!first(&both, "trust_gov", questions));
    let one = ["--question", "trust_gov"];
    assert!(first(&one, "full", ["Trusts fully", "4"]) && first(&one, "1", ["Trusts fully", "4"]));
    assert!(first(&one, "N", ["North", "East"]) && first(&one, "E", ["East", "North"]));
    let asked =
        ["estimate", &source, "--by", "region", "--chart", "heat", "--question", "trust_gov", "--order", "trust_um"];
    let refused = words(&folder.draw(&asked));
    assert!(refused.contains("no row is named \"trust_um\"") && refused.contains("Trusts fully"), "{refused}");
}
