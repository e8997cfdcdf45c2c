//! House effects: how far each pollster stands from the common level. Their origin is a convention, so it must be stated: they add up
//! to 0 over the houses, or one house is the anchor at 0 (Jackman 2005).

use super::{Series, TrendError};
use crate::names;
use crate::num::{Matrix, Vector};
use std::sync::Arc;

/// What house effects are measured from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Houses {
    /// The mean of the houses, each counted once.
    SumToZero,
    /// One house, taken to be right.
    Anchor(Arc<str>),
}

/// The free coefficients γ of house effects h = contrasts · γ, and the design that puts them on the waves.
#[derive(Debug)]
pub(super) struct HouseDesign {
    /// The houses, in order of name.
    pub(super) names: Vec<Arc<str>>,
    /// Houses × free coefficients.
    pub(super) contrasts: Matrix,
    /// Waves × free coefficients.
    pub(super) design: Matrix,
}

impl HouseDesign {
    /// No house effects: no column.
    pub(super) fn none(waves: usize) -> Self {
        Self { names: Vec::new(), contrasts: Matrix::zeros(0, 0), design: Matrix::zeros(waves, 0) }
    }

    /// House effects for a series in which every wave has its house, there are two or more, and two waves more than houses.
    pub(super) fn new(series: &Series, houses: &Houses, method: &'static str) -> Result<Self, TrendError> {
        let named = || series.name().to_owned();
        let mut of_waves = Vec::with_capacity(series.len());
        for observation in series.observations() {
            let label = || observation.label.to_string();
            let house = observation.house.clone();
            of_waves.push(house.ok_or_else(|| TrendError::NoHouse { series: named(), label: label() })?);
        }
        let mut names = of_waves.clone();
        names.sort();
        names.dedup();
        if names.len() < 2 {
            return Err(TrendError::OneHouse { series: named(), house: names[0].to_string() });
        }
        series.require(method, names.len() + 2, ": two more than houses")?;
        let contrasts = match houses {
            Houses::SumToZero => sum_to_zero(names.len()),
            Houses::Anchor(anchor) => anchored(&names, anchor).ok_or_else(|| TrendError::UnknownHouse {
                series: named(),
                house: anchor.to_string(),
                hint: names::hint(anchor, names.iter().map(|name| &**name)),
            })?,
        };
        let position = |house: &Arc<str>| names.binary_search(house).unwrap_or(0);
        let rows: Vec<_> = of_waves.iter().map(|house| contrasts.row(position(house))).collect();
        let design = Matrix::from_rows(&rows);
        Ok(Self { names, contrasts, design })
    }

    /// The effect of each house with its standard error, from the free coefficients and their covariance.
    pub(super) fn effects(&self, coefficients: &Vector, covariance: &Matrix) -> Vec<(f64, f64)> {
        let values = &self.contrasts * coefficients;
        let spread = (&self.contrasts * covariance * self.contrasts.transpose()).diagonal();
        values.iter().zip(&spread).map(|(&value, variance)| (value, variance.max(0.0).sqrt())).collect()
    }
}

/// All houses but the last are free; the last is minus their sum.
fn sum_to_zero(houses: usize) -> Matrix {
    Matrix::from_fn(houses, houses - 1, |i, j| match i {
        _ if i == houses - 1 => -1.0,
        _ if i == j => 1.0,
        _ => 0.0,
    })
}

/// All houses but the anchor are free; `None` when it is not among them.
fn anchored(names: &[Arc<str>], anchor: &Arc<str>) -> Option<Matrix> {
    let at = names.iter().position(|name| name == anchor)?;
    Some(Matrix::identity(names.len(), names.len()).remove_column(at))
}
