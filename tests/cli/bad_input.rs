//! Data that cannot be right: the file, the line, the rule and the next step, and exit code 3.

use crate::kit::Place;
use std::io::{Read, Write};
use std::process::Stdio;

#[test]
fn files_that_are_no_data() {
    let place = Place::new();
    place.file("empty.csv", "").file("nul.csv", b"question,answer,percent\nq,a,\0\0 3\n");
    std::fs::create_dir(place.path("folder")).unwrap();
    for verb in ["inspect", "estimate", "compare", "trend"] {
        let run = |file: &str| place.run(&format!("{verb} {file}"));
        run("nofile.csv").fails(3, &["nofile.csv: no such file"]);
        run("folder").fails(3, &["folder: a folder, not a file"]);
        run("empty.csv").fails(3, &["empty.csv: the file is empty"]);
        run("nul.csv").fails(3, &["nul.csv, line 2", "0x00"]);
    }
    place.pipe("inspect -", b"").fails(3, &["stdin: the file is empty"]);
}

#[test]
fn figures_that_cannot_be() {
    let cases: [(&str, &[&str]); 6] = [
        ("question,answer,percent\nq,a,133\nq,b,2\n", &["line 2, column 3", "\"133\"", "at most 100"]),
        ("question,answer,percent\nq,a,70\nq,b,60\n", &["line 3", "add up to 130 %", "multiple = true"]),
        ("question,answer,percent\nq,a\nq,b,2,3,4\n", &["line 2: 2 fields", "has 3"]),
        (
            "wave,question,answer,percent,n\n2024-01,q,a,40,1000\n2024-01,q,b,60,1200\n",
            &["line 3, column 4", "1200", "1000 in line 2"],
        ),
        (
            "date_start,date_end,question,answer,percent\n2024-13-01,2024-13-02,q,a,40\n",
            &["line 2, column 1", "2024-13-01"],
        ),
        ("question,answer,percent\nq,a,4x0\nq,b,60\n", &["line 2, column 3", "4x0"]),
    ];
    let place = Place::new();
    for (content, says) in cases {
        place.file("t.csv", content);
        place
            .run("estimate t.csv --n 1000")
            .fails(3, says)
            .err
            .lines()
            .for_each(|line| assert!(!line.contains("panic")));
    }
    place.file("t.csv", "question,answer,percent\nq,a,40\nq,b,60\n");
    place.run("estimate t.csv").fails(3, &["t.csv:2:3", "no base", "--n N"]);
    place.file("t.csv", "wave,question,answer,percent\nsoonish,q,a,40\nlater,q,a,60\n");
    place.run("trend t.csv --n 1000").fails(3, &["has no date", "2025-11"]);
}

#[test]
fn names_that_are_not_there() {
    let place = Place::new();
    let cases: [(&str, &[&str]); 7] = [
        ("study.toml#tlks", &["no source \"tlks\"", "did you mean \"talks\"?"]),
        ("study.toml", &["is a study", "study.toml#SOURCE", "talks, support, essay"]),
        ("study.toml#talks --answer contnue", &["no answer \"contnue\"", "did you mean \"continue\"?"]),
        ("study.toml#talks --question talk", &["no question named \"talk\"", "known: continue-or-talks"]),
        ("study.toml#talks --by sexx", &["\"sexx\"", "did you mean \"sex\"?"]),
        ("study.toml#talks --where 'sexx == 1'", &["no column \"sexx\"", "^^^^", "did you mean \"sex\"?"]),
        ("study.toml#talks --interval wilsn", &["no interval named \"wilsn\"", "did you mean \"wilson\"?"]),
    ];
    for (arguments, says) in cases {
        place.run(&format!("estimate {arguments}")).fails(2, says);
    }
    place.file("apart.csv", "wave,question,answer,percent,n\n2024-01,q,a,40,900\n2024-02,q,b,60,900\n");
    for (net, says) in [("x=a,nono", "no answer \"nono\""), ("x=a,b", "the net x of q can be added up nowhere")] {
        let ask = format!("estimate apart.csv --net {net}");
        place.run(&ask).fails(2, &[says]);
        place.run(&format!("{ask} --answer b")).fails(2, &[says]);
    }
    place.file("p.csv", "id,x\n1,1\n2,2\n3,3\n");
    place.run("estimate p.csv --question x --stat quantile --quantile 1.5").fails(2, &["1.5 is no probability"]);
    place.run("esimate").fails(2, &["estimate"]);
    place.run("estimate study.toml#talks --anser x").fails(2, &["--answer"]);
    place.run("compare study.toml#talks --answer continue --by sex --against mem").fails(2, &["did you mean \"men\"?"]);
    place.run("trend study.toml#talks --method lien").fails(2, &["did you mean \"line\"?"]);
    place.run("estimate study.toml#talks --answer continue -o a.png --chart dot").fails(2, &["did you mean \"dots\"?"]);
    place.run("schema estimat").fails(2, &["did you mean \"estimate\"?"]);
}

#[test]
fn numbers_below_zero_are_wrong_values_not_unknown_flags() {
    let place = Place::new();
    for flag in ["--n", "--deff", "--df"] {
        place.run(&format!("estimate study.toml#talks {flag} -5")).fails(2, &["-5", flag, "above 0"]);
    }
    place.run("margin --n -5").fails(2, &["-5"]);
    place.run("estimate study.toml#talks --level 95").fails(2, &["0.95"]);
}

#[test]
fn what_a_design_needs_of_its_columns() {
    let place = Place::new();
    place.file("p.csv", "id,w,vote,r1,r2\n1,1,a,1,1\n2,3,b,2,0\n3,some,a,0,2\n");
    let words = &["p.csv: column \"w\" holds words, but the weight must be a number: \"some\" in line 4"];
    place.run("estimate p.csv --question vote --weight w").fails(3, words);
    let replicates = "estimate p.csv --question vote --weight id --replicate-type jkn --replicates";
    place.run(&format!("{replicates} 'r*' --rscales 1,2,3")).fails(2, &["3 rscales for 2 replicate columns"]);
    place.run(&format!("{replicates} 'rr*' --rscales 1,2")).fails(2, &["p.csv: no column is named like \"rr*\""]);
    place.run("trend p.csv --question vote --weight id").fails(2, &["p.csv: a trend of respondents needs", "--over"]);
}

#[test]
fn a_line_without_end_is_refused_before_it_fills_the_memory() {
    let place = Place::new();
    let long = [b"a,b,c\n1,2,3\n".as_slice(), &vec![b'x'; 17 << 20]].concat();
    place.file("long.csv", &long);
    let says = &["line 3 is longer than 16 MiB"];
    place.run("inspect long.csv").fails(3, says);
    // Standard input is refused as soon as the line is too long: what comes after it is not waited for.
    let mut child = place.command("inspect -").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // It may have ended before it has taken all.
    let _ = input.write_all(&long);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert!(err.contains(says[0]), "{err}");
    assert_eq!(child.wait().unwrap().code(), Some(3));
    drop(input);
}

#[test]
fn a_domain_of_nobody_names_the_value_that_nobody_has() {
    let place = Place::new();
    place.file("people.csv", "sex,age,x\nmen,20,1\nwomen,30,2\nmen,40,3\n");
    let menn = &["people.csv: --where leaves nobody: ", "no sex is \"menn\"; did you mean \"men\"? known: men, women"];
    for ask in [
        "estimate people.csv --question x --stat mean",
        "estimate people.csv --question sex",
        "estimate people.csv --question sex --answer men",
        "estimate people.csv --question age --stat median",
        "compare people.csv --question x --stat mean --by sex",
        "compare people.csv --question age --by sex",
        "compare people.csv --question x --by sex --test t",
        "compare people.csv --question age --by sex --test rao-scott",
        "trend people.csv --question sex --over x",
    ] {
        place.run(&format!("{ask} --where 'sex == \"menn\" and age > 3'")).fails(2, menn);
        place.run(&format!("{ask} --where 'age > 90'")).fails(2, &["nobody", "age > 90", "topline inspect"]);
        place.run(&format!("{ask} --where 'age in (20, 21) and sex == \"women\"'")).fails(2, &["no age is \"21\""]);
    }
    // Who is there and has not answered is not nobody.
    place.file("gaps.csv", "sex,vote\nmen,yes\nmen,no\nwomen,\n");
    place.run("estimate gaps.csv --question vote --where 'sex == \"women\"'").done();
    let printed = "study.toml#support --where 'sex == \"menn\"'";
    let says = &["support.csv: --where leaves no figure: ", "no sex is \"menn\"; did you mean \"men\"?"];
    place.run(&format!("estimate {printed}")).fails(3, says);
}

#[test]
fn labels_that_collide_and_groups_too_many() {
    let place = Place::new();
    place.file("people.csv", "sex,age,x\nmen,20,1\nwomen,30,2\nmen,40,3\n");
    let many: String = (0..5001).map(|i| format!("{i},g{i}\n")).collect();
    place.file("many.csv", format!("x,g\n{many}"));
    let says = &["many.csv: g has 5001 levels", "at most 5000", "cut it into bands"];
    place.run("estimate many.csv --question x --stat mean --by g").fails(3, says);
    for (table, entry) in [("question", "answers"), ("group", "levels")] {
        let listed = "[{id=\"m\", labels=[\"men\"]}, {id=\"w\", labels=[\"women\", \"men\"]}]";
        place.file(
            "s.toml",
            format!("[[source]]\nid = \"s\"\nfile = \"people.csv\"\nweight = \"x\"\n[[{table}]]\nid = \"sex\"\n{entry} = {listed}\n"),
        );
        place
            .run("estimate s.toml#s --question sex")
            .fails(2, &["s.toml:7:", "\"men\" stands for \"m\" and for \"w\""]);
    }
}

#[test]
fn binary_files_on_standard_input_and_texts_cut_short() {
    let place = Place::new();
    place.pipe("inspect -", b"PAR1....").fails(3, &["stdin: this is a Parquet file", "name that"]);
    place.pipe("estimate - --weight w", b"PK\x03\x04..").fails(3, &["stdin: this is an Excel workbook", "name that"]);
    let utf16: Vec<u8> =
        "\u{feff}question,answer,percent\nq,a,40\nq,b,60\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.file("whole.csv", &utf16).file("cut.csv", &utf16[..utf16.len() - 3]);
    place.run("estimate whole.csv --n 1000").done();
    let people = "\u{feff}sex,x\nmen,1\nwömen,2\nmen,3\n".encode_utf16();
    place.file("people.csv", people.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let ask = "estimate people.csv --question x --stat mean --by sex --format csv";
    assert!(place.run(ask).done().out.contains("wömen"), "its first bytes say what it is");
    assert!(place.run(&format!("{ask} --encoding utf-16le")).done().out.contains("wömen"));
    place
        .file("named.csv", b"PAR1\0\0\0\0PAR1")
        .file("named.csv.gz", "a,b\n1,2\n3,4\n5,6\n")
        .file("named.csv.zst", "a,b\n1,2\n");
    place.run("inspect named.csv").fails(3, &["named.csv: this is a Parquet file", "its own ending"]);
    place.run("inspect named.csv.gz").fails(3, &["named.csv.gz: not a gzip file", "pack it again"]);
    place.run("inspect named.csv.zst").fails(3, &["named.csv.zst: not a zstd file", "pack it again"]);
    place.run("estimate cut.csv --n 1000").fails(3, &["cut.csv, line 3", "it was cut short"]);
}
