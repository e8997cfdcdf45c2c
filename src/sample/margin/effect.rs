//! Design effects that follow from printed margins.

use super::{MarginError, PrintedMargin, Rounding, margin_of};
use crate::uncertainty::Level;

/// No design makes one respondent worth a hundred.
const LEAST_EFFECT: f64 = 0.01;

/// The error of a margin that is too small for `n` respondents.
fn too_small(printed: PrintedMargin, effect: DesignEffect, n: f64, level: Level) -> MarginError {
    let (respondents, usual) = (effect.n_effective(n).0, 100.0 * margin_of(printed.share, n, 1.0, level));
    let of_100 = PrintedMargin { margin: 100.0 * printed.margin, ..printed };
    let meant = if of_100.margin < 1.0 {
        format!("; if a fraction of 1 is meant, write {}", of_100.literal())
    } else {
        String::new()
    };
    MarginError::TooSmall { printed, respondents, n, usual, meant }
}

/// A range of design effects, as narrow as rounding leaves it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DesignEffect {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl DesignEffect {
    /// The design effects with which `n` respondents give every margin of `schedule` as printed: the intersection of what each
    /// margin allows.
    ///
    /// # Errors
    /// [`MarginError::Contradiction`], with the two margins farthest apart, when nothing is left; [`MarginError::TooSmall`] when a margin
    /// takes a hundred times `n` respondents; [`MarginError::Empty`] and [`MarginError::Base`].
    pub fn from_schedule(
        schedule: &[PrintedMargin],
        n: f64,
        level: Level,
        rounding: Rounding,
    ) -> Result<Self, MarginError> {
        if !(n >= 1.0 && n.is_finite()) {
            return Err(MarginError::Base(n));
        }
        let effects = || schedule.iter().map(|printed| (*printed, printed.effect(n, level, rounding)));
        let by_low = effects().max_by(|a, b| a.1.low.total_cmp(&b.1.low));
        let by_high = effects().min_by(|a, b| a.1.high.total_cmp(&b.1.high));
        let (Some((first, first_effect)), Some((second, second_effect))) = (by_low, by_high) else {
            return Err(MarginError::Empty);
        };
        if first_effect.low > second_effect.high {
            return Err(MarginError::Contradiction { first, first_effect, second, second_effect, n });
        }
        if second_effect.high < LEAST_EFFECT {
            return Err(too_small(second, second_effect, n, level));
        }
        Ok(Self { low: first_effect.low, high: second_effect.high })
    }

    /// A design effect as stated.
    ///
    /// # Errors
    /// [`MarginError::Deff`] unless it is a positive number.
    pub fn exactly(deff: f64) -> Result<Self, MarginError> {
        if deff > 0.0 && deff.is_finite() { Ok(Self { low: deff, high: deff }) } else { Err(MarginError::Deff(deff)) }
    }

    /// The least.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The largest.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Half-way, to compute with.
    pub fn middle(&self) -> f64 {
        (self.low + self.high) / 2.0
    }

    /// The least and the largest effective number of respondents out of `n`.
    pub fn n_effective(&self, n: f64) -> (f64, f64) {
        (n / self.high, n / self.low)
    }
}
