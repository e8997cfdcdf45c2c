//! Respondents where something is odd: domains of replicate weights, tables that cannot be tested, long identifiers.

use super::kit::Place;

/// Eight thousand people with eighty replicate weights, of whom a hundred lie in the domain.
fn replicates(place: &Place) {
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 3
    };
    let names: Vec<String> = (1..=80).map(|r| format!("rw{r}")).collect();
    let mut rows = format!("w,d,q,{}\n", names.join(","));
    for person in 0..8000 {
        let weights: Vec<String> = (0..80).map(|_| next().to_string()).collect();
        let (d, q) = (if person % 80 == 0 { "in" } else { "out" }, ["yes", "no"][next() as usize % 2]);
        rows += &format!("1,{d},{q},{}\n", weights.join(","));
    }
    place.file("rep.csv", rows);
}

#[test]
fn a_small_domain_keeps_the_rank_of_its_replicates() {
    let place = Place::new();
    replicates(&place);
    place.run("convert rep.csv rep.parquet").done();
    let ask = "--question q --answer yes --weight w --replicates 'rw*' --replicate-type bootstrap -q --where";
    for file in ["rep.csv", "rep.parquet"] {
        // A hundred people and eighty columns of full rank: 79, as R's degf(subset(design, d == "in")).
        let out = place.run(&format!("estimate {file} {ask} 'd == \"in\"'")).done().out;
        assert!(out.contains(",wilson,79,100,"), "{out}");
    }
    // A condition on a replicate column reads it once.
    let out = place.run(&format!("estimate rep.parquet {ask} 'rw1 > 0'")).done().out;
    assert!(out.contains(",wilson,79,"), "{out}");
    let twice = ask.replace("rw*", "rw*,rw1");
    place.run(&format!("estimate rep.csv {twice} 'rw1 > 0'")).fails(2, &["rw1", "twice"]);
}

#[test]
fn a_table_without_a_covariance_has_no_p_value() {
    let place = Place::new();
    // Answers follow the strata, so no table varies; and eighteen answers by three groups of forty people have empty cells.
    let stratified: String = (0..200).map(|i| format!("{0},{0},1\n", i % 2)).collect();
    place.file("strat.csv", format!("s,q,w\n{stratified}"));
    let sparse: String = (0..40).map(|i| format!("a{},{}\n", i * 7 % 18, ["x", "y", "z"][i * 5 % 3])).collect();
    place.file("sparse.csv", format!("q,g\n{sparse}"));
    for test in ["wald", "adjusted-wald", "rao-scott", "rao-scott-f"] {
        let all = format!("compare strat.csv --question q --by s --strata s --weight w --test {test}");
        place.run(&all).fails(3, &["q by s", "nothing varies"]);
        place
            .run(&format!("compare sparse.csv --question q --by g --test {test}"))
            .fails(3, &["q by g", "cells of nobody"]);
    }
}

#[test]
fn identifiers_longer_than_numbers_are_names() {
    let place = Place::new();
    let rows: String =
        (0..40).map(|i| format!("{},{}\n", 90_000_000_000_000_000u64 + i / 2, ["yes", "no"][i as usize % 2])).collect();
    place.file("id.csv", format!("id,q\n{rows}"));
    let out = place.run("estimate id.csv --question q --answer yes --psu id -q").done().out;
    assert!(out.contains(",19,40,"), "twenty clusters: {out}");
    place.run("convert id.csv id.parquet").done();
    assert_eq!(place.run("estimate id.parquet --question q --answer yes --psu id -q").done().out, out);
}

#[test]
fn a_share_that_does_not_vary_is_not_suppressed() {
    let place = Place::new();
    let rows: String = (0..200).map(|i| format!("{0},{0},1\n", i % 2)).collect();
    place.file("strat.csv", format!("s,q,w\n{rows}"));
    let out = place.run("estimate strat.csv --question q --strata s --weight w --standard nchs -q").done().out;
    assert!(!out.contains("suppress"), "{out}");
}

#[test]
fn an_answer_given_outside_the_domain_only_is_no_comparison() {
    let place = Place::new();
    // In the domain all say a or b; c is said outside.
    let row = |i: u32| {
        let inside = ["a", "b"][usize::from(i % 7 < 2 + i % 2 * 3)];
        format!(
            "{},{},{}\n",
            ["in", "out"][(i % 3 / 2) as usize],
            ["x", "y"][(i % 2) as usize],
            if i % 3 == 2 { "c" } else { inside }
        )
    };
    let rows: Vec<String> = (0..120).map(row).collect();
    let inside: String = rows.iter().filter(|row| row.starts_with("in")).cloned().collect();
    place.file("all.csv", format!("d,g,q\n{}", rows.concat()));
    place.file("inside.csv", format!("d,g,q\n{inside}"));
    let adjusted = |out: &str| -> Vec<i64> {
        let at = out.lines().next().unwrap().split(',').position(|column| column == "p_adjusted").unwrap();
        let rows = out.lines().skip(1).map(|line| line.split(',').nth(at).unwrap().parse::<f64>().unwrap());
        // Degrees of freedom differ a little, as people outside stay in the design.
        rows.map(|p| (p * 100.0).round() as i64).collect()
    };
    let whole = place.run("compare all.csv --question q --by g --where 'd == \"in\"' -q").done().out;
    let alone = place.run("compare inside.csv --question q --by g -q").done().out;
    assert_eq!(adjusted(&whole), adjusted(&alone), "{whole}{alone}");
    assert_eq!(adjusted(&whole).len(), 2);
    place.run("compare all.csv --question q --answer c --by g --where 'd == \"in\"'").fails(3, &["nobody asked gave"]);
}

#[test]
fn all_of_one_group_and_nobody_of_another_are_no_certainty() {
    let place = Place::new();
    let rows: String = (0..60).map(|i| format!("{},{}\n", ["x", "y"][i % 2], ["yes", "no"][i % 2])).collect();
    place.file("zz.csv", format!("g,q\n{rows}"));
    let out = place.run("compare zz.csv --question q --answer yes --by g -q --format json").done().out;
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let row = &found["rows"][0];
    // Newcombe (1998), method 10, 30 of 30 against 0 of 30; Wilson's ends at Student's t of the 29 degrees of freedom of a group.
    let t = 2.045_229_642f64;
    let wilson = t * t / (30.0 + t * t);
    assert_eq!(row["difference"], 1.0);
    assert!((row["low"].as_f64().unwrap() - (1.0 - wilson.hypot(wilson))).abs() < 1e-6, "{row}");
    assert!(row["p_value"].is_null(), "{row}");
}

#[test]
fn one_respondent_has_no_variance_and_no_policy_helps() {
    let place = Place::new();
    place.file("one.csv", "q,w\nyes,1\n");
    place.run("estimate one.csv --question q --weight w").fails(3, &["one.csv", "only one sampling unit"]);
}

#[test]
fn quantiles_of_frequencies_are_those_of_the_rows_repeated() {
    let place = Place::new();
    let rows = [(3, 1), (4, 5), (6, 2), (7, 3), (11, 1), (12, 4)];
    let (mut counted, mut repeated) = ("y,k\n".to_owned(), "y\n".to_owned());
    for (y, k) in rows {
        counted += &format!("{y},{k}\n");
        repeated += &format!("{y}\n").repeat(k);
    }
    place.file("counted.csv", counted);
    place.file("repeated.csv", repeated);
    for rule in ["math", "school", "shahvaish", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9"] {
        let ask = format!("--question y --stat quantile --quantile 0.1,0.33,0.5,0.9 --quantile-rule {rule}");
        let of = |file: &str, weight: &str| place.run(&format!("estimate {file} {ask} {weight} --quiet")).done().out;
        let found = of("counted.csv", "--weight k --weight-kind frequency");
        assert_eq!(found.lines().count(), 5);
        assert_eq!(found, of("repeated.csv", ""), "{rule}");
    }
}

/// R survey 4.1.1: svycontrast(svytotal(~yg + g + y + one, svydesign(id = ~1, weights = ~pw, data = apisrs)), quote(yg/g − y/one)) with
/// g = stype == level and yg = y·g.
#[test]
fn groups_of_respondents_drawn_one_by_one_are_compared_with_everybody_jointly() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/data/apisrs.csv");
    let place = Place::new();
    for (ask, expected) in [
        ("--question api00 --stat mean", [5.83372551200994, 21.47153721621, 20.4508207701109]),
        ("--question comp_imp --answer Yes", [0.0240445456738279, 0.0924587372315468, 0.0781257150507664]),
    ] {
        let compared = |psu: &str| {
            place.run(&format!("compare {data} {ask} --by stype --against total --weight pw {psu} -q")).done().out
        };
        let errors = |csv: String| -> Vec<f64> {
            csv.lines().skip(1).map(|line| line.split(',').nth(5).unwrap().parse().unwrap()).collect()
        };
        for found in [errors(compared("")), errors(compared("--psu cds"))] {
            let close = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-11 * b);
            assert!(close && found.len() == 3, "{ask}: {found:?}");
        }
    }
    // The groups of the first wave are not those of the second.
    let rows = |wave: &str, group: &str| (0..20).map(|at| format!("{wave},{group},{}\n", at % 7)).collect::<String>();
    place.file(
        "lack.csv",
        "wave,g,x\n".to_owned() + &rows("2025-02", "a") + &rows("2025-01", "b") + &rows("2025-02", "b"),
    );
    place.run("compare lack.csv --question x --stat mean --by g --over wave --against total -q").done();
    place.file("some.csv", "q,g,w\nyes,a,1\nno,a,2\nyes,b,1\nno,b,1\nno,,1\nyes,,2\n");
    place
        .run("compare some.csv --question q --by g --against total --weight w -q")
        .fails(2, &["some respondents have no g", "--where 'g is not missing'"]);
}

/// R survey 4.1.1: svyttest and svyranktest of y ~ h on svrepdesign(weights = ~w, repweights = "rep[0-9]+", type = "JK1", scale = 5/6): the
/// first has the degrees of freedom of everybody less one, the second of those with a number and a group.
#[test]
fn tests_of_replicates_count_as_in_r() {
    let people = [
        ("9.676", "m"),
        ("3.674", "m"),
        ("8.272", "f"),
        ("6.932", "f"),
        ("2.851", "m"),
        ("3.312", "f"),
        ("2.673", "f"),
        ("2.242", "f"),
        ("0.697", "m"),
        ("4.944", "f"),
        ("3.291", "f"),
        ("5.383", "f"),
        ("6.900", "m"),
        ("3.464", "m"),
        ("5.152", "m"),
        ("6.238", "m"),
        ("3.115", ""),
        ("4.879", ""),
        ("2.447", ""),
        ("4.779", ""),
        ("", "f"),
        ("", "f"),
        ("", "f"),
        ("", "f"),
    ];
    let mut rows = "w,y,h,rep1,rep2,rep3,rep4,rep5,rep6\n".to_owned();
    for (at, (y, h)) in people.iter().enumerate() {
        let weights: Vec<&str> = (0..6).map(|replicate| if at / 4 == replicate { "0" } else { "1.2" }).collect();
        rows += &format!("1,{y},{h},{}\n", weights.join(","));
    }
    let place = Place::new();
    place.file("jk.csv", rows);
    for (test, df, statistic, p) in
        [("t", 4.0, 0.181046139225346, 0.865134717746335), ("rank", 2.0, 0.361945253888246, 0.752057648159768)]
    {
        let design = "--weight w --replicates rep* --replicate-type jk1 --scale 0.8333333333333334 -q --format json";
        let found = place.run(&format!("compare jk.csv --question y --by h --test {test} {design}")).done().out;
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        let row = &found["rows"][0];
        let number = |name: &str| row[name].as_f64().or(row[name][0].as_f64()).unwrap();
        assert_eq!(number("df"), df, "{test}");
        assert!((number("statistic") - statistic).abs() < 1e-12 && (number("p_value") - p).abs() < 1e-12, "{row}");
    }
}

/// What spreadsheets in most of Europe write.
#[test]
fn decimal_commas_are_read_where_semicolons_or_tabs_divide_fields() {
    let place = Place::new();
    let points = "sex,w,income,note\nm,0.9772,100.5,a\nf,1.127,refused,b\nf,1.5,200,c\nm,2,300.25,d\n";
    let commas = points.replace(',', ";").replace('.', ",");
    place.file("p.csv", points).file("s.csv", &commas).file("t.tsv", commas.replace(';', "\t"));
    place.file("sep.csv", format!("sep=;\r\n{commas}"));
    for ask in ["--question sex", "--question income --stat mean --missing income=refused --by sex"] {
        let of = |file: &str| place.run(&format!("estimate {file} --weight w --srs with-replacement {ask}")).done().out;
        let wanted = of("p.csv");
        for file in ["s.csv", "t.tsv", "sep.csv"] {
            assert_eq!(of(file), wanted, "{file} {ask}");
        }
    }
    place.run("convert s.csv back.csv").done();
    assert_eq!(
        String::from_utf8(place.read("back.csv")).unwrap().replace('"', "").lines().nth(2),
        Some("f,1.127,refused,b")
    );
}

#[test]
fn a_comma_that_may_be_something_else_is_not_guessed() {
    let place = Place::new();
    let remark = "a comma starts decimals only in a column without points, where one of the commas cannot group thousands and not all can divide codes";
    for (weights, first) in [(["1,127", "2,500"], "1,127"), (["0,5", "2.5"], "0,5"), (["1.234,5", "0,5"], "1.234,5")] {
        place.file("p.csv", format!("q;w\nyes;1\nyes;{}\nno;{}\n", weights[0], weights[1]));
        let says = ["column \"w\" holds words", "in line", remark];
        let refused = place.run("estimate p.csv --question q --weight w").fails(3, &says);
        assert!(refused.err.contains(first), "{refused:?}");
    }
}

#[test]
fn choices_of_codes_stay_words_where_commas_may_start_decimals() {
    let place = Place::new();
    place.file("p.tsv", "pick\tsex\n1,3\tm\n2\tf\n1,2\tm\n4\tf\n2,4\tm\n3\tf\n");
    place.run("estimate p.tsv --question pick --stat mean").fails(3, &["\"1,3\" in line 2", "divide codes"]);
    assert!(place.run("estimate p.tsv --question pick").done().out.contains("pick,\"1,3\""));
}

#[test]
fn words_beside_decimal_commas_may_stand_for_no_answer() {
    let place = Place::new();
    place.file("p.csv", "q;inc\na;1,127\nb;refused\nc;2,5\nd;\n");
    let mean = "estimate p.csv --question inc --stat mean";
    place.run(mean).fails(3, &["holds numbers but for one cell: \"refused\" in line 3", "state --missing inc=refused"]);
    place.run(&format!("{mean} --missing inc=refused")).done();
    let slip = format!("{mean} --missing inc=refused --where 'inc == \"refused\"'");
    place.run(&slip).fails(2, &["refused is declared as no answer to inc: write inc is missing"]);
}

#[test]
fn intervals_of_quantiles_are_named_after_woodruff_for_people_alone() {
    let place = Place::new();
    place.file("p.csv", "x\n1\n2\n3\n4\n5\n6\n7\n8\n");
    for (ask, name, title) in
        [("", "wald", "interval: Woodruff ·"), ("--interval logit", "logit", "interval: Woodruff, logit ·")]
    {
        let out = |form: &str| {
            place.run(&format!("estimate p.csv --question x --stat median {ask} --format {form}")).done().out
        };
        assert!(out("table").contains(title), "{}", out("table"));
        assert!(
            out("csv").contains(&format!(",{name},")) && out("json").contains(&format!("\"interval\": \"{name}\""))
        );
    }
    let mean = place.run("estimate p.csv --question x --stat mean --format table").done().out;
    assert!(mean.contains("interval: wald") && !mean.contains("Woodruff"), "{mean}");
}

/// How many people say each answer: words have totals, answers that are named too, and neither is stacked to 100 %.
#[test]
fn totals_of_words_count_people() {
    let place = Place::new();
    place.file("some.csv", "q,x,w\nyes,1,2\nno,2,1\nyes,2,3\nnone,1,1.5\nno,1,4\n,1,7\n");
    let total = |ask: &str| place.run(&format!("estimate some.csv --stat total --weight w -q {ask}")).done().out;
    let numbers = |csv: String| -> Vec<String> {
        csv.lines().skip(1).map(|line| line.split(',').skip(1).take(3).collect::<Vec<_>>().join(" ")).collect()
    };
    assert_eq!(numbers(total("--question q")), ["no total 5", "none total 1.5", "yes total 5"]);
    assert_eq!(numbers(total("--question q --net some=yes,no --answer some")), ["some total 10"]);
    assert_eq!(numbers(total("--question x")), [" total 22.5"]);
    assert_eq!(numbers(total("--question x --answer 2")), ["2 total 4"]);
    place
        .run("estimate some.csv --stat total --question q --weight w -q --chart likert -o q.png")
        .fails(2, &["likert needs shares of all answers", "`bars`"]);
    place.file("printed.csv", "question,answer,percent,n\nq,yes,40,800\nq,no,60,800\n");
    place.run("estimate printed.csv --stat total --answer yes").fails(3, &["printed.csv is a published table"]);
}
