//! Linear regression on estimates with known covariance V and an unknown between-wave variance τ²: y = Xβ + u, Var u = V + τ²I.
//!
//! τ² is estimated by [`super::between`], its interval by the Q profile (Viechtbauer 2007). The covariance of β̂ is that of Knapp & Hartung 2003 with the factor kept at 1 or more (Röver, Knapp & Friede 2015), to be used with
//! Student's t on k − p degrees of freedom: with few waves the uncertainty of τ² would otherwise be forgotten (Viechtbauer,
//! López-López, Sánchez-Meca & Marín-Martínez 2015), and an interval is never narrower than sampling alone makes it.

use super::optimum::crossing_beyond;
use super::{Between, Note, Parameter, Unit};
use crate::num::distribution::{chi_square_quantile, chi_square_survival};
use crate::num::{Matrix, Vector};
use crate::uncertainty::{Bounds, Level};

/// Fewer degrees of freedom than this make Student's t visibly wider than the normal and τ² hardly known.
const FEW: f64 = 5.0;

/// The problem, turned into the eigenbasis of V, where the waves are independent for every τ².
#[derive(Debug)]
pub(super) struct Regression {
    variances: Vector,
    design: Matrix,
    response: Vector,
}

/// Estimates for one value of τ².
#[derive(Debug)]
pub(super) struct Fit {
    /// The between-wave variance.
    pub(super) between: f64,
    /// β̂.
    pub(super) coefficients: Vector,
    /// (X'WX)⁻¹, were τ² known.
    inverse: Matrix,
    /// Weighted sum of squared residuals.
    pub(super) q: f64,
    /// tr P, of P = W − WX(X'WX)⁻¹X'W.
    pub(super) trace: f64,
    /// Restricted log-likelihood, constants left out.
    pub(super) likelihood: f64,
    /// Its derivative by τ².
    pub(super) slope: f64,
}

/// Scatter about the fit that sampling alone would leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heterogeneity {
    /// Cochran's Q: the weighted residual sum of squares at τ² = 0.
    pub(super) q: f64,
    /// k − p.
    pub(super) df: f64,
    /// Probability of a larger Q when τ² = 0.
    pub(super) p_value: f64,
    /// The typical sampling variance, (k − p)/tr P (Higgins & Thompson 2002): I² = τ²/(τ² + it).
    typical: f64,
}

impl Heterogeneity {
    /// The share of the scatter that is not sampling, for a between-wave variance.
    pub(super) fn i2(&self, between: f64) -> f64 {
        if between.is_infinite() { 1.0 } else { between / (between + self.typical) }
    }
}

impl Regression {
    /// Of `response` (k) on the columns of `design` (k × p, p < k, of full rank) with the positive definite `covariance` (k × k).
    pub(super) fn new(covariance: &Matrix, design: Matrix, response: Vector) -> Self {
        let diagonal = covariance.diagonal();
        if *covariance == Matrix::from_diagonal(&diagonal) {
            return Self { variances: diagonal, design, response };
        }
        let turned = covariance.clone().symmetric_eigen();
        let basis = turned.eigenvectors.transpose();
        Self { variances: turned.eigenvalues, design: &basis * design, response: basis * response }
    }

    /// k − p.
    pub(super) fn df(&self) -> f64 {
        (self.design.nrows() - self.design.ncols()) as f64
    }

    /// Generalized least squares for a given τ².
    pub(super) fn at(&self, between: f64) -> Fit {
        let weights = self.variances.map(|variance| 1.0 / (variance + between));
        let mut weighted = self.design.clone();
        for (i, mut row) in weighted.row_iter_mut().enumerate() {
            row *= weights[i];
        }
        let information = self.design.transpose() * &weighted;
        // Full rank is the caller's promise; a NaN would show at once.
        let inverse = information.clone().try_inverse().unwrap_or_else(|| information.map(|_| f64::NAN));
        let coefficients = &inverse * (weighted.transpose() * &self.response);
        let residual = &self.response - &self.design * &coefficients;
        let q = residual.iter().zip(&weights).map(|(r, w)| w * r * r).sum::<f64>();
        let squared = residual.iter().zip(&weights).map(|(r, w)| (w * r).powi(2)).sum::<f64>();
        let trace = weights.sum() - (&inverse * (weighted.transpose() * &weighted)).trace();
        let logs = weights.iter().map(|w| w.ln()).sum::<f64>();
        let likelihood = (logs - information.determinant().ln() - q) / 2.0;
        Fit { between, coefficients, inverse, q, trace, likelihood, slope: (squared - trace) / 2.0 }
    }

    /// The fit at the estimated τ².
    pub(super) fn fit(&self, between: Between) -> Fit {
        self.at(between.estimate(self))
    }

    /// The mean sampling variance: the size that τ² may be expected to have.
    pub(super) fn typical_variance(&self) -> f64 {
        self.variances.mean()
    }

    /// Scatter about the fit with τ² = 0.
    pub(super) fn heterogeneity(&self) -> Heterogeneity {
        let (fit, df) = (self.at(0.0), self.df());
        Heterogeneity { q: fit.q, df, p_value: chi_square_survival(fit.q, df), typical: df / fit.trace }
    }

    /// Interval for τ²: all values whose Q lies between the chi-square quantiles. Where even τ² = 0 scatters less than that, [0, 0].
    pub(super) fn between_interval(&self, level: Level) -> Bounds {
        let end = |p: f64| {
            let quantile = chi_square_quantile(p, self.df());
            crossing_beyond(0.0, self.typical_variance(), |between| self.at(between).q > quantile)
        };
        Bounds::new(end(level.upper_tail()), end(1.0 - level.upper_tail()))
    }

    /// The covariance of β̂ to be used with Student's t: (X'WX)⁻¹ times max(1, Q(τ²)/(k − p)).
    pub(super) fn covariance(&self, fit: &Fit) -> Matrix {
        &fit.inverse * (fit.q / self.df()).max(1.0)
    }

    /// The parameters of the scatter: τ in `unit`, I² and Q.
    pub(super) fn scatter(&self, fit: &Fit, level: Level, unit: Unit) -> [Parameter; 3] {
        let (scatter, interval) = (self.heterogeneity(), self.between_interval(level));
        let tau = Bounds::new(interval.low.sqrt(), interval.high.sqrt());
        let i2 = Bounds::new(scatter.i2(interval.low), scatter.i2(interval.high));
        let q = Parameter::plain("q", scatter.q, Unit::Number);
        [
            Parameter::plain("tau", fit.between.sqrt(), unit).within(tau),
            Parameter::plain("i2", scatter.i2(fit.between), Unit::Number).within(i2),
            Parameter { df: Some(scatter.df), p_value: Some(scatter.p_value), ..q },
        ]
    }

    /// Remarks on the scatter.
    pub(super) fn notes(&self, fit: &Fit) -> Vec<Note> {
        let Heterogeneity { q, df, p_value, .. } = self.heterogeneity();
        let scatter = if fit.between == 0.0 {
            Note::NoScatter { q, df, p_value }
        } else {
            Note::Scatter { tau: fit.between.sqrt(), q, df, p_value }
        };
        std::iter::once(scatter).chain((df < FEW).then_some(Note::FewWaves { df })).collect()
    }
}
