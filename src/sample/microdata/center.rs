//! What numbers are summed about, so that their squares lose no digits: near the middle of each cell, however far off the others lie.

use crate::engine::Entries;
use crate::num::Sum;
use crate::survey::{Source, SourceError};
use std::borrow::Cow;

/// How sums about a center, of each number, become sums about 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shift {
    None,
    Moments(f64),
    Pair(f64, f64),
}

/// A center so many standard deviations from the mean costs fourth powers 4 of 16 digits, and squares 2.
const FAR: f64 = 8.0;
/// A center so many times as large as the mean costs sums 3 digits.
const LARGE: f64 = 1024.0;
/// What of a mean is rounding.
const ROUNDING: f64 = 64.0 * f64::EPSILON;

impl Shift {
    /// Sums of (1, x − c, …) as sums of (1, x, …); squares stay about c.
    pub(super) fn about_zero<'a>(self, sums: &'a [f64]) -> Cow<'a, [f64]> {
        match self {
            Self::None => Cow::Borrowed(sums),
            Self::Moments(c) => vec![sums[0], sums[1] + c * sums[0], sums[2]].into(),
            Self::Pair(c, d) => vec![sums[0], sums[1] + c * sums[0], sums[2] + d * sums[0]].into(),
        }
    }

    /// What squares are about.
    pub(super) fn of_squares(self) -> f64 {
        match self {
            Self::Moments(center) => center,
            Self::None | Self::Pair(..) => 0.0,
        }
    }

    /// Better centers of the numbers of a cell, if those it is summed about lie far from its means. Of a pair the spread is known where
    /// there are sums of squares (`squared`).
    pub(super) fn better(self, entries: &Entries, squared: bool) -> Option<(f64, f64)> {
        let people: u64 = entries.iter().map(|(entry, _)| entry.n).sum();
        let sum = |at: usize| entries.iter().map(|(_, sums)| sums[at]).sum::<f64>();
        let mean = |of: usize, base: usize| sum(of) / sum(base);
        let deviation = |square: f64, about: f64| (people > 1).then(|| (square - about * about).max(0.0).sqrt());
        match self {
            Self::None => None,
            Self::Moments(c) => {
                let about = mean(1, 0);
                better(c, about, deviation(mean(2, 0), about)).map(|center| (center, center))
            }
            Self::Pair(c, d) => {
                // After the three sums those of products of 1, x and y: 1, x, y, xx, xy, yy.
                let spread = |x: usize, xx: usize| squared.then(|| deviation(mean(xx, 3), mean(x, 3))).flatten();
                let found = (better(c, mean(1, 0), spread(4, 6)), better(d, mean(2, 0), spread(5, 8)));
                (found != (None, None)).then(|| (found.0.unwrap_or(c), found.1.unwrap_or(d)))
            }
        }
    }
}

/// A center at the mean, which lies so far (`about`) from this one, if that is too far for numbers of this standard deviation. To the
/// unit of the deviation, so that the order of rows does not show.
fn better(center: f64, about: f64, deviation: Option<f64>) -> Option<f64> {
    let (mean, far) = (center + about, about.abs());
    let spread = deviation.unwrap_or(0.0);
    let drowned = deviation.is_some() && far > FAR * spread && far > ROUNDING * mean.abs();
    let outgrown = far > LARGE * (mean.abs() + spread);
    (mean.is_finite() && (drowned || outgrown)).then(|| rounded(mean, spread))
}

/// A number to a power of two below `unit`; as it is where there is none.
fn rounded(number: f64, unit: f64) -> f64 {
    let unit = unit.log2().floor().exp2();
    let rounded = (number / unit).round() * unit;
    if unit > 0.0 && rounded.is_finite() { rounded } else { number }
}

/// A value near the middle of a column: the mean of its first chunk to a power of two below the standard deviation there.
pub(super) fn first(source: &dyn Source, column: usize) -> Result<f64, SourceError> {
    if source.chunks().is_empty() {
        return Ok(0.0);
    }
    let first = source.read(0, &[column])?;
    let numbers = first[0].numbers().unwrap_or_default();
    let mean_of = |power: &dyn Fn(f64) -> f64| {
        let (mut sum, mut count) = (Sum::default(), 0_usize);
        for &value in numbers.iter().filter(|value| value.is_finite()) {
            sum.add(power(value));
            count += 1;
        }
        sum.get() / count.max(1) as f64
    };
    let mean = mean_of(&|value| value);
    Ok(rounded(mean, mean_of(&|value| (value - mean).powi(2)).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_center_is_moved_where_digits_would_be_lost() {
        assert_eq!(better(50.0, -9.0, Some(2.0)), None, "some people of about 41");
        assert_eq!(better(2e7, 25.0 - 2e7, Some(11.0)), Some(24.0));
        assert_eq!(better(2e7, 25.0 - 2e7, None), Some(25.0), "of one person too, or of ratios");
        assert_eq!(better(0.5, -0.499, Some(1.0)), None, "a mean near 0");
        assert_eq!(better(41.0, 0.0, Some(0.0)), None, "all the same");
        assert_eq!(better(41.0, 1e-15, Some(0.0)), None);
        assert_eq!(better(0.0, 1.7e9, Some(1e3)), Some(1_700_000_256.0));
        assert_eq!(better(0.0, f64::NAN, Some(1.0)), None);
    }
}
