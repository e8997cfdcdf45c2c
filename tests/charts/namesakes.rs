//! Groups, answers and questions of one result that are called the same: each has a line and a name of its own.

use crate::command_line::{Folder, words};
use crate::respondents::texts;
use std::collections::BTreeSet;

/// Nine hundred people in three waves, with a level "Other" of both region and party, and the same answers to two questions.
fn people(folder: &Folder) -> String {
    let row = |id: usize| {
        let wave = ["2024-01", "2024-06", "2024-12"][id % 3];
        let (region, party) = (["North", "Other"][id / 3 % 2], ["Left", "Other", "Right"][id / 7 % 3]);
        let [vote, trust] = [5, 11].map(|base| ["Yes", "No"][usize::from(id * id % base > base / 2 - 1)]);
        format!("{wave},{region},{party},{vote},{trust}\n")
    };
    let path = folder.file("people.csv");
    let rows: String = (0..900).map(row).collect();
    std::fs::write(&path, "date,region,party,vote,trust\n".to_owned() + &rows).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The names in a column of the picture's data.
fn column(folder: &Folder, name: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_path(folder.file("picture.data.csv")).unwrap();
    let at = reader.headers().unwrap().iter().position(|heading| heading == name).unwrap();
    reader.records().map(|record| record.unwrap()[at].to_owned()).filter(|name| !name.is_empty()).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn levels_of_two_variables_that_share_a_name_are_two_lines() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked = [&file, "--question", "vote", "--answer", "Yes", "--by", "region", "--by", "party", "--over", "date"];
    let groups = set(&["North", "region Other", "Left", "party Other", "Right"]);
    for (verb, kind, names) in [
        ("trend", "trend", "series"),
        ("trend", "facets", "panel"),
        ("estimate", "trend", "series"),
        ("estimate", "slope", "item"),
    ] {
        folder.svg(&[&[verb], &asked[..], &["--chart", kind]].concat());
        assert_eq!(column(&folder, names), groups, "{verb} as {kind}");
    }
    let two = ["--where", "date != '2024-06'", "--against", "previous", "--chart", "slope"];
    folder.svg(&[&["compare"], &asked[..], &two].concat());
    assert_eq!(column(&folder, "item"), groups, "compare as slope");
    folder.svg(&[&["trend"], &asked[..], &["--method", "average", "--chart", "forest"]].concat());
    assert_eq!(column(&folder, "series").len(), groups.len(), "forest");
    for format in ["csv", "json", "table"] {
        let shown = folder.draw(&[&["trend"], &asked[..], &["--format", format]].concat());
        let shown = String::from_utf8(shown.stdout).unwrap();
        assert!(shown.contains("Yes, party Other") && shown.contains("Yes, region Other"), "{format}: {shown}");
    }
}

#[test]
fn questions_whose_answers_share_a_name_are_two_lines() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked = [&file, "--question", "vote", "--question", "trust", "--answer", "Yes", "--over", "date"];
    folder.svg(&[&["trend"], &asked[..], &["--chart", "trend"]].concat());
    // The subtitle says the one answer.
    assert_eq!(column(&folder, "series"), set(&["vote", "trust"]));
    for (kind, names) in [("trend", "series"), ("slope", "item")] {
        let said = texts(&folder.svg(&[&["estimate"], &asked[..], &["--chart", kind]].concat()));
        assert_eq!(column(&folder, names), set(&["vote", "trust"]), "{kind}");
        assert!(said.iter().any(|text| text.contains("% who say “Yes”")), "{said:?}");
    }
    // Where it is not one, each line has its own.
    let both = [&file, "--question", "vote", "--question", "trust", "--over", "date", "--chart", "trend"];
    for verb in ["trend", "estimate"] {
        folder.svg(&[&[verb], &both[..]].concat());
        assert_eq!(column(&folder, "series"), set(&["vote, Yes", "trust, Yes", "vote, No", "trust, No"]), "{verb}");
    }
    folder.svg(&[&["trend"], &asked[..], &["--chart", "facets"]].concat());
    assert_eq!(column(&folder, "panel"), set(&["vote", "trust"]));
    let two = ["--where", "date != '2024-06'", "--against", "previous", "--chart", "slope"];
    folder.svg(&[&["compare"], &asked[..], &two].concat());
    assert_eq!(column(&folder, "item").len(), 2, "compare as slope");
}

#[test]
fn a_line_is_highlighted_by_its_name_in_the_result_too() {
    let folder = Folder::new();
    let file = people(&folder);
    let asked =
        ["trend", &file, "--question", "vote", "--answer", "Yes", "--by", "region", "--over", "date", "--chart"];
    for kind in ["trend", "facets"] {
        let drawn = |name: &str| folder.svg(&[&asked[..], &[kind, "--highlight", name]].concat());
        assert_eq!(drawn("Yes, North"), drawn("North"), "{kind}");
        let refused = folder.draw(&[&asked[..], &[kind, "--highlight", "No, North"]].concat());
        assert!(words(&refused).contains("nothing is named \"No, North\""), "{kind}: {}", words(&refused));
    }
}
