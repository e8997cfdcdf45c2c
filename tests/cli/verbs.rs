//! Every verb: its help, its examples, and the ones that need no data.

use crate::kit::Place;
use topline::compare::hypothesis;
use topline::uncertainty::interval;

const VERBS: [&str; 11] =
    ["run", "new", "inspect", "estimate", "compare", "trend", "margin", "convert", "schema", "completions", "man"];

#[test]
fn every_help_ends_with_two_examples() {
    let place = Place::new();
    for verb in VERBS {
        let help = place.run(&format!("{verb} --help")).done().out;
        let (_, examples) = help.rsplit_once("Examples:\n").unwrap_or_else(|| panic!("{verb}: {help}"));
        let lines: Vec<&str> = examples.trim_end().lines().collect();
        assert_eq!(lines.len(), 2, "{verb}: {examples}");
        assert!(lines.iter().all(|line| line.starts_with(&format!("  topline {verb}"))), "{verb}: {examples}");
        assert_eq!(place.run(&format!("help {verb}")).done().out, help);
    }
    let help = place.run("--help").done().out;
    for words in ["Exit codes:", "  5  partial", "  130  interrupted", "Examples:\n  topline run "] {
        assert!(help.contains(words), "{words}");
    }
    place.run("--version").done();
    place.run("").fails(2, &["Usage: topline"]);
}

#[test]
fn examples_of_the_help_run() {
    let place = Place::new();
    for verb in VERBS {
        let help = place.run(&format!("{verb} --help")).done().out;
        let (_, examples) = help.rsplit_once("Examples:\n").unwrap();
        for line in examples.trim().lines() {
            // The shell's part is left to the shell; the data lies at hand here.
            let command = line.trim().split([">", "&"].map(|c| c.chars().next().unwrap())).next().unwrap();
            let arguments = command.trim().strip_prefix("topline ").unwrap();
            let arguments = arguments.replace("data/russia-ukraine/", "").replace("~/", "");
            let came = place.run(&arguments);
            let again = verb == "new" && came.code == Some(2);
            assert!(again || came.code == Some(0), "{arguments}: {came:#?}");
        }
    }
}

#[test]
fn help_names_every_choice() {
    let place = Place::new();
    let named = |verb: &str, names: Vec<&str>| {
        let help = place.run(&format!("{verb} --help")).done().out;
        for name in names {
            assert!(help.contains(name), "{verb} --help does not say {name}");
        }
    };
    named("estimate", interval::ALL.iter().map(|i| i.name()).collect());
    named("estimate", interval::simultaneous::ALL.iter().map(|i| i.name()).collect());
    named("compare", hypothesis::ALL.iter().map(|t| t.name()).collect());
    named("trend", topline::trend::ALL.iter().map(|m| m.name()).collect());
}

#[test]
fn schemas_and_completions() {
    let place = Place::new();
    for verb in ["", "run", "estimate", "compare", "trend", "margin", "inspect"] {
        let schema: serde_json::Value = serde_json::from_str(&place.run(&format!("schema {verb}")).done().out).unwrap();
        assert!(schema["properties"].is_object(), "{verb}");
    }
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(place.run(&format!("completions {shell}")).done().out.contains("estimate"), "{shell}");
    }
    place.run("completions tcsh").fails(2, &["bash, elvish, fish, powershell, zsh"]);
}

#[test]
fn manual_pages_do_not_replace_what_is_not_theirs() {
    let place = Place::new();
    place.run("man pages").done();
    assert_eq!(place.list("pages").len(), VERBS.len() + 1);
    assert!(place.list("pages").iter().all(|name| name.starts_with("topline") && name.ends_with(".1")));
    place.run("man pages").done();
    place.file("pages/topline-run.1", "mine\n");
    place.run("man pages").fails(2, &["pages/topline-run.1", "--force"]);
    place.run("man pages --force").done();
}

#[test]
fn a_new_study_runs_and_is_not_replaced() {
    let place = Place::new();
    let came = place.run("new fresh").done();
    assert_eq!(
        (came.out.as_str(), came.err.as_str()),
        ("", "wrote fresh/study.toml; run it: topline run fresh/study.toml\n")
    );
    place.run("run fresh/study.toml -o fresh/out -q").done();
    place.run("new fresh").fails(2, &["fresh/study.toml", "--force"]);
    std::fs::remove_file(place.path("fresh/study.toml")).unwrap();
    place.run("new fresh").fails(2, &["fresh/continue-or-talks.csv"]);
    assert!(!place.path("fresh/study.toml").exists(), "all or nothing");
    assert_eq!(place.run("new fresh --force -q").done().err, "");
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let place = Place::new();
    let file = place.run("estimate essay.csv --n 1600 --deff 1.9 -q").done().out;
    let piped = place.pipe("estimate - --n 1600 --deff 1.9 -q", &place.read("essay.csv")).done().out;
    assert_eq!(piped, file.replace("essay.csv:", "stdin:"));
    place.pipe("convert - tidy.csv", &place.read("essay.csv")).done();
    place.run("inspect tidy.csv").done();
}

#[test]
fn impossible_margins_are_a_numerical_failure() {
    let place = Place::new();
    place.run("margin --n 1600 --margin 50=9 --margin 5=1").fails(4, &["50"]);
    place.run("margin").fails(2, &["--n N"]);
    place.run("margin --n 1600 --p 133").fails(2, &["0 to 100"]);
}

/// In stratified samples the residuals of a share of everybody are rounding errors, which must not pass for a variance.
#[test]
fn a_margin_below_that_of_a_simple_random_sample_is_told_of() {
    let place = Place::new();
    let says = "[W218]: ±2.5 at 50 % makes a design effect of 0.63 to 0.68: surer than a simple random sample of 1004, which has ±3.1";
    let found = place.run("margin --n 1004 --margin 50=2.5").done();
    assert!(found.err.contains(says) && found.out.contains("1004,0.6275"), "{found:?}");
    // Rounding may hide a design effect of 1 or more.
    for sound in ["50=3.1", "50=3", "50=3.4", "50=2.5 --allow W218"] {
        assert_eq!(place.run(&format!("margin --n 1004 --margin {sound}")).done().err, "", "{sound}");
    }
    let denied = place.run("margin --n 1004 --margin 50=2.5 --deny W218 --format json");
    assert!(denied.code == Some(1) && denied.out.contains("\"code\": \"W218\""), "{denied:?}");
    place.file("w.csv", "answer,percent\nyes,45\nno,55\n");
    let shares = place.run("estimate w.csv --n 1004 --margin 50=2.5").done();
    assert!(shares.err.contains(says), "{shares:?}");
    assert!(!place.run("estimate w.csv --n 1004 --deff 0.65").done().err.contains("W218"), "stated, not printed");
}

#[test]
fn everybody_of_a_group_has_the_interval_of_its_n() {
    let place = Place::new();
    let mut text = "g,s,q,w\n".to_owned();
    for (at, weight) in ["44.2099990844727", "15.1000003814697", "20.3600006103516"].iter().enumerate() {
        (0..12).for_each(|_| text.push_str(&format!("a,{at},yes,{weight}\n")));
        (0..6).for_each(|row| text.push_str(&format!("b,{at},{},{weight}\n", if row < 2 { "yes" } else { "no" })));
    }
    place.file("people.csv", text);
    for interval in ["wilson", "korn-graubard", "logit", "jeffreys"] {
        let flags = format!("--question q --net all=yes,no --by g --weight w --strata s --interval {interval}");
        let out = place.run(&format!("estimate people.csv {flags}")).done().out;
        let whole: Vec<Vec<&str>> =
            out.lines().map(|line| line.split(',').collect()).filter(|fields: &Vec<&str>| fields[4] == "1").collect();
        assert_eq!(whole.len(), 3, "{out}");
        for fields in whole {
            let n = if fields[2] == "a" { "36" } else { "18" };
            assert_eq!((fields[5], fields[7], fields[11], fields[13]), ("0", "1", n, n), "{out}");
            assert!((0.7..0.95).contains(&fields[6].parse::<f64>().unwrap()), "{out}");
        }
    }
}
