//! What users stumble over: the cause is named, and the next step.

use crate::kit::Place;

const PEOPLE: &str =
    "sex,a1,a2,w,code,x,vote\nm,1,0,1.5,007,1,yes\nm,0,0,nan,008,2,no\nf,0,0,2,009,3,yes\nf,,,1,010,4,no\n";

fn people() -> Place {
    let place = Place::new();
    place.file("p.csv", PEOPLE);
    place
}

#[test]
fn of_some_respondents_none_may_have_chosen_anything() {
    let place = people();
    let ask = "estimate p.csv --set q=a1,a2 --question q";
    let by = place.run(&format!("{ask} --by sex")).done().out;
    let of = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let women: Vec<Vec<String>> = by.lines().map(of).filter(|fields| fields[2] == "f").collect();
    let within = place.run(&format!("{ask} --where 'sex == \"f\"'")).done().out;
    let within: Vec<Vec<String>> = within.lines().skip(1).map(of).collect();
    assert_eq!((women.len(), within.len()), (2, 2));
    for (women, within) in women.iter().zip(&within) {
        assert_eq!(women[4..], within[3..], "a domain is as its group");
        assert_eq!(within[3], "0");
    }
    place
        .run(&format!("{ask} --percent-of responses --where 'sex == \"f\"'"))
        .fails(3, &["within --where nobody chose any item of q", "--percent-of cases"]);
    let responses = "p.csv --set q=a1,a2 --question q --by sex --percent-of responses";
    let out = place.run(&format!("estimate {responses}")).done().out;
    let groups: Vec<Vec<String>> = out.lines().skip(1).map(of).collect();
    assert!(groups.len() == 2 && groups.iter().all(|fields| fields[2] == "m" && !fields[4].is_empty()), "{out}");
    place.run(&format!("compare {responses}")).fails(3, &["not two group levels with figures; known: m"]);
    place.file("none.csv", "a1,a2\n0,0\n0,0\n");
    place.run("estimate none.csv --set q=a1,a2 --question q").fails(3, &["nobody chose any item of q", ":VALUE"]);
}

#[test]
fn a_text_in_the_place_of_a_number_is_shown_with_its_line() {
    let place = people();
    for (ask, says) in [
        ("--question vote --weight w", "the weight must be a number: \"nan\" in line 3; where a number is not known"),
        ("--question vote --weight code", "the weight must be a number: \"007\" in line 2; with zeros before it"),
        ("--question vote --fpc code", "(fpc) must be a number: \"007\" in line 2"),
        ("--question sex --stat mean", "\"sex\" holds words: \"m\" in line 2. A mean"),
        ("--question code --stat median", "\"code\" holds words: \"007\" in line 2; with zeros before it"),
    ] {
        place.run(&format!("estimate p.csv {ask}")).fails(3, &["p.csv:", says]);
    }
}

#[test]
fn a_variable_has_one_role() {
    let place = people();
    for (ask, says) in [
        ("estimate p.csv --question vote --by sex,sex", "--by names sex twice"),
        ("estimate p.csv --question vote --by sex --over sex", "sex cannot be a group and the wave at once"),
        ("compare p.csv --question vote --by sex --over sex", "sex cannot be a group and the wave at once"),
        ("estimate p.csv --question vote --by vote", "vote cannot be its own group"),
        ("compare p.csv --question vote --by vote --test rao-scott", "vote cannot be its own group"),
        ("trend p.csv --question x --stat mean --over x", "x cannot be its own group"),
        ("estimate study.toml#support --by sex,sex", "--by names sex twice"),
        ("estimate p.csv --question vote --by sex --by sex", "--by asks for the groups of sex twice"),
        ("compare p.csv --question vote --by sex,x --by x,sex", "--by asks for the groups of x and sex twice"),
    ] {
        place.run(ask).fails(2, &[says]);
    }
}

#[test]
fn clusters_that_begin_again_are_nested_with_a_warning() {
    let place = Place::new();
    place
        .file("c.csv", "h,psu,y\nN,1,1\nN,2,2\nN,3,4\nS,1,2\nS,2,5\nS,3,5\n")
        .file("apart.csv", "h,psu,y\nN,1,1\nN,2,2\nN,3,4\nS,4,2\nS,5,5\nS,6,5\n");
    let design = "--strata h --psu psu";
    for ask in [
        "estimate c.csv --question y --stat mean",
        "compare c.csv --question y --stat mean --by h",
        "compare c.csv --question y --by h --test t",
        "estimate c.csv --question y --stat mean --make-replicates jackknife",
    ] {
        let guessed = place.run(&format!("{ask} {design}")).done();
        assert!(guessed.err.contains("warning[W207]: ") && guessed.err.contains("--nested"), "{}", guessed.err);
        let stated = place.run(&format!("{ask} {design} --nested")).done();
        assert!(!stated.err.contains("W207"), "{}", stated.err);
        assert_eq!(guessed.out, stated.out);
    }
    let apart = place.run(&format!("estimate apart.csv --question y --stat mean {design}")).done();
    assert!(!apart.err.contains("W207"), "{}", apart.err);
    let denied = place.run(&format!("estimate c.csv --question y --stat mean {design} --deny W207"));
    assert_eq!(denied.code, Some(1));
}

#[test]
fn a_weight_that_is_not_used_is_named() {
    let place = Place::new();
    place.file("w.csv", "sex,pspwght,vote,day\nm,1.5,yes,2025-01\nm,2,no,2025-02\nf,1,yes,2025-03\nf,2,no,2025-03\n");
    for ask in [
        "estimate w.csv --question vote",
        "compare w.csv --question vote --by sex",
        "compare w.csv --question vote --by sex --test rao-scott",
    ] {
        let said = place.run(ask).done().err;
        assert!(said.contains("warning[W208]: ") && said.contains("state --weight pspwght"), "{said}");
        assert!(!place.run(&format!("{ask} --weight pspwght")).done().err.contains("W208"));
    }
    for ask in ["inspect w.csv", "estimate w.csv --question pspwght --stat mean"] {
        assert!(!place.run(ask).done().err.contains("W208"));
    }
    let sav = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microdata/pspp-sets.sav");
    place.file("s.sav", std::fs::read(sav).unwrap());
    let said = place.run("estimate s.sav --question media").done().err;
    assert!(said.contains("state --weight w "), "{said}");
}

#[test]
fn a_number_of_many_values_wants_a_statistic() {
    let place = Place::new();
    let rows: String = (0..60).map(|at| format!("{},{at},w{at},{}\n", at % 24, ["m", "f"][at % 2])).collect();
    place.file("n.csv", format!("few,many,words,sex\n{rows}"));
    let says = &["n.csv: many is a number with 60 values", "--stat mean or median", "--stat share"];
    place.run("estimate n.csv --question many").fails(2, says);
    place.run("compare n.csv --question many --by sex").fails(2, says);
    assert_eq!(place.run("estimate n.csv --question many --stat share").done().out.lines().count(), 61);
    assert_eq!(place.run("estimate n.csv --question few").done().out.lines().count(), 25);
    assert_eq!(place.run("estimate n.csv --question many --answer 7").done().out.lines().count(), 2);
    place.run("estimate n.csv --question words").done();
    place.run("compare n.csv --question many --by sex --test rank").done();
}

#[test]
fn tests_of_two_groups_say_how_to_keep_two() {
    let place = Place::new();
    place.file("g.csv", "g,x\na,1\na,2\nb,2\nb,3\nc,5\nc,6\n");
    let ask = "compare g.csv --question x --by g --test t";
    place.run(ask).fails(3, &["two groups, and g has 3", "--where \"g in ('a', 'c')\""]);
    place.run(&format!("{ask} --where 'g in (\"a\", \"c\")'")).done();
    // Ranks of more than two groups have a test of their own.
    let ranks = place.run("compare g.csv --question x --by g --test rank --format csv").done().out;
    assert!(ranks.contains(",2;3,"), "{ranks}");
}

#[test]
fn numbers_of_everybody_have_a_name_in_errors() {
    let place = Place::new();
    place.file("n.csv", "id,y\n1,3\n2,4\n3,4\n4,5\n");
    place.run("trend n.csv --question y --stat mean --over id").fails(3, &["error: y: wave \"1\" has no date"]);
    place.run("convert n.csv x").fails(2, &["not to a file without an ending"]);
    let three = "compare n.csv --question y --by id --test t";
    place.run(three).fails(3, &["--where \"id in (1, 4)\""]);
}

#[test]
fn runs_and_files_say_what_comes_next() {
    let place = Place::new();
    place.run("run studdy.toml").fails(2, &["no such file", "did you mean \"study.toml\"?"]);
    place.run("estimate suport.csv").fails(3, &["suport.csv: no such file", "did you mean \"support.csv\"?"]);
    place.run("inspect ./suport.csv").fails(3, &["did you mean \"./support.csv\"?"]);
    place.run("inspect nothing-like-it.sav").fails(3, &["nothing-like-it.sav: no such file or folder\n"]);
    place.run("run . -o out -q").done();
    assert!(place.path("out/manifest.json").exists());
    std::fs::create_dir(place.path("empty")).unwrap();
    place.run("run empty").fails(2, &["empty: a folder", "topline new"]);
    std::fs::remove_file(place.path("essay.csv")).unwrap();
    place.run("run study.toml -o out2 -q").fails(3, &["essay.csv", "--keep-going"]);
    let only = place.run("run study.toml -o out2 -q --only one-third").fails(3, &["essay.csv"]);
    assert!(!only.err.contains("--keep-going"), "{}", only.err);
    let one = "[[source]]\nid = 'p'\nfile = 'p.csv'\n[[estimate]]\nname = 'e'\nquestion = 'x'\n[[chart]]\nname = 'c'\nof = 'e'\n";
    place.file("one.toml", one);
    let alone = place.run("run one.toml -o out3 -q").fails(3, &["p.csv"]);
    assert!(!alone.err.contains("--keep-going"), "{}", alone.err);
    place.file("p.csv", "y,z\n1,2\n2,1\n");
    let alone = place.run("run one.toml -o out3 -q").fails(2, &["x"]);
    assert!(!alone.err.contains("--keep-going"), "{}", alone.err);
    place.file("one.toml", format!("{one}[[estimate]]\nname = 'f'\nquestion = 'y'\n"));
    place.run("run one.toml -o out3 -q").fails(2, &["x", "--keep-going"]);
}

#[test]
fn less_than_one_per_cent_is_written_with_its_sign() {
    let place = Place::new();
    place.run("margin --n 1000 --p 0.33").fails(2, &["\"0.33\" is no percentage", "33 for a third", "0.5%"]);
    for (p, share) in [("0.5%", 0.005), ("33", 0.33), ("0", 0.0), ("1", 0.01)] {
        let out = place.run(&format!("margin --n 1000 --p {p}")).done().out;
        let found: f64 = out.lines().nth(1).unwrap().split(',').nth(2).unwrap().parse().unwrap();
        assert!((found - share).abs() < 1e-12, "{p}: {out}");
    }
}

#[test]
fn inspecting_shows_a_table_that_is_wrong() {
    let place = Place::new();
    place.file("t.csv", "question,answer,percent\nq,a,70\nq,b,60\n");
    let came = place.run("inspect t.csv").done();
    assert!(came.out.contains("\"a, b\""), "{}", came.out);
    let says = "warning[W105]: t.csv:3:3: the answers to \"q\" (everybody) add up to 130 %, more than everybody";
    assert!(came.err.contains(says), "{}", came.err);
    place.run("inspect t.csv -o t.png").done();
    assert_eq!(place.run("inspect t.csv --deny W105").code, Some(1));
    for verb in ["estimate", "compare", "trend"] {
        place.run(&format!("{verb} t.csv --n 1000")).fails(3, &["add up to 130 %"]);
    }
    place.run("convert t.csv out.csv").fails(3, &["add up to 130 %"]);
}

#[test]
fn tables_for_people_show_what_was_printed_and_no_more_than_they_can_read() {
    let place = Place::new();
    place.file("de.csv", ";Insgesamt\nJa;41,3\nNein;58,7\nBasis;1000\n");
    let shown = place.run("estimate de.csv --format table").done().out;
    assert!(shown.contains("41.3 %") && shown.contains("58.7 %") && shown.contains("38–44 %"), "{shown}");
    let whole = place.run("estimate study.toml#essay --answer continue --format table").done().out;
    assert!(whole.contains(" 33 %"), "{whole}");

    let trend = "trend study.toml#talks --answer continue";
    let (csv, table) = (place.run(trend).done().out, place.run(&format!("{trend} --format table")).done().out);
    assert!(csv.lines().count() > 100 && csv.contains(",fitted,"));
    assert!(table.lines().count() < 50 && !table.contains("fitted"), "{table}");
    assert!(table.contains("the fit at every date is in other forms: --format csv"), "{table}");
    assert!(table.contains("parameter"), "{table}");
    place.run(&format!("{trend} -o t.txt -o t.md -q")).done();
    assert!(String::from_utf8(place.read("t.txt")).unwrap().contains("fitted"));

    let strata: String = (0..90).map(|at| format!("{},{},{}\n", at % 3, at % 4, 1 + at % 7)).collect();
    place.file("r.csv", format!("g,x,w\n{strata}"));
    let ask = "compare r.csv --question x --by g --test rao-scott-f --weight w --format";
    let df = |text: &str| text.split("df: ").nth(1).map(|rest| rest.split([' ', '\n']).next().unwrap().to_owned());
    let shown = df(&place.run(&format!("{ask} table")).done().out).unwrap();
    assert!(shown.split(';').all(|df| df.split('.').nth(1).is_none_or(|decimals| decimals.len() == 1)), "{shown}");
    let csv = place.run(&format!("{ask} csv")).done().out;
    assert!(
        csv.lines().nth(1).unwrap().split(',').any(|field| field.contains(';') && field.len() > shown.len()),
        "{csv}"
    );
}

#[test]
fn a_heading_that_has_a_usual_name_leads_to_it() {
    let place = Place::new();
    place.file(
        "de.csv",
        ";Insgesamt;Geschlecht;\n;;Männer;Frauen\nJa;41,3;43,5;39,4\nNein;58,7;56,5;60,6\nBasis;1000;480;520\n",
    );
    for verb in ["estimate", "compare"] {
        for ask in ["--by Geschlecht", "--by sex --where 'Geschlecht == \"Frauen\"'"] {
            place.run(&format!("{verb} de.csv {ask}")).fails(2, &["Geschlecht", "that heading is called sex here"]);
        }
        place.run(&format!("{verb} de.csv --by sex")).done();
    }
}

#[test]
fn thousands_of_groups_are_not_compared_each_with_each() {
    let place = Place::new();
    let rows: String = (0..2002).map(|at| format!("g{},{}\n", at % 1001, at % 7)).collect();
    place.file("g.csv", format!("g,x\n{rows}"));
    let ask = "compare g.csv --question x --stat mean --by g";
    place.run(ask).fails(2, &["500500 pairs of group levels are too many to compare each with each", "--against NAME"]);
    assert_eq!(place.run(&format!("{ask} --against g7")).done().out.lines().count(), 1001);

    let rows: String = (0..2100).map(|at| format!("g{},a{}\n", at % 700, at / 700)).collect();
    place.file("g.csv", format!("g,x\n{rows}"));
    let ask = "compare g.csv --question x --by g";
    place.run(ask).fails(2, &["733950 pairs of group levels", "500000 at most", "--answer"]);
}

#[test]
fn one_bad_cell_among_numbers_is_to_be_mended() {
    let place = Place::new();
    let rows = |bad: &str| {
        (0..40).map(|row| format!("{}\n", if row == 20 { bad.into() } else { row.to_string() })).collect::<String>()
    };
    place.file("k.csv", format!("income\n{}", rows("45k"))).file("two.csv", format!("income\n{}45k\n", rows("?")));
    let ask = "--question income --stat mean";
    let one = "\"income\" holds numbers but for one cell: \"45k\" in line 22. Mend it in the file: write a plain number, or leave the cell empty";
    place.run(&format!("estimate k.csv {ask}")).fails(3, &["k.csv:", one]);
    place
        .run(&format!("estimate two.csv {ask}"))
        .fails(3, &["but for some cells: \"?\" in line 22, 2 in all. If \"?\" stands for no answer", "Else mend them"]);
}

#[test]
fn a_domain_in_which_nobody_has_a_number_is_told_as_such() {
    let place = people();
    for ask in ["estimate p.csv --stat mean", "estimate p.csv --stat median", "compare p.csv --stat mean --by sex"] {
        let says = ["p.csv: nobody within --where has a number for a1", "a1 is missing"];
        place.run(&format!("{ask} --question a1 --where 'a1 is missing'")).fails(3, &says);
    }
    place.file("empty.csv", "a,b\n1,\n2,\n");
    place.run("estimate empty.csv --question b --stat mean").fails(3, &["nobody has a number for b"]);
}

#[test]
fn pictures_of_several_quantiles_and_of_dates_that_are_none_say_what_to_do() {
    let place = Place::new();
    let rows: String = (0..60).map(|id| format!("{},{}\n", ["a", "b"][id % 2], id)).collect();
    place.file("p.csv", format!("g,x\n{rows}"));
    let quantiles = place.run("estimate p.csv --question x --stat quantile --quantile 0.25,0.75 --by g -o q.png");
    assert!(quantiles.err.contains("a chart shows one quantile"), "{}", quantiles.err);
    let dates = place.run("estimate p.csv --question g --field-dates 2025-13-01/2025-12-01 -o q.png");
    assert!(dates.err.contains("--field-dates") && dates.err.contains("2025-13-01"), "{}", dates.err);
    place.run("estimate p.csv --question g --field-dates 'autumn 2025' -o q.png").done();
}

#[test]
fn the_name_of_a_net_is_no_spelling_of_an_answer() {
    let place = Place::new();
    let rows: String = (0..60).map(|id| format!("{}\n", ["Agree", "Disagree"][id % 2])).collect();
    place.file("p.csv", format!("q\n{rows}"));
    let study = "title=\"T\"\n[[source]]\nid=\"s\"\nfile=\"p.csv\"\n[[question]]\nid=\"q\"\nanswers=[{id=\"Agree\"},{id=\"Disagree\"}]\n\
        nets=[{id=\"agree\", of=[\"Agree\"]}]\n";
    place.file("s.toml", study);
    let came = place.run("estimate s.toml#s --question q").done();
    assert!(!came.err.contains("W215"), "{}", came.err);
}
