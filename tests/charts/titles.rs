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
