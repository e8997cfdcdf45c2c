//! What the weights of everybody tell of the size of the population.

use super::design::Design;
use super::options::{Draw, Srs, WeightKind, are_scaled};
use crate::num::Sum;
use crate::survey::{Source, SourceError};

/// The simple random sample that design effects of all estimates compare with; where weights decide it, those of the whole file do, so that
/// no table has two.
pub(super) fn draw(design: &Design, source: &dyn Source) -> Draw {
    let scaled = || match (design.weight, design.kind) {
        (None, _) | (_, WeightKind::Frequency) => true,
        // What cannot be read makes no estimates either.
        (Some(place), _) => sums(source, place).is_ok_and(|(weighted, n)| are_scaled(weighted, n)),
    };
    match design.srs {
        Srs::WithReplacement => Draw::WithReplacement,
        Srs::ByWeights if scaled() => Draw::WithReplacement,
        Srs::ByWeights | Srs::WithoutReplacement => Draw::WithoutReplacement,
    }
}

/// The sum of all weights, and how many are above 0.
fn sums(source: &dyn Source, weight: usize) -> Result<(f64, f64), SourceError> {
    let (mut weighted, mut n) = (Sum::default(), 0.0);
    for chunk in 0..source.chunks().len() {
        let columns = source.read(chunk, &[weight])?;
        for numbers in columns.iter().filter_map(|column| column.numbers()) {
            for weight in numbers.iter().filter(|weight| **weight > 0.0) {
                weighted.add(*weight);
                n += 1.0;
            }
        }
    }
    Ok((weighted.get(), n))
}
