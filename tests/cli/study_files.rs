//! Mistakes in a study file: line and column of each, what was meant, exit code 2.

use crate::kit::Place;

const SOURCE: &str = "[[source]]\nid = \"t\"\nfile = \"continue-or-talks.csv\"\nn = 1600\n";

/// The rest of a study after [`SOURCE`], where the mistake is, and what is said of it.
const MISTAKES: [(&str, &str, &str); 27] = [
    ("foo bar\n", "5:5", "expected"),
    ("[[estimat]]\nname = 'x'\n", "5:3", "unknown key \"estimat\" in the study; did you mean \"estimate\"?"),
    ("layout = { kid = 'long' }\n", "5:12", "unknown key \"kid\" in [layout]; did you mean \"kind\"?"),
    ("[[question]]\nid = 'q'\nanswers = [{ id = 'a', labls = 'b' }]\n", "7:24", "did you mean \"labels\"?"),
    (
        "[[estimate]]\nname = 'x'\nanswr = 'continue'\n",
        "7:1",
        "unknown key \"answr\" in [[estimate]]; did you mean \"answer\"?",
    ),
    ("[[estimate]]\nname = 'x'\nanswer = 'contnue'\n", "7:10", "did you mean \"continue\"?"),
    ("[[estimate]]\nname = 'x'\nanswer = ['talks', \"contnue\"]\n", "7:20", "did you mean \"continue\"?"),
    ("[[compare]]\nname = 'x'\nby = 'sex'\nanswer = 'contnue'\n", "8:10", "did you mean \"continue\"?"),
    ("[[trend]]\nname = 'x'\nquestion = 'talk'\n", "7:12", "no question named \"talk\""),
    ("[[estimate]]\nname = 'x'\nby = 'sexx'\n", "7:6", "did you mean \"sex\"?"),
    ("[[estimate]]\nname = 'x'\nwhere = 'sexx == 1'\n", "7:9", "did you mean \"sex\"?"),
    ("[[estimate]]\nname = 'x'\ninterval = 'wilsn'\n", "7:12", "did you mean \"wilson\"?"),
    ("[[estimate]]\nname = 'x'\nlevel = 95\n", "7:9", "write 0.95"),
    ("[[estimate]]\nname = 'x'\nlevel = 'a'\n", "7:9", "\"a\""),
    ("[[estimate]]\nname = 'x'\nsource = 'tt'\n", "7:10", "no source \"tt\""),
    ("[[estimate]]\nname = 'a/b'\n", "6:8", "file names"),
    ("[[estimate]]\nname = 'x'\n[[trend]]\nname = 'x'\n", "6:8", "two steps are named \"x\""),
    ("[[trend]]\nname = 'x'\n[[estimate]]\nname = 'x-parameters'\n", "6:8", "x-parameters.csv"),
    ("[[chart]]\nname = 'c'\nof = 'zz'\n", "7:6", "no act named \"zz\""),
    ("[[estimate]]\nname = 'x'\n[[chart]]\nname = 'c'\nof = 'x'\nneeds = 'xx'\n", "10:9", "did you mean \"x\"?"),
    (
        "[[estimate]]\nname = 'x'\nanswer = 'talks'\n[[chart]]\nname = 'c'\nof = 'x'\nkind = 'dot'\n",
        "11:8",
        "did you mean \"dots\"?",
    ),
    ("[report]\nforms = ['md', 'pdf']\n", "6:16", "no output form named \"pdf\""),
    ("deff = -2\n", "5:8", "above 0"),
    (
        "over = 'wave'\n",
        "5:1",
        "unknown key \"over\" in [[source]]; it belongs in [[compare]], [[estimate]], [[trend]]",
    ),
    ("[[estimate]]\nname = 'x'\ndeff = 2\n", "7:1", "\"deff\" in [[estimate]]; it belongs in [[source]]"),
    ("forms = ['md']\n", "5:1", "unknown key \"forms\" in [[source]]; it belongs in [report]"),
    ("title = 5\n", "5:1", "unknown key \"title\" in [[source]]"),
];

#[test]
fn mistakes_have_their_line_and_column() {
    let place = Place::new();
    for (rest, at, says) in MISTAKES {
        place.file("s.toml", format!("{SOURCE}{rest}"));
        place.run("run s.toml -o out").fails(2, &[&format!("s.toml:{at}: "), says]);
    }
    assert!(!place.path("out").exists());
}

#[test]
fn idle_options_are_mistakes_there_too() {
    let place = Place::new();
    for rest in
        ["[[compare]]\nname = 'x'\ninterval = 'wilson'\n", "[[trend]]\nname = 'x'\nspan = 0.5\nanswer = 'talks'\n"]
    {
        place.file("s.toml", format!("{SOURCE}{rest}"));
        place.run("run s.toml -o out").fails(2, &["error: x: "]);
    }
}

#[test]
fn columns_of_a_design_are_mistakes_there_too() {
    let place = Place::new();
    place.file("people.csv", "id,w,vote\n1,1,a\n2,3,b\n");
    place.file("s.toml", "[[source]]\nid = 'p'\nfile = 'people.csv'\nweight = 'ww'\n");
    let says = &["s.toml:4:10: people.csv: no column \"ww\" for the weight; did you mean \"w\"?"];
    place.run("run s.toml -o out").fails(2, says);
    place.run("estimate s.toml#p --question vote").fails(2, says);
}

#[test]
fn a_study_in_another_encoding_is_named() {
    let place = Place::new();
    place.file("s.toml", b"title = \"caf\xe9\"\n");
    place.run("run s.toml").fails(2, &["s.toml:1:13: ", "UTF-8"]);
    place.file("s.toml", "");
    place.run("run s.toml").fails(2, &["needs a source"]);
}

#[test]
fn keys_of_printed_tables_are_mistakes_of_respondents() {
    let place = Place::new();
    place.file("p.csv", "q,sex,wave\nyes,m,a\nno,f,b\nyes,f,a\nno,m,b\n");
    for (key, says) in [
        (
            "wave = 'wave'",
            "wave has no effect on respondents, as p.csv holds: name their waves in an act: over = \"…\"",
        ),
        ("question = 'q'", "question has no effect on respondents"),
        ("pollster = 'A'", "pollster has no effect"),
        ("multiple = true", "multiple has no effect"),
        ("layout = { kind = 'long' }", "layout has no effect"),
        ("n = 4", "n has no effect on respondents, as p.csv holds: leave it out"),
    ] {
        place.file(
            "s.toml",
            format!("[[source]]\nid = 's'\nfile = 'p.csv'\n{key}\n[[estimate]]\nname = 'e'\nquestion = 'q'\n"),
        );
        place.run("run s.toml -o out").fails(2, &[&format!("s.toml:4:1: source \"s\": {says}")]);
    }
}

#[test]
fn a_comparison_with_a_wave_that_nothing_names_has_its_line() {
    let place = Place::new();
    place.file("p.csv", "q,wave\nyes,a\nno,b\nyes,a\nno,b\n");
    let act = "[[compare]]\nname = 'c'\nquestion = 'q'\nagainst = 'previous'\n";
    place.file("s.toml", format!("[[source]]\nid = 's'\nfile = 'p.csv'\n{act}"));
    let says =
        "s.toml:7:11: nothing to compare with \"previous\": name waves, --over VAR, or groups, --by VAR (over = \"…\"";
    place.run("run s.toml -o out").fails(2, &[says]);
}
