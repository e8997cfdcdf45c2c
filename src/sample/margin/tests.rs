//! Hand-checkable margins and design effects.

use super::*;
use proptest::prelude::*;

fn schedule(items: &[&str]) -> Vec<PrintedMargin> {
    items.iter().map(|item| item.parse().unwrap()).collect()
}

fn rounded(x: f64, decimals: i32) -> f64 {
    (x * 10f64.powi(decimals)).round() / 10f64.powi(decimals)
}

// As Levada prints it for 1,600 respondents; the effects follow by hand from 1.959964·√(p(1 − p)/1600).
const LEVADA: [&str; 4] = ["50=3.4", "25=2.9", "10=2.0", "5=1.5"];

#[test]
fn a_schedule_has_the_design_effects_that_print_it() {
    let printed = schedule(&LEVADA);
    let nearest = DesignEffect::from_schedule(&printed, 1600.0, Level::USUAL, Rounding::Nearest).unwrap();
    assert_eq!((rounded(nearest.low(), 3), rounded(nearest.high(), 3)), (1.870, 1.933));
    let (low, high) = nearest.n_effective(1600.0);
    assert_eq!((low.round(), high.round()), (828.0, 856.0));
    let up = DesignEffect::from_schedule(&printed, 1600.0, Level::USUAL, Rounding::Up).unwrap();
    assert_eq!((rounded(up.low(), 3), rounded(up.high(), 3)), (1.814, 1.851));
}

#[test]
fn margins_of_shares_and_leads() {
    let points = |margin: f64| rounded(100.0 * margin, 2);
    assert_eq!(rounded(100.0 * margin_of(1.0 / 3.0, 1600.0, 1.9, Level::USUAL), 1), 3.2);
    assert_eq!(points(margin_of_lead(0.33, 0.6, 1600.0, 1.0, Level::USUAL)), 4.54);
    assert_eq!(points(margin_of_lead(0.33, 0.6, 1600.0, 1.9, Level::USUAL)), 6.25);
}

#[test]
fn contradictions_name_both_margins() {
    let printed = schedule(&["50=3.4", "25=2.9", "5=2.5"]);
    let error = DesignEffect::from_schedule(&printed, 1600.0, Level::USUAL, Rounding::Nearest).unwrap_err();
    let MarginError::Contradiction { first, second, .. } = &error else { panic!("{error:?}") };
    assert_eq!((*first, *second), (printed[2], printed[1]));
    let message = error.to_string();
    assert!(message.contains("±2.5 at 5 %") && message.contains("±2.9 at 25 %"), "{message}");
    assert_eq!(DesignEffect::from_schedule(&[], 1600.0, Level::USUAL, Rounding::Up), Err(MarginError::Empty));
    let no_base = DesignEffect::from_schedule(&printed, 0.0, Level::USUAL, Rounding::Up);
    assert_eq!(no_base, Err(MarginError::Base(0.0)));
}

#[test]
fn a_margin_for_far_more_people_than_were_asked_is_refused() {
    let of = |text: &str, n| DesignEffect::from_schedule(&[text.parse().unwrap()], n, Level::USUAL, Rounding::Nearest);
    let error = of("50=0.1", 1000.0).unwrap_err();
    let says = "±0.1 at 50 % takes 426829 respondents or more, and n is 1000: mend one of them (a simple random sample of 1000 has ±3.1; if a fraction of 1 is meant, write 50=10)";
    assert_eq!((error.to_string().as_str(), error.is_numerical()), (says, false));
    assert!(of("50=0.1", 100_000.0).is_ok() && of("50=1.0", 1000.0).is_ok() && of("3=0.1", 1000.0).is_ok());
    assert!(!of("50=1.0", 40.0).unwrap_err().to_string().contains("fraction"));
}

#[test]
fn printed_decimals_are_the_unit() {
    for (text, share, margin, unit) in [
        ("50=3.4", 0.5, 0.034, 0.001),
        (" 33.3 % = ±3 % ", 0.333, 0.03, 0.01),
        ("10=2.00", 0.1, 0.02, 0.0001),
        ("5=1.50%", 0.05, 0.015, 0.0001),
    ] {
        let printed: PrintedMargin = text.parse().unwrap();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-15;
        let read = near(printed.share(), share) && near(printed.margin(), margin) && near(printed.unit(), unit);
        assert!(read, "{text}: {printed:?}");
    }
    assert_eq!("29=3.4".parse::<PrintedMargin>().unwrap().to_string(), "±3.4 at 29 %");
}

#[test]
fn unreadable_margins_say_what_is_wrong() {
    for (text, problem) in [
        ("3.4", "there is no ="),
        ("50=3,4", "comma"),
        ("50=3.4,25=2.9", "comma"),
        ("half=3.4", "must be numbers"),
        ("50=", "must be numbers"),
        ("50=1e1", "must be numbers"),
        ("50=1.2.3", "must be numbers"),
        ("50=-3.4", "must be numbers"),
        ("100=1.0", "between 0 and 100"),
        ("50=0.0", "above half its last digit"),
    ] {
        let error = text.parse::<PrintedMargin>().unwrap_err().to_string();
        assert!(error.contains(problem) && error.contains(text) && error.contains("50=3.4"), "{error}");
    }
}

#[test]
fn fractions_of_one_are_no_percentages() {
    for (text, meant, literal) in [
        ("0.5=3.4", "50=3.4", "0.5%=3.4"),
        ("0.5=0.034", "50=3.4", "0.5%=0.034%"),
        ("50=0.034", "50=3.4", "50=0.034%"),
        ("5%=0.015", "5=1.5", "5=0.015%"),
    ] {
        let error = text.parse::<PrintedMargin>().unwrap_err();
        assert!(error.to_string().contains(&format!("Write {meant}, or {literal} if just that is meant")), "{error}");
        assert!(meant.parse::<PrintedMargin>().is_ok() && literal.parse::<PrintedMargin>().is_ok(), "{error}");
    }
    for text in ["1=0.5", "99=0.4", "50=0.2", "1=0.1", "50=0.034%", "0.5%=0.3"] {
        assert!(text.parse::<PrintedMargin>().is_ok(), "{text}");
    }
}

proptest! {
    #[test]
    fn the_true_effect_is_among_those_of_its_own_schedule(
        deff in 0.5..5.0f64, n in 50u32..100_000, shares in proptest::collection::vec(1u32..100, 1..8)
    ) {
        let n = f64::from(n);
        for rounding in Rounding::ALL {
            let print = |share: u32| {
                let share = f64::from(share) / 100.0;
                let tenths = 1000.0 * margin_of(share, n, deff, Level::USUAL);
                let printed = if rounding == Rounding::Up { tenths.ceil() } else { tenths.round() };
                PrintedMargin::new(share, printed / 1000.0, 0.001).ok()
            };
            let printed: Vec<_> = shares.iter().copied().filter_map(print).collect();
            prop_assume!(!printed.is_empty());
            let effect = DesignEffect::from_schedule(&printed, n, Level::USUAL, rounding).unwrap();
            prop_assert!(effect.low() <= deff * (1.0 + 1e-9) && deff <= effect.high() * (1.0 + 1e-9), "{effect:?}");
        }
    }
}
