//! How a quantile is read off a weighted distribution: the rules of R's `svyquantile`, which are those of Hyndman & Fan (1996) with
//! weights in the place of counts.

use crate::num::Sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule. With C the cumulative weights and W their sum, the steps look for the first value with C ≥ pW, the lines join the points
/// (pₖ, xₖ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The mathematical definition: the first value that at least p of the weight does not exceed.
    #[default]
    Math,
    /// As in school: the middle of two values where the weight below is p exactly.
    School,
    /// Shah & Vaish (2006): steps at (C + ½ − w/2)/(n + 1), weights adding up to n.
    Shahvaish,
    /// Same as `math`.
    Hf1,
    /// Same as `school`.
    Hf2,
    /// The nearest value, even numbers winning ties.
    Hf3,
    /// Lines through (C/W, x).
    Hf4,
    /// Lines through ((C − w/2)/W, x).
    Hf5,
    /// Lines through (C/(W + wₙ), x).
    Hf6,
    /// Lines through (C₋/(W − wₙ), x), C₋ the weight before.
    Hf7,
    /// Lines through ((C₋/3 + 2C/3)/(W + wₙ/3), x): nearly median-unbiased.
    Hf8,
    /// Lines through ((3C₋/8 + 5C/8)/(W + wₙ/4), x): nearly unbiased for normal data.
    Hf9,
}

impl Rule {
    /// Every rule with its name.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("math", Self::Math),
        ("school", Self::School),
        ("shahvaish", Self::Shahvaish),
        ("hf1", Self::Hf1),
        ("hf2", Self::Hf2),
        ("hf3", Self::Hf3),
        ("hf4", Self::Hf4),
        ("hf5", Self::Hf5),
        ("hf6", Self::Hf6),
        ("hf7", Self::Hf7),
        ("hf8", Self::Hf8),
        ("hf9", Self::Hf9),
    ];

    /// The rule with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, rule)| *rule)
    }

    /// The quantile at `p` in [0, 1] of `values`: (x, weight > 0), ordered by x, equal ones in the order of the file. NaN if there are none.
    pub fn quantile(self, values: &[(f64, f64)], p: f64) -> f64 {
        match self {
            Self::Math | Self::Hf1 => steps(values, p, |low, _| low),
            Self::School | Self::Hf2 => steps(values, p, |low, high| (low + high) / 2.0),
            Self::Hf3 => even(values, p),
            Self::Shahvaish => shah_vaish(values, p),
            Self::Hf4 => lines(values, p, |_, c, _, total, _| c / total),
            Self::Hf5 => lines(values, p, |_, c, w, total, _| (c - w / 2.0) / total),
            Self::Hf6 => lines(values, p, |_, c, _, total, last| c / (total + last)),
            Self::Hf7 => lines(values, p, |before, _, _, total, last| before / (total - last)),
            Self::Hf8 => {
                lines(values, p, |before, c, _, total, last| (before / 3.0 + c * 2.0 / 3.0) / (total + last / 3.0))
            }
            Self::Hf9 => {
                lines(values, p, |before, c, _, total, last| (before * 0.375 + c * 0.625) / (total + last / 4.0))
            }
        }
    }
}

fn cumulated(values: &[(f64, f64)]) -> Vec<f64> {
    let mut sum = Sum::default();
    let mut add = |&(_, weight): &(f64, f64)| {
        sum.add(weight);
        sum.get()
    };
    values.iter().map(&mut add).collect()
}

/// The first value with C > pW, or `exact` of the two values where C = pW.
fn steps(values: &[(f64, f64)], p: f64, exact: fn(f64, f64) -> f64) -> f64 {
    let weights = cumulated(values);
    let Some(&total) = weights.last() else { return f64::NAN };
    let after = weights.partition_point(|&weight| weight <= p * total);
    let next = values[after.min(values.len() - 1)].0;
    if after > 0 && p - weights[after - 1] / total == 0.0 { exact(values[after - 1].0, next) } else { next }
}

/// Steps over distinct values, where at C = pW the one with an even number is taken.
fn even(values: &[(f64, f64)], p: f64) -> f64 {
    let distinct: Vec<(f64, f64)> = values
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| {
            let mut sum = Sum::default();
            same.iter().for_each(|(_, weight)| sum.add(*weight));
            (same[0].0, sum.get())
        })
        .collect();
    let weights = cumulated(&distinct);
    let Some(&total) = weights.last() else { return f64::NAN };
    let after = weights.partition_point(|&weight| weight <= p * total);
    let is_exact = after > 0 && p - weights[after - 1] / total == 0.0;
    let place = if is_exact && after % 2 == 0 { after - 1 } else { after };
    distinct[place.min(distinct.len() - 1)].0
}

fn shah_vaish(values: &[(f64, f64)], p: f64) -> f64 {
    let weights = cumulated(values);
    let Some(&total) = weights.last() else { return f64::NAN };
    let n = values.len() as f64;
    let at = |k: usize| ((weights[k] - values[k].1 / 2.0) * n / total + 0.5) / (n + 1.0);
    let after = (0..values.len()).take_while(|&k| at(k) <= p).count();
    values[after.saturating_sub(1)].0
}

/// Straight lines between (pₖ, xₖ), level beyond the ends; `at` makes pₖ of (weight before, weight with, own weight, total, last weight).
fn lines(values: &[(f64, f64)], p: f64, at: fn(f64, f64, f64, f64, f64) -> f64) -> f64 {
    let weights = cumulated(values);
    let (Some(&total), Some(&(highest, last))) = (weights.last(), values.last()) else { return f64::NAN };
    let place = |k: usize| {
        let before = if k == 0 { 0.0 } else { weights[k - 1] };
        at(before, weights[k], values[k].1, total, last)
    };
    // pₖ does not fall as k grows; the first above p ends the line that p lies on.
    let (mut low, mut high) = (0, values.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if place(middle) <= p { low = middle + 1 } else { high = middle }
    }
    match low {
        0 => values[0].0,
        above if above == values.len() => highest,
        above => {
            let (from, to) = (place(above - 1), place(above));
            let share = (p - from) / (to - from);
            values[above - 1].0 + share * (values[above].0 - values[above - 1].0)
        }
    }
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
