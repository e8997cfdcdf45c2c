//! Quantiles against 60-digit arithmetic (tests/reference/scipy-distributions.json says by which program), and laws.

use super::*;
use proptest::prelude::*;
use serde_json::Value;

/// One family with its parameters: cdf, survival, quantile, upper quantile.
struct Family {
    cdf: Box<dyn Fn(f64) -> f64>,
    survival: Box<dyn Fn(f64) -> f64>,
    quantile: Box<dyn Fn(f64) -> f64>,
    upper_quantile: Box<dyn Fn(f64) -> f64>,
}

macro_rules! family {
    ($cdf:ident, $survival:ident, $quantile:ident, $upper:ident $(, $parameter:expr)*) => {
        Family {
            cdf: Box::new(move |x| $cdf(x $(, $parameter)*)),
            survival: Box::new(move |x| $survival(x $(, $parameter)*)),
            quantile: Box::new(move |p| $quantile(p $(, $parameter)*)),
            upper_quantile: Box::new(move |q| $upper(q $(, $parameter)*)),
        }
    };
}

fn family(name: &str, parameters: &[f64]) -> Family {
    match (name, parameters) {
        ("normal", []) => family!(normal_cdf, normal_survival, normal_quantile, normal_upper_quantile),
        ("t", &[df]) => family!(t_cdf, t_survival, t_quantile, t_upper_quantile, df),
        ("chi-square", &[df]) => {
            family!(chi_square_cdf, chi_square_survival, chi_square_quantile, chi_square_upper_quantile, df)
        }
        ("f", &[d1, d2]) => family!(f_cdf, f_survival, f_quantile, f_upper_quantile, d1, d2),
        ("beta", &[a, b]) => family!(beta_cdf, beta_survival, beta_quantile, beta_upper_quantile, a, b),
        _ => panic!("no distribution {name} {parameters:?}"),
    }
}

#[test]
fn quantiles_agree_with_high_precision_arithmetic() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/scipy-distributions.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() > 1000, "{} cases", cases.len());
    for case in cases {
        let parameters: Vec<f64> = case[1].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
        let family = family(case[0].as_str().unwrap(), &parameters);
        let p = case[3].as_f64().unwrap();
        let expected: f64 = case[4].as_str().unwrap().parse().unwrap();
        let (quantile, tail) = match case[2].as_str().unwrap() {
            "lower" => (family.quantile, family.cdf),
            _ => (family.upper_quantile, family.survival),
        };
        let found = quantile(p);
        assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{case}: found {found:e}");
        // Back again, as far as the last digit of x allows: one unit of it moves a tail by its density.
        let unit = f64::EPSILON * expected.abs();
        let slope = (tail(expected + unit) - tail(expected - unit)).abs();
        assert!((tail(expected) - p).abs() <= 1e-12 * p + slope, "{case}: tail {:e}", tail(expected));
    }
}

#[test]
fn outside_the_domain_is_not_a_number_and_the_ends_are_the_ends() {
    for (x, a, b) in
        [(0.5, 0.0, 1.0), (0.5, 1.0, -1.0), (0.5, f64::INFINITY, 1.0), (0.5, f64::NAN, 1.0), (f64::NAN, 1.0, 1.0)]
    {
        assert!(beta_cdf(x, a, b).is_nan() && beta_quantile(x, a, b).is_nan() && f_cdf(x, a, b).is_nan());
    }
    for p in [-0.1, 1.1, f64::NAN] {
        assert!(normal_quantile(p).is_nan() && t_quantile(p, 3.0).is_nan() && f_upper_quantile(p, 2.0, 3.0).is_nan());
        assert!(chi_square_quantile(p, 3.0).is_nan() && beta_upper_quantile(p, 2.0, 3.0).is_nan());
    }
    assert!(t_quantile(0.9, 0.0).is_nan() && t_cdf(1.0, -1.0).is_nan() && chi_square_survival(1.0, 0.0).is_nan());
    assert_eq!((beta_quantile(0.0, 2.0, 3.0), beta_quantile(1.0, 2.0, 3.0)), (0.0, 1.0));
    assert_eq!((t_quantile(0.5, 3.0), t_quantile(1.0, 3.0)), (0.0, f64::INFINITY));
    assert_eq!((chi_square_survival(-1.0, 3.0), f_cdf(f64::INFINITY, 2.0, 3.0)), (1.0, 1.0));
}

#[test]
fn infinite_degrees_of_freedom_are_the_limits() {
    for p in [1e-9, 0.3, 0.975] {
        assert!((t_quantile(p, 1e13) / t_quantile(p, f64::INFINITY) - 1.0).abs() < 1e-11);
        assert!((f_quantile(p, 3.0, 1e13) / f_quantile(p, 3.0, f64::INFINITY) - 1.0).abs() < 1e-11);
    }
}

#[test]
fn huge_shapes_join_the_rest() {
    // Where the normal tail of the deviance takes over, quantiles may step by one part in a billion of their distance from the mean.
    let (below, above) = (1e10 * (1.0 - 1e-9), 1e10 * (1.0 + 1e-9));
    for p in [1e-6, 0.025, 0.7] {
        let (low, high) = (beta_quantile(p, below, below), beta_quantile(p, above, above));
        assert!((low - high).abs() < 1e-10, "{low} {high}");
        let (low, high) = (chi_square_quantile(p, 2.0 * below) / below, chi_square_quantile(p, 2.0 * above) / above);
        assert!((low - high).abs() < 1e-9, "{low} {high}");
    }
    assert!((beta_quantile(0.025, 1e23, 3e23) - 0.25).abs() < 1e-11);
}

/// Shapes and degrees of freedom from 1e-4 to 1e8, and now and then far beyond.
fn shape() -> impl Strategy<Value = f64> {
    prop_oneof![9 => -4.0..8.0f64, 1 => 8.0..100.0f64].prop_map(|digits| 10f64.powf(digits))
}

/// Tail probabilities down to 1e-300.
fn tail() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..=1.0f64, (-300.0..0.0f64).prop_map(|digits| 10f64.powf(digits))]
}

proptest! {
    #[test]
    fn tails_are_probabilities_and_quantiles_rise(a in shape(), b in shape(), p in tail(), q in tail()) {
        let (p, q) = (p.min(q), p.max(q));
        for family in [family("beta", &[a, b]), family("f", &[a, b]), family("chi-square", &[a]), family("t", &[a])] {
            let (low, high) = ((family.quantile)(p), (family.quantile)(q));
            prop_assert!(low <= high || (high / low - 1.0).abs() < 1e-12, "{low:e} {high:e}");
            for x in [low, high] {
                let (below, above) = ((family.cdf)(x), (family.survival)(x));
                prop_assert!((0.0..=1.0).contains(&below) && (0.0..=1.0).contains(&above), "{x:e} {below} {above}");
                prop_assert!((below + above - 1.0).abs() < 1e-12, "{x:e} {below} {above}");
            }
        }
    }

    #[test]
    fn beta_is_symmetric(a in shape(), b in shape(), p in tail()) {
        let (x, mirrored) = (beta_quantile(p, a, b), beta_upper_quantile(p, b, a));
        prop_assert!((x + mirrored - 1.0).abs() < 1e-11, "{x:e} {mirrored:e}");
    }
}
