//! Titles that claim a finding are printed only if the tests bear it out: data that would fool a careless reader.

use crate::command_line::Folder;
use std::process::Command;

const CLAIM: &str = "More people approve";

/// Draws the last of some waves (label, per cent, base) against the one before under a title that claims a rise; the picture.
fn drawn(waves: &[(&str, &str, u32)], needs: &str) -> String {
    let folder = Folder::new();
    let rows: String =
        waves.iter().map(|(wave, percent, n)| format!("{wave},approval,approve,{percent},{n}\n")).collect();
    std::fs::write(folder.file("polls.csv"), format!("wave,question,answer,percent,n\n{rows}")).unwrap();
    let study = format!(
        "[[source]]\nid = \"polls\"\nfile = \"polls.csv\"\ndeff = 1.0\n\n\
         [[compare]]\nname = \"rise\"\nanswer = \"approve\"\nagainst = \"previous\"\n\n\
         [[chart]]\nname = \"c\"\nof = \"rise\"\nneeds = \"{needs}\"\ntitle = \"{CLAIM}\"\n"
    );
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
    let output = command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let svg = std::fs::read_to_string(folder.file("out/c.svg")).unwrap_or_else(|_| panic!("{said}"));
    assert_eq!(said.contains("W204"), !svg.contains(CLAIM), "who leaves a title out says so: {said}");
    svg
}

#[test]
fn a_rise_beyond_chance_and_rounding_is_claimed() {
    assert!(drawn(&[("2024-01", "40", 2000), ("2025-01", "50", 2000)], "rise > 0").contains(CLAIM));
}

#[test]
fn a_fall_bears_out_no_rise() {
    assert!(!drawn(&[("2024-01", "50", 2000), ("2025-01", "40", 2000)], "rise > 0").contains(CLAIM));
}

#[test]
fn a_rise_within_chance_is_not_claimed() {
    assert!(!drawn(&[("2024-01", "40", 500), ("2025-01", "45", 500)], "rise > 0").contains(CLAIM));
}

#[test]
fn a_rise_that_rounding_may_have_made_is_not_claimed() {
    // 40.4 and 40.6 are printed as 40 and 41: of a million people that is beyond any sampling error.
    assert!(!drawn(&[("2024-01", "40", 1_000_000), ("2025-01", "41", 1_000_000)], "rise > 0").contains(CLAIM));
    assert!(drawn(&[("2024-01", "40.0", 1_000_000), ("2025-01", "41.0", 1_000_000)], "rise > 0").contains(CLAIM));
}

#[test]
fn of_several_rises_all_must_be_borne_out_together() {
    let (first, second) = (("2024-01", "40.0", 1000), ("2025-01", "44.5", 1000));
    assert!(drawn(&[first, second], "rise > 0").contains(CLAIM));
    // The same rise as one of two that must hold together.
    assert!(!drawn(&[first, second, ("2026-01", "49.0", 1000)], "rise > 0").contains(CLAIM));
}

#[test]
fn a_title_without_a_test_is_printed_and_said_to_be_untested() {
    let folder = Folder::new();
    std::fs::write(folder.file("polls.csv"), "question,answer,percent,n\napproval,approve,40,2000\n").unwrap();
    let study = |title: &str| {
        let study = format!(
            "[[source]]\nid = \"polls\"\nfile = \"polls.csv\"\ndeff = 1.0\n\n\
             [[estimate]]\nname = \"e\"\n\n[[chart]]\nname = \"c\"\nof = \"e\"\n{title}\n"
        );
        std::fs::write(folder.file("study.toml"), study).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
        let output = command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output();
        String::from_utf8_lossy(&output.unwrap().stderr).into_owned()
    };
    let said = study("title = \"Most disapprove\"");
    assert!(said.contains("warning[W214]: c: the title is printed untested") && said.contains("needs = "), "{said}");
    assert!(!study("").contains("W214"));
}

/// The title of the picture that a command draws of three regions and two sexes in some waves.
fn untitled(waves: usize, verb: &str, more: &[&str]) -> String {
    untitled_of("trust", waves, verb, more)
}

/// The same of a question.
fn untitled_of(question: &str, waves: usize, verb: &str, more: &[&str]) -> String {
    let folder = Folder::new();
    let mut table = "wave,question,answer,region,sex,percent,n\n".to_owned();
    for wave in 0..waves {
        for (at, (region, sex)) in
            [("North", ""), ("South", ""), ("East", ""), ("", "men"), ("", "women")].iter().enumerate()
        {
            table += &format!("{}-03,{question},yes,{region},{sex},{},900\n", 2020 + wave, 30 + 4 * at + wave);
        }
    }
    std::fs::write(folder.file("trust.csv"), table).unwrap();
    let file = folder.file("trust.csv");
    let svg = folder.svg(&[&[verb, file.to_str().unwrap(), "--deff", "1"], more].concat());
    let title = svg.split_once("<title id=\"title\">").unwrap().1.split_once("</title>").unwrap().0;
    title.to_owned()
}

#[test]
fn neutral_titles_say_by_which_groups() {
    let changes = ["--over", "wave", "--against", "previous", "--by", "region", "--chart"];
    let title = |waves: usize, verb: &str, kind: &str| match verb {
        "compare" => untitled(waves, verb, &[&changes[..], &[kind]].concat()),
        _ => untitled(waves, verb, &["--by", "region", "--chart", kind]),
    };
    for (waves, verb, kind) in [
        (4, "trend", "trend"),
        (4, "trend", "facets"),
        (4, "estimate", "trend"),
        (4, "estimate", "facets"),
        (2, "estimate", "slope"),
        (2, "compare", "slope"),
        (2, "compare", "dumbbell"),
        (1, "estimate", "dots"),
    ] {
        let title = title(waves, verb, kind);
        assert_eq!(title.matches("by region").count(), 1, "{verb} {kind}: {title}");
    }
    let crossed = untitled(4, "estimate", &["--by", "region", "--by", "sex", "--chart", "facets"]);
    assert!(crossed.contains("by region and sex"), "{crossed}");
    let compared = untitled(1, "compare", &["--by", "sex", "--against", "men", "--chart", "dumbbell"]);
    assert!(compared.contains("women and men") && !compared.contains("by sex"), "{compared}");
    let pairs = untitled(1, "compare", &["--by", "region", "--chart", "dumbbell"]);
    assert!(pairs.contains("by region"), "{pairs}");
}

#[test]
fn neutral_titles_do_not_say_groups_twice_nor_where_a_title_is_given() {
    let given = ["--by", "region", "--chart", "trend", "--title", "Trust is up"];
    assert_eq!(untitled(4, "trend", &given), "Trust is up");
    for kind in ["trend", "facets", "slope", "dots"] {
        let said = untitled_of("trust by region", 3, "estimate", &["--by", "region", "--chart", kind]);
        assert_eq!(said.matches("by region").count(), 1, "{kind}: {said}");
    }
}

#[test]
fn questions_that_rows_stand_under_are_no_groups_in_titles() {
    let folder = Folder::new();
    let row =
        |wave: u32, question: &str, region: &str| format!("{wave}-03,{question},yes,{region},{},900\n", wave - 1980);
    let rows = [2023, 2024].into_iter().flat_map(|wave| {
        ["courts", "police"]
            .into_iter()
            .flat_map(move |asked| ["North", "South"].map(|region| row(wave, asked, region)))
    });
    let table = "wave,question,answer,region,percent,n\n".to_owned() + &rows.collect::<String>();
    std::fs::write(folder.file("q.csv"), table).unwrap();
    let file = folder.file("q.csv");
    let ask =
        ["compare", file.to_str().unwrap(), "--deff", "1", "--by", "region", "--over", "wave", "--against", "previous"];
    for kind in ["dumbbell", "dots"] {
        let svg = folder.svg(&[&ask[..], &["--chart", kind]].concat());
        let title = svg.split_once("<title id=\"title\">").unwrap().1.split_once("</title>").unwrap().0;
        assert!(title.ends_with(", by region") && title.matches("olice").count() == 1, "{title}");
    }
}

/// The middle of a fieldwork is a day on which nobody said so.
#[test]
fn the_middle_of_a_fieldwork_is_no_date_in_titles() {
    let folder = Folder::new();
    let title = |rows: &[&str]| {
        let path = folder.file("polls.csv");
        std::fs::write(&path, format!("date_start,date_end,answer,percent,n\n{}\n", rows.join("\n"))).unwrap();
        let svg = folder.svg(&["estimate", path.to_str().unwrap(), "--deff", "1", "--chart", "trend"]);
        svg.split("</title>").next().unwrap().rsplit('>').next().unwrap().to_owned()
    };
    let first = "2020-01-01,2020-01-03,yes,50,1000";
    assert!(title(&[first, "2020-01-31,2020-02-02,yes,55,1000"]).ends_with(", Jan 2020 – Feb 2020"));
    assert!(title(&[first]).ends_with(", Jan 2020"), "{}", title(&[first]));
    let days = ["2020-01-01,2020-01-01,yes,50,1000", "2020-01-20,2020-01-20,yes,55,1000"];
    assert!(title(&days).ends_with(", 1 Jan 2020 – 20 Jan 2020"), "{}", title(&days));
}
