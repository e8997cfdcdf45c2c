//! `run`: what is written, what is left alone, what is said; the manifest.

use crate::kit::{Came, Place};
use std::path::Path;

fn manifest(place: &Place, folder: &str) -> serde_json::Value {
    serde_json::from_slice(&place.read(&format!("{folder}/manifest.json"))).unwrap()
}

#[test]
fn everything_is_written_once_and_the_manifest_says_so() {
    let place = Place::new();
    let first = place.run("run study.toml -o out -q -j 2").done();
    let made = manifest(&place, "out");
    let outputs = made["outputs"].as_array().unwrap();
    let mut listed: Vec<String> = outputs.iter().map(|o| o["file"].as_str().unwrap().to_owned()).collect();
    assert_eq!(first.out.lines().collect::<Vec<_>>(), listed.iter().map(|f| format!("out/{f}")).collect::<Vec<_>>());
    for output in outputs {
        let bytes = place.read(&format!("out/{}", output["file"].as_str().unwrap()));
        assert_eq!(output["sha256"], topline::report::sha256(&bytes));
    }
    for input in made["inputs"].as_array().unwrap() {
        let bytes = place.read(input["path"].as_str().unwrap());
        assert_eq!(input["sha256"], topline::report::sha256(&bytes));
    }
    assert_eq!(made["schema"], "topline/run/1");
    assert!(made["warnings"].as_array().unwrap().iter().any(|w| w["code"] == "W202"));
    listed.push("manifest.json".to_owned());
    listed.sort();
    assert_eq!(place.list("out"), listed, "nothing else is there");

    let before = place.read("out/manifest.json");
    let again = place.run("run study.toml -o out -q").done();
    assert!(again.out.lines().all(|line| line.ends_with(" (unchanged)")), "{}", again.out);
    assert_eq!(place.read("out/manifest.json"), before);

    // One step alone leaves the others in the manifest.
    place.run("run study.toml -o out -q --only trend").done();
    let kept = manifest(&place, "out");
    assert_eq!(kept["outputs"].as_array().unwrap().len(), outputs.len());
    place.run("run study.toml -o out -q").done();
    assert_eq!(place.read("out/manifest.json"), before);

    // Only what was lost is made again.
    std::fs::remove_file(place.path("out/groups.csv")).unwrap();
    let mended = place.run("run study.toml -o out -q").done();
    assert!(mended.out.contains("out/groups.csv\n") && mended.out.contains("out/trend.png (unchanged)\n"));

    // What somebody changed is not overwritten.
    place.file("out/trend.png", "mine");
    place.run("run study.toml -o out -q").fails(2, &["out/trend.png", "--force"]);
    place.run("run study.toml -o out -q --force").done();
    assert_ne!(place.read("out/trend.png"), b"mine");
}

#[test]
fn the_same_bytes_with_any_number_of_jobs_and_in_any_place() {
    let (one, other) = (Place::new(), Place::new());
    one.run("run study.toml -o out -q -j 1 --threads 1").done();
    other.run("run study.toml -o out -q -j 4 --threads 4").done();
    assert!(one.list("out").len() > 20);
    assert_eq!(one.list("out"), other.list("out"));
    for name in one.list("out") {
        let path = format!("out/{name}");
        assert_eq!(one.read(&path), other.read(&path), "{name}");
    }
}

#[test]
fn the_same_bytes_however_the_study_is_named() {
    let place = Place::new();
    // A theme of one's own is a file beside the study too.
    place.file("own.toml", "name = 'own'\nbase = 'light'\n[colours]\nhighlight = '#7A0019'\n");
    let study = String::from_utf8(place.read("study.toml")).unwrap();
    place.file("study.toml", study.replacen("[[chart]]\n", "[[chart]]\ntheme = 'own.toml'\n", 1));
    std::fs::create_dir(place.path("elsewhere")).unwrap();
    let absolute = place.path("study.toml").display().to_string();
    let ran = |arguments: &str, from: &str| {
        let came: Came = place.command(arguments).current_dir(place.path(from)).output().unwrap().into();
        came.done()
    };
    ran("run study.toml -o relative -q", "");
    ran(&format!("run {absolute} -o absolute -q"), "");
    ran("run ../study.toml -o ../above -q", "elsewhere");
    ran(&format!("run {absolute} -o {}/far -q", place.path("").display()), "elsewhere");
    assert!(place.list("relative").len() > 20);
    for folder in ["absolute", "above", "far"] {
        assert_eq!(place.list(folder), place.list("relative"));
        for name in place.list("relative") {
            let same = place.read(&format!("{folder}/{name}")) == place.read(&format!("relative/{name}"));
            assert!(same, "{folder}/{name} differs");
        }
    }
    let estimate = |study: &str, from: &str| ran(&format!("estimate {study}#talks --format json -q"), from).out;
    assert_eq!(estimate(&absolute, "elsewhere"), estimate("study.toml", ""));
}

#[test]
fn what_a_failed_step_made_before_is_removed_and_the_manifest_says_so() {
    let place = Place::new();
    place.run("run study.toml -o out -q").done();
    let study = String::from_utf8(place.read("study.toml")).unwrap();
    let (head, tail) = study.split_at(study.find("name = \"slope\"").unwrap());
    place.file("study.toml", format!("{head}{}", tail.replacen("answer = \"continue\"", "answer = \"contnue\"", 1)));
    place.file("out/slope-parameters.csv", "mine");
    for only in ["--only slope", ""] {
        let came = place.run(&format!("run study.toml -o out --keep-going {only}"));
        assert_eq!(came.code, Some(5), "{came:?}");
        assert_eq!(came.err.contains("removed out/slope.csv"), only == "--only slope", "{came:?}");
        let written = place.list("out");
        assert!(!written.contains(&"slope.csv".to_owned()), "{written:?}");
        assert_eq!(place.read("out/slope-parameters.csv"), b"mine", "somebody's own stays");
        let made = manifest(&place, "out");
        assert_eq!(made["failed"], serde_json::json!(["slope"]));
        let outputs = made["outputs"].as_array().unwrap();
        assert!(outputs.iter().all(|output| output["step"] != "slope") && outputs.len() > 20);
    }
    place.file("study.toml", study);
    place.run("run study.toml -o out -q --force").done();
    assert_eq!(manifest(&place, "out")["failed"], serde_json::json!([]));
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::new();
    let before = place.list("");
    let shown = place.run("run study.toml --dry-run").done().out;
    assert!(shown.starts_with("step,files\n") && shown.contains("\"trend.png, trend.svg"), "{shown}");
    let one = place.run("run study.toml --dry-run --only slope --format json").done().out;
    let json: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert_eq!(json["rows"][0]["files"], "slope.csv, slope-parameters.csv");
    place.run("run study.toml --dry-run --only slop").fails(2, &["did you mean \"slope\"?"]);
    assert_eq!(place.list(""), before);
}

#[test]
fn one_failed_step_ends_the_run_or_is_left_out() {
    let place = Place::new();
    let study = String::from_utf8(place.read("study.toml")).unwrap();
    let name = study.find("name = \"groups-against-all\"").unwrap();
    let (head, tail) = study.split_at(name);
    place.file("study.toml", format!("{head}{}", tail.replacen("answer = \"continue\"", "answer = \"contnue\"", 1)));
    place.run("run study.toml -o out -q").fails(2, &["study.toml:", "\"contnue\"", "did you mean \"continue\"?"]);
    assert!(!Path::new(&place.path("out")).exists(), "nothing is written before an error");

    let came = place.run("run study.toml -o out -q --keep-going");
    assert_eq!(came.code, Some(5), "{came:?}");
    assert!(came.err.contains("error: groups-against-all: study.toml:"), "{}", came.err);
    // The chart whose title rests on the failed test is drawn, but not under that title.
    assert!(came.err.contains("error: groups-against-all"), "{}", came.err);
    let drawn = String::from_utf8(place.read("out/groups.svg")).unwrap();
    assert!(!drawn.contains("Muscovites"));
    let written = place.list("out");
    for (file, is_there) in
        [("trend.png", true), ("report.md", true), ("groups.png", true), ("groups-against-all.csv", false)]
    {
        assert_eq!(written.iter().any(|name| name == file), is_there, "{file} in {written:?}");
    }
}

#[test]
fn a_data_file_that_is_missing_is_named() {
    let place = Place::new();
    std::fs::remove_file(place.path("essay.csv")).unwrap();
    place.run("run study.toml -o out -q").fails(3, &["source essay: essay.csv: no such file"]);
    let came = place.run("run study.toml -o out -q --keep-going");
    assert_eq!(came.code, Some(5), "{came:?}");
    assert!(place.list("out").contains(&"trend.png".to_owned()));
}

#[test]
fn what_a_source_takes_with_it_is_said_with_its_cause_and_in_the_report() {
    let place = Place::new();
    let study = String::from_utf8(place.read("study.toml")).unwrap();
    place.file("study.toml", format!("{study}\n[[chart]]\nname = \"third\"\nof = [\"one-third\"]\n"));
    std::fs::remove_file(place.path("essay.csv")).unwrap();
    let came = place.run("run study.toml -o out -q --keep-going");
    assert_eq!(came.code, Some(5), "{came:?}");
    let why = "third: not drawn: it draws on one-third, whose source essay cannot be read";
    assert!(came.err.contains(&format!("error: {why}\n")), "{}", came.err);
    let report = String::from_utf8(place.read("out/report.md")).unwrap();
    let missing = report.split("## What is missing\n\n").nth(1).unwrap_or_else(|| panic!("{report}"));
    let source = "- source essay: essay.csv: no such file or folder. Not made without it: one-third\n";
    assert!(missing.starts_with(&format!("{source}- {why}\n")), "{missing}");
    // Wherever it is started, the report is the same.
    let elsewhere = place.path("study.toml").display().to_string();
    place.run(&format!("run {elsewhere} -o far -q --keep-going"));
    assert_eq!(place.read("far/report.md"), place.read("out/report.md"));
}

#[test]
fn an_error_of_a_study_names_its_keys_and_no_flags() {
    let place = Place::new();
    let study = "[[source]]\nid = 'p'\nfile = 'p.csv'\n[[trend]]\nname = 't'\nmethod = 'average'\n[[chart]]\nname = 'c'\nof = 't'\nkind = 'forest'\n";
    place.file("one.toml", study);
    place.file("p.csv", "date,n,yes,no\n2025-01,1000,60,40\n2025-02,1000,55,45\n2025-03,1000,57,43\n");
    let came = place.run("run one.toml -o out -q").fails(3, &["name one answer with `answer`, and no `by`"]);
    assert!(came.err.contains("--keep-going"), "{}", came.err);
    place.run("trend p.csv --method average -o c.png --chart forest").fails(3, &["with --answer, and no --by"]);
}

#[test]
fn changes_since_an_older_run_are_listed_number_by_number() {
    let place = Place::new();
    place.run("run study.toml -o out -q").done();
    let none = place.run("run study.toml -o out -q --diff out").done().out;
    assert_eq!(none, "file,row,column,old,new,change\n");
    let essay = String::from_utf8(place.read("essay.csv")).unwrap();
    place.file("essay.csv", essay.replace(",39,", ",41,"));
    // The folder that is overwritten is read before.
    let some = place.run("run study.toml -o out -q --diff out").done().out;
    let estimate = some.lines().find(|line| line.contains(",estimate,0.39,0.41,")).unwrap_or_else(|| panic!("{some}"));
    assert!(estimate.starts_with("one-third.csv,"), "{estimate}");
    place.run("run study.toml -o out -q --diff nowhere").fails(3, &["nowhere: no such file or folder"]);
}

#[test]
fn what_is_no_study_or_no_folder() {
    let place = Place::new();
    place.run("run nothing.toml").fails(2, &["nothing.toml: no such file", "topline new"]);
    place.run("run support.csv").fails(2, &["support.csv:1:", "topline inspect support.csv"]);
    place.run("run study.toml -o essay.csv -q").fails(3, &["essay.csv/", "not a folder"]);
    place.run("run study.toml --format foo").fails(2, &["foo", "known: table, csv"]);
    place.run("run study.toml --only tren -o out").fails(2, &["did you mean \"trend\"?"]);
    assert!(!place.path("out").exists());
    let denied = place.run("run study.toml -o out -q --deny W202");
    assert_eq!(denied.code, Some(1), "{denied:?}");
    assert!(denied.err.contains("denied[W202]: "));
}

#[test]
fn a_flag_adds_to_the_design_of_the_study() {
    let place = Place::new();
    place.file("people.csv", "id,w,vote\n1,1,yes\n2,3,no\n3,1,yes\n4,2,no\n5,1,yes\n6,1,no\n");
    place.file("people.toml", "title = 'People'\n[[source]]\nid = 'people'\nfile = 'people.csv'\nweight = 'w'\n");
    let share = |flags: &str| {
        let out = place
            .run(&format!("estimate people.toml#people --question vote --answer yes --format csv -q {flags}"))
            .done()
            .out;
        let mut rows = csv::Reader::from_reader(out.as_bytes());
        let place = rows.headers().unwrap().iter().position(|name| name == "estimate").expect("a column of estimates");
        rows.records().next().unwrap().unwrap()[place].to_owned()
    };
    let weighted = share("");
    assert!(weighted.starts_with("0.33333"), "{weighted}");
    assert_eq!(share("--engine naive"), weighted);
    assert_eq!(share("--srs with-replacement"), weighted);
    assert!(share("--weight id").starts_with("0.42857"), "a flag comes before the study");
}

#[test]
fn a_report_prints_the_waves_of_a_trend_and_its_file_the_fit() {
    let place = Place::new();
    place.run("run study.toml -o out").done();
    let text = |name: &str| String::from_utf8(place.read(name)).unwrap();
    assert!(text("out/smooth.csv").lines().filter(|line| line.contains(",fitted,")).count() > 50);
    let report = text("out/report.md");
    assert!(report.contains("kind: observed") && !report.contains("fitted"));
    assert!(report.contains("the fit at every date is in smooth.csv"));
}

#[test]
fn a_picture_is_painted_again_when_it_is_drawn_otherwise() {
    let place = Place::new();
    place.run("run study.toml -o out").done();
    // As if the last run had drawn the trend otherwise: its picture is not to be trusted, the others are.
    let manifest = String::from_utf8(place.read("out/manifest.json")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let key = |file: &str| {
        let outputs = value["outputs"].as_array().unwrap();
        outputs.iter().find(|output| output["file"] == file).unwrap()["key"].as_str().unwrap().to_owned()
    };
    assert_ne!(key("trend.png"), key("groups.png"));
    let old = place.read("out/trend.png");
    let forged = [&old[..], b" "].concat();
    place.file("out/trend.png", &forged);
    let recorded = |bytes: &[u8]| topline::report::sha256(bytes);
    let manifest = manifest.replace(&recorded(&old), &recorded(&forged));
    place.file("out/manifest.json", &manifest);
    place.run("run study.toml -o out").done();
    assert_eq!(place.read("out/trend.png"), forged, "the same drawing is not painted again");
    place.file("out/manifest.json", manifest.replace(&key("trend.png"), &key("groups.png")));
    place.run("run study.toml -o out").done();
    assert_eq!(place.read("out/trend.png"), old, "another drawing is");
}
