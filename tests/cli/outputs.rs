//! Forms on standard output and in files; what is overwritten and what is not; whole files or none.

use crate::kit::Place;

const ESTIMATE: &str = "estimate study.toml#essay --answer continue -q";
const ENDINGS: [&str; 11] = ["csv", "tsv", "json", "jsonl", "md", "html", "txt", "xlsx", "parquet", "png", "svg"];

#[test]
fn forms_are_what_they_say() {
    let place = Place::new();
    let form = |name: &str| place.run(&format!("{ESTIMATE} --format {name}")).done().out;
    let csv = form("csv");
    assert_eq!(place.run(ESTIMATE).done().out, csv, "a pipe has CSV");
    let columns: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    assert_eq!(columns[..4], ["question", "answer", "wave", "stat"]);
    assert!(csv.contains(",0.33,"), "full precision, shares as fractions");
    assert_eq!(form("tsv").lines().next().unwrap().split('\t').collect::<Vec<_>>(), columns);
    let json: serde_json::Value = serde_json::from_str(&form("json")).unwrap();
    assert_eq!(json["schema"], "topline/estimate/1");
    assert_eq!(json["rows"][0]["estimate"], 0.33);
    assert_eq!(json["warnings"][0]["code"], "W202");
    let sum = json["inputs"][0]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(sum.len(), 64);
    let line: serde_json::Value = serde_json::from_str(form("jsonl").lines().next().unwrap()).unwrap();
    assert_eq!(line, json["rows"][0]);
    assert!(form("table").contains("33 %"));
    assert!(form("md").contains("| 33 % |"));
    assert!(form("html").starts_with("<!DOCTYPE html>"));
    place.run(&format!("{ESTIMATE} --format xlsx")).fails(2, &["-o FILE.xlsx"]);
    place.run(&format!("{ESTIMATE} --format jsn")).fails(2, &["did you mean \"json\"?"]);
}

#[test]
fn trends_have_their_parameters_in_a_second_block() {
    let place = Place::new();
    let out = place.run("trend study.toml#talks --answer continue --format json -q").done().out;
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(!json["rows"].as_array().unwrap().is_empty() && !json["parameters"].as_array().unwrap().is_empty());
}

#[test]
fn endings_name_the_form() {
    let place = Place::new();
    for ending in ENDINGS {
        let came = place.run(&format!("{ESTIMATE} -o out/deep/x.{ending}")).done();
        assert_eq!(came.out, "", "a file instead of standard output");
    }
    let starts: [(&str, &[u8]); 5] =
        [("xlsx", b"PK"), ("parquet", b"PAR1"), ("png", b"\x89PNG"), ("svg", b"<"), ("json", b"{")];
    for (ending, start) in starts {
        assert!(place.read(&format!("out/deep/x.{ending}")).starts_with(start), "{ending}");
    }
    // The pictures have their alt text and numbers beside them.
    assert_eq!(place.list("out/deep").len(), ENDINGS.len() + 2, "no temporary file is left");
    let shown = place.run("inspect out/deep/x.parquet").done().out;
    assert!(shown.contains("estimate,number") && shown.contains("answer,text"), "{shown}");
    for (path, says) in [("x", "no ending"), ("x.doc", ".doc"), ("x.jsn", "did you mean \"json\"?")] {
        place.run(&format!("{ESTIMATE} -o {path}")).fails(2, &[path, says]);
    }
    place.run("margin --n 1600 -o x.png").fails(2, &["no picture"]);
    place.run("margin --n 1600 -o m.parquet").done();
}

#[test]
fn the_same_command_writes_the_same_bytes_from_any_folder() {
    let (one, other) = (Place::new(), Place::new());
    for ending in ENDINGS {
        let arguments = format!("{ESTIMATE} -o x.{ending}");
        one.run(&format!("{arguments} --threads 1")).done();
        other.run(&format!("{arguments} --threads 4")).done();
        assert_eq!(one.read(&format!("x.{ending}")), other.read(&format!("x.{ending}")), "{ending}");
    }
}

#[test]
fn a_picture_has_its_alt_text_and_numbers_beside_it() {
    let place = Place::new();
    place.run(&format!("{ESTIMATE} -o x.png -o x.svg -o x.csv")).done();
    assert_eq!(place.list("").iter().filter(|name| name.starts_with("x.")).count(), 5);
    let text = |name: &str| String::from_utf8(place.read(name)).unwrap();
    assert!(text("x.csv").starts_with("question,answer"), "the table keeps its name");
    assert!(text("x.data.csv").starts_with("part,panel,"));
    let alt = text("x.alt.txt");
    let escaped = alt.trim_end().replace('&', "&amp;").replace('"', "&quot;");
    assert!(!escaped.is_empty() && text("x.svg").contains(&escaped), "{alt}");
    // Drawn anew, they are written anew; nothing of others is overwritten beside any picture.
    for picture in ["x.png", "x.svg"] {
        place.run(&format!("{ESTIMATE} --title '{picture} < & \"' -o {picture}")).done();
        assert_ne!(text("x.alt.txt"), alt);
    }
    place.run(&format!("{ESTIMATE} --chart bars -o x.svg")).done();
    for (sidecar, notes) in [("x.alt.txt", "notes of somebody"), ("x.data.csv", "a,b\n1,2\n")] {
        let old = text(sidecar);
        place.file(sidecar, notes);
        place.run(&format!("{ESTIMATE} -o x.png")).fails(2, &[sidecar, "is there already", "--force"]);
        assert_eq!(text(sidecar), notes);
        place.file(sidecar, old);
    }
    place.file("y.alt.txt", "notes of somebody");
    place.run(&format!("{ESTIMATE} -o y.png")).fails(2, &["y.alt.txt is there already"]);
    assert!(!place.path("y.png").exists(), "nothing is written where not all can be");
    place.run("estimate study.toml#talks -o table.csv").done();
    assert!(!place.path("table.alt.txt").exists());
}

#[test]
fn own_files_are_overwritten_and_foreign_ones_are_not() {
    let place = Place::new();
    for ending in ENDINGS {
        let path = format!("x.{ending}");
        let write = |more: &str| place.run(&format!("{ESTIMATE} -o {path} {more}"));
        write("").done();
        let first = place.read(&path);
        write("--level 0.8").done();
        assert_ne!(place.read(&path), first, "{ending}");
        let foreign = "a,b\nthis names topline/ and is somebody's own\n";
        place.file(&path, foreign);
        write("").fails(2, &[&path, "--force"]);
        assert_eq!(place.read(&path), foreign.as_bytes());
        write("--force").done();
        assert_ne!(place.read(&path), foreign.as_bytes());
    }
}

#[test]
fn a_large_foreign_file_is_judged_by_its_ends() {
    let place = Place::new();
    let write = |path: &str| place.run(&format!("{ESTIMATE} -o {path}"));
    for ending in ["csv", "json", "xlsx", "parquet"] {
        let path = format!("large.{ending}");
        let file = std::fs::File::create(place.path(&path)).unwrap();
        // As long as no memory can hold: of such a file with holes only the ends are read.
        file.set_len(1 << 42).unwrap();
        write(&path).fails(2, &[&path, "--force"]);
    }
}

#[test]
fn markdown_begins_with_words() {
    let place = Place::new();
    for command in
        [ESTIMATE, "trend study.toml#talks --answer continue -q", "inspect study.toml#essay", "margin --n 900 --p 5"]
    {
        let shown = place.run(&format!("{command} --format md")).done().out;
        let first = shown.lines().next().unwrap();
        assert!(!first.trim_start_matches('#').trim().is_empty(), "{command}: {shown}");
    }
}

#[test]
fn a_mistake_in_one_output_leaves_none() {
    let place = Place::new();
    place.file("mine.json", "{\"a\": 1}\n");
    place.run(&format!("{ESTIMATE} -o a.csv -o mine.json")).fails(2, &["mine.json"]);
    place.run(&format!("{ESTIMATE} -o a.csv -o a.doc")).fails(2, &["a.doc"]);
    place.run(&format!("{ESTIMATE} -o a.csv -o study.toml/a.json")).fails(3, &["study.toml/a.json", "not a folder"]);
    assert!(place.list("").iter().all(|name| !name.starts_with(".topline")));
    place.run(&format!("{ESTIMATE} -o b.csv -o b.png -o b.json")).done();
}

#[test]
fn respondents_are_converted_twice_into_one_file() {
    let place = Place::new();
    place.file("people.csv", "id,sex,vote\n1,m,a\n2,f,b\n3,m,a\n4,f,b\n");
    for _ in 0..2 {
        place.run("convert people.csv out.csv").done();
        place.run("convert people.csv out.parquet").done();
    }
    assert!(String::from_utf8(place.read("out.csv")).unwrap().starts_with("id,sex,vote\n"));
    place.file("out.csv", "mine\n");
    place.run("convert people.csv out.csv").fails(2, &["out.csv", "--force"]);
}

#[test]
fn what_outputs_are_made_from_is_never_replaced() {
    let place = Place::new();
    place.file("people.csv", "id,vote\n1,yes\n2,no\n3,yes\n");
    let before = |name: &str| (name.to_owned(), place.read(name));
    let inputs = ["people.csv", "continue-or-talks.csv", "support.csv", "essay.csv", "study.toml"].map(before);
    for (arguments, file) in [
        ("estimate people.csv --question vote -o people.csv", "people.csv"),
        ("inspect people.csv -o ./people.csv", "people.csv"),
        ("convert people.csv people.csv", "people.csv"),
        ("estimate study.toml#talks -o new.csv -o continue-or-talks.csv", "continue-or-talks.csv"),
        ("convert study.toml#support study.csv", "study.toml"),
        ("run study.toml -o .", "support.csv"),
    ] {
        place.run(&format!("{arguments} --force")).fails(2, &[file, "made from", "another file"]);
    }
    assert!(!place.path("new.csv").exists() && !place.path("manifest.json").exists());
    for (name, bytes) in inputs {
        assert!(place.read(&name) == bytes, "{name} was replaced");
    }
}

/// Questions with answers of their own are drawn unasked: answers under their questions, groups across.
#[test]
fn several_questions_stand_under_each_other() {
    let place = Place::new();
    let people = (0..60).map(|at| {
        let (party, car) = (["Greens", "Left", "Right", "Undecided"][at % 4], ["none", "one", "more"][at % 3]);
        format!("{party},{car},{}\n", ["young", "old"][at % 2])
    });
    place.file("p.csv", "party,car,age\n".to_owned() + &people.collect::<String>());
    let drawn = |ask: &str, extra: &str| {
        place.run(&format!(
            "estimate p.csv --question party --question car {ask} --srs with-replacement -o p.png -q --force {extra}"
        ))
        .done();
        let text = |name| String::from_utf8(place.read(name)).unwrap();
        (text("p.data.csv"), text("p.alt.txt"))
    };
    let (numbers, alt) = drawn("", "");
    assert!(alt.starts_with("Bar chart, 7 bars: Party and Car."), "{alt}");
    assert!(numbers.contains("estimate,,question,party,Greens,Greens,,"), "{numbers}");
    assert!(numbers.contains("estimate,,question,car,one,one,,"), "{numbers}");
    let (numbers, alt) = drawn("--by age", "");
    assert!(alt.starts_with("Table with cells filled by value, 7 rows, 3 columns (All, old and young)"), "{alt}");
    assert!(numbers.contains("estimate,,question,car,one,,old,"), "{numbers}");
    place.file(
        "w.csv",
        "wave,party,car\n".to_owned()
            + &(0..80)
                .map(|at| {
                    format!("{},{},{}\n", 2022 + at % 4, ["Greens", "Left", "Right"][at % 3], ["no", "yes"][at / 4 % 2])
                })
                .collect::<String>(),
    );
    let waves = |extra: &str| {
        let ask =
            "estimate w.csv --question party --question car --over wave --srs with-replacement -o w.png -q --force";
        place.run(&format!("{ask} {extra}")).done();
        String::from_utf8(place.read("w.alt.txt")).unwrap()
    };
    assert!(
        waves("").starts_with("2 panels of lines over time on one scale, 4 polls from 2022 to 2025"),
        "{}",
        waves("")
    );
    assert!(
        waves("--chart heat").contains("5 rows, 4 columns (2022, 2023, 2024 and 2025)"),
        "{}",
        waves("--chart heat")
    );
    for (kind, begins) in [("dots", "Dot plot"), ("bars", "Bar chart"), ("table", "Table with bars")] {
        let (numbers, alt) = drawn("--by age", &format!("--chart {kind}"));
        assert!(alt.starts_with(begins) && numbers.contains("old"), "{kind}: {alt}");
    }
    place.file("polls.csv", "question,answer,pollster,wave,percent,n\nq,a,A,2026-02,40,900\nq,b,A,2026-02,60,900\nr,x,A,2026-02,30,900\nr,y,A,2026-02,70,900\nq,a,B,2026-02,45,900\nq,b,B,2026-02,55,900\nr,x,B,2026-02,35,900\nr,y,B,2026-02,65,900\n");
    for kind in ["bars", "heat", "table", "dots"] {
        place.run(&format!("estimate polls.csv --chart {kind} -o b.png -q --force")).done();
        assert!(String::from_utf8(place.read("b.data.csv")).unwrap().contains("question,q,a,,B,"), "{kind}");
    }
    // With groups too a pollster stands in the name of a line.
    let printed = |at: usize| {
        let (question, sex, pollster) = (["q", "r"][at % 2], ["", "men", "women"][at / 2 % 3], ["A", "B"][at / 6 % 2]);
        let [yes, no] = [22 + at, 68 - at].map(|percent| percent.to_string());
        format!("{question},yes,{sex},{pollster},2026-02,{yes},900\n{question},no,{sex},{pollster},2026-02,{no},900\n")
    };
    let table = "question,answer,sex,pollster,wave,percent,n\n".to_owned() + &(0..12).map(printed).collect::<String>();
    place.file("polls.csv", table);
    for kind in ["bars", "dots"] {
        place.run(&format!("estimate polls.csv --by sex --chart {kind} -o b.png -q --force")).done();
        let numbers = String::from_utf8(place.read("b.data.csv")).unwrap();
        let named = ["q,\"men, B\",,yes", "r,\"All, A\",,no"].iter().all(|name| numbers.contains(name));
        assert!(named, "{kind}: {numbers}");
    }
    place
        .run("estimate p.csv --question party --question car --chart likert -o l.png")
        .fails(3, &["likert needs questions with the same answers", "`bars`"]);
}

#[test]
fn differences_of_other_measures_share_no_scale() {
    let place = Place::new();
    let people = (0..40)
        .map(|at| format!("{},{},{},{}\n", ["m", "f"][at % 2], at % 11, 2000 + at * 37 % 900, 2020 + at / 2 % 3));
    place.file("p.csv", "sex,score,income,wave\n".to_owned() + &people.collect::<String>());
    let ask = "compare p.csv --stat mean --by sex --question score";
    for kind in ["dumbbell", "dots", "bars", "slope"] {
        place
            .run(&format!("{ask} --question income --chart {kind} -o c.png -q"))
            .fails(3, &["one scale can show", "draw one at a time, --question"]);
    }
    place.run(&format!("{ask} -o c.png -q")).done();
    // Nor do their estimates, of one wave or of several, of which a table gives each its own; people beside an income have not even a table.
    let ask = "estimate p.csv --question score --question income --over wave -q --force -o e.png";
    for kind in ["dots", "bars", "slope", "trend", "facets"] {
        place.run(&format!("{ask} --stat mean --chart {kind}")).fails(3, &["one scale can show", "draw `table`"]);
    }
    place.run(&format!("{ask} --stat mean")).done();
    assert!(String::from_utf8(place.read("e.alt.txt")).unwrap().starts_with("Table "));
    for kind in ["dots", "table", "heat"] {
        let ask = format!("estimate p.csv --question sex --question income --stat total -o t.png --chart {kind}");
        place.run(&ask).fails(3, &["numbers of people beside totals of a number"]);
    }
    place.run("estimate p.csv --question sex --stat total -o t.svg -q").done();
    assert!(String::from_utf8(place.read("t.svg")).unwrap().contains(">Number who give each answer<"));
    place.run("estimate p.csv --question sex --stat total --weight score -o t.svg -q --force").done();
    assert!(String::from_utf8(place.read("t.svg")).unwrap().contains(">Weighted number who give each answer<"));
}
