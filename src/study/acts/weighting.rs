//! How weights are spread and what they do: their distribution as multiples of their mean, Kish's design effect, and the margins of
//! chosen variables without and with weight.

use super::weighed;
use crate::ingest::microdata::{Content, Count, Frequency, VariableSummary};
use crate::names;
use crate::num::Sum;
use crate::study::StudyError;
use crate::study::spec::TargetSpec;
use crate::survey::{Codebook, Source, SourceError};
use std::sync::Arc;

/// Weights above this many times their mean are counted as heavy: surveys that trim usually do so at 3 to 6 times the mean.
pub const HEAVY: f64 = 5.0;

/// Widths of the bars of the histogram, in multiples of the mean. [`HEAVY`] is a whole number of each.
const WIDTHS: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
/// The most bars, as long as there is a wider width, and what a few weights may have at least.
const MOST_BARS: f64 = 40.0;
const FEWEST_BARS: f64 = 8.0;

/// The most different weights that are few.
const FEW: usize = 8;

/// What a weight does.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighting {
    /// The column of the weight.
    pub name: Arc<str>,
    /// How the weights are spread.
    pub spread: WeightSpread,
    /// The variables asked for, without and with weight.
    pub margins: Vec<Margin>,
}

/// The distribution of weights above 0.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightSpread {
    /// Respondents with a weight above 0.
    pub n: u64,
    /// Respondents without a weight: they count for nothing.
    pub without: u64,
    /// Respondents with a weight of 0: nor do they.
    pub zero: u64,
    /// The least weight above 0.
    pub min: f64,
    /// Their mean.
    pub mean: f64,
    /// The greatest.
    pub max: f64,
    /// Kish's design effect of weighting alone, n·Σw²/(Σw)² (Kish 1965, §11.2C).
    pub deff: f64,
    /// Respondents above [`HEAVY`] times the mean.
    pub heavy: u64,
    /// Their part of the sum of all weights, a fraction of 1.
    pub heavy_share: f64,
    /// From where to where a bar reaches, in multiples of the mean, and the respondents in it, the lower end excluded.
    pub bars: Vec<(f64, f64, u64)>,
    /// Where there are few different weights, each as a multiple of the mean with the respondents who have it, from the least; else none.
    pub few: Vec<(f64, u64)>,
}

/// One variable without and with weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// The variable.
    pub variable: Arc<str>,
    /// The words shown for it.
    pub title: Arc<str>,
    /// Those with a weight above 0 who answered.
    pub answered: Count,
    /// Its values in order, with who has them.
    pub levels: Vec<(Arc<str>, Count)>,
    /// The share of each of them that weighting aims at, a fraction of 1; empty where none is stated.
    pub targets: Vec<f64>,
    /// What the targets add up to as stated, in per cent, where they were rescaled to 100.
    pub rescaled: Option<f64>,
    /// People could give several answers: shares may add up to more than everybody.
    pub several: bool,
}

impl Weighting {
    /// The spread of the weight at `place`, and the margins of some summaries; targets may name levels as the `stated` codebook does.
    ///
    /// # Errors
    /// [`StudyError`] when the weight holds words, a number below 0 or nothing above it, or a variable has no margins.
    pub(super) fn of(
        source: &dyn Source,
        place: usize,
        (shown, targets): (&[VariableSummary], &[TargetSpec]),
        stated: &Codebook,
    ) -> Result<Self, StudyError> {
        let margin = |summary: &VariableSummary| {
            let margin = weighed::in_order(Margin::of(source, summary)?, stated);
            let target = targets.iter().find(|target| target.variable == summary.name);
            let aimed = match target {
                Some(target) => margin.aimed(source, target, stated)?,
                None => margin,
            };
            Ok(weighed::in_words(aimed, stated))
        };
        let margins = shown.iter().map(margin).collect::<Result<_, StudyError>>()?;
        let name = source.variables()[place].name.clone();
        Ok(Self { name, spread: WeightSpread::of(source, place)?, margins })
    }
}

impl Margin {
    fn of(source: &dyn Source, summary: &VariableSummary) -> Result<Self, StudyError> {
        let Content::Values(values) = &summary.content else {
            let message = format!(
                "\"{}\" has too many different values to be shown without and with weight: choose variables with a few",
                summary.name
            );
            return Err(StudyError::Asked { source_name: source.name().to_owned(), message });
        };
        let level =
            |value: &Frequency| (value.label.clone().unwrap_or_else(|| value.value.to_string().into()), value.count);
        Ok(Self {
            variable: summary.name.clone(),
            title: summary.label.clone().unwrap_or_else(|| summary.name.clone()),
            answered: summary.answered,
            levels: values.iter().map(level).collect(),
            targets: Vec::new(),
            rescaled: None,
            several: false,
        })
    }

    /// The same with its target, which has every level once and no other.
    fn aimed(self, source: &dyn Source, target: &TargetSpec, stated: &Codebook) -> Result<Self, StudyError> {
        let refused = |message: String| {
            let message = format!("{}{message}", target.variable);
            StudyError::Target { source_name: source.name().to_owned(), message }
        };
        let place = |name: &str| self.levels.iter().position(|(level, _)| **level == *name);
        let mut targets = vec![None; self.levels.len()];
        for (level, share) in &target.shares {
            let meant = || place(weighed::meant(stated, &self.variable, level)?);
            let at = place(level).or_else(meant).ok_or_else(|| {
                let hint = names::hint(level, self.levels.iter().map(|(level, _)| &**level));
                refused(format!(": nobody has the level \"{level}\"{hint}"))
            })?;
            if targets[at].replace(*share).is_some() {
                return Err(refused(format!(" names the level \"{level}\" twice: give its share once")));
            }
        }
        let lacks = |level: &str| refused(format!(" says nothing of the level \"{level}\": give its share, 0 or more"));
        let targets =
            targets.into_iter().zip(&self.levels).map(|(share, (level, _))| share.ok_or_else(|| lacks(level)));
        Ok(Self { targets: targets.collect::<Result<_, _>>()?, rescaled: target.rescaled, ..self })
    }
}

impl WeightSpread {
    /// Two passes over one column: sums and ends, then the bars.
    fn of(source: &dyn Source, place: usize) -> Result<Self, StudyError> {
        let mut sums = Sums::default();
        each(source, place, |row, weight| sums.add(source, place, row, weight))?;
        let wrong = |message: String| StudyError::Asked { source_name: source.name().to_owned(), message };
        if sums.n == 0 {
            return Err(wrong(format!("no weight in \"{}\" is above 0", source.variables()[place].name)));
        }
        let (n, total) = (sums.n as f64, sums.total.get());
        let mean = total / n;
        let width = width(sums.max / mean, sums.n);
        let mut counts = vec![0; bar(sums.max / mean, width) + 1];
        let (mut heavy, mut heavy_total) = (0, Sum::default());
        let mut few: Vec<(f64, u64)> = Vec::new();
        each(source, place, |_, weight| {
            if weight > 0.0 {
                counts[bar(weight / mean, width)] += 1;
                match few.iter().position(|(known, _)| *known == weight) {
                    Some(at) => few[at].1 += 1,
                    None if few.len() <= FEW => few.push((weight, 1)),
                    None => {}
                }
            }
            if weight > HEAVY * mean {
                heavy += 1;
                heavy_total.add(weight);
            }
            Ok(())
        })?;
        if few.len() > FEW {
            few.clear();
        }
        few.iter_mut().for_each(|(weight, _)| *weight /= mean);
        few.sort_by(|a, b| a.0.total_cmp(&b.0));
        let bars =
            counts.into_iter().enumerate().map(|(at, count)| (at as f64 * width, (at + 1) as f64 * width, count));
        Ok(Self {
            n: sums.n,
            without: source.rows() - sums.n - sums.zero,
            zero: sums.zero,
            min: sums.min,
            mean,
            max: sums.max,
            deff: n * sums.squares.get() / total.powi(2),
            heavy,
            heavy_share: heavy_total.get() / total,
            bars: bars.skip_while(|bar| bar.2 == 0).collect(),
            few,
        })
    }

    /// Who counts for nothing: `1 respondent has no weight, 2 have one of 0`.
    pub fn uncounted(&self) -> Option<String> {
        let who = |n: u64| if n == 1 { "1 respondent has".to_owned() } else { format!("{n} respondents have") };
        let have = if self.zero == 1 { "has" } else { "have" };
        match (self.without, self.zero) {
            (0, 0) => None,
            (without, 0) => Some(format!("{} no weight", who(without))),
            (0, zero) => Some(format!("{} a weight of 0", who(zero))),
            (without, zero) => Some(format!("{} no weight, {zero} {have} one of 0", who(without))),
        }
    }

    /// The respondents that a simple random sample as good as this one would have, Σw squared by Σw².
    pub fn n_effective(&self) -> f64 {
        self.n as f64 / self.deff
    }
}

/// The least width with which the bars up to `most` are not too many for `n` weights: of few, many bars are noise (2·n^⅓, Rice's rule).
fn width(most: f64, n: u64) -> f64 {
    let bars = (2.0 * (n as f64).cbrt()).clamp(FEWEST_BARS, MOST_BARS);
    WIDTHS.into_iter().find(|width| most / width <= bars).unwrap_or(HEAVY)
}

/// The place of the bar (from 0) that holds a weight; a weight on an edge belongs to the lower bar, so that no bar has both heavy
/// weights and others.
fn bar(multiple: f64, width: f64) -> usize {
    // A weight that is a whole number of widths but for the last bit still counts as on the edge.
    ((multiple / width * (1.0 - 1e-12)).ceil() as usize).saturating_sub(1)
}

#[derive(Debug)]
struct Sums {
    n: u64,
    zero: u64,
    total: Sum,
    squares: Sum,
    min: f64,
    max: f64,
}

impl Default for Sums {
    fn default() -> Self {
        Self { n: 0, zero: 0, total: Sum::default(), squares: Sum::default(), min: f64::INFINITY, max: 0.0 }
    }
}

impl Sums {
    fn add(&mut self, source: &dyn Source, place: usize, row: u64, weight: f64) -> Result<(), SourceError> {
        if weight < 0.0 || weight.is_infinite() {
            let (name, at) = (&source.variables()[place].name, source.place(row));
            let reason = format!("weight {weight} in column \"{name}\", {at}: weights are finite and not below 0");
            return Err(SourceError { file: source.name().to_owned(), reason });
        }
        self.zero += u64::from(weight == 0.0);
        if weight > 0.0 {
            self.n += 1;
            self.total.add(weight);
            self.squares.add(weight * weight);
            self.min = self.min.min(weight);
            self.max = self.max.max(weight);
        }
        Ok(())
    }
}

/// Gives every row and its weight (NaN where it is missing) to `visit`.
fn each(
    source: &dyn Source,
    place: usize,
    mut visit: impl FnMut(u64, f64) -> Result<(), SourceError>,
) -> Result<(), SourceError> {
    let mut row = 0;
    for chunk in 0..source.chunks().len() {
        let columns = source.read(chunk, &[place])?;
        let words = || {
            let reason = format!("\"{}\" holds words, so it cannot be a weight", source.variables()[place].name);
            SourceError { file: source.name().to_owned(), reason }
        };
        for &weight in columns[0].numbers().ok_or_else(words)?.iter() {
            visit(row, weight)?;
            row += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_weights_have_few_bars() {
        let bars = |most: f64, n: u64| (most / width(most, n)).ceil();
        assert_eq!([30, 200, 1_000, 1_000_000].map(|n| bars(3.0, n)), [6.0, 6.0, 12.0, 30.0]);
        assert_eq!(bars(12.0, 10), 5.0);
    }

    #[test]
    fn no_bar_has_heavy_weights_and_others() {
        for width in WIDTHS {
            let edge = (HEAVY / width).round();
            assert!((edge * width - HEAVY).abs() < 1e-9, "{width}");
            assert_eq!(bar(HEAVY, width) + 1, bar(HEAVY * 1.001, width), "{width}");
        }
        assert_eq!((bar(0.3, 0.1), bar(0.1 + 0.2, 0.1), bar(1e-9, 0.1)), (2, 2, 0));
        let wide = |most: f64| width(most, 1_000_000);
        assert_eq!((wide(1.9), wide(2.1), wide(1e6)), (0.05, 0.1, 5.0));
    }
}
