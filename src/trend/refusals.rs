//! What is refused and how it says so; what is let in and how it says so.

use super::tests::{observation, options};
use super::*;
use crate::num::Matrix;
use crate::survey::{Cell, Period, Wave};
use crate::uncertainty::{Base, Columns, Estimates, Measure, Output, SampleKey};

fn waves(points: &[(f64, f64)]) -> Vec<Observation> {
    points.iter().map(|&(time, value)| observation(time, value, 2e-4)).collect()
}

fn fit(method: &str, observations: Vec<Observation>) -> Result<Trend, TrendError> {
    named(method).unwrap().fit(&Series::independent("support", observations)?, &options())
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, TrendError>, words: &str) {
    let message = result.unwrap_err().to_string();
    assert!(message.contains(words), "{message:?} does not say {words:?}");
}

#[test]
fn names_are_unique_and_found() {
    for model in ALL {
        assert_eq!(named(model.name()).unwrap().name(), model.name());
        assert_eq!(ALL.iter().filter(|other| other.name() == model.name()).count(), 1);
        assert!(!model.summary().is_empty());
    }
    assert!(named("lien").is_none());
}

#[test]
fn too_few_waves_or_dates_are_named() {
    for method in ["line", "logit-line", "local-level"] {
        refused(fit(method, waves(&[(20000.0, 0.3), (20030.0, 0.4)])), "needs at least 3 waves, there are 2");
        refused(
            fit(method, waves(&[(20440.0, 0.3), (20440.0, 0.4), (20440.0, 0.4)])),
            "all 3 waves are dated 2025-12-18",
        );
    }
    refused(fit("line", vec![]), "at least 1");
}

#[test]
fn numbers_that_are_none_are_named() {
    let with = |change: &dyn Fn(&mut Observation)| {
        let mut observations = waves(&[(20000.0, 0.3), (20030.0, 0.4), (20060.0, 0.5)]);
        change(&mut observations[1]);
        Series::independent("support", observations)
    };
    refused(with(&|o| o.time = f64::NAN), "the date of wave \"day 20030\" is NaN");
    refused(with(&|o| o.estimate.value = f64::NAN), "the share of wave \"day 20030\" is NaN");
    refused(with(&|o| o.estimate.value = 1.2), "is 1.2; it must be between 0 and 1");
    refused(with(&|o| o.estimate.se = f64::INFINITY), "the variance of wave");
    refused(with(&|o| o.estimate.measure = Measure::Number), "a series follows one thing");
    refused(with(&|o| (o.estimate.se, o.estimate.base.n_effective) = (0.0, None)), "has sampling variance 0");
    refused(fit("line", waves(&[(-1e9, 0.3), (0.0, 0.4), (1e9, 0.4)])), "more than 100000");
    let absurd = fit("line", waves(&[(1e300, 0.3), (1e300, 0.4), (1e300, 0.4)]));
    refused(absurd, "day 1e300");
}

#[test]
fn covariances_that_cannot_be_are_named() {
    let with = |covariance| Series::correlated("support", waves(&[(20000.0, 0.3), (20030.0, 0.4)]), covariance);
    refused(with(Matrix::zeros(3, 3)), "is 3 × 3, but there are 2 waves");
    refused(with(Matrix::from_row_slice(2, 2, &[1e-4, 1e-4, 1e-4, 1e-4])), "not positive definite");
    refused(with(Matrix::from_row_slice(2, 2, &[1e-4, 5e-5, 0.0, 1e-4])), "not symmetric");
    refused(with(Matrix::from_row_slice(2, 2, &[1e-4, f64::NAN, f64::NAN, 1e-4])), "not positive definite");
    let mut correlated = Matrix::from_diagonal_element(3, 3, 1e-4);
    (correlated[(0, 2)], correlated[(2, 0)]) = (2e-5, 2e-5);
    let points = waves(&[(20000.0, 0.3), (20030.0, 0.4), (20060.0, 0.5)]);
    let series = Series::correlated("support", points, correlated).unwrap();
    refused(named("local-level").unwrap().fit(&series, &options()), "\"day 20000\" and \"day 20060\" are correlated");
    let mut dust = Matrix::from_diagonal_element(3, 3, 1e-4);
    (dust[(0, 2)], dust[(2, 0)]) = (-3e-20, -4e-20);
    let points = waves(&[(20000.0, 0.3), (20030.0, 0.4), (20060.0, 0.5)]);
    let series = Series::correlated("support", points, dust).unwrap();
    assert!(named("local-level").unwrap().fit(&series, &options()).is_ok(), "rounding is no correlation");
}

#[test]
fn houses_are_checked() {
    let of = |names: [Option<&str>; 5], houses: Houses| {
        let mut observations = waves(&[(0.0, 0.3), (9.0, 0.4), (20.0, 0.35), (31.0, 0.41), (40.0, 0.38)]);
        observations.iter_mut().zip(names).for_each(|(o, name)| o.house = name.map(Into::into));
        let series = Series::independent("support", observations).unwrap();
        named("local-level").unwrap().fit(&series, &FitOptions { houses: Some(houses), ..options() })
    };
    let (a, b, c, d) = (Some("Alpha"), Some("Beta"), Some("Gamma"), Some("Delta"));
    refused(of([a, b, None, a, b], Houses::SumToZero), "wave \"day 20\" names no pollster");
    refused(of([a; 5], Houses::SumToZero), "every wave is by Alpha");
    refused(of([a, b, a, b, a], Houses::Anchor("Alhpa".into())), "did you mean \"Alpha\"?");
    refused(of([a, b, c, d, a], Houses::SumToZero), "needs at least 6 waves");
    let line = named("line").unwrap();
    let series = Series::independent("support", waves(&[(0.0, 0.3), (9.0, 0.4), (20.0, 0.35)])).unwrap();
    refused(
        line.fit(&series, &FitOptions { houses: Some(Houses::SumToZero), ..options() }),
        "line takes no house effects",
    );
}

#[test]
fn spans_are_checked() {
    refused(Span::new(0.0), "a span of 0");
    refused(Span::new(f64::NAN), "must be above 0 and at most 1");
    let points = [(0.0, 0.3), (9.0, 0.4), (20.0, 0.35), (31.0, 0.41), (40.0, 0.38), (40.0, 0.39), (40.0, 0.37)];
    let series = Series::independent("support", waves(&points)).unwrap();
    let with = |span| named("loess").unwrap().fit(&series, &FitOptions { span: Span::new(span).ok(), ..options() });
    refused(with(0.3), "the nearest 2 waves (span 0.3) have too few dates");
    refused(fit("loess", waves(&points[..4])), "at least 5 waves");
    let uneven = [(0.0, 0.3), (9.0, 0.4), (20.0, 0.35), (33.0, 0.41), (48.0, 0.38)];
    refused(fit("loess", waves(&uneven)), "leave no scatter to judge them by");
    assert!(with(1.0).is_ok());
}

#[test]
fn a_share_of_nothing_gets_a_floor_and_says_so() {
    let mut observations = waves(&[(20000.0, 0.02), (20030.0, 0.01), (20060.0, 0.0)]);
    let nothing = &mut observations[2].estimate;
    (nothing.se, nothing.base) = (0.0, Base { n_effective: Some(396.0), ..Base::default() });
    let series = Series::independent("support", observations).unwrap();
    // p̃ = 2/400, and its variance over 396.
    assert!((series.covariance()[(2, 2)] - 0.005 * 0.995 / 396.0).abs() < 1e-18);
    let codes = |method: &str| {
        let trend = named(method).unwrap().fit(&series, &options()).unwrap();
        trend.notes().iter().map(|note| note.code()).collect::<Vec<_>>()
    };
    assert!(codes("line").starts_with(&["variance-floor", "cut"]), "{:?}", codes("line"));
    assert!(codes("logit-line").starts_with(&["variance-floor", "moved-inside"]), "{:?}", codes("logit-line"));
}

#[test]
fn estimates_of_one_thing_become_a_series_in_time() {
    let wave = |month: i8, answer: &str, pollster: &str| {
        let period = Period::month(2025, month);
        let cell = Cell {
            question: Some("support".into()),
            answer: Some(answer.into()),
            groups: vec![],
            wave: Some(Wave { label: format!("2025-{month:02}").into(), period }),
            pollster: Some(pollster.into()),
        };
        let output = Output { cell, measure: Measure::Share, base: Base::default() };
        let key = SampleKey { fieldwork: format!("{month}").into(), domain: vec![], question: None };
        let share = 0.3 + 0.01 * f64::from(month);
        Estimates::linearized(key, vec![output], vec![share], vec![], Columns::new(vec![vec![(0, 0.01)]]))
    };
    let joined = wave(3, "yes", "Beta").join(wave(1, "yes", "Alpha")).unwrap();
    let joined = joined.join(wave(2, "yes", "Alpha")).unwrap().join(wave(4, "no", "Alpha")).unwrap();
    let series = Series::from_estimates("support", &joined, &[0, 1, 2]).unwrap();
    let labels: Vec<_> = series.observations().iter().map(|o| &*o.label).collect();
    assert_eq!(labels, ["2025-01", "2025-02", "2025-03"]);
    // 2025-01-01 is day 20089; the middle of 31 days lies 15 days on.
    assert_eq!(series.observations()[0].time, 20104.0);
    assert_eq!(series.observations()[2].house.as_deref(), Some("Beta"));
    assert_eq!(series.covariance().diagonal().as_slice(), [1e-4; 3]);
    let trend = named("line").unwrap().fit(&series, &options()).unwrap();
    assert!(trend.notes().iter().any(|note| note.code() == "houses-pooled"));
    assert!((trend.observed()[2].observation.estimate.value - 0.33).abs() < 1e-15);
    refused(Series::from_estimates("support", &joined, &[0, 3]), "\"support, yes\" and \"support, no\" differ");
    refused(Series::from_estimates("support", &joined, &[0, 9]), "there is no estimate 9; there are 4");
}
