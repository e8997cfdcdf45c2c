//! What is refused, and which of several causes is named: options said twice, files broken in one way or another, numbers that are no answers.

use crate::kit::Place;
use topline::ingest::columns::{Values, to_parquet};

fn people() -> Place {
    let place = Place::new();
    place.file("p.csv", "sex,a1,a2,w,x,vote\nm,1,0,1.5,1,yes\nm,0,0,1,2,no\nf,0,0,2,3,yes\nf,,,1,4,no\n");
    place
}

#[test]
fn what_is_said_twice_is_refused() {
    let place = people();
    let ask = "estimate p.csv --question vote";
    for (twice, says) in [
        ("--level .9 --level .95", "cannot be used multiple times"),
        ("--weight w --weight w", "cannot be used multiple times"),
        ("--where 'x > 1' --where 'x > 2'", "cannot be used multiple times"),
        ("--net a=yes --net a=no", "--net names a twice"),
        ("-o a.csv -o ./a.csv", "-o names a.csv twice"),
        ("--deny W208 --allow W208", "--deny W208 and --allow W208 contradict each other"),
        ("--set q=a1,a2 --set q=a1,a2", "set q: p.csv has a variable or another set of this name"),
    ] {
        place.run(&format!("{ask} {twice}")).fails(2, &[says]);
    }
    let whole = place.path("a.csv").display().to_string();
    for twice in [whole.as_str(), "e/../a.csv", "../../a.csv"] {
        let twice = twice.replace("../../", &format!("../{}/", place.path("").file_name().unwrap().to_string_lossy()));
        place
            .run(&format!("{ask} -o a.csv -o {twice}"))
            .fails(2, &[&format!("-o names a.csv twice, also as {twice}: once")]);
    }
    assert!(!place.path("a.csv").exists());
    let guessed = place.run(&format!("{ask} --deny all --allow W208"));
    assert_eq!((guessed.code, guessed.err.as_str()), (Some(0), ""), "a code that is named comes before all");
}

#[test]
#[cfg(unix)]
fn files_of_one_name_in_two_folders_are_two() {
    let place = people();
    std::fs::create_dir_all(place.path("far/away")).unwrap();
    std::os::unix::fs::symlink(place.path("far/away"), place.path("link")).unwrap();
    // Up from where the link leads is not where the link stands.
    place.run("estimate p.csv --question vote -o a.csv -o link/../a.csv").done();
    assert!(place.path("a.csv").exists() && place.path("far/a.csv").exists());
    place.run("estimate p.csv --question vote -o far/away/b.csv -o link/b.csv").fails(2, &["also as link/b.csv"]);
    // What stands beside a picture is not written over a table that was asked for.
    place.run("estimate p.csv --question vote -o c.png -o ./c.data.csv").done();
    place.run("estimate p.csv --question vote -o d.csv").done();
    assert_eq!(place.read("c.data.csv"), place.read("d.csv"));
}

#[test]
fn words_of_a_condition_are_named_as_such() {
    let place = people();
    place.file("comma.csv", "w|q\n1,5|yes\n|no\n2,5|no\n10,5|yes\n").file("word.csv", "w,q\n1.5,yes\nmany,no\n");
    let comma = "\"w\" holds words, which are not larger or smaller than a number: \"1,5\" in line 2; in this file decimals must have a point";
    for asked in ["w > 2", "w > '2'", "2.5 <= w"] {
        let asked = asked.replace('\'', "\"");
        place.run(&format!("estimate comma.csv --question q --where '{asked}'")).fails(2, &[comma]);
    }
    place.run("estimate word.csv --question q --where 'w > 2'").fails(2, &["than a number: \"many\" in line 3\n"]);
    place.run("estimate p.csv --question vote --where 'sex == m'").fails(2, &["If it is a word, write 'm', in quotes"]);
    place.run("estimate study.toml#talks --where 'wave > 2024.5'").fails(2, &["\"wave\" holds words"]);
}

#[test]
fn lines_of_a_text_and_rows_of_a_sheet_are_named() {
    let place = Place::new();
    place.file("w.csv", "w,note,x\r\n1,\"two\r\nlines\",1\r\n-1,one,0\r\n2,one,1\r\n");
    for engine in ["polars", "naive"] {
        place.run(&format!("estimate w.csv --question x --weight w --engine {engine}")).fails(3, &["w.csv: line 4, "]);
    }
    place.file("p.csv", "w,x\n1,1\n-1,0\n2,1\n").run("convert p.csv p.parquet").done();
    place.run("estimate p.parquet --question x --weight w").fails(3, &["p.parquet: row 2, "]);
    let words = |words: [&str; 3]| Values::Texts(words.map(|word| Some(word.to_owned())).to_vec());
    let columns = [("question", words(["q", "q", "r"])), ("answer", words(["a", "b", "a"]))];
    let columns = columns.into_iter().chain([("percent", Values::Numbers(vec![Some(70.0), Some(60.0), Some(50.0)]))]);
    let columns = columns.map(|(name, values)| (name.to_owned(), values)).collect();
    place.file("figures.parquet", to_parquet(columns, Vec::new()).unwrap());
    place.run("estimate figures.parquet --n 900").fails(3, &["add up to 130 %", "line 3, ", "its first row as line 2"]);
    // Excel's own first line.
    place.file("sep.csv", "sep=;\r\nw;x\r\n1;1\r\n-1;0\r\n");
    place.run("estimate sep.csv --question x --weight w").fails(3, &["sep.csv: line 4, "]);
}

#[test]
fn respondents_are_no_table_for_having_a_column_or_a_value_n() {
    let place = Place::new();
    for text in
        ["n,yes,no\n1,0,1\n2,1,0\n3,0,1\n", "region,yes,no\nN,0,1\nS,1,0\nN,1,1\n", "\"\",yes,no\n1,0,1\n2,1,0\n"]
    {
        place.file("r.csv", text);
        let found = place.run("inspect r.csv --format json").done().out;
        assert!(found.contains("\"microdata\""), "{text}: {found}");
    }
}

#[test]
fn causes_are_named_rather_than_consequences() {
    let place = people();
    place.file("semi.csv", "sex;x\nm;1,5\nf;2.5\n").file("latin.csv", b"sex,x\nm,1\nfr\xe4u,2\n");
    for (ask, code, says) in [
        ("compare p.csv --question x --stat mean", 2, "a mean has no answers to compare: name groups, --by VAR"),
        (
            "estimate semi.csv --question x --stat mean",
            3,
            "\"1,5\" in line 2; a comma starts decimals only in a column without points",
        ),
        (
            "estimate latin.csv --question sex",
            3,
            "line 3, byte 3: this is not UTF-8; state its encoding (--encoding windows-1252",
        ),
        ("estimate latin.csv --question sex --encoding utf-8", 3, "latin.csv: line 3: the text is not UTF-8"),
        ("estimate p.csv --question x --threads 0", 2, "write a whole number, 1 at least"),
        ("estimate p.csv --question vote --where ''", 2, "the condition is empty: write one, as age >= 18"),
    ] {
        place.run(ask).fails(code, &[says]);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", place.path("pointing-elsewhere.csv")).unwrap();
        let said = place.run("inspect pointing-elsewhere.csv").fails(3, &["pointing-elsewhere.csv: no such file"]).err;
        assert!(!said.contains("did you mean"), "{said}");
    }
}

#[test]
fn margins_with_their_signs_are_printed_with_one() {
    let place = Place::new();
    let study = "[[source]]\nid = 't'\nfile = 't.csv'\nn = 1600\nmargin = ['50%=±3.4', '0.5%=0.5']\n[[estimate]]\nname = 'e'\n[report]\nforms = 'md'\n";
    place.file("t.csv", "question,answer,percent\nq,a,70\nq,b,30\n").file("s.toml", study);
    place.run("run s.toml -o out -q").done();
    let report = String::from_utf8(place.read("out/report.md")).unwrap();
    assert!(report.contains("(3.4 points at 50 %, 0.5 points at 0.5 %)"), "{report}");
    place.file("s.toml", study.replace("0.5%=0.5", "0.5=0.5"));
    place.run("run s.toml -o out -q").fails(2, &["s.toml:5:", "Write 50=0.5, or 0.5%=0.5 if just that is meant"]);
}

#[test]
fn sizes_and_themes_that_are_not_there_are_mistakes_of_usage() {
    let place = people();
    for (flag, says) in [("--size Square", "\"square\""), ("--theme Dark", "\"dark\""), ("--chart Dots", "\"dots\"")] {
        let ask = format!("estimate p.csv --question vote -o x.png {flag}");
        place.run(&ask).fails(2, &["did you mean ", says]);
    }
}

#[test]
fn replicates_of_scale_0_are_named() {
    let place = Place::new();
    place.file("r.csv", "x,w,r1,r2,r3,r4\n1,1,2,0,1,1\n0,1,0,2,1,1\n1,1,1,1,2,0\n0,1,1,1,0,2\n");
    let ask = "estimate r.csv --question x --weight w --replicates 'r*' --replicate-type other --scale 0.5";
    let said = place.run(&format!("{ask} --rscales 1,0,1,0")).done().err;
    assert!(
        said.contains("warning[W211]: 2 replicate columns have scale 0") && said.contains("variance: r2, r4."),
        "{said}"
    );
    assert!(!place.run(&format!("{ask} --rscales 1,1,1,1")).done().err.contains("W211"));
    let ask = ask.replace("--scale 0.5", "--scale 0");
    place.run(&ask).fails(2, &["fewer than two replicates", "scales of 0"]);
}

#[test]
fn numbers_are_told_from_the_first_rows() {
    let place = Place::new();
    let rows: String = (0..12_000).map(|at| format!("{},{}\n", at % 60, at / 6000)).collect();
    place.file("n.csv", format!("many,late\n{rows}"));
    let says = "n.csv: many is a number with at least 60 values";
    place.run("estimate n.csv --question many").fails(2, &[says, "--stat mean or median"]);
    place.run("estimate n.csv --question late").done();
    // The weight of a later row is wrong: the first rows come before it.
    place.file("w.csv", format!("many,w\n{}", (0..60).map(|at| format!("{at},{}\n", 1 - at)).collect::<String>()));
    place.run("estimate w.csv --question many --weight w").fails(2, &["many is a number with 60 values"]);
}

#[test]
fn files_that_are_not_read_say_the_way_out() {
    let place = Place::new();
    for (name, content, says) in [
        ("a.rds", &b"\x1f\x8b\x08\0"[..], "R objects are not read; in R, save them with"),
        ("a.por", b"ASCII SPSS PORT FILE", "save the file from SPSS or PSPP as .sav"),
        ("a.zip", b"PK\x03\x04", "archives are not read; unpack it"),
        ("a.sav", b"", "the file is empty: copy or export it again"),
        ("a.xlsx", b"", "the file is empty: copy or export it again"),
    ] {
        place.file(name, content).run(&format!("inspect {name}")).fails(3, &[name, says]);
    }
}

#[test]
fn parquet_files_say_in_which_way_they_are_broken() {
    let place = Place::new();
    let whole = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microdata/pyarrow.parquet")).unwrap();
    let mut inside = whole.clone();
    let end = inside.len();
    inside[end - 300..end - 8].fill(0xff);
    for (bytes, says) in [
        (&b"id,x\n1,2\n"[..], "not a Parquet file"),
        (b"", "the file is empty"),
        (b"PAR1", "cut short"),
        (b"PAR1PAR1", "cut short"),
        (&whole[..end / 2], "cut short"),
        (&inside, "damaged inside"),
    ] {
        place.file("p.parquet", bytes);
        place.run("inspect p.parquet").fails(3, &["p.parquet: ", says, "export it again"]);
    }
}

#[test]
fn the_engines_name_the_same_row_of_a_population_size() {
    let place = Place::new();
    for (text, says) in [
        ("psu,f,x\n1,50,1\n1,60,0\n2,50,1\n2,,0\n3,50,1\n", "line 3"),
        ("psu,f,x\n1,50,1\n1,50,0\n2,,1\n2,50,0\n3,50,1\n3,60,1\n", "line 4"),
        ("psu,f,x\n1,50,1\n2,50,0\n3,50,0\n1,60,1\n2,50,0\n", "line 5"),
    ] {
        place.file("f.csv", text);
        let errors = ["polars", "naive"].map(|engine| {
            place.run(&format!("estimate f.csv --question x --psu psu --fpc f --engine {engine}")).fails(3, &[says]).err
        });
        assert_eq!(errors[0], errors[1]);
    }
    place.file("g.csv", "psu,f,q,g,x\n1,50,a,9,1\n1,50,a,8,1\n1,60,b,9,0\n2,50,c,9,1\n2,50,d,9,1\n");
    let errors = ["polars", "naive"].map(|engine| {
        let ask = format!("estimate g.csv --question x --psu psu,q --fpc f,g --engine {engine}");
        place.run(&ask).fails(3, &["line 3"]).err
    });
    assert_eq!(errors[0], errors[1]);
}

#[test]
fn files_cut_short_are_never_read_as_shorter_ones() {
    let place = Place::new();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microdata");
    for (file, says) in [("haven-v8.xpt", "cut short"), ("haven-v5.xpt", "cut short"), ("pyarrow.parquet", "cut short")]
    {
        let bytes = std::fs::read(format!("{data}/{file}")).unwrap();
        for left in [bytes.len() - bytes.len() / 10, bytes.len() - 30] {
            place.file(file, &bytes[..left]);
            place.run(&format!("inspect {file}")).fails(3, &[file, says, "export it again"]);
        }
    }
}
