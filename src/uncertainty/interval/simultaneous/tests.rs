//! Simultaneous intervals against statsmodels (tests/reference/scipy-intervals.json), and laws.

use super::super::tests::{level, published, reference};
use super::*;
use crate::uncertainty::interval;
use proptest::prelude::*;

fn question(counts: &[f64]) -> Vec<Estimate> {
    let total: f64 = counts.iter().sum();
    counts.iter().map(|count| published(count / total, total)).collect()
}

fn exact() -> &'static dyn Interval {
    interval::named("korn-graubard").unwrap()
}

#[test]
fn names_are_unique_and_lead_back() {
    for (i, simultaneous) in ALL.iter().enumerate() {
        assert_eq!(ALL.iter().position(|other| other.name() == simultaneous.name()), Some(i));
        assert_eq!(named(simultaneous.name()).unwrap().summary(), simultaneous.summary());
    }
    assert!(named("sison").is_none());
}

#[test]
fn agree_with_statsmodels() {
    let file = reference();
    let cases = file["simultaneous"].as_array().unwrap();
    assert!(cases.len() >= 150);
    for case in cases {
        let counts: Vec<f64> = case[1].as_array().unwrap().iter().map(|count| count.as_f64().unwrap()).collect();
        let method = named(case[0].as_str().unwrap()).unwrap();
        let found = method.bounds(&question(&counts), level(case[2].as_f64().unwrap()), exact());
        for (found, expected) in found.iter().zip(case[3].as_array().unwrap()) {
            let [low, high] = [0, 1].map(|end| expected[end].as_f64().unwrap());
            assert!((found.low - low).abs() < 1e-10 && (found.high - high).abs() < 1e-10, "{case}: {found:?}");
        }
    }
}

#[test]
fn part_of_a_question_has_a_rest_unless_rounding_explains_it() {
    let sison_glaz = named("sison-glaz").unwrap();
    let whole = sison_glaz.bounds(&question(&[528.0, 960.0, 112.0]), Level::USUAL, exact());
    let part = sison_glaz.bounds(&question(&[528.0, 960.0, 112.0])[..2], Level::USUAL, exact());
    assert_eq!(whole[..2], part);
    let printed = |p: f64| Estimate { rounding: 0.005, ..published(p, 100.0) };
    let rounded = sison_glaz.bounds(&[0.33, 0.33, 0.33].map(printed), Level::USUAL, exact());
    assert_eq!(rounded, sison_glaz.bounds(&question(&[33.0, 33.0, 33.0]), Level::USUAL, exact()).as_slice());
}

#[test]
fn degenerate_questions_have_an_answer() {
    for method in ALL {
        for shares in
            [vec![], question(&[0.0, 7.0]), question(&[1.0]), question(&[1e12, 3e12]), vec![published(0.2, 0.5)]]
        {
            let found = method.bounds(&shares, Level::USUAL, exact());
            assert_eq!(found.len(), shares.len());
            for (bounds, share) in found.iter().zip(&shares) {
                let sound = bounds.contains(share.value) && bounds.low >= 0.0 && bounds.high <= 1.0;
                assert!(sound, "{} {bounds:?}", method.name());
            }
        }
    }
}

proptest! {
    #[test]
    fn all_contain_their_share_and_are_wider_than_one_alone(
        counts in proptest::collection::vec(0u32..3000, 2..8), confidence in 0.5..0.999f64
    ) {
        prop_assume!(counts.iter().sum::<u32>() > 30);
        let shares = question(&counts.iter().map(|&count| f64::from(count)).collect::<Vec<_>>());
        for method in ALL {
            let found = method.bounds(&shares, level(confidence), exact());
            for (bounds, share) in found.iter().zip(&shares) {
                prop_assert!(bounds.contains(share.value), "{} {bounds:?}", method.name());
                prop_assert!(0.0 <= bounds.low && bounds.high <= 1.0, "{} {bounds:?}", method.name());
            }
            let wider = method.bounds(&shares, level((1.0 + confidence) / 2.0), exact());
            // The 2γ of Sison and Glaz falls from 2 to 0 where c grows by 1.
            let slack = if method.name() == "sison-glaz" { 1.0 / counts.iter().sum::<u32>() as f64 } else { 1e-12 };
            for (inner, outer) in found.iter().zip(&wider) {
                prop_assert!(outer.low <= inner.low + slack && inner.high <= outer.high + slack, "{}", method.name());
            }
        }
        let wilson = interval::named("wilson").unwrap();
        let single: Vec<Bounds> = shares.iter().map(|share| wilson.bounds(share, level(confidence))).collect();
        let goodman = named("goodman").unwrap().bounds(&shares, level(confidence), wilson);
        prop_assert!(single.iter().zip(&goodman).all(|(one, all)| all.low <= one.low && one.high <= all.high));
    }
}
