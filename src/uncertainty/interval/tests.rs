//! Intervals against statsmodels and SciPy (tests/reference/scipy-intervals.json), against R, and laws.

use super::*;
use crate::uncertainty::{About, Base, Columns, Output, SampleKey};
use proptest::prelude::*;
use serde_json::Value;

pub(super) fn reference() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/scipy-intervals.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A share of a published table: effective n stated, variance known.
pub(super) fn published(p: f64, n: f64) -> Estimate {
    let base = Base { n: Some(n), n_effective: Some(n), ..Base::default() };
    Estimate { value: p, se: (p * (1.0 - p) / n).sqrt(), rounding: 0.0, measure: Measure::Share, base }
}

pub(super) fn level(level: f64) -> Level {
    Level::new(level).unwrap()
}

#[test]
fn names_are_unique_and_lead_back() {
    for (i, interval) in ALL.iter().enumerate() {
        assert_eq!(ALL.iter().position(|other| other.name() == interval.name()), Some(i));
        assert_eq!(named(interval.name()).unwrap().summary(), interval.summary());
    }
    assert!(named("wilsn").is_none());
}

#[test]
fn agree_with_statsmodels_and_scipy() {
    let file = reference();
    let cases = file["single"].as_array().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for case in cases {
        let [count, n, confidence, low, high] = [1, 2, 3, 4, 5].map(|i| case[i].as_f64().unwrap());
        let name = case[0].as_str().unwrap();
        let found = named(name).unwrap().bounds(&published(count / n, n), level(confidence));
        // statsmodels cuts its normal interval off at 0 and 1, and has Jeffreys' without the usual ends at 0 % and 100 %.
        let (mut low, mut high, mut clipped) = (low, high, found);
        match name {
            "wald" => clipped = Bounds::new(found.low.max(0.0), found.high.min(1.0)),
            "jeffreys" if count == 0.0 => low = 0.0,
            "jeffreys" if count == n => high = 1.0,
            _ => {}
        }
        let near =
            (clipped.low - low).abs() <= 1e-10 * low.abs() + 1e-15 && (clipped.high - high).abs() <= 1e-10 * high;
        assert!(near, "{case}: found {found:?}");
        seen.insert(name);
    }
    // Neither has the profile likelihood; its ends are checked by their deviance, and against R.
    seen.insert("likelihood");
    assert!(ALL.iter().all(|interval| seen.contains(interval.name())), "{seen:?}");
}

/// R survey 4.1.1, svyciprop(~I(high=='yes'), design, method, level=0.95) on the samples of California's schools in that package:
/// design, respondents, degrees of freedom, estimate, high end of method "mean", then method and bounds.
type RCase = (&'static str, f64, f64, f64, f64, [(&'static str, f64, f64); 4]);
const R: [RCase; 3] = [
    (
        "apistrat",
        200.0,
        197.0,
        0.536924441879963,
        0.611565642546642,
        [
            ("xlogit", 0.462014618778062, 0.61020384460514),
            ("logit", 0.462014618775789, 0.610203844602867),
            ("korn-graubard", 0.459775821296719, 0.612790253026108),
            ("arcsine", 0.462148762918401, 0.610874282511231),
        ],
    ),
    (
        "apiclus1",
        183.0,
        14.0,
        0.513661202185792,
        0.737880025368641,
        [
            ("xlogit", 0.300927115939978, 0.721558150946952),
            ("logit", 0.300927115939967, 0.721558150946936),
            ("korn-graubard", 0.279862319657403, 0.743143550362647),
            ("arcsine", 0.29553587507555, 0.729083057978154),
        ],
    ),
    (
        "apiclus2",
        126.0,
        39.0,
        0.507011070110701,
        0.678960380491105,
        [
            ("xlogit", 0.340765134176448, 0.671720868270164),
            ("logit", 0.340765134176448, 0.671720868270164),
            ("korn-graubard", 0.328311369498057, 0.684409449775826),
            ("arcsine", 0.338021136545767, 0.675179810542154),
        ],
    ),
];

#[test]
fn agree_with_r_survey() {
    for (sample, n, df, value, wald_high, expected) in R {
        let se = (wald_high - value) / t_quantile(0.975, df);
        // A design effect with n − 1 below, as R has it, makes an effective n that is not p(1 − p)/se².
        let base = Base { n: Some(n), n_effective: Some(0.9 * n), df, ..Base::default() };
        let estimate = Estimate { value, se, rounding: 0.0, measure: Measure::Share, base };
        for (name, low, high) in expected {
            let found = named(name).unwrap().bounds(&estimate, Level::USUAL);
            assert!((found.low - low).abs() < 1e-11 && (found.high - high).abs() < 1e-11, "{sample} {name} {found:?}");
        }
    }
}

#[test]
fn nothing_and_everything_have_an_answer() {
    let sampled = |value, se, n, df| {
        let base = Base { n, df, ..Base::default() };
        Estimate { value, se, rounding: 0.0, measure: Measure::Share, base }
    };
    for interval in ALL.iter().skip(1) {
        let none = interval.bounds(&sampled(0.0, 0.0, Some(30.0), 12.0), Level::USUAL);
        let all = interval.bounds(&sampled(1.0, 0.0, Some(30.0), 12.0), Level::USUAL);
        assert!(none.low == 0.0 && all.high == 1.0, "{} {none:?} {all:?}", interval.name());
        assert!(0.02 < none.high && none.high < 0.2 && 0.8 < all.low && all.low < 0.98, "{} {none:?}", interval.name());
        let unknown = interval.bounds(&sampled(0.0, 0.0, None, 12.0), Level::USUAL);
        assert_eq!(unknown, Bounds::new(0.0, 1.0), "{}: nothing is known", interval.name());
        let no_df = interval.bounds(&sampled(0.3, 0.1, Some(30.0), 0.0), Level::USUAL);
        assert_eq!(no_df, Bounds::new(0.0, 1.0), "{}: no degrees of freedom", interval.name());
        let exact = interval.bounds(&sampled(0.3, 0.0, Some(30.0), 12.0), Level::USUAL);
        assert_eq!(exact, Bounds::new(0.3, 0.3), "{}: nothing varies", interval.name());
        assert!(
            !interval.fits(Measure::Number) && !interval.fits(Measure::Difference) && interval.fits(Measure::Share)
        );
        let number = Estimate { measure: Measure::Number, ..sampled(0.3, 0.1, Some(30.0), 12.0) };
        assert!(interval.bounds(&number, Level::USUAL).low.is_nan(), "{}", interval.name());
    }
    assert!(named("wald").unwrap().fits(Measure::Number));
}

#[test]
fn effective_n_of_the_exact_interval_is_at_most_n() {
    let korn_graubard = named("korn-graubard").unwrap();
    // A stratified design twice as good as a simple sample of 100.
    let base = Base { n: Some(100.0), df: 96.0, ..Base::default() };
    let se = (0.2 * 0.8 / 200.0f64).sqrt();
    let gained = Estimate { value: 0.2, se, rounding: 0.0, measure: Measure::Share, base };
    assert_eq!(korn_graubard.bounds(&gained, Level::USUAL), korn_graubard.bounds(&published(0.2, 100.0), Level::USUAL));
    // Nobody among 100: 1 − 0.025^(1/100).
    let none = korn_graubard.bounds(&Estimate { value: 0.0, se: 0.0, ..gained }, Level::USUAL);
    assert!((none.high - (1.0 - 0.025f64.powf(0.01))).abs() < 1e-14 && none.low == 0.0, "{none:?}");
}

#[test]
fn log_odds_of_replicates_are_taken_one_by_one() {
    let replicated = |shares: Vec<f64>| {
        let base = Base { n: Some(100.0), df: 9.0, ..Base::default() };
        let output = Output { cell: Default::default(), measure: Measure::Share, base };
        let key = SampleKey { fieldwork: "a".into(), domain: vec![], question: None };
        let replicates = (vec![0.5; shares.len()], shares.into_iter().map(|p| vec![p]).collect());
        Estimates::replicated(key, vec![output], vec![0.2], replicates, About::Estimate)
    };
    let (logit, xlogit) = (named("logit").unwrap(), named("xlogit").unwrap());
    let of_first = |method: &dyn Interval, of: &Estimates| method.bounds_of(&of.get(0), (of, 0), Level::USUAL);
    let found = of_first(logit, &replicated(vec![0.1, 0.3]));
    let log_odds = |p: f64| (p / (1.0 - p)).ln();
    let variance = 0.5 * ((log_odds(0.1) - log_odds(0.2)).powi(2) + (log_odds(0.3) - log_odds(0.2)).powi(2));
    let half = (log_odds(found.high) - log_odds(found.low)) / 2.0;
    assert!((half - t_quantile(0.975, 9.0) * variance.sqrt()).abs() < 1e-12, "{found:?}");
    let impossible = replicated(vec![0.0, 0.3]);
    assert_eq!(of_first(logit, &impossible), of_first(xlogit, &impossible));
    let output = replicated(vec![0.1, 0.3]).output(0);
    let key = SampleKey { fieldwork: "a".into(), domain: vec![], question: None };
    let linear = Estimates::linearized(key, vec![output], vec![0.2], vec![], Columns::new(vec![vec![(0, 0.03)]]));
    let (a, b) = (of_first(logit, &linear), of_first(xlogit, &linear));
    assert!((a.low - b.low).abs() < 1e-15 && (a.high - b.high).abs() < 1e-15, "{a:?} {b:?}");
}

/// A share of a sample, with shares of nobody and of all, bases of a handful to a billion and any degrees of freedom.
fn share(least_digits: f64) -> impl Strategy<Value = Estimate> {
    let p =
        prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0f64, (least_digits..0.0f64).prop_map(|digits| 10f64.powf(digits))];
    let df = prop_oneof![Just(f64::INFINITY), 1.0..1000.0f64];
    (p, 0.0..9.0f64, 0.3..9.0f64, df).prop_map(|(p, digits, deff, df)| {
        let n = 10f64.powf(digits) + 1.0;
        let base = Base { n: Some(n), n_effective: Some(n / deff), df, ..Base::default() };
        Estimate { value: p, se: (p * (1.0 - p) * deff / n).sqrt(), rounding: 0.0, measure: Measure::Share, base }
    })
}

proptest! {
    #[test]
    fn intervals_contain_the_share_stay_in_range_and_widen(estimate in share(-12.0), a in 0.01..0.9999f64, b in 0.01..0.9999f64) {
        let (narrow, wide) = (level(a.min(b)), level(a.max(b)));
        for interval in ALL {
            let (inner, outer) = (interval.bounds(&estimate, narrow), interval.bounds(&estimate, wide));
            let name = interval.name();
            prop_assert!(inner.contains(estimate.value), "{name} {inner:?}");
            if name != "wald" {
                prop_assert!(0.0 <= inner.low && inner.high <= 1.0, "{name} {inner:?}");
            }
            let slack = 1e-12;
            prop_assert!(outer.low <= inner.low + slack && inner.high <= outer.high + slack, "{name} {inner:?} {outer:?}");
        }
    }

    #[test]
    // Nearer to 0 than 1e-6, 1 − p is not the same share to nine digits.
    fn yes_mirrors_no(estimate in share(-6.0), a in 0.01..0.9999f64) {
        let mirrored = Estimate { value: 1.0 - estimate.value, ..estimate };
        for interval in ALL {
            let (yes, no) = (interval.bounds(&estimate, level(a)), interval.bounds(&mirrored, level(a)));
            let apart = (yes.low + no.high - 1.0).abs().max((yes.high + no.low - 1.0).abs());
            prop_assert!(apart < 1e-9, "{} {yes:?} {no:?}", interval.name());
        }
    }
}
