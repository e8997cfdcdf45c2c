//! Smooth functions of estimates: a value and a sparse Jacobian.

/// A smooth map from `k` numbers to `m` numbers.
///
/// Anything that can be differentiated will do, and joint uncertainty comes with it. The log-odds of a yes against a no, as R survey
/// 4.1.1 has them with `svycontrast(svymean(~vote, design), quote(log(voteyes / voteno)))`:
///
/// ```
/// use std::{num::NonZeroUsize, path::Path, sync::Arc};
/// use topline::estimate::{Ask, shares};
/// use topline::sample::{Design, DesignOptions, Microdata};
/// use topline::uncertainty::{Measure, Output, Smooth};
///
/// struct LogOdds { yes: usize, no: usize }
///
/// impl Smooth for LogOdds {
///     fn value(&self, x: &[f64]) -> Vec<f64> {
///         vec![(x[self.yes] / x[self.no]).ln()]
///     }
///
///     fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
///         vec![vec![(self.yes, 1.0 / x[self.yes]), (self.no, -1.0 / x[self.no])]]
///     }
/// }
///
/// let source = topline::ingest::microdata::open(Path::new("tests/reference/data/made.csv")).unwrap();
/// let options = DesignOptions {
///     weight: Some("w".into()),
///     strata: vec!["h".into()],
///     psu: vec!["psu".into()],
///     ..DesignOptions::default()
/// };
/// let design = Design::new(&options, &*source).unwrap();
/// let engine = Arc::new(topline::engine::Polars::new(NonZeroUsize::MIN));
/// let sample = Microdata::new(source, engine, design);
/// let shares = shares(&sample, &Ask { question: "vote".into(), ..Ask::default() }).unwrap().remove(0);
///
/// let of = |answer| shares.cells().iter().position(|cell| cell.answer.as_deref() == Some(answer)).unwrap();
/// let odds = LogOdds { yes: of("yes"), no: of("no") };
/// let output = Output { measure: Measure::Number, ..shares.output(odds.yes) };
/// let found = shares.map(&odds, vec![output]).get(0);
/// assert!((found.value - 0.404522312379).abs() < 1e-9 && (found.se - 0.147322572304).abs() < 1e-9);
/// ```
pub trait Smooth {
    /// The `m` values at `x` (length `k`).
    fn value(&self, x: &[f64]) -> Vec<f64>;

    /// The Jacobian at `x`, by row: for each of the `m` outputs the inputs it depends on with their derivatives.
    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>>;
}

/// Linear combinations: each output is Σ c · x over its (index, c) pairs. Its value needs no linearization.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear(pub Vec<Vec<(usize, f64)>>);

impl Linear {
    /// `x[a] − x[b]` for every pair.
    pub fn differences(pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        Self(pairs.into_iter().map(|(a, b)| vec![(a, 1.0), (b, -1.0)]).collect())
    }
}

impl Smooth for Linear {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        // An empty sum of floats is −0.
        self.0.iter().map(|row| row.iter().fold(0.0, |sum, &(i, c)| sum + c * x[i])).collect()
    }

    fn jacobian(&self, _: &[f64]) -> Vec<Vec<(usize, f64)>> {
        self.0.clone()
    }
}

/// Ratios: each output is `x[numerator] / x[denominator]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratios(pub Vec<(usize, usize)>);

impl Smooth for Ratios {
    fn value(&self, x: &[f64]) -> Vec<f64> {
        self.0.iter().map(|&(up, down)| x[up] / x[down]).collect()
    }

    fn jacobian(&self, x: &[f64]) -> Vec<Vec<(usize, f64)>> {
        // Divided twice, so that the two cancel to the last bit where the ratio is 1.
        self.0.iter().map(|&(up, down)| vec![(up, 1.0 / x[down]), (down, -(x[up] / x[down]) / x[down])]).collect()
    }
}
