//! House effects from a table of polls: what the footer says of them, their numbers, and where there are none.

use crate::command_line::{Folder, words};
use crate::respondents::texts;

/// Polls of these pollsters by turns, each so many points off a level of 45 %.
fn polls(folder: &Folder, houses: &[(&str, i32)]) -> String {
    let row = |at: usize| {
        let (house, off) = houses[at % houses.len()];
        let date = format!("2024-{:02}-{:02}", 1 + at / 25, 1 + at % 25);
        format!("{date},{house},right,{},1000\n", 45 + off + (at * 7 % 3) as i32 - 1)
    };
    let path = folder.file("polls.csv");
    std::fs::write(&path, format!("date_start,pollster,answer,percent,n\n{}", (0..60).map(row).collect::<String>()))
        .unwrap();
    path.to_str().unwrap().to_owned()
}

const HOUSES: [&str; 7] = ["--deff", "1", "--method", "local-level", "--houses", "sum-to-zero", "--chart"];

#[test]
fn grey_is_named_only_where_some_house_is_grey() {
    let folder = Folder::new();
    let drawn = |houses: &[(&str, i32)]| {
        let path = polls(&folder, houses);
        texts(&folder.svg(&[&["trend", &path], &HOUSES[..], &["house"]].concat())).join(" ")
    };
    let all = drawn(&[("Ada", 9), ("Bell", -9)]);
    assert!(all.contains("Bars: 95% intervals") && !all.contains("Grey"), "{all}");
    let some = drawn(&[("Ada", 9), ("Bell", 0), ("Cole", -9)]);
    assert!(some.contains("Grey: the interval holds zero"), "{some}");
    for idle in [["--order", "Ada"], ["--apart", "Ada"]] {
        let path = polls(&folder, &[("Ada", 9), ("Bell", -9)]);
        let refused = folder.draw(&[&["trend", &path], &HOUSES[..], &["house"], &idle].concat());
        assert_eq!(refused.status.code(), Some(2), "{}", words(&refused));
        assert!(words(&refused).contains("has no effect on the chart house"), "{}", words(&refused));
    }
}

#[test]
fn the_number_of_polls_has_a_column_of_its_own_and_polls_have_their_bases() {
    let folder = Folder::new();
    let path = polls(&folder, &[("Ada", 9), ("Bell", -9)]);
    let found = texts(&folder.svg(&[&["trend", &path], &HOUSES[..], &["house"]].concat())).join(" ");
    assert!(found.contains("n\u{a0}=\u{a0}1,000") && found.contains("margin ±3.1 points (95%)"), "{found}");
    let mut reader = csv::Reader::from_path(folder.file("picture.data.csv")).unwrap();
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    for row in reader.records().map(Result::unwrap) {
        let wanted = if &row[0] == "poll" { ("1000", "") } else { ("", "30") };
        assert_eq!((&row[at("n")], &row[at("polls")]), wanted, "{row:?}");
    }
}

#[test]
fn one_pollster_has_no_house_effect() {
    let folder = Folder::new();
    let path = polls(&folder, &[("Ada", 0)]);
    let said = words(&folder.draw(&[&["trend", &path], &HOUSES[..], &["house"]].concat()));
    assert!(said.contains("every wave is by Ada") && said.contains("add polls of others"), "{said}");
    // Nor has one of several that a condition leaves.
    let path = polls(&folder, &[("Ada", 3), ("Bell", -3)]);
    let one = ["trend", &path, "--where", "pollster == 'Ada'"];
    let said = words(&folder.draw(&[&one, &HOUSES[..], &["house"]].concat()));
    assert!(said.contains("every wave is by Ada") && !said.contains("name it"), "{said}");
}

#[test]
fn differences_have_the_margin_of_what_they_compare() {
    let folder = Folder::new();
    let path = folder.file("groups.csv");
    std::fs::write(&path, "sex,answer,percent,n\nmen,yes,40,500\nwomen,yes,60,800\n").unwrap();
    for kind in ["dots", "bars", "dumbbell"] {
        let asked = ["compare", path.to_str().unwrap(), "--deff", "1", "--by", "sex", "--chart", kind];
        let found = texts(&folder.svg(&asked)).join(" ");
        assert!(found.contains("n\u{a0}=\u{a0}500–800") && found.contains("margin ±3.5–4.4 points"), "{kind}: {found}");
    }
}
