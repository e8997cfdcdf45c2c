//! Colours that a study states for answers and groups, in every kind where they are lines or series.

use crate::command_line::{Folder, words};

/// A study of two groups over four waves, with the colours of its groups and of an answer; what it says on standard error.
fn run(folder: &Folder, colours: [&str; 3]) -> (String, bool) {
    let row = |id: usize| {
        let (sex, wave) = (["f", "m"][id % 2], ["2021-05", "2022-05", "2023-05", "2024-05"][id / 2 % 4]);
        format!("{id},{sex},{wave},{}\n", if (id * 7 + id / 5) % 10 < 4 + id / 2 % 4 { "yes" } else { "no" })
    };
    std::fs::write(folder.file("people.csv"), "id,sex,wave,q\n".to_owned() + &(0..1600).map(row).collect::<String>())
        .unwrap();
    let chart = |kind: &str, of: &str| format!("[[chart]]\nname = '{kind}'\nkind = '{kind}'\nof = '{of}'\n");
    let estimate = |name: &str, more: &str| {
        format!("[[estimate]]\nname = '{name}'\nsource = 's'\nquestion = 'q'\nover = 'wave'\n{more}")
    };
    let [f, m, yes] = colours;
    let study = format!(
        "[[source]]\nid = 's'\nfile = 'people.csv'\n\
        [[question]]\nid = 'q'\nanswers = [{{ id = 'yes', colour = '{yes}' }}, {{ id = 'no' }}]\n\
        [[group]]\nid = 'sex'\nlevels = [{{ id = 'f', colour = '{f}' }}, {{ id = 'm', colour = '{m}' }}]\n{}{}\
        [[compare]]\nname = 'sexes'\nsource = 's'\nquestion = 'q'\nby = 'sex'\n{}{}{}{}{}",
        estimate("groups", "answer = 'yes'\nby = 'sex'\n"),
        estimate("answers", ""),
        chart("trend", "groups"),
        chart("slope", "groups"),
        chart("facets", "groups"),
        chart("dumbbell", "sexes"),
        chart("area", "answers"),
    );
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
    let came = command.arg("run").arg(folder.file("study.toml")).arg("--force").arg("-o").arg(folder.file("out"));
    let came = came.output().unwrap();
    (words(&came), came.status.success())
}

#[test]
fn groups_and_answers_have_the_colours_that_a_study_states() {
    let folder = Folder::new();
    let (said, done) = run(&folder, ["#7B2D8B", "#2E8B57", "#6A1B9A"]);
    assert!(done && !said.contains("[C05]"), "{said}");
    for kind in ["trend", "slope", "dumbbell"] {
        let svg = std::fs::read_to_string(folder.file("out").join(format!("{kind}.svg"))).unwrap();
        assert!(svg.contains("#7B2D8B") && svg.contains("#2E8B57"), "{kind}");
    }
    let area = std::fs::read_to_string(folder.file("out/area.svg")).unwrap();
    assert!(area.contains("#6A1B9A"), "area");
}

#[test]
fn the_theme_gives_the_others_no_colour_that_looks_like_a_stated_one() {
    let folder = Folder::new();
    // Its second colour is too near for who sees no red.
    let (said, done) = run(&folder, ["#7B2D8B", "#2E8B57", "#B35A00"]);
    let area = std::fs::read_to_string(folder.file("out/area.svg")).unwrap();
    assert!(done && !said.contains("[C05]") && !area.contains("#D1622B"), "{said}");
}

#[test]
fn stated_colours_are_judged_and_slips_in_them_are_named() {
    let folder = Folder::new();
    let (said, _) = run(&folder, ["#7B2D8B", "#7A2C8A", "#6A1B9A"]);
    assert!(said.contains("warning[C05]: trend: ") && said.contains("in the theme or the study"), "{said}");
    let (said, _) = run(&folder, ["#FFF2CC", "#2E8B57", "#6A1B9A"]);
    assert!(said.contains("warning[C04]: trend: marks") && said.contains("#FFF2CC"), "{said}");
    let (said, done) = run(&folder, ["purple", "#2E8B57", "#6A1B9A"]);
    assert!(!done && said.contains("study.toml:9:") && said.contains("\"purple\" is not a colour"), "{said}");
}

#[test]
fn a_colour_is_of_its_own_question_or_variable_and_a_name_has_one() {
    let folder = Folder::new();
    let row = |at: usize| {
        let answer = |by: usize| ["agree", "disagree", "men"][at / by % 3];
        format!("{},{},{}\n", answer(2), answer(3), ["men", "women"][at % 2])
    };
    std::fs::write(folder.file("p.csv"), "q1,q2,sex\n".to_owned() + &(0..600).map(row).collect::<String>()).unwrap();
    let study = "[[source]]\nid = 's'\nfile = 'p.csv'\n\
        [[question]]\nid = 'q1'\nanswers = [{ id = 'agree', colour = '#2E8B57' }]\n\
        [[question]]\nid = 'q2'\nanswers = [{ id = 'agree', colour = '#E4003B' }, { id = 'men', colour = '#006400' }]\n\
        [[group]]\nid = 'sex'\nlevels = [{ id = 'men', colour = '#800080' }, { id = 'women' }]\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let file = folder.file("study.toml");
    let source = format!("{}#s", file.display());
    // What the first question and the groups call so has its colour there alone.
    for by in [&[][..], &["--by", "sex"]] {
        let svg = folder.svg(&[&["estimate", &source, "--chart", "likert", "--question", "q2"], by].concat());
        assert!(svg.contains("#E4003B") && svg.contains("#006400"), "{svg}");
        assert!(!svg.contains("#2E8B57") && !svg.contains("#800080"), "{svg}");
    }
    let both = folder.draw(&["estimate", &source, "--chart", "likert", "--question", "q1", "--question", "q2"]);
    let said = words(&both);
    assert!(
        !both.status.success() && said.contains("\"agree\" has two colours, #2E8B57 (of q1) and #E4003B"),
        "{said}"
    );
}

#[test]
fn everybody_beside_groups_is_grey_and_no_colour_of_the_theme_is_a_shade_of_a_stated_one() {
    let folder = Folder::new();
    let mut text = "wave,question,answer,party,percent,n\n".to_owned();
    for (at, wave) in ["2020-11", "2022-11", "2024-11"].iter().enumerate() {
        for (party, share) in [("", 60 + 5 * at), ("dem", 90 - 5 * at), ("rep", 20 + 20 * at), ("other", 40 + at)] {
            text += &format!("{wave},trust,yes,{party},{share},1500\n");
        }
    }
    std::fs::write(folder.file("p.csv"), text).unwrap();
    let source = |levels: &str| {
        let study = format!("[[source]]\nid = 's'\nfile = 'p.csv'\n[[group]]\nid = 'party'\nlevels = [{levels}]\n");
        std::fs::write(folder.file("study.toml"), study).unwrap();
        let source = format!("{}#s", folder.file("study.toml").display());
        folder.svg(&["estimate", &source, "--by", "party", "--deff", "1.4", "--chart", "trend"])
    };
    let stated = source("{ id = 'dem', colour = '#1B5E9E' }, { id = 'rep', colour = '#B04E26' }");
    assert!(stated.contains("#B04E26") && !stated.contains("#D1622B"), "{stated}");
    assert!(stated.contains(">All respondents"), "{stated}");
    let plain = source("{ id = 'dem' }, { id = 'rep' }");
    let first = plain.find("#1B5E9E").is_some() && plain.find("#D1622B").is_some();
    assert!(first && plain.contains("#59616B"), "{plain}");
}

#[test]
fn two_groups_have_the_colours_of_pictures_of_all_groups() {
    let folder = Folder::new();
    let row = |id: usize| {
        let (age, wave) = (["18-29", "30-44", "45-59", "60+"][id % 4], ["2021-05", "2022-05", "2023-05"][id / 4 % 3]);
        format!("{age},{wave},{}\n", if (id * 7 + id / 5) % 10 < 3 + id % 4 { "yes" } else { "no" })
    };
    let people = "age,wave,q\n".to_owned() + &(0..1600).map(row).collect::<String>();
    std::fs::write(folder.file("people.csv"), &people).unwrap();
    let study = "[[source]]\nid = 's'\nfile = 'people.csv'\n\
        [[group]]\nid = 'age'\nordered = true\n\
        levels = [{ id = '18-29' }, { id = '30-44' }, { id = '45-59' }, { id = '60+' }]\n\
        [[estimate]]\nname = 'ages'\nsource = 's'\nquestion = 'q'\nanswer = 'yes'\nby = 'age'\nover = 'wave'\n\
        [[compare]]\nname = 'two'\nsource = 's'\nquestion = 'q'\nby = 'age'\nagainst = '60+'\n\
        where = \"age in ('30-44', '60+')\"\n\
        [[chart]]\nname = 'trend'\nkind = 'trend'\nof = 'ages'\n\
        [[chart]]\nname = 'dumbbell'\nkind = 'dumbbell'\nof = 'two'\n";
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_topline"));
    let came = command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap();
    assert!(came.status.success(), "{}", words(&came));
    let svg = |kind: &str| std::fs::read_to_string(folder.file("out").join(format!("{kind}.svg"))).unwrap();
    let series = topline::chart::Theme::named("light").unwrap().colours.series;
    let [trend, dumbbell] = ["trend", "dumbbell"].map(svg);
    for (at, colour) in series.iter().take(4).enumerate() {
        assert!(trend.contains(&colour.to_string()), "{at}");
        assert_eq!(dumbbell.contains(&format!("fill=\"{colour}\"")), at % 2 == 1, "{at}");
    }
    // The answers are a scale, and the groups no steps of it.
    let agree = people.replace(",yes", ",Agree").replace(",no", ",Disagree").replacen(",Agree", ",Strongly agree", 90);
    std::fs::write(folder.file("people.csv"), agree).unwrap();
    let file = folder.file("people.csv");
    let two = ["--question", "q", "--by", "age", "--where", "age in ('18-29', '30-44')"];
    let svg = folder.svg(&[&["compare", file.to_str().unwrap(), "--chart", "dumbbell"], &two[..]].concat());
    assert!(series[..2].iter().all(|colour| svg.contains(&format!("fill=\"{colour}\""))), "{svg}");
}
