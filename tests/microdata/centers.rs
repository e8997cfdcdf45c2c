//! Digits that squares keep, wherever the numbers lie: codes outside the domain, groups of other sizes, numbers far from 0.

use super::laws::{Row, Small};
use std::num::NonZeroUsize;
use std::sync::Arc;
use topline::engine::Polars;
use topline::estimate::{Ask, means, standard_deviations, totals, variances};
use topline::sample::{Design, DesignOptions, Microdata, Sample, WithEverybody};
use topline::uncertainty::Estimates;

/// 50 people of 1 to 5 with weights of 1 to 3, in two groups, of which the second has `times` as much; then ten of `code`.
fn people(times: f64, code: Option<f64>) -> Vec<Row> {
    let weight = |at: u32| f64::from(1 + at % 3);
    let size = |at: u32| f64::from(1 + at % 5) * if at % 7 < 3 { times } else { 1.0 };
    let known = (0..50).map(|at| (0, 0, weight(at), size(at), 1, u8::from(at % 7 < 3)));
    let codes = (0..10).filter_map(|at| Some((0, 0, weight(at), code?, 1, (at % 2) as u8)));
    // Codes first: what numbers are summed about comes from the first rows.
    codes.chain(known).collect()
}

fn sample(rows: Vec<Row>) -> Microdata {
    let source = Small::new(rows, 25);
    let design = DesignOptions { weight: Some("w".into()), ..DesignOptions::default() };
    let design = Design::new(&design, &*source).unwrap();
    Microdata::new(source, Arc::new(Polars::new(NonZeroUsize::MIN)), design)
}

fn ask(by: &[&str]) -> Ask {
    Ask { question: "x".into(), by: by.iter().map(|&by| by.into()).collect(), ..Ask::default() }
}

/// Mean, total, variance and standard deviation of every cell, with their standard errors.
fn figures(sample: &dyn Sample, by: &[&str]) -> Vec<(f64, f64)> {
    let kinds = [means, totals, variances, standard_deviations];
    let made: Vec<Estimates> = kinds.iter().flat_map(|kind| kind(sample, &ask(by)).unwrap()).collect();
    made.iter().flat_map(|made| (0..made.len()).map(|at| (made.get(at).value, made.get(at).se))).collect()
}

#[track_caller]
fn are_close(found: &[(f64, f64)], wanted: &[(f64, f64)], within: f64) {
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        let off = |a: f64, b: f64| (a - b).abs() / b.abs();
        assert!(off(found.0, wanted.0) < within && off(found.1, wanted.1) < within, "{found:?} {wanted:?}");
    }
}

/// R 4.2, survey 4.1.1: `d <- data.frame(x = 1 + 0:49 %% 5, w = 1 + 0:49 %% 3)`, `s <- svydesign(~1, weights = ~w, data = d)`; `svymean`,
/// `svytotal`, `svyvar` and for the deviation SE(v)/(2√v).
const FROM_R: [(f64, f64); 4] = [
    (3.010_101_010_101_01, 0.215_235_349_421_342_5),
    (298.0, 27.625_779_146_829_28),
    (2.009_790_754_379_499, 0.265_039_403_920_992),
    (1.417_670_890_714_59, 0.093_477_056_507_591_98),
];

#[test]
fn codes_outside_the_domain_take_no_digits() {
    are_close(&figures(&sample(people(1.0, None)), &[]), &FROM_R, 1e-12);
    let within = |code| figures(&sample(people(1.0, Some(code))).within("x >= 1 and x <= 5").unwrap(), &[]);
    let wanted = within(6.0);
    // Sixty were drawn, not fifty: n/(n − 1) is another.
    assert!((wanted[0].1 / FROM_R[0].1 - (60.0_f64 / 59.0 / (50.0 / 49.0)).sqrt()).abs() < 1e-12);
    for code in [99.0, 99_999.0, 999_999_999.0, -9e15] {
        are_close(&within(code), &wanted, 1e-11);
    }
}

#[test]
fn groups_of_other_sizes_take_no_digits() {
    let wanted = figures(&sample(people(1.0, None)), &["group"]);
    for times in [1e3, 1e7, 1e12] {
        let found = figures(&sample(people(times, None)), &["group"]);
        // Of four figures of each group those of the second are `times` and, the variance, `times`² as much.
        let scaled = |(at, (value, se)): (usize, &(f64, f64))| {
            let by = [1.0, times][at % 2].powi(if at / 2 == 2 { 2 } else { 1 });
            (value * by, se * by)
        };
        are_close(&found, &wanted.iter().enumerate().map(scaled).collect::<Vec<_>>(), 1e-11);
    }
}

/// Everybody, summed from groups whose squares are about numbers of their own, is what everybody is alone.
#[test]
fn everybody_is_the_sum_of_groups_of_other_sizes() {
    for times in [1.0, 1e4, 1e9] {
        let sample = sample(people(times, None));
        let both = figures(&WithEverybody(&sample), &["group"]);
        let everybody: Vec<(f64, f64)> = both.chunks_exact(3).map(|of| of[2]).collect();
        are_close(&everybody, &figures(&sample, &[]), 1e-11);
    }
}

/// The numbers themselves have no more than 16 digits: those of their differences are fewer by as many as they have in common.
#[test]
fn numbers_far_from_0_keep_the_digits_they_have() {
    let wanted = figures(&sample(people(1.0, None)), &[]);
    for (far, within) in [(1e3, 1e-11), (1e6, 1e-9), (1e9, 1e-6)] {
        let moved = people(1.0, None).into_iter().map(|row| (row.0, row.1, row.2, row.3 + far, row.4, row.5)).collect();
        let found = figures(&sample(moved), &[]);
        are_close(&found[2..], &wanted[2..], within);
        assert!((found[0].0 - far - wanted[0].0).abs() < 1e-15 * far, "{far}");
        assert!((found[0].1 / wanted[0].1 - 1.0).abs() < within, "{far}");
    }
}
