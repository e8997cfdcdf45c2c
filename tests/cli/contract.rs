//! The command line as a contract: exit codes, forms, manners, and the runner's promises.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const STUDY: &str = "data/russia-ukraine/study.toml";
const TALKS: &str = "data/russia-ukraine/study.toml#talks";

fn topline(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_topline")).args(arguments).output().unwrap()
}

fn code(arguments: &[&str]) -> Option<i32> {
    topline(arguments).status.code()
}

fn out(arguments: &[&str]) -> String {
    let done = topline(arguments);
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn err(arguments: &[&str]) -> String {
    String::from_utf8(topline(arguments).stderr).unwrap()
}

/// A folder of its own for each test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn file(&self, name: &str, text: &str) -> String {
        fs::write(self.0.path().join(name), text).unwrap();
        self.path(name)
    }

    /// A copy of the bundled study with one text for another.
    fn study(&self, from: &str, to: &str) -> String {
        for entry in fs::read_dir(Path::new(STUDY).parent().unwrap()).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            fs::copy(&path, self.0.path().join(path.file_name().unwrap())).unwrap();
        }
        let text = fs::read_to_string(STUDY).unwrap();
        assert!(text.contains(from), "the bundled study has no {from}");
        self.file("study.toml", &text.replace(from, to))
    }
}

#[test]
fn exit_codes_are_those_of_the_contract() {
    let folder = Folder::new();
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&["estimate", TALKS, "--quiet"]), Some(0));
    assert_eq!(code(&["estimate", TALKS, "--deny", "W202"]), Some(1));
    assert_eq!(code(&["estimate"]), Some(2));
    assert_eq!(code(&["estimate", TALKS, "--interval", "wilsn"]), Some(2));
    assert_eq!(code(&["run", &folder.study("method = \"loess\"", "method = \"loes\"")]), Some(2));
    assert_eq!(code(&["estimate", "no-such.csv"]), Some(3));
    assert_eq!(code(&["margin", "--n", "1600", "--margin", "50=3.4", "--margin", "25=1.9"]), Some(4));
}

#[test]
fn every_form_is_written_and_reads_back() {
    let json: Value =
        serde_json::from_str(&out(&["estimate", TALKS, "--answer", "continue", "--format", "json"])).unwrap();
    assert_eq!(json["schema"], "topline/estimate/1");
    assert_eq!(json["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
    let csv = out(&["estimate", TALKS, "--answer", "continue"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = "question,answer,wave,stat,estimate,se,low,high,level,interval,df,n,n_weighted,n_effective,deff,flags";
    assert!(reader.headers().unwrap().iter().collect::<Vec<_>>().join(",").starts_with(head));
    for (row, record) in json["rows"].as_array().unwrap().iter().zip(reader.records()) {
        assert_eq!(row["estimate"].as_f64().unwrap(), record.unwrap()[4].parse::<f64>().unwrap());
    }
    let folder = Folder::new();
    for ending in ["csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "png", "svg"] {
        let path = folder.path(&format!("a.{ending}"));
        out(&["trend", TALKS, "--answer", "continue", "-o", &path]);
        assert!(fs::metadata(&path).unwrap().len() > 500, "{ending}");
    }
    assert_eq!(code(&["trend", TALKS, "-o", &folder.path("a.pdf")]), Some(2));
}

#[test]
fn errors_name_the_place_and_the_next_step() {
    let folder = Folder::new();
    let over = folder.file("over.csv", "answer,percent\nyes,130\nno,20\n");
    assert!(err(&["estimate", &over]).contains("line 2, column 2"));
    let sum = folder.file("sum.csv", "answer,percent\nyes,70\nno,60\n");
    assert!(err(&["estimate", &sum]).contains("add up to 130 %"));
    assert!(err(&["estimate", TALKS, "--answer", "contiue"]).contains("did you mean \"continue\"?"));
    let study = folder.study("against = \"year-before\"", "agianst = \"year-before\"");
    assert!(err(&["run", &study]).contains("study.toml:141:1: unknown key \"agianst\" in [[compare]]; did you mean"));
    let study = folder.study("answer = [\"continue\", \"talks\"]", "answer = [\"contiue\", \"talks\"]");
    assert!(err(&["run", &study, "-o", &folder.path("out")]).contains("study.toml:104:11: no answer \"contiue\""));
    assert!(!Path::new(&folder.path("out")).exists(), "nothing is half-written");
}

#[test]
fn options_without_effect_are_errors() {
    for idle in [
        &["estimate", TALKS, "--quantile", "0.5", "--stat", "share"][..],
        &["estimate", TALKS, "--title", "no picture"],
        &["compare", TALKS, "--interval", "wilson"],
        &["estimate", "data/schools/apistrat.csv", "--question", "awards", "--weight", "pw", "--deff", "2"],
        &["estimate", "data/schools/apistrat.csv", "--question", "api00", "--stat", "mean", "--interval", "wilson"],
    ] {
        assert_eq!(code(idle), Some(2), "{idle:?}");
    }
}

#[test]
fn foreign_files_are_not_overwritten() {
    let folder = Folder::new();
    let mine = folder.file("mine.csv", "my,own\n1,2\n");
    assert_eq!(code(&["estimate", TALKS, "-o", &mine]), Some(2));
    assert_eq!(fs::read_to_string(&mine).unwrap(), "my,own\n1,2\n");
    out(&["estimate", TALKS, "-o", &mine, "--force"]);
    out(&["estimate", TALKS, "-o", &mine]);
    let png = folder.path("a.png");
    out(&["trend", TALKS, "--answer", "continue", "-o", &png]);
    out(&["trend", TALKS, "--answer", "continue", "-o", &png]);
}

#[test]
fn standard_input_is_a_source_and_a_closed_pipe_a_clean_end() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_topline"))
        .args(["estimate", "-", "--n", "1000", "--deff", "1.5"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"answer,percent\nyes,60\nno,40\n").unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success() && String::from_utf8_lossy(&done.stdout).contains("yes"));

    let mut child = Command::new(env!("CARGO_BIN_EXE_topline"))
        .args(["trend", TALKS, "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_run_is_the_same_for_any_number_of_jobs_and_redoes_no_chart() {
    let folder = Folder::new();
    let (one, four) = (folder.path("one"), folder.path("four"));
    out(&["run", STUDY, "-o", &one, "-j", "1"]);
    out(&["run", STUDY, "-o", &four, "-j", "4"]);
    let mut count = 0;
    for entry in fs::read_dir(&one).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(fs::read(&path).unwrap(), fs::read(Path::new(&four).join(path.file_name().unwrap())).unwrap());
        count += 1;
    }
    assert!(count > 25);
    let manifest: Value =
        serde_json::from_str(&fs::read_to_string(Path::new(&one).join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["outputs"].as_array().unwrap().len() + 1, count);
    assert_eq!(out(&["run", STUDY, "-o", &one]).matches("(unchanged)").count() + 1, count);
    // One step alone keeps the record of the others.
    out(&["run", STUDY, "-o", &one, "--only", "slope"]);
    assert_eq!(out(&["run", STUDY, "-o", &one]).matches("(unchanged)").count() + 1, count);
    assert_eq!(code(&["run", STUDY, "--dry-run", "--only", "slop"]), Some(2));
}

#[test]
fn a_run_goes_on_past_a_failure_and_prints_no_title_it_cannot_bear_out() {
    let folder = Folder::new();
    let study = folder.study("name = \"slope\"\ntitle", "name = \"slope\"\nwhere = \"wave > '2099'\"\ntitle");
    let to = folder.path("out");
    let done = topline(&["run", &study, "-o", &to, "--keep-going"]);
    assert_eq!(done.status.code(), Some(5));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("slope: ") && said.contains("W204"), "{said}");
    let svg = fs::read_to_string(Path::new(&to).join("trend.svg")).unwrap();
    assert!(!svg.contains("Fewer Russians"), "the title rests on a slope that failed");
    assert!(Path::new(&to).join("report.html").exists());
}

#[test]
fn changes_are_told_number_by_number() {
    let folder = Folder::new();
    let to = folder.path("out");
    out(&["run", STUDY, "-o", &to]);
    let study = folder.study("n = 1600                                           #", "n = 1500 #");
    let changes = out(&["run", &study, "-o", &to, "--diff", &to]);
    assert!(changes.contains("talks-waves.csv") && changes.contains(",1500,"), "{changes}");
}

#[test]
fn a_new_study_runs() {
    let folder = Folder::new();
    let study = folder.path("mine");
    out(&["new", &study]);
    assert_eq!(code(&["new", &study]), Some(2), "nothing is overwritten");
    out(&["run", &format!("{study}/study.toml"), "-o", &folder.path("out"), "--deny", "C13"]);
}

#[test]
fn help_pages_completions_and_schemas_are_there() {
    for verb in
        ["run", "new", "inspect", "estimate", "compare", "trend", "margin", "convert", "schema", "completions", "man"]
    {
        let help = out(&[verb, "--help"]);
        assert_eq!(help.split("Examples:").nth(1).unwrap().matches("  topline ").count(), 2, "{verb}");
    }
    assert!(out(&["--help"]).contains("130  interrupted"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(out(&["completions", shell]).contains("topline"), "{shell}");
    }
    let folder = Folder::new();
    out(&["man", &folder.path("man")]);
    assert!(fs::read_to_string(folder.path("man/topline-estimate.1")).unwrap().contains(".TH"));
    for schema in
        [&["schema"][..], &["schema", "estimate"], &["schema", "compare"], &["schema", "trend"], &["schema", "margin"]]
    {
        let schema: Value = serde_json::from_str(&out(schema)).unwrap();
        assert!(schema["properties"].is_object());
    }
}

#[test]
fn conversion_keeps_every_figure() {
    let folder = Folder::new();
    let (csv, parquet) = (folder.path("tidy.csv"), folder.path("tidy.parquet"));
    out(&["convert", TALKS, &csv]);
    out(&["convert", TALKS, &parquet]);
    assert!(fs::read(&parquet).unwrap().starts_with(b"PAR1"));
    let again = folder.path("again.csv");
    out(&["convert", &csv, &again]);
    assert_eq!(fs::read_to_string(&csv).unwrap(), fs::read_to_string(&again).unwrap());
    let respondents = folder.path("schools.parquet");
    out(&["convert", "data/schools/apistrat.csv", &respondents]);
    let design = ["--question", "api00", "--stat", "mean", "--weight", "pw", "--strata", "stype", "--fpc", "fpc"];
    let of = |file: &str| out(&[&["estimate", file][..], &design].concat());
    assert_eq!(of("data/schools/apistrat.csv"), of(&respondents));
}
