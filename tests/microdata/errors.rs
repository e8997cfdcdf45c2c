//! What respondent-level data and designs can be wrong in: every mistake is an error in plain words that names the place.

use std::num::NonZeroUsize;
use std::sync::Arc;
use topline::engine::Polars;
use topline::estimate::{Ask, means, shares};
use topline::ingest::microdata::{Frame, open, read_delimited};
use topline::sample::{Design, DesignOptions, Microdata, ReplicateType};
use topline::survey::{Column, Kind, Source, Value, Variable};

const PLAIN: &str = "h,psu,w,n,x,v\n1,11,2,30,4,yes\n1,12,2,30,5,no\n2,21,3,40,6,yes\n2,22,3,40,7,no\n";

fn options() -> DesignOptions {
    DesignOptions {
        weight: Some("w".into()),
        strata: vec!["h".into()],
        psu: vec!["psu".into()],
        ..DesignOptions::default()
    }
}

/// What is said about the mean of x, by `by`.
fn says_by(text: &str, options: DesignOptions, by: &[&str]) -> String {
    let source: Arc<dyn Source> = Arc::new(read_delimited("a.csv", text.as_bytes()).unwrap());
    let design = match Design::new(&options, &*source) {
        Ok(design) => design,
        Err(error) => return error.to_string(),
    };
    let sample = Microdata::new(source, Arc::new(Polars::new(NonZeroUsize::MIN)), design);
    let by = by.iter().map(|&by| by.into()).collect();
    match means(&sample, &Ask { question: "x".into(), by, ..Ask::default() }) {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn says(text: &str, options: DesignOptions) -> String {
    says_by(text, options, &[])
}

#[test]
fn a_sound_file_is_let_through() {
    assert_eq!(says(PLAIN, options()), "nothing");
}

#[test]
fn weights_are_numbers_of_at_least_nothing() {
    let negative = says(&PLAIN.replace("21,3", "21,-3"), options());
    assert_eq!(negative, "a.csv: line 4, column \"w\": the weight is -3; a weight is a number of at least 0");
    let missing = says(&PLAIN.replace("21,3", "21,"), options());
    assert_eq!(missing, "a.csv: line 4, column \"w\": the weight is missing; a weight is a number of at least 0");
    let zero = says(&PLAIN.replace(",2,", ",0,").replace(",3,", ",0,"), options());
    assert_eq!(zero, "a.csv: all weights in \"w\" are 0: name another column as the weight, or none");
    let words = says(&PLAIN.replace("21,3", "21,three"), options());
    assert_eq!(words, "a.csv: column \"w\" holds words, but the weight must be a number: \"three\" in line 4");
}

#[test]
fn columns_of_the_design_are_there() {
    let typo = says(PLAIN, DesignOptions { strata: vec!["hh".into()], ..options() });
    assert!(typo.starts_with("a.csv: no column \"hh\" for the stratum; did you mean \"h\"?"), "{typo}");
    let empty = says(&PLAIN.replace("2,22", ",22"), options());
    assert!(empty.starts_with("a.csv: line 5, column \"h\": nothing stands there"), "{empty}");
}

#[test]
fn a_cluster_lies_in_one_stratum() {
    let shared = says(&PLAIN.replace("2,21", "2,12"), options());
    assert!(shared.starts_with("a.csv: cluster 12 stands in stratum 1 and in stratum 2."), "{shared}");
    assert!(shared.contains("nested = true (--nested)"), "{shared}");
    let nested = DesignOptions { nested: true, ..options() };
    assert_eq!(says(&PLAIN.replace("2,21", "2,12"), nested), "nothing");
    // Numbers that begin again in every stratum speak for themselves.
    let again = PLAIN.replace("1,11", "1,1").replace("1,12", "1,2").replace("2,21", "2,1").replace("2,22", "2,2");
    assert_eq!(says(&again, options()), "nothing");
}

#[test]
fn one_stratum_has_one_spelling() {
    let text = "h,psu,w,x\nNorth,1,1,1\nNorth,2,1,2\nnorth ,3,1,3\nnorth ,4,1,3\n";
    let two = says(&text.replace("north ", "north"), options());
    assert!(two.starts_with("a.csv: strata \"North\" and \"north\" look like one stratum"), "{two}");
}

#[test]
fn a_lonely_cluster_is_named() {
    let lonely = says(&PLAIN.replace("2,22,3,40,7,no\n", ""), options());
    assert!(lonely.starts_with("a.csv: stratum 2 has only one sampling unit at stage 1"), "{lonely}");
    assert!(lonely.contains("--lonely-psu certainty"), "{lonely}");
    let all = says("h,psu,w,x\n1,1,1,3\n1,1,1,4\n", DesignOptions { strata: vec![], ..options() });
    assert!(all.contains("only one sampling unit"), "{all}");
}

#[test]
fn populations_are_larger_than_samples() {
    let with = || DesignOptions { fpc: vec!["n".into()], ..options() };
    assert_eq!(says(PLAIN, with()), "nothing");
    let small = says(&PLAIN.replace(",40,", ",1,"), with());
    assert_eq!(small, "a.csv: stage 1, stratum 2: 2 units in the sample, but a population of 1; check the fpc column");
    let mixed = says(&PLAIN.replace(",40,", ",0.5,"), with());
    assert!(mixed.contains("fpc is 0.5, elsewhere 30") && mixed.contains("not both"), "{mixed}");
    let varies = says(&PLAIN.replacen(",40,", ",41,", 1), with());
    assert_eq!(
        varies,
        "a.csv: stage 1, stratum 2: the population size is 41 for one unit and 40 for another; it is one for all units of a stratum: check the fpc column"
    );
}

#[test]
fn replicates_match_their_type() {
    let text = "w,r1,r2,r3,x\n1,1,2,0,3\n1,2,0,1,4\n1,0,1,2,6\n";
    let with = |kind, rscales: &[f64]| DesignOptions {
        weight: Some("w".into()),
        replicates: Some("r*".into()),
        replicate_type: kind,
        rscales: rscales.to_vec(),
        ..DesignOptions::default()
    };
    assert_eq!(says(text, with(Some(ReplicateType::Bootstrap), &[])), "nothing");
    assert!(says(text, with(None, &[])).contains("--replicate-type"));
    assert!(says(text, with(Some(ReplicateType::Jkn), &[])).contains("jkn needs (n − 1)/n"));
    let two = says(text, with(Some(ReplicateType::Jkn), &[0.5, 0.5]));
    assert_eq!(two, "2 rscales for 3 replicate columns: one for each is needed");
    assert!(says(text, with(Some(ReplicateType::Fay), &[])).contains("fay needs its ρ"));
    let none = DesignOptions { replicates: Some("q*".into()), ..with(Some(ReplicateType::Brr), &[]) };
    assert!(says(text, none).starts_with("a.csv: no column is named like \"q*\""));
    let both = DesignOptions { strata: vec!["x".into()], ..with(Some(ReplicateType::Brr), &[]) };
    assert!(says(text, both).contains("replicate weights carry the whole design"));
    let alone = DesignOptions { mse: Some(true), ..options() };
    assert!(says(PLAIN, alone).starts_with("mse has no effect without replicate weights"));
    let negative = says(&text.replace("2,0,1,4", "-2,0,1,4"), with(Some(ReplicateType::Bootstrap), &[]));
    assert!(negative.starts_with("a.csv: line 3, column \"r1\": the weight is -2"), "{negative}");
    // Replicate weights of the American Community Survey are below 0 now and then.
    assert_eq!(says(&text.replace("2,0,1,4", "-2,0,1,4"), with(Some(ReplicateType::Sdr), &[])), "nothing");
    let gap = says(&text.replace("2,0,1,4", ",0,1,4"), with(Some(ReplicateType::Sdr), &[]));
    assert!(gap.starts_with("a.csv: line 3, column \"r1\": the weight is missing"), "{gap}");
}

#[test]
fn questions_and_groups_make_sense() {
    assert!(says_by(PLAIN, options(), &["sex"]).starts_with("no group variable named \"sex\" in a.csv"));
    let word = says(&PLAIN.replace(",4,yes", ",four,yes"), options());
    assert!(word.starts_with("a.csv: \"x\" holds numbers but for one cell: \"four\" in line 2"), "{word}");
    let mut many = String::from("id,w,x\n");
    (0..10_000).for_each(|id| many.push_str(&format!("{id},1,{}\n", id % 7)));
    let srs = DesignOptions { weight: Some("w".into()), ..DesignOptions::default() };
    let levels = says_by(&many, srs, &["id"]);
    assert!(levels.starts_with("a.csv: id has 10000 levels, and answers and groups are at most 5000"), "{levels}");
}

#[test]
fn labels_that_collide_are_named() {
    let mut vote = Variable::new("vote", Kind::Number);
    vote.labels = vec![(Value::number(1.0), "Yes".into()), (Value::number(2.0), "Yes".into())];
    let column = Column::Numbers(vec![1.0, 2.0, 2.0].into());
    let source: Arc<dyn Source> = Arc::new(Frame::new("made", vec![(vote, column)]).unwrap());
    let design = Design::new(&DesignOptions::default(), &*source).unwrap();
    let sample = Microdata::new(source, Arc::new(Polars::new(NonZeroUsize::MIN)), design);
    let error = shares(&sample, &Ask { question: "vote".into(), ..Ask::default() }).unwrap_err().to_string();
    assert!(error.starts_with("made: vote: the values 1 and 2 are both labelled \"Yes\""), "{error}");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let message =
        |path: &str| open(std::path::Path::new(path)).err().map(|error| error.to_string()).unwrap_or_default();
    assert_eq!(message("no such.csv"), "no such.csv: no such file");
    assert!(message("a.docx").contains("files that can be read end in .parquet"));
}
