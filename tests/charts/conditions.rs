//! Whom a condition leaves, as pictures say it: in the words of a reader where these are true, else as typed.

use crate::command_line::{Folder, words};
use crate::respondents::texts;

const STUDY: &str = r#"
title = "T"
[[source]]
id = "s"
file = "people.csv"
field-dates = "2025-12"
[[question]]
id = "party"
title = "Party"
answers = [{ id = "g", title = "Greens", labels = ["1"] }, { id = "b", title = "Blues", labels = ["2"] }]
[[group]]
id = "region"
title = "Region"
levels = [{ id = "Rest", labels = ["North", "South"] }, { id = "Capital" }]
[[group]]
id = "sex"
levels = [{ id = "men" }, { id = "women" }]
[[group]]
id = "partner"
levels = [{ id = "nobody" }, { id = "women" }]
"#;

/// A study of four hundred people, and more of it.
fn study(folder: &Folder, more: &str) -> String {
    let row = |id: usize| {
        let (sex, interviewer) = (["men", "women"][id % 2], ["man", "women"][id / 2 % 2]);
        let (region, partner) = (["North", "South", "Capital"][id % 3], ["nobody", "women"][id / 5 % 2]);
        let (party, q, r) = (
            1 + id / 3 % 2,
            ["for", "against", "not sure"][id * id % 7 % 3],
            ["for", "against", "not sure"][id / 7 % 3],
        );
        format!("{sex},{interviewer},{region},{partner},{party},{q},{r}\n")
    };
    let rows = (0..400).map(row).collect::<String>();
    std::fs::write(folder.file("people.csv"), format!("sex,interviewer_sex,region,partner,party,q,r\n{rows}")).unwrap();
    std::fs::write(folder.file("study.toml"), STUDY.to_owned() + more).unwrap();
    folder.file("study.toml").to_str().unwrap().to_owned()
}

/// The alt text of a picture of those whom a condition leaves, and whether its subtitle names them.
fn told(folder: &Folder, condition: &str) -> (String, bool) {
    let source = study(folder, "") + "#s";
    let found = texts(&folder.svg(&["estimate", &source, "--question", "q", "--where", condition]));
    let subtitle = found.iter().any(|text| text.contains("(only "));
    (std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap(), subtitle)
}

#[test]
fn words_are_of_names_and_never_of_their_spellings() {
    let folder = Folder::new();
    for (condition, wanted) in [("region == 'Rest'", " Only Rest."), ("party == 'g'", " Only party: Greens.")] {
        let (alt, subtitle) = told(&folder, condition);
        assert!(alt.contains(wanted) && subtitle, "{condition}: {alt}");
    }
    // The column holds no such words: these leave everybody, and those of the Capital.
    for condition in ["region != 'North'", "region in ('North', 'Capital')", "interviewer_sex in ('man', 'womn')"] {
        let (alt, subtitle) = told(&folder, condition);
        assert!(alt.contains(&format!(" Only respondents with {condition}.")) && !subtitle, "{condition}: {alt}");
    }
}

#[test]
fn a_word_stands_alone_only_for_the_one_group_that_has_it() {
    let folder = Folder::new();
    for (condition, wanted) in [
        ("sex == 'men'", " Only men."),
        ("sex == 'women'", " Only sex: women."),
        ("partner != 'women'", " Only partner: not women."),
        ("interviewer_sex == 'women'", " Only interviewer sex: women."),
    ] {
        let (alt, _) = told(&folder, condition);
        assert!(alt.contains(wanted), "{condition}: {alt}");
    }
}

/// A chart of two acts with these conditions.
fn two(folder: &Folder, conditions: [&str; 2]) -> std::process::Output {
    let act = |at: usize| {
        let answer = ["for", "against"][at];
        let act = format!("[[estimate]]\nname = \"e{at}\"\nsource = \"s\"\nquestion = \"q\"\nanswer = \"{answer}\"\n");
        if conditions[at].is_empty() { act } else { format!("{act}where = \"{}\"\n", conditions[at]) }
    };
    let chart = "[[chart]]\nname = \"c\"\nof = [\"e0\", \"e1\"]\nkind = \"bars\"\n";
    let study = study(folder, &(act(0) + &act(1) + chart));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
    command.args(["run", &study, "--force", "-o"]).arg(folder.file("out")).output().unwrap()
}

#[test]
fn a_chart_of_several_acts_is_of_the_same_respondents() {
    let folder = Folder::new();
    let same = two(&folder, ["partner == 'nobody'", "partner == 'nobody'"]);
    assert!(same.status.success(), "{}", words(&same));
    let alt = std::fs::read_to_string(folder.file("out/c.txt")).unwrap();
    assert!(alt.contains(" Only nobody."), "{alt}");
    for (conditions, said) in [
        (["sex == 'men'", ""], "(only men; all respondents)"),
        (["", "sex == 'men'"], "(all respondents; only men)"),
        (["sex == 'men'", "sex == 'women'"], "(only men; only sex: women)"),
    ] {
        let refused = two(&folder, conditions);
        assert!(!refused.status.success() && words(&refused).contains(said), "{}", words(&refused));
        assert!(words(&refused).contains("chart c: ") && words(&refused).contains("draw a chart of each"));
    }
}

#[test]
fn alt_texts_of_bars_rank_answers_and_name_nets_after_them() {
    let folder = Folder::new();
    let source = study(&folder, "") + "#s";
    folder.svg(&["estimate", &source, "--question", "q", "--net", "sure=for,against", "--chart", "bars"]);
    let alt = std::fs::read_to_string(folder.file("picture.alt.txt")).unwrap();
    assert!(alt.contains("Bar chart, 4 bars") && alt.contains("ighest: ") && alt.contains(" Sure: "), "{alt}");
    assert!(!alt.contains("ighest: Sure"), "{alt}");
}
