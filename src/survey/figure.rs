//! One figure as a pollster printed it, with the interval of shares that the print allows.

use super::{Group, Place, Wave};
use std::sync::Arc;

/// A printed share: the value to compute with and the range that rounding leaves open. All in fractions of 1, with
/// `0 <= low <= share <= high <= 1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Printed {
    share: f64,
    low: f64,
    high: f64,
}

impl Printed {
    /// A share printed to a unit (`0.01` for whole per cent): half a unit either way, within 0 and 1. `None` unless
    /// `0 <= share <= 1` and `unit` is not negative.
    pub fn rounded(share: f64, unit: f64) -> Option<Self> {
        Self::between(share, (share - unit / 2.0).max(0.0), (share + unit / 2.0).min(1.0))
    }

    /// A share known to lie between two bounds, as in `<1`: computed with as `share`.
    pub fn between(share: f64, low: f64, high: f64) -> Option<Self> {
        (0.0 <= low && low <= share && share <= high && high <= 1.0).then_some(Self { share, low, high })
    }

    /// The share to compute with.
    pub fn share(&self) -> f64 {
        self.share
    }

    /// The least share that prints so.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The largest share that prints so.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// The same share under another rounding unit (0: exact).
    pub fn with_unit(&self, unit: f64) -> Option<Self> {
        Self::rounded(self.share, unit)
    }
}

/// The base a figure was printed with; either may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PrintedBase {
    /// People asked, unweighted.
    pub unweighted: Option<f64>,
    /// Weighted base.
    pub weighted: Option<f64>,
}

/// Who asked, how, and whom: as far as the source says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fieldwork {
    /// The firm.
    pub pollster: Option<Arc<str>>,
    /// In person, telephone, online …
    pub mode: Option<Arc<str>>,
    /// The population, e.g. `adults 18+`.
    pub population: Option<Arc<str>>,
}

/// One printed figure: a share of one answer, in one group, in one wave.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Question id.
    pub question: Arc<str>,
    /// Answer as printed, or as the codebook names it once applied.
    pub answer: Arc<str>,
    /// The groups; empty for everybody.
    pub groups: Vec<Group>,
    /// The wave, if the table has one.
    pub wave: Option<Wave>,
    /// Who asked.
    pub fieldwork: Fieldwork,
    /// The share.
    pub printed: Printed,
    /// The base printed with it.
    pub base: PrintedBase,
    /// A remark printed beside it.
    pub note: Option<Arc<str>>,
    /// The publication it was read in.
    pub source: Option<Arc<str>>,
    /// Where it stands in the file.
    pub place: Place,
}
