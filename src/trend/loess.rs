//! `loess`: local straight lines with tricube weights (Cleveland 1979), each wave weighted by the inverse of its sampling variance.
//!
//! With y* = Ly and sampling variance V, the variance of a fitted value is l'Vl times max(1, s²), where s² = Σ r²/v over its expectation
//! δ₁ is the scatter beyond sampling; Student's t has δ₁²/δ₂ degrees of freedom (Cleveland & Devlin 1988, here with the traces of
//! V^-½(I − L)V(I − L)'V^-½, which are theirs when all waves are equally exact). The bias of smoothing is not in the band.

use super::fitted::Reference;
use super::{FitOptions, Parameter, Series, Setting, Trend, TrendError, TrendModel, Unit, YEAR, grid};
use crate::num::{Matrix, Vector};

/// The method.
pub(super) struct Loess;

/// The share of waves in a neighbourhood unless told.
const SPAN: f64 = 0.75;

/// A local line uses two; the scatter about it needs more.
const LEAST: usize = 5;

impl TrendModel for Loess {
    fn name(&self) -> &'static str {
        "loess"
    }

    fn summary(&self) -> &'static str {
        "local straight lines with tricube weights; follows a smooth bend"
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Span]
    }

    fn fit(&self, series: &Series, options: &FitOptions) -> Result<Trend, TrendError> {
        options.check(self)?;
        series.require(self.name(), LEAST, "; with fewer, fit a line")?;
        series.require_independent(self.name())?;
        let local = Local::new(series, options.span.map_or(SPAN, |span| span.get()));
        let scatter = local.scatter()?;
        let reference = Reference::new(scatter.df, options.level);
        let inflation = scatter.ratio.max(1.0);
        let mut fitted = Vec::new();
        for time in grid::dates(series, options.step)? {
            let row = local.operator(time)?;
            let variance: f64 = row.iter().zip(&local.variances).map(|(l, v)| l * l * v).sum();
            fitted.push(reference.point(time, row.dot(&local.values), (variance * inflation).sqrt()));
        }
        let parameters = vec![
            Parameter::plain("span", local.span, Unit::Number),
            Parameter::plain("scatter", scatter.ratio, Unit::Number),
            Parameter::plain("df", scatter.df, Unit::Number),
        ];
        Ok(Trend::new(self.name(), series, options, fitted, parameters))
    }
}

/// Scatter about the fit.
struct Scatter {
    /// Residual variance over sampling variance.
    ratio: f64,
    /// Degrees of freedom of that.
    df: f64,
}

/// Waves and the size of their neighbourhoods.
struct Local<'a> {
    series: &'a Series,
    times: Vec<f64>,
    values: Vector,
    variances: Vec<f64>,
    span: f64,
    neighbours: usize,
}

impl<'a> Local<'a> {
    fn new(series: &'a Series, span: f64) -> Self {
        // The small excess keeps 0.3·10 at 3 neighbours.
        let neighbours = ((series.len() as f64 * span + 1e-5).floor() as usize).clamp(1, series.len());
        let (times, values) = (series.times(), Vector::from_vec(series.values()));
        let variances = series.covariance().diagonal().iter().copied().collect();
        Self { series, times, values, variances, span, neighbours }
    }

    /// The row l of the operator at `time`: the fitted value there is l · values.
    fn operator(&self, time: f64) -> Result<Vector, TrendError> {
        let distances: Vec<f64> = self.times.iter().map(|t| (t - time).abs()).collect();
        let mut sorted = distances.clone();
        sorted.sort_by(f64::total_cmp);
        let reach = sorted[self.neighbours - 1];
        let tricube = |d: f64| if d < reach { (1.0 - (d / reach).powi(3)).powi(3) } else { 0.0 };
        let weights: Vec<f64> = distances.iter().zip(&self.variances).map(|(&d, v)| tricube(d) / v).collect();
        let total: f64 = weights.iter().sum();
        let years = |t: f64| (t - time) / YEAR;
        let center = weights.iter().zip(&self.times).map(|(w, &t)| w * years(t)).sum::<f64>() / total;
        let spread: f64 = weights.iter().zip(&self.times).map(|(w, &t)| w * (years(t) - center).powi(2)).sum();
        let dates = self.times.iter().zip(&weights).filter(|(_, w)| **w > 0.0).map(|(t, _)| *t);
        let (first, last) = dates.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), t| (a.min(t), b.max(t)));
        if first >= last {
            return Err(TrendError::SpanTooSmall {
                series: self.series.name().to_owned(),
                date: grid::date(time),
                waves: self.neighbours,
                span: self.span,
            });
        }
        let row =
            weights.iter().zip(&self.times).map(|(w, &t)| w * (1.0 / total - center * (years(t) - center) / spread));
        Ok(Vector::from_iterator(self.times.len(), row))
    }

    /// Weighted residuals over what sampling makes them.
    fn scatter(&self) -> Result<Scatter, TrendError> {
        let waves = self.times.len();
        let mut left = Matrix::identity(waves, waves);
        for (i, &time) in self.times.iter().enumerate() {
            let mut row = left.row_mut(i);
            row -= self.operator(time)?.transpose();
        }
        let residuals = &left * &self.values;
        let q: f64 = residuals.iter().zip(&self.variances).map(|(r, v)| r * r / v).sum();
        let scaled =
            Matrix::from_fn(waves, waves, |i, j| left[(i, j)] * (self.variances[j] / self.variances[i]).sqrt());
        let square = &scaled * scaled.transpose();
        let (first, second) = (square.trace(), square.norm_squared());
        if first < 1.0 {
            let series = self.series.name().to_owned();
            return Err(TrendError::Interpolates { series, waves, span: self.span });
        }
        Ok(Scatter { ratio: q / first, df: first * first / second })
    }
}
