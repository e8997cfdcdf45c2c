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
