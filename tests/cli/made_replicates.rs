//! Replicate weights made on the way: variances against R, the same from a converted file, and what is refused.

use crate::kit::{Came, Place};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/data");

/// A folder with a reference file, without the replicate weights that it may come with.
fn place(file: &str) -> Place {
    let text = std::fs::read_to_string(format!("{DATA}/{file}")).unwrap().replace(",\"rep0", ",\"own0");
    let place = Place::new();
    place.file(file, text);
    place
}

fn numbers(came: &Came) -> (f64, f64) {
    let mut lines = csv::Reader::from_reader(came.out.as_bytes());
    let headings = lines.headers().unwrap().clone();
    let row = lines.records().next().unwrap().unwrap();
    let of = |name: &str| row[headings.iter().position(|heading| heading == name).unwrap()].parse().unwrap();
    (of("se"), of("df"))
}

/// R survey 4.1.1: standard errors of svymean and svyratio on as.svrepdesign(design, type = …, mse = TRUE), and its degf.
#[test]
fn variances_are_those_of_r() {
    let one = "made.csv --weight w --strata h --psu psu --nested";
    let scd = "scd.csv --ratio alive/arrests --strata ESA --psu ambulance";
    for (flags, how, se, df) in [
        (
            "apistrat.csv --question api00 --stat mean --weight pw --strata stype --fpc fpc",
            "jackknife",
            9.4089408027845,
            197.0,
        ),
        ("apiclus1.csv --question api00 --stat mean --weight pw --psu dnum", "jackknife", 26.5997137220988, 14.0),
        (&format!("{one} --question y --stat mean"), "jackknife", 1.61171011154697, 17.0),
        (scd, "brr", 0.00942663573267296, 3.0),
        (scd, "brr --fay-rho .3", 0.0095291891428917, 3.0),
    ] {
        let place = place(flags.split(' ').next().unwrap());
        let found = numbers(&place.run(&format!("estimate {flags} --make-replicates {how}")).done());
        assert!((found.0 - se).abs() < 1e-9 * se, "{flags} {how}: {found:?}");
        assert_eq!(found.1, df, "{flags} {how}");
    }
}

/// `convert` writes them as columns, and beside them a study that knows their design: the same numbers, to the last digit.
#[test]
fn a_converted_file_gives_the_same() {
    let place = place("made.csv");
    let design = "--weight w --strata h --psu psu --nested";
    for how in ["jackknife", "bootstrap --seed 7 --replicate-count 40", "sdr"] {
        let ask = "--question y --stat mean --by group";
        let made = place.run(&format!("estimate made.csv {ask} {design} --make-replicates {how} --threads 1")).done();
        let threads =
            place.run(&format!("estimate made.csv {ask} {design} --make-replicates {how} --threads 3")).done();
        assert_eq!(made.out, threads.out);
        for out in ["out.csv", "out.parquet"] {
            place.run(&format!("convert made.csv {out} {design} --make-replicates {how} --force")).done();
            assert_eq!(place.run(&format!("estimate out.toml#out {ask}")).done().out, made.out, "{how} {out}");
        }
    }
    let seeds: Vec<String> = (7..9)
        .map(|seed| place.run(&format!("estimate made.csv --question y --stat mean {design} --make-replicates bootstrap --replicate-count 9 --seed {seed}")).done().out)
        .collect();
    assert_ne!(seeds[0], seeds[1]);
    // A study that somebody wrote is not overwritten.
    place.file("mine.toml", "title = 'mine'\n");
    place.run(&format!("convert made.csv mine.csv {design} --make-replicates jackknife")).fails(2, &["mine.toml"]);
    assert!(!place.path("mine.csv").exists());
}

#[test]
fn what_they_need_and_what_has_no_effect() {
    let place = place("made.csv");
    let design = "--weight w --strata h --psu psu --nested";
    for (more, says) in [
        ("--make-replicates bootstrap", "--seed 1"),
        ("--make-replicates jackknife --seed 3", "--seed has no effect"),
        ("--make-replicates jackknife --replicate-count 9", "--replicate-count has no effect"),
        ("--make-replicates sdr --fay-rho .3", "--fay-rho has no effect"),
        ("--make-replicates jackknife --mse on", "--mse has no effect on --make-replicates jackknife, which knows it"),
        ("--make-replicates jackknife --combined off", "--combined has no effect on --make-replicates jackknife"),
        ("--make-replicates sdr --scale 2", "--scale has no effect on --make-replicates sdr"),
        ("--make-replicates sdr --rscales 1,2", "--rscales has no effect on --make-replicates sdr"),
        ("--make-replicates brr --replicate-type brr", "--replicate-type has no effect on --make-replicates brr"),
        ("--seed 3", "--seed has no effect without --make-replicates"),
        ("--replicate-count 3", "--replicate-count has no effect without --make-replicates"),
        ("--make-replicates brr", "brr needs two clusters in every stratum, and one has 3"),
        ("--make-replicates jacknife", "did you mean \"jackknife\""),
        ("--make-replicates jackknife --replicates w*", "cannot be used with"),
        ("--make-replicates jackknife --lonely-psu adjust", "--lonely-psu remove"),
    ] {
        place.run(&format!("estimate made.csv --question y --stat mean {design} {more}")).fails(2, &[says]);
    }
}
