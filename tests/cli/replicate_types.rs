//! Replicate weights that contradict the type stated for them, and those that do not.

use crate::kit::Place;

/// Forty people in ten clusters, and the weights of a jackknife of them or of half-samples.
fn replicated(of: impl Fn(usize, usize) -> u8) -> String {
    let names: Vec<String> = (0..10).map(|replicate| format!("r{replicate}")).collect();
    let row = |row: usize| {
        let weights: Vec<String> = (0..10).map(|replicate| of(row % 10, replicate).to_string()).collect();
        format!("{},{}\n", ["yes", "no"][row * row / 7 % 2], weights.join(","))
    };
    format!("vote,{}\n{}", names.join(","), (0..40).map(row).collect::<String>())
}

#[test]
fn replicates_that_are_not_what_is_stated_are_told_of() {
    let place = Place::new();
    let jackknife = replicated(|cluster, replicate| if cluster == replicate { 0 } else { 1 });
    let halves = replicated(|cluster, replicate| if (cluster * (replicate + 3)) % 11 % 2 == 0 { 0 } else { 2 });
    place.file("jk.csv", jackknife).file("brr.csv", halves);
    let warns = |file: &str, how: &str| {
        let ask = format!("estimate {file}.csv --question vote --replicates 'r*' --replicate-type {how}");
        place.run(&ask).done().err
    };
    let scales = "jkn --rscales .9,.9,.9,.9,.9,.9,.9,.9,.9,.9";
    for (file, how, says) in [
        (
            "jk",
            "brr",
            "brr leaves about half of the people out of each replicate, but here, of those whose weight changes between replicates, 12 % weigh 0 in a replicate: they look like a jackknife",
        ),
        ("jk", "sdr", "sdr leaves nobody out of any replicate"),
        ("jk", "bootstrap", "bootstrap leaves many people out of several"),
        ("brr", "jk1", "jk1 leaves nobody out of two replicates"),
        ("brr", scales, "look like half-samples (brr) or a bootstrap"),
        ("jk", "other --scale 0.01", "40 respondents are worth"),
    ] {
        let err = warns(file, how);
        assert!(err.contains("warning[W213]") && err.contains(says), "{file} {how}: {err}");
    }
    for (file, how) in
        [("jk", "jk1"), ("jk", scales), ("jk", "jk2"), ("brr", "brr"), ("brr", "bootstrap"), ("brr", "fay --fay-rho 0")]
    {
        let err = warns(file, how);
        assert!(!err.contains("W213"), "{file} {how}: {err}");
    }
}

/// A file of 300 people, each with a group, an answer and weights in 16 replicates: what `of` gives, by row and replicate.
fn replicated_by(of: impl Fn(usize, usize) -> f64) -> String {
    let names: Vec<String> = (0..16).map(|replicate| format!("r{replicate}")).collect();
    let row = |row: usize| {
        let weights: Vec<String> = (0..16).map(|replicate| of(row, replicate).to_string()).collect();
        format!("{},{},{}\n", ["m", "f"][row % 2], ["yes", "no"][row * row / 7 % 2], weights.join(","))
    };
    format!("sex,vote,{}\n{}", names.join(","), (0..300).map(row).collect::<String>())
}

/// A number from 0 up to `below`, as if by chance.
fn chance(row: usize, replicate: usize, below: u64) -> u64 {
    let mixed = ((row * 16 + replicate + 1) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> 33) % below
}

#[test]
fn replicates_that_may_be_what_is_stated_are_not_told_of() {
    let place = Place::new();
    // Both sexes weigh the same in every replicate but for rounding: their shares have no variance to speak of.
    let calibrated = replicated_by(|row, replicate| {
        let rounding = chance(row, replicate, 10) as f64 / 10_000.0;
        if (row / 2 + replicate) % 5 == 0 { 0.0 } else { 1.25 + rounding }
    });
    // Averages of five resamples: few are in none of them.
    let averaged = replicated_by(|row, replicate| {
        let drawn = (0..5).map(|resample| chance(row + 300 * resample, replicate, 3)).sum::<u64>();
        if chance(row, replicate, 140) == 0 { 0.0 } else { 0.2 + drawn as f64 / 5.0 }
    });
    // Seven in ten stand for themselves, the others are in half of the replicates.
    let certain = replicated_by(|row, replicate| match row % 10 {
        0..7 => 1.0,
        _ => f64::from((row & (replicate + 1)).count_ones() % 2) * 2.0,
    });
    place.file("calibrated.csv", calibrated).file("averaged.csv", averaged).file("certain.csv", certain);
    for (file, question, how) in
        [("calibrated", "sex", "bootstrap"), ("averaged", "vote", "bootstrap"), ("certain", "vote", "brr")]
    {
        let ask = format!("estimate {file}.csv --question {question} --replicates 'r*' --replicate-type {how}");
        let err = place.run(&ask).done().err;
        assert!(!err.contains("W213"), "{file}: {err}");
    }
    let err = place.run("estimate certain.csv --question vote --replicates 'r*' --replicate-type jk1").done().err;
    assert!(err.contains("jk1 leaves nobody out of two replicates"), "{err}");
}
