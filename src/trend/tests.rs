//! Every method against reference values of other programs (`tests/reference/trend-*.json`, each with program, version and call),
//! and laws that hold for any series.

use super::*;
use crate::num::Matrix;
use crate::uncertainty::{Base, Estimate, Level, Measure, interval};
use proptest::prelude::*;
use serde_json::Value;
use std::num::NonZeroU16;

const LINES: &str = include_str!("../../tests/reference/trend-line.json");
const AVERAGES: &str = include_str!("../../tests/reference/trend-average.json");
const LOCAL_LINES: &str = include_str!("../../tests/reference/trend-loess.json");
const LEVELS: &str = include_str!("../../tests/reference/trend-local-level.json");

pub(super) fn options() -> FitOptions {
    FitOptions::new(Level::USUAL, interval::ALL[0])
}

pub(super) fn observation(time: f64, value: f64, variance: f64) -> Observation {
    let base = Base { n_effective: Some(value * (1.0 - value) / variance), ..Base::default() };
    let estimate = Estimate { value, se: variance.sqrt(), rounding: 0.0, measure: Measure::Share, base };
    Observation { label: format!("day {time}").into(), time, period: None, estimate, house: None }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

pub(super) fn series(data: &Value) -> Series {
    let (t, y, v) = (numbers(&data["t"]), numbers(&data["y"]), numbers(&data["v"]));
    let mut observations: Vec<_> = (0..t.len()).map(|i| observation(t[i], y[i], v[i])).collect();
    if let Some(houses) = data["house"].as_array() {
        for (observation, house) in observations.iter_mut().zip(houses) {
            observation.house = house.as_str().map(Into::into);
        }
    }
    match data["covariance"].as_array() {
        Some(rows) => {
            let covariance = Matrix::from_fn(t.len(), t.len(), |i, j| rows[i][j].as_f64().unwrap());
            Series::correlated("test", observations, covariance).unwrap()
        }
        None => Series::independent("test", observations).unwrap(),
    }
}

#[track_caller]
pub(super) fn near(found: f64, expected: &Value, tolerance: f64, what: &str) {
    let Some(expected) = expected.as_f64() else { return };
    let error = (found - expected).abs();
    assert!(
        error <= tolerance * expected.abs().max(1e-3),
        "{what}: {found:e}, reference {expected:e}, error {error:e}"
    );
}

/// All fields of a parameter or point that the reference has.
#[track_caller]
fn compare(parameter: &Parameter, expected: &Value, tolerance: f64, what: &str) {
    near(parameter.value, &expected["value"], tolerance, what);
    near(parameter.se.unwrap_or(f64::NAN), &expected["se"], tolerance, what);
    near(parameter.df.unwrap_or(f64::NAN), &expected["df"], tolerance, what);
    near(parameter.p_value.unwrap_or(f64::NAN), &expected["p_value"], tolerance, what);
    near(parameter.bounds.map_or(f64::NAN, |b| b.low), &expected["low"], tolerance, what);
    near(parameter.bounds.map_or(f64::NAN, |b| b.high), &expected["high"], tolerance, what);
}

#[track_caller]
fn compare_points(trend: &Trend, expected: &Value, tolerance: f64, what: &str) {
    for expected in expected.as_array().unwrap() {
        let time = expected["t"].as_f64().unwrap();
        let Some(point) = trend.fitted().iter().find(|point| point.time == time) else { panic!("{what}: no {time}") };
        let what = format!("{what} at {time}");
        near(point.value, &expected["value"], tolerance, &what);
        near(point.se, &expected["se"], tolerance, &what);
        // Bands are cut to the range of a share; the reference's are not.
        let cut = |end: &Value| end.as_f64().map_or(Value::Null, |end| end.clamp(0.0, 1.0).into());
        near(point.bounds.low, &cut(&expected["low"]), tolerance, &what);
        near(point.bounds.high, &cut(&expected["high"]), tolerance, &what);
    }
}

fn each(cases: &str, mut check: impl FnMut(&Value, &str)) {
    let cases: Value = serde_json::from_str(cases).unwrap();
    let cases = cases.as_array().unwrap();
    assert!(cases.len() > 5);
    for case in cases {
        check(case, &format!("{} {} {}", case["method"], case["series"], case["houses"]));
    }
}

#[test]
fn lines_agree_with_metafor() {
    each(LINES, |case, what| {
        let model = named(case["method"].as_str().unwrap()).unwrap();
        let series = series(&case["data"]);
        // Daily, because the reference asks for the middle of the panel, which is no wave's date.
        let trend = model.fit(&series, &FitOptions { step: NonZeroU16::MIN, ..options() }).unwrap();
        for name in ["slope", "change", "tau", "i2", "q"] {
            compare(trend.parameter(name).unwrap(), &case["expected"][name], 1e-9, &format!("{what} {name}"));
        }
        compare_points(&trend, &case["expected"]["fitted"], 1e-9, what);
    });
}

#[test]
fn local_level_agrees_with_dense_algebra() {
    each(LEVELS, |case, what| {
        if case["drift"].is_number() {
            return;
        }
        let houses = case["houses"].as_str().map(|houses| match houses {
            "sum-to-zero" => Houses::SumToZero,
            anchor => Houses::Anchor(anchor.into()),
        });
        let options = FitOptions { houses, ..options() };
        let trend = named("local-level").unwrap().fit(&series(&case["data"]), &options).unwrap();
        let expected = &case["expected"];
        for name in ["sigma", "change"] {
            compare(trend.parameter(name).unwrap(), &expected[name], 1e-9, &format!("{what} {name}"));
        }
        for house in expected["houses"].as_array().unwrap() {
            let name = format!("house {}", house["house"].as_str().unwrap());
            compare(trend.parameter(&name).unwrap(), house, 1e-9, &format!("{what} {name}"));
        }
        compare_points(&trend, &expected["fitted"], 1e-9, what);
    });
}

#[test]
fn averages_agree_with_metafor() {
    each(AVERAGES, |case, what| {
        let between = Between::named(case["between"].as_str().unwrap());
        let model = named(case["method"].as_str().unwrap()).unwrap();
        let trend = model.fit(&series(&case["data"]), &FitOptions { between, ..options() }).unwrap();
        for (name, expected) in case["expected"].as_object().unwrap() {
            let what = format!("{what} {} {name}", case["between"]);
            compare(trend.parameter(name).unwrap(), expected, 1e-9, &what);
        }
    });
}

#[test]
fn local_lines_agree_with_r_and_dense_algebra() {
    each(LOCAL_LINES, |case, what| {
        let span = Some(Span::new(case["span"].as_f64().unwrap()).unwrap());
        let trend = named("loess").unwrap().fit(&series(&case["data"]), &FitOptions { span, ..options() }).unwrap();
        for name in ["scatter", "df"] {
            compare(trend.parameter(name).unwrap(), &case["expected"][name], 1e-9, &format!("{what} {name}"));
        }
        compare_points(&trend, &case["expected"]["fitted"], 1e-9, what);
    });
}

#[test]
fn the_smoother_agrees_with_statsmodels_at_a_given_drift() {
    let mut compared = 0;
    each(LEVELS, |case, what| {
        let Some(drift) = case["drift"].as_f64() else { return };
        let trend = local_level::fit(&series(&case["data"]), &options(), Some(drift)).unwrap();
        compare_points(&trend, &case["expected"]["fitted"], 1e-9, what);
        compared += 1;
    });
    assert_eq!(compared, 2);
}

#[test]
fn an_exact_line_is_recovered() {
    let exact = |t: f64| 0.4 + 0.05 * (t - 20000.0) / YEAR;
    let times = [20000.0, 20011.0, 20011.0, 20090.5, 20200.0];
    let series =
        Series::independent("exact", times.map(|t| observation(t, exact(t), 2e-4 * (t - 19000.0) / 1e3)).into());
    let series = series.unwrap();
    let trend = named("line").unwrap().fit(&series, &options()).unwrap();
    assert!((trend.parameter("slope").unwrap().value - 0.05).abs() < 1e-13);
    assert_eq!(trend.parameter("tau").unwrap().value, 0.0);
    assert!(trend.notes().iter().any(|note| note.code() == "no-scatter"));
    let loess = named("loess").unwrap().fit(&series, &FitOptions { span: Span::new(1.0).ok(), ..options() }).unwrap();
    for point in trend.fitted().iter().chain(loess.fitted()) {
        assert!((point.value - exact(point.time)).abs() < 1e-13, "{point:?}");
    }
    let odds = |t: f64| 1.0 / (1.0 + (-(2.0 - 1.5 * (t - 20000.0) / YEAR)).exp());
    let series = Series::independent("exact", times.map(|t| observation(t, odds(t), 2e-4)).into()).unwrap();
    let trend = named("logit-line").unwrap().fit(&series, &options()).unwrap();
    assert!((trend.parameter("slope").unwrap().value + 1.5).abs() < 1e-12);
    assert!((trend.parameter("change").unwrap().value - (odds(20200.0) - odds(20000.0))).abs() < 1e-13);
}

#[test]
fn a_walk_that_cannot_move_is_the_pooled_mean_and_one_that_moves_freely_interpolates() {
    let points = [(20000.0, 0.31, 1e-4), (20010.0, 0.35, 3e-4), (20010.0, 0.29, 2e-4), (20100.0, 0.33, 1e-4)];
    let series = Series::independent("s", points.map(|(t, p, v)| observation(t, p, v)).into()).unwrap();
    let weight: f64 = points.iter().map(|(_, _, v)| 1.0 / v).sum();
    let mean = points.iter().map(|(_, p, v)| p / v).sum::<f64>() / weight;
    for point in local_level::fit(&series, &options(), Some(0.0)).unwrap().fitted() {
        assert!((point.value - mean).abs() < 1e-15 && (point.se - weight.powf(-0.5)).abs() < 1e-15, "{point:?}");
    }
    let free = local_level::fit(&series, &options(), Some(1e9)).unwrap();
    let at = |time: f64| *free.fitted().iter().find(|point| point.time == time).unwrap();
    assert!((at(20000.0).value - 0.31).abs() < 1e-9 && (at(20000.0).se - 0.01).abs() < 1e-9);
    // Two polls in one day: their own pooled mean, (0.35/3 + 0.29/2)/(1/3 + 1/2).
    assert!((at(20010.0).value - 0.314).abs() < 1e-9);
}

/// Waves of any dates, shares and variances.
fn any_series() -> impl proptest::strategy::Strategy<Value = Vec<Observation>> {
    let one = (0u16..2000, 0.05..0.95f64, 5e-5..2e-3f64, 0u8..3);
    proptest::collection::vec(one, 5..20).prop_map(|waves| {
        let wave = |(day, share, variance, house): (u16, f64, f64, u8)| Observation {
            house: Some(format!("house {house}").into()),
            ..observation(19000.0 + f64::from(day) / 2.0, share, variance)
        };
        waves.into_iter().map(wave).collect()
    })
}

/// The fits of every method that takes the series; a span may be too small for it.
fn fit_all(observations: Vec<Observation>) -> Vec<Trend> {
    let Ok(series) = Series::independent("any", observations) else { return vec![] };
    ALL.iter().filter_map(|model| model.fit(&series, &options()).ok()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_order_of_the_waves_never_matters(observations in any_series(), by in 0usize..20) {
        let mut turned = observations.clone();
        turned.rotate_left(by % observations.len());
        turned.reverse();
        prop_assert_eq!(fit_all(observations), fit_all(turned));
    }

    #[test]
    fn every_number_is_finite_and_every_interval_holds_its_estimate(observations in any_series()) {
        for trend in fit_all(observations) {
            for point in trend.fitted() {
                prop_assert!(0.0 <= point.bounds.low && point.bounds.high <= 1.0 && point.se > 0.0, "{point:?}");
                prop_assert!(point.bounds.contains(point.value), "{} {point:?}", trend.method());
            }
            for parameter in trend.parameters() {
                prop_assert!(parameter.value.is_finite(), "{parameter:?}");
                let Some(bounds) = parameter.bounds else { continue };
                // The Q profile is another estimator than REML and need not hold it.
                prop_assert!(
                    bounds.contains(parameter.value) || ["tau", "i2"].contains(&&*parameter.name), "{parameter:?}"
                );
            }
        }
    }

    #[test]
    fn dates_have_no_origin_and_numbers_no_scale(observations in any_series(), days in -9000..9000i32, power in -3..12i32) {
        let (days, scale) = (f64::from(days), 2f64.powi(power));
        let number = |o: &Observation, days: f64, scale: f64| {
            let estimate = Estimate {
                value: o.estimate.value * scale, se: o.estimate.se * scale, measure: Measure::Number, ..o.estimate
            };
            Observation { time: o.time + days, estimate, ..o.clone() }
        };
        for model in ["line", "local-level", "loess", "average"].map(|name| named(name).unwrap()) {
            let fit = |days, scale| {
                let moved = observations.iter().map(|o| number(o, days, scale)).collect();
                model.fit(&Series::independent("any", moved).ok()?, &options()).ok()
            };
            let (Some(plain), Some(moved)) = (fit(0.0, 1.0), fit(days, scale)) else { continue };
            for (a, b) in plain.fitted().iter().zip(moved.fitted()) {
                prop_assert_eq!(a.time + days, b.time);
                prop_assert!((a.value * scale - b.value).abs() <= 1e-9 * scale, "{a:?} {b:?}");
                prop_assert!((a.se * scale - b.se).abs() <= 1e-9 * scale, "{a:?} {b:?}");
            }
        }
    }
}
