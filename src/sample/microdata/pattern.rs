//! Whether replicate weights look like what is stated of them. A wrong type makes a wrong scale, and intervals many times too narrow.

use super::design::{Design, Variance};
use super::options::{DesignOptions, ReplicateType};
use crate::survey::{Source, SourceError};
use clap::ValueEnum as _;

/// Replicates that are looked at, spread over all.
const LOOKED_AT: usize = 8;

/// Fewer people say nothing of a pattern.
const FEWEST: f64 = 20.0;

/// Of the people of the first stretch who weigh something.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Zeros {
    /// The share whose weight is 0 in a replicate, on average over replicates.
    in_one: f64,
    /// The share whose weight is 0 in two replicates or more.
    in_several: f64,
}

impl Design {
    /// What contradicts the type that is stated for the replicates, in words; `None` where nothing does. A jackknife leaves nobody out
    /// twice, half-samples leave out about half, Fay's method and successive differences nobody.
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
        let percent = |share: f64| format!("{:.0} %", 100.0 * share);
        let (rule, seen) = match kind {
            ReplicateType::Brr if zeros.in_one < 0.2 => (
                "leaves about half of the people out of each replicate",
                percent(zeros.in_one) + " weigh 0 in a replicate",
            ),
            ReplicateType::Jk1 | ReplicateType::Jkn | ReplicateType::Jk2 if zeros.in_several > 0.1 => {
                ("leaves nobody out of two replicates", percent(zeros.in_several) + " weigh 0 in two or more")
            }
            ReplicateType::Bootstrap if zeros.in_one > 0.0 && zeros.in_several < 0.01 => {
                ("leaves many people out of several replicates", percent(zeros.in_several) + " weigh 0 in two or more")
            }
            ReplicateType::Fay | ReplicateType::Sdr if zeros.in_one > 0.02 && options.fay_rho != Some(0.0) => {
                ("leaves nobody out of any replicate", percent(zeros.in_one) + " weigh 0 in a replicate")
            }
            _ => return Ok(None),
        };
        let like = match (zeros.in_one, zeros.in_several) {
            (0.0, _) => "Fay's method (fay) or successive differences (sdr)",
            (_, several) if several < 0.01 => "a jackknife (jk1, jkn or jk2)",
            _ => "half-samples (brr) or a bootstrap",
        };
        let name = kind.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
        Ok(Some(format!("{name} {rule}, but here {seen}: they look like {like}")))
    }

    fn zeros(&self, source: &dyn Source) -> Result<Option<Zeros>, SourceError> {
        let Variance::Replicates(replicates) = &self.variance else { return Ok(None) };
        let step = (replicates.columns.len() / LOOKED_AT).max(1);
        let chosen: Vec<usize> = replicates.columns.iter().copied().step_by(step).take(LOOKED_AT).collect();
        if source.chunks().is_empty() {
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
            let without = chosen.iter().filter(|&&place| number(place, row) == Some(0.0)).count();
            people += 1.0;
            zeros += without as f64;
            twice += f64::from(u8::from(without > 1));
        }
        let shares = Zeros { in_one: zeros / people / chosen.len() as f64, in_several: twice / people };
        Ok((people >= FEWEST).then_some(shares))
    }
}
