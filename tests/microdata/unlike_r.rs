//! Where R is not followed: by how much, and what is right by hand. 125 of the 133 people of `odd.csv` answered `say`.

use std::num::NonZeroUsize;
use std::path::Path;
use topline::estimate::{self, Ask};
use topline::sample::{Design, DesignOptions, Microdata, ReplicateType};
use topline::uncertainty::{Bounds, Estimate, Level, interval};
use topline::{engine, ingest};

/// Those who say yes.
fn yes(design: DesignOptions) -> Estimate {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/data");
    let scales = std::fs::read_to_string(folder.join("odd_jkn.rscales")).unwrap();
    let rscales = match design.replicates {
        Some(_) => scales.split_whitespace().map(|scale| scale.parse().unwrap()).collect(),
        None => Vec::new(),
    };
    let source = ingest::microdata::open(&folder.join("odd.csv")).unwrap();
    let design = Design::new(&DesignOptions { weight: Some("w".into()), rscales, ..design }, &*source).unwrap();
    let sample = Microdata::new(source, (engine::ALL[0].make)(NonZeroUsize::MIN).into(), design);
    let ask = Ask { question: "say".into(), answers: vec!["yes".into()], ..Ask::default() };
    let made = estimate::shares(&sample, &ask).unwrap();
    made[0].get(0)
}

fn bounds(name: &str, estimate: &Estimate) -> Bounds {
    interval::named(name).unwrap().bounds(estimate, Level::USUAL)
}

fn near(found: Bounds, low: f64, high: f64) -> bool {
    (found.low - low).abs() < 1e-9 && (found.high - high).abs() < 1e-9
}

/// Korn and Graubard's n* = p(1 − p)/V · (t at n − 1 / t at df)². By hand with p = 0.452152675699381, V = 0.00225818660015854 and df = 4: the n
/// of those who answered, 125, gives n* = 55.7469569252955 and the ends `qbeta(.025, n* p, n*(1 − p) + 1)`, `qbeta(.975, n* p + 1, n*(1 − p))`
/// below; R (`svyciprop(~vy, design, method = "beta", na.rm = TRUE)`) takes all 133 rows, so that people who said nothing add to what is known.
#[test]
fn korn_and_graubard_count_those_who_answered() {
    let estimate = yes(DesignOptions { psu: vec!["h".into()], ..DesignOptions::default() });
    let found = bounds("korn-graubard", &estimate);
    assert!(near(found, 0.31839926972588, 0.591165547847396), "{found:?}");
    assert!(!near(found, 0.31831971884322, 0.591251451311853), "R's: {found:?}");
}

/// An effective n of 267.9 people, of whom 125 were asked, counts as 125: `qbeta` at n* = 125. R takes 267.6.
#[test]
fn korn_and_graubard_count_nobody_twice() {
    let strata = DesignOptions { strata: vec!["h".into()], psu: vec!["psu".into()], ..DesignOptions::default() };
    let found = bounds("korn-graubard", &yes(strata));
    assert!(near(found, 0.362989315854573, 0.543635486000018), "{found:?}");
    assert!(!near(found, 0.391478257048, 0.513898431346), "R's: {found:?}");
}

/// At both ends 2·p(1 − p)/V·[p ln(p/p₀) + (1 − p) ln((1 − p)/(1 − p₀))] is t²·m/(m − 1), m being the 125 who answered, t that at 17 degrees of
/// freedom, and V the variance of the share, of replicates too; that of the log-odds would give `of_log_odds`. R
/// (`svyciprop(~yes, design, method = "likelihood", na.rm = TRUE)`) has for m above the line 124.378, the weight of those who answered over
/// everybody's mean weight, and so the ends 0.392564634 and 0.512671842; of replicates it has NA, for it divides the deviance by a dispersion
/// of 133 and finds no end.
#[test]
fn the_profile_of_replicates_rests_on_the_variance_of_the_share() {
    let replicated = DesignOptions {
        replicates: Some("jk*".into()),
        replicate_type: Some(ReplicateType::Jkn),
        ..DesignOptions::default()
    };
    let linearized = DesignOptions { strata: vec!["h".into()], psu: vec!["psu".into()], ..DesignOptions::default() };
    let of_log_odds = (0.392239499324, 0.513007666949);
    for (design, low, high) in
        [(replicated, 0.39222302081, 0.513024669273), (linearized, 0.39241845057, 0.512823036914)]
    {
        let estimate = yes(design);
        let (p, found) = (estimate.value, bounds("likelihood", &estimate));
        assert!(near(found, low, high) && !near(found, of_log_odds.0, of_log_odds.1), "{found:?}");
        for end in [found.low, found.high] {
            let n = p * (1.0 - p) / estimate.se.powi(2);
            let fall = 2.0 * n * (p * (p / end).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - end)).ln());
            assert!((fall - 2.10981557783332_f64.powi(2) * 125.0 / 124.0).abs() < 1e-9, "{fall}");
        }
    }
}
