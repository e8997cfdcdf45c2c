//! Charts by the command line: kinds, themes and sizes by flag, and findings of the linter that are denied.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const TALKS: &str = "data/russia-ukraine/study.toml#talks";

pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs `topline` in the project's folder with a picture as output.
    pub(crate) fn draw(&self, args: &[&str]) -> Output {
        let picture = self.file("picture.svg");
        let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).args(["--force", "-o"]).arg(picture);
        command.output().unwrap()
    }

    pub(crate) fn svg(&self, args: &[&str]) -> String {
        let output = self.draw(args);
        assert!(output.status.success(), "{args:?}: {}", words(&output));
        std::fs::read_to_string(self.file("picture.svg")).unwrap()
    }
}

pub(crate) fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_denied_finding_fails_with_its_code_and_place() {
    let folder = Folder::new();
    // Respondents without field dates.
    let undated =
        ["estimate", "tests/reference/data/apisrs.csv", "--question", "api00", "--stat", "mean", "--by", "stype"];
    let warned = folder.draw(&undated);
    assert!(words(&warned).contains("warning[C15]: "), "{}", words(&warned));
    let denied = folder.draw(&[&undated[..], &["--deny", "C15"]].concat());
    assert_eq!(denied.status.code(), Some(1));
    assert!(words(&denied).contains("denied[C15]: ") && words(&denied).contains("picture.svg"), "{}", words(&denied));
    assert_eq!(folder.draw(&undated).status.code(), Some(0));
}

#[test]
fn a_stack_shows_what_was_not_printed() {
    let folder = Folder::new();
    let answers = ["estimate", "data/russia-ukraine/study.toml#support", "--question", "support-military"];
    let svg = folder.svg(&[&answers[..], &["--chart", "likert", "--deny", "C13"]].concat());
    assert!(svg.contains("or not printed"));
}

#[test]
fn every_verb_draws_its_kinds_and_says_what_others_need() {
    let folder = Folder::new();
    let two = ["--answer", "continue", "--answer", "talks"];
    let verbs = [
        ("estimate", "dots bars trend slope facets heat table area"),
        ("compare", "dumbbell dots bars"),
        ("trend", "trend facets"),
    ];
    for (verb, kinds) in verbs {
        for kind in kinds.split(' ') {
            folder.svg(&[&[verb, TALKS], &two[..], &["--chart", kind]].concat());
        }
        let refused = folder.draw(&[&[verb, TALKS], &two[..], &["--chart", "weights"]].concat());
        assert_eq!(refused.status.code(), Some(2), "{verb}");
        assert!(words(&refused).contains(kinds.split(' ').next().unwrap()), "{}", words(&refused));
    }
    let slope = ["compare", TALKS, "--answer", "continue", "--against", "previous", "--chart", "slope"];
    let refused = folder.draw(&slope);
    assert_eq!(refused.status.code(), Some(3));
    assert!(words(&refused).contains("the chart slope needs comparisons of the same two"), "{}", words(&refused));
    let forest = ["trend", TALKS, "--answer", "continue", "--chart", "forest"];
    assert!(words(&folder.draw(&forest)).contains("--method average"));
}

#[test]
fn a_highlight_sets_off_a_panel_or_a_line_and_is_refused_where_it_does_nothing() {
    let folder = Folder::new();
    let panels = ["trend", TALKS, "--answer", "continue", "--answer", "talks", "--chart"];
    let svg = folder.svg(&[&panels[..], &["facets", "--highlight", "start talks"]].concat());
    assert!(svg.contains("Grey line in the other panels: start talks"), "{svg}");
    let mistyped = folder.draw(&[&panels[..], &["facets", "--highlight", "start talk"]].concat());
    assert_eq!(mistyped.status.code(), Some(2));
    assert!(words(&mistyped).contains("did you mean \"start talks\""), "{}", words(&mistyped));
    let line = folder.svg(&[&panels[..], &["trend", "--highlight", "continue"]].concat());
    assert_ne!(line, folder.svg(&[&panels[..], &["trend"]].concat()), "the other line is grey");
    let one = folder.draw(&["trend", TALKS, "--answer", "continue", "--highlight", "continue"]);
    assert_eq!(one.status.code(), Some(2));
    assert!(words(&one).contains("no effect on the chart trend of \"continue\" alone"), "{}", words(&one));
    let idle = folder.draw(&["estimate", TALKS, "--chart", "area", "--highlight", "talks"]);
    assert_eq!(idle.status.code(), Some(2));
    assert!(words(&idle).contains("highlight has no effect on the chart area:"), "{}", words(&idle));
}

#[test]
fn only_changes_significant_among_all_are_bold() {
    let folder = Folder::new();
    let arrows = |adjust: &str| {
        let svg =
            folder.svg(&["compare", TALKS, "--answer", "continue", "--against", "year-before", "--adjust", adjust]);
        // The footer explains the marks: there a colon follows them.
        (svg.matches("▼ ").count(), svg.matches("≈ ").count())
    };
    // Of nine changes two lie beyond their intervals; by Holm's method one is significant among nine.
    assert_eq!(arrows("none"), (2, 7));
    assert_eq!(arrows("holm"), (1, 8));
}

#[test]
fn events_need_an_axis_of_time_and_spans_an_order() {
    let folder = Folder::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/russia-ukraine/continue-or-talks.csv");
    let run = |kind: &str, event: &str| {
        let study = format!(
            "[[source]]\nid = \"talks\"\nfile = {data:?}\npollster = \"Levada Center\"\nn = 1600\ndeff = 1.9\n\n\
             [[estimate]]\nname = \"waves\"\nanswer = [\"continue\", \"talks\"]\n\n\
             [[chart]]\nname = \"c\"\nof = \"waves\"\nkind = \"{kind}\"\nevents = [{event}]\n"
        );
        std::fs::write(folder.file("study.toml"), study).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
        command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap()
    };
    let span = "{ date = \"2022-09-21\", until = \"2022-10-28\", label = \"Mobilisation\" }";
    assert!(run("trend", span).status.success());
    assert!(std::fs::read_to_string(folder.file("out/c.svg")).unwrap().contains("Mobilisation"));
    assert!(words(&run("bars", span)).contains("events have no effect on a bars chart"));
    let back = run("trend", "{ date = \"2022-09-21\", until = \"2021\", label = \"Mobilisation\" }");
    assert!(words(&back).contains("before it begins"), "{}", words(&back));
}

#[test]
fn themes_are_names_or_files_and_sizes_names_or_pixels() {
    let folder = Folder::new();
    fn bars<'a>(flags: &[&'a str]) -> Vec<&'a str> {
        [&["estimate", TALKS, "--answer", "continue", "--chart", "bars"][..], flags].concat()
    }
    let brand = folder.file("brand.toml");
    std::fs::write(&brand, "base = \"light\"\nname = \"brand\"\n[colours]\npaper = \"#FFF8F0\"\n").unwrap();
    assert!(folder.svg(&bars(&["--theme", brand.to_str().unwrap()])).contains("#FFF8F0"));
    assert!(folder.svg(&bars(&["--size", "square"])).contains("width=\"1080\" height=\"1080\""));
    assert!(folder.svg(&bars(&["--width", "900", "--height", "900"])).contains("width=\"900\" height=\"900\""));
    let short = folder.svg(&bars(&["--width", "800"]));
    assert!(short.contains("width=\"800\"") && !short.contains("height=\"500\""), "one row does not fill 16 by 10");
    let unknown = folder.draw(&bars(&["--size", "sqare"]));
    assert!(words(&unknown).contains("did you mean \"square\""), "{}", words(&unknown));
    let absent = folder.draw(&bars(&["--theme", "no-such.toml"]));
    assert!(words(&absent).contains("no-such.toml"), "{}", words(&absent));
}

#[test]
fn what_a_theme_of_ones_own_gets_wrong_is_said() {
    let folder = Folder::new();
    let brand = folder.file("brand.toml");
    let trend = ["trend", TALKS, "--answer", "continue", "--answer", "talks", "--theme", brand.to_str().unwrap()];
    let with = |keys: &str| {
        std::fs::write(&brand, format!("base = \"light\"\n{keys}\n")).unwrap();
        folder.draw(&trend)
    };
    let alike = with("[colours]\npositive = [\"#1B5E9E\", \"#1F629C\"]\nnegative = [\"#1F629C\", \"#1B5E9E\"]");
    assert!(words(&alike).contains("warning[C05]: ") && words(&alike).contains("look alike"), "{}", words(&alike));
    let absent = with("[fonts]\nregular = \"none.ttf\"\nstrong = \"none.ttf\"");
    assert!(!absent.status.success() && words(&absent).contains("none.ttf"), "{}", words(&absent));
    let no_font = with("[fonts]\nregular = \"brand.toml\"\nstrong = \"brand.toml\"");
    assert!(words(&no_font).contains("font `regular` (brand.toml): this is no font"), "{}", words(&no_font));
    let hebrew = folder.draw(&["estimate", TALKS, "--answer", "continue", "--chart", "bars", "--title", "שלום"]);
    assert!(words(&hebrew).contains("the title, \"שלום\", is written in Hebrew"), "{}", words(&hebrew));
}

#[test]
fn a_study_finds_its_theme_beside_it() {
    let folder = Folder::new();
    std::fs::write(folder.file("brand.toml"), "base = \"dark\"\nname = \"brand\"\n[colours]\npaper = \"#101418\"\n")
        .unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/russia-ukraine/continue-or-talks.csv");
    let study = format!(
        "[[source]]\nid = \"talks\"\nfile = {data:?}\npollster = \"Levada Center\"\nn = 1600\ndeff = 1.9\n\n\
         [[estimate]]\nname = \"waves\"\nanswer = [\"continue\", \"talks\"]\n\n\
         [[chart]]\nname = \"slope\"\nof = \"waves\"\nkind = \"slope\"\ntheme = \"brand.toml\"\nsize = \"square\"\n"
    );
    std::fs::write(folder.file("study.toml"), study).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_topline"));
    let output = command.arg("run").arg(folder.file("study.toml")).arg("-o").arg(folder.file("out")).output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
    let svg = std::fs::read_to_string(folder.file("out/slope.svg")).unwrap();
    assert!(svg.contains("#101418") && svg.contains("width=\"1080\""));
}

#[test]
fn what_a_standard_leaves_out_says_which_rule_did_so() {
    let folder = Folder::new();
    let asked = ["estimate", "data/schools/apistrat.csv", "--question", "comp_imp", "--by", "stype,awards"];
    let design = ["--answer", "Yes", "--weight", "pw", "--strata", "stype", "--fpc", "fpc", "--standard", "nchs"];
    let svg = folder.svg(&[&asked[..], &design, &["--chart", "dots"]].concat());
    // High schools without awards: 34, people enough, but too wide an interval.
    assert!(svg.contains("not shown: interval wider than 130% of the share"), "a wide interval is not few people");
    assert!(svg.contains("† or hollow: low precision (0% or 100%)."), "all of one group say yes");
}
