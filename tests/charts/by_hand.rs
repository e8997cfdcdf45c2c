//! An order of rows by hand, in every kind that lists rows, and refused where it does nothing.

use crate::command_line::{Folder, words};
use crate::samples;
use topline::chart::drawing::Role;
use topline::chart::figures::Figures;
use topline::chart::{ChartError, Size, Theme, kinds, render};

fn texts(kind: &str, figures: &Figures, order: &[&str], role: Role) -> Result<Vec<String>, ChartError> {
    let figures = Figures { order: order.iter().map(|name| (*name).to_owned()).collect(), ..figures.clone() };
    let picture = render(kinds::kind(kind).unwrap(), &figures, &Theme::named("light").unwrap(), Size::SCREEN)?;
    let marks = picture.drawing.marks.iter().filter(|mark| mark.role == role);
    Ok(marks.filter_map(|mark| Some(mark.text()?.text.clone())).collect())
}

#[test]
fn rows_named_by_hand_stand_first_in_every_kind_that_lists_rows() {
    for (name, kind, figures) in samples::all() {
        let listed = ["dots", "bars", "likert", "dumbbell", "heat", "table"].contains(&kind);
        let rows = kinds::kind(kind).unwrap().orders(&figures);
        assert_eq!(!rows.is_empty(), listed, "{name}");
        let Ok(usual) = texts(kind, &figures, &[], Role::Name) else { continue };
        if !listed {
            let refused = texts(kind, &figures, &["anything"], Role::Name).unwrap_err();
            assert_eq!(refused, ChartError::NoOrder { kind: kinds::kind(kind).unwrap().name() }, "{name}");
            continue;
        }
        // The last row of the picture first: it comes before all others of its group.
        let shown: Vec<&String> = usual.iter().filter(|text| rows.iter().any(|row| is(row, text))).collect();
        let last = shown.last().unwrap();
        let put = texts(kind, &figures, &[last], Role::Name).unwrap();
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

#[test]
fn columns_of_tables_are_put_by_hand_too_and_unknown_names_are_refused_with_a_hint() {
    let figures = samples::heat();
    let columns: Vec<String> = texts("heat", &figures, &[], Role::Heading).unwrap();
    let put = texts("heat", &figures, &["hard to say", "definitely talks"], Role::Heading).unwrap();
    assert_ne!(columns, put);
    let refused = texts("dots", &samples::dots(), &["wommen"], Role::Name).unwrap_err().to_string();
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
