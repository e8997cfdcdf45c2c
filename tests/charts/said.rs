//! What pictures say in words: alt texts as a person would say them, what nets sum, groups of two variables by the same name.

use crate::command_line::Folder;
use crate::respondents::texts;
use topline::chart::{Figures, Row, Size, Theme, kinds, render};

fn alt(kind: &str, figures: &Figures) -> String {
    render(kinds::kind(kind).unwrap(), figures, &Theme::named("light").unwrap(), Size::SCREEN).unwrap().alt
}

#[test]
fn two_series_of_one_group_are_named_in_one_breath() {
    let row = |series: &str, p: f64| Row::new(p).group("settlement", "Capital").series(series);
    let figures = Figures { rows: vec![row("men", 0.38), row("women", 0.41)], ..Figures::default() };
    let told = alt("dots", &figures);
    assert!(told.contains("Men, Capital: 38%. Women, Capital: 41%."), "{told}");
}

#[test]
fn alt_texts_of_lines_have_type_measure_range_and_finding_first() {
    let row = |name: &str, wave: usize, p: f64| {
        Row::new(p).item(name).at(19_000.0 + 365.0 * wave as f64, ["Jan 2022", "Jan 2023"][wave])
    };
    let ends = [("north", 0.3, 0.42), ("south", 0.5, 0.45), ("west", 0.4, 0.401)];
    let rows: Vec<Row> = ends.iter().flat_map(|(name, a, b)| [row(name, 0, *a), row(name, 1, *b)]).collect();
    let figures = Figures {
        rows: rows.clone(),
        subject: Some("Trust in courts".into()),
        measure: Some("% who say “high”".into()),
        ..Figures::default()
    };
    let head = "Trust in courts, % who say “high”. Values run from 30% to 50%. \
        Largest rise: North, from 30% to 42%. Largest fall: South, from 50% to 45%.";
    let told = alt("slope", &figures);
    assert!(
        told.starts_with(&format!("Slope chart of 3 lines from Jan 2022 to Jan 2023: {head} North: 30%, then 42%.")),
        "{told}"
    );
    assert!(!told.contains("Measure:"), "said once: {told}");
    let lines = rows.into_iter().map(|row| Row { series: row.item.clone(), item: None, ..row }).collect();
    let told = alt("trend", &Figures { rows: lines, ..figures.clone() });
    assert!(
        told.starts_with(&format!("Line chart of 2 polls from Jan 2022 to Jan 2023: {head} North: from 30% to 42%.")),
        "{told}"
    );
    let stacked = figures.rows.iter().map(|row| Row {
        answer: row.item.clone(),
        item: None,
        value: row.value.map(|p| p / 2.0),
        ..row.clone()
    });
    let told = alt("area", &Figures { rows: stacked.collect(), ..figures.clone() });
    assert!(told.starts_with("Stacked areas of 2 polls from Jan 2022 to Jan 2023: Trust in courts, % who say “high”. North: from 15% to 21%."), "{told}");
}

/// A question with four answers in two waves and two regions.
fn table(folder: &Folder) -> String {
    let mut rows = "question,answer,wave,region,percent,base\n".to_owned();
    for (wave, more) in [("2023-01", 0), ("2023-07", 2), ("2024-01", 4), ("2025-01", 8)] {
        for region in ["North", "South"] {
            for (answer, percent) in [("high", 20 + more), ("some", 30), ("little", 25 - more), ("none", 25)] {
                rows += &format!("trust,{answer},{wave},{region},{percent},800\n");
            }
        }
    }
    std::fs::write(folder.file("trust.csv"), rows).unwrap();
    folder.file("trust.csv").to_str().unwrap().to_owned()
}

#[test]
fn nets_say_what_they_sum_in_comparisons_and_trends() {
    let folder = Folder::new();
    let file = table(&folder);
    let net = [&file, "--deff", "1", "--question", "trust", "--net", "Trust=high,some", "--by", "region"];
    let sums = "Trust: high + some";
    let ask = |verb: &str, more: &[&str]| texts(&folder.svg(&[&[verb], &net[..], more].concat())).join(" ");
    for kind in ["slope", "dots", "bars", "dumbbell"] {
        let said = ask("compare", &["--answer", "Trust", "--against", "North", "--chart", kind]);
        assert!(said.contains(sums), "{kind}: {said}");
    }
    for kind in ["trend", "facets"] {
        let said = ask("trend", &["--answer", "Trust", "--chart", kind]);
        assert!(said.contains(sums), "{kind}: {said}");
    }
    let said = ask("compare", &["--answer", "Trust", "--answer", "none", "--against", "answers"]);
    assert!(said.contains(sums), "answers with each other: {said}");
}

#[test]
fn groups_of_two_variables_against_everybody_are_told_apart() {
    let folder = Folder::new();
    let row = |id: usize| {
        let (region, party) = (["North", "Other"][id / 3 % 2], ["Left", "Other", "Right"][id / 7 % 3]);
        format!("{region},{party},{}\n", ["Yes", "No"][usize::from(id * id % 5 > 1)])
    };
    let rows: String = (0..900).map(row).collect();
    std::fs::write(folder.file("people.csv"), "region,party,vote\n".to_owned() + &rows).unwrap();
    let file = folder.file("people.csv");
    let asked =
        ["compare", file.to_str().unwrap(), "--question", "vote", "--answer", "Yes", "--by", "region", "--by", "party"];
    for kind in ["dumbbell", "dots", "bars"] {
        let said = texts(&folder.svg(&[&asked[..], &["--against", "total", "--chart", kind]].concat()));
        let count = |name: &str| said.iter().filter(|text| *text == name).count();
        assert_eq!((count("Region"), count("Party"), count("Left"), count("Other")), (1, 1, 1, 2), "{kind}: {said:?}");
    }
    let shown = folder.draw(&[&asked[..], &["--against", "total", "--format", "csv"]].concat());
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("region Other,total") && shown.contains("party Other,total"), "{shown}");
}
