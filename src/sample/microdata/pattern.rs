//! Whether replicate weights look like what is stated of them. A wrong type makes a wrong scale, and intervals many times too narrow.

use super::design::{Design, Variance};
use super::options::{DesignOptions, ReplicateType};
use crate::survey::{Source, SourceError};
use clap::ValueEnum as _;

/// Replicates that are looked at, spread over all.
const LOOKED_AT: usize = 8;

/// Fewer replicates show no pattern: either of two half-samples leaves out whom the other takes.
const LEAST: usize = 4;

/// Fewer people say nothing of a pattern.
const FEWEST: f64 = 20.0;

/// A weight changes where it is more than so many times as large in one replicate as in another: calibration does less.
const CHANGES: f64 = 2.0;

/// What the zeros of replicate weights show for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    /// Nobody is left out.
    Nobody,
    /// Many are left out of one replicate, hardly anybody of two: chance would do both.
    Once,
    /// Most are left out of several replicates.
    Often,
}

/// Of the people of the first stretch who count clearly more in some replicates than in others. All others are the same to every method:
/// those of certainty strata, those of clusters left out elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Zeros {
    /// The share whose weight is 0 in a replicate, on average over replicates.
    in_one: f64,
    /// The share whose weight is 0 in two replicates or more.
    in_several: f64,
}

impl Zeros {
    fn pattern(self) -> Option<Pattern> {
        match (self.in_one, self.in_several) {
            (0.0, _) => Some(Pattern::Nobody),
            // With so many zeros, chance would leave six in a hundred out twice.
            (one, several) if one >= 0.05 && several < 0.01 => Some(Pattern::Once),
            (_, several) if several > 0.5 => Some(Pattern::Often),
            _ => None,
        }
    }
}

impl Pattern {
    fn like(self) -> &'static str {
        match self {
            Self::Nobody => "Fay's method (fay) or successive differences (sdr)",
            Self::Once => "a jackknife (jk1, jkn or jk2)",
            Self::Often => "half-samples (brr) or a bootstrap",
        }
    }
}

impl Design {
    /// What contradicts the type that is stated for the replicates, in words; `None` where nothing does for certain. A jackknife leaves
    /// nobody out twice, half-samples leave out about half, Fay's method and successive differences nobody.
    ///
    /// # Errors
    /// [`SourceError`] when the file cannot be read any more.
    pub fn replicates_belie(
        &self,
        options: &DesignOptions,
        source: &dyn Source,
    ) -> Result<Option<String>, SourceError> {
        let Some(kind) = options.replicate_type else { return Ok(None) };
        let Some(zeros) = self.zeros(source)? else { return Ok(None) };
        let Some(pattern) = zeros.pattern() else { return Ok(None) };
        let in_one = format!("{:.0} % weigh 0 in a replicate", 100.0 * zeros.in_one);
        let in_several = format!("{:.0} % weigh 0 in two or more", 100.0 * zeros.in_several);
        let (rule, seen) = match (kind, pattern) {
            (ReplicateType::Brr, Pattern::Nobody | Pattern::Once) => {
                ("leaves about half of the people out of each replicate", in_one)
            }
            (ReplicateType::Jk1 | ReplicateType::Jkn | ReplicateType::Jk2, Pattern::Often) => {
                ("leaves nobody out of two replicates", in_several)
            }
            (ReplicateType::Bootstrap, Pattern::Once) => ("leaves many people out of several replicates", in_several),
            (ReplicateType::Fay | ReplicateType::Sdr, Pattern::Once | Pattern::Often)
                if options.fay_rho != Some(0.0) =>
            {
                ("leaves nobody out of any replicate", in_one)
            }
            _ => return Ok(None),
        };
        let name = kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
        let like = pattern.like();
        Ok(Some(format!(
            "{name} {rule}, but here, of those whose weight changes between replicates, {seen}: they look like {like}"
        )))
    }

    fn zeros(&self, source: &dyn Source) -> Result<Option<Zeros>, SourceError> {
        let Variance::Replicates(replicates) = &self.variance else { return Ok(None) };
        let step = (replicates.columns.len() / LOOKED_AT).max(1);
        let chosen: Vec<usize> = replicates.columns.iter().copied().step_by(step).take(LOOKED_AT).collect();
        if source.chunks().is_empty() || chosen.len() < LEAST {
            return Ok(None);
        }
        let mut wanted: Vec<usize> = chosen.iter().copied().chain(self.weight).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let columns = source.read(0, &wanted)?;
        let number = |place: usize, row| columns[wanted.partition_point(|&other| other < place)].number(row);
        let weighs = |row| self.weight.is_none_or(|weight| number(weight, row).is_some_and(|weight| weight > 0.0));
        let (mut people, mut zeros, mut twice) = (0.0, 0.0, 0.0);
        for row in (0..source.chunks()[0]).filter(|&row| weighs(row)) {
            let weights = chosen.iter().filter_map(|&place| number(place, row));
            let (least, most) = weights.clone().fold((f64::INFINITY, 0.0), |(l, m), w| (w.min(l), w.max(m)));
            if most <= CHANGES * least {
                continue;
            }
            let without = weights.filter(|weight| *weight == 0.0).count();
            people += 1.0;
            zeros += without as f64;
            twice += f64::from(u8::from(without > 1));
        }
        let shares = Zeros { in_one: zeros / people / chosen.len() as f64, in_several: twice / people };
        Ok((people >= FEWEST).then_some(shares))
    }
}
