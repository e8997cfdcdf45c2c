//! Codes for no answer: declared by a study, by a flag, or by nobody.

use crate::kit::Place;

/// 99 is a refusal; the mean of the others is 5.5.
const SCALE: &str = "id,q,sex\n1,1,m\n2,10,f\n3,99,f\n4,2,m\n5,9,m\n6,99,m\n";
const STUDY: &str = "[[source]]\nid = \"s\"\nfile = \"FILE\"\n[[question]]\nid = \"q\"\nanswers = [{ id = \"99\", title = \"Refused\", role = \"refused\" }]\n";

fn place() -> Place {
    let place = Place::new();
    place.file("p.csv", SCALE).file("s.toml", STUDY.replace("FILE", "p.csv"));
    place
}

/// The field of a line of CSV.
fn field(line: &str, at: usize) -> &str {
    line.split(',').nth(at).unwrap()
}

fn estimate(place: &Place, ask: &str) -> String {
    place.run(&format!("estimate {ask}")).done().out.lines().skip(1).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_scale_with_a_declared_refusal_has_a_mean() {
    let place = place();
    for ask in ["--stat mean", "--stat median", "--stat variance", "--stat mean --by sex"] {
        let declared = estimate(&place, &format!("s.toml#s --question q {ask}"));
        place.file("gaps.csv", SCALE.replace(",99,", ",,"));
        assert_eq!(declared, estimate(&place, &format!("gaps.csv --question q {ask}")), "{ask}");
        assert_eq!(declared, estimate(&place, &format!("p.csv --missing q=99 --question q {ask}")), "{ask}");
    }
    assert_eq!(field(&estimate(&place, "s.toml#s --question q --stat mean"), 3), "5.5");
    place.run("compare s.toml#s --question q --by sex --test rank").done();
}

#[test]
fn shares_of_such_a_scale_keep_the_refusal_as_an_answer() {
    let place = place();
    let shares = estimate(&place, "s.toml#s --question q");
    let answers: Vec<&str> = shares.lines().map(|line| field(line, 1)).collect();
    assert_eq!(answers, ["1", "2", "9", "10", "99"], "in the order of the scale");
    assert_eq!(shares, estimate(&place, "p.csv --question q"));
    let shown = place.run("estimate s.toml#s --question q --format table").done().out;
    assert!(shown.contains("Refused") && !shown.contains("99"), "{shown}");
    let apart = estimate(&place, "p.csv --question q --missing q=99");
    assert_eq!((apart.lines().count(), field(&apart, 3)), (4, "0.25"));
}

#[test]
fn a_condition_takes_a_declared_scale_as_numbers_without_its_codes() {
    let place = place();
    let high = estimate(&place, "s.toml#s --question sex --where 'q >= 9'");
    assert_eq!(high, estimate(&place, "p.csv --question sex --where 'q >= 9 and q < 99'"));
}

/// n of the first row: everybody within the condition.
fn n(place: &Place, ask: &str) -> String {
    field(&estimate(place, ask), 10).to_owned()
}

#[test]
fn a_condition_means_the_same_people_whatever_is_asked() {
    let place = place();
    for ask in ["q", "sex", "q --stat mean", "q --stat median", "q --net 'high=9,10'"] {
        let of = |condition: &str| n(&place, &format!("s.toml#s --question {ask} --where '{condition}'"));
        assert_eq!((of("q >= 9"), of("q >= 2"), of("not q == 2")), ("2".into(), "3".into(), "3".into()), "{ask}");
    }
    assert_eq!(n(&place, "s.toml#s --question q --where 'q is missing'"), "2", "refusals are answers in shares");
    let refused = "99 is declared as no answer to q: write q is missing";
    for ask in ["q", "sex"] {
        place.run(&format!("estimate s.toml#s --question {ask} --where 'q == 99'")).fails(2, &[refused]);
    }
    for slip in ["--question q --where 'p > 1'", "--question xx --where 'q > 1'"] {
        let typo = place.run(&format!("estimate s.toml#s {slip}"));
        assert!(typo.err.contains("known: id, q, sex") && !typo.err.contains("sex, q"), "each once: {typo:?}");
    }
}

#[test]
fn a_condition_on_words_is_one_on_words_also_of_a_mean() {
    let place = place();
    let worded = "[[source]]\nid = \"s\"\nfile = \"p.csv\"\n[[question]]\nid = \"q\"\nanswers = [{ id = \"low\", labels = [\"1\", \"2\"] }, { id = \"high\", labels = [\"9\", \"10\"] }, { id = \"no\", labels = [\"99\"], role = \"refused\" }]\n";
    place.file("worded.toml", worded);
    for ask in ["q", "sex", "q --stat mean"] {
        assert_eq!(n(&place, &format!("worded.toml#s --question {ask} --where 'q == \"high\"'")), "2", "{ask}");
    }
    for asked in ["q", "sex", "q --stat mean"] {
        for (condition, says) in
            [("q >= 9", "not larger or smaller than a number; known: "), ("q == 9", "holds words; known: ")]
        {
            let ask = format!("estimate worded.toml#s --question {asked} --where '{condition}'");
            place.run(&ask).fails(2, &[says, "known: low, high, no"]);
        }
    }
    assert_eq!(field(&estimate(&place, "worded.toml#s --question q --stat mean --where 'q == \"high\"'"), 3), "9.5");
}

#[test]
fn codes_named_by_words_are_no_numbers_either() {
    let place = place();
    let named =
        STUDY.replace("FILE", "p.csv").replace("id = \"99\", title = \"Refused\"", "id = \"no\", labels = [\"99\"]");
    place.file("named.toml", named);
    assert_eq!(field(&estimate(&place, "named.toml#s --question q --stat mean"), 3), "5.5");
    assert!(estimate(&place, "named.toml#s --question q").lines().any(|line| field(line, 1) == "no"));
}

#[test]
fn text_and_parquet_say_the_same_of_a_declared_refusal() {
    let place = place();
    place.run("convert p.csv p.parquet").done();
    place.file("pq.toml", STUDY.replace("FILE", "p.parquet"));
    for ask in ["--stat mean", "", "--stat median --by sex"] {
        let ask = format!("--question q {ask}");
        assert_eq!(
            estimate(&place, &format!("s.toml#s {ask}")),
            estimate(&place, &format!("pq.toml#s {ask}")),
            "{ask}"
        );
    }
}

#[test]
fn missing_codes_are_stated_by_a_flag_or_in_a_source() {
    let place = place();
    let study = "[[source]]\nid = \"s\"\nfile = \"p.csv\"\nmissing = [\"q=99\", \"sex=f\"]\n";
    place.file("m.toml", study);
    let mean = estimate(&place, "m.toml#s --question q --stat mean");
    assert_eq!(mean, estimate(&place, "p.csv --question q --stat mean --missing 'q=99' --missing sex=f"));
    assert_eq!(estimate(&place, "m.toml#s --question sex").lines().count(), 1);
    let seen = place.run("inspect p.csv --missing q=99").done().out;
    assert!(seen.contains("no answer: 99 (2)"), "{seen}");
    place
        .run("estimate p.csv --question q --missing qq=99")
        .fails(2, &["no variable named \"qq\"", "did you mean \"q\"?"]);
    place.run("estimate p.csv --question q --missing q=none").fails(2, &["q holds numbers"]);
    for endless in ["nan", "99,inf", "-Infinity"] {
        let ask = format!("estimate p.csv --question q --missing q={endless}");
        place.run(&ask).fails(2, &["q holds numbers, and so are its codes for no answer, as -9 or 99"]);
    }
    place.run("estimate p.csv --question q --missing q").fails(2, &["write VARIABLE=CODE,CODE"]);
}

#[test]
fn the_label_of_a_code_declares_it_too() {
    let place = Place::new();
    let sav = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microdata/haven.sav");
    std::fs::copy(sav, place.path("h.sav")).unwrap();
    place.run("convert h.sav h.parquet").done();
    let answers =
        "\"s\"\nfile = \"FILE\"\n[[question]]\nid = \"q1\"\nanswers = [{ id = \"Refused\", role = \"refused\" }]\n";
    let study = |file: &str| format!("[[source]]\nid = {}", answers.replace("FILE", file));
    place.file("sav.toml", study("h.sav")).file("pq.toml", study("h.parquet"));
    let mean = estimate(&place, "sav.toml#s --question q1 --stat mean");
    assert_eq!(mean, estimate(&place, "pq.toml#s --question q1 --stat mean"));
    let bare = estimate(&place, "h.sav --question q1 --stat mean");
    assert_eq!((field(&mean, 10), field(&bare, 10)), ("5", "6"), "the refusal is no number");
    assert!(estimate(&place, "sav.toml#s --question q1").contains("Refused"));
}

#[test]
fn numbers_that_look_like_codes_are_told_of() {
    let place = place();
    let rows = (0..40).map(|row| format!("{},{},{}\n", row % 11, [1, 2, 3, 5, -8, -9][row % 6], 1000 * row + 999));
    place.file("c.csv", format!("scale,trust,income\n{}99,4,9999\n", rows.collect::<String>()));
    let says = |ask: &str| place.run(ask).done().err;
    let scale = says("estimate c.csv --question scale --stat mean");
    let expected = "warning[W212]: \"scale\" has 99 (1) far from its other numbers (0 to 10), like a code for no answer. If it is one, state --missing scale=99";
    assert!(scale.contains(expected), "{scale}");
    let trust = says("compare c.csv --question trust --stat mean --by scale --against first");
    assert!(trust.contains("\"trust\" has -9 (6), -8 (6) far from its other numbers (1 to 5)"), "{trust}");
    assert!(trust.contains("--missing trust=-9,-8 (missing = [\"trust=-9,-8\"] of the source)"), "{trust}");
    for quiet in [
        "estimate c.csv --question income --stat mean",
        "estimate c.csv --question scale",
        "estimate c.csv --question scale --stat mean --missing scale=99",
        "estimate c.csv --question scale --stat mean --where 'scale < 99'",
        "estimate s.toml#s --question q --stat mean",
    ] {
        let err = says(quiet);
        assert!(!err.contains("W212"), "{quiet}: {err}");
    }
    let seen = place.run("inspect c.csv").done();
    assert!(seen.out.contains("no answer: -9?, no answer: -8?"), "{seen:?}");
    assert_eq!(seen.err.matches("[W212]").count(), 2, "{seen:?}");
    let declared = "[[source]]\nid = \"s\"\nfile = \"c.csv\"\n[[question]]\nid = \"scale\"\nanswers = [{ id = \"99\", role = \"refused\" }]\n";
    place.file("declared.toml", declared);
    let seen = place.run("inspect declared.toml#s").done();
    assert!(!seen.err.contains("\"scale\"") && seen.err.contains("\"trust\" has -9 (6)"), "{seen:?}");
    assert!(!seen.out.contains("no answer: 99?"), "{seen:?}");
    place.run("estimate c.csv --ratio scale/income --deny W212").code.filter(|code| *code == 1).expect("denied");
}

#[test]
fn stated_codes_that_nobody_has_are_told_of() {
    let place = place();
    let says = |ask: &str| place.run(ask).done().err;
    for slip in [
        "estimate p.csv --question q --stat mean",
        "estimate p.csv --question sex --by q",
        "inspect p.csv",
        "estimate p.csv --question q",
    ] {
        let err = says(&format!("{slip} --missing q=999,-8"));
        let expected = "warning[W216]: nobody has a code of --missing q=999,-8: it leaves nobody out";
        assert!(err.matches(expected).count() == 1, "{slip}: {err}");
    }
    for right in ["--missing q=999,99", "--missing q=99", "--missing 'q*=-8'", "--missing sex=x"] {
        let err = says(&format!("estimate p.csv --question q --stat mean {right}"));
        assert!(!err.contains("W216"), "{right}: {err}");
    }
}

#[test]
fn text_has_empty_cells_for_codes_and_says_so() {
    let place = place();
    let said = place.run("convert p.csv out.csv --missing q=99 --missing 'sex=x'").done().err;
    assert_eq!(
        said,
        "warning[W217]: out.csv: CSV has values alone: codes for no answer are empty cells: q (2). Parquet keeps them\n"
    );
    assert_eq!(String::from_utf8(place.read("out.csv")).unwrap(), SCALE.replace(",99,", ",,"));
    let mean = |ask: &str| estimate(&place, &format!("{ask} --question q --stat mean"));
    assert_eq!(mean("out.csv"), mean("p.csv --missing q=99"));
    let kept = place.run("convert p.csv out.parquet --missing q=99").done();
    assert_eq!((kept.err.as_str(), mean("out.parquet")), ("", mean("out.csv")));
    assert!(place.run("inspect out.parquet").done().out.contains("no answer: 99 (2)"), "kept with its mark");
    assert_eq!(place.run("convert p.csv plain.csv").done().err, "", "nothing is lost");
    place.run("convert p.csv out.tsv --missing q=99 --deny W217").code.filter(|code| *code == 1).expect("denied");
    let sav = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/microdata/haven.sav");
    std::fs::copy(sav, place.path("h.sav")).unwrap();
    let said = place.run("convert h.sav h.tsv").done().err;
    let codes = "h.tsv: TSV has values alone: codes for no answer are empty cells: q1 (1), income (5), region (1); labels are left out: q1, income, region. Parquet keeps them";
    assert!(said.contains(codes), "{said}");
}

/// Incomes of 100 to 400, and two who refused.
const INCOMES: &str = "id,income,sex\n1,100,m\n2,refused,f\n3,200,f\n4,300,m\n5,refused,m\n6,400,f\n";

#[test]
fn numbers_with_words_for_no_answer_are_numbers_once_these_are_stated() {
    let place = place();
    place.file("i.csv", INCOMES).file("gaps.csv", INCOMES.replace("refused", ""));
    place.file("i.toml", "[[source]]\nid = \"s\"\nfile = \"i.csv\"\nmissing = \"income=refused\"\n");
    place.run("convert i.csv i.parquet").done();
    place.run("convert i.csv marked.parquet --missing income=refused").done();
    for ask in ["--stat mean", "--stat median --by sex", "--stat total --where 'income > 150'", "--stat share"] {
        let wanted = estimate(&place, &format!("gaps.csv --question income {ask}"));
        for read in
            ["i.csv --missing income=refused", "i.parquet --missing income=refused,-1", "i.toml#s", "marked.parquet"]
        {
            assert_eq!(wanted, estimate(&place, &format!("{read} --question income {ask}")), "{read} {ask}");
        }
    }
    let seen = place.run("inspect i.csv --missing income=refused").done().out;
    assert!(seen.contains("no answer: refused (2)"), "{seen}");
    let idle = place.run("inspect i.parquet --missing income=refused,none --missing id=7").done().err;
    assert!(idle.contains("--missing id=7") && !idle.contains("--missing income"), "{idle}");
}

#[test]
fn words_among_numbers_are_told_how_to_be_stated() {
    let place = place();
    place.file("i.csv", INCOMES).file("two.csv", INCOMES.replacen("refused", "don't know", 1));
    let says = "i.csv: \"income\" holds numbers but for some cells: \"refused\" in line 3, 2 in all. If \"refused\" stands for no answer, state --missing income=refused (missing = [\"income=refused\"] of the source). Else mend them in the file";
    place.run("estimate i.csv --question income --stat mean").fails(3, &[says]);
    place.run("estimate i.csv --question income --stat mean --missing income=refusd").fails(3, &[says]);
    let both = "If \"don't know\", \"refused\" stand for no answer, state --missing \"income=don't know,refused\"";
    place.run("compare two.csv --question income --stat mean --by sex").fails(3, &[both]);
    place.file("text.csv", "income\n\"refused\"\n\"1\"\n\"no\"\n");
    place
        .run("estimate text.csv --question income --stat mean")
        .fails(3, &["holds words: \"refused\" in line 2. A mean"]);
    place.run("convert text.csv text.parquet").done();
}
