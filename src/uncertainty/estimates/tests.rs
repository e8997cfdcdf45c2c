//! The waist by hand.

use super::super::Linear;
use super::*;
use crate::survey::Group;

fn key(wave: &str, level: Option<&str>) -> SampleKey {
    let domain = level.map(|level| Group::new("sex", level)).into_iter().collect();
    SampleKey { fieldwork: wave.into(), domain, question: None }
}

fn outputs(count: usize) -> Vec<Output> {
    vec![Output { cell: Cell::default(), measure: Measure::Number, base: Base::default() }; count]
}

fn sample(wave: &str, level: Option<&str>) -> Estimates {
    let factor = Columns::new(vec![vec![(0, 3.0), (1, 1.0)], vec![(1, 2.0), (2, -1.0)]]);
    Estimates::linearized(key(wave, level), outputs(2), vec![10.0, 20.0], vec![], factor)
}

#[test]
fn covariance_is_the_product_of_the_factor_with_itself() {
    let made = sample("a", None);
    assert_eq!(made.covariance(), Matrix::from_row_slice(2, 2, &[10.0, 2.0, 2.0, 5.0]));
    let difference = made.map(&Linear::differences([(0, 1)]), outputs(1));
    assert_eq!(difference.values(), [-10.0]);
    assert_eq!(difference.covariance_of(0, 0), 10.0 + 5.0 - 2.0 * 2.0);
}

/// Five printed shares, two of them 0: a multinomial varies in three, and what is printed as 0 varies with nothing at all.
#[test]
fn nothing_is_left_of_a_share_of_zero() {
    let shares = [0.09, 0.0, 0.76, 0.14, 0.0];
    let covariance =
        Matrix::from_fn(5, 5, |i, j| (if i == j { shares[i] } else { 0.0 } - shares[i] * shares[j]) / 1600.0);
    let (weights, factor) = Columns::of_covariance(&covariance);
    let made = Estimates::linearized(key("a", None), outputs(5), shares.to_vec(), weights, factor);
    for row in 0..5 {
        let off = |column: usize| (made.covariance_of(row, column) - covariance[(row, column)]).abs();
        assert!((0..5).all(|column| off(column) <= 1e-18), "row {row}");
    }
    assert_eq!((made.covariance_of(1, 1), made.covariance_of(4, 4), made.covariance_of(1, 4)), (0.0, 0.0, 0.0));
}

#[test]
fn joined_waves_are_independent_and_overlapping_groups_are_refused() {
    let joined = sample("a", None).join(sample("b", None)).unwrap();
    assert_eq!(joined.len(), 4);
    assert_eq!(joined.covariance_of(0, 2), 0.0);
    assert_eq!(joined.covariance_of(2, 3), 2.0);
    let same = sample("a", None).join(sample("a", None)).unwrap();
    assert_eq!(same.covariance_of(0, 2), 10.0, "an estimate varies with itself");
    assert!(sample("a", Some("men")).join(sample("a", Some("women"))).is_ok());
    let refused = sample("a", Some("men")).join(sample("a", None)).unwrap_err();
    assert!(refused.to_string().contains("may share respondents"), "{refused}");
}

#[test]
fn rounding_adds_up_by_absolute_value() {
    let rounded =
        sample("a", None).with_rounding(&[0.5, 0.5]).join(sample("b", None).with_rounding(&[0.5, 0.25])).unwrap();
    let change = rounded.map(&Linear(vec![vec![(0, 1.0), (2, -1.0)], vec![(0, 1.0), (0, -1.0)]]), outputs(2));
    assert_eq!(change.get(0).rounding, 1.0);
    assert_eq!(change.get(1).rounding, 0.0, "a figure less itself has no rounding error");
}

#[test]
fn replicates_go_through_the_function_itself() {
    struct Square;
    impl Smooth for Square {
        fn value(&self, x: &[f64]) -> Vec<f64> {
            vec![x[0] * x[0]]
        }
        fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
            vec![vec![(0, 2.0 * x[0])]]
        }
    }
    let replicates = (vec![0.5, 0.5], vec![vec![1.0], vec![3.0]]);
    let made = Estimates::replicated(key("a", None), outputs(1), vec![2.0], replicates, About::Estimate);
    // Squares 1 and 9 about 4: (9 + 25)/2; the Jacobian would have said 16.
    assert_eq!(made.map(&Square, outputs(1)).covariance_of(0, 0), 17.0);
    let about_mean = (vec![0.5, 0.5], vec![vec![1.0], vec![3.0]]);
    let made = Estimates::replicated(key("a", None), outputs(1), vec![2.0], about_mean, About::Mean);
    assert_eq!(made.map(&Square, outputs(1)).covariance_of(0, 0), 16.0);
}

/// Of printed parts, 101 % rounded by up to 1.5 points is everybody, of which at most half a point is rounding; 140 %
/// is no share of anything and stays.
#[test]
fn a_little_more_than_everybody_is_everybody() {
    let shares = |values: &[f64]| {
        let factor = Columns::new((0..).take(values.len()).map(|unit| vec![(0, 0.1), (unit, 0.2)]).collect());
        let outputs = values.iter().map(|_| Output { measure: Measure::Share, ..outputs(1).remove(0) }).collect();
        Estimates::linearized(key("a", None), outputs, values.to_vec(), vec![], factor)
    };
    let printed = shares(&[1.01, 0.6, 1.4]).with_rounding(&[0.015, 0.005, 0.005]);
    let made = printed.clone().at_most_everybody();
    assert_eq!(made.values(), [1.0, 0.6, 1.4]);
    assert_eq!([0, 1, 2].map(|other| made.covariance_of(0, other)), [0.0; 3]);
    assert_eq!(made.covariance_of(1, 2), printed.covariance_of(1, 2));
    assert!((made.get(0).rounding - 0.005).abs() < 1e-15 && made.get(1).rounding == 0.005);
    let numbers = sample("a", None);
    assert_eq!(numbers.clone().at_most_everybody().covariance(), numbers.covariance());
    let full = vec![1.01, 0.6];
    let replicates = (vec![0.5; 2], vec![vec![1.02, 0.5], vec![0.99, 0.7]]);
    let about = About::Estimate;
    let outputs = (0..2).map(|at| printed.output(at)).collect();
    let made = Estimates::replicated(key("a", None), outputs, full, replicates, about).at_most_everybody();
    assert!(made.get(0).se == 0.0 && (made.get(1).se - 0.1).abs() < 1e-15, "{made:?}");
}
