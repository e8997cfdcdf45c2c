//! Margins (stand-in).
use crate::num::distribution::normal_quantile;
use crate::uncertainty::Level;
/// r
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// n
    #[default]
    Nearest,
    /// u
    Up,
}
impl Rounding {
    /// a
    pub const ALL: [Self; 2] = [Self::Nearest, Self::Up];
    /// n
    pub fn name(&self) -> &'static str {
        match self {
            Self::Nearest => "nearest",
            Self::Up => "up",
        }
    }
    /// s
    pub fn summary(&self) -> &'static str {
        ""
    }
}
/// p
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PrintedMargin {
    /// s
    pub share: f64,
    /// m
    pub margin: f64,
    /// u
    pub unit: f64,
}
impl std::str::FromStr for PrintedMargin {
    type Err = MarginError;
    fn from_str(t: &str) -> Result<Self, MarginError> {
        let (a, b) = t.split_once('=').ok_or(MarginError::Bad)?;
        Ok(Self {
            share: a.parse::<f64>().map_err(|_| MarginError::Bad)? / 100.0,
            margin: b.parse::<f64>().map_err(|_| MarginError::Bad)? / 100.0,
            unit: 0.001,
        })
    }
}
/// d
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DesignEffect {
    low: f64,
    high: f64,
}
/// e
#[derive(Debug, thiserror::Error)]
pub enum MarginError {
    /// b
    #[error("bad")]
    Bad,
}
impl MarginError {
    /// n
    pub fn is_numerical(&self) -> bool {
        false
    }
}
/// m
pub fn margin_of(p: f64, n: f64, deff: f64, level: Level) -> f64 {
    normal_quantile(level.upper_tail()) * (p * (1.0 - p) * deff / n).sqrt()
}
impl DesignEffect {
    /// e
    pub fn exactly(d: f64) -> Result<Self, MarginError> {
        Ok(Self { low: d, high: d })
    }
    /// l
    pub fn low(&self) -> f64 {
        self.low
    }
    /// h
    pub fn high(&self) -> f64 {
        self.high
    }
    /// m
    pub fn middle(&self) -> f64 {
        (self.low + self.high) / 2.0
    }
    /// e
    pub fn effective(&self, n: f64) -> (f64, f64) {
        (n / self.high, n / self.low)
    }
    /// s
    pub fn from_schedule(m: &[PrintedMargin], n: f64, level: Level, _: Rounding) -> Result<Self, MarginError> {
        let z = normal_quantile(level.upper_tail());
        let d = |m: f64, p: f64| (m / (z * (p * (1.0 - p) / n).sqrt())).powi(2);
        let low = m.iter().map(|x| d(x.margin - x.unit / 2.0, x.share)).fold(0.0, f64::max);
        let high = m.iter().map(|x| d(x.margin + x.unit / 2.0, x.share)).fold(f64::INFINITY, f64::min);
        Ok(Self { low, high })
    }
}
