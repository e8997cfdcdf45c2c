use super::*;
use crate::uncertainty::{About, SampleKey};
use proptest::prelude::*;

fn at(text: &str, x: &[f64]) -> Dual {
    text.parse::<Function>().unwrap().tree.at(x)
}

fn refused(text: &str) -> (String, usize) {
    let error = text.parse::<Function>().unwrap_err();
    (error.message, error.at)
}

#[test]
fn signs_bind_as_in_arithmetic() {
    let value = |text: &str| at(text, &[2.0, 3.0]).value;
    assert_eq!(value("a + b * 2 ^ 2"), 14.0);
    assert_eq!(value("a - b - 1"), -2.0);
    assert_eq!(value("a / b / 2"), 1.0 / 3.0);
    assert_eq!(value("-a ^ 2"), -4.0);
    assert_eq!(value("a ^ -1"), 0.5);
    assert_eq!(value("a ^ b ^ 0.5 * 1"), 2.0_f64.powf(3.0_f64.sqrt()));
    assert_eq!(value("−(a × b) ÷ 4 – 1"), -2.5);
    assert_eq!(value("log(exp(a)) + sqrt(b * 3) + logit('a' / 4)"), 5.0);
}

#[test]
fn every_estimate_is_a_leaf_once() {
    let function: Function =
        "cv = sd(income) / mean(income) + yes / yes + share(vote, 'don’t know') + share(trust, 5)".parse().unwrap();
    let leaf = |of, question: Option<&str>, answer: Option<&str>| Leaf {
        of,
        question: question.map(Arc::from),
        answer: answer.map(Arc::from),
    };
    let income = |of| leaf(of, Some("income"), None);
    let expected = [
        income(Of::StandardDeviation),
        income(Of::Mean),
        leaf(Of::Share, None, Some("yes")),
        leaf(Of::Share, Some("vote"), Some("don’t know")),
        leaf(Of::Share, Some("trust"), Some("5")),
    ];
    assert_eq!((&**function.name(), function.leaves()), ("cv", &expected[..]));
    assert!(function.is_of_answers());
    assert_eq!(&**"log(a / b)".parse::<Function>().unwrap().name(), "log(a / b)");
    assert!(!"mean(log) + total(mean)".parse::<Function>().unwrap().is_of_answers(), "variables may be called so");
}

#[test]
fn quantiles_have_their_probability() {
    let function: Function = "quantile(income, .9) / quantile(income, 0.1) - median(income)".parse().unwrap();
    let of: Vec<Of> = function.leaves().iter().map(|leaf| leaf.of).collect();
    assert_eq!(of, [Of::Quantile(0.9), Of::Quantile(0.1), Of::Quantile(0.5)]);
}

#[test]
fn mistakes_are_shown_at_their_place() {
    let cases = [
        ("log(yes / ", "here stands the end, where an answer, a number or ( is wanted", 9),
        ("odds = yes / / no", "here stands /, where an answer, a number or ( is wanted", 13),
        (
            "lgo(yes)",
            "no function \"lgo\"; did you mean \"log\"? known: log, exp, sqrt, logit, mean, total, variance, sd, median, quantile, share",
            0,
        ),
        (
            "yes no",
            "here stands no, where + - * / ^ or the end (a name of several words stands in quotes) is wanted",
            4,
        ),
        ("(yes", "here stands the end, where ) is wanted", 4),
        ("share(vote)", "here stands ), where a comma and an answer, as share(vote, yes), is wanted", 10),
        (
            "quantile(income)",
            "here stands ), where a comma and a probability between 0 and 1, as quantile(income, 0.9), is wanted",
            15,
        ),
        (
            "quantile(income, 9)",
            "here stands 9, where a probability between 0 and 1, as quantile(income, 0.9), is wanted",
            17,
        ),
        ("mean(2 + 2)", "here stands +, where ) is wanted", 7),
        ("yes / 18-29y", "29y is no number; an answer of this name stands in quotes: '29y'", 9),
        ("'yes", "this ' is never closed: write ' after the word too", 0),
        (
            "2 * 3",
            "a function is of estimates: name an answer, as log(yes / no), in quotes if it is a number, as '1' / '2'; or mean(income)",
            0,
        ),
        ("", "here stands the end, where an answer, a number or ( is wanted", 0),
    ];
    for (text, message, place) in cases {
        assert_eq!(refused(text), (message.to_owned(), place), "{text}");
    }
    assert!(refused("yes % no").0.starts_with("the sign % has no meaning in a function"));
}

proptest! {
    /// The slopes are the limits that they stand for.
    #[test]
    fn slopes_are_those_of_small_steps(
        a in 0.1..0.9_f64, b in 0.1..0.9_f64,
        text in proptest::sample::select(vec![
            "a + 2 * b", "a - b / 3", "a * b * a", "a / (a + b)", "a ^ b", "b ^ 2", "2 ^ a", "log(a / b)", "exp(a - b)", "sqrt(a * b)",
            "logit(a) - logit(b)", "-a ^ 2 / (1 - b)",
        ]),
    ) {
        let function: Function = text.parse().unwrap();
        let x: Vec<f64> = [a, b][..function.leaves.len()].to_vec();
        let found = function.tree.at(&x);
        for leaf in 0..x.len() {
            let step = 1e-6;
            let moved = |by: f64| {
                let mut x = x.clone();
                x[leaf] += by;
                function.tree.at(&x).value
            };
            let limit = (moved(step) - moved(-step)) / (2.0 * step);
            prop_assert!((found.slopes[leaf] - limit).abs() <= 1e-6 * (1.0 + limit.abs()), "{text} by {leaf}: {} {limit}", found.slopes[leaf]);
        }
    }
}

#[test]
fn replicates_go_through_it_and_where_it_has_no_value_it_has_no_error() {
    let output = |answer: &str, level: &str| Output {
        cell: Cell {
            question: Some("q".into()),
            answer: Some(answer.into()),
            groups: vec![crate::survey::Group::new("sex", level)],
            ..Cell::default()
        },
        measure: Measure::Share,
        base: Base { df: 3.0, ..Base::default() },
    };
    let outputs = vec![output("yes", "men"), output("no", "men"), output("yes", "women"), output("no", "women")];
    let key = SampleKey { fieldwork: "f".into(), domain: vec![], question: None };
    let full = vec![0.6, 0.4, 0.0, 1.0];
    let replicates = vec![vec![0.5, 0.5, 0.0, 1.0], vec![0.7, 0.3, 0.1, 0.9]];
    let all = Estimates::replicated(key, outputs, full, (vec![0.5, 0.5], replicates), About::Estimate);
    let function: Function = "log(yes / no)".parse().unwrap();
    let found = function.of(&all, &[vec![0, 2], vec![1, 3]], &"q".into());
    let men = found.get(0);
    let squares = [1.0_f64.ln(), (0.7_f64 / 0.3).ln()].map(|value| 0.5 * (value - 1.5_f64.ln()).powi(2));
    assert!((men.value - 1.5_f64.ln()).abs() < 1e-15);
    assert!((men.se - (squares[0] + squares[1]).sqrt()).abs() < 1e-15);
    assert_eq!((men.measure, men.base.df), (Measure::Number, 3.0));
    assert!(!found.get(1).value.is_finite() && !found.get(1).se.is_finite());
    let cell = &found.cells()[1];
    assert_eq!((cell.answer.as_deref(), cell.level("sex")), (Some("log(yes / no)"), Some("women")));
}
