//! `average`: one level for all waves, the pool of polls that measure the same thing (a random-effects mean).
//!
//! τ² by REML, DerSimonian–Laird or Paule–Mandel; interval of Hartung & Knapp 2001 with the factor kept at 1 or more, k − 1 degrees of
//! freedom. The prediction interval is for what another poll would measure without sampling error (Higgins, Thompson & Spiegelhalter
//! 2009), here with k − 1 degrees of freedom too.

use super::fitted::Reference;
use super::regression::Regression;
use super::{FitOptions, Parameter, Series, Setting, Trend, TrendError, TrendModel, Unit, grid};
use crate::num::{Matrix, Vector};

/// The method.
pub(super) struct Average;

impl TrendModel for Average {
    fn name(&self) -> &'static str {
        "average"
    }

    fn summary(&self) -> &'static str {
        "one level for all waves: pooled mean with scatter between polls and a prediction interval"
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Between]
    }

    fn fit(&self, series: &Series, options: &FitOptions) -> Result<Trend, TrendError> {
        options.check(self)?;
        series.require_waves(self.name(), 2, "")?;
        let ones = Matrix::from_element(series.len(), 1, 1.0);
        let regression = Regression::new(series.covariance(), ones, Vector::from_vec(series.values()));
        let fit = regression.fit(options.between.unwrap_or_default());
        let (mean, se) = (fit.coefficients[0], regression.covariance(&fit)[(0, 0)].sqrt());
        let reference = Reference::new(regression.df(), options.level);
        let dates = grid::dates(series, options.step)?;
        let fitted = dates.into_iter().map(|time| reference.point(time, mean, se)).collect();
        let spread = (se * se + fit.between).sqrt();
        let prediction = Parameter::plain("prediction", mean, Unit::Value).within(reference.bounds(mean, spread));
        let mut parameters = vec![
            Parameter { p_value: None, ..Parameter::tested("mean", mean, se, reference, Unit::Value) },
            Parameter { se: Some(spread), ..prediction },
        ];
        parameters.extend(regression.scatter(&fit, options.level, Unit::Value));
        Ok(Trend::new(self.name(), series, options, fitted, parameters).noting(regression.notes(&fit)))
    }
}
